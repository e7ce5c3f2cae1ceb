package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a first visit downloads: at most 4.15 MB with brotli, of which the engine at most 1.45.
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
	engine := size(filepath.Join(dist, "engine-match.wasm"))
	t.Logf("everything %.2f MB, the engine %.2f MB, the lab %.2f MB", float64(total)/1e6, float64(engine)/1e6,
		float64(size(filepath.Join(dist, "lab.wasm")))/1e6)
	if total > 4.15e6 || engine > 14.5e5 || engine == 0 {
		t.Errorf("everything %d bytes, the engine %d", total, engine)
	}
	b := open(t, "#steps=20&restarts=1")
	b.result()
	var sent int64 // workers fetch it, whose traffic the window is not told of
	b.js(`(async () => {
		const { BUILD } = await import("./build.js"), url = new URL("engine-match.wasm?b=" + BUILD, location.href).href;
		await (await fetch(url, { cache: "reload" })).arrayBuffer();
		return performance.getEntriesByName(url)[0].encodedBodySize;
	})()`, &sent)
	if sent != engine {
		t.Errorf("the engine was sent in %d bytes, not %d", sent, engine)
	}
}

// While the engine computes, the page answers: its frames go on. ./build.sh bench says how long its tasks take.
func TestThePageAnswersWhileItComputes(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100")
	b.result()
	var frames int
	b.js(`(async () => {
		let frames = 0, over = false;
		const run = onebasin.run("").then(() => { over = true; });
		while (!over) {
			await passed(1);
			frames++;
		}
		await run;
		return frames;
	})()`, &frames)
	if frames < 10 {
		t.Errorf("the page had %d frames while the engine computed", frames)
	}
}
