package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The benchmarks of the page. Every time is reported beside another one, of an empty page, the native command, a timer
// or a plain loop, measured in the same run: ./build.sh bench divides the one by the other, which says the same on a
// machine half as fast.

// emptyPage opens an address that holds nothing.
func emptyPage(t testing.TB) *tab {
	t.Helper()
	needSite(t)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><title>empty</title><link rel="icon" href="data:,">`)
	}))
	t.Cleanup(host.Close)
	return openURL(t, host.URL)
}

// product is the textbook product of web/bench/plain in JavaScript: its time in ms, the best of five hundred.
const product = `(() => {
	const side = 64, [a, b, c] = [0, 0, 0].map(() => new Float32Array(side * side));
	for (let k = 0; k < side * side; k++) [a[k], b[k]] = [k % 7, k % 5];
	let best = Infinity;
	for (let run = 0; run < 500; run++) {
		const begin = performance.now();
		c.fill(0);
		for (let i = 0; i < side; i++) for (let k = 0; k < side; k++) {
			const x = a[i * side + k];
			for (let j = 0; j < side; j++) c[i * side + j] += Math.fround(x * b[k * side + j]);
		}
		best = Math.min(best, performance.now() - begin);
	}
	return best;
})()`

// took returns how long f takes, in µs.
func took(f func()) float64 {
	begin := time.Now()
	f()
	return time.Since(begin).Seconds() * 1e6
}

// report tells one of the times of a benchmark, which are in µs.
func report(b *testing.B, what string, µs float64) { b.ReportMetric(µs, what+"-µs") }

// natively returns how long the command takes for a link, in µs, in an environment with others.
func natively(b *testing.B, link string, others ...string) float64 {
	b.Helper()
	c := exec.Command(house.engine, "run", link)
	c.Env = append(os.Environ(), others...)
	return took(func() {
		if err := c.Run(); err != nil {
			b.Fatal(err)
		}
	})
}

// computing returns how long computing takes for a link in the command, in µs, by its own word.
func computing(b *testing.B, link string) float64 {
	b.Helper()
	out, err := exec.Command(house.engine, "run", link).Output()
	var result struct{ Seconds struct{ Total float64 } }
	if err == nil {
		err = json.Unmarshal(out, &result)
	}
	if err != nil {
		b.Fatal(err)
	}
	return 1e6 * result.Seconds.Total
}

// BenchmarkSweep runs sixteen default experiments in the command with two workers, and with one on one core.
func BenchmarkSweep(b *testing.B) {
	needSite(b)
	link := "seeds=1,2"
	for k := 3; k < 33; k += 2 {
		link += fmt.Sprintf("|%d,%d", k, k+1)
	}
	sweep := func(cores string) float64 {
		c := exec.Command(house.engine, "sweep", "-workers", cores, link)
		c.Env = append(os.Environ(), "GOMAXPROCS="+cores)
		return took(func() {
			if err := c.Run(); err != nil {
				b.Fatal(err)
			}
		})
	}
	for b.Loop() {
		report(b, "two", sweep("2"))
		report(b, "one", sweep("1")/2)
	}
}

// opening returns how long it takes, in µs, from opening an address to the answer of an expression.
func opening(b *testing.B, address, answer string) float64 {
	b.Helper()
	tab := newTab(b)
	return took(func() {
		tab.do(chromedp.Navigate(address))
		tab.js(answer, nil)
	})
}

// BenchmarkOpen opens the default experiment, and every matcher on two workers, until the page can be used and until
// the result is there, beside an empty page and the command. It opens the default twice more in a tab that has seen it,
// and tells what the results say that computing took.
func BenchmarkOpen(b *testing.B) {
	needSite(b)
	for b.Loop() {
		report(b, "empty", took(func() { emptyPage(b) }))
		report(b, "usable", opening(b, house.url+"/index.html", `published.then(() => 0)`))
		tab := newTab(b)
		visit := func(name string) {
			var seconds float64
			report(b, name, took(func() {
				tab.do(chromedp.Navigate(house.url + "/index.html"))
				tab.js(finished+`.then((result) => result.seconds.total)`, &seconds)
			}))
			report(b, name+"-compute", 1e6*seconds)
			tab.js(settled, nil)
			tab.do(chromedp.Navigate("about:blank"))
		}
		visit("result")
		visit("again") // browsers keep compiled programs after a second visit
		visit("warm")
		report(b, "command", natively(b, "", "ONEBASIN_KERNEL=go")) // no faster with a faster processor's kernels
		report(b, "command-compute", computing(b, ""))
		report(b, "matchers", opening(b, house.url+"/index.html?workers=2#"+everyMatcher, finished+`.then(() => 0)`))
		report(b, "matchers-command", natively(b, everyMatcher))
	}
}

// BenchmarkTasks reports the longest task of the page's main thread, which is also the figures' frame's, while the
// default experiment is opened and computed, in processor time: time on the clock would blame the page for what workers
// and other programs do to it.
func BenchmarkTasks(b *testing.B) {
	needSite(b)
	for b.Loop() {
		tab := newTab(b)
		tasks := tab.trace()
		tab.do(chromedp.Navigate(house.url + "/index.html"))
		tab.js(finished, nil)
		tab.js(settled, nil)
		longest := tasks()
		if len(longest) < 100 {
			b.Fatalf("only %d tasks were seen", len(longest))
		}
		report(b, "task", 1e3*longest[0])
		var ms float64
		tab.js(product, &ms)
		report(b, "product", 1e3*ms)
	}
}

// BenchmarkFrames reports Go's time for the frames that follow λ and a turning surface, and how often the page comes to
// a frame of its own meanwhile.
func BenchmarkFrames(b *testing.B) {
	for b.Loop() {
		var ms, empty, moving float64
		tab := emptyPage(b)
		tab.js(product, &ms)
		report(b, "product", 1e3*ms)
		tab.js(intervals(`passed(300)`), &empty)
		report(b, "empty", 1e3*empty)
		tab = open(b, "")
		tab.result()
		tab.js(settled, nil)
		tab.js(pause, nil)
		tab.js(intervals(moveLambda(300)), &moving)
		report(b, "page", 1e3*moving)
		var lambda, turn, now frameTime
		tab.js(frameTimes, &lambda)
		tab.js(`onebasin.set("view.mode=3d")`, nil)
		tab.js(settled, nil)
		tab.js(pause, nil)
		tab.js(frameTimes, &now)
		tab.dragSurface(func() bool {
			tab.js(frameTimes, &turn)
			return turn.Count < now.Count+240
		})
		report(b, "lambda", 1e3*lambda.Median)
		report(b, "lambda-p99", 1e3*lambda.P99)
		report(b, "turn", 1e3*turn.Median)
		report(b, "turn-p99", 1e3*turn.P99)
	}
}

// pause is as long as the figures take two motions for one.
const pause = `new Promise((r) => setTimeout(r, 1100))`

// intervals is an expression of the median time from one frame of the page to the next, in ms, while another goes on.
func intervals(expression string) string {
	return `(async () => {
		const times = [];
		let over = false;
		` + expression + `.then(() => { over = true; });
		for (let before = performance.now(); !over; before += times.at(-1)) {
			await passed(1);
			times.push(performance.now() - before);
		}
		return times.sort((a, b) => a - b)[times.length >> 1];
	})()`
}

// BenchmarkRest reports the processor time that the whole browser takes in a second while the page is at rest, beside
// that of an empty page which asks for every frame: what goes on by itself costs as much.
func BenchmarkRest(b *testing.B) {
	for b.Loop() {
		tab := emptyPage(b)
		tab.js(`(function next() { requestAnimationFrame(next); })()`, nil)
		report(b, "awake", busy(b))
		tab.do(chromedp.Navigate(house.url + "/index.html"))
		tab.result()
		tab.js(settled, nil)
		report(b, "rest", busy(b))
	}
}

// busy returns the processor time of all of the browser's processes in a second, in µs, over five of them.
func busy(b *testing.B) float64 {
	b.Helper()
	total := func() (seconds float64) {
		for _, p := range processes(b) {
			seconds += p.CPUTime
		}
		return seconds
	}
	const seconds = 5
	before := total()
	time.Sleep(seconds * time.Second)
	return (total() - before) / seconds * 1e6
}

// BenchmarkStop reports how long whoever presses Stop waits for an answer, and for the next run to begin, during the
// stage where it is longest; beside a timer of 60 ms, after which the page answers without the engine, set while the
// engine computes, and the begin of a run when nothing was to be stopped.
func BenchmarkStop(b *testing.B) {
	stopping(b, "steps=20&restarts=1&n=100&nt=100", "steps=50000&net=256-256", stops)
}

// BenchmarkStopForks is BenchmarkStop of the laboratory of partings.
func BenchmarkStopForks(b *testing.B) {
	stopping(b, forkLink, "lab=fork&steps=50000&net=256-256", forkStops)
}

// BenchmarkStopSequence is BenchmarkStop of the laboratory of sequences.
func BenchmarkStopSequence(b *testing.B) {
	stopping(b, sequenceLink, sequenceStops[0].link, sequenceStops)
}

// BenchmarkSequence reports how long two networks are trained side by side, and the longest time in which a page that
// prunes them ten times has nothing new to tell.
func BenchmarkSequence(b *testing.B) {
	const pruned = "lab=sequence&seeds=1,2&match=wm&levels=10&prune=0.3&rewind=100"
	for b.Loop() {
		tab := open(b, "#"+sequenceLink)
		tab.result()
		var told struct{ Train, Longest float64 }
		tab.js(`(async () => {
			let last = performance.now(), longest = 0;
			const off = onebasin.on("stage", () => {
				longest = Math.max(longest, performance.now() - last);
				last = performance.now();
			});
			const { seconds } = await onebasin.run(`+quote(pruned)+`);
			off();
			return { train: 1e3 * seconds.train, longest };
		})()`, &told)
		report(b, "train", 1e3*told.Train)
		report(b, "longest", 1e3*told.Longest)
	}
}

// stopping stops runs, the next of each a short one; long is one during which the timer is set.
func stopping(b *testing.B, short, long string, stops []struct{ during, link, when string }) {
	for b.Loop() {
		tab := open(b, "#"+short)
		next := tab.result().Experiment
		var begin, timer float64
		tab.js(`(async () => {
			let progress;
			const begin = performance.now(), first = new Promise((r) => { progress = r; }),
				off = onebasin.on("progress", () => progress(performance.now() - begin));
			await onebasin.run(`+quote(next)+`);
			off();
			return first;
		})()`, &begin)
		tab.js(`(async () => {
			const run = onebasin.run(`+quote(long)+`).catch(() => 0), { progress } = heard;
			await until(() => heard.progress > progress);
			const begin = performance.now();
			await new Promise((r) => setTimeout(r, 60));
			const took = performance.now() - begin;
			onebasin.cancel();
			await run;
			return took;
		})()`, &timer)
		var answer, free float64
		for _, c := range stops {
			got := tab.stop(c.link, c.when, next)
			if got.Message != "cancelled" {
				b.Fatalf("during %s: %s", c.during, got.Message)
			}
			answer, free = max(answer, got.Answer), max(free, got.Free)
		}
		report(b, "answer", 1e3*answer)
		report(b, "timer", 1e3*timer)
		report(b, "free", 1e3*free)
		report(b, "begin", 1e3*begin)
	}
}

// BenchmarkCourse reports how soon each of ten experiments on one page can be used, the median of the ten, beside one
// that is opened alone, and the most memory that they take together.
func BenchmarkCourse(b *testing.B) {
	needSite(b)
	for b.Loop() {
		report(b, "alone", opening(b, house.url+"/index.html?workers=2#"+spirals+"&view.embed=landscape",
			`published.then(() => onebasin.ready).then(() => 0)`))
		done := another(b)
		tab := tenExperiments(b)
		before, peak := memory(b), 0.0
		var times []float64
		for i := range 10 {
			tab.study(i)
			var ms float64
			tab.js(
				fmt.Sprintf(
					`until(() => seen(%d, "ready")).then(() => seen(%[1]d, "ready").at - seen(%[1]d, "begun").at)`, i),
				&ms)
			times = append(times, ms)
			peak = max(peak, memory(b)-before)
		}
		done()
		slices.Sort(times)
		report(b, "one", 1e3*times[len(times)/2])
		b.ReportMetric(peak, "MB")
	}
}
