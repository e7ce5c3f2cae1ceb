package web_test

import (
	"strings"
	"testing"
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
