//go:build js

package browser

import "syscall/js"

// Envelope is one message.
type Envelope struct {
	Kind  string
	Text  string
	Bytes []byte
	Ports []Port
}

// Port is one end of a channel to another program: a MessagePort, or the scope of this worker.
type Port struct{ v js.Value }

// Self returns the port to whoever started this worker.
func Self() Port { return Port{js.Global()} }

// Named returns the port that the host program left as a global variable.
func Named(name string) Port { return Port{js.Global().Get(name)} }

// Post sends a message; bytes are copied and the copy transferred.
func (p Port) Post(kind, text string, bytes []byte) {
	m := js.Global().Get("Object").New()
	m.Set("t", kind)
	m.Set("s", text)
	transfer := js.Global().Get("Array").New()
	if bytes != nil {
		array := js.Global().Get("Uint8Array").New(len(bytes))
		js.CopyBytesToJS(array, bytes)
		m.Set("b", array.Get("buffer"))
		transfer.Call("push", array.Get("buffer"))
	}
	p.v.Call("postMessage", m, transfer)
}

// Listen puts whatever arrives on p into the inbox, marked with tag. Messages that came before, and that the page kept
// in "early", are delivered first when p is the worker's own scope.
func (p Port) Listen(in *Inbox, tag int) {
	deliver := func(event js.Value) {
		data := event.Get("data")
		e := Envelope{Kind: text(data, "t"), Text: text(data, "s")}
		if b := data.Get("b"); b.Truthy() {
			array := js.Global().Get("Uint8Array").New(b)
			e.Bytes = make([]byte, array.Length())
			js.CopyBytesToGo(e.Bytes, array)
		}
		ports := event.Get("ports")
		for i := range ports.Length() {
			e.Ports = append(e.Ports, Port{ports.Index(i)})
		}
		in.Put(Mail{tag, e})
	}
	p.v.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		deliver(args[0])
		return nil
	}))
	if p.v.Equal(js.Global()) {
		if early := js.Global().Get("early"); early.Truthy() {
			for i := range early.Length() {
				deliver(early.Index(i))
			}
			js.Global().Delete("early")
		}
	}
}

func text(v js.Value, key string) string {
	if s := v.Get(key); s.Type() == js.TypeString {
		return s.String()
	}
	return ""
}
