//go:build !js

package command

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/bring"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/settings"
)

// brought are files of one's own, which -data and -models name.
type brought struct {
	data, models *string
	files        []bring.File
}

// flags adds those that name files of one's own.
func (b *brought) flags(set *flag.FlagSet) {
	b.data = set.String("data", "", "file of examples, or images and labels as two files")
	b.models = set.String("models", "", "files of networks, A’s first")
}

// read reads the files and returns the keys of a link that say what is in them; label is the column of the labels, from
// 1, or 0. What was found is told to note.
func (b *brought) read(label int, note func(string)) (fragment string, err error) {
	var all []string
	for _, kind := range []struct {
		paths string
		look  func([]bring.File) (bring.Look, error)
	}{
		{*b.data, func(f []bring.File) (bring.Look, error) { return bring.Data(f, label) }},
		{*b.models, bring.Networks},
	} {
		if kind.paths == "" {
			continue
		}
		var files []bring.File
		for _, path := range strings.Split(kind.paths, ",") {
			content, err := readFile(path, mostBytes)
			if err != nil {
				return "", usage{err.Error()}
			}
			files = append(files, bring.NewFile(filepath.Base(path), content))
		}
		look, err := kind.look(files)
		if err != nil {
			return "", usage{err.Error()}
		}
		for _, line := range look.Lines {
			note(line)
		}
		for _, n := range look.Networks {
			for _, line := range n.Lines {
				note(n.Name + ": " + line)
			}
		}
		for _, k := range look.Keys {
			// Networks say how many inputs and classes there are where no data do.
			if part := k.Name + "=" + k.Value; !slices.ContainsFunc(all, func(p string) bool {
				return strings.HasPrefix(p, k.Name+"=")
			}) {
				all = append(all, part)
			}
		}
		b.files = append(b.files, files...)
	}
	return strings.Join(all, "&"), nil
}

// mostBytes is the largest file that is read, twice what the largest set takes as 64-bit numbers and more than any
// network has: a device or a pipe may never end.
const mostBytes = 2 << 30

// readFile reads a file of at most so many bytes.
func readFile(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	tooLarge := fmt.Errorf("%s: files of at most %d MB are read, and it has more", path, most>>20)
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		if info.Size() > most {
			return nil, tooLarge
		}
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(f, most+1))
	if err == nil && n > most {
		err = tooLarge
	}
	return b.Bytes(), err
}

// readOwn reads a link with what the files of -data and -models say where it says nothing itself, and makes of them
// what the experiment wants.
func (c *command) readOwn(text string, b *brought, workers int) (lab.Lab, lab.Link, error) {
	if *b.data == "" && *b.models == "" {
		l, link, err := c.readLink(text, workers)
		for _, w := range link.Wants {
			if err == nil {
				flag := map[bool]string{true: " by -models", false: " by -data"}[w.Models]
				err = usage{settings.Absent(w).Error() + flag}
			}
		}
		return l, link, err
	}
	_, first := c.labs.Read(text)
	label, _ := strconv.Atoi(first.Link.Values["label"])
	said, err := b.read(label, func(line string) { fmt.Fprintln(c.stderr, "engine:", line) })
	if err != nil {
		return lab.Lab{}, lab.Link{}, err
	}
	for _, part := range strings.Split(said, "&") {
		key, value, _ := strings.Cut(part, "=")
		if key == "n" || key == "nt" || !slices.Contains(first.Named, key) {
			continue
		}
		if has := first.Link.Values[key]; has != value {
			return lab.Lab{}, lab.Link{}, usage{fmt.Sprintf("the link says %s=%s, and the files given are %s=%s", key,
				has, key, value)}
		}
	}
	l, link, err := c.readLink(text, workers, said)
	if err != nil {
		return l, link, err
	}
	if len(link.Wants) == 0 {
		return l, link, usage{"a link of lab=" + l.Name + " takes no files of your own"}
	}
	if *b.models != "" && !slices.Contains(first.Named, "act") {
		fmt.Fprintf(c.stderr, "engine: the activation is not in the files; taken for act=%s\n", link.Values["act"])
	}
	for _, w := range link.Wants {
		answer, err := bring.Answer(w, b.files)
		if err != nil {
			return l, link, usage{err.Error()}
		}
		own.Put(answer)
	}
	return l, link, nil
}
