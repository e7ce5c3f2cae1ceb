package chart_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab/chart"
)

func TestStudiesAreFoundByNameAndByChart(t *testing.T) {
	all := []chart.Study{{Name: "why", Charts: []chart.Announced{{Name: "gamma"}}},
		{Name: "many", Charts: []chart.Announced{{Name: "cycles"}, {Name: "joint"}}}}
	s, ok := chart.StudyNamed(all, "many")
	assert.True(t, ok)
	assert.Equal(t, all[1], s)
	s, ok = chart.StudyOf(all, "gamma")
	assert.True(t, ok)
	assert.Equal(t, "why", s.Name)
	for _, find := range []func([]chart.Study, string) (chart.Study, bool){chart.StudyNamed, chart.StudyOf} {
		s, ok = find(all, "no such")
		assert.False(t, ok)
		assert.Zero(t, s)
	}
}
