package run

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
	"onebasin/toynets/tree"
)

// ruled reads the rules of a run back, and answers: by ensemble, the class of every example of d.
func ruled(t *testing.T, text string, d toynets.Data) (names []string, classes [][]int) {
	t.Helper()
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 32)
		require.NoError(t, err)
		return v
	}
	term := regexp.MustCompile(`(- |\+ )?(\S+) x(\d+) `)
	var scores [][]float64
	end := func() {
		if scores == nil {
			return
		}
		var of []int
		for _, row := range scores {
			best := 0
			for k, v := range row {
				if v > row[best] {
					best = k
				}
			}
			of = append(of, best)
		}
		classes = append(classes, of)
	}
	var yes [][]bool // by example, the answers of one tree
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		head, rest, _ := strings.Cut(line, ":")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "ensemble "):
			end()
			name, _, _ := strings.Cut(strings.TrimPrefix(line, "ensemble "), ",")
			names, scores = append(names, name), make([][]float64, d.N)
			for i := range scores {
				scores[i] = make([]float64, d.Classes)
			}
		case strings.HasPrefix(line, "tree "):
			yes = make([][]bool, d.N)
		case strings.HasPrefix(line, "question "):
			left, right, _ := strings.Cut(rest, "> ")
			for i := range yes {
				z := -number(right)
				for _, m := range term.FindAllStringSubmatch(left, -1) {
					f, _ := strconv.Atoi(m[3])
					w := number(m[2])
					if m[1] == "- " {
						w = -w
					}
					z += w * float64(d.X[i*d.Dim+f])
				}
				yes[i] = append(yes[i], z > 0)
			}
		default:
			values := strings.Fields(rest)
			require.Len(t, values, d.Classes, line)
			for i := range yes {
				follows := true
				for _, part := range strings.Split(head, " and ") {
					digits, not := strings.CutPrefix(part, "not ")
					n, err := strconv.Atoi(digits)
					require.NoError(t, err, line)
					follows = follows && yes[i][n-1] != not
				}
				for k, v := range values {
					if follows {
						scores[i][k] += number(v)
					}
				}
			}
		}
	}
	end()
	return names, classes
}

// What the rules say, read back and followed, is what the ensembles answer when their questions are steps.
func TestRulesAreTheHardTrees(t *testing.T) {
	for _, a := range tree.Architectures() {
		r, _ := conduct(t, small+three+"&depth=3&tree="+a.Name, 2, true)
		var b, again bytes.Buffer
		require.NoError(t, r.writeRules(&b))
		require.NoError(t, r.writeRules(&again))
		assert.Equal(t, b.String(), again.String())
		assert.Less(t, int64(b.Len()), rulesSize(r.Experiment))
		assert.Greater(t, 2*int64(b.Len())+headSize, rulesSize(r.Experiment))
		assert.Contains(t, b.String(), "# digest: "+r.Digest()+"\n")
		method := r.Experiment.Offered()[1]
		names, classes := ruled(t, b.String(), r.Data.Test)
		want := []string{"A"}
		thetas := [][]float32{r.Models[0]}
		for k := range r.Pairs {
			if p := &r.Pairs[k]; p.Method.Name() == method {
				name := r.Result.Pairs[k].From + "-" + method
				want = append(want, name, "A and "+name+" merged halfway")
				thetas = append(thetas, p.Matched, r.on(p, 0.5))
			}
		}
		require.Equal(t, want, names)
		for k, theta := range thetas {
			logits, _, err := r.answers(context.Background(), r.decided(theta, step))
			require.NoError(t, err)
			for i, class := range classes[k] {
				c := r.Data.Test.Classes
				assert.Equal(t, largest(logits[i*c:(i+1)*c]), class, "%s, %s, example %d", a.Name, names[k], i)
			}
		}
	}
}

// A text has an end, and says what it leaves out; what has no rules says why.
func TestRulesHaveAnEnd(t *testing.T) {
	r, _ := conduct(t, "data=gauss&n=60&nt=60&dim=64&tree=list&trees=400&depth=4&bs=30&steps=2&match=wm&lambdas=3", 2,
		true)
	var b bytes.Buffer
	require.NoError(t, r.writeRules(&b))
	assert.Less(t, b.Len(), 3*(mostRules+100<<10))
	assert.Regexp(t, `\nand \d+ trees more, which are not written\n`, b.String())
	assert.Less(t, int64(b.Len()), rulesSize(r.Experiment))
	r, _ = conduct(t, small+"&opt=sgd&lr=10&wd=1", 2, true)
	b.Reset()
	require.NoError(t, r.writeRules(&b))
	assert.Contains(t, b.String(), "\nA has no rules: training diverged")
	assert.NotContains(t, b.String(), "NaN")
}
