// Package own holds what a person brought of their own, networks and data, for the jobs that need them: numbers that a
// reader of files has made ready, by the name that a link has for them. It reads no files.
//
//	own.Take(m)               // messages of a parcel, as they come
//	d, ok := own.DataOf(want) // the examples that a link's keys ask for
//
// Files are known by their SHA-256, so that a name has one meaning. What a reader sends is taken apart into examples
// for training and for testing, or padded to one architecture: a job depends on its link and on these numbers alone.
package own

import (
	"fmt"
	"sync"

	"onebasin/lmc/measure"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// Want is what an experiment needs of somebody's files: all that its numbers depend on.
type Want struct {
	Files  []string `json:"files"`  // the beginnings of their hashes
	Models bool     `json:"models"` // networks; else examples
	Widths []int    `json:"widths"` // of the networks; inputs and classes of examples

	// Of examples.
	Label int    `json:"label"` // column of the labels, from 1; 0 for the one that is found by itself
	Scale string `json:"scale"` // see toynets/reading/datasets
	Seed  int    `json:"seed"`  // of the split
	N     int    `json:"n"`     // for training
	NTest int    `json:"nt"`    // for testing
}

// Name is the want as text, by which messages call what answers it.
func (w Want) Name() string {
	kind := "data"
	if w.Models {
		kind = "models"
	}
	return fmt.Sprintf("%s %v %v %d %q %d %d %d", kind, w.Files, w.Widths, w.Label, w.Scale, w.Seed, w.N, w.NTest)
}

// File is a file that was brought.
type File = measure.File

// Data are the examples that answer a want.
type Data struct {
	Want string
	toynets.Own
	Files []File
}

// Networks are the networks that answer a want.
type Networks struct {
	Want string
	Each []Network
}

// Network is a network of a file, of the architecture that was wanted.
type Network struct {
	File   File
	Theta  []float32
	Places []files.Place // none where its parameters cannot go back under the file's names
}

// The shelf holds what came last of either kind: an experiment has one of each, and they may be large.
var shelf struct {
	sync.Mutex
	data     *Data
	networks *Networks
	coming   *coming
}

// DataOf returns the examples that answer a want.
func DataOf(w Want) (*Data, bool) {
	shelf.Lock()
	defer shelf.Unlock()
	if d := shelf.data; d != nil && d.Want == w.Name() {
		return d, true
	}
	return nil, false
}

// NetworksOf returns the networks that answer a want.
func NetworksOf(w Want) (*Networks, bool) {
	shelf.Lock()
	defer shelf.Unlock()
	if n := shelf.networks; n != nil && n.Want == w.Name() {
		return n, true
	}
	return nil, false
}

// Has reports whether a want is answered.
func Has(w Want) bool {
	if w.Models {
		_, ok := NetworksOf(w)
		return ok
	}
	_, ok := DataOf(w)
	return ok
}

// Put puts an answer on the shelf in place of the last of its kind.
func Put(a Answer) {
	shelf.Lock()
	defer shelf.Unlock()
	a.put()
}

// Answer is what answers a want: *Data or *Networks.
type Answer interface {
	parcel() (h *Head, numbers [][]float32)
	put()
}

func (d *Data) put()     { shelf.data = d }
func (n *Networks) put() { shelf.networks = n }
