package stage_test

import (
	"testing"

	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/lmc/match/stage"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, stage.Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, stage.Messages()) }
