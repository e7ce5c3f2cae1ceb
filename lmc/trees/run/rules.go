package run

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"onebasin/lmc/trees/keys"
	"onebasin/toynets/tree"
)

// mostRules bounds the bytes of an ensemble's rules: no tree is begun after them.
const mostRules = 1 << 20

// rulesHead says how the rules are read.
const rulesHead = `# Hard trees as text: soft trees' questions decided.
# Each share σ(z) is made 1 where z > 0, else 0. Of each tree first its questions stand, by their numbers, then its
# rules, one a leaf: which questions are answered yes and which not, and what the leaf adds to the score of every
# class. An example follows one rule of every tree, and its class is that of the largest sum. x0, x1, … are the
# columns of train.csv and test.csv, classes their labels 0, 1, …
`

// writeRules writes the rules of A, then of every other model as it is matched to A by the first method that has all
// invariances, and of the two merged halfway. Numbers are the shortest decimals that read back to the same float32.
func (r *Run) writeRules(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# experiment: %s\n# build: %s\n# digest: %s\n%s", r.Result.Experiment, r.Result.Build,
		r.Result.Digest, rulesHead)
	if note := r.Result.Models[0].Note; note != "" {
		fmt.Fprintf(b, "\nA has no rules: %s\n", note)
	} else {
		rules(b, r.model, r.Models[0], "A")
	}
	method := r.Experiment.Offered()[1]
	for k := range r.Pairs {
		p, made := &r.Pairs[k], &r.Result.Pairs[k]
		if p.Method.Name() != method {
			continue
		}
		name := made.From + "-" + method
		if made.Note != "" {
			fmt.Fprintf(b, "\n%s has no rules: %s\n", name, made.Note)
			continue
		}
		rules(b, r.model, p.Matched, name)
		rules(b, r.model, r.on(p, 0.5), "A and "+name+" merged halfway")
	}
	return b.Flush()
}

// rules writes the trees of an ensemble.
func rules(b *bufio.Writer, e tree.Ensemble, theta []float32, name string) {
	fmt.Fprintf(b, "\nensemble %s, of %d trees\n", name, e.Trees)
	written := 0
	for t := range e.Trees {
		if written > mostRules {
			fmt.Fprintf(b, "\nand %d trees more, which are not written\n", e.Trees-t)
			return
		}
		text := treeRules(e, theta, t)
		written += len(text)
		b.Write(text)
	}
}

// treeRules are a tree's questions, w·x > −b, and its leaves.
func treeRules(e tree.Ensemble, theta []float32, t int) (text []byte) {
	number := func(v float32) { text = strconv.AppendFloat(text, float64(v), 'g', -1, 32) }
	add := func(s string) { text = append(text, s...) }
	one := alone(e, theta, t)
	e.Trees = 1
	weights, biases, values := e.Weights(one), e.Biases(one), e.LeafValues(one)
	add(fmt.Sprintf("\ntree %d\n", t+1))
	for n := range e.Nodes() {
		add(fmt.Sprintf("question %d:", n+1))
		for f, w := range weights[n*e.Inputs : (n+1)*e.Inputs] {
			switch {
			case w < 0:
				add(" - ")
				w = -w
			case f > 0:
				add(" + ")
			default:
				add(" ")
			}
			number(w)
			add(" x" + strconv.Itoa(f))
		}
		add(" > ")
		number(0 - biases[n])
		add("\n")
	}
	for leaf := range e.Leaves() {
		for k, s := range way(e, leaf) {
			if k > 0 {
				add(" and ")
			}
			if s.no {
				add("not ")
			}
			add(strconv.Itoa(s.node + 1))
		}
		add(":")
		for k := range e.Outputs {
			add(" ")
			if leaf < e.FreeLeaves() {
				number(values[leaf*e.Outputs+k])
			} else {
				add("0") // the last of a modified list
			}
		}
		add("\n")
	}
	return text
}

// answer is what a question is answered on the way to a leaf: no leads to the right.
type answer struct {
	node int
	no   bool
}

// way is the answers that lead to a leaf.
func way(e tree.Ensemble, leaf int) (answers []answer) {
	if e.Arch == tree.List || e.Arch == tree.Modified {
		for n := range min(leaf+1, e.Depth) {
			answers = append(answers, answer{n, n < leaf})
		}
		return answers
	}
	for d := range e.Depth {
		node := d
		if e.Arch == tree.Perfect {
			node = 1<<d - 1 + leaf>>(e.Depth-d)
		}
		answers = append(answers, answer{node, leaf>>(e.Depth-1-d)&1 == 1})
	}
	return answers
}

// rulesSize estimates the bytes of the rules of a run of e.
func rulesSize(e keys.Experiment) int64 {
	m := e.Ensemble()
	one := int64(m.Nodes()*(12+18*(m.Inputs+1)) + m.Leaves()*(13*m.Outputs+8*m.Depth) + 12)
	return headSize + int64(2*len(e.Seeds)-1)*min(int64(m.Trees)*one, mostRules+one)
}
