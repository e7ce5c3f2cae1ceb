package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Every character that the figures' programs write is in the subset: one that is not would be an empty box. Tables are
// written by the page.
func TestEveryCharacterThatFiguresWriteIsThere(t *testing.T) {
	var files []string
	for _, room := range []string{"lmc", "render", "toynets"} {
		err := filepath.WalkDir(filepath.Join("../..", room), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && (strings.HasSuffix(path, "test") || strings.HasSuffix(path, "files") ||
				strings.HasSuffix(path, "reading")) {
				return fs.SkipDir // packages that tests share, and what writes and reads files
			}
			if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && d.Name() != "tables.go" {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	set := token.NewFileSet()
	for _, name := range files {
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
