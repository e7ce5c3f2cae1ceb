package web_test

import "testing"

// counted counts what is sent to the engine, by kind, in sent.
const counted = `(() => {
	window.sent = {};
	const { postMessage } = Worker.prototype;
	Worker.prototype.postMessage = function (message, ...more) {
		if (message?.t) sent[message.t] = (sent[message.t] ?? 0) + 1;
		return postMessage.call(this, message, ...more);
	};
})()`

// Ten thousand changes of mind are few questions to the engine: what is superseded is merged, the last is done, a run
// under way goes on, and every promise is settled.
func TestTenThousandChangesOfMind(t *testing.T) {
	b := open(t, "#"+short)
	first := b.result()
	b.js(counted, nil)
	var got struct {
		Link, Digest                   string
		Set, Parsed, Asked, Superseded int
		Study                          struct{ Study string }
	}
	b.js(`(async () => {
		const run = onebasin.run(`+quote(long)+`);
		const sets = [];
		for (let k = 0; k < 10000; k++) sets.push(onebasin.set("view.lambda=" + (k % 100) / 100));
		sets.push(onebasin.set("view.restart=1"));
		await Promise.all(sets);
		const { digest } = await run;
		const link = onebasin.link();
		await onebasin.run(`+quote(short)+`);
		const studies = [];
		for (let k = 0; k < 10000; k++) studies.push(onebasin.study(["why", "many"][k % 2]));
		const last = onebasin.study("bend");
		const ended = await Promise.allSettled(studies);
		return { link, digest, set: sets.length, parsed: sent.parse, asked: sent.study, study: await last,
			superseded: ended.filter(({ reason }) => reason?.message === "superseded").length };
	})()`, &got)
	if want := native(t, long).Digest; got.Digest != want {
		t.Errorf("digest %s, natively %s", got.Digest, want)
	}
	if got.Parsed > 20 || got.Asked > 20 {
		t.Errorf("the engine was asked to read %d links, and %d studies", got.Parsed, got.Asked)
	}
	if got.Superseded != 10000 || got.Study.Study != "bend" {
		t.Errorf("%d studies were superseded, the last is %q", got.Superseded, got.Study.Study)
	}
	b.js(`(() => { const l = onebasin.link(); if (!l.includes("view.study=bend")) throw new Error(l); })()`, nil)
	t.Logf("%+v, before %s", got, first.Digest)
	// What names different keys is all done.
	b.js(`(async () => {
		await Promise.all(["n=90", "nt=110", "view.lambda=0.25", "n=91"].map((text) => onebasin.set(text)));
		const parts = ["n=91", "nt=110", "view.lambda=0.25"];
		await until(() => parts.every((part) => onebasin.link().split(/[#&]/).includes(part)));
	})()`, nil)
}

// Names that every object has are no themes.
func TestThemesThatAreNone(t *testing.T) {
	for _, name := range []string{"constructor", "toString", "__proto__", "hasOwnProperty"} {
		b := open(t, "#"+short+"&view.theme="+name)
		var got struct{ Theme, Title string }
		b.js(`({ theme: document.documentElement.dataset.theme, title: document.querySelector("[data-name]").title })`,
			&got)
		if got.Theme != "light" && got.Theme != "dark" || got.Title != "Theme: as the system" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Who leads the figures' frame elsewhere, as a page around may, has them drawn anew, and that is said.
func TestTheFiguresFrameIsLedElsewhere(t *testing.T) {
	needSite(t)
	b := openURL(t, house.url+"/index.html#"+short, "Content Security Policy", "Refused to frame", "net::ERR",
		"chrome-error", "Framing")
	b.js(published, nil)
	b.js(helpers, nil)
	b.result()
	for _, way := range []string{"about:blank", "http://127.0.0.1:1/", house.url + "/licences.txt"} {
		b.js(`until(async () => (await onebasin.figures()).landscape)`, nil)
		b.js(`(() => {
			document.querySelector("[data-notice=taken]")?.remove();
			document.getElementById("lab").contentWindow.location.href = `+quote(way)+`;
		})()`, nil)
		var said string
		b.js(`until(() => notice("taken"))`, &said)
		b.js(`until(async () => (await onebasin.figures()).landscape)`, nil)
		t.Logf("%s: %s", way, said)
	}
	b.js(`document.getElementById("lab").contentWindow.location.href = "about:blank"`, nil)
	var said string
	b.js(`until(() => document.getElementById("notices").textContent.match(/The figures cannot be drawn.*/)?.[0])`,
		&said)
	t.Logf("then: %s", said)
}
