package web_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

type counts struct{ Progress, Stage, Result, Error int }

// A view key only changes what is looked at: the engine says nothing, the result stays the very object it was, the
// address follows.
func TestViewKeysRecomputeNothing(t *testing.T) {
	b := open(t, "#steps=200&restarts=2")
	first := b.result()
	b.js(`(window.before = onebasin.result(), heard.progress = heard.stage = heard.result = 0, 0)`, nil)
	b.js(`onebasin.set("view.lambda=0.31")`, nil)
	b.js(`onebasin.set("view.method=none&view.layer=2")`, nil)
	b.js(`onebasin.set("view.theme=dark")`, nil)
	// By hand as well: the slider.
	b.js(
		`(() => {
			const r = document.getElementById("lambda-range");
			r.value = "0.77";
			r.dispatchEvent(new Event("input", { bubbles: true }));
		})()`, nil)
	var got struct {
		Heard counts
		Same  bool
		Hash  string
		Link  string
	}
	// The engine answers in the order in which it is asked: had it been asked to run, it would have said so before it
	// reads another fragment.
	b.js(`(async () => {
		await until(() => location.hash.includes("view.lambda=0.77"));
		await onebasin.set("view.lambda=0.77");
		return { heard, same: onebasin.result() === before, hash: location.hash, link: onebasin.link() };
	})()`, &got)
	if got.Heard != (counts{}) || !got.Same {
		t.Errorf("heard %+v, same result %v", got.Heard, got.Same)
	}
	for _, want := range []string{"view.lambda=0.77", "view.method=none", "view.layer=2", "view.theme=dark"} {
		if !strings.Contains(got.Hash, want) || !strings.Contains(got.Link, want) {
			t.Errorf("%s is not in the address %q or the link %q", want, got.Hash, got.Link)
		}
	}
	if !strings.HasPrefix(got.Hash, "#"+first.Experiment) {
		t.Errorf("the address %q does not begin with the experiment %q", got.Hash, first.Experiment)
	}
	b.shot("dark-lambda")
	// The same link, opened by somebody else, is the same experiment with the same view.
	_, fragment, _ := strings.Cut(got.Link, "#")
	if again := open(t, "#"+fragment).result(); again.Digest != first.Digest {
		t.Errorf("the copied link gives %s, not %s", again.Digest, first.Digest)
	}
}

func TestResultIsNullUntilTheEnd(t *testing.T) {
	b := open(t, "#steps=300&restarts=2")
	b.result()
	var got struct {
		Heard counts
		Null  bool
	}
	b.js("({ heard, null: nullBefore })", &got)
	if !got.Null || got.Heard.Progress == 0 || got.Heard.Stage == 0 || got.Heard.Result != 1 || got.Heard.Error != 0 {
		t.Errorf("%+v", got)
	}
}

// Back and Forward run what they come to, and a script's set runs what changes a number.
func TestHistory(t *testing.T) {
	b := open(t, "#steps=100&restarts=1")
	first := b.result()
	wait := func(change string) (r result) {
		b.js(`new Promise((done) => { const off = onebasin.on("result", (r) => { off(); done(r); }); `+change+`; })`,
			&r)
		return r
	}
	second := wait(`onebasin.set("seeds=3,4")`)
	if second.Digest == first.Digest || !strings.Contains(second.Experiment, "seeds=3,4") ||
		!strings.Contains(second.Experiment, "steps=100") {
		t.Fatalf("set gave %s", second.Experiment)
	}
	if back := wait("history.back()"); back.Digest != first.Digest || back.Experiment != first.Experiment {
		t.Errorf("back gave %s", back.Experiment)
	}
	if forward := wait("history.forward()"); forward.Digest != second.Digest {
		t.Errorf("forward gave %s", forward.Experiment)
	}
	var hash string
	if b.js("location.hash", &hash); hash != "#"+second.Experiment {
		t.Errorf("the address holds %s", hash)
	}
	// However quickly one steps, each entry keeps its experiment: what a step's run has to say comes when another is
	// shown already.
	var want, got []string
	b.js(`(async () => {
		// A step is over when its entry is shown, or when the run of its experiment has begun.
		window.shown = async (act) => {
			const there = new Promise((r) => addEventListener("popstate", r, { once: true }));
			act();
			await there;
		};
		window.begun = async (act) => {
			await shown(act);
			await running();
		};
		window.running = () => until(() => onebasin.link().includes(location.hash.slice(1)) &&
			document.body.classList.contains("running")).then(() => {
			const { progress } = heard;
			return until(() => heard.progress > progress);
		});
		const want = [];
		for (const steps of [3000, 3010, 3020, 3030, 3040]) {
			await onebasin.set("restarts=20&net=512-512&steps=" + steps);
			await until(() => location.hash.includes("steps=" + steps));
			await running();
			want.push(location.hash);
		}
		return want;
	})()`, &want)
	b.js(`(async () => {
		for (const [step, over] of [[-1, shown], [1, shown], [-1, begun], [-1, begun], [-1, shown], [1, shown],
			[-1, begun]]) await over(() => history.go(step));
		while (!location.hash.includes("steps=3000")) await begun(() => history.back());
		const got = [location.hash];
		while (got.length < 5) {
			await begun(() => history.forward());
			got.push(location.hash);
		}
		onebasin.cancel();
		return got;
	})()`, &got)
	if !slices.Equal(got, want) {
		t.Errorf("the history holds\n%s\nfor\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Back while another entry's experiment waits to begin: what Back shows runs, even if it is what was shown until then.
func TestStepsWhileARunWaits(t *testing.T) {
	b := open(t, "#steps=100&restarts=1")
	b.result()
	var ran []string
	b.js(`(async () => {
		const { Current } = await import("./experiment.js");
		const ran = [], at = location.href;
		const runs = { parse: async (link) => ({ fragment: link.slice(1), digest: "", query: "", named: ["steps"] }) };
		runs.run = (link) => ran.push(link);
		const page = new Current(runs, { shown() {}, read() {}, unpromised() {}, objections() {} });
		const step = async (link) => {
			history.replaceState(null, "", link);
			await page.travel();
		};
		page.parsed({ fragment: "steps=1", digest: "", query: "" }, { entry: -1 });
		await step("#steps=1"); // shown and computed: nothing to do
		await step("#steps=2"); // runs, but the engine has not read it yet
		await step("#steps=1");
		history.replaceState(null, "", at);
		return ran;
	})()`, &ran)
	if want := []string{"#steps=2", "#steps=1"}; !slices.Equal(ran, want) {
		t.Errorf("ran %q, want %q", ran, want)
	}
}

// On a desk all four figures are seen at once, between the tabs and λ, and the room kept for them before they are drawn
// is what they take.
func TestFourFiguresAreSeenTogether(t *testing.T) {
	b := open(t, "#steps=100&restarts=1")
	b.result()
	for _, size := range [][2]int64{{1440, 900}, {1366, 768}, {1280, 800}, {1920, 1080}} {
		b.do(chromedp.EmulateViewport(size[0], size[1]))
		b.js(settled, nil)
		var got struct{ Top, Height, Kept, Bar, Bottom float64 }
		b.js(`onebasin.figures().then(({ frames }) => {
			const lab = document.getElementById("lab"), style = lab.style.height, height = lab.offsetHeight;
			lab.style.height = "";
			const kept = lab.offsetHeight;
			lab.style.height = style;
			return { top: lab.getBoundingClientRect().top + scrollY, height, kept,
				bar: document.getElementById("lambda").offsetHeight, bottom: frames.units.y + frames.units.h };
		})`, &got)
		if got.Top+got.Height+got.Bar > float64(size[1]) || got.Bottom > got.Height || got.Bottom < 300 {
			t.Errorf("%v: the figures end below the window: %+v", size, got)
		}
		if math.Abs(got.Kept-got.Height) > 2 {
			t.Errorf("%v: kept %g px for what takes %g", size, got.Kept, got.Height)
		}
	}
}
