//go:build !js

package command

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interruptible returns a context that the first Ctrl-C, or another's wish that the program end, ends. The second ends
// the program at once, whatever it is doing.
func interruptible() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-told
		signal.Stop(told)
		cancel()
	}()
	return ctx
}
