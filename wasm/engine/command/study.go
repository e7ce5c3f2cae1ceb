//go:build !js

package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/report"
)

func (c *command) study(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("study", flag.ContinueOnError)
	method := flags.String("method", "", "matching that is studied")
	out := flags.String("out", "", "folder to write the result, weights and data to, and what the study made")
	workers := flags.Int("workers", runtime.NumCPU(), "number of workers")
	var files brought
	files.flags(flags)
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) < 1 || len(words) > 2 {
		return usage{"study takes one of " + strings.Join(studyNames(c.labs.Here[0]), ", ") + ", and a link in quotes"}
	}
	of, l, err := c.readOwn(strings.Join(words[1:], ""), &files, *workers)
	if err != nil {
		return err
	}
	asked, ok := chart.StudyNamed(of.Studies, words[0])
	if !ok {
		return usage{"study takes one of " + strings.Join(studyNames(of), ", ") + ", and a link in quotes"}
	}
	switch {
	case *method == "":
		*method = l.Shown
	case !slices.Contains(l.Methods, *method):
		return usage{fmt.Sprintf("the link compares no matching %q, but %s", *method, strings.Join(l.Methods, ", "))}
	case l.Called != nil:
		*method = l.Called(*method)
	}
	r, err := c.conduct(ctx, of, l, *workers)
	if err != nil {
		return err
	}
	q := &chart.Question{Name: asked.Name, Method: *method, View: l.Fragment()}
	var charts []*chart.Chart
	bar := newBar(c.stderr)
	crew := lab.NewLocal(l.Workers(*workers), of.NewWorker)
	err = r.Study(ctx, crew, q, func(c *chart.Chart) { charts = append(charts, c) },
		func(fraction float64, text string) {
			bar.Progress(lab.Progress{Fraction: fraction, Stage: q.Name, Text: text, Left: -1})
		})
	bar.close()
	if err != nil {
		return err
	}
	err = printJSON(c.stdout, report.Studied(asked, q, l.Experiment, r.Digest(), charts))
	if *out != "" {
		err = errors.Join(err, writeFiles(*out, r))
	}
	return err
}

func studyNames(l lab.Lab) (names []string) {
	for _, s := range l.Studies {
		names = append(names, s.Name)
	}
	return names
}
