package input_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"convene/tui/input"
)

// Keys beyond what the meter lets through wait, all in their order.
func TestAFloodOfKeysWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		s := input.Open(t.Context(), strings.NewReader("abcd"), func() time.Duration {
			if n++; n > 2 {
				return time.Minute
			}
			return 0
		}, func() {})
		began, said := time.Now(), ""
		for e := range s.Events() {
			if r, ok := e.Key.Printable(); ok {
				said += string(r)
			}
		}
		if took := time.Since(began); said != "abcd" || took < 2*time.Minute {
			t.Errorf("%q after %v", said, took)
		}
	})
}
