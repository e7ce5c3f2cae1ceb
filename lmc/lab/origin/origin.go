// Package origin says where a file comes from: the link that makes it again, the build that made it, the digest of the
// result that it is about. Every file that leaves a page carries it, in the way of its format:
//
//	origin.Origin{Link: "https://…#v=1&…", Build: "…", Digest: "37d55070bba4"}.Comment()
//	// # link: https://…#v=1&…
//	// # build: …
//	// # digest: 37d55070bba4
package origin

import "strings"

// Origin is where a file comes from; what is not known is empty.
type Origin struct{ Link, Build, Digest string }

// Field is a part of an origin by its name.
type Field struct{ Name, Text string }

// Fields are the parts that are known. No text has more than one line.
func (o Origin) Fields() (fields []Field) {
	for _, f := range []Field{{"link", o.Link}, {"build", o.Build}, {"digest", o.Digest}} {
		if f.Text = strings.Join(strings.Fields(f.Text), " "); f.Text != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

// Comment is the origin as lines that begin with "#", as they stand before a table of comma-separated values.
func (o Origin) Comment() string {
	var b strings.Builder
	for _, f := range o.Fields() {
		b.WriteString("# " + f.Name + ": " + f.Text + "\n")
	}
	return b.String()
}

// Read returns the origin whose parts stand on the lines of text.
func Read(text string) Origin {
	lines := append(strings.Split(text, "\n"), "", "", "")
	return Origin{Link: lines[0], Build: lines[1], Digest: lines[2]}
}
