package run

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// Outcomes stand where their jobs stood, whoever was done first.
func TestLocalKeepsTheOrder(t *testing.T) {
	e := experiment(t, "n=30&nt=30&net=3&steps=4&seeds=1,2,3,4,5,6,7,8").Fragment()
	var jobs []wire.Message
	for i := range 8 {
		jobs = append(jobs, &job.Train{Experiment: e, Model: 7 - i})
	}
	heard := make([]float64, 8)
	want, err := local(1).Do(context.Background(), jobs, func(i int, f float64, _ string) { heard[i] = f })
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 1, 1, 1, 1, 1, 1, 1}, heard, "every job is reported to its end")
	got, err := local(3).Do(context.Background(), jobs, func(int, float64, string) {})
	require.NoError(t, err)
	for i := range want {
		require.Equal(t, wire.Encode(want[i]), wire.Encode(got[i]))
	}
	assert.NotEqual(t, wire.Encode(want[0]), wire.Encode(want[1]))
	none, err := local(2).Do(context.Background(), nil, nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestStoppedCrewBeginsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	jobs := []wire.Message{&job.Train{Experiment: experiment(t, small).Fragment()}}
	out, err := local(2).Do(ctx, jobs, func(int, float64, string) { t.Error("a job was begun") })
	assert.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, out)
}

// The first of equal objectives wins, and its number counts from the first part on.
func TestMergeByHand(t *testing.T) {
	perm := func(i int) [][]int { return [][]int{{i}} }
	part := func(best int, objectives ...float64) *job.Matched {
		m := &job.Matched{Permutation: perm(best), Best: best, Objectives: objectives}
		for k := range objectives {
			m.Sweeps = append(m.Sweeps, 10*best+k)
			m.Permutations = append(m.Permutations, perm(100*best+k))
			m.Signs, m.Scales, m.Merits = append(m.Signs, nil), append(m.Scales, nil), append(m.Merits, objectives[k])
		}
		return m
	}
	m := merge([]*job.Matched{part(1, 2, 5, 5), part(3, 5), part(5, 1, 7, 6), part(8, 0, 7)})
	assert.Equal(t, 5, m.restart)
	assert.Equal(t, measure.Number(7), m.all[m.restart].Objective)
	assert.Equal(t, 51, m.all[m.restart].Sweeps)
	assert.Equal(t, symmetry.Permutation(perm(501)), m.element.Permutation)
	require.Len(t, m.all, 9)
	require.Len(t, m.elements, 9)
	for k, o := range []float64{2, 5, 5, 5, 1, 7, 6, 0, 7} {
		assert.Equal(t, measure.Number(o), m.all[k].Objective)
	}
	assert.Equal(t, symmetry.Permutation(perm(801)), m.elements[8].Permutation)
}

func TestChunks(t *testing.T) {
	for _, c := range []struct {
		n, parts int
		want     [][2]int
	}{{5, 2, [][2]int{{0, 2}, {2, 5}}}, {2, 5, [][2]int{{0, 1}, {1, 2}}},
		{4, 4, [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}}}, {1, 1, [][2]int{{0, 1}}}} {
		assert.Equal(t, c.want, lab.Chunks(c.n, c.parts))
	}
}
