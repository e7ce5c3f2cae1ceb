package lab

import (
	"context"
	"errors"

	"onebasin/lmc/lab/wire"
)

// Report hears how far a job is, 0 to 1, and what is being done, in words.
type Report = func(job int, fraction float64, note string)

// Crew does jobs.
type Crew interface {
	// Size is the number of workers.
	Size() int
	// Do does the jobs and returns their outcomes in the order of the jobs. It calls report from one goroutine at a
	// time. When ctx ends it returns its error soon.
	Do(ctx context.Context, jobs []wire.Message, report Report) ([]wire.Message, error)
}

// Unfailed passes on the outcomes of a crew, unless it was stopped or one of them says that its job failed.
func Unfailed(out []wire.Message, err error) ([]wire.Message, error) {
	if err != nil {
		return nil, err
	}
	for _, m := range out {
		if f, ok := m.(*wire.Failed); ok {
			return nil, errors.New(f.Reason)
		}
	}
	return out, nil
}

// Chunks cuts 0…n into at most parts ranges of nearly equal length, which jobs may do side by side.
func Chunks(n, parts int) [][2]int {
	parts = min(parts, n)
	var c [][2]int
	for k := range parts {
		c = append(c, [2]int{k * n / parts, (k + 1) * n / parts})
	}
	return c
}
