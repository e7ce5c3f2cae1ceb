package keys

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/link"
	"onebasin/toynets/registry"
)

// Setting is a number of an experiment that the study of sweeps varies.
type Setting struct {
	Name, Title string
	Help        string
	Said        string    // a value in a sentence: "width %s"
	Every       string    // what is varied, in a sentence: "width"
	Key         string    // of the experiment that it changes
	Unit        string    // may be empty
	Values      []float64 // the usual ones

	text func(e *Experiment, x float64) string // the key's value for x
	own  func(e *Experiment) (float64, bool)   // what e has; false when it has no one number
}

// Settings returns the settings in the order in which they are offered.
func Settings() []Setting {
	return []Setting{
		{Name: "width", Title: "Width", Help: "Units of every hidden layer.", Said: "width %s", Every: "width",
			Key: "net", Unit: "units a layer",
			Values: []float64{8, 16, 32, 64, 128}, text: widthText, own: ownWidth},
		{Name: "depth", Title: "Depth", Help: "Hidden layers, each as wide as the experiment’s first.",
			Said: "depth %s", Every: "depth", Key: "net", Unit: "hidden layers",
			Values: []float64{1, 2, 3, 4}, text: depthText, own: func(e *Experiment) (float64, bool) {
				_, ok := ownWidth(e)
				return float64(len(e.Net)), ok
			}},
		plainSetting("lr", "", "Learning rate", "learning rate %s", "learning rate", "Size of a step.", 0.0003, 0.001,
			0.003, 0.01, 0.03),
		plainSetting("wd", "", "Weight decay", "weight decay %s", "weight decay",
			"Pull of the parameters towards zero.", 0.00001, 0.0001, 0.001, 0.01),
		plainSetting("bs", "examples", "Batch size", "batch size %s", "batch size", "Examples averaged in one step.",
			10, 25, 50, 100, 200),
		plainSetting("steps", "", "Steps", "%s steps", "number of steps", "Steps of training.", 150, 300, 600,
			1200, 2400),
		plainSetting("n", "", "Training examples", "%s examples", "number of examples",
			"Examples that both networks are trained on.", 125, 250, 500, 1000, 2000),
		plainSetting("noise", "", "Noise", "noise %s", "level of noise", "Noise of the examples.", 0, 0.05,
			0.1, 0.2, 0.4),
		plainSetting("restarts", "", "Restarts", "%s restarts", "number of restarts",
			"Starts of the search, of which the best objective wins.", 1, 3, 12, 48),
	}
}

// SettingNamed returns the setting of a name.
func SettingNamed(name string) (s Setting, ok bool) {
	return registry.Find(Settings(), func(s Setting) bool { return s.Name == name })
}

// At says in a sentence that the setting has the value x.
func (s Setting) At(x float64) string { return fmt.Sprintf(s.Said, link.FormatNumber(x)) }

// Over returns the values that the setting takes around e, ascending and each once: those that were asked for, or, if
// there are none, the usual ones with e's own among them.
func (s Setting) Over(e Experiment, asked []float64) []float64 {
	values := slices.Clone(asked)
	if len(values) == 0 {
		values = slices.Clone(s.Values)
		if x, ok := s.own(&e); ok {
			values = append(values, x)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// Grid returns the experiments of a sweep around e: the setting at each of values, with each of so many pairs of seeds,
// compared by one matcher; the first pair is e's own. A path gets an odd number of points, so that one lies halfway. It
// says in words what is wrong with a value.
func (s Setting) Grid(e Experiment, method string, values []float64, pairs int) (link.Grid[Link], error) {
	e.Match = []string{method}
	e.Lambdas |= 1
	axis, seeds := link.Axis{Key: s.Key}, link.Axis{Key: "seeds"}
	for _, x := range values {
		axis.Values = append(axis.Values, s.text(&e, x))
	}
	for _, p := range SeedPairs(e.Seeds, pairs) {
		seeds.Values = append(seeds.Values, fmt.Sprintf("%d,%d", p[0], p[1]))
	}
	return NewGrid(e, []link.Axis{axis, seeds})
}

// SeedPairs returns n pairs of seeds: the first two of own, then the smallest from 1 on that are not among those, two
// and two.
func SeedPairs(own []int, n int) [][2]int {
	pairs := [][2]int{{own[0], own[1]}}
	for next := 1; len(pairs) < n; {
		var p [2]int
		for k := range p {
			for next == own[0] || next == own[1] {
				next++
			}
			p[k] = next
			next++
		}
		pairs = append(pairs, p)
	}
	return pairs
}

func plainSetting(key, unit, title, said, every, help string, values ...float64) Setting {
	return Setting{Name: key, Title: title, Help: help, Said: said, Every: every, Key: key, Unit: unit, Values: values,
		text: func(_ *Experiment, x float64) string { return link.FormatNumber(x) },
		own: func(e *Experiment) (float64, bool) {
			x, err := strconv.ParseFloat(schema().Value(Link{Experiment: *e}, key), 64)
			return x, err == nil
		}}
}

func widthText(e *Experiment, x float64) string {
	return strings.Join(slices.Repeat([]string{link.FormatNumber(x)}, len(e.Net)), "-")
}

// depthText gives no text that a key takes for a depth that is none.
func depthText(e *Experiment, x float64) string {
	if n := int(x); float64(n) == x && n >= 1 && n <= 100 {
		return strings.Join(slices.Repeat([]string{strconv.Itoa(e.Net[0])}, n), "-")
	}
	return link.FormatNumber(x) + "-layers"
}

// ownWidth is the width of a network whose hidden layers are alike.
func ownWidth(e *Experiment) (float64, bool) {
	for _, w := range e.Net {
		if w != e.Net[0] {
			return 0, false
		}
	}
	return float64(e.Net[0]), true
}

func settingOptions() (o []link.Option) {
	for _, s := range Settings() {
		o = append(o, link.Option{Name: s.Name, Label: s.Title, Help: s.Help})
	}
	return o
}
