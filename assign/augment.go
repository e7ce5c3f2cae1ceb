package assign

import (
	"math"
	"slices"
)

// augment pairs one more row: it finds the shortest alternating path, in the reduced weights, from the row to a column
// that is still free (Dijkstra's search on a dense graph), turns the path round, and raises the prices of the columns
// it settled so that the duals stay feasible and tight.
//
// The length of a path is the sum of the slacks U[i] + V[j] − w[i,j] along it. A settled column is offered at an
// infinite price: it is then beyond reach, and the inner loop needs no test for it. The rows by which columns are
// reached are not written down on the way; turnPath finds the few that matter.
func (s *Solver) augment(n int, w []float64, start int32) {
	copy(s.offered, s.price)
	for j := range s.key {
		s.key[j] = beyond
	}
	best, _ := bestTwo(w[int(start)*n:][:n], s.price)
	s.rows, s.bases, s.closed = append(s.rows[:0], start), append(s.bases[:0], best.gain), s.closed[:0]
	for {
		t := len(s.closed)
		i := s.rows[t]
		length, j := s.relax(w[int(i)*n:][:n], s.bases[t])
		s.closed, s.dist[j] = append(s.closed, j), length
		i = s.rowOf[j]
		if i < 0 {
			break
		}
		s.rows = append(s.rows, i)
		s.bases = append(s.bases, length+(w[int(i)*n+int(j)]-s.price[j]))
		s.offered[j], s.key[j] = math.Inf(1), beyond
	}
	s.turnPath(n, w)
}

// beyond is the key of +Inf: keys are the bits of distances. For numbers that are not negative the order of the bits as
// integers is the order of the numbers, and an integer minimum needs no branch. (Rounding can make a distance negative
// by an ulp; it then comes first, as it should.)
const beyond = 0x7FF0000000000000

// relax offers every column the way through a row whose paths so far and own gain add up to base, and returns the
// nearest column: the lowest index among equals, but a free column before a paired one, since the search ends there.
func (s *Solver) relax(row []float64, base float64) (length float64, nearest int32) {
	low, at, tied := int64(beyond), 0, false
	price, key := s.offered[:len(row)], s.key[:len(row)]
	j := 0
	for ; j+8 <= len(row); j += 8 { // eight at a time, since a taken jump is dear in wasm
		x, p, k := (*[8]float64)(row[j:]), (*[8]float64)(price[j:]), (*[8]int64)(key[j:])
		k0 := min(k[0], int64(math.Float64bits(base-(x[0]-p[0]))))
		k1 := min(k[1], int64(math.Float64bits(base-(x[1]-p[1]))))
		k2 := min(k[2], int64(math.Float64bits(base-(x[2]-p[2]))))
		k3 := min(k[3], int64(math.Float64bits(base-(x[3]-p[3]))))
		k4 := min(k[4], int64(math.Float64bits(base-(x[4]-p[4]))))
		k5 := min(k[5], int64(math.Float64bits(base-(x[5]-p[5]))))
		k6 := min(k[6], int64(math.Float64bits(base-(x[6]-p[6]))))
		k7 := min(k[7], int64(math.Float64bits(base-(x[7]-p[7]))))
		k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7] = k0, k1, k2, k3, k4, k5, k6, k7
		if m := min(min(min(k0, k1), min(k2, k3)), min(min(k4, k5), min(k6, k7))); m <= low {
			if tied = m == low; !tied {
				low, at = m, j
			}
		}
	}
	for ; j < len(row); j++ {
		m := min(key[j], int64(math.Float64bits(base-(row[j]-price[j]))))
		key[j] = m
		if m <= low {
			if tied = m == low; !tied {
				low, at = m, j
			}
		}
	}
	return math.Float64frombits(uint64(low)), s.among(low, at, tied)
}

// among picks the column of key low: a free one if there is any, else the first. The first is in the eight that begin
// at at; tied tells that later ones may hold it too.
func (s *Solver) among(low int64, at int, tied bool) int32 {
	for s.key[at] != low {
		at++
	}
	if tied || s.rowOf[at] >= 0 {
		for _, j := range s.vacant {
			if s.key[j] == low {
				return j
			}
		}
	}
	return int32(at)
}

// turnPath walks from the column reached last back to the first row of the search and pairs anew along the way, then
// moves the prices. A column was reached by a row whose offer has the very bits of the column's distance; going back
// through the search in order, each row is asked once at most.
func (s *Solver) turnPath(n int, w []float64) {
	t := len(s.closed) - 1
	end := s.closed[t]
	for j := end; ; {
		for math.Float64bits(s.bases[t]-(w[int(s.rows[t])*n+int(j)]-s.price[j])) != math.Float64bits(s.dist[j]) {
			t--
		}
		i := s.rows[t]
		s.rowOf[j], s.colOf[i] = i, j
		if t == 0 {
			break
		}
		t--
		j = s.closed[t]
	}
	at, _ := slices.BinarySearch(s.vacant, end)
	s.vacant = slices.Delete(s.vacant, at, at+1)
	for _, j := range s.closed {
		s.price[j] += s.dist[end] - s.dist[j]
	}
}
