package text

// masks is how many masks a Cache holds before it starts again: the labels of all figures at one pixel ratio need a few
// hundred.
const masks = 4096

// Cache keeps masks. The zero value is ready. It is bounded by forgetting everything when it is full, which costs one
// slow frame in the rare case and no bookkeeping in the usual one. Not for concurrent use.
type Cache struct{ m map[Key]Mask }

// Mask returns the mask of k, drawing it at the first call.
func (c *Cache) Mask(k Key) Mask {
	if m, ok := c.m[k]; ok {
		return m
	}
	if c.m == nil || len(c.m) >= masks {
		c.m = make(map[Key]Mask, 256)
	}
	m := Rasterize(k)
	c.m[k] = m
	return m
}
