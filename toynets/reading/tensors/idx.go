package tensors

import (
	"encoding/binary"

	"onebasin/toynets/reading"
)

// idxKinds are the third bytes of IDX files.
var idxKinds = map[byte]Kind{8: U8, 9: I8, 11: I16, 12: I32, 13: F32, 14: F64}

// idx reads the format of MNIST's files (LeCun, Cortes, Burges, The MNIST database of handwritten digits): two zeros,
// the kind, the number of dimensions, the sides in 4 bytes each, the values, all big endian.
func idx(file []byte) (Tensor, error) {
	const where = "header of the IDX file"
	t := Tensor{big: true}
	var ok bool
	if t.Kind, ok = idxKinds[file[2]]; !ok {
		return t, reading.Wrong(where, "a kind of number: 8, 9, 11, 12, 13 or 14", "%d", file[2])
	}
	rank := int(file[3])
	if rank > mostRank {
		return t, reading.Wrong(where, reading.Plural(mostRank, "dimension")+" at most", "%d", rank)
	}
	if len(file) < 4+4*rank {
		return t, reading.Advise(reading.Wrong(where, reading.Plural(rank, "side")+" in 4 bytes each", "a file of %s",
			reading.Plural(len(file), "byte")), "the file was probably cut off")
	}
	for d := range rank {
		t.Shape = append(t.Shape, int(min(binary.BigEndian.Uint32(file[4+4*d:]), 1<<31-1)))
	}
	t.raw = file[4+4*rank:]
	size := sizes[t.Kind]
	if n, ok := count(t.Shape, len(t.raw)/size); !ok || n*size != len(t.raw) {
		return t, reading.Advise(reading.Wrong("the IDX file", sides(t.Shape)+" values of "+
			reading.Plural(size, "byte"), "%s", reading.Plural(len(t.raw), "byte")),
			"the file was probably cut off, or was packed twice")
	}
	return t, nil
}
