package files

import (
	"bufio"
	"io"
	"strconv"

	"onebasin/toynets"
)

// CSV writes the examples of d, one a line: the features, each in the shortest decimal that reads back to the same
// float32, then the label. The first line names the columns x0, x1, …, label.
func CSV(w io.Writer, d toynets.Data) error {
	b := bufio.NewWriter(w)
	for j := range d.Dim {
		b.WriteString("x" + strconv.Itoa(j) + ",")
	}
	b.WriteString("label\n")
	var line []byte
	for i, y := range d.Y {
		line = line[:0]
		for _, x := range d.X[i*d.Dim : (i+1)*d.Dim] {
			line = strconv.AppendFloat(line, float64(x), 'g', -1, 32)
			line = append(line, ',')
		}
		line = strconv.AppendInt(line, int64(y), 10)
		b.Write(append(line, '\n'))
	}
	return b.Flush()
}
