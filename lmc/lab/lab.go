package lab

import (
	"context"
	"io"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/link"
)

// Lab is a laboratory: all that the page, the command and their workers know of it.
type Lab struct {
	Name, Title string
	Help        string        // one sentence
	Schema      []link.Spec   // the keys of its links in canonical order, the experiment's before the view's
	Presets     []Preset      // experiments to begin with
	Figures     []Figure      // of its first page, which charts of studies are not
	Studies     []chart.Study // that can be asked about an experiment that was run

	// Messages are the jobs and what they give, the stages, the questions of figures and their answers.
	Messages []wire.Message

	// Read reads a link as it comes, see link.Read.
	Read func(text string, others ...string) Reading

	// Sweep reads a link whose keys may have alternatives, see link.ReadGrid.
	Sweep func(text string) (s Sweep, notes []string, err error)

	// Opening answers questions of the first page's figures as long as there is no Run to answer them, with what needs
	// no experiment; nil where nothing does.
	Opening func(wire.Message) []wire.Message

	// NewWorker returns what does the laboratory's jobs.
	NewWorker func() Worker
}

// Figure is a figure of a laboratory's first page: its name, by which it is embedded and exported, and what it shows.
type Figure struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Help  string `json:"help"`
	Asks  bool   `json:"asks,omitempty"` // it can be seen while the answer is hidden, and then shows none
}

// Preset is an experiment that shows something, for a menu.
type Preset struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Help     string `json:"help"`     // one sentence
	Fragment string `json:"fragment"` // the keys that differ from the default experiment
}

// Reading is what was read in a text.
type Reading struct {
	Link     Link
	Problems []link.Problem
	Notes    []string // what was undone of what happened to the link on its way, a sentence each
	Named    []string // keys that the text itself gives
	Query    string   // of the address around the link, what is not the link's
}

// Link is a link as the laboratory understands it.
type Link struct {
	Experiment string            // canonical fragment
	View       string            // canonical fragment of the view keys that are set
	Digest     string            // that the link's sender saw, "" when it has none
	Values     map[string]string // canonical text of every key
	Methods    []string          // what the experiment compares, of which one is shown; none where there is one answer
	Shown      string            // what findings and charts about what is shown are called, mostly one of them
	Memory     int64             // estimated bytes that are needed with one worker, half of them by the worker
	Limit      int64             // bytes that may be needed, 0 for any
	FilesSize  int64             // estimated bytes of the files of its run, with its result's
	Wants      []own.Want        // what it needs of somebody's own files

	// Called is what findings and charts about another of the methods are called, where that is not its name; nil where
	// it always is.
	Called func(method string) string

	// Refusal says why the experiment is not run, in words for its reader; nil if it is.
	Refusal error

	// Conduct runs the experiment. It returns ctx's error when it was stopped.
	Conduct func(ctx context.Context, crew Crew, audience Audience, o Options) (Run, error)
}

// Fragment prints the whole link: experiment, view, digest.
func (l Link) Fragment() string {
	s := l.Experiment
	if l.View != "" {
		s += "&" + l.View
	}
	if l.Digest != "" {
		s += "&digest=" + l.Digest
	}
	return s
}

// Sweep is many experiments: the alternatives of some keys, each with each of the others.
type Sweep struct {
	Axes  []link.Axis
	Len   int
	At    func(i int) Link
	Label func(i int) string // tells experiment i from the others
}

// Run is an experiment that was run, or is under way, which can be asked further.
type Run interface {
	// ResultJSON is the result so far, of which the contract's JSON is made.
	ResultJSON() any
	// Fragment is the experiment in canonical form.
	Fragment() string
	// Digest is the hash by which a reproduced experiment is known, "" until the result is whole.
	Digest() string
	// Findings say in a sentence what the result shows of each of the link's methods; under "" where it has none.
	Findings() map[string]string
	// Tables are the result so far as tables, for a page that has no tables of its own for the laboratory.
	Tables() []Table
	// Answer answers a question of figures at once; with nothing where there is no answer.
	Answer(q wire.Message) []wire.Message
	// Picture answers a question of figures that takes a crew; it returns ctx's error when it was stopped. What is
	// known is shown first roughly and then finely.
	Picture(ctx context.Context, crew Crew, q wire.Message, show func(wire.Message)) error
	// Study answers a further question with charts: each is shown as it is ready, perhaps several times, more precise
	// every time. told hears how far it is. It returns ctx's error when it was stopped, and says in words why there is
	// nothing to study.
	Study(ctx context.Context, crew Crew, q *chart.Question, show func(*chart.Chart),
		told func(fraction float64, text string)) error
	// Files are what others need to compute the result again: data, and every network that a number in it is about.
	Files() []File
}

// Judged is a Run whose page has a table of its own with a line for what came of every pair of networks compared.
type Judged interface {
	// Verdicts are those of the result's pairs in its order, in words.
	Verdicts() []string
}

// File is a file of a run.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// Long is a question of figures that takes a crew, and is answered by Run.Picture. A newer one takes its place.
type Long interface {
	wire.Message
	Long()
}
