package toynets

import "onebasin/toynets/kernel"

// pass pushes examples through a network up to one of its layers, a block at a time and each in pieces of a few
// milliseconds. It uses its evaluator's buffers, which nothing else may use before its block is done.
type pass struct {
	e        *Evaluator
	theta, x []float32
	n, layer int
	row      int // first of the block at hand
	cut      kernel.Cut
}

// step does a piece of the block at hand. Once that is done it returns the layer's values for the block's m rows, the
// first of which is example i, until the next step; m is 0 before.
func (p *pass) step() (y []float32, i, m int) {
	net, rows := p.e.net, min(p.e.rows, p.n-p.row)
	p.cut.Begin(p.e.piece)
	y = p.x[p.row*net.Widths[0] : (p.row+rows)*net.Widths[0]]
	for l := 1; l <= p.layer; l++ {
		var done bool
		if y, done = p.e.layer(&p.cut, p.theta, y, rows, l); !done {
			return nil, p.row, 0
		}
	}
	p.cut.End()
	i = p.row
	p.row += rows
	return y, i, rows
}

// more reports whether there are examples left.
func (p *pass) more() bool { return p.row < p.n }

// Outputs is Evaluator.Logits, Probabilities or Hidden in steps of a few milliseconds. Its evaluator must not be asked
// anything else before the last.
type Outputs struct {
	pass
	dst     []float32
	softmax bool
}

// BeginLogits begins what Logits does.
func (e *Evaluator) BeginLogits(dst, theta []float32, x []float32, n int) Outputs {
	return e.begin(dst, theta, x, n, e.net.Layers())
}

// BeginProbabilities begins what Probabilities does.
func (e *Evaluator) BeginProbabilities(dst, theta []float32, x []float32, n int) Outputs {
	o := e.begin(dst, theta, x, n, e.net.Layers())
	o.softmax = true
	return o
}

// BeginHidden begins what Hidden does.
func (e *Evaluator) BeginHidden(dst, theta []float32, x []float32, n, layer int) Outputs {
	if layer < 1 || layer >= e.net.Layers() {
		panic("toynets: no such hidden layer")
	}
	return e.begin(dst, theta, x, n, layer)
}

func (e *Evaluator) begin(dst, theta []float32, x []float32, n, layer int) Outputs {
	e.net.check(theta)
	checkRows(dst, n, e.net.Widths[layer])
	checkRows(x, n, e.net.Widths[0])
	return Outputs{pass: pass{e: e, theta: theta, x: x, n: n, layer: layer}, dst: dst}
}

// Step writes some more of the values and reports whether any are left.
func (o *Outputs) Step() (more bool) {
	if !o.more() {
		return false
	}
	if y, i, m := o.step(); m > 0 {
		width := o.e.net.Widths[o.layer]
		dst := o.dst[i*width : (i+m)*width]
		if o.softmax {
			kernel.Softmax(m, width, y, dst)
		} else {
			copy(dst, y)
		}
	}
	return o.more()
}

// checkRows panics unless x holds n rows of the width.
func checkRows(x []float32, n, width int) {
	if n < 0 || len(x) != n*width {
		panic("toynets: matrix of the wrong length")
	}
}
