//go:build js

package worker

import (
	"errors"
	"strconv"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/origin"
)

// pieceSize is how much of a file goes to the page at once; between two pieces the lead looks at its mail.
const pieceSize = 1 << 18

// piece is what the page is told with each piece of a file it asked for.
type piece struct {
	ID    int    `json:"id"`
	Done  bool   `json:"done"` // there is no more
	Error string `json:"error,omitempty"`
}

var errOther = errors.New("the engine has begun another experiment")

// file answers the page's wish for a file of the finished experiment: its number, the file's name, and the origin of
// what the page shows, a line each. A table says in comments where it comes from; other files have a place for that.
func (l *lead) file(text string) {
	parts := append(strings.SplitN(text, "\n", 3), "", "")
	id, err := strconv.Atoi(parts[0])
	if err != nil {
		return
	}
	from, run := origin.Read(parts[2]), l.known
	go func() {
		w := &pieces{lead: l, id: id}
		if err := write(w, run, parts[1], from); err != nil {
			l.tell("file", piece{ID: id, Done: true, Error: err.Error()})
			return
		}
		w.send(true)
	}()
}

// write writes one of a run's files by its name.
func write(w *pieces, run lab.Run, name string, from origin.Origin) error {
	if run == nil || run.Digest() != from.Digest {
		return errOther
	}
	for _, f := range run.Files() {
		if f.Name != name {
			continue
		}
		if strings.HasSuffix(name, ".csv") {
			w.buffer = append(w.buffer, from.Comment()...)
		}
		return f.Write(w)
	}
	return errors.New("the experiment has no file " + name)
}

// names are those of a run's files.
func names(run lab.Run) []string {
	all := []string{}
	for _, f := range run.Files() {
		all = append(all, f.Name)
	}
	return all
}

// pieces is a file on its way to the page.
type pieces struct {
	lead   *lead
	id     int
	buffer []byte
}

func (p *pieces) Write(b []byte) (int, error) {
	p.buffer = append(p.buffer, b...)
	if len(p.buffer) >= pieceSize {
		p.send(false)
		p.lead.yielder.Yield()
	}
	return len(b), nil
}

func (p *pieces) send(done bool) {
	p.lead.page.Post("file", string(jsonwriter.JSON(piece{ID: p.id, Done: done})), p.buffer)
	p.buffer = p.buffer[:0]
}
