// Package tiny is a laboratory of the tests: it holds nothing but what a laboratory must have, and no shared code knows
// its name. A ball rolls down
//
//	f(x, y) = (x² − 1)² + y²
//
// from where a link puts it, by gradient descent, into one of two valleys. docs/architecture.md builds it up line by
// line.
package tiny

import (
	"context"
	"fmt"
	"io"

	"onebasin/lmc/digest"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/link"
	"onebasin/lmc/measure"
)

// Experiment is what changes a number, View what does not, Link both.
type Experiment struct {
	settings.Head
	X, Y, Rate float64
	Steps      int
}

// View is what is looked at.
type View struct{ Study, Embed, Theme, Title string }

// Link is what a link says.
type Link struct {
	Experiment Experiment
	View       View
}

var schema = link.NewSchema(
	settings.HeadFields(func(l *Link) *settings.Head { return &l.Experiment.Head }, "tiny", "Tiny",
		"A ball rolls into a valley."),
	[]link.Field[Link]{
		number("x", "Start, x", "0.1", -2, 2, func(e *Experiment) *float64 { return &e.X }),
		number("y", "Start, y", "1", -2, 2, func(e *Experiment) *float64 { return &e.Y }),
		number("rate", "Rate", "0.05", 0, 0.2, func(e *Experiment) *float64 { return &e.Rate }),
		{Spec: link.Spec{Key: "steps", Group: "Ball", Label: "Steps", Kind: link.KindInt, Default: "60",
			Min: 1, Max: 1e9,
			Help: "Steps of gradient descent."}, At: func(l *Link) any { return &l.Experiment.Steps }},
		settings.Study(func(l *Link) *string { return &l.View.Study },
			[]link.Option{{Name: "", Label: "The valley"},
				{Name: "descent", Label: "The descent", Help: "How fast it comes down."}}),
		settings.Embed(func(l *Link) *string { return &l.View.Embed },
			[]link.Option{{Name: "", Label: "The whole page"}, {Name: "all", Label: "All figures"},
				{Name: "valley", Label: "The valley"}, {Name: "height", Label: "Height over steps"}}),
		settings.Theme(func(l *Link) *string { return &l.View.Theme }),
		settings.Title(func(l *Link) *string { return &l.View.Title }),
	})

func number(key, label, standard string, low, high float64, at func(*Experiment) *float64) link.Field[Link] {
	return link.Field[Link]{Spec: link.Spec{Key: key, Group: "Ball", Label: label,
		Kind: link.KindNumber, Default: standard,
		Min: low, Max: high, Help: label + " of the ball."}, At: func(l *Link) any { return at(&l.Experiment) }}
}

// Figures are those of the first page.
func Figures() []lab.Figure {
	return []lab.Figure{{Name: "valley", Title: "The valley", Help: "where the ball is, and how it came there"}}
}

// Studies are what can be asked further.
func Studies() []chart.Study {
	return []chart.Study{{Name: "descent", Title: "The descent", Help: "How fast it comes down.",
		Charts: []chart.Announced{{Name: "height", Title: "Height over steps", Wide: true}}}}
}

// Lab returns the laboratory.
func Lab() lab.Lab {
	return lab.Lab{Name: "tiny", Title: "Tiny", Help: "A ball rolls into a valley.", Schema: schema.Specs(),
		Figures: Figures(), Studies: Studies(),
		Presets:  []lab.Preset{{Name: "left", Title: "To the left", Help: "From the other side.", Fragment: "x=-0.1"}},
		Messages: []wire.Message{(*Roll)(nil), (*Rolled)(nil), (*Track)(nil), (*chart.Chart)(nil)},
		Read: func(text string, others ...string) lab.Reading {
			r := link.Read(schema, text, others...)
			return lab.Reading{Link: open(r.Link, r.Digest), Problems: r.Problems, Notes: r.Notes, Named: r.Named,
				Query: r.Query}
		},
		Sweep: func(text string) (lab.Sweep, []string, error) {
			g, notes, err := link.ReadGrid(schema, text)
			return lab.Sweep{Axes: g.Axes, Len: g.Len(), At: func(i int) lab.Link { return open(g.At(i), "") },
				Label: g.Label}, notes, err
		},
		NewWorker: func() lab.Worker { return worker{} }}
}

func open(l Link, digest string) lab.Link {
	opened := lab.Link{Experiment: schema.Experiment(l), View: schema.View(l), Digest: digest,
		Values: map[string]string{},
		Memory: 1 << 20, FilesSize: 1 << 10}
	for _, s := range schema.Specs() {
		opened.Values[s.Key] = schema.Value(l, s.Key)
	}
	opened.Conduct = func(ctx context.Context, crew lab.Crew, audience lab.Audience, o lab.Options) (lab.Run, error) {
		return conduct(ctx, schema.Experiment(l), l.Experiment, crew, audience, o)
	}
	return opened
}

// Roll is the one job, Rolled what it gives.
type Roll struct {
	X, Y, Rate float64
	Steps      int
}

// Rolled is where the ball was: up to a hundred places, the last one last.
type Rolled struct{ X, Y []float64 }

// Track is what the figure is told.
type Track struct{ X, Y []float64 }

// Code visits the fields.
func (m *Roll) Code(c wire.Coder)   { c.Float(&m.X); c.Float(&m.Y); c.Float(&m.Rate); c.Int(&m.Steps) }
func (m *Rolled) Code(c wire.Coder) { c.Floats(&m.X); c.Floats(&m.Y) }
func (m *Track) Code(c wire.Coder)  { c.Floats(&m.X); c.Floats(&m.Y) }

type worker struct{}

func (worker) Start(m wire.Message) lab.Stepper {
	r, ok := m.(*Roll)
	if !ok {
		return lab.Refused(fmt.Errorf("%T is not a job", m))
	}
	return &rolling{ask: r, x: r.X, y: r.Y}
}

// rolling does a few thousand steps at once.
type rolling struct {
	ask  *Roll
	x, y float64
	done int
	out  Rolled
}

func (r *rolling) Step() bool {
	for last := min(r.ask.Steps, r.done+10_000); r.done < last; r.done++ {
		if r.done%max(1, r.ask.Steps/100) == 0 {
			r.out.X, r.out.Y = append(r.out.X, r.x), append(r.out.Y, r.y)
		}
		slope := 4 * r.x * (float64(r.x*r.x) - 1)
		r.x -= float64(r.ask.Rate * slope)
		r.y -= float64(r.ask.Rate * 2 * r.y)
	}
	return r.done < r.ask.Steps
}

func (r *rolling) Fraction() float64 { return float64(r.done) / float64(r.ask.Steps) }
func (r *rolling) Note() string      { return "Rolling" }
func (r *rolling) Outcome() wire.Message {
	r.out.X, r.out.Y = append(r.out.X, r.x), append(r.out.Y, r.y)
	return &r.out
}

func height(x, y float64) float64 {
	w := float64(x*x) - 1
	return float64(w*w) + float64(y*y)
}

// Result is the contract's JSON.
type Result struct {
	Experiment string         `json:"experiment"`
	Build      string         `json:"build"`
	Digest     string         `json:"digest"`
	X          measure.Number `json:"x"`
	Y          measure.Number `json:"y"`
	Height     measure.Number `json:"height"`
}

// Run is an experiment that was run.
type Run struct {
	result Result
	track  Rolled
}

func conduct(ctx context.Context, fragment string, e Experiment, crew lab.Crew, audience lab.Audience,
	o lab.Options) (lab.Run, error) {
	r := &Run{result: Result{Experiment: fragment, Build: o.Build, X: measure.Missing, Y: measure.Missing,
		Height: measure.Missing}}
	audience.Show(&wire.Begin{Experiment: fragment})
	jobs := []wire.Message{&Roll{e.X, e.Y, e.Rate, e.Steps}}
	out, err := lab.Unfailed(crew.Do(ctx, jobs, func(_ int, fraction float64, note string) {
		audience.Progress(lab.Progress{Fraction: fraction, Stage: "rolling", Text: note, Left: -1})
	}))
	if err != nil {
		return nil, err
	}
	r.track = *out[0].(*Rolled)
	last := len(r.track.X) - 1
	x, y := r.track.X[last], r.track.Y[last]
	r.result.X, r.result.Y, r.result.Height = measure.Number(x), measure.Number(y), measure.Number(height(x, y))
	audience.Show(&wire.Reveal{})
	audience.Show(&Track{r.track.X, r.track.Y})
	audience.Answering(r)
	audience.Stage("rolled", r)
	d := digest.New()
	d.Parameters([]float32{float32(x), float32(y)})
	r.result.Digest = d.Text()
	if o.Finished != nil {
		o.Finished(r)
	}
	return r, nil
}

// ResultJSON is the result so far.
func (r *Run) ResultJSON() any { return r.result }

// Fragment is the experiment in canonical form.
func (r *Run) Fragment() string { return r.result.Experiment }

// Digest is of where the ball came to rest.
func (r *Run) Digest() string { return r.result.Digest }

// Findings say into which valley it went.
func (r *Run) Findings() map[string]string {
	side := "right"
	if r.result.X < 0 {
		side = "left"
	}
	return map[string]string{"": fmt.Sprintf("The ball rolls into the %s valley and comes to rest at a height of %s.",
		side, measure.Amount(r.result.Height))}
}

// Tables are one, of where it is.
func (r *Run) Tables() []lab.Table {
	return []lab.Table{{Name: "ball", Title: "The ball", Columns: []lab.Column{{Title: "x"}, {Title: "y"},
		{Title: "Height", Help: "f(x, y) = (x² − 1)² + y²"}}, Rows: []lab.TableRow{{Head: "At rest", Ink: "A",
		Cells: []string{measure.Amount(r.result.X), measure.Amount(r.result.Y), measure.Amount(r.result.Height)}}},
		Notes: []string{}}}
}

// Answer answers nothing: the figure asks nothing.
func (r *Run) Answer(wire.Message) []wire.Message { return nil }

// Picture makes none.
func (r *Run) Picture(context.Context, lab.Crew, wire.Message, func(wire.Message)) error { return nil }

// Study shows the height over the steps.
func (r *Run) Study(_ context.Context, _ lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	told(0, "drawing")
	c := &chart.Chart{Study: q.Name, Method: q.Method, Name: "height", Title: "The ball comes down",
		Note: "The height f(x, y)."}
	s := chart.Series{Name: "height", Shape: chart.ShapeLine, Ink: "A"}
	for k := range r.track.X {
		s.X, s.Y = append(s.X, float64(k)), append(s.Y, height(r.track.X[k], r.track.Y[k]))
	}
	c.Panels = []chart.Panel{{X: chart.Axis{Title: "place"}, Y: chart.Axis{Title: "height"}, Series: []chart.Series{s}}}
	show(c)
	return nil
}

// Files are the track.
func (r *Run) Files() []lab.File {
	return []lab.File{{Name: "track.csv", Write: func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, "x,y"); err != nil {
			return err
		}
		for k, x := range r.track.X {
			if _, err := fmt.Fprintf(w, "%v,%v\n", x, r.track.Y[k]); err != nil {
				return err
			}
		}
		return nil
	}}}
}
