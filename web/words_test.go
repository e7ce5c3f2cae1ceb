package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// newcomers are words that somebody who sees the page for the first time does not know.
var newcomers = []string{"unit", "renumber", "π(B)", "nats", "chord", "null", "digest", "objective", "R, γ",
	"excess halfway", "rank correlation", "mean on the diagonal", "off the plane", "every pair by itself",
	"computed when its turn comes", "permutation", "loss barrier", "weight matching", "restart", "λ", "seed"}

// Each has a plain sentence at hand: where it is pointed at, where the keyboard is, under a finger, and on a page of
// its own; the page's first sentence needs none of them.
func TestANewcomersWords(t *testing.T) {
	b := open(t, "#steps=200&restarts=2&match=wm,am")
	b.result()
	b.js(settled, nil)
	var first string
	b.js(`document.querySelector(".tagline").innerText`, &first)
	for _, word := range append(slices.Clone(newcomers), "neural", "loss") {
		if regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word)).MatchString(first) {
			t.Errorf("the first sentence needs the word %s: %s", word, first)
		}
	}
	var got struct {
		Sentence, Line []string
		Tip, Described string
		Own            string
	}
	b.js(`(async () => {
		const { WORDS } = await import("./glossary.js");
		const marked = (q) => [...document.querySelectorAll(q + " .word")];
		await until(() => marked("#sentence").length && marked("#words").length);
		const renumber = marked("#sentence").find((e) => e.textContent.startsWith("renumber"));
		renumber.focus();
		document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
		renumber.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
		const tip = await until(() => !document.getElementById("tip").hidden && document.getElementById("tip"));
		const texts = (q) => marked(q).map((e) => e.textContent);
		return { sentence: texts("#sentence"), line: texts("#words"), tip: tip.textContent,
			described: renumber.getAttribute("aria-describedby"),
			own: WORDS.find(({ term }) => term === "renumber").says };
	})()`, &got)
	if got.Tip != got.Own || got.Described != "tip" || !slices.Contains(got.Sentence, "renumbering") {
		t.Errorf("%+v", got)
	}
	for _, word := range []string{"unit", "π(B)", "mean on the diagonal", "off the plane", "chord"} {
		if !slices.Contains(got.Line, word) {
			t.Errorf("%s is not among the words of the figures: %q", word, got.Line)
		}
	}
	// A study brings words of its own.
	b.js(`onebasin.study("why").then(() => null)`, nil)
	b.js(`until(() => document.getElementById("words").textContent.includes("rank correlation"))`, nil)
	b.shot("words")

	c := openURL(t, house.url+"/glossary.html")
	var all []string
	c.js(`until(() => document.querySelector("dt")).then(() => [...document.querySelectorAll("dt")]
		.map((e) => e.textContent.toLowerCase() + ": " + e.nextSibling.textContent))`, &all)
	for _, word := range newcomers {
		if !slices.ContainsFunc(all, func(s string) bool {
			return strings.HasPrefix(s, strings.ToLower(word)+": ") && len(s) > len(word)+20
		}) {
			t.Errorf("the page of all words has no %s", word)
		}
	}
	c.shot("glossary")
}

// What a help text claims, it claims of this experiment, or as the finding of who found it.
func TestHelpClaimsNothingOfItself(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	b.result()
	var helps []string
	b.js(`(async () => {
		const { WORDS } = await import("./glossary.js");
		const marked = [...document.querySelectorAll("[data-help]")].map((e) => e.dataset.help);
		return [...marked, document.querySelector(".why").innerText, ...WORDS.map(({ says }) => says)];
	})()`, &helps)
	claim := regexp.MustCompile(`(?i)shrinks? little|only a little|(is|are) matched better|hardly falls?|` +
		`always (falls|rises|removes)`)
	cited := regexp.MustCompile(`\b\d{4}\.\d{5}\b`)
	for _, help := range helps {
		if claim.MatchString(help) && !cited.MatchString(help) {
			t.Errorf("whose finding is this? %s", help)
		}
	}
	if !slices.ContainsFunc(helps, func(s string) bool { return strings.Contains(s, "6 to 20 %") }) {
		t.Error("the distance does not say what the paper's range is")
	}
}
