//go:build !js

package results

import (
	"errors"
	"os"
	"runtime"
	"syscall"

	"github.com/gofrs/flock"
)

// lock bars a results file to other programs. What is locked is an empty file beside it, since the results file itself
// changes its identity when it is put in order.
type lock struct{ on *flock.Flock }

// errLocked is what a second writer gets; errNoLocks means that the file system has no locks, as some clusters' have
// not.
var errLocked, errNoLocks = errors.New("locked by another program"), errors.New("no locks here")

// acquire takes the lock of the results file at path, without waiting for it.
func acquire(path string) (lock, error) {
	for {
		l := lock{flock.New(path+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))}
		ok, err := l.on.TryLock()
		switch {
		case errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.ENOLCK):
			os.Remove(l.on.Path())
			return lock{}, errNoLocks
		case err != nil:
			return lock{}, err
		case !ok:
			return lock{}, errLocked
		}
		// Its last owner may have taken the file away between its being opened and locked; then somebody else could
		// lock a new one.
		mine, err := l.on.Stat()
		there, missing := os.Stat(l.on.Path())
		if err == nil && missing == nil && os.SameFile(mine, there) {
			return l, nil
		}
		l.on.Unlock()
	}
}

// release lets others lock and takes the lock's file away.
func (l lock) release() {
	if l.on == nil {
		return
	}
	// While it is locked: nobody else's is removed. Windows removes no open file; what somebody has opened since stays
	// there.
	os.Remove(l.on.Path())
	l.on.Unlock()
	if runtime.GOOS == "windows" {
		os.Remove(l.on.Path())
	}
}
