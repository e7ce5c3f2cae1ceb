package web_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// forkLink is an experiment of partings that takes moments, forkDigest what a kept link of it promises.
const (
	forkLink   = "lab=fork&n=200&nt=200&steps=150&forks=0,25,100&lambdas=5"
	forkDigest = "79e72a7d7f00"
)

// forked is what of a result of the laboratory of partings is looked at here.
type forked struct {
	Experiment, Digest string
	Forks              []struct {
		Step    any
		Barrier struct{ Train struct{ Loss float64 } }
	}
}

// The laboratory of partings on one page: it says natively and here the same, its hand chooses the fork that sentence,
// figures and studies are about and computes nothing, and its studies say what the command's do.
func TestFork(t *testing.T) {
	const link = "lab=fork&data=moons&net=8-8&n=200&nt=100&bs=20&steps=200&forks=0,50,200&lambdas=9"
	b := open(t, "#"+link)
	var got, want forked
	b.js(`new Promise((done) => onebasin.result() ? done(onebasin.result()) : onebasin.on("result", done))`, &got)
	out, err := exec.Command(house.engine, "run", link).Output()
	if err != nil || json.Unmarshal(out, &want) != nil {
		t.Fatalf("run %q: %v %s", link, err, out)
	}
	if got.Digest != want.Digest || got.Experiment != want.Experiment || len(got.Forks) != 4 ||
		got.Forks[3].Step != "init" || got.Forks[0].Barrier != want.Forks[0].Barrier {
		t.Errorf("%+v, natively %+v", got, want)
	}

	// The hand has a place for init and for each fork.
	move := func(place, title string) (said struct {
		Sentence, Link, Hand, Digest string
		Charts                       []struct{ Name, Title string }
	}) {
		b.js(`(async () => {
			const hand = document.getElementById("step-range");
			hand.value = `+place+`;
			hand.dispatchEvent(new Event("input", { bubbles: true }));
			const { charts } = await until(async () => {
				const drawn = await onebasin.figures();
				const path = drawn.charts?.find(({ name, known }) => known && name === "path");
				return path?.title.startsWith(`+quote(title)+`) && drawn;
			});
			return { sentence: document.getElementById("sentence").textContent, link: onebasin.link(),
				hand: hand.getAttribute("aria-valuetext"), digest: onebasin.result().digest, charts };
		})()`, &said)
		return said
	}
	for place, c := range map[string]struct{ sentence, link, hand, title string }{
		"0": {"A and B start from different weights", "view.fork=-1", "other first weights",
			"With other first weights"},
		"2": {"A and B share the first 50 of 200 steps", "view.fork=50", "after step 50", "Parted after step 50"},
		"3": {"part after the last step and are one network", "view.fork=200", "after step 200",
			"Parted after step 200"},
		"1": {"A and B start from the same weights", "", "after step 0", "Parted before the first step"},
	} {
		said := move(place, c.title)
		if !strings.Contains(said.Sentence, c.sentence) || !strings.Contains(said.Hand, c.hand) ||
			!strings.Contains(said.Link, c.link) || said.Digest != want.Digest {
			t.Errorf("place %s: %+v", place, said)
		}
		names := []string{}
		for _, chart := range said.Charts {
			names = append(names, chart.Name)
		}
		for _, name := range []string{"ridge", "barriers", "path", "parts", "carriers", "layers"} {
			if !slices.Contains(names, name) {
				t.Errorf("place %s: no chart %s among %v", place, name, names)
			}
		}
	}
	b.shot("fork")

	for _, name := range []string{"hikers", "training", "matching", "butterfly", "knobs"} {
		var page, command studied
		b.js("onebasin.study("+quote(name)+`, "50")`, &page)
		out, err := exec.Command(house.engine, "study", "-method", "50", name, link).Output()
		if err != nil || json.Unmarshal(out, &command) != nil {
			t.Fatalf("study %s: %v %s", name, err, out)
		}
		if page.Method != "50" || len(page.Charts) == 0 || page.Charts[0].Title != command.Charts[0].Title {
			t.Fatalf("study %s of %q is called %q, natively %q", name, page.Method, page.Charts[0].Title,
				command.Charts[0].Title)
		}
		here, there := page.numbers(), command.numbers()
		if len(here) != len(there) {
			t.Fatalf("study %s: %d numbers, natively %d", name, len(here), len(there))
		}
		for i := range here {
			if here[i] != there[i] && here[i] == here[i] {
				t.Fatalf("study %s: number %d is %v, natively %v", name, i, here[i], there[i])
			}
		}
	}
}

// The page says that it reproduced a kept link, and hands out the files that the command writes, and the picture that
// it opens on, which is of no experiment.
func TestForkIsKeptAndExported(t *testing.T) {
	b := open(t, "#"+forkLink+"&digest="+forkDigest)
	b.js(finished, nil)
	b.js(helpers, nil)
	b.js(`until(() => notice("digest").includes("bit for bit"))`, nil)
	b.exports(t, "fork", forkLink, "B-init.safetensors", "mountain")
}
