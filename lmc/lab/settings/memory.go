package settings

import "fmt"

// MaxMemory is the most an experiment may need, in bytes: a browser's tab must live with it.
const MaxMemory = 1 << 30

// Fits refuses an experiment that would need more bytes than may be, and names the keys that make it smaller.
func Fits(bytes int64, keys string) error {
	if bytes > MaxMemory {
		return fmt.Errorf("this experiment would need about %d MB and at most %d MB are allowed; make %s smaller",
			bytes>>20, int64(MaxMemory)>>20, keys)
	}
	return nil
}
