//go:build !js

package command

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/link"
	"onebasin/wasm/engine/command/results"
)

// sweep runs every experiment of a link with alternatives and writes one result a line.
func (c *command) sweep(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	path := flags.String("o", "", "file that results are appended to")
	shares := flags.String("shard", "0/1", "part of the sweep")
	workers := flags.Int("workers", runtime.NumCPU(), "number of workers")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		return usage{fmt.Sprintf("sweep takes one link, not %d; put it in quotes", len(words))}
	}
	if err := checkWorkers(*workers); err != nil {
		return err
	}
	shard, shards, err := parseShard(*shares)
	if err != nil {
		return err
	}
	text := strings.Join(words, "")
	of, _ := c.labs.Of(text)
	grid, notes, err := of.Sweep(text)
	if err != nil {
		return usage{err.Error()}
	}
	c.note(notes)
	s := &sweeping{lab: of, grid: grid, workers: *workers, bar: newBar(c.stderr), stderr: c.stderr, begin: time.Now()}
	if err := s.check(); err != nil {
		return err
	}
	indices := part(grid.Len, shard, shards)
	s.total = len(indices)
	if *path == "" {
		s.todo, s.to = indices, &inOrder{w: c.stdout, held: map[int][]byte{}}
		return s.run(ctx)
	}
	file, err := results.Open(*path, report.Build())
	if refused := (results.Refused{}); errors.As(err, &refused) {
		return usage{refused.Reason}
	} else if err != nil {
		return err
	}
	for _, note := range file.Notes() {
		fmt.Fprintln(c.stderr, note)
	}
	to := intoFile{file: file}
	for _, i := range indices {
		fragment := grid.At(i).Experiment
		to.order = append(to.order, fragment)
		if !file.Has(fragment) {
			s.todo = append(s.todo, i)
		}
	}
	s.to = to
	s.before = len(indices) - len(s.todo)
	if s.done = s.before; s.done > 0 {
		fmt.Fprintf(c.stderr, "%d of %d are in %s already\n", s.done, s.total, *path)
	}
	return s.run(ctx)
}

// parseShard reads I/N.
func parseShard(text string) (i, n int, err error) {
	first, second, _ := strings.Cut(text, "/")
	i, errI := strconv.Atoi(first)
	n, errN := strconv.Atoi(second)
	if errI != nil || errN != nil || i < 0 || i >= n || n > link.MaxGrid {
		return 0, 0, usage{fmt.Sprintf("-shard must be I/N, part I of N, counted from 0, such as 0/4; not %q", text)}
	}
	return i, n, nil
}

// part returns the experiments of part i of n: i, i+n, i+2n, …, so that what is expensive at one end of an axis is
// spread over the parts.
func part(experiments, i, n int) (indices []int) {
	for k := i; k < experiments; k += n {
		indices = append(indices, k)
	}
	return indices
}

// sweeping is a sweep under way.
type sweeping struct {
	lab         lab.Lab
	grid        lab.Sweep
	todo        []int // indices into the grid
	workers     int
	to          taker
	done, total int
	before      int   // of what was done, in a former run
	largest     int64 // bytes that the largest experiment needs
	bar         *bar
	stderr      io.Writer
	begin       time.Time

	mu        sync.Mutex
	fractions []float64 // of what is to do
	sum       float64
}

// taker takes the results, one line each, as they are finished.
type taker interface {
	put(k int, fragment string, line []byte) error // k counts what is to do
	close(whole bool) error                        // whole when all are there
}

// sideBySide bounds the memory of experiments that run at once, in bytes; one always runs.
const sideBySide = 8 << 30

// check refuses a sweep one of whose experiments would be refused.
func (s *sweeping) check() error {
	for i := range s.grid.Len {
		l := s.grid.At(i)
		if err := l.Refusal; err != nil {
			if label := s.grid.Label(i); label != "" {
				return usage{label + ": " + err.Error()}
			}
			return usage{err.Error()}
		}
		if len(l.Wants) > 0 {
			return usage{"a sweep takes no files of your own; run the links one by one"}
		}
		s.largest = max(s.largest, l.Memory)
	}
	return nil
}

// finished is the outcome of one experiment.
type finished struct {
	k        int
	fragment string
	line     []byte
	err      error
}

// run does what is to do. The workers serve one experiment more than there are workers, so that none is idle while one
// of the experiments is between its jobs. Who finishes first changes no result. One that fails does not stop the
// others.
func (s *sweeping) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.fractions = make([]float64, len(s.todo))
	at := max(1, min(s.workers+1, len(s.todo), int(sideBySide/max(1, s.largest))))
	crew := lab.NewLocal(s.workers, s.lab.NewWorker)
	next := make(chan int, len(s.todo))
	for k := range s.todo {
		next <- k
	}
	close(next)
	out := make(chan finished)
	var experiments sync.WaitGroup
	for range at {
		experiments.Go(func() {
			for k := range next {
				if ctx.Err() != nil {
					return
				}
				out <- s.one(ctx, crew, k)
			}
		})
	}
	go func() { experiments.Wait(); close(out) }()
	var failed []error
	var broken error
	for f := range out {
		switch {
		case f.err != nil && ctx.Err() != nil:
		case f.err != nil:
			failed = append(failed, fmt.Errorf("%s: %w", f.fragment, f.err))
		case broken == nil:
			if broken = s.keep(f); broken != nil {
				cancel()
			}
		}
	}
	s.bar.close()
	s.throughput()
	whole := broken == nil && s.done == s.total
	if err := s.to.close(whole); broken == nil {
		broken = err
	}
	switch {
	case broken != nil:
		return broken
	case ctx.Err() != nil && !whole:
		fmt.Fprintf(s.stderr, "%d of %d are kept\n", s.done, s.total)
		return ctx.Err()
	case len(failed) > 0:
		return fmt.Errorf("%d of %d failed, the first: %w", len(failed), s.total, failed[0])
	}
	return nil
}

// throughput says how fast experiments were done.
func (s *sweeping) throughput() {
	n, took := s.done-s.before, time.Since(s.begin)
	if n > 0 {
		fmt.Fprintf(s.stderr, "%d experiments in %.1f s, %.1f a minute\n", n, took.Seconds(), float64(n)/took.Minutes())
	}
}

// one runs experiment k of what is to do.
func (s *sweeping) one(ctx context.Context, crew lab.Crew, k int) finished {
	l := s.grid.At(s.todo[k])
	f := finished{k: k, fragment: l.Experiment}
	begin := time.Now()
	r, err := l.Conduct(ctx, crew, &spectator{s, k},
		lab.Options{Build: report.Build(), Seconds: func() float64 {
			return time.Since(begin).Seconds()
		}, Unseen: true})
	if err != nil {
		f.err = err
		return f
	}
	var line bytes.Buffer
	f.err = printJSON(&line, r.ResultJSON())
	f.line = line.Bytes()
	return f
}

// keep hands a result on and says so.
func (s *sweeping) keep(f finished) error {
	if err := s.to.put(f.k, f.fragment, f.line); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done++
	if !s.bar.terminal {
		fmt.Fprintf(s.stderr, "%d of %d: %s\n", s.done, s.total, s.grid.Label(s.todo[f.k]))
	}
	return nil
}

// spectator hears how one experiment of a sweep goes.
type spectator struct {
	sweeping *sweeping
	k        int
}

func (v *spectator) Stage(string, lab.Run) {}
func (v *spectator) Answering(lab.Run)     {}
func (v *spectator) Show(wire.Message)     {}

func (v *spectator) Progress(p lab.Progress) {
	s := v.sweeping
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sum += p.Fraction - s.fractions[v.k]
	s.fractions[v.k] = p.Fraction
	whole := lab.Progress{Fraction: s.sum / float64(len(s.todo)), Text: fmt.Sprintf("%d of %d", s.done, s.total),
		Left: -1}
	if whole.Fraction > 0.01 {
		whole.Left = time.Since(s.begin).Seconds() * (1 - whole.Fraction) / whole.Fraction
	}
	s.bar.Progress(whole)
}

// intoFile appends lines to a file, which is put in order when all are there.
type intoFile struct {
	file  *results.File
	order []string
}

func (f intoFile) put(_ int, fragment string, line []byte) error {
	return f.file.Append(fragment, line)
}

func (f intoFile) close(whole bool) error {
	if !whole {
		return f.file.Close(nil)
	}
	return f.file.Close(f.order)
}

// inOrder writes lines in the order of the sweep; what is finished out of turn waits, at most until the end.
type inOrder struct {
	w    io.Writer
	next int
	held map[int][]byte
}

func (o *inOrder) put(k int, _ string, line []byte) error {
	o.held[k] = line
	for ; o.held[o.next] != nil; o.next++ {
		if _, err := o.w.Write(o.held[o.next]); err != nil {
			return err
		}
		delete(o.held, o.next)
	}
	return nil
}

func (o *inOrder) close(bool) error {
	for ; len(o.held) > 0; o.next++ {
		if _, err := o.w.Write(o.held[o.next]); err != nil {
			return err
		}
		delete(o.held, o.next)
	}
	return nil
}
