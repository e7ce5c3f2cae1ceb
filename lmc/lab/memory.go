package lab

// Workers returns how many of so many workers may be used, at least one: as many as fit into the limit with the program
// that conducts, each of which holds half of the estimate.
func (l Link) Workers(asked int) int {
	if l.Limit == 0 || l.Memory == 0 {
		return asked
	}
	return int(max(1, min(int64(asked), 2*l.Limit/l.Memory-1)))
}
