package web_test

import "testing"

type frameTime struct {
	Count       int
	Median, P99 float64
}

const frameTimes = `onebasin.figures().then((f) => f.frameTime)`

// When nothing changes nothing is drawn; what moving λ and turning the surface cost is said, for the benchmark to read.
func TestFramesAreDrawnWhenSomethingChanged(t *testing.T) {
	b := open(t, "")
	b.result()
	b.js(settled, nil)
	var before, after frameTime
	b.js(frameTimes, &before)
	b.js(`new Promise((r) => setTimeout(r, 1500))`, nil)
	b.js(frameTimes, &after)
	// To be asked is mail, and mail is one frame.
	if drawn := after.Count - before.Count; drawn > 2 {
		t.Errorf("%d frames were drawn while nothing changed", drawn)
	}
	b.js(`(async () => {
		const slider = document.getElementById("lambda-range");
		for (let i = 0; i <= 300; i++) {
			slider.value = (i % 100) / 100;
			slider.dispatchEvent(new Event("input", { bubbles: true }));
			await new Promise((r) => setTimeout(r, 16));
		}
	})()`, nil)
	b.js(frameTimes, &after)
	if after.Count < before.Count+20 {
		t.Errorf("only %d frames followed λ", after.Count-before.Count)
	}
	t.Logf("frame time, moving λ: median %.2f ms, 99th percentile %.2f ms", after.Median, after.P99)
	b.js(`(async () => {
		for (let i = 0; i <= 300; i++) {
			await onebasin.set("view.mode=3d&view.turn=" + (i % 180));
			await new Promise((r) => setTimeout(r, 16));
		}
	})()`, nil)
	b.js(frameTimes, &after)
	t.Logf("frame time, turning the surface: median %.2f ms, 99th percentile %.2f ms", after.Median, after.P99)
}
