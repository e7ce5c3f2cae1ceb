package measure

import (
	"fmt"
	"math"
	"slices"
)

// Guessing returns those of the named models that learnt nothing, see [Learnt].
func Guessing(models []Model, classes int, names ...string) (idle []Model) {
	for _, m := range models {
		if slices.Contains(names, m.Name) && m.Train.Loss.Exists() && !Learnt(float64(m.Train.Loss), classes) {
			idle = append(idle, m)
		}
	}
	return idle
}

// Unlearnt says that one or two models learnt nothing; kind is what several are called.
func Unlearnt(models []Model, classes int, kind string) string {
	guess := Amount(Number(math.Log(float64(classes))))
	if len(models) == 1 {
		return fmt.Sprintf("%s did not learn the task: its training loss, %s, is hardly below that of a guess, %s. "+
			"What lies between A and B then says nothing about barriers.", models[0].Name,
			Amount(models[0].Train.Loss), guess)
	}
	return fmt.Sprintf("The %s did not learn the task: their training losses, %s and %s, are hardly below that "+
		"of a guess, %s. What lies between them then says nothing about barriers.", kind,
		Amount(models[0].Train.Loss), Amount(models[1].Train.Loss), guess)
}
