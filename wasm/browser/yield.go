//go:build js

package browser

import "syscall/js"

// Yielder lets the browser deliver its events. Posting to one's own MessageChannel comes back after them and, unlike a
// timer, without a minimal delay. A few goroutines may share one.
type Yielder struct {
	port js.Value
	back chan struct{}
}

// NewYielder returns a yielder.
func NewYielder() *Yielder {
	y := &Yielder{back: make(chan struct{}, 16)}
	channel := js.Global().Get("MessageChannel").New()
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		y.back <- struct{}{}
		return nil
	}))
	y.port = channel.Get("port2")
	return y
}

// Yield returns after the events that wait have been delivered.
func (y *Yielder) Yield() {
	y.port.Call("postMessage", js.Null())
	<-y.back
}

// Now returns the milliseconds since the worker began.
func Now() float64 { return js.Global().Get("performance").Call("now").Float() }

// WakeFrames lets the next animation frame come (see web/rest.js).
func WakeFrames() { js.Global().Call("wakeFrames") }
