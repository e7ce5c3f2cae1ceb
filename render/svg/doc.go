// Package svg writes marks as an SVG document: text stays text in the typeface's name, pictures are embedded PNGs,
// everything else is a path. The document is self-contained and valid XML.
//
//	_, err := w.Write(svg.Document(480, 320, theme.Background, marks))
package svg
