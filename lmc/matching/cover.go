package matching

import (
	"fmt"
	"onebasin/lmc/symmetry"
	"strconv"
	"strings"
)

// exhaustiveWork bounds the multiply-adds of an exhaustive search: a few seconds.
const exhaustiveWork = 500_000_000

// FitsExhaustive returns an error that says what to change if the search would take too long.
func FitsExhaustive(s symmetry.Symmetry) error {
	if _, work := cover(s); work <= exhaustiveWork {
		return nil
	}
	widths := make([]string, len(s.Groups))
	for g, n := range s.Groups {
		widths[g] = strconv.Itoa(n)
	}
	return fmt.Errorf("hidden layers of %s units have too many orders to try them all; make them smaller, as net=7-7",
		strings.Join(widths, "-"))
}

func factorial(n int) float64 {
	f := 1.0
	for k := 2; k <= n; k++ {
		f *= float64(k)
	}
	return f
}

// cover returns the set of groups to try, as bits, such that every coupling has one of them, that takes the fewest
// multiply-adds, and their number.
func cover(s symmetry.Symmetry) (tried int, work float64) {
	once := 0.0 // what tensors of one group alone add, in slower loops
	for _, t := range s.Tensors {
		switch {
		case t.ColGroup == symmetry.Fixed && t.RowGroup != symmetry.Fixed:
			once += float64(4 * t.Rows * t.Rows * t.Cols)
		case t.RowGroup == symmetry.Fixed && t.ColGroup != symmetry.Fixed:
			once += float64(4 * t.Cols * t.Cols * t.Rows)
		}
	}
	best := -1
	for set := range 1 << len(s.Groups) {
		rounds, each := 1.0, 0.0
		for g, n := range s.Groups {
			if set&(1<<g) != 0 {
				rounds *= factorial(n)
			} else {
				each += float64(16 * n * n) // an assignment, which rarely needs n³
			}
		}
		for _, t := range s.Tensors {
			if t.RowGroup == symmetry.Fixed || t.ColGroup == symmetry.Fixed {
				continue
			}
			row, col := set&(1<<t.RowGroup) != 0, set&(1<<t.ColGroup) != 0
			size := float64(t.Rows * t.Cols)
			switch {
			case row && col:
				each += size
			case row:
				each += float64(size * float64(t.Cols))
			case col:
				each += float64(size * float64(t.Rows))
			default:
				rounds = 0 // two coupled groups and neither tried
			}
		}
		if w := once + float64(rounds*(each+8)); rounds > 0 && (best < 0 || w < work) {
			best, work = set, w
		}
	}
	return best, work
}
