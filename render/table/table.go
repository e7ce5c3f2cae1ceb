// Package table writes the numbers behind a figure as CSV.
//
//	t := table.New()
//	t.Row("lambda", "test loss")
//	t.Row(0.5, 1.13)
//	os.Stdout.Write(t.Bytes())
//
// Numbers are printed as short as they read back; what a figure shows rounded is whole here.
package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
)

// Table is lines of text and numbers, of which the first names the columns.
type Table struct {
	to  bytes.Buffer
	csv *csv.Writer
}

// New returns an empty table.
func New() *Table {
	t := &Table{}
	t.csv = csv.NewWriter(&t.to)
	return t
}

// Row adds a line. A cell is a string, an int, a float64 or a float32; Row panics for another type.
func (t *Table) Row(cells ...any) {
	line := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case string:
			line[i] = c
		case int:
			line[i] = strconv.Itoa(c)
		case float64:
			line[i] = strconv.FormatFloat(c, 'g', -1, 64)
		case float32:
			line[i] = strconv.FormatFloat(float64(c), 'g', -1, 32)
		default:
			panic(fmt.Sprintf("table: a cell cannot hold a %T", c))
		}
	}
	t.csv.Write(line) // a buffer refuses nothing
}

// Bytes returns what was written.
func (t *Table) Bytes() []byte {
	t.csv.Flush()
	return t.to.Bytes()
}
