package web_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A mangling is a text in which one link is looked for, as mail, chat or paper left it.
type mangling struct{ outcome, says, text string }

// manglings reads the table that the command is tested with, too.
func manglings(t *testing.T) (all []mangling) {
	t.Helper()
	f, err := os.Open("../lmc/link/testdata/manglings.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if columns := strings.Split(s.Text(), "\t"); len(columns) == 3 {
			text, err := strconv.Unquote(columns[2])
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, mangling{columns[0], columns[1], text})
		}
	}
	if len(all) < 96 {
		t.Fatalf("only %d manglings", len(all))
	}
	return all
}

// said is what a program says of a link: the experiment that it runs, if it runs one, what it noticed, and what it does
// not take.
type said struct {
	Experiment string
	Notes      []string
	Refusal    string
}

// command is what the native command says of a link.
func command(t *testing.T, link string) (s said) {
	t.Helper()
	var out, told bytes.Buffer
	c := exec.Command(house.engine, "run", link)
	c.Stdout, c.Stderr = &out, &told
	err := c.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() == 2:
		s.Refusal = strings.TrimSpace(strings.TrimPrefix(told.String(), "engine: "))
		return s
	case err != nil:
		t.Fatal(err)
	}
	for line := range strings.Lines(told.String()) {
		if note, ok := strings.CutPrefix(strings.TrimSpace(line), "engine: about the link: "); ok {
			s.Notes = append(s.Notes, note)
		}
	}
	var r result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	s.Experiment = r.Experiment
	return s
}

// reads is what the page says of the link that it has read last: its experiment is the one that it runs.
const reads = `({
	experiment: location.hash.slice(1).split("&").filter((p) => !p.startsWith("view.") && !p.startsWith("digest="))
		.join("&"),
	notes: [...document.querySelectorAll('[data-notice="mended"] li')].map((li) => li.textContent),
	refusal: [...document.querySelectorAll('[data-notice="problems"] li')].map((li) => li.textContent)[0] ?? "",
})`

// agree holds the page to what the command says: the same experiment and the same notes, or the same sentence.
func agree(t *testing.T, link string, page, command said) {
	t.Helper()
	switch {
	case command.Refusal != "" && !strings.HasPrefix(page.Refusal, command.Refusal):
		t.Errorf("%q: the page says %q, the command %q", link, page.Refusal, command.Refusal)
	case command.Refusal == "" && (page.Refusal != "" || page.Experiment != command.Experiment):
		t.Errorf("%q: the page says %q and runs %s, the command %s", link, page.Refusal, page.Experiment,
			command.Experiment)
	case command.Refusal == "" && !slices.Equal(page.Notes, command.Notes):
		t.Errorf("%q: the page notes %q, the command %q", link, page.Notes, command.Notes)
	}
}

// Whatever text a script or an embedding page hands over, the page and the command answer the same.
func TestManglingsByScript(t *testing.T) {
	b := open(t, "#"+quick[1:])
	b.js(helpers, nil)
	b.result()
	for _, m := range manglings(t) {
		var page said
		// The engine has read the link when its run begins, which the page shows as progress.
		b.js(`(async () => {
			let run;
			await new Promise((read) => {
				const off = onebasin.on("progress", read);
				run = onebasin.run(`+quote(m.text)+`).then(read, read).finally(off);
			});
			const said = `+reads+`;
			onebasin.cancel();
			await run;
			return said;
		})()`, &page)
		agree(t, m.text, page, command(t, m.text))
	}
}

// The same by the address, through which a browser changes some characters before the page sees them; and what was read
// from before the “#” stands behind it afterwards.
func TestManglingsByAddress(t *testing.T) {
	const theirs = "https://host.example/onebasin/index.html"
	opened := open(t, "#"+quick[1:])
	opened.js(helpers, nil)
	opened.result()
	for k, m := range manglings(t) {
		link, ok := strings.CutPrefix(m.text, theirs)
		if !ok && !strings.HasPrefix(m.text, "#") && !strings.HasPrefix(m.text, "?") || strings.HasPrefix(link,
			"%23") || strings.HasPrefix(link, "%2523") {
			continue // no address of this page
		}
		if strings.HasPrefix(link, "#") && k%4 > 0 {
			continue
		}
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			b := opened
			if fragment, ok := strings.CutPrefix(link, "#"); ok && k%16 > 0 {
				b.follow(fragment)
			} else {
				b = open(t, link)
				b.js(helpers, nil)
				b.js(`until(() => location.hash.includes("lambdas=") && (onebasin.result() || notice("problems")))`,
					nil)
			}
			var page said
			b.js(reads, &page)
			agree(t, m.text, page, command(t, theirs+link))
			var search string
			if b.js(`location.search`, &search); search != "" && search != "?workers=2" && !strings.Contains(search,
				"utm_source") && search != "?v2" {
				t.Errorf("%q: before the # stands %q", link, search)
			}
			if page.Refusal != "" || search == "" && strings.HasPrefix(link, "#") || k%3 > 0 {
				return
			}
			// What the address holds now needs no mending.
			var again said
			b.do(chromedp.Reload())
			b.js(published, nil)
			b.js(helpers, nil)
			b.js(`until(() => onebasin.result())`, nil)
			if b.js(reads, &again); again.Experiment != page.Experiment || len(again.Notes) > 0 {
				t.Errorf("%q: loaded again, the page notes %q and runs %s", link, again.Notes, again.Experiment)
			}
		})
	}
}

// rowsDrawn counts from the first moment on how many rows and choices the page draws at a time.
const rowsDrawn = `
window.most = 0;
new MutationObserver(() => {
	most = Math.max(most, document.querySelectorAll("#models tr, #pairs tr, #notes li, #layer option, #method label")
		.length);
}).observe(document, { childList: true, subtree: true });`

// A link that asks for more than there can be is refused in words, and nothing of it is drawn before.
func TestHostileLinks(t *testing.T) {
	needSite(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: rowsDrawn}); err != nil {
		t.Fatal(err)
	}
	ones := func(n int) string { return strings.Repeat("1,", n-1) + "1" }
	var upTo []string
	for k := range 10500 {
		upTo = append(upTo, strconv.Itoa(k))
	}
	for _, c := range []struct{ name, link string }{
		{"1000 seeds", "seeds=" + ones(1000)}, {"8000 seeds", "seeds=" + ones(8000)},
		{"seeds to 10499", "seeds=" + strings.Join(upTo, ",")}, {"30000 layers", "net=1" + strings.Repeat("-1", 29999)},
		{"2000 matchers", "match=wm" + strings.Repeat(",am", 1999)}, {"unknown matchers",
			"match=wm," + strings.Repeat("x", 3000)}, {"values", "view.study=sweep&view.values=" + ones(4000)},
		{"only separators", strings.Repeat("&", 16000)}, {"only codes", "seeds=" + strings.Repeat("%2C", 5000)},
		{"an object's own", "view.theme=constructor&view.method=__proto__&data=toString"},
	} {
		t.Run(c.name, func(t *testing.T) {
			link := c.link + quick
			b.do(chromedp.Navigate("about:blank")) // a page of its own, in the same tab
			b.do(chromedp.Navigate(house.url + "/index.html#" + link))
			b.js(published, nil)
			b.js(helpers, nil)
			var got struct {
				said
				Build  string
				Most   int
				Result string
			}
			b.js(`(async () => {
				const { build } = await onebasin.ready;
				await until(() => onebasin.result());
				return { ...`+reads+`, build, most, result: onebasin.result().experiment };
			})()`, &got)
			want := command(t, link)
			agree(t, c.name, got.said, want)
			if got.Build == "" || got.Result != got.Experiment {
				t.Errorf("it is ready as %q and ran %q for %q", got.Build, got.Result, got.Experiment)
			}
			if got.Most > 60 {
				t.Errorf("%d rows and choices were drawn", got.Most)
			}
			t.Logf("%d rows and choices at most; %.120s", got.Most, got.Refusal)
		})
	}
}

// A shared link that lost its end is told at the latest when its digest is compared.
func TestCutSharedLink(t *testing.T) {
	b := open(t, "#data=moons&steps=20&restarts=1&nt=100&lambdas=101")
	b.js(helpers, nil)
	r := b.result()
	var link string
	b.js(`(() => { document.getElementById("share").click(); return document.getElementById("share-link").value; })()`,
		&link)
	if want := "#digest=" + r.Digest + "&" + r.Experiment; !strings.HasSuffix(link, want) {
		t.Fatalf("the shared link is %s, want …%s", link, want)
	}
	for _, c := range []struct{ cut, notice, says string }{
		{"&lambdas", "problems", "this link ends early: it is missing lambdas"},
		{"&restarts", "problems", "this link ends early: it is missing restarts, mseed and lambdas"},
		{"1", "digest", "Not reproduced"},
	} {
		fragment := link[strings.Index(link, "#")+1 : strings.LastIndex(link, c.cut)]
		var notice string
		b.js(fmt.Sprintf(`onebasin.run(%s).then(() => notice(%q))`, quote(fragment), c.notice), &notice)
		if !strings.Contains(notice, c.says) {
			t.Errorf("%s: the page says %q", fragment, notice)
		}
	}
}

// A title is shown without what would write over or around it.
func TestTitleOfWritingAlone(t *testing.T) {
	b := open(t, "#view.title=%E2%80%AEspam%0A%00%20%E2%81%A6&"+quick[1:])
	b.result()
	var got struct{ Shown, Document, Link string }
	b.js(`({ shown: document.getElementById("title").textContent, document: document.title, link: onebasin.link() })`,
		&got)
	if got.Shown != "spam" || got.Document != "spam — One Basin" || !strings.Contains(got.Link, "view.title=spam") {
		t.Errorf("%+v", got)
	}
}

// The notice counts the parts that are wrong, however many there are, and tells some.
func TestProblemsAreCounted(t *testing.T) {
	b := open(t, "#"+quick[1:])
	b.js(helpers, nil)
	for _, c := range []struct{ link, says string }{
		{"foo=1" + quick, "One part of this link was not understood."}, {"foo=1&bar=2&lr=nan&&" + quick,
			"3 parts of this link were not understood."},
		{strings.Repeat("foo=1&", 700) + quick[1:], "700 parts of this link were not understood."}, {strings.Repeat("x",
			20000), "This link is not used as it stands:"},
	} {
		var notice string
		b.js(`(async () => { onebasin.run(`+quote(c.link)+
			`).catch(() => {}); return until(() => notice("problems").includes(`+quote(c.says)+
			`) && notice("problems")); })()`, &notice)
		if !strings.HasPrefix(notice, c.says) {
			t.Errorf("%.40s: %q", c.link, notice)
		}
	}
}
