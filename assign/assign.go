package assign

import (
	"fmt"
	"math"
)

// An Assignment pairs row i with column Perm[i].
type Assignment struct {
	Perm  []int
	Value float64   // Σ_i w[i, Perm[i]], added in row order
	U, V  []float64 // duals of rows and columns: U[i] + V[j] ≥ w[i,j], equal on the assignment, up to rounding
}

// Maximize is Solver.Maximize for a single problem.
func Maximize(n int, w []float64) (Assignment, error) {
	return new(Solver).Maximize(n, w)
}

// A Solver solves one assignment problem after another in the same buffers. The zero value is ready. It is not for
// concurrent use.
type Solver struct {
	price       []float64 // V, the columns' duals
	rowOf       []int32   // the row a column is paired with, or −1
	colOf       []int32   // the column a row is paired with, or −1
	bestRow     []int32   // column reduction: the row of a column's largest weight
	free, later []int32   // rows still without a column

	vacant []int32 // columns still without a row, ascending

	// One search. Row rows[t] was reached by column closed[t−1].
	offered []float64 // prices; +Inf for a settled column
	key     []int64   // tentative distances, as bits
	dist    []float64 // the distance a column was settled at
	closed  []int32   // columns in the order they were settled
	rows    []int32
	bases   []float64 // distance of rows[t] plus its gain from its own column

	arrows []arrow // see Unique
}

// Maximize finds a permutation of largest total weight and its duals:
//
//	perm = argmax_π Σ_i w[i, π(i)]
//
// w is n×n, row-major, and is not changed. The returned slices are fresh: they stay valid after the next call. Where
// several permutations are best, the one found is a function of w alone (every comparison prefers the lower index); a
// constant matrix gives the identity. n = 0 gives an empty assignment.
//
// An entry that is NaN, infinite, or larger in magnitude than Limit(n) is an error that names its row and column.
// Maximize panics if len(w) is not n·n.
//
// The duals are exact when w holds integers below 2^53/(4n); otherwise they satisfy the certificate up to rounding, a
// few units in the last place of the largest |w|.
//
// Time O(n³) at worst, about n² when few rows compete; memory O(n). Shortest augmenting paths after Jonker and
// Volgenant's initialisation (column reduction, reduction transfer, augmenting row reduction): R. Jonker and A.
// Volgenant, A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems, Computing 38 (1987),
// 325–340. The search is the dense one of D. F. Crouse, On implementing 2D rectangular assignment algorithms, IEEE
// Transactions on Aerospace and Electronic Systems 52 (2016), 1679–1696, stated for a maximum.
func (s *Solver) Maximize(n int, w []float64) (Assignment, error) {
	if n < 0 || len(w) != n*n {
		panic("assign: len(w) is not n*n")
	}
	if err := check(n, w); err != nil {
		return Assignment{}, err
	}
	s.reset(n)
	s.reduceColumns(n, w)
	s.transfer(n, w)
	return s.finish(n, w), nil
}

// finish pairs the rows that are still free, from prices at which the paired ones have columns of largest gain.
func (s *Solver) finish(n int, w []float64) Assignment {
	s.reduceRows(n, w)
	s.vacant = s.vacant[:0]
	for j, i := range s.rowOf {
		if i < 0 {
			s.vacant = append(s.vacant, int32(j))
		}
	}
	for _, row := range s.free {
		s.augment(n, w, row)
	}
	return s.assignment(n, w)
}

// Limit returns the largest magnitude an entry of an n×n problem may have. The duals of an assignment problem are sums
// of up to 2n differences of entries, so that below this limit nothing overflows.
func Limit(n int) float64 {
	return math.MaxFloat64 / float64(8*(n+1))
}

func check(n int, w []float64) error {
	limit := Limit(n)
	for k, x := range w {
		if math.Abs(x) <= limit {
			continue
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("assign: the weight in row %d, column %d is %v; weights must be finite numbers",
				k/n, k%n, x)
		}
		return fmt.Errorf("assign: the weight in row %d, column %d is %v; weights of a %d×%d problem "+
			"must not exceed %v", k/n, k%n, x, n, n, limit)
	}
	return nil
}

func (s *Solver) reset(n int) {
	if cap(s.price) < n {
		s.price, s.offered, s.dist, s.key = make([]float64, n), make([]float64, n), make([]float64, n), make([]int64, n)
		s.rowOf, s.colOf, s.bestRow = make([]int32, n), make([]int32, n), make([]int32, n)
	}
	s.price, s.offered, s.dist, s.key = s.price[:n], s.offered[:n], s.dist[:n], s.key[:n]
	s.rowOf, s.colOf, s.bestRow = s.rowOf[:n], s.colOf[:n], s.bestRow[:n]
	for i := range n {
		s.price[i], s.rowOf[i], s.colOf[i] = 0, -1, -1
	}
}

// assignment copies the result out of the buffers. A row's dual is what its column's price leaves of the weight of its
// pair.
func (s *Solver) assignment(n int, w []float64) Assignment {
	a := Assignment{Perm: make([]int, n), U: make([]float64, n), V: make([]float64, n)}
	copy(a.V, s.price)
	for i, j := range s.colOf {
		x := w[i*n+int(j)]
		a.Perm[i] = int(j)
		a.U[i] = x - a.V[j]
		a.Value += x
	}
	return a
}
