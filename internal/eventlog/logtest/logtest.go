// Package logtest is the conformance suite of eventlog: every implementation
// passes all of it. It is for tests only, and waits for states, never for time.
package logtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"convene/internal/eventlog"
)

// Log is what an implementation offers the suite.
type Log interface {
	eventlog.Log
	eventlog.Snapshots
}

// Run runs the suite; open makes an empty log for one test and cleans up by
// itself.
func Run(t *testing.T, open func(t *testing.T) Log) {
	for name, test := range map[string]func(*testing.T, Log){
		"what is appended is read in order":      appendAndRead,
		"payloads are any bytes":                 anyBytes,
		"workshops are apart":                    workshopsApart,
		"a wrong place is a conflict":            conflict,
		"one of two appends at a place wins":     race,
		"a batch appended twice is there once":   idempotent,
		"an earlier owner is fenced":             fenced,
		"a batch is refused for what it is":      refused,
		"follow gives what is there and comes":   follow,
		"redact takes the payload and no link":   redact,
		"redact is refused whole":                redactPastHead,
		"snapshots are of a fold and a chain":    snapshots,
		"redact takes snapshots from there on":   redactSnapshots,
		"what is redacted is not saved again":    redactBeforeSave,
		"list and delete":                        listAndDelete,
		"many workshops append at once":          many,
		"a reader who stops early stops reading": stopEarly,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// Batch makes a batch at a head, with one event of type "said" for each text.
func Batch(at eventlog.Head, texts ...string) eventlog.Batch {
	b := eventlog.Batch{
		ID: rand.Text(), Epoch: 1, Expect: at.Seq, Prev: at.Hash,
		At: time.Date(2031, 3, 4, 15, 6, 7, 89_654_321, time.FixedZone("", -7*3600)),
	}
	for _, text := range texts {
		b.Events = append(b.Events, eventlog.Event{Type: "said", Version: 2, Payload: []byte(text)})
	}
	return b
}

// Append appends texts at a head and fails the test if that fails.
func Append(t *testing.T, l eventlog.Log, workshop string, at eventlog.Head, texts ...string) eventlog.Head {
	t.Helper()
	head, err := l.Append(t.Context(), workshop, Batch(at, texts...))
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return head
}

// Texts reads a whole log; a redacted event is "-".
func Texts(t *testing.T, l eventlog.Log, workshop string) []string {
	t.Helper()
	var texts []string
	for _, r := range Records(t, l, workshop, 1) {
		if r.Redacted {
			texts = append(texts, "-")
			continue
		}
		texts = append(texts, string(r.Payload))
	}
	return texts
}

// Records reads a log from a place on and checks that it has no gap.
func Records(t *testing.T, l eventlog.Log, workshop string, from eventlog.Seq) []eventlog.Record {
	t.Helper()
	var all []eventlog.Record
	for r, err := range l.Read(t.Context(), workshop, from) {
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		if want := from + eventlog.Seq(len(all)); r.Seq != want {
			t.Fatalf("read gave event %d where %d was due", r.Seq, want)
		}
		all = append(all, r)
	}
	return all
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func appendAndRead(t *testing.T, l Log) {
	equal(t, Texts(t, l, "w"), nil)
	head := Append(t, l, "w", eventlog.Head{}, "one", "two")
	if head.Seq != 2 {
		t.Fatalf("head is %d after two events", head.Seq)
	}
	b := Batch(head, "three")
	head, err := l.Append(t.Context(), "w", b)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, Texts(t, l, "w"), []string{"one", "two", "three"})
	got := Records(t, l, "w", 3)
	if len(got) != 1 {
		t.Fatalf("read from 3 gave %d events", len(got))
	}
	r := got[0]
	wantAt := time.Date(2031, 3, 4, 22, 6, 7, 89_000_000, time.UTC)
	if r.Type != "said" || r.Version != 2 || r.BatchID != b.ID || r.Epoch != 1 || r.Redacted || r.At != wantAt {
		t.Errorf("record came back as %+v", r)
	}
	if r.Hash != head.Hash {
		t.Error("the last record's hash is not the head's")
	}
	if at, err := l.Head(t.Context(), "w"); err != nil || at != head {
		t.Errorf("Head is %v, %v; Append said %v", at, err, head)
	}
	if len(Records(t, l, "w", 4)) != 0 || len(Records(t, l, "w", 40)) != 0 {
		t.Error("reading past the head gave events")
	}
}

func anyBytes(t *testing.T, l Log) {
	all := [][]byte{{}, {0}, []byte("a\x00b"), {0xff, 0xfe}, []byte(`{"text":"ñandú 👩‍👧"}`), bytes.Repeat([]byte{7}, 100_000)}
	b := Batch(eventlog.Head{})
	for _, p := range all {
		b.Events = append(b.Events, eventlog.Event{Type: "t", Payload: p})
	}
	if _, err := l.Append(t.Context(), "w", b); err != nil {
		t.Fatal(err)
	}
	for i, r := range Records(t, l, "w", 1) {
		if !bytes.Equal(r.Payload, all[i]) || r.Redacted {
			t.Errorf("payload %d came back otherwise", i)
		}
	}
}

func workshopsApart(t *testing.T, l Log) {
	a := Append(t, l, "a", eventlog.Head{}, "same")
	b := Append(t, l, "b", eventlog.Head{}, "same")
	if a.Hash == b.Hash {
		t.Error("two workshops have one hash: a chain could be moved")
	}
	Append(t, l, "a", a, "more")
	equal(t, Texts(t, l, "b"), []string{"same"})
}

func conflict(t *testing.T, l Log) {
	head := Append(t, l, "w", eventlog.Head{}, "one", "two")
	for name, at := range map[string]eventlog.Head{
		"behind": {}, "ahead": {Seq: 3, Hash: head.Hash}, "another chain": {Seq: 2, Hash: eventlog.Hash{1}},
	} {
		_, err := l.Append(t.Context(), "w", Batch(at, "no"))
		var c *eventlog.Conflict
		if !errors.As(err, &c) || c.Actual != head {
			t.Errorf("%s: got %v", name, err)
		}
	}
	equal(t, Texts(t, l, "w"), []string{"one", "two"})
	Append(t, l, "w", head, "three")
}

func race(t *testing.T, l Log) {
	const rivals = 8
	var wg sync.WaitGroup
	errs := make([]error, rivals)
	for i := range rivals {
		wg.Go(func() {
			_, errs[i] = l.Append(t.Context(), "w", Batch(eventlog.Head{}, fmt.Sprint(i)))
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		var c *eventlog.Conflict
		switch {
		case err == nil:
			won++
		case !errors.As(err, &c) || c.Actual.Seq != 1:
			t.Errorf("a loser heard %v", err)
		}
	}
	if won != 1 || len(Texts(t, l, "w")) != 1 {
		t.Errorf("%d of %d won, log has %q", won, rivals, Texts(t, l, "w"))
	}
}

func idempotent(t *testing.T, l Log) {
	b := Batch(eventlog.Head{}, "one", "two")
	first, err := l.Append(t.Context(), "w", b)
	if err != nil {
		t.Fatal(err)
	}
	Append(t, l, "w", first, "three")
	again, err := l.Append(t.Context(), "w", b)
	if err != nil || again != first {
		t.Fatalf("the same batch again: %v, %v; at first %v", again, err, first)
	}
	equal(t, Texts(t, l, "w"), []string{"one", "two", "three"})
}

func fenced(t *testing.T, l Log) {
	b := Batch(eventlog.Head{}, "one")
	b.Epoch = 3
	head, err := l.Append(t.Context(), "w", b)
	if err != nil {
		t.Fatal(err)
	}
	old := Batch(head, "no")
	old.Epoch = 2
	if _, err := l.Append(t.Context(), "w", old); !errors.Is(err, eventlog.ErrFenced) {
		t.Fatalf("an earlier epoch heard %v", err)
	}
	next := Batch(head, "two")
	next.Epoch = 4
	if _, err := l.Append(t.Context(), "w", next); err != nil {
		t.Fatal(err)
	}
	equal(t, Texts(t, l, "w"), []string{"one", "two"})
}

func refused(t *testing.T, l Log) {
	good := func() eventlog.Batch { return Batch(eventlog.Head{}, "x") }
	for name, spoil := range map[string]func(*eventlog.Batch){
		"no id":     func(b *eventlog.Batch) { b.ID = "" },
		"no epoch":  func(b *eventlog.Batch) { b.Epoch = 0 },
		"no events": func(b *eventlog.Batch) { b.Events = nil },
		"no type":   func(b *eventlog.Batch) { b.Events[0].Type = "" },
	} {
		b := good()
		spoil(&b)
		if _, err := l.Append(t.Context(), "w", b); !errors.Is(err, eventlog.ErrEmpty) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for name, spoil := range map[string]func(*eventlog.Batch){
		"payload": func(b *eventlog.Batch) { b.Events[0].Payload = make([]byte, eventlog.MaxPayload+1) },
		"events":  func(b *eventlog.Batch) { b.Events = slices.Repeat(b.Events, eventlog.MaxBatchEvents+1) },
		"bytes": func(b *eventlog.Batch) {
			b.Events[0].Payload = make([]byte, eventlog.MaxPayload)
			b.Events = slices.Repeat(b.Events, eventlog.MaxBatchBytes/eventlog.MaxPayload+1)
		},
	} {
		b := good()
		spoil(&b)
		var large *eventlog.TooLarge
		if _, err := l.Append(t.Context(), "w", b); !errors.As(err, &large) || large.Have <= large.Limit {
			t.Errorf("%s: got %v", name, err)
		}
	}
	equal(t, Texts(t, l, "w"), nil)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Append(gone, "w", good())
	if written := len(Texts(t, l, "w")) == 1; written != (err == nil) {
		t.Errorf("a caller who left heard %v, written: %v", err, written)
	}
}
