package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A handout is one page, light whatever the theme: the finding, the figures, the tables, the link, its code, the
// digest, and nothing that can be pressed.
func TestAHandoutIsOnePage(t *testing.T) {
	for _, link := range []string{"#steps=200&restarts=2&match=wm,am,ste&view.theme=dark&view.title=Week%203",
		"#steps=100&restarts=1&data=strokes"} {
		b := open(t, link)
		r := b.result()
		b.js(settled, nil)
		// Ctrl + P has the figures made for paper first; the browser's dialogue is not for tests.
		b.js(`until(() => document.querySelector('[data-part="pictures"]:not([hidden])'))`, nil)
		var taken bool
		b.js(`new Promise((printed) => {
			window.print = () => printed(key.defaultPrevented);
			const key = new KeyboardEvent("keydown", { key: "p", ctrlKey: true, bubbles: true, cancelable: true });
			document.body.dispatchEvent(key);
		})`, &taken)
		if !taken {
			t.Error("the browser's own dialogue comes too")
		}
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia,
			emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Text, Paper string
			Picture     []float64
			Code        bool
			Controls    []string
		}
		b.js(`(() => {
			dispatchEvent(new Event("beforeprint"));
			const image = document.querySelector("#print img");
			return { text: document.body.innerText, paper: getComputedStyle(document.body).backgroundColor,
				picture: [image.naturalWidth, image.naturalHeight], code: document.querySelector("#print svg")
				.checkVisibility(), controls: [...document.querySelectorAll("button, input, select, summary, iframe")]
				.filter((e) => e.checkVisibility()).map((e) => e.id || e.className) };
		})()`, &got)
		for _, want := range []string{r.Digest, r.Build, r.Experiment, house.url, "Network A", "A to B"} {
			if !strings.Contains(got.Text, want) {
				t.Errorf("%s: there is no %q on the page", link, want)
			}
		}
		if got.Paper != "rgb(255, 255, 255)" || !got.Code || len(got.Picture) != 2 || got.Picture[0] != 840 ||
			len(got.Controls) > 0 {
			t.Errorf("%s: %+v", link, got)
		}
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
			t.Fatal(err)
		}
		pdf := b.pdf("handout" + regexp.MustCompile(`\W`).ReplaceAllString(link[len(link)-8:], "-"))
		if pages := regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1); len(pages) != 1 {
			t.Errorf("%s takes %d pages", link, len(pages))
		}
		// Afterwards the screen is as it was.
		var left bool
		b.js(`(document.getElementById("print").children.length > 0 ||
			document.documentElement.hasAttribute("data-pictured"))`, &left)
		if left {
			t.Error("what was for paper stays")
		}
		// The browser's menu cannot be made to wait: it has the canvas, and all else.
		if pages := regexp.MustCompile(`/Type\s*/Page\b`).FindAll(b.pdf("menu"), -1); len(pages) != 1 {
			t.Errorf("%s, printed from the menu, takes %d pages", link, len(pages))
		}
	}
}

// pdf prints the page as the browser does.
func (b *tab) pdf(name string) []byte {
	b.t.Helper()
	got, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PrintBackground: new(true),
		PaperWidth: 8.27, PaperHeight: 11.69}) // A4
	if err != nil {
		b.t.Fatal(err)
	}
	if house.shots != "" {
		if err := os.WriteFile(filepath.Join(house.shots, name+".pdf"), got.Data, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	return got.Data
}
