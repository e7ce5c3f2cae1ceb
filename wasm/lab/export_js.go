//go:build js

package main

import (
	"fmt"

	"onebasin/lmc/lab/jsonwriter"
)

// export answers the page's wish for a figure as a file.
func (g *game) export(text string) {
	var id int
	var figure, format string
	var scale float64
	if _, err := fmt.Sscan(text, &id, &figure, &format, &scale); err != nil {
		return
	}
	f, err := g.app.Export(figure, format, scale)
	answer := map[string]any{"id": id, "name": f.Name, "type": f.Type}
	if err != nil {
		answer = map[string]any{"id": id, "error": err.Error()}
	}
	g.page.Post("exported", string(jsonwriter.JSON(answer)), f.Data)
}
