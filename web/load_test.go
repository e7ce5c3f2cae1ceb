package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// What a first visit downloads: at most 4 MB with brotli, of which the engine at most 1.3.
func TestFirstLoadIsSmall(t *testing.T) {
	needSite(t)
	dist := os.Getenv("ONEBASIN_DIST")
	size := func(path string) int64 {
		for _, name := range []string{path + ".br", path} {
			if info, err := os.Stat(name); err == nil {
				return info.Size()
			}
		}
		return 0
	}
	total := int64(0)
	err := filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(path, ".br") && !strings.HasSuffix(path, ".gz") {
			total += size(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	engine := size(filepath.Join(dist, "engine.wasm"))
	t.Logf("everything %.2f MB, the engine %.2f MB, the lab %.2f MB", float64(total)/1e6, float64(engine)/1e6, float64(size(filepath.Join(dist, "lab.wasm")))/1e6)
	if total > 4e6 || engine > 13e5 || engine == 0 {
		t.Errorf("everything %d bytes, the engine %d", total, engine)
	}
	b := open(t, "#steps=20&restarts=1")
	b.result()
	var sent []struct {
		Name    string
		Encoded int64
	}
	b.js(`performance.getEntriesByType("resource").map((e) => ({ name: new URL(e.name).pathname.slice(1), encoded: e.encodedBodySize }))`, &sent)
	at := slices.IndexFunc(sent, func(e struct {
		Name    string
		Encoded int64
	}) bool {
		return e.Name == "engine.wasm"
	})
	if at < 0 || sent[at].Encoded != engine {
		t.Errorf("the engine was not sent compressed: %v", sent)
	}
}

// While the engine computes, the page answers: no task of its main thread takes over 50 ms. On two busy cores a task can be made to wait by the workers themselves, so of three
// openings the best counts; time to the result is only held against gross mistakes, ./build.sh bench reports it.
func TestThePageAnswersWhileItComputes(t *testing.T) {
	type task struct {
		Start, Duration float64
		Where           string
	}
	var best []task
	for try := range 3 {
		begin := time.Now()
		b := open(t, "")
		b.result()
		took := time.Since(begin)
		var tasks []task
		var done float64
		b.js(`(async () => { await new Promise((r) => setTimeout(r, 300)); return longTasks; })()`, &tasks)
		b.js(`performance.now()`, &done)
		t.Logf("result after %.1f s; long tasks: %v", took.Seconds(), tasks)
		if took > 20*time.Second {
			t.Errorf("the default experiment took %v", took)
		}
		if try == 0 || len(tasks) < len(best) {
			best = tasks
		}
		if len(best) == 0 {
			return
		}
	}
	for _, task := range best {
		t.Errorf("a task of %.0f ms at %.0f ms in %s", task.Duration, task.Start, task.Where)
	}
}
