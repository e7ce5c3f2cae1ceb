//go:build !js

package command

import (
	"fmt"
	"io"
	"os"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
)

// bar shows progress: one line that is drawn over on a terminal, a line a stage otherwise.
type bar struct {
	w        io.Writer
	terminal bool
	stage    string
}

func newBar(w io.Writer) *bar {
	b := &bar{w: w}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

func (b *bar) Stage(name string, _ lab.Run) {
	if b.terminal || name == b.stage {
		return
	}
	b.stage = name
	fmt.Fprintln(b.w, name)
}

func (b *bar) Show(wire.Message) {}
func (b *bar) Answering(lab.Run) {}

func (b *bar) Progress(p lab.Progress) {
	if !b.terminal {
		return
	}
	const width = 24
	full := int(p.Fraction * width)
	fmt.Fprintf(b.w, "\r\x1b[K%s%s %3.0f %% %s", strings.Repeat("█", full), strings.Repeat("░", width-full),
		100*p.Fraction, p.Text)
	if p.Left >= 0 {
		fmt.Fprintf(b.w, ", %.0f s left", p.Left)
	}
}

// close takes the line away.
func (b *bar) close() {
	if b.terminal {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
