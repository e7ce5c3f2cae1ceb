//go:build !js

package report

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program that is told to only says its name.
func TestMain(m *testing.M) {
	if os.Getenv("ONEBASIN_SAY_BUILD") != "" {
		fmt.Print(Build())
		return
	}
	os.Exit(m.Run())
}

// Copies of a program have one name, whatever they are called; a program that differs in one byte has another.
func TestUnnamedProgramIsNamedByItsBytes(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	b, err := os.ReadFile(self)
	require.NoError(t, err)
	name := func(program []byte) string {
		path := filepath.Join(t.TempDir(), "program.exe")
		require.NoError(t, os.WriteFile(path, program, 0o700))
		c := exec.Command(path)
		c.Env = append(os.Environ(), "ONEBASIN_SAY_BUILD=1")
		out, err := c.Output()
		require.NoError(t, err)
		return string(out)
	}
	assert.Regexp(t, `^program-[0-9a-f]{10}$`, Build())
	assert.Equal(t, Build(), name(b))
	assert.NotEqual(t, Build(), name(append(b, 0)))
}
