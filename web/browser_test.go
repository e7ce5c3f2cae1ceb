// Package web_test opens the built site in real browsers. `./build.sh test` builds dist/ and runs these tests; on their
// own they need
//
//	ONEBASIN_DIST=$PWD/dist go test ./web
package web_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// house is what all tests share: the static server on dist/, one browser, the engine as a native command, a folder for
// pictures.
var house struct {
	url     string
	browser context.Context
	engine  string
	shots   string
}

func TestMain(m *testing.M) {
	dist := os.Getenv("ONEBASIN_DIST")
	if dist == "" {
		fmt.Println("skipping the page's tests: they need a built site; run ./build.sh test")
		os.Exit(m.Run())
	}
	code, err := func() (int, error) {
		temp, err := os.MkdirTemp("", "onebasin-web-")
		if err != nil {
			return 1, err
		}
		defer os.RemoveAll(temp)
		stop, err := serveDist(temp, dist)
		if err != nil {
			return 1, err
		}
		defer stop()
		house.engine = filepath.Join(temp, "engine")
		if err := goBuild(house.engine, "../wasm/engine"); err != nil {
			return 1, err
		}
		if house.shots = os.Getenv("ONEBASIN_SHOTS"); house.shots != "" {
			if err := os.MkdirAll(house.shots, 0o755); err != nil {
				return 1, err
			}
			fmt.Println("pictures of the page:", house.shots)
		}
		allocator, cancel := chromedp.NewExecAllocator(context.Background(),
			chromium(filepath.Join(temp, "profile"))...)
		defer cancel()
		browser, cancel := chromedp.NewContext(allocator)
		defer cancel()
		if err := chromedp.Do(browser); err != nil {
			return 1, fmt.Errorf("cannot start Chromium: %w", err)
		}
		house.browser = browser
		return m.Run(), nil
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// chromium returns how the browser is started: without a screen or a graphics card, and with nothing that goes to the
// network by itself.
func chromium(profile string) []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{chromedp.NoFirstRun, chromedp.NoSandbox, chromedp.UserDataDir(profile),
		chromedp.WindowSize(1280, 800)}
	for name, value := range map[string]any{
		"headless": "new", "use-angle": "swiftshader", "enable-unsafe-swiftshader": true, "disable-quic": true,
		"disable-background-networking": true, "disable-component-update": true, "disable-sync": true,
		"mute-audio": true,
	} {
		options = append(options, chromedp.Flag(name, value))
	}
	return options
}

func goBuild(target, pkg string) error {
	c := exec.Command("go", "build", "-o", target, pkg)
	c.Stderr = os.Stderr
	return c.Run()
}

// serveDist starts the project's own server and reads its address from what it prints.
func serveDist(temp, dist string) (stop func(), err error) {
	program := filepath.Join(temp, "serve")
	if err := goBuild(program, ".."); err != nil {
		return nil, err
	}
	c := exec.Command(program, "-addr", "127.0.0.1:0", "-dir", dist)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		c.Process.Signal(os.Interrupt)
		c.Wait()
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	at := strings.Index(line, "http://")
	if err != nil || at < 0 {
		stop()
		return nil, fmt.Errorf("the server said %q: %v", line, err)
	}
	house.url = strings.TrimSuffix(strings.Fields(line[at:])[0], "/")
	return stop, nil
}

// A tab is one page in a browser context of its own, with an empty cache. What goes wrong in the page, down to a
// blocked style, fails the test.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	troubles []string
	allowed  []string
}

// open opens a link relative to the site, for example "?workers=1#n=100".
func open(t testing.TB, link string) *tab {
	t.Helper()
	needSite(t)
	b := openURL(t, house.url+"/index.html"+link)
	b.js(published, nil)
	return b
}

func needSite(t testing.TB) {
	t.Helper()
	if house.browser == nil {
		t.Skip("no built site: run ./build.sh test")
	}
}

// openURL opens any page and waits until it has loaded. Troubles that contain one of the allowed texts are none.
func openURL(t testing.TB, url string, allowed ...string) *tab {
	t.Helper()
	b := newTab(t)
	b.mu.Lock()
	b.allowed = allowed
	b.mu.Unlock()
	b.do(chromedp.Navigate(url))
	return b
}

// newTab opens an empty tab.
func newTab(t testing.TB) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(house.browser, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		b.mu.Lock()
		for _, trouble := range b.troubles {
			t.Errorf("the page's console: %s", trouble)
		}
		b.mu.Unlock()
		cancel()
	})
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			b.heard(string(m.Type), m.Text)
		}
	}()
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: watch}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1280, 800))
	return b
}

func (b *tab) heard(kind, text string) {
	if kind != "error" && kind != "exception" && kind != "assert" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.allowed {
		if strings.Contains(text, a) {
			return
		}
	}
	b.troubles = append(b.troubles, kind+": "+text)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// js evaluates an expression, waits if it is a promise, and stores its value in out, a pointer to something that JSON
// can be read into.
func (b *tab) js(expression string, out any) {
	b.t.Helper()
	if err := b.try(expression, out); err != nil {
		b.t.Fatalf("%s\n%v", expression, err)
	}
}

// shot shows the page as a telephone and as a desk have it, which must trouble nobody, and keeps pictures where
// ONEBASIN_SHOTS names a folder for them.
func (b *tab) shot(name string) {
	b.t.Helper()
	for _, size := range [][2]int64{{390, 844}, {1280, 800}} {
		b.do(chromedp.EmulateViewport(size[0], size[1]))
		b.js(`fitted()`, nil)
		if house.shots == "" {
			continue
		}
		ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		cancel()
		if err != nil {
			b.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(house.shots, fmt.Sprintf("%s-%dx%d.png", name, size[0], size[1])), png,
			0o644); err != nil {
			b.t.Fatal(err)
		}
	}
}
