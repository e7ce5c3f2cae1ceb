package lab

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
)

// stuck is a worker whose first job's step ends when it may.
type stuck struct {
	begun chan<- struct{}
	may   <-chan struct{}
	first *bool
}

func (s stuck) Start(m wire.Message) Stepper {
	wait := *s.first
	*s.first = false
	return &stuckJob{s, wait, m}
}

type stuckJob struct {
	stuck
	wait bool
	m    wire.Message
}

func (j *stuckJob) Step() bool {
	if j.wait {
		j.begun <- struct{}{}
		<-j.may
	}
	return false
}
func (j *stuckJob) Fraction() float64     { return 0 }
func (j *stuckJob) Note() string          { return "" }
func (j *stuckJob) Outcome() wire.Message { return j.m }

// A crew that is told to stop does not wait for a step that takes long, hears nothing of it any more, and can be used
// again at once.
func TestStoppedCrewWaitsForNobody(t *testing.T) {
	begun, may := make(chan struct{}), make(chan struct{})
	first := true
	l := NewLocal(1, func() Worker { return stuck{begun, may, &first} })
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-begun
		cancel()
	}()
	jobs := []wire.Message{&wire.Failed{Reason: "a"}, &wire.Failed{Reason: "b"}}
	over := false
	out, err := l.Do(ctx, jobs, func(int, float64, string) { assert.False(t, over) })
	over = true
	assert.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, out)
	again, err := l.Do(context.Background(), jobs, func(int, float64, string) {})
	require.NoError(t, err)
	assert.Equal(t, jobs, again)
	close(may)
}
