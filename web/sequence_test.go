package web_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// sequenceLink is an experiment of sequences that takes moments, sequenceDigest what a kept link of it promises.
const (
	sequenceLink   = "lab=sequence&n=200&nt=200&net=8-8&steps=120&checkpoints=0,10,40&lambdas=5&levels=2&seeds=1,2,3"
	sequenceDigest = "3df7bb82a4c4"
)

// sequenceStops are experiments of sequences that take long at one stage, as stops are.
var sequenceStops = []struct{ during, link, when string }{
	{"training", "lab=sequence&steps=50000&net=256-256", progress("train")},
	{"matching", "lab=sequence&steps=20&net=256-256&restarts=200&n=200&nt=200&checkpoints=0,5,10", progress("match")},
	{"the heat map", "lab=sequence&steps=20&net=128-128&restarts=1&n=500&nt=5000&checkpoints=0,5,10&lambdas=401",
		progress("path")},
	{"pruning", "lab=sequence&steps=3000&n=200&nt=100&checkpoints=0&restarts=1&lambdas=3&levels=10&seeds=1,2",
		progress("prune")},
}

// Whatever of a sequence is being computed, whoever presses Stop is answered and the next run is the one asked for.
func TestSequenceStops(t *testing.T) {
	b := open(t, "#"+sequenceLink)
	before := b.result()
	for _, c := range sequenceStops {
		got := b.stop(c.link, c.when, before.Experiment)
		if got.Message != "cancelled" || got.Running || !got.Honest || got.Again.Digest != before.Digest {
			t.Fatalf("during %s: %+v, before %s", c.during, got, before.Digest)
		}
	}
}

// The hand on this machine is the step: moving the slider, by mouse, finger or key, chooses the column of the heat map
// that the figures are about, and a list beside it the row; nothing is computed again.
func TestTheStepIsTheHand(t *testing.T) {
	b := open(t, "#"+sequenceLink)
	type state struct {
		Link, Hand, Found, Digest string
		Paths                     []string
	}
	now := func(title string) (s state) {
		b.js(`(async () => {
			const { charts } = await until(async () => {
				const drawn = await onebasin.figures();
				const path = drawn.charts?.find(({ name, known }) => known && name === "path");
				return path?.title.startsWith(`+quote(title)+`) && drawn;
			});
			return { link: onebasin.link(), hand: document.getElementById("step-range").getAttribute("aria-valuetext"),
				found: document.getElementById("found").value, digest: onebasin.result().digest };
		})()`, &s)
		return s
	}
	b.js(`until(() => onebasin.result())`, nil)
	if s := now("At step 120, with the permutation found at step 120, the loss barrier is"); s.Hand !=
		"A and B at step 120" || s.Found != "-1" || strings.Contains(s.Link, "view.used") {
		t.Errorf("at first %+v", s)
	}
	press := func(key string, code int64) {
		b.js(`document.getElementById("step-range").focus()`, nil)
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown,
			input.DispatchKeyEventTypeKeyUp} {
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key,
				Code: key, WindowsVirtualKeyCode: code}); err != nil {
				t.Fatal(err)
			}
		}
	}
	press("ArrowLeft", 37)
	if s := now("At step 40, with the permutation found at step 120,"); !strings.Contains(s.Link, "view.used=40") ||
		s.Hand != "A and B at step 40" {
		t.Errorf("a key to the left: %+v", s)
	}
	press("Home", 36)
	now("At step 0, with the permutation found at step 120,")
	b.js(`(() => {
		const found = document.getElementById("found");
		found.value = "10";
		found.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, nil)
	if s := now("At step 0, with the permutation found at step 10,"); !strings.Contains(s.Link, "view.found=10") {
		t.Errorf("another row: %+v", s)
	}
	press("End", 35)
	if s := now("At step 120, with the permutation found at step 10,"); strings.Contains(s.Link, "view.used") {
		t.Errorf("at its end the link has its default: %+v", s)
	}

	// A mouse on the middle of the slider, which has four places.
	var at place
	b.js(`(() => {
		const range = document.getElementById("step-range");
		range.scrollIntoView({ block: "center" });
		const { x, y, width, height } = range.getBoundingClientRect();
		return { x, y, w: width, h: height };
	})()`, &at)
	b.click(at.X+at.W*0.37, at.Y+at.H/2)
	if s := now("At step 10, with the permutation found at step 10,"); s.Hand != "A and B at step 10" ||
		s.Digest != sequenceDigest {
		t.Errorf("a mouse: %+v", s)
	}
	b.js("onebasin.set("+quote("view.found=-2&view.used=40")+")", nil)
	if s := now("At step 40, with the one permutation for all steps,"); s.Found != "-2" {
		t.Errorf("a link: %+v", s)
	}
	b.js("onebasin.set("+quote("view.found=-3&view.used=-1")+")", nil)
	now("At step 120, without a permutation, the loss barrier is")

	// A finger drags it.
	p := phone(t, "#"+sequenceLink)
	p.js(`until(() => onebasin.result())`, nil)
	p.js(settled, nil)
	p.js(`(() => {
		const { x, y, width, height } = document.getElementById("step-range").getBoundingClientRect();
		return { x, y, w: width, h: height };
	})()`, &at)
	p.swipe([2]float64{-at.W, 0}, [2]float64{at.X + at.W - 12, at.Y + at.H/2})
	p.js(`until(() => onebasin.link().includes("view.used=0"))`, nil)
	p.shot("sequence-phone")
}

// click clicks at a place of the window.
func (b *tab) click(x, y float64) {
	b.t.Helper()
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved,
		input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
			b.t.Fatal(err)
		}
	}
}

// The laboratory of sequences on one page: its result is the command's, its figures and tables have it, a square of the
// heat map leads to its path, every study says what the command says, and Back leads back.
func TestSequence(t *testing.T) {
	const link = sequenceLink
	b := open(t, "#"+link+"&digest="+sequenceDigest)
	type told struct {
		Experiment, Digest string
		Checkpoints        struct {
			Steps   []int
			Barrier struct{ Loss [][]float64 }
		}
		Transport []map[string]any
	}
	var page, command told
	b.js(`until(() => onebasin.result())`, &page)
	out, err := exec.Command(house.engine, "run", link).Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &command); err != nil {
		t.Fatal(err)
	}
	if page.Digest != sequenceDigest || page.Digest != command.Digest || len(page.Transport) != 2 ||
		page.Checkpoints.Barrier.Loss[1][3] != command.Checkpoints.Barrier.Loss[1][3] {
		t.Fatalf("the page has %+v, the command %+v", page, command)
	}

	var drawn struct {
		Charts []struct {
			Name, Title string
			Known       bool
			Points      int
		}
		Frames map[string]place
	}
	known := `until(async () => { const f = await onebasin.figures(); return f.charts?.every((c) => c.known) && f; })`
	b.js(known, &drawn)
	for k, name := range []string{"claims", "barriers", "path", "learning", "pruning", "transport"} {
		if c := drawn.Charts[k]; c.Name != name || c.Points == 0 || drawn.Frames[name].W == 0 {
			t.Errorf("drawn: %+v", c)
		}
	}
	var text string
	b.js(`document.body.innerText`, &text)
	for _, words := range []string{"∀ A, B ∃ P: B(A, P B) ≤ ε", "Simultaneous", "Strong", "Level 2", "A’s, level’s P",
		"One permutation for all steps leaves at most"} {
		if !strings.Contains(text, words) {
			t.Errorf("nowhere on the page: %s", words)
		}
	}
	b.shot("sequence")

	// Row 2 of the left map is the permutation found at step 10: of six rows the third. Column 1 is the same step.
	var frame place
	b.js(known, &drawn) // laid out for a desk again
	box := drawn.Frames["barriers"]
	b.js(fmt.Sprintf(`(() => {
		const lab = document.getElementById("lab");
		scrollTo(0, scrollY + lab.getBoundingClientRect().y + %v - 100);
		const { x, y, width, height } = lab.getBoundingClientRect();
		return { x, y, w: width, h: height };
	})()`, box.Y), &frame)
	x, y := frame.X+box.X+0.2*box.W, frame.Y+box.Y+0.5*box.H
	b.click(x, y)
	var at string
	b.js(`until(() => ["view.study=cell", "view.found="].every((p) => location.hash.includes(p)) && location.hash)`,
		&at)
	b.js(known, &drawn)
	if len(drawn.Charts) != 1 || !strings.HasPrefix(drawn.Charts[0].Title, "At step ") {
		t.Fatalf("at %s the figures show %+v", at, drawn.Charts)
	}
	b.shot("sequence-cell")

	for _, name := range []string{"cell", "maps", "strong", "masks", "layers"} {
		look := map[string]string{"cell": "&view.found=10&view.used=40", "strong": "&view.widths=4,8"}[name]
		var page, command studied
		b.js("onebasin.set("+quote(link+look)+"), until(() => location.hash.includes("+quote(look)+"))", nil)
		b.js("onebasin.study("+quote(name)+")", &page)
		out, err := exec.Command(house.engine, "study", name, link+look).Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(out, &command); err != nil {
			t.Fatal(err)
		}
		same := slices.EqualFunc(page.numbers(), command.numbers(), func(x, y float64) bool {
			return x == y || math.IsNaN(x) && math.IsNaN(y)
		})
		if !same || len(page.Charts) == 0 || page.Charts[0].Title != command.Charts[0].Title {
			t.Errorf("%s: the page says %q, the command %q; the same numbers: %v", name, page.Charts[0].Title,
				command.Charts[0].Title, same)
		}
		b.js(known, nil)
		b.shot("sequence-" + name)
	}
	b.js(`history.back()`, nil)
	b.js(`until(() => !location.hash.includes("view.study=layers"))`, nil)
}
