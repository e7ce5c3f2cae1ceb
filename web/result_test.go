package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// result is the part of the Result JSON that the tests read.
type result struct {
	Experiment string
	Build      string
	Digest     string
	Seconds    struct{ Total float64 }
	Models     []struct {
		Name  string
		Train struct{ Loss, Accuracy float64 }
	}
	Pairs []struct {
		Method  string
		Barrier struct{ Train, Test struct{ Loss float64 } }
		Path    struct {
			Lambda []float64
			Test   struct{ Loss []float64 }
		}
	}
}

// result waits for the experiment that the page opened with.
func (b *tab) result() (r result) {
	b.t.Helper()
	b.js(finished, &r)
	return r
}

func (b *tab) try(expression string, out any) error {
	ctx, cancel := context.WithTimeout(b.ctx, 3*time.Minute)
	defer cancel()
	// A string crosses from page to test, whatever the value is.
	text,
		err := chromedp.Run(ctx, chromedp.Evaluate[string](`(async () => JSON.stringify((await (`+expression+
		`)) ?? null))()`, chromedp.EvalAwaitPromise))
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal([]byte(text), out)
}

// native runs a link with the native command.
func native(t testing.TB, link string) result {
	t.Helper()
	needSite(t)
	var out, problems bytes.Buffer
	c := exec.Command(house.engine, "run", link)
	c.Stdout, c.Stderr = &out, &problems
	if err := c.Run(); err != nil {
		t.Fatalf("engine run %q: %v\n%s", link, err, problems.String())
	}
	var r result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// nativeDefault is the default experiment, run once.
var nativeDefault = sync.OnceValue(func() (r result) {
	out, err := exec.Command(house.engine, "run", "").Output()
	if err != nil || json.Unmarshal(out, &r) != nil {
		panic("the default experiment does not run natively")
	}
	return r
})
