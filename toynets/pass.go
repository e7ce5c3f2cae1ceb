package toynets

import "onebasin/toynets/kernel"

// pass pushes examples through a network up to one of its layers, a block at a time and each in pieces of a few
// milliseconds. It uses its evaluator's buffers, which nothing else may use before its block is done.
type pass struct {
	e        *Evaluator
	theta, x []float32
	n, layer int  // a hidden layer, or 0 for the outputs
	row      int  // first of the block at hand
	begun    bool // a piece of it is done
}

// step does a piece of the block at hand. Once that is done it returns the layer's values for the block's m rows, the
// first of which is example i, until the next step; m is 0 before.
func (p *pass) step() (y []float32, i, m int) {
	rows := min(p.e.rows, p.n-p.row)
	x := p.x[p.row*p.e.inputs : (p.row+rows)*p.e.inputs]
	c := &p.e.cut
	if !p.begun {
		*c = kernel.Cut{} // where another pass was left
	}
	c.Begin(p.e.piece)
	var done bool
	if p.layer > 0 {
		y, done = p.e.layered().upTo(c, p.theta, x, rows, p.layer)
	} else {
		y, done = p.e.forward.Logits(c, p.theta, x, rows)
	}
	if p.begun = !done; p.begun {
		return nil, p.row, 0
	}
	i = p.row
	p.row += rows
	return y, i, rows
}

// layered returns what computes the values of hidden layers. It panics for a model that has none.
func (e *Evaluator) layered() *mlpForward {
	f, ok := e.forward.(*mlpForward)
	if !ok {
		panic("toynets: the model has no hidden layers")
	}
	return f
}

func (p *pass) more() bool { return p.row < p.n }

// Outputs is Evaluator.Logits, Probabilities or Hidden in steps of a few milliseconds. Its evaluator must not be asked
// anything else before the last.
type Outputs struct {
	pass
	dst     []float32
	width   int
	softmax bool
}

// BeginLogits begins what Logits does.
func (e *Evaluator) BeginLogits(dst, theta []float32, x []float32, n int) Outputs {
	return e.begin(dst, theta, x, n, 0, e.outputs)
}

// BeginProbabilities begins what Probabilities does.
func (e *Evaluator) BeginProbabilities(dst, theta []float32, x []float32, n int) Outputs {
	o := e.begin(dst, theta, x, n, 0, e.outputs)
	o.softmax = true
	return o
}

// BeginHidden begins what Hidden does.
func (e *Evaluator) BeginHidden(dst, theta []float32, x []float32, n, layer int) Outputs {
	net := e.layered().net
	if layer < 1 || layer >= net.Layers() {
		panic("toynets: no such hidden layer")
	}
	return e.begin(dst, theta, x, n, layer, net.Widths[layer])
}

func (e *Evaluator) begin(dst, theta []float32, x []float32, n, layer, width int) Outputs {
	checkTheta(e.model, theta)
	checkRows(dst, n, width)
	checkRows(x, n, e.inputs)
	return Outputs{pass: pass{e: e, theta: theta, x: x, n: n, layer: layer}, dst: dst, width: width}
}

// Step writes some more of the values and reports whether any are left.
func (o *Outputs) Step() (more bool) {
	if !o.more() {
		return false
	}
	if y, i, m := o.step(); m > 0 {
		width := o.width
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
