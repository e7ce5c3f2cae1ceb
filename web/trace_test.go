package web_test

import (
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// trace watches the browser's threads until the function that it returns is called; that one returns the tasks of the
// tab's main thread by processor time, in ms, the longest first.
func (b *tab) trace() (tasks func() []float64) {
	b.t.Helper()
	type event struct {
		Name     string
		Pid, Tid int
		Tdur     float64 // µs of processor time
		Args     struct{ Name any }
	}
	var mu sync.Mutex
	var seen []event
	done := make(chan struct{})
	err := chromedp.Listen(b.ctx, func(e any) {
		switch e := e.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, raw := range e.Value {
				var one event
				if json.Unmarshal([]byte(raw), &one) == nil {
					seen = append(seen, one)
				}
			}
		case *tracing.EventTracingComplete:
			close(done)
		}
	})
	if err != nil {
		b.t.Fatal(err)
	}
	config := &tracing.TraceConfig{IncludedCategories: []string{"toplevel"}, ExcludedCategories: []string{"*"}}
	if _, err := chromedp.Call(b.ctx, tracing.Start, tracing.StartParams{TraceConfig: config}); err != nil {
		b.t.Fatal(err)
	}
	return func() (longest []float64) {
		if _, err := chromedp.Call(b.ctx, tracing.End, cdp.Empty{}); err != nil {
			b.t.Fatal(err)
		}
		select {
		case <-done:
		case <-time.After(time.Minute):
			b.t.Fatal("the browser sends no trace")
		}
		mu.Lock()
		defer mu.Unlock()
		type thread struct{ pid, tid int }
		main := map[thread]bool{}
		for _, e := range seen {
			if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
				main[thread{e.Pid, e.Tid}] = true
			}
		}
		for _, e := range seen {
			if e.Name == "ThreadControllerImpl::RunTask" && main[thread{e.Pid, e.Tid}] {
				longest = append(longest, e.Tdur/1e3)
			}
		}
		slices.Sort(longest)
		slices.Reverse(longest)
		return longest
	}
}
