package web_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onebasin/lmc/match/keys"
	"onebasin/render"
)

// Whatever a link compares and shows, toggle, sentence and figures show the same.
func TestThePageShowsWhatTheFiguresShow(t *testing.T) {
	for link, want := range map[string]struct{ method, landscape, said string }{
		"match=am,amc":                         {"am", "am", "activation matching,"},
		"match=amc,am":                         {"amc", "amc", "activation matching by correlation"},
		"match=am,amc&view.method=amc":         {"amc", "amc", "activation matching by correlation"},
		"match=am,amc,wm&view.method=sinkhorn": {"am", "am", "activation matching,"},
		"match=wm,am&view.method=none":         {"none", "wm", "On the straight line"},
		"match=am&view.restart=2":              {"am", "am", "activation matching"},
		"match=wm&restarts=3&view.restart=2":   {"wm", "wm.2", "weight matching"},
	} {
		b := open(t, "#n=80&nt=60&net=8-8&steps=60&lambdas=5&"+link)
		b.result()
		var got struct {
			Toggle, Sentence, Method string
			Landscape                string
		}
		b.js(`(async () => {
			const drawn = await until(async () => {
				const f = await onebasin.figures();
				return f.awaited.length === 0 && f.landscape && f;
			});
			return {
				toggle: document.querySelector("#method input:checked").value,
				sentence: document.getElementById("sentence").textContent,
				method: drawn.method,
				landscape: drawn.landscape.method,
			};
		})()`, &got)
		if got.Toggle != want.method || got.Method != want.method || got.Landscape != want.landscape {
			t.Errorf("%s: the toggle says %s, the figures %s, the landscape %s; want %v", link, got.Toggle, got.Method,
				got.Landscape, want)
		}
		if !strings.Contains(got.Sentence+",", want.said) {
			t.Errorf("%s: %q says nothing of %s", link, got.Sentence, want.said)
		}
	}
}

// Over random lists of matchers and seeds, of networks, matchers, restarts and steps shown, every part of the page
// shows what the laboratory's one answer says: toggle, sentence, table, figures, landscape, the note about a restart;
// and every study has charts or a reason.
func TestEveryPartOfThePageShowsTheSame(t *testing.T) {
	b := open(t, "#"+instant+"&match=wm")
	b.result()
	r := rand.New(rand.NewPCG(10, 1))
	names := []string{"none", "wm", "am", "amc", "planted", "ours", "exact"}
	for range 12 {
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		link := fmt.Sprintf("%s&match=%s&restarts=%d&view.method=%s&view.restart=%d&view.step=%d", instant,
			strings.Join(names[:1+r.IntN(6)], ","), 1+r.IntN(3), names[r.IntN(len(names))], r.IntN(4)-1, r.IntN(4)-1)
		seeds := "1,2,3,4"[:3+2*r.IntN(3)]
		link += fmt.Sprintf("&seeds=%s&view.pair=A-%c", seeds, 'B'+r.IntN(3))
		l, problems := keys.Parse(link)
		if len(problems) > 0 {
			t.Fatal(link, problems)
		}
		shown := l.Shown()
		var got struct {
			Toggle, Sentence, Note, Method, Landscape, Marked string
			Pair, From, LandscapeFrom                         string
			Merged                                            []string
			Charts                                            int
			Reason                                            string
		}
		b.js(`(async () => {
			const result = await onebasin.run(`+quote(link)+`);
			const drawn = await until(async () => {
				const f = await onebasin.figures();
				return f.awaited.length === 0 && f.landscape && f;
			});
			const rows = [...document.querySelectorAll("#pairs :is(tbody th, thead th[scope=col]):has(.dot)")];
			const marked = rows.filter((th) => th.querySelector(".dot.p")).map((th) => th.textContent.trim());
			const label = (name) => document.querySelector("#method input:checked + span").textContent;
			const wanted = ({ hidden, value }) =>
				label() === "No matching" ? "" : hidden ? label() : value.slice(2) + " to A, " + label();
			const note = document.getElementById("restart-shown");
			const study = await onebasin.study("bend").catch((error) => error.message);
			const answer = {
				toggle: document.querySelector("#method input:checked").value,
				sentence: document.getElementById("sentence").textContent,
				note: note.hidden ? "" : note.textContent,
				method: drawn.method,
				landscape: drawn.landscape.method,
				pair: document.getElementById("pair").value,
				from: drawn.from,
				landscapeFrom: drawn.landscape.from,
				merged: Object.keys(drawn.merged).sort(),
				marked: marked.join() === wanted(document.getElementById("pair")) ? "" : marked.join(),
				charts: study.charts?.length ?? 0,
				reason: typeof study === "string" ? study : "",
			};
			await onebasin.set("view.study=");
			return answer;
		})()`, &got)
		merged := []string{"none"}
		if m := shown.Matching(); m != "none" {
			merged = append(merged, m)
			slices.Sort(merged)
		}
		if got.Toggle != shown.Method || got.Method != shown.Method || got.Landscape != l.Plane() ||
			!slices.Equal(got.Merged, merged) || got.Marked != "" {
			t.Errorf("%s: %+v, want %+v", link, got, shown)
		}
		if got.Pair != "A-"+shown.From || got.From != shown.From || got.LandscapeFrom != shown.From {
			t.Errorf("%s: the choice is of %s, the figures of %s, the landscape of %s; want %s", link, got.Pair,
				got.From, got.LandscapeFrom, shown.From)
		}
		if about := strings.Contains(got.Sentence, "A to ") && shown.Method != "planted"; about &&
			!strings.Contains(got.Sentence, "A to "+shown.From) {
			t.Errorf("%s: %q", link, got.Sentence)
		}
		if (got.Charts > 0) == (got.Reason != "") {
			t.Errorf("%s: a study of %d charts, and the reason %q", link, got.Charts, got.Reason)
		}
		if got.Note != "" && !strings.Contains(got.Note, fmt.Sprintf("restart %d of", shown.Restart+1)) {
			t.Errorf("%s: %q of %+v", link, got.Note, shown)
		}
	}
}

// instant is an experiment of a moment.
const instant = "n=40&nt=30&net=4-4&steps=20&bs=10&lambdas=3"

// A study that a script asks for of another matching takes the whole page there; one that is not compared is refused,
// and nothing changes.
func TestAStudyOfAnotherMatching(t *testing.T) {
	b := open(t, "#n=80&nt=60&net=8-8&steps=60&lambdas=5&match=wm,am")
	b.result()
	var got []string
	b.js(`(async () => {
		const said = [];
		const page = async () => {
			const drawn = await onebasin.figures();
			const marked = document.querySelector("#method input:checked").value;
			const sentence = document.getElementById("sentence").textContent;
			const of = sentence.match(/(activation|weight) matching/)?.[1] ?? "none";
			return [marked, drawn.method, of].join(" ");
		};
		for (const method of ["am", "none", "wm"]) {
			const study = await onebasin.study("why", method).catch(({ message }) => ({ reason: message }));
			said.push(method + ": " + (await page()) + (study.charts ? " charts" : study.reason ? " reason" : ""));
		}
		said.push(await onebasin.study("why", "ste").catch(({ message }) => message));
		said.push(await page());
		return said;
	})()`, &got)
	want := []string{"am: am am activation charts", "none: none none none reason", "wm: wm wm weight charts",
		"This experiment has no “ste” to show.", "wm wm weight"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The page's colours of matchers are those of the figures, in both themes.
func TestHuesAreTheFigures(t *testing.T) {
	for _, dark := range []bool{false, true} {
		theme, name := render.Light(), "light"
		if dark {
			theme, name = render.Dark(), "dark"
		}
		b := open(t, "#"+instant+"&view.theme="+name)
		for k := range render.Hues {
			var got []float64
			b.js(fmt.Sprintf(`(() => {
				const dot = document.body.appendChild(document.createElement("span"));
				dot.className = "dot hue h%d";
				const pen = new OffscreenCanvas(1, 1).getContext("2d");
				pen.fillStyle = getComputedStyle(dot).backgroundColor;
				pen.fillRect(0, 0, 1, 1);
				return [...pen.getImageData(0, 0, 1, 1).data];
			})()`, k+1), &got)
			c := render.Hue(k+1, theme)
			for i, v := range []uint8{c.R, c.G, c.B} {
				if math.Abs(got[i]-float64(v)) > 1.5 {
					t.Errorf("hue %d is %v in the page, %v in figures", k+1, got, c)
					break
				}
			}
		}
	}
}

// On a desk λ's bar is one row, however many matchings and networks there are to choose from; and moved to a screen of
// another pixel ratio, at the same size, figures are drawn with its pixels.
func TestTheBarAndThePixelsOfADesk(t *testing.T) {
	b := open(t, "#"+instant)
	b.result()
	for _, link := range []string{"match=wm", "match=wm,am", "match=wm&seeds=1,2,3", "match=wm,am&seeds=1,2,3",
		"match=wm,am,amc,ours,ste,exact&seeds=1,2,3"} {
		b.js(`onebasin.run(`+quote(instant+"&"+link)+`)`, nil)
		for _, width := range []int64{1100, 1280, 1366, 1600} {
			b.do(chromedp.EmulateViewport(width, 800))
			var height float64
			b.js(`quiet().then(() => document.getElementById("lambda").getBoundingClientRect().height)`, &height)
			if height > 70 {
				t.Errorf("%s: at %d px λ's bar is %.0f px high", link, width, height)
			}
		}
	}
	var asked string
	b.js(`onebasin.set("view.pair=A-C&view.reveal=click").then(() =>
		document.querySelector("[data-part=question] [data-of=match]").textContent)`, &asked)
	if !strings.Contains(asked, "from A to C. Now renumber C’s units") {
		t.Errorf("asked of A and C: %q", asked)
	}
	b.js(`onebasin.set("view.pair=A-B&view.reveal=")`, nil)
	groups := 0
	b.js(`document.querySelectorAll("#method-list optgroup").length`, &groups)
	if groups != 3 {
		t.Errorf("seven matchings are listed under %d headings", groups)
	}
	for _, ratio := range []float64{2, 1.5, 1} {
		b.do(chromedp.EmulateViewport(1280, 800, chromedp.EmulateScale(ratio)))
		var said string
		b.js(fmt.Sprintf(`(() => {
			const { contentDocument, contentWindow, clientWidth } = document.getElementById("lab");
			const canvas = contentDocument.querySelector("canvas");
			contentWindow.dispatchEvent(new Event("resize")); // an emulated screen tells no media query
			return until(() => canvas.width === Math.ceil(clientWidth * %v)).then(() => "", () =>
				canvas.width + " pixels for " + clientWidth + " at a ratio of " + contentWindow.devicePixelRatio);
		})()`, ratio), &said)
		if said != "" {
			t.Errorf("at a ratio of %v: %s", ratio, said)
		}
	}
}
