package training

import (
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// Unrated is the rating of what has none.
var Unrated = measure.Rating{Loss: measure.Missing, Accuracy: measure.Missing}

// Rate scores θ on data. Between two rests, which end it by an error, it evaluates blocks of examples for about so many
// parameters.
func Rate(eval *toynets.Evaluator, theta []float32, d toynets.Data, parameters int,
	rest func() error) (measure.Rating, error) {
	s := eval.Begin(theta, d)
	for done := 0; s.Step(); done += len(theta) {
		if done > parameters {
			done = 0
			if err := rest(); err != nil {
				return Unrated, err
			}
		}
	}
	score := s.Score()
	return measure.Rating{Loss: measure.Number(score.Loss), Accuracy: measure.Number(score.Accuracy)}, rest()
}
