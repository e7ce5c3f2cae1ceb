package run

import (
	"fmt"

	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/pruning"
	"onebasin/lmc/sequence/result"
	"onebasin/lmc/symmetry"
)

// The masks of a level that B is trained under beside its own, in the order of their jobs. The sparse one needs the
// level's permutation, so it is trained with the next level.
const (
	maskDense   = "dense"
	maskNone    = "none"
	maskOneShot = "oneshot"
	maskRandom  = "random"
	maskSparse  = "sparse"
)

// prune prunes A and B level by level: of the weights left those of smallest magnitude, over all layers at once; what
// is left goes on from the step of rewinding as it did (Frankle and Carbin, 1803.03635; Frankle et al., 1912.05671).
// Then B is trained under A's masks.
func (c *conductor) prune() error {
	if !c.whole() || c.e.Levels == 0 {
		return nil
	}
	if err := c.dense(); err != nil {
		return err
	}
	for level := 1; level <= c.e.Levels; level++ {
		if err := c.level(level); err != nil {
			return err
		}
		c.show(c.out.pruned())
		c.show(c.out.transported())
		c.audience.Stage("pruned", c.out)
	}
	outcomes, err := c.do("prune", c.sparse(c.e.Levels))
	if err != nil {
		return err
	}
	c.masked(c.e.Levels, []string{maskSparse}[:len(outcomes)], outcomes)
	c.show(c.out.transported())
	return nil
}

// dense is level 0: the networks as they were trained.
func (c *conductor) dense() error {
	all, r := pruning.All(c.out.model), c.out.Result
	c.out.Levels = []Level{{Masks: [2]pruning.Mask{all, all}, Networks: [2][]float32(c.out.Models[:2])}}
	of := func(m measure.Model) result.Ratings { return result.Ratings{Train: m.Train, Test: m.Test} }
	r.Pruning = []result.Level{{Left: 1, A: of(r.Models[0]), B: of(r.Models[1])}}
	last := len(r.Checkpoints.Steps) - 1
	r.Pruning[0].Permutation = r.Checkpoints.Found[last]
	return c.join(0)
}

// level trains a level, with the masks that are known by then.
func (c *conductor) level(level int) error {
	m, before := c.out.model, c.out.Levels[level-1]
	keep := pruning.Left(pruning.Size(m), c.e.Prune, level)
	now := Level{}
	var jobs []wire.Message
	for i := range now.Masks {
		now.Masks[i] = pruning.Magnitude(m, before.Networks[i], before.Masks[i], keep)
		jobs = append(jobs, c.retrain(i, now.Masks[i]))
	}
	names := []string{maskNone, maskOneShot, maskRandom}
	masks := []pruning.Mask{now.Masks[0],
		pruning.Magnitude(m, c.out.Models[1], c.out.Levels[0].Masks[1], keep),
		pruning.Shuffled(m, now.Masks[0], c.e.Stream(fmt.Sprintf("random/%d", level)))}
	if p := c.out.Result.Pruning[0].Permutation; p != nil {
		names, masks = append(names, maskDense), append(masks, pruning.Transport(c.out.sym, now.Masks[0], p))
	}
	for k, mask := range masks {
		jobs = append(jobs, c.retrain(1, mask))
		now.Masked = append(now.Masked, Masked{Name: names[k], Mask: mask})
	}
	earlier := c.sparse(level - 1)
	outcomes, err := c.do("prune", append(jobs, earlier...))
	if err != nil {
		return err
	}
	c.out.Levels = append(c.out.Levels, now)
	entry := result.Level{Level: level, Left: pruning.Share(m, now.Masks[0])}
	for i, into := range []*result.Ratings{&entry.A, &entry.B} {
		t := outcomes[i].(*job.Retrained)
		c.out.Levels[level].Networks[i] = t.Theta
		*into = ratings(t)
		if t.DivergedAt >= 0 && entry.Note == "" {
			entry.Note = "of " + measure.ModelName(i) + ", " + training.Divergence(t.DivergedAt, c.e.LR)
		}
	}
	c.out.Result.Pruning = append(c.out.Result.Pruning, entry)
	c.out.Result.Transport = append(c.out.Result.Transport, result.Transport{Level: level, Left: entry.Left,
		Own: entry.B.Test, Dense: training.Unrated, Sparse: training.Unrated, None: training.Unrated,
		OneShot: training.Unrated, Random: training.Unrated})
	c.masked(level, names, outcomes[2:2+len(names)])
	c.masked(level-1, []string{maskSparse}[:len(earlier)], outcomes[2+len(names):])
	return c.join(level)
}

// retrain is the job of training a model under a mask.
func (c *conductor) retrain(model int, mask pruning.Mask) *job.Retrain {
	return &job.Retrain{Experiment: c.fragment, Model: model, Mask: mask}
}

// sparse is the job of training B under A's mask transported by the level's own permutation, if there is one.
func (c *conductor) sparse(level int) []wire.Message {
	p := c.out.Result.Pruning[level].Permutation
	if level == 0 || p == nil {
		return nil
	}
	l := &c.out.Levels[level]
	mask := pruning.Transport(c.out.sym, l.Masks[0], p)
	l.Masked = append(l.Masked, Masked{Name: maskSparse, Mask: mask})
	return []wire.Message{c.retrain(1, mask)}
}

// masked takes what B became under masks.
func (c *conductor) masked(level int, names []string, outcomes []wire.Message) {
	for k, name := range names {
		t := outcomes[k].(*job.Retrained)
		for i := range c.out.Levels[level].Masked {
			if m := &c.out.Levels[level].Masked[i]; m.Name == name {
				m.Theta = t.Theta
			}
		}
		*c.out.Result.Transport[level-1].Of(name) = ratings(t).Test
	}
}

// ratings are those of a network that was trained again.
func ratings(t *job.Retrained) result.Ratings {
	if t.DivergedAt >= 0 || len(t.Scores) != 4 {
		return result.Ratings{Train: training.Unrated, Test: training.Unrated}
	}
	n := measure.Numbers(t.Scores)
	return result.Ratings{Train: measure.Rating{Loss: n[0], Accuracy: n[1]},
		Test: measure.Rating{Loss: n[2], Accuracy: n[3]}}
}

// join finds the level's permutation, and the barriers without one, with the dense networks' and with it.
func (c *conductor) join(level int) error {
	entry, l := &c.out.Result.Pruning[level], &c.out.Levels[level]
	entry.Barrier = result.LevelBarriers{None: unknown, Dense: unknown, Level: unknown}
	if entry.Note != "" {
		return nil
	}
	a, b := l.Networks[:1], l.Networks[1:]
	if level > 0 {
		search := &job.Match{Experiment: c.fragment, Search: c.e.Match[0], A: a, B: b}
		found, err := c.do("match", []wire.Message{search})
		if err != nil {
			return err
		}
		entry.Permutation = permutation(found[0])
	}
	perms := []symmetry.Permutation{nil, c.out.Result.Pruning[0].Permutation, entry.Permutation}
	into := []*measure.Excess{&entry.Barrier.None, &entry.Barrier.Dense, &entry.Barrier.Level}
	var jobs []wire.Message
	var owner []int
	for k, p := range perms {
		if k == 0 || p != nil {
			jobs = append(jobs, &job.EvaluateLines{Experiment: c.fragment, A: a, B: b, Permutation: p,
				Points: c.e.Lambdas})
			owner = append(owner, k)
		}
	}
	outcomes, err := c.do("path", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		*into[owner[k]] = barriers(lines(m, c.e.Lambdas, []ends{{entry.A.Test, entry.B.Test}}), c.e.Lambdas)[0]
	}
	c.agree(level)
	return nil
}

// agree says how much of A's mask is B's, as it is and transported.
func (c *conductor) agree(level int) {
	entry, l := &c.out.Result.Pruning[level], &c.out.Levels[level]
	share := func(mask pruning.Mask) measure.Number {
		return measure.Number(pruning.Agreement(c.out.model, mask, l.Masks[1]))
	}
	moved := func(p symmetry.Permutation) measure.Number {
		if p == nil {
			return measure.Missing
		}
		return share(pruning.Transport(c.out.sym, l.Masks[0], p))
	}
	entry.Agreement = result.Agreement{None: share(l.Masks[0]), Random: 1,
		Dense: moved(c.out.Result.Pruning[0].Permutation), Sparse: moved(entry.Permutation)}
	for _, m := range l.Masked {
		if m.Name == maskRandom {
			entry.Agreement.Random = share(m.Mask)
		}
	}
}
