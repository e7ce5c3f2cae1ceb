package web_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"onebasin/lmc/lab/bring"
)

// BenchmarkOwn reports how long two networks of widths 784-512-512-10 that somebody brought take on 2,000 rows, from
// the run's begin, files still to be read, until they are matched and drawn; and what the same experiment takes from
// the end of its training on.
func BenchmarkOwn(b *testing.B) {
	needSite(b)
	dir := b.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	out, err := exec.Command(house.engine, "run", "-out", dir, "data=strokes&side=28&n=1600&nt=400&net=512-512&"+
		"steps=60&restarts=1&match=none").CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	read := func(name string) []byte {
		content, err := os.ReadFile(at(name))
		if err != nil {
			b.Fatal(err)
		}
		return content
	}
	_, rows, _ := bytes.Cut(read("test.csv"), []byte("\n"))
	if err := os.WriteFile(at("rows.csv"), append(read("train.csv"), rows...), 0o644); err != nil {
		b.Fatal(err)
	}
	data := bring.NewFile("rows.csv", read("rows.csv"))
	look, err := bring.Data([]bring.File{data}, 0)
	if err != nil {
		b.Fatal(err)
	}
	networks := ""
	for _, name := range []string{"A.safetensors", "B.safetensors"} {
		networks += "," + bring.NewFile(name, read(name)).Short()
	}
	link := look.Fragment() + "&net=512-512&steps=60&match=wm&restarts=2"
	for b.Loop() {
		tab := open(b, "#"+quick)
		tab.result()
		tab.js(bringing, nil)
		tab.js(`document.querySelector("#own-open").click(), until(() => document.querySelector("#own-files"))`, nil)
		tab.js(fmt.Sprintf(`brought(%s, %s, %s)`, inPage(b, at("rows.csv")), inPage(b, at("A.safetensors")),
			inPage(b, at("B.safetensors"))), nil)
		tab.js(`document.querySelector("#own").close()`, nil)
		var ms float64
		// The experiments differ, so that the figures of the first are not taken for those of the second.
		tab.js(fmt.Sprintf(`(async () => {
			let trained = 0;
			const off = onebasin.on("stage", ({ name }) => { if (name === "trained") trained = performance.now(); });
			await onebasin.run(%q);
			await settled();
			off();
			return performance.now() - trained;
		})()`, link), &ms)
		report(b, "trained", 1e3*ms)
		tab.js(fmt.Sprintf(`(async () => {
			const begin = performance.now();
			await onebasin.run(%q);
			await settled();
			return performance.now() - begin;
		})()`, link+"&models=file&files="+networks[1:]), &ms)
		report(b, "brought", 1e3*ms)
	}
}
