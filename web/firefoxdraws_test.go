package web_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// In Firefox too the figures are drawn, in a worker, become files, and stand in other pages; and nothing of it troubles
// the console.
func TestFirefoxDraws(t *testing.T) {
	needSite(t)
	f := startFirefox(t)
	course := classroom(t, true)

	want := native(t, inCourse).Digest
	f.open(house.url + "/index.html#" + inCourse)
	f.figuresAreDrawn(want)
	f.exportIsAPicture(want)
	f.frameIsRenewed()
	f.embedAnswers(course+"plain.html", want)

	for _, trouble := range f.troubles(house.url, course) {
		t.Errorf("Firefox's console: %s", trouble)
	}
}

// inCourse is the experiment of the course's page.
const inCourse = "steps=300&restarts=4"

// colours counts the colours of a part of a picture: a blank one has one.
func colours(m image.Image, part image.Rectangle) int {
	seen := map[[3]uint32]bool{}
	part = part.Intersect(m.Bounds())
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

// colours that a figure has at least; titles and buttons alone have fewer, the figure with the fewest some 1800
const drawn = 500

func (f *firefox) figuresAreDrawn(digest string) {
	f.t.Helper()
	f.js(finished, nil)
	var ready struct{ WebGL bool }
	f.js("onebasin.ready", &ready)
	if !ready.WebGL {
		f.t.Fatal("no figures in Firefox")
	}
	f.js(settled, nil)
	var said struct {
		Agent, Digest string
		Ratio         float64
		X, Y          float64 // of the frame
		Figures       struct {
			Frames    map[string]struct{ X, Y, W, H float64 }
			Landscape *struct{ N int }
		}
	}
	f.js(`(async () => {
  const { x, y } = document.getElementById("lab").getBoundingClientRect();
  return { agent: navigator.userAgent, digest: onebasin.result().digest, ratio: devicePixelRatio, x, y,
	figures: await onebasin.figures() };
})()`, &said)
	if said.Digest != digest {
		f.t.Errorf("digest %s, natively %s", said.Digest, digest)
	}
	if said.Figures.Landscape == nil || len(said.Figures.Frames) != 4 {
		f.t.Errorf("the figures say of themselves: %+v", said.Figures)
	}
	var data []byte
	f.do("WebDriver:TakeScreenshot", map[string]any{"full": false}, &data)
	shot, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		f.t.Fatal(err)
	}
	if house.shots != "" {
		if err := os.WriteFile(filepath.Join(house.shots, "firefox.png"), data, 0o644); err != nil {
			f.t.Error(err)
		}
	}
	for name, r := range said.Figures.Frames {
		at := func(x, y float64) image.Point {
			return image.Pt(int((said.X+x)*said.Ratio), int((said.Y+y)*said.Ratio))
		}
		n := colours(shot, image.Rectangle{at(r.X, r.Y), at(r.X+r.W, r.Y+r.H)})
		f.t.Logf("%s: %d colours", name, n)
		if n < drawn {
			f.t.Errorf("the figure %s has %d colours", name, n)
		}
	}
	f.t.Log(said.Agent)
}

// A figure's menu gives a file that holds the figure.
func (f *firefox) exportIsAPicture(digest string) {
	f.t.Helper()
	f.js(`(async () => {
  const tools = document.querySelector('.tools[data-figure="path"]');
  await until(() => !tools.querySelector(".more").hidden); // until the frame says that it makes files
  tools.querySelector(".more").click();
  [...tools.querySelectorAll(".menu button")].find((b) => b.firstChild.textContent === "PNG").click();
})()`, nil)
	var file image.Image
	eventually(f.t, "a picture is saved", func() error {
		data, err := os.ReadFile(filepath.Join(f.downloads, "onebasin-match-"+digest+"-path.png"))
		if err == nil {
			file, err = png.Decode(bytes.NewReader(data)) // it may still be written
		}
		return err
	})
	n := colours(file, file.Bounds())
	f.t.Logf("a file of %v with %d colours", file.Bounds().Size(), n)
	if n < drawn || file.Bounds().Dx() < 400 {
		f.t.Error("that is no picture of the figure")
	}
}

// A page that is zoomed draws its figures anew. A frame that loads again is given the compiled program anew, and the
// page's history stays where it was.
func (f *firefox) frameIsRenewed() {
	f.t.Helper()
	const small = "n=100&nt=100&restarts=1&lambdas=5&steps="
	f.open(house.url + "/index.html#" + small + "20")
	f.js(finished, nil)
	f.js("onebasin.run("+quote(small+"30")+").then(() => 1)", nil)
	f.do("WebDriver:Back", map[string]any{}, nil)
	f.js(finished, nil)
	f.js("onebasin.figures().then(() => { document.getElementById('lab').contentWindow.before = true; })", nil)
	f.browser(
		`(() => { Services.wm.getMostRecentWindow("navigator:browser").gBrowser.selectedBrowser.fullZoom = 1.25; })()`,
		nil)
	f.js(`until(() => devicePixelRatio > 1)`, nil)
	f.js(settled, nil)
	f.js(`(() => {
		const { location } = document.getElementById("lab").contentWindow;
		location.replace(location.href); // as when its graphics are lost
		return until(() => !document.getElementById("lab").contentWindow?.before);
	})()`, nil)
	f.js(settled, nil)
	var figures struct{ Frames map[string]any }
	f.js("onebasin.figures()", &figures)
	if len(figures.Frames) == 0 {
		f.t.Error("no figures after the frame was renewed")
	}
	f.do("WebDriver:Refresh", map[string]any{}, nil)
	var fragment string
	f.js("location.hash", &fragment)
	if !strings.Contains(fragment, "steps=20&") {
		f.t.Errorf("Back, another zoom and Reload lead to %s", fragment)
	}
	f.browser(
		`(() => { Services.wm.getMostRecentWindow("navigator:browser").gBrowser.selectedBrowser.fullZoom = 1; })()`,
		nil)
}

// A course's page on another host shows an experiment and can ask it, the element for its result and the frame in it by
// message.
func (f *firefox) embedAnswers(page, digest string) {
	f.t.Helper()
	f.open(page)
	var said struct {
		Digest  string
		Figures struct {
			Frames map[string]struct{ W float64 }
		}
	}
	f.js(`(async () => {
  await customElements.whenDefined("one-basin");
  const path = document.getElementById("path");
  const result = await until(() => path.result());
  const figures = await new Promise((told) => {
    addEventListener("message", ({ data }) => {
	if (data.onebasin === "answer" && data.id === "drawn") told(data.value);
});
    path.shadowRoot.querySelector("iframe").contentWindow.postMessage({ onebasin: "figures", id: "drawn" }, "*");
  });
  return { digest: result.digest, figures };
})()`, &said)
	if said.Digest != digest {
		f.t.Errorf("in a course's page: digest %s, natively %s", said.Digest, digest)
	}
	if frames := said.Figures.Frames; frames["path"].W < 100 || frames["landscape"].W != 0 {
		f.t.Errorf("a course's page shows %v", said.Figures.Frames)
	}
}
