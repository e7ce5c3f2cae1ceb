package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// A wire is a listener in memory, so that the time in which nobody does anything passes at once.
type wire struct {
	dialled chan net.Conn
	closed  chan struct{}
}

func (w wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.dialled:
		return c, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}

func (w wire) Close() error   { close(w.closed); return nil }
func (w wire) Addr() net.Addr { return &net.TCPAddr{} }

func (w wire) dial() net.Conn {
	ours, theirs := net.Pipe()
	w.dialled <- theirs
	return ours
}

// served runs a test against a server on a wire, in a time of its own.
func served(t *testing.T, s *site, f func(t *testing.T, w wire)) {
	synctest.Test(t, func(t *testing.T) {
		w := wire{make(chan net.Conn), make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- answer(ctx, w, s) }()
		f(t, w)
		cancel()
		if err := <-done; err != nil {
			t.Errorf("it ended with %v", err)
		}
	})
}

const request = "GET /big.wasm HTTP/1.1\r\nHost: x\r\n\r\n"

// bigSite holds a program that no buffer between server and client holds.
func bigSite(t *testing.T, size int) *site {
	s := testSite(t)
	put(t, filepath.Join(s.root.Name(), "big.wasm"), strings.Repeat("w", size))
	return s
}

// Who asks for nothing, or for nothing more, does not hold a connection: a hundred of them would be all that a process
// may have.
func TestIdleConnectionsEnd(t *testing.T) {
	served(t, bigSite(t, 100), func(t *testing.T, w wire) {
		begin := time.Now()
		var all []net.Conn
		for k := range 100 {
			c := w.dial()
			all = append(all, c)
			switch k % 3 {
			case 1: // a request that does not come to its end
				io.WriteString(c, request[:20])
			case 2: // one request, then none
				io.WriteString(c, request)
				r, err := http.ReadResponse(bufio.NewReader(c), nil)
				if err != nil || r.StatusCode != 200 {
					t.Fatal(r, err)
				}
				io.Copy(io.Discard, r.Body)
			}
		}
		for k, c := range all {
			if n, err := io.Copy(io.Discard, c); err != nil {
				t.Errorf("connection %d: %d bytes, %v", k, n, err)
			}
		}
		if took := time.Since(begin); took == 0 || took > 2*patience {
			t.Errorf("they ended after %v", took)
		}
	})
}

// Who takes nothing of a file is cut off; a slow network that takes some now and then gets it all, however long that
// lasts.
func TestSlowClients(t *testing.T) {
	const size = 1 << 20
	s := bigSite(t, size)
	for _, c := range []struct {
		name  string
		pause time.Duration
		whole bool
	}{{"slow", patience * 2 / 3, true}, {"still", 2 * patience, false}} {
		t.Run(c.name, func(t *testing.T) {
			served(t, s, func(t *testing.T, w wire) {
				begin := time.Now()
				conn := w.dial()
				io.WriteString(conn, request)
				r, err := http.ReadResponse(bufio.NewReader(conn), nil)
				if err != nil {
					t.Fatal(err)
				}
				got := 0
				for part := make([]byte, 32<<10); ; {
					n, err := io.ReadFull(r.Body, part)
					got += n
					if err != nil {
						break
					}
					time.Sleep(c.pause)
				}
				if (got == size) != c.whole {
					t.Errorf("%d of %d bytes after %v", got, size, time.Since(begin))
				}
				conn.Close()
			})
		})
	}
}

// Told to end in the middle of a download, the server ends, and well.
func TestEndsDuringADownload(t *testing.T) {
	s := bigSite(t, 64<<20)
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "ONEBASIN_SERVE="+s.root.Name())
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill()
	line, err := bufio.NewReader(out).ReadString('\n')
	_, rest, _ := strings.Cut(line, "http://")
	address, _, found := strings.Cut(rest, "/")
	if !found {
		t.Fatalf("it said %q: %v", line, err)
	}
	r, err := http.Get("http://" + address + "/big.wasm")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if _, err := io.ReadFull(r.Body, make([]byte, 1<<10)); err != nil {
		t.Fatal(err)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if _, err := io.Copy(io.Discard, r.Body); !errors.Is(err, io.ErrUnexpectedEOF) &&
		!errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the download ended with %v", err)
	}
}
