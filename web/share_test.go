package web_test

import (
	"strings"
	"testing"

	"rsc.io/qr"
)

// The codes are those of another encoder, module by module, at every size that a link may need; that encoder has mask 0
// always.
func TestQRCodes(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	for _, n := range []int{1, 17, 18, 60, 106, 107, 154, 155, 230, 231, 271, 340, 460, 700, 1100, 1800, 2953} {
		text := strings.Repeat("#v=1&lab=match&data=spirals&n=1000&a%20", n/30+1)[:n]
		want, err := qr.Encode(text, qr.L)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		b.js(`import("./qr.js").then(({ modules }) => modules(`+quote(text)+
			`, 0).map((row) => row.map(Number).join("")))`, &rows)
		if len(rows) != want.Size {
			t.Fatalf("%d bytes: %d modules, not %d", n, len(rows), want.Size)
		}
		for y, row := range rows {
			for x, m := range row {
				if want.Black(x, y) != (m == '1') {
					t.Fatalf("%d bytes: the module at %d, %d is another", n, x, y)
				}
			}
		}
	}
	var long any
	if b.js(`import("./qr.js").then(({ modules }) => modules("a".repeat(2954)))`, &long); long != nil {
		t.Error("what no code holds has one")
	}
	// The code is loaded when it is asked for, and is that of the link that is shared.
	var got struct{ Path, Code string }
	b.result()
	b.js(`(async () => {
		document.getElementById("share").click();
		document.getElementById("share-qr").click();
		const svg = await until(() => document.querySelector("#share-code svg"));
		const { modules } = await import("./qr.js"), link = document.getElementById("share-link").value;
		const place = (d, x, y) => d ? "M" + (x + 4) + " " + (y + 4) : "";
		const code = modules(link).flatMap((row, y) => row.map((d, x) => place(d, x, y))).join("");
		return { path: svg.querySelector("path").getAttribute("d").replaceAll("h1v1h-1z", ""), code };
	})()`, &got)
	if got.Path != got.Code || got.Path == "" {
		t.Error("the picture is not the link's code")
	}
	b.shot("share")
}

// The snippet is the embedding page's element for this very experiment.
func TestTheEmbedCode(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&view.theme=dark")
	r := b.result()
	var got struct{ Src, Script, Href string }
	b.js(`(async () => {
		let copied;
		navigator.clipboard.writeText = async (text) => { copied = text; };
		document.getElementById("share").click();
		document.getElementById("share-embed").click();
		await until(() => copied);
		const { body } = new DOMParser().parseFromString("<body>" + copied, "text/html");
		return { src: body.querySelector("one-basin").getAttribute("src"), script: body.querySelector("script").src,
			href: body.querySelector("one-basin a").href };
	})()`, &got)
	if !strings.HasPrefix(got.Src, "#digest="+r.Digest+"&"+r.Experiment) ||
		got.Script != house.url+"/embed.js" || got.Href != house.url+"/index.html"+got.Src {
		t.Errorf("%+v", got)
	}
}

// Predict, then reveal: the answer is nowhere to be seen until somebody guessed, and is all there afterwards.
func TestPredictThenReveal(t *testing.T) {
	b := open(t, "#steps=300&restarts=2&match=wm,am&view.reveal=guess")
	b.result()
	b.js(settled, nil)
	const state = `(async () => {
		const { frames, path } = await onebasin.figures(), seen = (q) => document.querySelector(q).checkVisibility();
		return { text: document.getElementById("main").innerText, sentence: seen("#sentence"), tables: seen("#results"),
			figures: Object.entries(frames).filter(([, { w }]) => w > 0).map(([name]) => name),
			hash: location.hash, button: document.querySelector("#reveal button").disabled,
			said: document.getElementById("guessed").textContent };
	})()`
	var got struct {
		Text, Hash, Said         string
		Sentence, Tables, Button bool
		Figures                  []string
	}
	b.js(state, &got)
	if got.Sentence || got.Tables || !got.Button || len(got.Figures) != 1 || got.Figures[0] != "path" ||
		strings.Contains(got.Text, "barrier of") || !strings.Contains(got.Hash, "view.reveal=guess") {
		t.Errorf("before: %+v", got)
	}
	b.shot("reveal")
	b.js(`document.querySelector('#reveal input').click()`, nil)
	b.js(`document.querySelector('#reveal button').click()`, nil)
	b.js(settled, nil)
	b.js(`until(() => !location.hash.includes("reveal"))`, nil)
	b.js(state, &got)
	if !got.Sentence || !got.Tables || len(got.Figures) != 4 || got.Said != "You predicted: It vanishes." {
		t.Errorf("afterwards: %+v", got)
	}
	b.shot("revealed")
	// Whoever shares can keep the answer back, and keeps what they see themselves.
	var link string
	b.js(`(() => {
		document.getElementById("share").click();
		const ways = document.getElementById("share-reveal");
		ways.value = "click";
		ways.dispatchEvent(new Event("change"));
		return document.getElementById("share-link").value;
	})()`, &link)
	if !strings.Contains(link, "&view.reveal=click") {
		t.Errorf("the link is %s", link)
	}
	_, fragment, _ := strings.Cut(link, "#")
	c := open(t, "#"+fragment)
	c.result()
	c.js(`document.querySelector('#reveal button').click()`, nil)
	var sentence string
	if c.js(`document.getElementById("sentence").innerText`, &sentence); !strings.Contains(sentence, "A to B") {
		t.Errorf("after a click: %q", sentence)
	}
}
