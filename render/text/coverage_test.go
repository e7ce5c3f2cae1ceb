package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Every character that the figures' programs write is in the subset: one that is not would be an empty box.
func TestEveryCharacterThatFiguresWriteIsThere(t *testing.T) {
	var files []string
	for _, room := range []string{"lmc", "wasm/app", "wasm/conductor", "render", "toynets"} {
		found, err := filepath.Glob(filepath.Join("../..", room, "*.go"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no files in %s: %v", room, err)
		}
		files = append(files, found...)
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range text {
				if r < ' ' || r == '\u2060' || r == '\ufeff' {
					continue // drawn as nothing
				}
				if r >= runes || regular().index[r] == 0 || bold().index[r] == 0 {
					t.Errorf("%s: %q (%U) is not in the typeface", set.Position(lit.Pos()), r, r)
				}
			}
			return true
		})
	}
}
