package memballot_test

import (
	"errors"
	"testing"

	"convene/internal/ballot"
	"convene/internal/ballot/ballottest"
	"convene/internal/ballot/memballot"
)

func TestConformance(t *testing.T) {
	ballottest.Run(t, func(*testing.T) ballottest.Opened {
		b := memballot.New()
		return ballottest.Opened{Box: b, Void: b.Void}
	})
}

func TestPlannedFailure(t *testing.T) {
	b, p := memballot.New(), ballot.Ref{Workshop: "w", Poll: "p"}
	if err := b.Open(t.Context(), p, 8); err != nil {
		t.Fatal(err)
	}
	b.FailNext(ballot.ErrFull)
	if err := b.Put(t.Context(), p, "rosa", []byte("3")); !errors.Is(err, ballot.ErrFull) {
		t.Fatalf("a planned failure gave %v", err)
	}
	if n, _ := b.Count(t.Context(), p); n != 0 {
		t.Fatalf("a failed write left %d answers", n)
	}
	if err := b.Put(t.Context(), p, "rosa", []byte("3")); err != nil {
		t.Fatalf("the one after it: %v", err)
	}
}
