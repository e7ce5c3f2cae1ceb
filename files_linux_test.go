package main

import (
	"net/http"
	"os"
	"syscall"
	"testing"
)

// A server that has no file left to open says so: a page that finds its scripts missing would be told something wrong.
func TestTooManyFilesAreNotMissingFiles(t *testing.T) {
	s := testSite(t)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(os.DevNull) // the lowest free number: nothing above it can be opened now
	if err != nil {
		t.Fatal(err)
	}
	few := syscall.Rlimit{Cur: uint64(f.Fd()), Max: limit.Max}
	f.Close()
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &few); err != nil {
		t.Fatal(err)
	}
	r := get(s, "/engine.wasm", "Accept-Encoding", "br")
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", r.StatusCode, body(r))
	}
	if r := get(s, "/engine.wasm", "Accept-Encoding", "br"); r.Header.Get("Content-Encoding") != "br" {
		t.Errorf("afterwards: %d", r.StatusCode)
	}
}
