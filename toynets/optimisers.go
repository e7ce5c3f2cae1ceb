package toynets

import "onebasin/toynets/kernel"

// Optimiser is one entry of the registry of update rules.
type Optimiser struct {
	Name  string // as in a link
	Title string // as in a menu
	Help  string // one sentence for a student

	Momentum bool // reads Recipe.Momentum
}

// Optimisers returns the update rules in the order of a menu. The slice is new at every call.
func Optimisers() []Optimiser {
	return []Optimiser{
		{
			Name: "sgd", Title: "SGD", Momentum: true,
			Help: "Stochastic gradient descent with momentum: one rate for every parameter.",
		},
		{
			Name: "adam", Title: "Adam",
			Help: "A step size for every parameter from running means of its gradient and squared gradient (Kingma, " +
				"Ba, 2014); weight decay joins the gradient.",
		},
		{
			Name: "adamw", Title: "AdamW",
			Help: "Adam with decoupled weight decay: parameters shrink by a factor beside the step " +
				"(Loshchilov, Hutter, 2017).",
		},
	}
}

// update is the function behind an entry of Optimisers, apart from them: the stages that move the trainer's parameters
// by its gradient; nil when there is none. A program that only names optimisers does not carry it.
func update(name string) func(*Trainer) {
	switch name {
	case "sgd":
		return updateSGD
	case "adam":
		return updateAdam
	case "adamw":
		return updateAdamW
	}
	return nil
}

// Adam's constants, the defaults of the paper and of PyTorch.
const (
	adamBeta1 = 0.9
	adamBeta2 = 0.999
	adamEps   = 1e-8
)

func updateSGD(t *Trainer) {
	for t.cut.More(len(t.theta), elementCost) {
		i, j := t.cut.Range()
		kernel.SGD(float32(t.recipe.LR), float32(t.recipe.Momentum), float32(t.recipe.WeightDecay),
			t.theta[i:j], t.grad[i:j], t.first[i:j])
	}
}

func updateAdam(t *Trainer)  { t.adam(false) }
func updateAdamW(t *Trainer) { t.adam(true) }

// adam makes one step of Adam (arXiv:1412.6980) or, decoupled, AdamW (arXiv:1711.05101). The powers βᵗ of the bias
// corrections are repeated products: math.Pow has not the same bits everywhere.
func (t *Trainer) adam(decoupled bool) {
	for t.cut.More(1, 0) {
		t.power1 = float64(t.power1 * adamBeta1)
		t.power2 = float64(t.power2 * adamBeta2)
	}
	step := kernel.AdamStep{
		LR: float32(t.recipe.LR), Beta1: adamBeta1, Beta2: adamBeta2, Eps: adamEps,
		Correct1: float32(1 - t.power1), Correct2: float32(1 - t.power2),
		WeightDecay: float32(t.recipe.WeightDecay), Decoupled: decoupled,
	}
	for t.cut.More(len(t.theta), elementCost) {
		i, j := t.cut.Range()
		kernel.Adam(step, t.theta[i:j], t.grad[i:j], t.first[i:j], t.second[i:j])
	}
}
