package reading

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"hash/crc32"
	"io"
	"strings"
)

const (
	// mostRatio is how many times its own size a compressed file may unpack to. Images that are nearly black reach 30,
	// deflate's limit is 1032, and what comes near that is zeros or a bomb.
	mostRatio = 100

	// slack is what may be unpacked whatever the file's size: small files of zeros are no bombs.
	slack = 1 << 20

	// MostBytes is the largest content that is unpacked: what a browser's 32-bit address space bears beside the float32
	// numbers that are made of it.
	MostBytes = 1 << 29

	// MostMembers is how many members an archive may have.
	MostMembers = 20_000
)

// budget is how many bytes a file of n bytes may unpack to.
func budget(n int) int64 { return min(int64(n)*mostRatio+slack, MostBytes) }

const bombAdvice = "so small a file for so much content is no data; if it is, bring it unpacked"

// Member is one file in an archive.
type Member struct {
	Name string
	Data []byte
}

// Unzip returns the members of a zip archive in the order of its directory. Members that are stored, not compressed,
// share the file's memory; folders are left out.
func Unzip(file []byte) ([]Member, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, Advise(Wrong("end of the zip archive", "its directory of members", "none that can be read (%s)",
			strings.TrimPrefix(err.Error(), "zip: ")), "the file was probably cut off: fetch or save it again")
	}
	if len(z.File) > MostMembers {
		return nil, Wrong("directory of the zip archive", Plural(MostMembers, "member")+" at most", "%d", len(z.File))
	}
	left, room := budget(len(file)), uint64(len(file))
	seen := make(map[string]bool, len(z.File))
	members := make([]Member, 0, len(z.File))
	for _, f := range z.File {
		where := "member " + Quote(f.Name) + " of the zip archive"
		switch {
		case seen[f.Name]:
			return nil, Wrong(where, "one member of that name", "two")
		case strings.HasPrefix(f.Name, "/") || strings.Contains(f.Name, `\`) || strings.Contains(f.Name, ".."):
			return nil, Wrong(where, "a plain name", "a path that leads out of the archive")
		case f.Flags&1 != 0:
			return nil, Advise(Wrong(where, "plain content", "encrypted content"), "save it without a password")
		case f.UncompressedSize64 > uint64(left):
			return nil, Advise(Wrong(where, "at most "+Plural(int(left), "byte")+" when unpacked", "%d",
				f.UncompressedSize64), bombAdvice)
		case f.CompressedSize64 > room: // a directory can name one place many times, each to be read anew
			return nil, Advise(Wrong(where, "at most "+Plural(int(room), "byte")+", which other members leave of the "+
				"file", "%d", f.CompressedSize64), "the file is damaged, or was made to take long: save it again")
		}
		room -= f.CompressedSize64
		seen[f.Name] = true
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		data, err := unpack(file, f, where)
		if err != nil {
			return nil, err
		}
		if f.Method != zip.Store {
			left -= int64(len(data))
		}
		members = append(members, Member{f.Name, data})
	}
	return members, nil
}

// unpack returns a member's content, checked against its checksum.
func unpack(file []byte, f *zip.File, where string) ([]byte, error) {
	damaged := func(found string) error {
		return Advise(Wrong(where, Plural(int(f.UncompressedSize64), "byte")+" with the checksum in the directory",
			"%s", found), "the file is damaged: fetch or save it again")
	}
	if f.Method == zip.Store {
		at, err := f.DataOffset()
		if err != nil || at > int64(len(file)) || f.UncompressedSize64 > uint64(int64(len(file))-at) ||
			f.UncompressedSize64 != f.CompressedSize64 {
			return nil, damaged("fewer")
		}
		data := file[at:][:f.UncompressedSize64:f.UncompressedSize64]
		if crc32.ChecksumIEEE(data) != f.CRC32 {
			return nil, damaged("others")
		}
		return data, nil
	}
	if f.UncompressedSize64 > 1032*f.CompressedSize64+64 { // what deflate can reach
		return nil, damaged("fewer: " + Plural(int(f.CompressedSize64), "compressed byte") + " cannot hold them")
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged("content that cannot be unpacked (" + strings.TrimPrefix(err.Error(), "zip: ") + ")")
	}
	defer r.Close() // its tables serve the next member
	data := make([]byte, f.UncompressedSize64)
	if _, err = io.ReadFull(r, data); err == nil {
		_, err = io.ReadFull(r, make([]byte, 1)) // where the checksum is compared
	}
	if err != io.EOF && (err != nil || len(data) > 0) {
		return nil, damaged("others")
	}
	return data, nil
}

// Gunzip returns what a gzipped file holds.
func Gunzip(file []byte) ([]byte, error) {
	const where = "the gzipped file"
	advice := "the file was probably cut off: fetch it again"
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, Advise(Wrong(where, "gzip's header", "none that can be read"), advice)
	}
	most := budget(len(file))
	var b bytes.Buffer
	b.Grow(int(min(most, unpackedSize(file))) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(r, most+1)); err != nil {
		return nil, Advise(Wrong(where, "content that fits its checksum", "%s after %s", broken(err),
			Plural(b.Len(), "byte")), advice)
	}
	if int64(b.Len()) > most {
		return nil, Advise(Wrong(where, "at most "+Plural(int(most), "byte")+" when unpacked", "more"), bombAdvice)
	}
	return b.Bytes(), nil
}

// unpackedSize is the size that the last four bytes of a gzipped file tell, as far as it is possible: deflate packs at
// most 1032 bytes in one.
func unpackedSize(file []byte) int64 {
	var n int64
	for i, c := range file[max(0, len(file)-4):] {
		n |= int64(c) << (8 * i)
	}
	if n > 1032*int64(len(file)) {
		return 0
	}
	return n
}

func broken(err error) string {
	if err == io.ErrUnexpectedEOF {
		return "the file's end"
	}
	return "damage"
}
