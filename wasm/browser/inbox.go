//go:build js

package browser

import (
	"context"
	"sync"
)

// Mail is a message and the tag of the port it came by.
type Mail struct {
	Tag int
	Envelope
}

// Inbox is an unbounded queue of mail: whoever delivers never waits, since a browser's event handler must not.
type Inbox struct {
	mu     sync.Mutex
	mail   []Mail
	signal chan struct{}

	// Notify, if set, is called after mail was put.
	Notify func()
}

// NewInbox returns an empty inbox.
func NewInbox() *Inbox { return &Inbox{signal: make(chan struct{}, 1)} }

// Put adds mail.
func (in *Inbox) Put(m Mail) {
	in.mu.Lock()
	in.mail = append(in.mail, m)
	in.mu.Unlock()
	select {
	case in.signal <- struct{}{}:
	default:
	}
	if in.Notify != nil {
		in.Notify()
	}
}

// Try returns the oldest mail, if there is any.
func (in *Inbox) Try() (Mail, bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.mail) == 0 {
		return Mail{}, false
	}
	m := in.mail[0]
	in.mail = in.mail[1:]
	return m, true
}

// Next waits for mail.
func (in *Inbox) Next(ctx context.Context) (Mail, error) {
	for {
		if m, ok := in.Try(); ok {
			return m, nil
		}
		select {
		case <-in.signal:
		case <-ctx.Done():
			return Mail{}, ctx.Err()
		}
	}
}
