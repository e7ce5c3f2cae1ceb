package web_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// drop drags files from outside the browser to a place of the page and lets them go.
func (b *tab) drop(x, y float64, paths ...string) {
	b.t.Helper()
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: paths, DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter,
		input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		if _, err := chromedp.Call(b.ctx, input.DispatchDragEvent,
			input.DispatchDragEventParams{Type: kind, X: x, Y: y, Data: data}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// Files are dropped on the page, on the figures, whose frame stays what it is, and on the open dialog.
func TestFilesAreDropped(t *testing.T) {
	needSite(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if out, err := exec.Command(house.engine, "run", "-out", dir,
		"n=80&nt=40&net=5&steps=200&restarts=2&lambdas=3").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b := open(t, "#"+quick)
	b.result()
	b.js(settled, nil)
	for _, c := range []struct {
		on, shows string
		files     []string
	}{
		{"#sentence", "80 examples of 2 inputs in 2 classes", []string{at("train.csv")}},
		{"#lab", "One network is here; bring another one.", []string{at("A.safetensors")}},
		{"", "B: B.safetensors", []string{at("B.safetensors")}},
	} {
		var place struct{ X, Y float64 }
		if c.on == "" {
			c.on = "#own h3"
		} else {
			b.js(`document.querySelector("#own")?.close()`, nil)
		}
		b.js(`(() => {
			const { left, top, width, height } = document.querySelector(`+quote(c.on)+`).getBoundingClientRect();
			return { x: left + width / 2, y: top + Math.min(height, innerHeight - top) / 2 };
		})()`, &place)
		b.drop(place.X, place.Y, c.files...)
		b.js(`until(() => document.querySelector("#own")?.open && document.querySelector("#own").textContent.includes(`+
			quote(c.shows)+`))`, nil)
	}
	b.js(`document.querySelector("#own-run").click(),
		until(() => onebasin.result()?.experiment.includes("models=file"))`, nil)
	b.js(settled, nil) // in the frame that the files were dropped on
}
