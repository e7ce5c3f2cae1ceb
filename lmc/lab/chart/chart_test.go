package chart_test

import (
	"testing"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire/wiretest"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, chart.Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, chart.Messages()) }
