package web_test

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
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

// address is the link to what the page shows.
func (b *tab) address() (link string) {
	b.t.Helper()
	b.js(`onebasin.link()`, &link)
	return link
}

// The ridge is seen: on one page, the plane of a fork as a surface, turned by keys, pointer and link, and both
// trainings going down on it step by step, played, paused, by hand and in a link, marked in the traces; all without
// computing. Who asked for less motion is shown the end at once.
func TestForkFilm(t *testing.T) {
	const link = "lab=fork&data=moons&net=8-8&n=200&nt=100&bs=20&steps=200&forks=0,50&lambdas=9&view.fork=50"
	b := open(t, "#"+link)
	b.js(`until(() => onebasin.result())`, nil)
	type drawn struct {
		Awaited []string
		Relief  struct {
			Figure           string
			Solid            bool
			Turn, Tilt, Zoom float64
			Area             struct{ X, Y, W, H float64 }
		}
		Film struct {
			Step     float64
			At, Last int
			Said     string
		}
	}
	// see waits until nothing is awaited and a condition about what is drawn holds.
	see := func(condition string) (d drawn) {
		t.Helper()
		b.js(`until(async () => {
			const d = await onebasin.figures();
			return d.awaited.length === 0 && d.relief && d.film && (`+condition+`) && d;
		})`, &d)
		return d
	}
	digest := ""
	b.js(`onebasin.result().digest`, &digest)
	b.js(`(window.runs = 0, onebasin.on("progress", () => { runs++; }), 0)`, nil)

	flat := see(`!d.relief.solid && d.film.at === d.film.last`)
	if flat.Relief.Figure != "ridge" || flat.Film.Last < 40 || flat.Film.Step != 200 ||
		!strings.HasPrefix(flat.Film.Said, "Step 200 of 200, 150 after they part: ‖A − B‖ = ") {
		t.Errorf("%+v", flat)
	}
	b.js(`document.querySelector('[data-figure="ridge"] .corner button').click()`, nil)
	solid := see(`d.relief.solid`)
	if solid.Relief.Turn != 30 || solid.Relief.Tilt != 50 || solid.Relief.Zoom != 1 {
		t.Errorf("%+v", solid)
	}
	var seen struct {
		Link, Mode string
		Corner     bool
		Angles     []string
		Places     []string
	}
	b.js(`until(() => {
		const tools = document.querySelector('[data-figure="ridge"]'), orbit = tools.querySelector(".orbit");
		const angles = [...orbit.querySelectorAll("input")];
		return !orbit.hidden && { link: onebasin.link(), mode: tools.querySelector(".tool").textContent,
			corner: !tools.querySelector(".corner").hidden,
			angles: angles.map((a) => a.getAttribute("aria-valuetext")) };
	})`, &seen)
	if !strings.Contains(seen.Link, "view.mode=3d") || seen.Mode != "2-D" || !seen.Corner ||
		!slices.Equal(seen.Angles, []string{"30 degrees", "50 degrees"}) {
		t.Errorf("%+v", seen)
	}
	b.js(`(() => {
		const [turn] = document.querySelectorAll('[data-figure="ridge"] .orbit input');
		turn.value = -60;
		turn.dispatchEvent(new Event("input", { bubbles: true }));
	})()`, nil)
	see(`d.relief.turn === -60`)
	b.js(`document.querySelector('[data-figure="ridge"] [aria-label="Zoom in"]').click()`, nil)
	see(`d.relief.zoom > 1`)
	b.shot("fork-surface")

	// The film plays to its end, and stops there. A pause holds it, and single steps go from where it stands.
	press := func(button string) {
		b.js(`document.querySelector('#search [data-step="`+button+`"]').click()`, nil)
	}
	b.js(`(document.getElementById("search-toggle").click(), 0)`, nil)
	press("play")
	see(`d.film.at > 2 && d.film.at < d.film.last`)
	press("play")
	var paused struct {
		Name, Said, Value string
		At                int
	}
	stands := func() {
		b.js(`until(async () => {
			const { film } = await onebasin.figures();
			const said = document.querySelector('#search [data-step="said"]').textContent;
			const range = document.querySelector('#search [data-step="range"]');
			return said === film.said && Number(range.value) === film.at && { at: film.at, said,
				name: document.querySelector('#search [data-step="play"]').dataset.name,
				value: range.getAttribute("aria-valuetext") };
		})`, &paused)
	}
	stands()
	before := paused
	if before.Name != "play" || !strings.HasPrefix(before.Said, "Step ") || !strings.HasPrefix(before.Value, "step ") {
		t.Errorf("%+v", before)
	}
	press("forward")
	see(fmt.Sprintf("d.film.at === %d", before.At+1))
	press("back")
	see(fmt.Sprintf("d.film.at === %d", before.At))
	press("first")
	if start := see(`d.film.at === 0`); start.Film.Said != "Step 0 of 200, before they part" {
		t.Errorf("%+v", start.Film)
	}
	b.js(`(() => {
		const pace = document.querySelector('#search [data-step="pace"]');
		pace.value = "4";
		pace.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, nil)
	b.js(`(dispatchEvent(new KeyboardEvent("keydown", { key: "p" })), 0)`, nil)
	see(`d.film.at === d.film.last`)
	stands()
	if address := b.address(); paused.Name != "play" || strings.Contains(address, "view.step") {
		t.Errorf("at the end %+v, %s", paused, address)
	}

	// A link has the step and the surface, and what was played changed nothing.
	b.js(`onebasin.set("view.step=50&view.turn=10&view.tilt=70")`, nil)
	part := see(`d.film.step === 50 && d.relief.turn === 10 && d.relief.tilt === 70`)
	if part.Film.Said != "Step 50 of 200, where they part" {
		t.Errorf("%+v", part.Film)
	}
	b.js(saving, nil)
	for kind, want := range map[string]string{"SVG": "<svg", "CSV": "step 50", "PNG": "\x89PNG"} {
		_, data := b.saved(`[...document.querySelectorAll('[data-figure="ridge"] .menu button')]
			.find((b) => b.textContent.startsWith(` + quote(kind) + `)).click();`)
		if !strings.Contains(string(data), want) {
			t.Errorf("the %s of the ridge has no %q", kind, want)
		}
		if kind == "SVG" && !strings.Contains(string(data), "where they part") {
			t.Error("the SVG does not say at which step it is")
		}
	}
	var said string
	b.js(`onebasin.study("training", "50").then(() => 0)`, nil)
	b.js(`until(async () => {
		const { film, study } = await onebasin.figures();
		return study === "training" && film?.step === 50 && film.said;
	})`, &said)
	if !strings.HasPrefix(said, "Step 50 of 200: barrier ") {
		t.Errorf("traces say %q", said)
	}
	b.js(`onebasin.set("view.study=")`, nil)
	var after struct {
		Runs   int
		Digest string
	}
	b.js(`({ runs, digest: onebasin.result().digest })`, &after)
	if after.Runs != 0 || after.Digest != digest {
		t.Errorf("%+v, before %s", after, digest)
	}
	address := b.address()
	again := open(t, address[strings.Index(address, "#"):])
	again.js(`until(() => onebasin.result())`, nil)
	var same drawn
	again.js(`until(async () => {
		const d = await onebasin.figures();
		return d.awaited.length === 0 && d.film?.step === 50 && d;
	})`, &same)
	if same.Film != part.Film || same.Relief.Turn != 10 || same.Relief.Tilt != 70 || !same.Relief.Solid {
		t.Errorf("%s shows %+v, where it was made %+v", address, same, part)
	}
	again.js(`until(() => !document.getElementById("search").hidden)`, nil)

	// For who asked for less motion nothing is played: the end is shown.
	if _, err := chromedp.Call(again.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
		t.Fatal(err)
	}
	var still struct {
		Label string
		Steps []float64
	}
	again.js(`until(async () => {
		const play = document.querySelector('#search [data-step="play"]');
		if (play.getAttribute("aria-label") !== "To the end") return false;
		const steps = [];
		play.click();
		for (;;) {
			const { film } = await onebasin.figures();
			steps.push(film.step);
			if (film.at === film.last) return { label: play.getAttribute("aria-label"), steps };
			await passed(1);
		}
	})`, &still)
	for _, step := range still.Steps {
		if step != 50 && step != 200 {
			t.Errorf("with less motion %+v", still)
		}
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
