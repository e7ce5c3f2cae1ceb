package main

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// openPage opens the default experiment as the tests do, and reports the time from opening to the finished result, and the main thread's longest task.
func openPage(t *table) error {
	out, passed, err := pageTest("TestThePageAnswersWhileItComputes")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(`result after ([0-9.]+) s`).FindAllStringSubmatch(out, -1)
	if len(m) == 0 {
		return fmt.Errorf("the page gave no result\n%s", out)
	}
	best := least(m)
	t.atMost("default experiment, from opening to result", "", "", best, 4, "s")
	t.line("tasks of the main thread over 50 ms of processor time", "", "", map[bool]string{true: "none", false: "some"}[passed], "none", passed)
	return nil
}

// openMatchers opens the default experiment with every matcher on two workers, and reports the time from opening to the finished result, nulls included.
func openMatchers(t *table) error {
	out, _, err := pageTest("TestEveryMatcherIsTheSameInThePage")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(`every matcher, workers=2: result after ([0-9.]+) s`).FindAllStringSubmatch(out, -1)
	if len(m) == 0 {
		return fmt.Errorf("the page gave no result\n%s", out)
	}
	t.atMost("every matcher on the default experiment, two workers, from opening to result", "", "", least(m), 6, "s")
	return nil
}

// least returns the smallest of the times that were matched.
func least(matches [][]string) float64 {
	best := math.Inf(1)
	for _, m := range matches {
		if took, err := strconv.ParseFloat(m[1], 64); err == nil {
			best = min(best, took)
		}
	}
	return best
}

// drawFrames reports the Go time of the frames that follow λ and the turning surface, and what the page takes at rest.
func drawFrames(t *table) error {
	out, _, err := pageTest("TestFramesAreDrawnWhenSomethingChanged", "ONEBASIN_FRAMES=240")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(`frame time, ([^:]+): median ([0-9.]+) ms, 99th percentile ([0-9.]+) ms`).FindAllStringSubmatch(out, -1)
	if len(m) == 0 {
		return fmt.Errorf("the page told no frame times\n%s", out)
	}
	for _, s := range m {
		for k, bar := range []float64{4, 8} {
			ms, err := strconv.ParseFloat(s[2+k], 64)
			if err != nil {
				return err
			}
			t.atMost([]string{"a frame, " + s[1] + ", median", "99th percentile"}[k], "", "", ms, bar, "ms")
		}
	}
	rest := regexp.MustCompile(`at rest: ([0-9.]+) %`).FindStringSubmatch(out)
	if rest == nil {
		return fmt.Errorf("the page did not come to rest\n%s", out)
	}
	percent, err := strconv.ParseFloat(rest[1], 64)
	if err != nil {
		return err
	}
	t.atMost("the whole browser at rest, of a processor", "", "", percent, 2, "%")
	return nil
}

// embed opens a course page with ten experiments, and reports how soon they answer, the median of the ten, and the most memory that they take together.
func embed(t *table) error {
	out, _, err := pageTest("TestTenExperimentsOnOnePage")
	if err != nil {
		return err
	}
	m := regexp.MustCompile(`interactive after \[([0-9 ]+)\] ms; together at most ([0-9]+) MB`).FindStringSubmatch(out)
	if m == nil {
		return fmt.Errorf("the course page told nothing\n%s", out)
	}
	var times []float64
	for _, f := range strings.Fields(m[1]) {
		ms, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return err
		}
		times = append(times, ms/1e3)
	}
	slices.Sort(times)
	most, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		return err
	}
	each := fmt.Sprintf("%.1f to %.1f s", times[0], times[len(times)-1])
	t.atMost("one of ten is interactive after, median", each, "", times[len(times)/2], 2, "s")
	t.atMost("ten together, at most", "", "", most, 500, "MB")
	return nil
}

// pageTest runs one of the page's tests and returns what it said.
func pageTest(name string, environment ...string) (out string, passed bool, err error) {
	dist, err := filepath.Abs("dist")
	if err != nil {
		return "", false, err
	}
	c := exec.Command("go", "test", "-count=1", "-v", "-run", "^"+name+"$", "./web")
	c.Env = append(append(os.Environ(), "ONEBASIN_DIST="+dist), environment...)
	said, err := c.CombinedOutput()
	return string(said), err == nil, nil
}

// sizes adds up what is sent: the brotli twin of a file where there is one.
func sizes(t *table) error {
	total := 0.0
	each := map[string]float64{}
	err := filepath.WalkDir("dist", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".br") || strings.HasSuffix(path, ".gz") {
			return err
		}
		info, err := os.Stat(path + ".br")
		if err != nil {
			if info, err = os.Stat(path); err != nil {
				return err
			}
		}
		each[d.Name()] = float64(info.Size()) / 1e6
		total += each[d.Name()]
		return nil
	})
	if err != nil {
		return err
	}
	t.atMost("everything", fmt.Sprintf("the lab %.2f MB", each["lab.wasm"]), "", total, 4, "MB")
	t.atMost("the engine", "", "", each["engine-match.wasm"], 1.3, "MB")
	return nil
}
