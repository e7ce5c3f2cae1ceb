// Command shots takes the pictures in docs/ from the real page: it serves dist/, opens it in a headless Chromium, and
// photographs it when its figures have settled. Run it after ./build.sh, as go run ./web/shots, or with the names of
// the pictures that are to be taken anew.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// shot is one picture.
type shot struct {
	name          string
	width, height int64
	dark          bool
	fragment      string
}

var shots = []shot{
	{"onebasin", 1440, 900, false, ""},
	{"onebasin-dark", 1280, 800, true, "view.lambda=0.35"},
	{"onebasin-surface", 1280, 800, true, "view.mode=3d"},
	{"onebasin-tablet", 768, 1024, false, ""},
	{"onebasin-phone", 390, 844, false, ""},
	{"onebasin-phone-dark", 390, 844, true, "view.mode=3d"},
	{"strokes", 1280, 800, false, "data=strokes&net=128-128&n=2000&seeds=1,2"},
	{"checker", 1280, 800, false, "data=checker"},
	{"search", 1280, 800, false, "view.step=2"},
	{"why", 1280, 800, false, "view.study=why"},
	{"many", 1280, 800, true, "seeds=1,2,3&view.study=many"},
	{"bend", 1280, 800, false, "view.study=bend"},
	{"planes", 1280, 800, false, "view.study=planes"},
	{"sweep", 1280, 800, false, "view.study=sweep"},
	{"sweep-phone", 390, 844, true, "view.study=sweep&view.values=16,32,64"},
}

// settled is true when the result is there and the fine landscape is drawn; it waits in the page.
const settled = `(async () => {
  for (let i = 0; i < 600; i++) {
    const f = window.onebasin?.result() && await onebasin.figures();
    if (f && (f.landscape?.n >= 64 || f.charts?.every(({ known }) => known) &&
	document.querySelector('[data-study="progress"]').hidden)) {
		await new Promise((r) => setTimeout(r, 1500));
		return true;
	}
    await new Promise((r) => setTimeout(r, 100));
  }
  return false;
})()`

func main() {
	if _, err := os.Stat("dist/index.html"); err != nil {
		log.Fatal("there is no dist/; run ./build.sh first")
	}
	profile, err := os.MkdirTemp("", "shots")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(profile)
	server := httptest.NewServer(http.FileServer(http.Dir("dist")))
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.UserDataDir(profile),
		chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-gpu", false))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	for _, s := range shots {
		if names := os.Args[1:]; len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		if err := take(allocator, server.URL, s); err != nil {
			log.Fatalf("%s: %v", s.name, err)
		}
		fmt.Println(filepath.Join("docs", s.name+".png"))
	}
}

// take takes one picture in a browser of its own.
func take(allocator context.Context, url string, s shot) error {
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	theme := "light"
	if s.dark {
		theme = "dark"
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height)); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}}); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/#"+s.fragment)); err != nil {
		return err
	}
	ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	if !ok {
		return errors.New("the page did not settle")
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("docs", s.name+".png"), picture, 0o644)
}
