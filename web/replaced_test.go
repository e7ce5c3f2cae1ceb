package web_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// A network is the way to a site whose workers can be harmed; it can be cut. swift has workers that end without a word
// missed within two seconds.
type network struct {
	down  atomic.Bool
	swift bool
}

func (n *network) alter(name string, header http.Header, text []byte) (int, []byte) {
	if n.down.Load() {
		panic(http.ErrAbortHandler)
	}
	header.Del("ETag")
	switch name {
	case "worker.js":
		return 200, append([]byte(saboteur), text...)
	case "engine.js":
		return 200, append([]byte(numbered+tried), text...)
	case "heart.js":
		if n.swift {
			return 200, []byte(strings.Replace(string(text), "BEAT = 5000", "BEAT = 80", 1))
		}
	}
	return 200, text
}

// tried notes that the worker which shows whether scripts in memory may start has done so.
const tried = `
globalThis.tried = 0;
{
	const { terminate } = Plain.prototype;
	Plain.prototype.terminate = function () { if (this.trial) globalThis.tried++; terminate.call(this); };
	const Numbered = globalThis.Worker;
	globalThis.Worker = class extends Numbered { constructor(url, options) {
		super(url, options);
		this.trial = !options.name;
	} };
}
`

// over opens the site over the network, and waits until its workers' scripts are kept.
func (n *network) open(t *testing.T, link string) *tab {
	t.Helper()
	b := openURL(t, otherHost(t, n.alter)+link, "broken on purpose", "goroutine", "exit code", "panic", "net::ERR",
		"Failed to load", "EMPTY_RESPONSE")
	b.js(published, nil)
	b.js(helpers, nil)
	b.js(`until(() => globalThis.tried)`, nil)
	return b
}

// Without a network whatever is lost is replaced: whoever presses Stop while a worker does not hear, and whoever loses
// a worker or the lead, goes on computing, with the same bits.
func TestWithoutANetworkWorkersAreReplaced(t *testing.T) {
	needSite(t)
	var way network
	b := way.open(t, "?workers=2#"+short)
	first := b.result()
	way.down.Store(true)
	var fetched bool
	b.js(`fetch("worker.js", { cache: "no-store" }).then(() => true, () => false)`, &fetched)
	if fetched {
		t.Fatal("the network is there")
	}
	for _, who := range []string{"compute", "lead"} {
		var got struct {
			Message string
			Again   result
		}
		b.js(`(async () => {
			const run = onebasin.run(`+quote(long)+`);
			const stopped = run.then(() => "it finished", ({ message }) => message);
			await new Promise((go) => {
				const off = onebasin.on("progress", ({ fraction }) => { if (fraction > 0.02) { off(); go(); } });
			});
			harm(`+quote(who)+`, "hang");
			await passed(20);
			onebasin.cancel();
			return { message: await stopped, again: await onebasin.run(`+quote(short)+`) };
		})()`, &got)
		if got.Message != "cancelled" || got.Again.Digest != first.Digest {
			t.Errorf("after Stop while the %s hung: %q, digest %q, before %s", who, got.Message, got.Again.Digest,
				first.Digest)
		}
	}
	want := native(t, long)
	for _, who := range []string{"compute", "lead"} {
		var got result
		b.js(`(async () => {
			const run = onebasin.run(`+quote(long)+`);
			const off = onebasin.on("progress", ({ fraction }) => {
				if (fraction > 0.02) { off(); harm(`+quote(who)+`, "throw"); }
			});
			return run;
		})()`, &got)
		if got.Digest != want.Digest {
			t.Errorf("after the %s broke: digest %q, natively %s", who, got.Digest, want.Digest)
		}
	}
}

// A worker that ends without an event is missed: another does its work, with the same bits, and that is said.
func TestWorkersThatVanish(t *testing.T) {
	needSite(t)
	want := native(t, long)
	for _, who := range []string{"compute 1", "lead"} {
		t.Run(who, func(t *testing.T) {
			b := (&network{swift: true}).open(t, "?workers=2#"+short)
			b.result()
			var got struct {
				Result result
				Said   string
			}
			b.js(`(async () => {
				const run = onebasin.run(`+quote(long)+`);
				const off = onebasin.on("progress", ({ fraction }) => {
					if (fraction > 0.02) { off(); harm(`+quote(who)+`, "vanish"); }
				});
				return { result: await run, said: notice("silent") };
			})()`, &got)
			if got.Result.Digest != want.Digest || !strings.Contains(got.Said, "ended without a word") {
				t.Errorf("digest %q, natively %s; it says %q", got.Result.Digest, want.Digest, got.Said)
			}
			b.shot("vanished-" + strings.Fields(who)[0])
		})
	}
}

// When the engine dies after it has finished, the experiment runs once more, so that figures and studies have it.
func TestTheLeadDiesAtRest(t *testing.T) {
	needSite(t)
	for _, what := range []string{"throw", "vanish"} {
		t.Run(what, func(t *testing.T) {
			b := (&network{swift: true}).open(t, "?workers=2#"+short)
			first := b.result()
			var again result
			b.js(`(async () => {
				const done = new Promise((resolve) => onebasin.on("result", resolve));
				harm("lead", `+quote(what)+`);
				return done;
			})()`, &again)
			if again.Digest != first.Digest {
				t.Errorf("digest %q, before %s", again.Digest, first.Digest)
			}
			var said string
			if b.js(`notice("again")`, &said); !strings.Contains(said, "runs once more") {
				t.Errorf("it says %q", said)
			}
			b.js(`onebasin.study("why")`, nil)
			b.js(`until(async () => (await onebasin.figures()).study)`, nil)
			b.stands(first)
		})
	}
}

// A study whose workers die, all of them and for ever, is answered in words, and so is the next.
func TestAStudyWithoutWorkers(t *testing.T) {
	needSite(t)
	b := (&network{}).open(t, "?workers=2#"+short)
	b.result()
	var got struct{ First, Second, Said string }
	b.js(`(async () => {
		const words = ({ message }) => message;
		const first = onebasin.study("why").then(() => "it is answered", words);
		globalThis.Worker = class extends Worker { constructor(url, options) { super("missing.js", options); } };
		harm("compute", "throw");
		harm("lead", "throw");
		return { first: await first, second: await onebasin.study("why").then(() => "it is answered", words),
			said: notice("error") };
	})()`, &got)
	if !strings.Contains(got.First, "run it first") || got.Second != got.First {
		t.Errorf("the studies say %q and %q", got.First, got.Second)
	}
	t.Logf("%+v", got)
}
