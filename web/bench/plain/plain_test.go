package plain

import "testing"

// The loop does its work: a compiler that found it useless would make every ratio infinite.
func TestMultiply(t *testing.T) {
	var a, b, c [side * side]float32
	for i := range side {
		a[i*side+(i+1)%side] = 2 // twice the matrix that moves every row up by one
	}
	for k := range b {
		b[k] = float32(k)
	}
	multiply(&c, &a, &b)
	for k := range c {
		if want := 2 * b[(k+side)%(side*side)]; c[k] != want {
			t.Fatalf("c[%d] = %v, not %v", k, c[k], want)
		}
	}
	if Product() <= 0 {
		t.Error("it takes no time")
	}
}
