//go:build !js

package command

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deaf is a program that is told to stop, and goes on until its input ends.
func deaf() {
	ctx := interruptible()
	fmt.Println("ready")
	<-ctx.Done()
	fmt.Println("told")
	io.Copy(io.Discard, os.Stdin)
}

// The first signal tells the program to stop, the second ends it, whichever they are.
func TestSecondSignalEndsTheProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no program can be sent a signal there")
	}
	for _, signals := range [][2]syscall.Signal{
		{syscall.SIGINT, syscall.SIGINT}, {syscall.SIGTERM, syscall.SIGTERM}, {syscall.SIGINT, syscall.SIGTERM},
	} {
		c := program(t)
		c.Env = append(c.Env, "ONEBASIN_COMMAND=deaf")
		_, err := c.StdinPipe()
		require.NoError(t, err)
		out, err := c.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, c.Start())
		said := bufio.NewScanner(out)
		for k, word := range []string{"ready", "told"} {
			require.True(t, said.Scan())
			require.Equal(t, word, said.Text())
			require.NoError(t, c.Process.Signal(signals[k]))
		}
		require.False(t, said.Scan())
		assert.Error(t, c.Wait())
		status := c.ProcessState.Sys().(syscall.WaitStatus)
		assert.True(t, status.Signaled())
		assert.Equal(t, signals[1], status.Signal())
	}
}
