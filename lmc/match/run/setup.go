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
	s := &stage.Setup{Planar: task.Planar, Image: task.Image, Side: e.Side, Classes: test.Classes}
	shown := 0
	switch {
	case task.Planar:
		shown = min(test.N, shownPoints)
	case task.Image:
		shown = min(test.N, shownImages)
	}
	s.X, s.Y = test.X[:shown*test.Dim], test.Y[:shown]
	return s
}
