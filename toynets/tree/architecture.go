package tree

import "onebasin/toynets/registry"

// Arch is how the nodes and leaves of a tree of depth D hang together.
type Arch uint8

// The architectures.
//
//	Perfect    2^D−1 nodes in breadth-first order, 2^D leaves from left to right
//	Oblivious  D rules, one for all nodes of a depth, and 2^D leaves; rule d decides bit d of a leaf's number, the
//	           most significant first, 0 is left
//	List       D nodes, D+1 leaves: node n's left child is leaf n, its right child node n+1, the last's leaf D
//	Modified   a list whose leaf D is fixed at zero and is no parameter
const (
	Perfect Arch = iota
	Oblivious
	List
	Modified
)

// Architecture is one entry of the registry of architectures.
type Architecture struct {
	Name  string // as in a link
	Title string // as in a menu
	Help  string // one sentence for a student
	Arch  Arch

	MaxDepth int
	Flips    bool // subtrees, or those under a list's last node, may be exchanged
	Orders   bool // rules may be asked in another order
}

// Architectures returns the architectures in the order of a menu. The slice is new at every call.
func Architectures() []Architecture {
	return []Architecture{
		{
			Name: "perfect", Title: "Perfect trees", Arch: Perfect, MaxDepth: 8, Flips: true,
			Help: "Every node has a question of its own: 2^D − 1 of them, and 2^D leaves.",
		},
		{
			Name: "oblivious", Title: "Oblivious trees", Arch: Oblivious, MaxDepth: 5, Flips: true, Orders: true,
			Help: "All nodes of one depth ask the same question: D of them, and 2^D leaves.",
		},
		{
			Name: "list", Title: "Decision lists", Arch: List, MaxDepth: 16, Flips: true,
			Help: "Every question either ends at a leaf or leads to the next question: D of them, and D + 1 leaves.",
		},
		{
			Name: "modified", Title: "Modified lists", Arch: Modified, MaxDepth: 16,
			Help: "A decision list whose last leaf is fixed at zero, so that nothing in it can be exchanged.",
		},
	}
}

// ArchitectureNamed returns the architecture of that name and whether there is one.
func ArchitectureNamed(name string) (Architecture, bool) {
	return registry.Find(Architectures(), func(a Architecture) bool { return a.Name == name })
}
