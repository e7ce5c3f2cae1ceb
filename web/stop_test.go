package web_test

import (
	"testing"
	"time"
)

// Stop stops within 100 ms whatever the engine is doing, measured in the page from cancel() to the answer that the engine is idle; the next run starts at once.
func TestStop(t *testing.T) {
	for _, c := range []struct{ during, link, when string }{
		{"training", "steps=50000&net=256-256&lambdas=5", `onebasin.on("progress", go)`},
		{"matching", "steps=20&net=256-256&restarts=200&n=200&nt=200&lambdas=5", `onebasin.on("stage", (m) => m.name === "trained" && setTimeout(go, 400))`},
		{"the path", "steps=20&net=128-128&restarts=1&n=20000&nt=20000&lambdas=101", `onebasin.on("stage", (m) => m.name === "matched" && setTimeout(go, 200))`},
		{"the landscape and the spectra", "steps=20&net=256-256&restarts=1&n=5000&nt=2000&lambdas=3", `onebasin.on("stage", (m) => m.name === "path" && setTimeout(go, 300))`},
		{"its very beginning", "steps=50000", `go()`},
	} {
		t.Run(c.during, func(t *testing.T) {
			b := open(t, "#steps=20&restarts=1&n=100&nt=100")
			before := b.result()
			var got struct {
				Message string
				Took    float64
				Running bool
			}
			b.js(`new Promise((done) => {
				let asked = 0, run = null;
				const go = () => { if (asked) return; asked = performance.now(); onebasin.cancel(); };
				run = onebasin.run(`+quote(c.link)+`);
				run.then(() => done({ message: "it finished", took: 0 }), (e) => done({ message: e.message, took: performance.now() - asked, running: !document.getElementById("stop").disabled }));
				`+c.when+`;
			})`, &got)
			if got.Message != "cancelled" || got.Running {
				t.Fatalf("%+v", got)
			}
			t.Logf("stopped after %.0f ms", got.Took)
			// The promise is 100 ms, which the log shows; what fails here is a Stop that waits for work to end, not a machine with other things to do.
			if got.Took > 1500 {
				t.Errorf("stopping took %.0f ms", got.Took)
			}
			var honest bool // what has a result is the experiment that the address shows, and not the one that was stopped
			if b.js("onebasin.result() === null || onebasin.link().includes(onebasin.result().experiment)", &honest); !honest {
				t.Error("a stopped experiment has a result")
			}
			begin := time.Now()
			var again result
			if b.js("onebasin.run("+quote(before.Experiment)+")", &again); again.Digest != before.Digest {
				t.Errorf("after stopping: digest %s, before %s", again.Digest, before.Digest)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("the next run took %v", took)
			}
			if c.during == "training" {
				b.shot("stopped")
			}
		})
	}
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
		await new Promise((r) => setTimeout(r, 300));
		const second = onebasin.run("steps=21&restarts=1&n=100&nt=100");
		return { first: await first, second: await second };
	})()`, &got)
	if want := native(t, "steps=21&restarts=1&n=100&nt=100"); got.First != "superseded" || got.Second.Digest != want.Digest {
		t.Errorf("%+v, want digest %s", got, want.Digest)
	}
}
