//go:build js

package worker

import (
	"context"
	"time"
)

// within is context.WithTimeout without a deadline that could be asked for: as the context's, the time would bring
// dates, calendars and their formats into a program that only waits, 4 kB of its download.
func within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	timer := time.AfterFunc(d, cancel)
	return ctx, func() {
		timer.Stop()
		cancel()
	}
}
