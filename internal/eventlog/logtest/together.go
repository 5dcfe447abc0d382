package logtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"convene/internal/eventlog"
)

func follow(t *testing.T, l Log) {
	head := Append(t, l, "w", eventlog.Head{}, "one")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	got := make(chan string)
	ended := make(chan error, 1)
	go func() {
		for r, err := range l.Follow(ctx, "w", 1) {
			if err != nil {
				ended <- err
				return
			}
			got <- string(r.Payload)
		}
		ended <- nil
	}()
	if s := <-got; s != "one" {
		t.Fatalf("first came %q", s)
	}
	for i := range 50 {
		Append(t, l, "another", eventlog.Head{Seq: 0}, "x")
		head = Append(t, l, "w", head, fmt.Sprint(i))
		if s := <-got; s != fmt.Sprint(i) {
			t.Fatalf("after %d came %q", i, s)
		}
		if err := l.Delete(t.Context(), "another"); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("follow ended with %v", err)
	}
}

func many(t *testing.T, l Log) {
	const workshops, batches = 20, 20
	var wg sync.WaitGroup
	for w := range workshops {
		wg.Go(func() {
			name := fmt.Sprint("w", w)
			at := eventlog.Head{}
			for i := range batches {
				b := Batch(at, fmt.Sprint(i))
				next, err := l.Append(t.Context(), name, b)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				if _, err := l.Append(t.Context(), name, Batch(at, "no")); err == nil {
					t.Errorf("%s: a stale batch was taken", name)
				}
				at = next
			}
		})
	}
	wg.Wait()
	for w := range workshops {
		if got := strings.Join(Texts(t, l, fmt.Sprint("w", w)), " "); !strings.HasSuffix(got, " 19") || strings.Contains(got, "no") {
			t.Errorf("workshop %d has %s", w, got)
		}
	}
}

func stopEarly(t *testing.T, l Log) {
	head := Append(t, l, "w", eventlog.Head{}, slices.Repeat([]string{"x"}, 2000)...)
	seen := 0
	for _, err := range l.Read(t.Context(), "w", 1) {
		if err != nil {
			t.Fatal(err)
		}
		// Writing while reading must not wait for the reader.
		head = Append(t, l, "w", head, "y")
		if seen++; seen == 3 {
			break
		}
	}
	if got := len(Records(t, l, "w", 1)); got != 2003 {
		t.Errorf("%d events in the end", got)
	}
}
