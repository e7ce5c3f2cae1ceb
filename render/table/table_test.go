package table_test

import (
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render/table"
)

// What a table holds reads back as it was meant: names with commas, quotes and line breaks, numbers to their last bit.
func TestTablesReadBack(t *testing.T) {
	tab := table.New()
	tab.Row("a, \"b\"", "line\nbreak", "", "π(B)")
	tab.Row(0.1, float32(0.1), -3, math.NaN())
	rows, err := csv.NewReader(strings.NewReader(string(tab.Bytes()))).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"a, \"b\"", "line\nbreak", "", "π(B)"}, {"0.1", "0.1", "-3", "NaN"}}, rows)
	assert.PanicsWithValue(t, "table: a cell cannot hold a bool", func() { tab.Row(true) })
}
