package lab

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"weak"

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

// counted is a worker that notes how many of its kind are inside a job.
type counted struct {
	mu        *sync.Mutex
	now, most *int
}

func (c counted) Start(m wire.Message) Stepper {
	c.mu.Lock()
	defer c.mu.Unlock()
	*c.now++
	*c.most = max(*c.most, *c.now)
	return &countedJob{c, m}
}

type countedJob struct {
	counted
	m wire.Message
}

func (j *countedJob) Step() bool {
	runtime.Gosched()
	j.mu.Lock()
	defer j.mu.Unlock()
	*j.now--
	return false
}
func (j *countedJob) Fraction() float64     { return 0 }
func (j *countedJob) Note() string          { return "" }
func (j *countedJob) Outcome() wire.Message { return j.m }

// Several callers share a crew: each gets its outcomes in its order, and no more jobs are done at once than there are
// workers.
func TestCallersShareACrew(t *testing.T) {
	var mu sync.Mutex
	var now, most int
	l := NewLocal(3, func() Worker { return counted{&mu, &now, &most} })
	var callers sync.WaitGroup
	for range 20 {
		callers.Go(func() {
			var jobs []wire.Message
			for k := range 10 {
				jobs = append(jobs, &wire.Failed{Reason: strconv.Itoa(k)})
			}
			out, err := l.Do(context.Background(), jobs, func(int, float64, string) {})
			assert.NoError(t, err)
			assert.Equal(t, jobs, out)
		})
	}
	callers.Wait()
	assert.LessOrEqual(t, most, 3)
}

// A caller that is stopped takes no worker from the others.
func TestStoppedCallersLeaveTheCrewWhole(t *testing.T) {
	var mu sync.Mutex
	var now, most int
	l := NewLocal(3, func() Worker { return counted{&mu, &now, &most} })
	var callers sync.WaitGroup
	for range 50 {
		ctx, cancel := context.WithCancel(context.Background())
		callers.Go(func() {
			_, err := l.Do(ctx, []wire.Message{&wire.Failed{}, &wire.Failed{}, &wire.Failed{}, &wire.Failed{}},
				func(int, float64, string) { cancel() })
			assert.ErrorIs(t, err, context.Canceled)
		})
	}
	callers.Wait()
	for range 3 {
		<-l.free
	}
	assert.Empty(t, l.free)
}

// large is a job whose outcome is part of it, beside what it computes with.
type large struct {
	scratch []float64
	out     wire.End
}

func (*large) Step() bool              { return false }
func (*large) Fraction() float64       { return 1 }
func (*large) Note() string            { return "" }
func (j *large) Outcome() wire.Message { return &j.out }
func (w largeWorker) Start(wire.Message) Stepper {
	j := &large{scratch: make([]float64, 1<<10)}
	w.mu.Lock()
	defer w.mu.Unlock()
	*w.made = append(*w.made, weak.Make(j))
	return j
}

type largeWorker struct {
	mu   *sync.Mutex
	made *[]weak.Pointer[large]
}

// What a job computed with is gone when it is done, though its outcome is kept.
func TestOutcomesKeepNoSteppers(t *testing.T) {
	w := largeWorker{new(sync.Mutex), new([]weak.Pointer[large])}
	jobs := make([]wire.Message, 20)
	for i := range jobs {
		jobs[i] = &wire.Reveal{}
	}
	out, err := NewLocal(2, func() Worker { return w }).Do(context.Background(), jobs, func(int, float64, string) {})
	require.NoError(t, err)
	runtime.GC()
	for _, j := range *w.made {
		assert.Nil(t, j.Value())
	}
	assert.Len(t, out, 20)
	runtime.KeepAlive(out)
}
