package assign

import "math"

// The three steps of this file pair most rows for the price of a few passes over w and leave prices (the columns' duals
// V) from which the search goes on. Throughout,
//
//	gain of column j to row i = w[i,j] − price[j],
//
// and a paired row's column is one of largest gain to it.

// reduceColumns sets every column's price to its largest weight and pairs the column with the row that has it, if that
// row is still alone.
//
// Where a few rows own most columns (fewer than n/4 pairs) such prices are a bad start: on products of low rank the
// searches that follow settle five times as many columns as from prices of zero, while on Gram matrices of trained
// networks, where about half the rows find a column, they settle half as many. So there it begins from zero.
func (s *Solver) reduceColumns(n int, w []float64) {
	price, best := s.price, s.bestRow
	for j := range price {
		price[j], best[j] = math.Inf(-1), 0
	}
	for i := range n {
		row := w[i*n:][:len(price)]
		for j, x := range row {
			if x > price[j] {
				price[j], best[j] = x, int32(i)
			}
		}
	}
	pairs := 0
	for j, i := range best {
		if s.colOf[i] < 0 {
			s.colOf[i], s.rowOf[j] = int32(j), i
			pairs++
		}
	}
	if pairs < n/4 {
		s.reset(n)
	}
}

// transfer raises the price of each paired column until its row is indifferent between that column and the second best,
// which makes the column dearer to all other rows and shortens the searches to come.
func (s *Solver) transfer(n int, w []float64) {
	for i, j := range s.colOf {
		if j < 0 {
			continue
		}
		first, second := bestTwo(w[i*n:][:n], s.price)
		if first.at == j && second.at >= 0 {
			s.price[j] += first.gain - second.gain
		}
	}
}

// An offer is a column and its gain to the row that is looking.
type offer struct {
	gain float64
	at   int32
}

// bestTwo returns the column of largest gain and the runner-up, the lower index where gains are equal; at is −1 where
// there is none.
func bestTwo(row, price []float64) (first, second offer) {
	first, second = offer{math.Inf(-1), -1}, offer{math.Inf(-1), -1}
	price = price[:len(row)]
	j := 0
	for ; j+4 <= len(row); j += 4 { // most columns are neither: four are dismissed at a time
		x, p := (*[4]float64)(row[j:]), (*[4]float64)(price[j:])
		g0, g1, g2, g3, bar := x[0]-p[0], x[1]-p[1], x[2]-p[2], x[3]-p[3], second.gain
		if g0 > bar || g1 > bar || g2 > bar || g3 > bar {
			first, second = better(first, second, offer{g0, int32(j)})
			first, second = better(first, second, offer{g1, int32(j + 1)})
			first, second = better(first, second, offer{g2, int32(j + 2)})
			first, second = better(first, second, offer{g3, int32(j + 3)})
		}
	}
	for ; j < len(row); j++ {
		first, second = better(first, second, offer{row[j] - price[j], int32(j)})
	}
	return first, second
}

// better inserts an offer into the best two.
func better(first, second, o offer) (offer, offer) {
	switch {
	case o.gain > first.gain:
		return o, first
	case o.gain > second.gain:
		return first, o
	}
	return first, second
}

// reduceRows lets each free row bid for the column of largest gain: it pays what makes it indifferent to the runner-up,
// and a row that held the column becomes free and bids in turn. Every bid leaves the prices feasible, but rows of
// nearly equal gains can outbid one another by arbitrarily small amounts; so the number of bids is bounded, and the
// search takes over.
func (s *Solver) reduceRows(n int, w []float64) {
	s.free = s.free[:0]
	for i, j := range s.colOf {
		if j < 0 {
			s.free = append(s.free, int32(i))
		}
	}
	if n < 2 {
		return
	}
	later := s.later[:0]
	bids := bidsPerRow * n
	for k, row := range s.free {
		for i := row; i >= 0; {
			if bids == 0 {
				later = append(later, i)
				later = append(later, s.free[k+1:]...)
				s.free, s.later = later, s.free
				return
			}
			bids--
			i, later = s.bid(i, w[int(i)*n:][:n], later)
		}
	}
	s.free, s.later = later, s.free
}

// bidsPerRow bounds reduceRows: on Gram matrices of trained networks (n = 64…512) the bids and the rows searched after
// them add up to about the same number whether a row bids once or four times on average, and to more beyond that.
const bidsPerRow = 2

// bid makes row i bid once. It returns the row that is to bid next, or −1, and the list of rows that are left to the
// search.
func (s *Solver) bid(i int32, row []float64, later []int32) (next int32, left []int32) {
	first, second := bestTwo(row, s.price)
	j := first.at
	evicted := s.rowOf[j]
	if raised := s.price[j] + (first.gain - second.gain); raised > s.price[j] {
		s.price[j] = raised
	} else if evicted >= 0 { // a tie: nothing is gained by taking the column from its row
		if j = second.at; s.rowOf[j] >= 0 {
			return -1, append(later, i)
		}
		evicted = -1
	}
	s.rowOf[j], s.colOf[i] = i, j
	if evicted >= 0 {
		s.colOf[evicted] = -1
	}
	return evicted, later
}
