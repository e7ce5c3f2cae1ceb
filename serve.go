// Command onebasin serves the built site: a static server for dist/ that knows the types of its files, sends the
// compressed twin of a file where there is one, and lets a browser keep what has not changed.
//
//	go run . -addr 127.0.0.1:8080 -dir dist
//
// Any other static web host does as well, also in a subfolder (docs/hosting.md); this one needs nothing but Go. It
// listens on the loopback interface unless told otherwise. What it says of a file, its tag and whether a twin holds the
// same, comes from the bytes that are there when somebody asks: times and sizes are not believed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "`host:port` to listen on; port 0 takes a free one")
	dir := flag.String("dir", "dist", "`folder` to serve")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "serve: unexpected argument %q\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := serve(ctx, *addr, *dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

const (
	patience = 30 * time.Second // that a connection may be idle, and that a client may take for the next part of a file
	grace    = 3 * time.Second  // for the requests under way when the server is told to end
)

// serve prints the address and answers until the context ends; requests under way then have a moment, and are cut off.
func serve(ctx context.Context, addr, dir string, out io.Writer) error {
	s, err := open(dir)
	if err != nil {
		return err
	}
	defer s.root.Close()
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken by another program; choose another address with -addr, "+
			"for example -addr 127.0.0.1:0 for any free port", addr)
	} else if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	fmt.Fprintf(out, "One Basin is at http://%s/ (Ctrl-C stops)\n", l.Addr())
	if len(s.manifest().Files) == 0 {
		fmt.Fprintf(out, "%s has no %s, so nothing is sent compressed: a first visit takes several times the bytes. "+
			"./build.sh writes it.\n", dir, manifestName)
	}
	return answer(ctx, l, s)
}

// answer serves a listener until the context ends.
func answer(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: patiently(h), MaxHeaderBytes: 64 << 10,
		ReadTimeout: 10 * time.Second, WriteTimeout: patience, IdleTimeout: patience,
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(last); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return server.Close() // a download that has not come to its end is no fault of ours
}

// patiently gives an answer as long as its client takes some of it now and then: a slow network may load large
// programs, and one who takes nothing holds no connection.
func patiently(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(patientWriter{w, http.NewResponseController(w)}, r)
	})
}

// A patientWriter has no ReadFrom, so that a file goes out in parts.
type patientWriter struct {
	http.ResponseWriter
	connection *http.ResponseController
}

func (w patientWriter) Write(part []byte) (int, error) {
	if err := w.connection.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return 0, err
	}
	return w.ResponseWriter.Write(part)
}
