package input_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"convene/tui/input"
)

// flood is a client that never stops typing until it is hung up on.
type flood struct{ over <-chan struct{} }

func (f flood) Read(p []byte) (int, error) {
	select {
	case <-f.over:
		return 0, errors.New("hung up")
	default:
		p[0] = 'x'
		return 1, nil
	}
}

// A session that ends while what was typed waits to be read leaves no goroutine
// behind, at whatever moment it ends: the bubble of synctest fails if one stays.
func TestReadEndsWhereverItIs(t *testing.T) {
	for range 2000 {
		synctest.Test(t, func(t *testing.T) {
			over := make(chan struct{})
			ctx, cancel := context.WithCancel(t.Context())
			s := input.Open(ctx, flood{over}, nil, func() {})
			synctest.Wait() // the stream is full, and nobody reads it
			cancel()
			close(over)
			for range s.Events() {
			}
		})
	}
}
