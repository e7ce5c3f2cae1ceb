//go:build !js

// Command engine runs experiments natively: the same program that a page runs
// in its workers, with arguments and standard output in place of messages.
//
//	engine run [-out DIR] [-workers N] 'LINK-OR-FRAGMENT'   result JSON on stdout, progress on stderr
//	engine study [-method M] NAME 'LINK'                    the charts of a study of it, as JSON
//	engine sweep [-shard I/N] [-o FILE] 'LINK'              every combination of net=8|16&seeds=1,2|3,4, a result a line
//	engine schema                                           the table of a link's keys, as JSON
//	engine presets                                          experiments to begin with, as JSON
//	engine help
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// command runs one command line and returns its exit code: 2 for what the user
// must change, 1 for what went wrong.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	name := "help"
	if len(args) > 0 {
		name = args[0]
	}
	var err error
	switch name {
	case "run":
		err = runCommand(ctx, args[1:], stdout, stderr)
	case "study":
		err = study(ctx, args[1:], stdout, stderr)
	case "sweep":
		err = sweep(ctx, args[1:], stdout, stderr)
	case "schema":
		err = printJSON(stdout, report.Schema())
	case "presets":
		err = printJSON(stdout, keys.Presets())
	case "help", "-h", "--help":
		help(stdout)
	default:
		err = usage{fmt.Sprintf("there is no command %q; try: engine help", name)}
	}
	var u usage
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		help(stdout)
		return 0
	case errors.As(err, &u):
		fmt.Fprintln(stderr, "engine:", err)
		return 2
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "engine: stopped")
		return 1
	}
	fmt.Fprintln(stderr, "engine:", err)
	return 1
}

// usage is an error that the user mends: a bad link or argument.
type usage struct{ reason string }

func (u usage) Error() string { return u.reason }

func runCommand(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	out := flags.String("out", "", "folder to write the result, weights and data to")
	workers := flags.Int("workers", runtime.NumCPU(), "number of workers")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		return usage{fmt.Sprintf("run takes one link, not %d; put it in quotes", len(words))}
	}
	l, err := readLink(strings.Join(words, ""), *workers, stderr)
	if err != nil {
		return err
	}
	if *out != "" {
		if err := checkFolder(*out, l.Experiment); err != nil {
			return err
		}
	}
	r, err := conduct(ctx, l, *workers, stderr)
	if err != nil {
		return err
	}
	// The result is printed whatever becomes of the files.
	err = printJSON(stdout, r.Result)
	if *out != "" {
		err = errors.Join(err, writeFiles(*out, r))
	}
	return err
}

// arguments reads flags, which may stand before, between or after the other
// words, and returns those. It is flag.ErrHelp when help was asked for.
func arguments(flags *flag.FlagSet, args []string) (words []string, err error) {
	flags.SetOutput(io.Discard)
	for rest := args; ; {
		if err := flags.Parse(rest); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, usage{err.Error()}
		}
		if flags.NArg() == 0 {
			return words, nil
		}
		words, rest = append(words, flags.Arg(0)), flags.Args()[1:]
	}
}

// readLink reads a link that is to be run by so many workers, says what was undone
// of what happened to it, and refuses what the user must mend.
func readLink(text string, workers int, stderr io.Writer) (keys.Link, error) {
	if err := checkWorkers(workers); err != nil {
		return keys.Link{}, err
	}
	r := keys.Read(text)
	if len(r.Problems) > 0 {
		return r.Link, usage{r.Problems[0].Fault()}
	}
	if err := r.Link.Experiment.Check(); err != nil {
		return r.Link, usage{err.Error()}
	}
	note(stderr, r.Notes)
	return r.Link, nil
}

// note tells what was noticed of a link.
func note(stderr io.Writer, notes []string) {
	for _, n := range notes {
		fmt.Fprintln(stderr, "engine: about the link:", n)
	}
}

func checkWorkers(n int) error {
	if n < 1 || n > 256 {
		return usage{"-workers must be from 1 to 256"}
	}
	return nil
}

// conduct runs a link's experiment, showing how far it is, and says whether the
// link's digest came out again.
func conduct(ctx context.Context, l keys.Link, workers int, stderr io.Writer) (*run.Run, error) {
	begin := time.Now()
	bar := newBar(stderr)
	r, err := run.Conduct(ctx, l.Experiment, run.NewLocal(workers), bar,
		run.Options{Build: report.Build(), Seconds: func() float64 { return time.Since(begin).Seconds() }, Blind: true})
	bar.close()
	if err == nil && l.Digest != "" {
		fmt.Fprintln(stderr, report.Reproduced(l.Digest, r.Result.Digest).Note)
	}
	return r, err
}

func printJSON(w io.Writer, v any) error {
	_, err := w.Write(append(jsonwriter.JSON(v), '\n'))
	return err
}

func help(w io.Writer) {
	fmt.Fprint(w, `engine runs experiments of linear mode connectivity.

  engine run [-out DIR] [-workers N] 'LINK-OR-FRAGMENT'
      prints the result as JSON; -out also writes result.json, the weights of
      every network (safetensors, as PyTorch's nn.Sequential) and the data (CSV)
  engine study [-method M] [-workers N] NAME 'LINK-OR-FRAGMENT'
      prints the charts of a study of it as JSON, of the matching that the link
      shows or of another; NAME is one of `+strings.Join(studyNames(), ", ")+`
  engine sweep [-shard I/N] [-workers N] [-o FILE] 'LINK-OR-FRAGMENT'
      runs every combination of a link whose keys may have alternatives, as in
      net=16-16|32-32&seeds=1,2|3,4, and prints one result a line in the order of
      nested loops, the last key fastest; -shard does part I of N, from 0 to N-1;
      -o appends to a file instead and leaves out what is in it already, so that
      the same command goes on where it stopped
  engine schema
      prints the keys of a link as JSON
  engine presets
      prints experiments to begin with as JSON

Keys of a link, joined by &, with their defaults:

`)
	for _, f := range keys.Schema() {
		if !f.View {
			fmt.Fprintf(w, "  %-9s %-10s %s\n", f.Key, f.Default, f.Help)
			if len(f.Options) > 0 {
				fmt.Fprintf(w, "  %-20s one of %s\n", "", strings.Join(f.Names(), ", "))
			}
		}
	}
}
