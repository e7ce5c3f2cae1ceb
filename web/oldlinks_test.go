package web_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// An oldLink was shared once, with the digest that it gave.
type oldLink struct{ digest, fragment string }

const (
	matchLinks = "testdata/links.txt"
	treeLinks  = "../lmc/trees/run/testdata/links.txt" // whose presets its own package reproduces
	forkLinks  = "../lmc/fork/run/testdata/links.txt"  // likewise

	sequenceLinks = "../lmc/sequence/run/testdata/links.txt" // likewise
)

func oldLinks(t *testing.T, file string) (all []oldLink) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		line, about, _ := strings.Cut(s.Text(), " # ")
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") ||
			strings.HasPrefix(about, "preset ") {
			continue
		}
		digest, fragment, ok := strings.Cut(line, " ")
		if !ok || len(digest) != 12 {
			t.Fatalf("%s: %q is not a digest and a link", file, line)
		}
		all = append(all, oldLink{digest, strings.TrimSpace(fragment)})
	}
	if len(all) < 12 {
		t.Fatalf("only %d old links in %s", len(all), file)
	}
	return all
}

// Links that people have keep their numbers: a change that alters them on purpose says so beside them.
func TestOldLinksReproduceNatively(t *testing.T) {
	engine := house.engine
	if engine == "" { // without a site
		engine = filepath.Join(t.TempDir(), "engine")
		if err := goBuild(engine, "../wasm/engine"); err != nil {
			t.Fatal(err)
		}
	}
	for _, kernels := range []string{"go", "avx2", "avx512", "neon"} {
		t.Run(kernels, func(t *testing.T) {
			command := []string{engine}
			if kernels == "neon" && runtime.GOARCH != "arm64" {
				command = emulated(t)
			}
			run := func(arguments ...string) ([]byte, error) {
				c := exec.Command(command[0], slices.Concat(command[1:], arguments)...)
				c.Env = append(os.Environ(), "ONEBASIN_KERNEL="+kernels)
				return c.Output()
			}
			if _, err := run("help"); err != nil {
				t.Skip("this processor has others")
			}
			for _, old := range slices.Concat(oldLinks(t, matchLinks), oldLinks(t, treeLinks),
				oldLinks(t, forkLinks), oldLinks(t, sequenceLinks)) {
				out, err := run("run", old.fragment)
				if err != nil {
					t.Errorf("%s: %v", old.fragment, err)
					continue
				}
				var r struct{ Digest string }
				if err := json.Unmarshal(out, &r); err != nil {
					t.Fatal(err)
				}
				if r.Digest != old.digest {
					t.Errorf("%s\ngave %s, and gives %s now; if that is on purpose, links.txt says what to do",
						old.fragment, old.digest, r.Digest)
				}
			}
		})
	}
}

// emulated returns how the command for arm64 runs on this machine; the test is skipped where it cannot.
func emulated(t *testing.T) []string {
	t.Helper()
	emulator, err := exec.LookPath("qemu-aarch64")
	if err != nil {
		t.Skip("qemu-aarch64 is missing (on Debian: qemu-user)")
	}
	engine := filepath.Join(t.TempDir(), "engine")
	build := exec.Command("go", "build", "-o", engine, "../wasm/engine")
	build.Env = append(os.Environ(), "GOARCH=arm64")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return []string{emulator, engine}
}

// Some of Match's in the page, and all of Sequence's, which says itself that they were reproduced.
func TestOldLinksReproduceInThePage(t *testing.T) {
	for _, of := range []struct {
		open, file string
		every, at  int
	}{{quick[1:], matchLinks, 3, 1}, {sequenceLink, sequenceLinks, 1, 0}} {
		b := open(t, "#"+of.open)
		b.js(helpers, nil)
		for i, old := range oldLinks(t, of.file) {
			if i%of.every != of.at {
				continue
			}
			var got struct{ Digest, Notice string }
			b.js(`onebasin.run(`+quote(old.fragment+"&digest="+old.digest)+
				`).then((r) => ({ digest: r.digest, notice: notice("digest") }))`, &got)
			if got.Digest != old.digest || !strings.Contains(got.Notice, "Reproduced") {
				t.Errorf("%s\ngave %s, and gives %+v now", old.fragment, old.digest, got)
			}
		}
	}
}
