//go:build js

package main

import (
	"encoding/json"
)

// export answers the page's wish for a figure as a file.
func (g *game) export(text string) {
	var wish struct {
		ID     int     `json:"id"`
		Figure string  `json:"figure"`
		Format string  `json:"format"`
		Scale  float64 `json:"scale"`
	}
	if json.Unmarshal([]byte(text), &wish) != nil {
		return
	}
	f, err := g.app.Export(wish.Figure, wish.Format, wish.Scale)
	answer := map[string]any{"id": wish.ID, "name": f.Name, "type": f.Type}
	if err != nil {
		answer = map[string]any{"id": wish.ID, "error": err.Error()}
	}
	b, err := json.Marshal(answer)
	if err != nil {
		panic("lab: " + err.Error())
	}
	g.page.Post("exported", string(b), f.Data)
}
