package run

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/stage"
)

// unit is a hidden unit: two weights, a bias, and what it adds to either output.
type unit [5]float32

// learned are the units of two networks that learned a task, and their outputs' biases.
func learned(t *testing.T) (units [2][]unit, biases [2][]float32) {
	t.Helper()
	r, _ := conduct(t, "n=60&nt=30&net=4&steps=400&match=none&lambdas=3", local(2), true)
	m := r.Experiment.MLP()
	for k, theta := range r.Models {
		in, out := m.Weight(theta, 1), m.Weight(theta, 2)
		for i, b := range m.Bias(theta, 1) {
			units[k] = append(units[k], unit{in[2*i], in[2*i+1], b, out[i], out[4+i]})
		}
		biases[k] = m.Bias(theta, 2)
	}
	return units, biases
}

// foreign is a link of two networks that somebody brought, which it puts on the shelf.
func foreign(t *testing.T, units [2][]unit, biases [2][]float32, rest string) string {
	t.Helper()
	n := len(units[0])
	link := fmt.Sprintf("n=60&nt=30&net=%d&lambdas=3&restarts=2&models=file&"+
		"files=0000000000000000,1111111111111111&%s", n, rest)
	e := experiment(t, link)
	m := e.MLP()
	answer := new(own.Networks)
	for _, w := range e.Wants() {
		answer.Want = w.Name()
	}
	for k := range units {
		theta := make([]float32, m.Params())
		for i, u := range units[k] {
			copy(m.Weight(theta, 1)[2*i:], u[:2])
			m.Bias(theta, 1)[i] = u[2]
			m.Weight(theta, 2)[i], m.Weight(theta, 2)[n+i] = u[3], u[4]
		}
		copy(m.Bias(theta, 2), biases[k])
		answer.Each = append(answer.Each, own.Network{
			File: own.File{Name: fmt.Sprint(k), SHA256: fmt.Sprint(k)}, Theta: theta})
	}
	own.Put(answer)
	return link
}

// What says that π(B) is not the function that B is.
const unlikeB = `^there is no path: π\(B\) is not the function that B is: outputs of up to \S+ differ by up to \S+$`

// refused checks that a matching is not used and why is said, and that the rest of the experiment goes on.
func refused(t *testing.T, r *Run, heard *listener, method string) {
	t.Helper()
	for k, p := range r.Result.Pairs {
		if p.Method != method {
			assert.Empty(t, p.Note, p.Method)
			assert.True(t, p.Barrier.Test.Loss.Exists(), p.Method)
			continue
		}
		assert.Regexp(t, unlikeB, p.Note)
		assert.Greater(t, float64(p.FunctionError), 1e-2)
		assert.False(t, p.Barrier.Test.Loss.Exists())
		assert.False(t, p.Midpoint.Test.Accuracy.Exists())
		for _, restart := range p.Restarts {
			assert.False(t, restart.Barrier.Exists())
		}
		assert.Nil(t, r.Pairs[k].Plane)
	}
	assert.Contains(t, result.Finding(r.Result, 2, "B", method), "π(B) is not the function that B is")
	var noted bool
	for _, m := range heard.shown {
		if c, ok := m.(*stage.Curves); ok && strings.HasPrefix(c.Method, method) {
			assert.Empty(t, c.TestLoss, "a curve of %s is drawn", c.Method)
			noted = noted || c.Note != ""
		}
	}
	assert.True(t, noted, "the figures are not told")
	for _, f := range r.Files() {
		if strings.HasPrefix(f.Name, "B-"+method) {
			assert.Contains(t, f.Name, "permutation", "a network that is not B's function goes out")
		}
	}
	_, err := json.Marshal(r.Result)
	assert.NoError(t, err)
}

// Two units of B cancel to the last digit as long as they stand side by side, and swallow what is summed between them:
// what is the same function on paper is none in float32, and no path is drawn to it.
func TestCancellingNetworksAreRefused(t *testing.T) {
	units, biases := learned(t)
	a, b := units[0], units[1]
	const large = 1e8
	units[0] = append(append([]unit{{1, 1, 9, 50, 0}}, a...), unit{1, 1, 9, -50, 0})
	units[1] = append([]unit{{1, 1, 9, large, 0}, {1, 1, 9, -large, 0}}, b...)
	r, heard := conduct(t, foreign(t, units, biases, "match=wm"), local(2), false)
	p := r.Result.Pairs[1].Permutation[0]
	assert.Equal(t, []int{0, 1}, []int{p[0], p[5]}, "they are matched to the first and the last")
	refused(t, r, heard, "wm")
}

// wrong is a crew whose searches answer with an element of the group of another activation.
type wrong struct{ lab.Crew }

func (c wrong) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) ([]wire.Message, error) {
	outcomes, err := c.Crew.Do(ctx, jobs, report)
	for _, m := range outcomes {
		if m, ok := m.(*job.Matched); ok {
			for k := range m.Signs {
				m.Signs[k] = [][]int{{-1, 1, 1, 1}} // tanh is odd; ReLU is not
			}
		}
	}
	return outcomes, err
}

// A search that answers with the symmetry of another activation has changed the function: the check says so, whatever
// made the matching. Of networks that are trained here the symmetry is known.
func TestTheSymmetryOfAnotherActivationIsRefused(t *testing.T) {
	units, biases := learned(t)
	link := foreign(t, units, biases, "act=relu&match=group")
	good, _ := conduct(t, link, local(2), false)
	assert.Empty(t, good.Result.Pairs[1].Note)
	bad, heard := conduct(t, link, wrong{local(2)}, false)
	refused(t, bad, heard, "group")
}
