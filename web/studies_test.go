package web_test

import (
	"encoding/json"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// studied is a study's answer, the same from the page and from the command.
type studied struct {
	Study, Method, Experiment, Digest string
	Charts                            []struct {
		Name, Title, Note string
		Panels            []struct {
			Series []struct {
				Name, Shape string
				X, Y, Low   []*float64
			}
			Grid *struct {
				Rows, Cols int
				Values     []*float64
			}
		}
	}
}

// numbers lists every number of a study's charts, NaN where there is none.
func (s studied) numbers() (all []float64) {
	add := func(values []*float64) {
		for _, v := range values {
			if v == nil {
				all = append(all, math.NaN())
				continue
			}
			all = append(all, *v)
		}
	}
	for _, c := range s.Charts {
		for _, p := range c.Panels {
			for _, q := range p.Series {
				add(q.X)
				add(q.Y)
				add(q.Low)
			}
			if p.Grid != nil {
				add(p.Grid.Values)
			}
		}
	}
	return all
}

// small has three networks, so that every study has something to say.
const small = "data=moons&net=8-8&n=200&nt=200&steps=200&restarts=2&seeds=1,2,3"

// Every study says in the page what it says natively, to the last bit, but for what rests on singular vectors: those
// are compared in six digits.
func TestStudiesSayWhatTheCommandSays(t *testing.T) {
	b := open(t, "#"+small+"&view.values=4,8&view.pairs=2")
	r := b.result()
	for _, name := range []string{"why", "many", "bend", "planes", "sweep"} {
		t.Run(name, func(t *testing.T) {
			var page, command studied
			b.js("onebasin.study("+quote(name)+")", &page)
			out, err := exec.Command(house.engine, "study", name, small+"&view.values=4,8&view.pairs=2").Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(out, &command); err != nil {
				t.Fatal(err)
			}
			if page.Digest != r.Digest || page.Experiment != r.Experiment || page.Study != name ||
				len(page.Charts) == 0 {
				t.Fatalf("study %q of %s with %d charts, the result is of %s", page.Study, page.Digest,
					len(page.Charts), r.Digest)
			}
			for k, c := range page.Charts {
				if c.Title != command.Charts[k].Title || c.Note != command.Charts[k].Note {
					t.Errorf("%s: %q in the page, natively %q", c.Name, c.Title, command.Charts[k].Title)
				}
			}
			got, want := page.numbers(), command.numbers()
			if len(got) != len(want) || len(got) < 20 {
				t.Fatalf("%d numbers, natively %d", len(got), len(want))
			}
			for i := range got {
				exact := got[i] == want[i] || math.IsNaN(got[i]) && math.IsNaN(want[i])
				near := math.Abs(got[i]-want[i]) <= 1e-6*max(1, math.Abs(want[i]))
				if !exact && !(near && (name == "why" || name == "sweep")) {
					t.Fatalf("number %d is %v, natively %v", i, got[i], want[i])
				}
			}

			// The figures show all of it, and the tables hold it.
			var titles []string
			for _, c := range page.Charts {
				titles = append(titles, c.Title)
			}
			told, err := json.Marshal(titles)
			if err != nil {
				t.Fatal(err)
			}
			var drawn struct {
				Study  string
				Charts []struct {
					Name, Title string
					Known       bool
					Points      int
				}
				Frames map[string]struct{ W, H float64 }
				Tables []string
			}
			b.js(`((titles) => until(async () => {
				const f = await onebasin.figures();
				const tables = [...document.querySelectorAll("#data-tables details")].filter((d) => !d.hidden)
					.map((d) => d.dataset.figure);
				return f.charts?.every((c, i) => c.known && c.title === titles[i] && tables.includes(c.name)) &&
					{ ...f, tables };
			}))(`+string(told)+`)`, &drawn)
			if drawn.Study != name || len(drawn.Charts) != len(page.Charts) || drawn.Frames["landscape"].W != 0 {
				t.Fatalf("the figures show %+v", drawn)
			}
			for k, c := range drawn.Charts {
				if c.Title != page.Charts[k].Title || !c.Known || c.Points == 0 || drawn.Frames[c.Name].W == 0 ||
					!slices.Contains(drawn.Tables, c.Name) {
					t.Errorf("drawn: %+v, a table: %v", c, drawn.Tables)
				}
			}
			if name == "many" || name == "planes" {
				b.shot("study-" + name)
			}
		})
	}
	var same bool
	if b.js(`onebasin.result().digest === "`+r.Digest+`" && heard.result === 1`, &same); !same {
		t.Error("a study ran the experiment again")
	}
	var link string
	if b.js("onebasin.link()", &link); !strings.Contains(link, "view.study=sweep") {
		t.Errorf("the link %s does not name the study", link)
	}
}

// A study is stopped like a run, goes on when asked to, and gives way to another and to a new experiment.
func TestStudiesStop(t *testing.T) {
	b := open(t, "#"+small+"&view.pairs=20&view.values=8,16,32,64,128")
	b.result()
	var got struct {
		Stopped, Again, Then string
		Left                 bool
	}
	b.js(`(async () => {
		const state = () => document.querySelector('[data-study="progress"]').dataset.state;
		const press = (name) => document.querySelector('[data-study="' + name + '"]').click();
		document.querySelector('.tabs input[value="sweep"]').click();
		await until(() => state() === "computing" && document.querySelector('[data-study="progress"] progress')
			.value > 0);
		press("stop");
		await until(() => state() === "stopped");
		const stopped = document.querySelector('[data-study="said"]').textContent;
		press("again");
		await until(() => state() === "computing");
		const again = state();
		document.querySelector(".tabs input").click();
		const left = document.querySelector('[data-study="progress"]').hidden; // the landscape has none
		const run = await onebasin.run("steps=20&restarts=1&n=100&nt=100");
		return { stopped, again, left, then: run.digest };
	})()`, &got)
	if got.Stopped != "Stopped." || got.Again != "computing" || !got.Left {
		t.Errorf("%+v", got)
	}
	if want := native(t, "steps=20&restarts=1&n=100&nt=100"); got.Then != want.Digest {
		t.Errorf("the run after a study gives %s, natively %s", got.Then, want.Digest)
	}
}

// On a phone the tabs are wider than the page: they scroll by themselves, to the one that is chosen. A study without an
// answer says why, and shows no empty figures.
func TestStudyTabsOnAPhone(t *testing.T) {
	b := open(t, "#net=8-8&steps=100&n=200&nt=200&match=none&view.study=sweep&view.values=4&view.pairs=1")
	b.do(chromedp.EmulateViewport(360, 740))
	b.result()
	var got struct {
		Page, Tabs, Left, Right float64
		Unscrolled              float64
		Said                    string
		Stage, Later            float64
	}
	b.js(`(async () => {
		const state = () => document.querySelector('[data-study="progress"]').dataset.state;
		const tabs = document.querySelector(".tabs");
		tabs.querySelector('[value=""]').click();
		const unscrolled = tabs.scrollLeft;
		tabs.querySelector('[value="sweep"]').click();
		const { left, right } = tabs.querySelector(":checked + span").getBoundingClientRect();
		const stage = () => document.querySelector(".stage").getBoundingClientRect().height;
		tabs.querySelector('[value="why"]').click();
		await until(() => state() === "failed");
		const none = stage(), said = document.querySelector('[data-study="said"]').textContent;
		tabs.querySelector('[value="bend"]').click();
		await until(() => state() === "done");
		return { page: document.documentElement.scrollWidth, tabs: tabs.clientWidth, left, right, unscrolled, said,
			stage: none, later: stage() };
	})()`, &got)
	if got.Page > 360 || got.Tabs > 360 || got.Left < 0 || got.Right > 360 || got.Unscrolled != 0 {
		t.Errorf("the tabs: %+v", got)
	}
	if !strings.Contains(got.Said, "choose a matcher") || got.Stage != 0 || got.Later < 200 {
		t.Errorf("without an answer: %+v", got)
	}
}

// One chart stands alone in somebody's page.
func TestAChartEmbedded(t *testing.T) {
	b := open(t, "#"+small+"&view.embed=gamma")
	b.result()
	var drawn struct {
		Charts []struct {
			Name  string
			Known bool
		}
		Tabs bool
	}
	b.js(`until(async () => {
		const f = await onebasin.figures();
		return f.charts?.[0]?.known && { ...f, tabs: document.querySelector(".tabs").checkVisibility() };
	})`, &drawn)
	if len(drawn.Charts) != 1 || drawn.Charts[0].Name != "gamma" || !drawn.Charts[0].Known || drawn.Tabs {
		t.Errorf("%+v", drawn)
	}
	b.shot("embedded-gamma")
}
