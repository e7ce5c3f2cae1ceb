package reading

import (
	"bytes"
	"encoding/binary"
)

// Format is a kind of file, as it is called in a sentence.
type Format string

// Formats that can be read.
const (
	Safetensors Format = "safetensors"
	NPY         Format = "npy"
	Zip         Format = "zip" // npz or PyTorch: its members tell
	Gzip        Format = "gzip"
	IDX         Format = "IDX"
	Text        Format = "text" // CSV
)

// unreadable are formats that are known by how they begin, and what to do about them.
var unreadable = []struct{ begins, is, advice string }{
	{"\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes .h5",
		"save the weights with numpy.savez(\"net.npz\", **{v.path: v.numpy() for v in model.weights}) and bring that"},
	{"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", "PyTorch's format from before version 1.6",
		"load it in PyTorch and save it again with torch.save(model.state_dict(), \"net.pt\")"},
	{"\x80\x02", "a bare Python pickle", "pickles can hold code: save tensors as safetensors or npz"},
	{"\x80\x03", "a bare Python pickle", "pickles can hold code: save tensors as safetensors or npz"},
	{"\x80\x04", "a bare Python pickle", "pickles can hold code: save tensors as safetensors or npz"},
	{"\x80\x05", "a bare Python pickle", "pickles can hold code: save tensors as safetensors or npz"},
	{"version https://git-lfs", "a Git LFS pointer in the file's place", "fetch the file itself with git lfs pull"},
	{"GGUF", "a GGUF file", "its numbers are quantised: bring the network from before that"},
	{"\x89PNG", "a PNG picture", "bring all images as one IDX, npz or CSV file"},
	{"\xff\xd8\xff", "a JPEG picture", "bring all images as one IDX, npz or CSV file"},
	{"%PDF", "a PDF document", ""},
	{"BZh", "a bzip2 archive", "unpack it first"},
	{"\xfd7zXZ", "an xz archive", "unpack it first"},
	{"7z\xbc\xaf", "a 7z archive", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"},
	{"\xff\xfe", "text in UTF-16, as Excel's Unicode text", "save it as CSV in UTF-8"},
	{"\xfe\xff", "text in UTF-16", "save it as CSV in UTF-8"},
	{"MATLAB 5.0", "a MATLAB file", "save it as npz or CSV"},
}

// readable is what every error about a format expects.
const readable = "a safetensors, npy, npz, PyTorch (.pt), IDX or CSV file"

// FormatOf tells a file's format from its content. What cannot be read is an error that says what it is.
func FormatOf(file []byte) (Format, error) {
	const where = "beginning of the file"
	if len(file) == 0 {
		return "", Wrong(where, readable, "nothing: the file is empty")
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(file[:min(len(file), 512)], []byte(bom)), " \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<?xml", "<!--"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return "", Advise(Wrong(where, readable, "a web page (%s)", Quote(string(start[:min(40, len(start))]))),
				"the server probably sent an error page in the file's place: open it in a browser to see")
		}
	}
	for _, u := range unreadable {
		if bytes.HasPrefix(file, []byte(u.begins)) {
			return "", Advise(Wrong(where, readable, "%s", u.is), u.advice)
		}
	}
	switch {
	case bytes.HasPrefix(file, []byte("\x93NUMPY")):
		return NPY, nil
	case bytes.HasPrefix(file, []byte("PK\x03\x04")), bytes.HasPrefix(file, []byte("PK\x05\x06")):
		return Zip, nil
	case bytes.HasPrefix(file, []byte("\x1f\x8b")):
		return Gzip, nil
	case len(file) >= 4 && file[0] == 0 && file[1] == 0 && file[2] >= 8 && file[2] <= 14 && file[3] >= 1:
		return IDX, nil
	case len(file) > 8 && file[8] == '{', len(file) >= 8 && plausibleHeader(file):
		return Safetensors, nil
	case isText(file):
		return Text, nil
	}
	return "", Wrong(where, readable, "none of them: it begins with the bytes % x", file[:min(len(file), 8)])
}

// plausibleHeader tells whether a file that does not continue as safetensors does begins as one, with the length of a
// header: then the error is about the header.
func plausibleHeader(file []byte) bool {
	n := binary.LittleEndian.Uint64(file)
	return n <= uint64(len(file)) && bytes.IndexByte(file[:8], 0) >= 0
}

const bom = "\ufeff"

// isText tells whether a file's first kilobytes are text: UTF-8 or a one-byte encoding, without control characters.
func isText(file []byte) bool {
	for _, c := range file[:min(len(file), 4096)] {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
