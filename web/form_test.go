package web_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// typing makes typed(key, text) known in a page: what a person types into the control of a key, and what the page makes
// of it: the value that runs, or the objection, and what is said of how it was read.
const typing = `void Object.assign(window, { typed: async (key, text) => {
	const field = document.querySelector('[data-key="' + key + '"]'), input = document.getElementById("key-" + key);
	const says = (part) => field.querySelector(part).textContent;
	const value = () => new URLSearchParams(location.hash.slice(1)).get(key), before = value();
	const objected = says(".objection");
	input.focus();
	input.value = text;
	input.dispatchEvent(new Event("change", { bubbles: true }));
	input.blur();
	await until(() => says(".objection") !== objected || value() !== before);
	return [says(".objection") ? "" : value(), says(".understood"), says(".objection")];
} })`

// What people type as they write numbers is understood and said; what is not is explained in words of the label.
func TestTheFormUnderstandsPeople(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100")
	b.result()
	b.js(typing, nil)
	for _, c := range []struct{ key, typed, value, understood, objection string }{
		{"net", "8,6", "8-6", "“8,6” is read as 8-6.", ""},
		{"net", "7 × 5", "7-5", "“7 × 5” is read as 7-5.", ""},
		{"lr", "0,005", "0.005", "“0,005” is read as 0.005.", ""},
		{"steps", "1e1", "10", "“1e1” is read as 10.", ""},
		{"seeds", "3; 4", "3,4", "“3; 4” is read as 3,4.", ""},
		{"nt", "120", "120", "", ""},
		{"noise", "1,000", "", "", "Noise must be a number from 0 to 2, not “1,000”."},
		{"noise", "0.2", "0.2", "", ""},
		{"lr", "0", "", "", "Learning rate must be a number above 0 and at most 10, not “0”."},
		{"lr", "0.004", "0.004", "", ""},
		{"bs", "many", "", "", "Batch size must be a whole number from 1 to 4096, not “many”."},
	} {
		var got []string
		b.js(`typed(`+quote(c.key)+`, `+quote(c.typed)+`)`, &got)
		if want := []string{c.value, c.understood, c.objection}; !slices.Equal(got, want) {
			t.Errorf("%s, %q: %q, not %q", c.key, c.typed, got, want)
		}
	}
	b.shot("form")
}

// A network more is one press; words say what numbers do; everything is in line and nothing is cut.
func TestTheForm(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100&net=6")
	b.result()
	var seeds string
	b.js(`(async () => {
		document.querySelector('[data-key="seeds"] .add').click();
		return until(() => (location.hash.match(/&seeds=([^&]*)/) ?? [])[1] !== "1,2" && location.hash);
	})()`, &seeds)
	if !strings.Contains(seeds, "seeds=1,2,3&") {
		t.Errorf("after one press the link is %s", seeds)
	}
	var help string
	b.js(`document.querySelector('[data-key="lr"] .row').dataset.help`, &help)
	if !strings.Contains(help, "Above 0 to 10") {
		t.Errorf("the learning rate says %q and refuses 0", help)
	}
	for _, size := range [][2]int64{{1280, 800}, {390, 844}} {
		b.do(chromedp.EmulateViewport(size[0], size[1]))
		var wrong []string
		b.js(`(async () => {
			await fitted();
			document.getElementById("panel").open = true;
			const controls = [...document.querySelectorAll("#controls .row > :is(input, select)")]
				.filter((e) => e.checkVisibility());
			const lefts = new Set(controls.map((e) => Math.round(e.getBoundingClientRect().left)));
			const wrong = lefts.size > 1 ? ["left edges: " + [...lefts]] : [];
			const pen = document.createElement("canvas").getContext("2d");
			for (const select of document.querySelectorAll("select")) {
				if (!select.checkVisibility()) continue;
				const { font, paddingLeft, paddingRight } = getComputedStyle(select);
				pen.font = font;
				const arrow = 20, space = parseFloat(paddingLeft) + parseFloat(paddingRight) + arrow;
				for (const { text } of select.options)
					if (pen.measureText(text).width > select.clientWidth - space + 1)
						wrong.push((select.id || select.ariaLabel) + ": " + text);
			}
			return wrong;
		})()`, &wrong)
		if len(wrong) > 0 {
			t.Errorf("%v: %q", size, wrong)
		}
	}
}
