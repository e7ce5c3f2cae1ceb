//go:build !js

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
)

func study(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("study", flag.ContinueOnError)
	method := flags.String("method", "", "matching that is studied")
	workers := flags.Int("workers", runtime.NumCPU(), "number of workers")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) < 1 || len(words) > 2 || !slices.Contains(studyNames(), words[0]) {
		return usage{"study takes one of " + strings.Join(studyNames(), ", ") + ", and a link in quotes"}
	}
	l, err := readLink(strings.Join(words[1:], ""), *workers, stderr)
	if err != nil {
		return err
	}
	methods := l.Experiment.Methods()
	switch {
	case *method == "" && slices.Contains(methods, l.View.Method):
		*method = l.View.Method
	case *method == "":
		*method = methods[len(methods)-1]
	case !slices.Contains(methods, *method):
		return usage{fmt.Sprintf("the link compares no matching %q, but %s", *method, strings.Join(methods, ", "))}
	}
	r, err := conduct(ctx, l, *workers, stderr)
	if err != nil {
		return err
	}
	q := &chart.Study{Name: words[0], Method: *method, View: l.Fragment()}
	var charts []*chart.Chart
	bar := newBar(stderr)
	err = r.Study(ctx, run.NewLocal(*workers), q, func(c *chart.Chart) { charts = append(charts, c) },
		func(fraction float64, text string) {
			bar.Progress(run.Progress{Fraction: fraction, Stage: q.Name, Text: text, Left: -1})
		})
	bar.close()
	if err != nil {
		return err
	}
	return printJSON(stdout, report.Studied(q, r.Result, charts))
}

func studyNames() (names []string) {
	for _, s := range keys.Studies() {
		names = append(names, s.Name)
	}
	return names
}
