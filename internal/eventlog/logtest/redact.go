package logtest

import (
	"errors"
	"testing"

	"convene/internal/eventlog"
)

func redact(t *testing.T, l Log) {
	head := Append(t, l, "w", eventlog.Head{}, "one", "two", "three")
	before := Records(t, l, "w", 1)
	for range 2 { // twice is once
		if err := l.Redact(t.Context(), "w", []eventlog.Seq{2}); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, Texts(t, l, "w"), []string{"one", "-", "three"})
	for i, r := range Records(t, l, "w", 1) {
		if r.Hash != before[i].Hash || r.Type != "said" || r.At != before[i].At {
			t.Errorf("event %d changed in more than its payload", r.Seq)
		}
		if r.Redacted && len(r.Payload) > 0 {
			t.Errorf("event %d is redacted and has a payload", r.Seq)
		}
	}
	Append(t, l, "w", head, "four")
	equal(t, Texts(t, l, "w"), []string{"one", "-", "three", "four"})
}

func redactPastHead(t *testing.T, l Log) {
	head := Append(t, l, "w", eventlog.Head{}, "one", "two")
	for _, wrong := range [][]eventlog.Seq{{1, 3}, {0}, {1, 0}} {
		var c *eventlog.Conflict
		if err := l.Redact(t.Context(), "w", wrong); !errors.As(err, &c) || c.Actual != head {
			t.Errorf("redacting %v: got %v", wrong, err)
		}
	}
	var c *eventlog.Conflict
	if err := l.Redact(t.Context(), "none", []eventlog.Seq{1}); !errors.As(err, &c) {
		t.Errorf("redacting in no log: got %v", err)
	}
	equal(t, Texts(t, l, "w"), []string{"one", "two"})
}

func save(t *testing.T, l Log, at eventlog.Head, fold, data string) {
	t.Helper()
	if err := l.SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: at, Fold: fold, Data: []byte(data)}); err != nil {
		t.Fatal(err)
	}
}

func loaded(t *testing.T, l Log, workshop, fold string) (string, eventlog.Head) {
	t.Helper()
	s, ok, err := l.LoadSnapshot(t.Context(), workshop, fold)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return "none", eventlog.Head{}
	}
	if s.Fold != fold {
		t.Errorf("asked for fold %q, got %q", fold, s.Fold)
	}
	return string(s.Data), s.Head
}

func snapshots(t *testing.T, l Log) {
	one := Append(t, l, "w", eventlog.Head{}, "one")
	two := Append(t, l, "w", one, "two")
	if got, _ := loaded(t, l, "w", "f1"); got != "none" {
		t.Errorf("a snapshot from nowhere: %q", got)
	}
	save(t, l, one, "f1", "state one")
	save(t, l, two, "f1", "state two")
	if got, at := loaded(t, l, "w", "f1"); got != "state two" || at != two {
		t.Errorf("got %q at %d", got, at.Seq)
	}
	save(t, l, two, "f1", "state two again")
	if got, _ := loaded(t, l, "w", "f1"); got != "state two again" {
		t.Errorf("saved twice at a place, got %q", got)
	}
	if got, _ := loaded(t, l, "w", "f2"); got != "none" {
		t.Errorf("another version of the fold got %q", got)
	}
	if got, _ := loaded(t, l, "other", "f1"); got != "none" {
		t.Errorf("another workshop got %q", got)
	}
	for name, at := range map[string]eventlog.Head{
		"no event": {}, "past the head": {Seq: 3, Hash: two.Hash}, "another chain": {Seq: 2, Hash: one.Hash},
	} {
		var c *eventlog.Conflict
		err := l.SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: at, Fold: "f1", Data: []byte("no")})
		if !errors.As(err, &c) || c.Actual != two {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func redactSnapshots(t *testing.T, l Log) {
	one := Append(t, l, "w", eventlog.Head{}, "one")
	two := Append(t, l, "w", one, "two")
	save(t, l, one, "f", "state one")
	save(t, l, two, "f", "state two")
	if err := l.Redact(t.Context(), "w", []eventlog.Seq{2}); err != nil {
		t.Fatal(err)
	}
	if got, at := loaded(t, l, "w", "f"); got != "state one" || at != one {
		t.Errorf("after redacting 2 the snapshot is %q at %d", got, at.Seq)
	}
	if err := l.Redact(t.Context(), "w", []eventlog.Seq{1}); err != nil {
		t.Fatal(err)
	}
	if got, _ := loaded(t, l, "w", "f"); got != "none" {
		t.Errorf("after redacting 1 the snapshot is %q", got)
	}
}

// A state that was folded before a redaction and is saved after it would bring
// back what was taken out.
func redactBeforeSave(t *testing.T, l Log) {
	one := Append(t, l, "w", eventlog.Head{}, "one", "two")
	two := Append(t, l, "w", one, "three")
	if err := l.Redact(t.Context(), "w", []eventlog.Seq{1}); err != nil {
		t.Fatal(err)
	}
	var c *eventlog.Conflict
	err := l.SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: two, Fold: "f", Data: []byte("one two three")})
	if !errors.As(err, &c) || c.Actual != two {
		t.Errorf("saving what was redacted: got %v", err)
	}
	err = l.SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: two, Fold: "f", Redacted: 1, Data: []byte("two three")})
	if err != nil {
		t.Error(err)
	}
	if got, _ := loaded(t, l, "w", "f"); got != "two three" {
		t.Errorf("the snapshot is %q", got)
	}
}

func listAndDelete(t *testing.T, l Log) {
	for _, w := range []string{"b", "a", "w"} {
		head := Append(t, l, w, eventlog.Head{}, "x")
		if w == "w" {
			save(t, l, head, "f", "state")
		}
	}
	got, err := l.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got, []string{"a", "b", "w"})
	for range 2 { // deleting what is gone is no error
		if err := l.Delete(t.Context(), "w"); err != nil {
			t.Fatal(err)
		}
	}
	got, _ = l.List(t.Context())
	equal(t, got, []string{"a", "b"})
	equal(t, Texts(t, l, "w"), nil)
	if s, _ := loaded(t, l, "w", "f"); s != "none" {
		t.Errorf("a deleted workshop has a snapshot %q", s)
	}
	Append(t, l, "w", eventlog.Head{}, "new")
	equal(t, Texts(t, l, "w"), []string{"new"})
}
