package job_test

import (
	"testing"

	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/lmc/match/job"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, job.Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, job.Messages()) }
