package tensors

import (
	"strings"

	"onebasin/toynets/reading"
)

// Read reads a file of arrays; the format is told from the content. The tensors share the file's memory.
func Read(file []byte) (File, error) {
	format, err := reading.FormatOf(file)
	if err != nil {
		return File{}, err
	}
	switch format {
	case reading.Safetensors:
		return safetensors(file)
	case reading.NPY:
		t, err := npy(file, "the npy file")
		if err != nil {
			return File{}, err
		}
		return File{Format: "npy", Tensors: []Tensor{t}, Ordered: true}, nil
	case reading.IDX:
		t, err := idx(file)
		if err != nil {
			return File{}, err
		}
		return File{Format: "IDX", Tensors: []Tensor{t}, Ordered: true}, nil
	case reading.Zip:
		members, err := reading.Unzip(file)
		if err != nil {
			return File{}, err
		}
		return archive(members)
	case reading.Gzip:
		inner, err := reading.Gunzip(file)
		if err != nil {
			return File{}, err
		}
		if f, err := reading.FormatOf(inner); err == nil && f == reading.Gzip {
			return File{}, reading.Wrong("the gzipped file", "a file of tensors inside", "another gzipped file")
		}
		return Read(inner)
	}
	return File{}, reading.Wrong("the file", "arrays: safetensors, npz, npy, PyTorch's .pt or IDX", "%s", format)
}

// archive reads the members of a zip: npz, or what torch.save writes.
func archive(members []reading.Member) (File, error) {
	const where, expected = "members of the zip archive", "arrays (.npy) or PyTorch's data.pkl"
	arrays := 0
	for _, m := range members {
		switch {
		case m.Name == "data.pkl" || strings.HasSuffix(m.Name, "/data.pkl"):
			return pytorch(members, strings.TrimSuffix(m.Name, "data.pkl"))
		case strings.HasSuffix(m.Name, ".npy"):
			arrays++
		case m.Name == "[Content_Types].xml":
			return File{}, reading.Advise(reading.Wrong(where, expected, "an Excel workbook or a document of Office"),
				"save the table as CSV")
		case strings.HasSuffix(m.Name, ".weights.h5"):
			return File{}, reading.Advise(reading.Wrong(where, expected, "a Keras archive with %s",
				reading.Quote(m.Name)), "save the weights with numpy.savez(\"net.npz\", "+
				"**{v.path: v.numpy() for v in model.weights}) and bring that")
		}
	}
	switch {
	case len(members) == 0:
		return File{}, reading.Wrong(where, expected, "nothing: the archive is empty")
	case arrays < len(members):
		for _, m := range members {
			if !strings.HasSuffix(m.Name, ".npy") {
				return File{}, reading.Wrong(where, expected, "%s", reading.Quote(m.Name))
			}
		}
	case arrays > MostTensors:
		return File{}, tooMany(where, arrays)
	}
	file := File{Format: "npz", Ordered: true}
	for _, m := range members {
		name := strings.TrimSuffix(m.Name, ".npy")
		if len(name) > mostName {
			return File{}, longName(name)
		}
		t, err := npy(m.Data, "array "+reading.Quote(name))
		if err != nil {
			return File{}, err
		}
		t.Name = name
		file.Tensors = append(file.Tensors, t)
	}
	return file, nil
}

func tooMany(where string, n int) error {
	return reading.Wrong(where, reading.Plural(MostTensors, "tensor")+" at most", "%d", n)
}

func longName(name string) error {
	return reading.Wrong("name of tensor "+reading.Quote(name), reading.Plural(mostName, "byte")+" at most", "%d",
		len(name))
}
