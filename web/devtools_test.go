package web_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// What only tests need comes from npm into .cache/, is not part of the site and not committed: axe-core judges
// accessibility, commonmark renders the course's Markdown.
var devPackages = []string{"axe-core@4.14.1", "commonmark@0.31.2"}

var installed = sync.OnceValues(func() (string, error) {
	folder, err := filepath.Abs("../.cache/npm")
	if err != nil {
		return "", err
	}
	if complete(folder) {
		return folder, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	c := exec.Command("npm", append([]string{"install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix",
		folder}, devPackages...)...)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	return folder, c.Run()
})

func complete(folder string) bool {
	for _, name := range []string{"axe-core/axe.min.js", "commonmark/package.json"} {
		if _, err := os.Stat(filepath.Join(folder, "node_modules", name)); err != nil {
			return false
		}
	}
	return true
}

// devTools returns the folder above node_modules.
func devTools(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil && !complete("../.cache/npm") {
		t.Fatal(
			"npm is missing, which fetches axe-core and commonmark for these tests: on Debian, sudo apt-get install " +
				"-y npm")
	}
	folder, err := installed()
	if err != nil {
		t.Fatalf("npm could not install %v: %v", devPackages, err)
	}
	return folder
}
