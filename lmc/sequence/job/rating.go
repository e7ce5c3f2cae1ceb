package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// rateJob rates networks on the training and the test data, a block of examples a step.
type rateJob struct {
	in      instance
	thetas  [][]float32
	eval    *toynets.Evaluator
	scoring toynets.Scoring // of the network that comes after those in out
	test    bool            // on the test data
	out     Rated
}

func (m *Rate) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.Thetas...); err != nil {
		return nil, err
	}
	if len(m.Thetas) == 0 {
		return nil, fmt.Errorf("there is no network to rate")
	}
	return newRating(in, m.Thetas), nil
}

func newRating(in instance, thetas [][]float32) *rateJob {
	r := &rateJob{in: in, thetas: thetas, eval: toynets.NewEvaluator(in.model)}
	r.scoring = r.eval.Begin(thetas[0], in.train)
	return r
}

func (r *rateJob) Step() bool {
	if r.scoring.Step() {
		return true
	}
	score := r.scoring.Score()
	if !r.test {
		r.out.TrainLoss, r.out.TrainAccuracy = append(r.out.TrainLoss, score.Loss), append(r.out.TrainAccuracy,
			score.Accuracy)
		r.test = true
		r.scoring = r.eval.Begin(r.thetas[len(r.out.TestLoss)], r.in.test)
		return true
	}
	r.out.TestLoss, r.out.TestAccuracy = append(r.out.TestLoss, score.Loss), append(r.out.TestAccuracy, score.Accuracy)
	k := len(r.out.TestLoss)
	if k == len(r.thetas) {
		return false
	}
	r.test = false
	r.scoring = r.eval.Begin(r.thetas[k], r.in.train)
	return true
}

func (r *rateJob) Fraction() float64     { return fraction(len(r.out.TestLoss), len(r.thetas)) }
func (r *rateJob) Note() string          { return "Rating checkpoints" }
func (r *rateJob) Outcome() wire.Message { return &r.out }
