package vector

// ColumnMeans returns the mean of every column of z, which has n.
func ColumnMeans(z []float32, n int) []float32 {
	sums := make([]float64, n)
	for i, v := range z {
		sums[i%n] += float64(v)
	}
	mean := make([]float32, n)
	for j, s := range sums {
		mean[j] = float32(s / float64(len(z)/n))
	}
	return mean
}

// CentreColumns subtracts shift from every row of z and adds up columns and squares.
func CentreColumns(z, shift []float32, sum, square []float64) {
	for i := 0; i < len(z); i += len(shift) {
		row := z[i : i+len(shift)]
		for j, s := range shift {
			row[j] -= s
			v := float64(row[j])
			sum[j] += v
			square[j] += float64(v * v)
		}
	}
}
