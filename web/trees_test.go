package web_test

import (
	"encoding/json"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// treesLink is an experiment of trees that takes moments, treesDigest what a kept link of it promises.
const (
	treesLink   = "lab=trees&n=200&nt=200&trees=12&steps=150&lambdas=5"
	treesDigest = "1adcfb07a66b"
)

// The laboratory of trees on one page: its result is the kept link's and the command's, the slider and the choice of
// matching are Match's and the charts follow them, a tree is flipped by a button and by a click on a node, every study
// says what the command says, a figure is exported and stands alone when it is embedded.
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
