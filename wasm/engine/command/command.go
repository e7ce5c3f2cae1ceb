//go:build !js

// Package command is the native command: a page's experiments with arguments and standard output in place of messages.
//
//	engine run [-out DIR] [-workers N] 'LINK-OR-FRAGMENT'   result JSON on stdout, progress on stderr; -data FILE and
//	                                                        -models FILE,FILE bring files of one's own
//	engine study [-method M] NAME 'LINK'                    the charts of a study of it, as JSON
//	engine sweep [-shard I/N] [-o FILE] 'LINK'              every combination of net=8|16&seeds=1,2|3,4, one a line
//	engine schema [LAB]                                     the table of a laboratory's keys, as JSON
//	engine presets [LAB]                                    experiments to begin with, as JSON
//	engine labs [-names]                                    the laboratories, as JSON
//	engine help
package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/report"
)

// Main runs the program's command line and returns its exit code. labs are the laboratories that the program holds.
func Main(labs lab.Labs) int {
	return Run(interruptible(), labs, os.Args[1:], os.Stdout, os.Stderr)
}

// Run runs one command line and returns its exit code: 2 for what the user must change, 1 for what went wrong.
func Run(ctx context.Context, labs lab.Labs, args []string, stdout, stderr io.Writer) int {
	c := &command{labs: labs, stdout: stdout, stderr: stderr}
	name := "help"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	var err error
	switch name {
	case "run":
		err = c.run(ctx, args)
	case "study":
		err = c.study(ctx, args)
	case "sweep":
		err = c.sweep(ctx, args)
	case "schema":
		err = c.ofLab(args, func(l lab.Lab) any { return report.Schema(l.Schema) })
	case "presets":
		err = c.ofLab(args, func(l lab.Lab) any { return l.Presets })
	case "labs":
		err = c.list(args)
	case "help", "-h", "--help":
		c.help()
	default:
		err = usage{fmt.Sprintf("there is no command %q; try: engine help", name)}
	}
	var u usage
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		c.help()
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

// command is one command line.
type command struct {
	labs           lab.Labs
	stdout, stderr io.Writer
}

// ofLab prints what is asked of the laboratory that is named, or of the first.
func (c *command) ofLab(args []string, of func(lab.Lab) any) error {
	l := c.labs.Here[0]
	if len(args) > 0 {
		var ok bool
		if l, ok = c.labs.Named(args[0]); !ok {
			return usage{fmt.Sprintf("there is no laboratory %q, but %s", args[0], strings.Join(c.labs.Known, ", "))}
		}
	}
	return printJSON(c.stdout, of(l))
}

// list prints the laboratories, or their names alone.
func (c *command) list(args []string) error {
	if !slices.Equal(args, []string{"-names"}) {
		return printJSON(c.stdout, report.Labs(c.labs.Here))
	}
	for _, l := range c.labs.Here {
		fmt.Fprintln(c.stdout, l.Name)
	}
	return nil
}

// usage is an error that the user mends: a bad link or argument.
type usage struct{ reason string }

func (u usage) Error() string { return u.reason }

func (c *command) run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	out := flags.String("out", "", "folder to write the result, weights and data to")
	workers := flags.Int("workers", runtime.NumCPU(), "number of workers")
	var files brought
	files.flags(flags)
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		return usage{fmt.Sprintf("run takes one link, not %d; put it in quotes", len(words))}
	}
	o, l, err := c.readOwn(strings.Join(words, ""), &files, *workers)
	if err != nil {
		return err
	}
	if *out != "" {
		if err := checkFolder(*out, l.FilesSize); err != nil {
			return err
		}
	}
	r, err := c.conduct(ctx, o, l, *workers)
	if err != nil {
		return err
	}
	// The result is printed whatever becomes of the files.
	err = printJSON(c.stdout, r.ResultJSON())
	if *out != "" {
		err = errors.Join(err, writeFiles(*out, r))
	}
	return err
}

// arguments reads flags, which may stand before, between or after the other words, and returns those. It is
// flag.ErrHelp when help was asked for.
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

// readLink reads a link that is to be run by so many workers, and others that have what it does not say, says what was
// undone of what happened to it, and refuses what the user must mend.
func (c *command) readLink(text string, workers int, others ...string) (lab.Lab, lab.Link, error) {
	if err := checkWorkers(workers); err != nil {
		return lab.Lab{}, lab.Link{}, err
	}
	l, r := c.labs.Read(text, others...)
	if len(r.Problems) > 0 {
		return l, r.Link, usage{r.Problems[0].Fault()}
	}
	if r.Link.Refusal != nil {
		return l, r.Link, usage{r.Link.Refusal.Error()}
	}
	c.note(r.Notes)
	return l, r.Link, nil
}

// note tells what was noticed of a link.
func (c *command) note(notes []string) {
	for _, n := range notes {
		fmt.Fprintln(c.stderr, "engine: about the link:", n)
	}
}

func checkWorkers(n int) error {
	if n < 1 || n > 256 {
		return usage{"-workers must be from 1 to 256"}
	}
	return nil
}

// conduct runs a link's experiment, showing how far it is, and says whether the link's digest came out again.
func (c *command) conduct(ctx context.Context, of lab.Lab, l lab.Link, workers int) (lab.Run, error) {
	begin := time.Now()
	bar := newBar(c.stderr)
	r, err := l.Conduct(ctx, lab.NewLocal(l.Workers(workers), of.NewWorker), bar,
		lab.Options{Build: report.Build(), Seconds: func() float64 {
			return time.Since(begin).Seconds()
		}, Unseen: true})
	bar.close()
	if err == nil && l.Digest != "" {
		fmt.Fprintln(c.stderr, report.Reproduced(l.Digest, r.Digest()).Note)
	}
	return r, err
}

func printJSON(w io.Writer, v any) error {
	_, err := w.Write(append(jsonwriter.JSON(v), '\n'))
	return err
}

func (c *command) help() {
	w := c.stdout
	fmt.Fprint(w, `engine runs experiments of linear mode connectivity.

  engine run [-out DIR] [-data FILE] [-models FILE,FILE] [-workers N] 'LINK'
      prints the result as JSON; -out also writes result.json, the weights of
      every network (safetensors, as PyTorch's nn.Sequential) and the data (CSV);
      -data takes examples of your own (CSV, IDX, npz, npy; images and labels as
      FILE,FILE) and -models networks of your own (safetensors, npz, PyTorch's
      .pt), A's first, which go back into files under the names they came with
  engine study [-method M] [-out DIR] [-data FILE] [-models FILE,FILE]
               [-workers N] NAME 'LINK'
      prints the charts of a study of it as JSON, of the matching that the link
      shows or of another; -out as above, with the networks that the study made;
      NAME is one of `+strings.Join(studyNames(c.labs.Here[0]), ", ")+`
  engine sweep [-shard I/N] [-workers N] [-o FILE] 'LINK-OR-FRAGMENT'
      runs every combination of a link whose keys may have alternatives, as in
      net=16-16|32-32&seeds=1,2|3,4, and prints one result a line in the order of
      nested loops, the last key fastest; -shard does part I of N, from 0 to N-1;
      -o appends to a file instead and leaves out what is in it already, so that
      the same command goes on where it stopped
  engine schema [LAB]
      prints the keys of a laboratory's links as JSON
  engine presets [LAB]
      prints experiments to begin with as JSON
  engine labs [-names]
      prints the laboratories as JSON, or their names
`)
	for _, l := range c.labs.Here {
		fmt.Fprintf(w, "\nKeys of a link of lab=%s, joined by &, with their defaults. %s\n\n", l.Name, l.Help)
		for _, f := range l.Schema {
			if !f.View {
				fmt.Fprintf(w, "  %-9s %-10s %s\n", f.Key, f.Default, f.Help)
				if len(f.Options) > 0 {
					fmt.Fprintf(w, "  %-20s one of %s\n", "", strings.Join(f.Names(), ", "))
				}
			}
		}
	}
}
