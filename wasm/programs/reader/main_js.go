//go:build js

// Command reader reads somebody's own files for a page, in a worker that lives as long as one question: it hashes them,
// says what is in them, and makes of them what a link's jobs want. The page fetches it when a file is brought.
//
//	file     its name, its bytes            →  file    {name, sha256, short, size, models} or {error}
//	look     {models, files, label}         →  looked  what was found, see bring.Look, or {error}
//	answer   what is wanted, an own.Want    →  parcel  bytes for the engine, many of them; answered {} or {error}
package main

import (
	"context"
	"encoding/json"
	"slices"

	"onebasin/lmc/lab/bring"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/wasm/browser"
)

func main() {
	in, page := browser.NewInbox(), browser.Self()
	page.Listen(in, 0)
	r := &reader{page: page}
	for {
		if mail, err := in.Next(context.Background()); err == nil {
			r.hear(mail)
		}
	}
}

// reader holds the files of the page's question.
type reader struct {
	page  browser.Port
	files []bring.File
}

func (r *reader) hear(m browser.Mail) {
	switch m.Kind {
	case "file":
		r.file(m.Text, m.Bytes)
	case "look":
		r.look(m.Text)
	case "answer":
		r.answer(m.Text)
	}
}

func (r *reader) tell(kind string, v any) { r.page.Post(kind, string(jsonwriter.JSON(v)), nil) }

// failed is what is told where there is no answer.
type failed struct {
	Error string `json:"error"`
}

// file takes a file and says which one it is.
func (r *reader) file(name string, content []byte) {
	f := bring.NewFile(name, content)
	r.files = append(r.files, f)
	models, err := bring.IsNetwork(f)
	told := struct {
		own.File
		Short  string `json:"short"`
		Size   int    `json:"size"`
		Models bool   `json:"models"`
		Error  string `json:"error"`
	}{f.File, f.Short(), len(content), models, ""}
	if err != nil {
		told.Error = err.Error()
	}
	r.tell("file", told)
}

// look says what is in files.
func (r *reader) look(text string) {
	var q struct {
		Models bool
		Files  []string // how a link names them
		Label  int
	}
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		r.tell("looked", failed{err.Error()})
		return
	}
	var files []bring.File
	for _, short := range q.Files {
		if k := slices.IndexFunc(r.files, func(f bring.File) bool { return f.Short() == short }); k >= 0 {
			files = append(files, r.files[k])
		}
	}
	look := bring.Networks
	if !q.Models {
		look = func(files []bring.File) (bring.Look, error) { return bring.Data(files, q.Label) }
	}
	l, err := look(files)
	if err != nil {
		r.tell("looked", failed{err.Error()})
		return
	}
	r.tell("looked", l)
}

// answer makes what is wanted of the files and sends it in pieces.
func (r *reader) answer(text string) {
	var w own.Want
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		r.tell("answered", failed{err.Error()})
		return
	}
	a, err := bring.Answer(w, r.files)
	if err != nil {
		r.tell("answered", failed{err.Error()})
		return
	}
	for m := range own.Parcel(a) {
		r.page.Post("parcel", "", wire.Encode(m))
	}
	r.tell("answered", struct{}{})
}
