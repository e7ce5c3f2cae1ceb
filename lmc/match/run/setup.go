package run

import (
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/toynets"
)

// How many test examples are shown: points in a plane, or images on a sheet.
const (
	shownPoints = 600
	shownImages = 24
)

// setup says what the task is, with the first test examples, which are in random order.
func setup(e keys.Experiment, test toynets.Data) *stage.Setup {
	task, _ := toynets.TaskNamed(e.Data)
	s := &stage.Setup{Planar: e.Planar(), Image: task.Image, Side: e.Side, Classes: test.Classes}
	if d := e.Spec().Own; d != nil {
		s.Image, s.Side = d.Side > 0, d.Side
	}
	shown := 0
	switch {
	case s.Planar:
		shown = min(test.N, shownPoints)
	case s.Image:
		shown = min(test.N, shownImages)
	}
	s.X, s.Y = test.X[:shown*test.Dim], test.Y[:shown]
	return s
}
