package memlog_test

import (
	"errors"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/eventlog/memlog"
)

func TestConformance(t *testing.T) {
	logtest.Run(t, func(*testing.T) logtest.Log { return memlog.New() })
}

func TestPlannedFailures(t *testing.T) {
	l := memlog.New()
	l.FailNext(eventlog.ErrFull)
	l.UnknownNext(true)
	l.UnknownNext(false)

	b := logtest.Batch(eventlog.Head{}, "one")
	if _, err := l.Append(t.Context(), "w", b); !errors.Is(err, eventlog.ErrFull) {
		t.Fatalf("first append: %v", err)
	}
	if got := logtest.Texts(t, l, "w"); len(got) != 0 {
		t.Fatalf("a failed append left %q", got)
	}
	if _, err := l.Append(t.Context(), "w", b); !errors.Is(err, eventlog.ErrUnknown) {
		t.Fatalf("second append: %v", err)
	}
	if got := logtest.Texts(t, l, "w"); len(got) != 1 {
		t.Fatalf("unknown but written left %q", got)
	}
	next := logtest.Batch(eventlog.Head{}, "lost")
	if _, err := l.Append(t.Context(), "w", next); !errors.Is(err, eventlog.ErrUnknown) {
		t.Fatalf("third append: %v", err)
	}
	head, err := l.Append(t.Context(), "w", b)
	if err != nil || head.Seq != 1 || len(logtest.Texts(t, l, "w")) != 1 {
		t.Fatalf("asking again after unknown: %v, %v", head, err)
	}
}
