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

// strange are words of the other laboratories that a newcomer does not know, and some that stand under their figures.
var strange = map[string]struct{ words, figures []string }{
	treesLink: {[]string{"ensemble", "soft tree", "hard tree", "perfect tree", "oblivious tree", "decision list",
		"exchanged", "flip", "rule", "leaf", "points", "β", "S′"}, []string{"exchanged", "flip", "points", "chord"}},
	"lab=fork&data=gauss&n=90&nt=60&dim=4&net=9-7&bs=30&steps=60&forks=0,10,60&lambdas=5": {[]string{"fork", "init",
		"batch", "ridge", "our estimate", "angle", "carriers", "nudge", "logits"},
		[]string{"fork", "ridge", "carriers", "our estimate"}},
	"lab=sequence&n=60&nt=60&net=6-5&steps=60&checkpoints=0,20,60&rewind=20&levels=2&restarts=1&lambdas=5": {
		[]string{"checkpoint", "weak", "simultaneous", "strong", "stacked", "mask", "pruning", "level", "rewound",
			"dense", "transported mask", "one-shot", "activation matching"},
		[]string{"weak", "strong", "stacked", "mask", "level"}},
}

// So have those of the other laboratories; their first sentences need none, and what is said of a page is of its own
// laboratory.
func TestANewcomersWordsElsewhere(t *testing.T) {
	needSite(t)
	c := openURL(t, house.url+"/glossary.html")
	var all []string
	c.js(`until(() => document.querySelector("dt")).then(() => [...document.querySelectorAll("dt")]
		.map((e) => e.textContent.toLowerCase() + ": " + e.nextSibling.textContent))`, &all)
	for link, of := range strange {
		for _, word := range of.words {
			if !slices.ContainsFunc(all, func(s string) bool {
				return strings.HasPrefix(s, strings.ToLower(word)+": ") && len(s) > len(word)+20
			}) {
				t.Errorf("the page of all words has no %s", word)
			}
		}
		b := open(t, "#"+link)
		b.result()
		b.js(settled, nil)
		var got struct {
			First, About, Why string
			Line              []string
		}
		b.js(`(async () => {
			await until(() => document.querySelector("#words .word"));
			document.getElementById("shortcuts").click();
			const about = await until(() => document.querySelector("#keys[open] .about")?.innerText);
			document.getElementById("keys").close();
			const seen = (q) => [...document.querySelectorAll(q)].filter((e) => e.checkVisibility())
				.map((e) => e.innerText).join("|");
			return { first: seen(".tagline"), about, why: seen(".why [data-about]"),
				line: [...document.querySelectorAll("#words .word")].map((e) => e.textContent) };
		})()`, &got)
		for _, word := range append(append(slices.Clone(newcomers), of.words...), "neural", "loss") {
			if word != "ridge" && regexp.MustCompile(`(?i)\b`+regexp.QuoteMeta(word)).MatchString(got.First) {
				t.Errorf("the first sentence needs the word %s: %s", word, got.First)
			}
		}
		for _, word := range of.figures {
			if !slices.Contains(got.Line, word) {
				t.Errorf("%s is not among the words of the figures: %q", word, got.Line)
			}
		}
		if got.First == "" || len(got.Why) < 200 || strings.Contains(got.Why, "|") ||
			!strings.Contains(oneLine(got.About), oneLine(got.Why)) {
			t.Errorf("%s: %+v", link, got)
		}
	}
}

// oneLine is a text with single blanks for all that is white.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
