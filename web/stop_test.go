package web_test

import (
	"fmt"
	"testing"
)

// stops are experiments that take long at one stage, and an expression that calls go() when it is under way.
var stops = []struct{ during, link, when string }{
	{"training", "steps=50000&net=256-256&lambdas=5", progress("train")},
	{"matching", "steps=20&net=256-256&restarts=200&n=200&nt=200&lambdas=5", progress("match")},
	{"the path", "steps=20&net=128-128&restarts=1&n=5000&nt=5000&lambdas=401", progress("path")},
	{"the landscape", "steps=20&net=256-256&restarts=1&n=500&nt=5000&lambdas=3", progress("plane")},
	{"the spectra", "steps=20&net=256-256&restarts=1&n=100&nt=20&lambdas=3", progress("spectrum")},
	{"the drawing of many data", "data=strokes&side=28&n=60000&nt=2&steps=20",
		`until(() => document.body.classList.contains("running")).then(go)`},
	{"its very beginning", "steps=50000", `go()`},
}

// forkStops are the same of the laboratory of partings.
var forkStops = []struct{ during, link, when string }{
	{"training", "lab=fork&steps=50000&net=256-256&forks=0,100&lambdas=5", progress("train")},
	{"the path", "lab=fork&steps=20&net=128-128&forks=0&n=5000&nt=5000&lambdas=401", progress("path")},
	{"single layers", "lab=fork&steps=20&net=256-256&forks=0,10&n=5000&nt=20&lambdas=25", progress("layers")},
	{"the landscape", "lab=fork&steps=20&net=256-256&forks=0&n=5000&nt=20&lambdas=3", progress("plane")},
	{"its very beginning", "lab=fork&steps=50000", `go()`},
}

// progress calls go() at the first report of a stage that follows another of it: the work of it has begun.
func progress(stage string) string {
	return fmt.Sprintf(
		`(() => { let reports = 0; on("progress", (m) => { if (m.stage === %q && ++reports === 2) go(); }); })()`,
		stage)
}

// Whatever the engine is doing, whoever presses Stop is answered, nothing runs any more, and the next run is the one
// that is asked for. ./build.sh bench says how soon.
func TestStop(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100")
	before := b.result()
	for _, c := range stops {
		got := b.stop(c.link, c.when, before.Experiment)
		if got.Message != "cancelled" || got.Running || !got.Honest || got.Again.Digest != before.Digest {
			t.Fatalf("during %s: %+v, before %s", c.during, got, before.Digest)
		}
	}
	b.js(`(async () => {
		const run = onebasin.run("steps=50000").catch(() => {}), { progress } = heard;
		const learning = document.getElementById("learning");
		// Meanwhile the networks are seen learning: regions of more than one colour, and losses.
		const inks = (canvas) => {
			const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
			return new Set(new Uint32Array(data.buffer)).size;
		};
		await until(() => heard.progress > progress && !learning.hidden && /loss \S/.test(learning.textContent) &&
			[...learning.querySelectorAll("canvas")].some((canvas) => canvas.width === 64 && inks(canvas) > 2));
		onebasin.cancel();
		await run;
		await until(() => learning.hidden);
	})()`, nil)
	b.shot("stopped")
}

// TestStop, of the laboratory of partings.
func TestStopForks(t *testing.T) {
	b := open(t, "#"+forkLink)
	before := b.result()
	for _, c := range forkStops {
		got := b.stop(c.link, c.when, before.Experiment)
		if got.Message != "cancelled" || got.Running || !got.Honest || got.Again.Digest != forkDigest {
			t.Fatalf("during %s: %+v, before %s", c.during, got, before.Digest)
		}
	}
}

// stopped is what a run that was stopped came to, and the run that was asked for at once afterwards.
type stopped struct {
	Message      string
	Running      bool
	Honest       bool    // what has a result is the experiment that the address shows, and not the one that was stopped
	Answer, Free float64 // ms from Stop to the rejected promise, and to the first progress of the next run
	Again        result
}

// stop runs a link, stops it when it is time, and runs another.
func (b *tab) stop(link, when, next string) (got stopped) {
	b.t.Helper()
	b.js(`new Promise((done) => {
		let asked = 0;
		const off = [], on = (event, fn) => off.push(onebasin.on(event, fn));
		const go = () => { if (asked) return; asked = performance.now(); onebasin.cancel(); };
		onebasin.run(`+quote(link)+`).then(() => done({ message: "it finished" }), async ({ message }) => {
			const answer = performance.now() - asked, running = !document.getElementById("stop").disabled;
			const honest = onebasin.result() === null || onebasin.link().includes(onebasin.result().experiment);
			for (const f of off) f();
			let free = 0;
			const deaf = onebasin.on("progress", () => { free ||= performance.now() - asked; });
			const again = await onebasin.run(`+quote(next)+`);
			deaf();
			done({ message, running, honest, answer, free, again });
		});
		`+when+`;
	})`, &got)
	return got
}

// A later run supersedes the one before.
func TestSuperseded(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100")
	b.result()
	var got struct {
		First  string
		Second result
	}
	b.js(`(async () => {
		const first = onebasin.run("steps=50000").then(() => "finished", (e) => e.message);
		const { progress } = heard;
		await until(() => heard.progress > progress);
		const second = onebasin.run("steps=21&restarts=1&n=100&nt=100");
		return { first: await first, second: await second };
	})()`, &got)
	if want := native(t, "steps=21&restarts=1&n=100&nt=100"); got.First != "superseded" ||
		got.Second.Digest != want.Digest {
		t.Errorf("%+v, want digest %s", got, want.Digest)
	}
}
