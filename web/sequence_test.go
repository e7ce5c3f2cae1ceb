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

// The laboratory of sequences on one page: its result is the command's, its figures and tables have it, a square of the
// heat map leads to its path, every study says what the command says, and Back leads back.
func TestSequence(t *testing.T) {
	const link = "lab=sequence&n=200&nt=200&net=8-8&steps=120&checkpoints=0,10,40&lambdas=5&levels=2&seeds=1,2,3"
	b := open(t, "#"+link)
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
	if page.Digest == "" || page.Digest != command.Digest || len(page.Transport) != 2 ||
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
	for k, name := range []string{"claims", "barriers", "learning", "pruning", "transport"} {
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
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved,
		input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
			t.Fatal(err)
		}
	}
	var at string
	b.js(`until(() => ["view.study=cell", "view.found="].every((p) => location.hash.includes(p)) && location.hash)`,
		&at)
	b.js(known, &drawn)
	if len(drawn.Charts) != 1 || !strings.HasPrefix(drawn.Charts[0].Title, "At step ") {
		t.Fatalf("at %s the figures show %+v", at, drawn.Charts)
	}
	b.shot("sequence-cell")

	for _, name := range []string{"cell", "strong", "masks", "layers"} {
		look := map[string]string{"cell": "&view.found=10&view.used=40", "strong": "&view.widths=4,8"}[name]
		var page, command studied
		b.js("onebasin.set("+quote(link+look)+"), until(() => location.hash.endsWith("+quote(look)+"))", nil)
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
