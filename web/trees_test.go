package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// treesLink is an experiment of trees that takes moments, treesDigest what a kept link of it promises.
const (
	treesLink   = "lab=trees&n=200&nt=200&trees=12&steps=150&lambdas=5"
	treesDigest = "1adcfb07a66b"
)

// The laboratory of trees on one page: its result is the kept link's and the command's, the slider and the choice of
// matching are Match's and the charts follow them, a tree is flipped by a button, every study says what the command
// says, a figure stands alone when it is embedded.
func TestTrees(t *testing.T) {
	b := open(t, "#"+treesLink+"&digest="+treesDigest)
	var got result
	b.js(finished, &got)
	if want := native(t, treesLink); got.Digest != want.Digest || got.Digest != treesDigest {
		t.Fatalf("the page has %s, the command %s, the kept link %s", got.Digest, want.Digest, treesDigest)
	}
	b.js(helpers, nil)
	b.js(`until(() => notice("digest").includes("bit for bit"))`, nil)

	type drawn struct {
		Charts []struct {
			Name, Title string
			Known       bool
		}
		Frames map[string]place
	}
	titles := func(until string) (said map[string]string) {
		t.Helper()
		var d drawn
		b.js(`until(async () => {
			const f = await onebasin.figures();
			const title = (name) => f.charts?.find((c) => c.name === name)?.title ?? "";
			return f.charts?.every((c) => c.known) && (`+until+`) && f;
		})`, &d)
		said = map[string]string{}
		for _, c := range d.Charts {
			said[c.Name] = c.Title
		}
		return said
	}
	first := titles(`title("merged").includes("λ = 0.50") && title("landscape")`)
	if !strings.Contains(first["barriers"], "weight matching of trees, rules and subtrees") {
		t.Errorf("%q", first)
	}
	b.shot("trees")

	var offered []string
	b.js(`(() => {
		const range = document.getElementById("lambda-range");
		range.value = "0.25";
		range.dispatchEvent(new Event("input", { bubbles: true }));
		return [...document.querySelectorAll("#method-list option")].map((option) => option.value);
	})()`, &offered)
	if len(offered) != 9 || offered[1] != "wm-perm-order-flip" {
		t.Errorf("offered: %q", offered)
	}
	titles(`title("merged").includes("λ = 0.25")`)
	b.js(`(() => {
		const list = document.getElementById("method-list");
		list.value = "am-perm";
		list.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, nil)
	titles(`title("barriers").includes("activation matching of trees the")`)
	var hash string
	b.js(`until(() => location.hash.includes("view.lambda=0.25") && location.hash.includes("view.method=am-perm") &&
		location.hash)`, &hash)

	for _, name := range []string{"one", "inside", "hard", "sizes", "beside"} {
		look := map[string]string{"sizes": "&view.pairs=1", "hard": "&view.beta=4"}[name]
		var page, command studied
		b.js("onebasin.set("+quote(treesLink+"&view.method=wm-perm-flip"+look)+")", nil)
		b.js("onebasin.study("+quote(name)+")", &page)
		out, err := exec.Command(house.engine, "study", name, treesLink+"&view.method=wm-perm-flip"+look).Output()
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
		titles(`true`)
		b.shot("trees-" + name)
	}
	var why string
	b.js(`onebasin.study("split").then(() => "", ({ message }) => message)`, &why)
	if !strings.Contains(why, "set split") {
		t.Errorf("without a split: %q", why)
	}

	// By a button, which keeps the focus, and back by a script's link.
	b.js(`onebasin.study("one").then(() => until(() => {
		const button = document.querySelector(".hands button");
		return button?.textContent === "Flip node 1" && (button.focus(), button.click(), true);
	}))`, nil)
	b.js(`until(() => location.hash.includes("view.flip=1") &&
		document.activeElement.textContent === "Flip back node 1")`, nil)
	b.js(`document.activeElement.click()`, nil)
	b.js(`until(() => !location.hash.includes("view.flip") &&
		document.querySelector(".hands button").textContent === "Flip node 1")`, nil)

	var alone map[string]place
	b.js(`onebasin.set("view.embed=merged&view.study=").then(() => until(async () => {
		const { frames, charts } = await onebasin.figures();
		return charts?.length === 1 && charts[0].known && frames;
	}))`, &alone)
	if alone["merged"].W == 0 {
		t.Errorf("embedded alone: %v", alone)
	}
	b.shot("trees-embedded")
}

// A drawn tree is flipped by a click on a node, and the page hands out the files that the command writes.
func TestTreesAreClickedAndExported(t *testing.T) {
	b := open(t, "#"+treesLink+"&view.study=one")
	b.js(finished, nil)
	treeClicked(b)
	b.exports(t, "trees", treesLink, "rules.txt", "barriers")
}

// treeClicked clicks the root of the drawn tree of B, in the middle of the second panel: it is flipped, and the
// function's change is none.
func treeClicked(b *tab) {
	b.t.Helper()
	const drawn = `until(async () => {
		const { frames, charts } = await onebasin.figures();
		const tree = charts?.find((c) => c.name === "tree");
		return tree?.known && { at: frames.tree, title: tree.title };
	})`
	var before, after struct {
		At    place
		Title string
	}
	b.js(settled, nil)
	b.js(drawn, &before)
	var frame place
	b.js(fmt.Sprintf(`(() => {
		const lab = document.getElementById("lab");
		scrollTo(0, scrollY + lab.getBoundingClientRect().y + %v - 100);
		const { x, y, width, height } = lab.getBoundingClientRect();
		return { x, y, w: width, h: height };
	})()`, before.At.Y), &frame)
	x, y := frame.X+before.At.X+0.713*before.At.W, frame.Y+before.At.Y+0.31*before.At.H
	click := func() {
		b.t.Helper()
		for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved,
			input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
			p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1}
			if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	click()
	b.js(`until(() => location.hash.includes("view.flip=1") &&
		document.querySelector(".hands button").textContent === "Flip back node 1")`, nil)
	b.js(settled, nil)
	b.js(drawn, &after)
	change := func(title string) string { _, by, _ := strings.Cut(title, "its function changed by "); return by }
	none := regexp.MustCompile(`^(0|\d·10⁻[⁶⁷⁸⁹].?)$`) // at most a rounding
	if after.Title == before.Title || change(before.Title) != "0" || !none.MatchString(change(after.Title)) {
		b.t.Errorf("before the click %q, after it %q", before.Title, after.Title)
	}
	b.shot("trees-clicked")

	// What is done before the charts have followed is added to what was done.
	b.js(`document.querySelector(".hands button").click()`, nil)
	click()
	const flipped = `until(() => /view[.]flip=1(&|$)/.test(location.hash) &&
		document.querySelector(".hands button").textContent === "Flip back node 1")`
	b.js(flipped, nil)
	b.js(`[...document.querySelectorAll(".hands button")].filter((b) => b.textContent.startsWith("Flip"))
		.forEach((b) => b.click())`, nil)
	b.js(`until(() => /view[.]flip=2(&|$)/.test(location.hash))`, nil)
	b.js(`document.querySelectorAll(".hands button")[2].click(), document.querySelectorAll(".hands button")[2].click()`,
		nil)
	b.js(`until(() => !location.hash.includes("view.order"))`, nil)
	b.js(`document.querySelectorAll(".hands button")[2].click(), document.querySelectorAll(".hands button")[1].click()`,
		nil)
	b.js(`until(() => location.hash.includes("view.order=2,1") && !location.hash.includes("view.flip") &&
		document.querySelector(".hands button").textContent === "Flip node 1")`, nil)
	b.js(`document.querySelectorAll(".hands button")[2].click()`, nil)
	b.js(`until(() => !location.hash.includes("view.order"))`, nil)
}

// exports compares what the page hands out of a laboratory's experiment with what the command writes, a file of that
// name among it, and looks at figures in each format, one of them alone.
func (b *tab) exports(t *testing.T, lab, link, special, figure string) {
	t.Helper()
	b.js(saving, nil)
	r, dir := native(t, link), t.TempDir()
	if out, err := exec.Command(house.engine, "run", "-out", dir, link).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var names []string
	b.js(`menu(), [...document.querySelectorAll("#export-menu [data-file]")].map((b) => b.dataset.file)`, &names)
	b.js(`document.getElementById("export-menu").hidePopover()`, nil)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(names)+1 || !slices.Contains(names, special) {
		t.Fatalf("the page offers %q, the command writes %v (%v)", names, entries, err)
	}
	stem := "onebasin-" + lab + "-" + r.Digest + "-"
	uncommented := regexp.MustCompile(`(?m)^#.*\n`)
	for _, name := range names {
		as, got := b.saved(`menu(); document.querySelector('[data-file="` + name + `"]').click()`)
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || as != stem+name {
			t.Fatalf("%s is saved as %s (%v)", name, as, err)
		}
		if filepath.Ext(name) == ".safetensors" {
			page, values := tensors(t, got)
			command, same := tensors(t, want)
			if !bytes.Equal(values, same) || page.Metadata["digest"] != r.Digest ||
				page.Metadata["experiment"] != r.Experiment || !slices.Equal(page.names, command.names) {
				t.Errorf("%s: %+v, the command's %+v", name, page, command)
			}
			continue
		}
		if !bytes.Contains(got, []byte("# digest: "+r.Digest+"\n")) ||
			!bytes.Equal(uncommented.ReplaceAll(got, nil), uncommented.ReplaceAll(want, nil)) {
			t.Errorf("%s differs from the command's: %.300s", name, got)
		}
	}

	as, file := b.saved(`menu(); press("Result")`)
	var told result
	if err := json.Unmarshal(file, &told); err != nil || as != stem+"result.json" || told.Digest != r.Digest ||
		told.Experiment != r.Experiment {
		t.Errorf("%s: %+v (%v)", as, told, err)
	}
	b.js(`onebasin.set("view.study=").then(() => until(() => document.querySelector('.tools[data-figure="`+figure+
		`"]'))).then(() => null)`, nil)
	b.js(settled, nil)
	as, file = b.saved(`menu(); press("PNG")`)
	if _, err := png.Decode(bytes.NewReader(file)); err != nil || as != stem+"all.png" ||
		!bytes.Contains(file, []byte("tEXtdigest\x00"+r.Digest)) {
		t.Errorf("%s does not say where it comes from (%v)", as, err)
	}
	as, file = b.saved(`menu(); press("SVG")`)
	if as != stem+"all.svg" || !bytes.Contains(file, []byte("<o:digest>"+r.Digest)) {
		t.Errorf("%s does not say where it comes from", as)
	}
	as, file = b.saved(`(() => {
		const tools = document.querySelector('.tools[data-figure="` + figure + `"]');
		tools.querySelector(".more").click();
		[...tools.querySelectorAll(".menu button")].find((b) => b.textContent.startsWith("CSV")).click();
	})()`)
	if as != stem+figure+".csv" || !bytes.HasPrefix(file, []byte("# link: http")) {
		t.Errorf("%s begins with %.100s", as, file)
	}
}
