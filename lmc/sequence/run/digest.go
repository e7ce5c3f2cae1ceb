package run

import (
	"onebasin/lmc/digest"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/result"
)

// digest hashes what the promise of a link is about: the models; the checkpoints of A and B, the barriers without a
// permutation, and of every search its permutations and their barriers; the barriers between all networks; of every
// level its networks, permutation and barriers, and B under every mask.
func (c *conductor) digest() error {
	d, r := digest.New(), c.out.Result
	for _, theta := range c.out.Models {
		if err := c.out.yield(c.ctx); err != nil {
			return err
		}
		d.Parameters(theta)
	}
	for _, thetas := range c.out.Checkpoints {
		for _, theta := range thetas {
			if err := c.out.yield(c.ctx); err != nil {
				return err
			}
			d.Parameters(theta)
		}
	}
	rows(d, r.Checkpoints.None)
	for _, s := range append([]result.Search{r.Checkpoints.Search}, r.Checkpoints.Beside...) {
		for t, p := range s.Found {
			d.Permutation(p)
			d.Numbers(s.Barrier.Loss[t]...)
			d.Numbers(s.Barrier.Accuracy[t]...)
		}
		d.Permutation(s.ForAll)
		rows(d, s.Stacked)
	}
	if s := r.Strong; s != nil {
		for _, m := range [][][]measure.Excess{s.None, s.Direct, s.Via, s.Joint} {
			for _, line := range m {
				excesses(d, line...)
			}
		}
	}
	for k, l := range c.out.Levels {
		if err := c.out.yield(c.ctx); err != nil {
			return err
		}
		for _, theta := range l.Networks {
			d.Parameters(theta)
		}
		entry := r.Pruning[k]
		d.Permutation(entry.Permutation)
		excesses(d, entry.Barrier.None, entry.Barrier.Dense, entry.Barrier.Level)
		for _, m := range l.Masked {
			d.Parameters(m.Theta)
		}
	}
	c.out.Result.Digest = d.Text()
	return nil
}

func rows(d digest.Digest, r result.Row) {
	d.Numbers(r.Loss...)
	d.Numbers(r.Accuracy...)
}

func excesses(d digest.Digest, all ...measure.Excess) {
	for _, x := range all {
		d.Numbers(x.Loss, x.Accuracy)
	}
}
