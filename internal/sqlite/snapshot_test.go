package sqlite_test

import (
	"bytes"
	"errors"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

// large is a state of many parts.
func large(words string) []byte { return bytes.Repeat([]byte(words+" "), 20_000) }

func keep(t *testing.T, s *sqlite.Store, at eventlog.Head, data []byte) {
	t.Helper()
	if err := s.Snapshots().SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: at, Fold: "f", Data: data}); err != nil {
		t.Fatal(err)
	}
}

func newest(t *testing.T, s *sqlite.Store) (eventlog.Snapshot, bool) {
	t.Helper()
	snap, ok, err := s.Snapshots().LoadSnapshot(t.Context(), "w", "f")
	if err != nil {
		t.Fatal(err)
	}
	return snap, ok
}

func change(t *testing.T, s *sqlite.Store, statement string) {
	t.Helper()
	db := raw(t, s.Dir())
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func rows(t *testing.T, s *sqlite.Store, table string) (n int) {
	t.Helper()
	db := raw(t, s.Dir())
	defer db.Close()
	if err := db.QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A state of many parts comes back as it was; of the older ones one stays.
func TestSnapshotsOfManyParts(t *testing.T) {
	s := open(t, folder(t))
	var head eventlog.Head
	for _, words := range []string{"one", "two", "three", "four"} {
		head = logtest.Append(t, s.Log(), "w", head, words)
		keep(t, s, head, large(words))
		if snap, ok := newest(t, s); !ok || snap.Head != head || !bytes.Equal(snap.Data, large(words)) {
			t.Fatalf("%s: came back as %d bytes at %d", words, len(snap.Data), snap.Head.Seq)
		}
	}
	if n := rows(t, s, "snapshots"); n != 2 {
		t.Errorf("%d snapshots stay", n)
	}
	if n := rows(t, s, "snapshot_parts"); n != 4 { // "three" takes two parts, and so does "four"
		t.Errorf("%d parts stay", n)
	}
}

// What is damaged, half written by a process that died, or of another chain is
// not read: the one before it is.
func TestABadSnapshotIsNotRead(t *testing.T) {
	for name, spoil := range map[string]string{
		"a byte":       `UPDATE snapshot_parts SET data = CAST(x'00' || substr(data, 2) AS BLOB) WHERE snapshot = 2 AND n = 0`,
		"a lost part":  `DELETE FROM snapshot_parts WHERE snapshot = 2 AND n = 1`,
		"half written": `UPDATE snapshots SET whole = 0 WHERE id = 2`,
		"moved":        `UPDATE snapshots SET seq = 3, hash = (SELECT hash FROM events WHERE seq = 3) WHERE id = 2`,
		"other chain":  `UPDATE snapshots SET hash = zeroblob(32) WHERE id = 2`,
		"later kept":   `UPDATE snapshots SET redacted = 1 WHERE id = 2`,
	} {
		s := open(t, folder(t))
		one := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
		two := logtest.Append(t, s.Log(), "w", one, "two")
		three := logtest.Append(t, s.Log(), "w", two, "three")
		keep(t, s, one, large("one"))
		keep(t, s, two, large("two"))
		change(t, s, spoil)
		if snap, ok := newest(t, s); !ok || snap.Head != one || !bytes.Equal(snap.Data, large("one")) {
			t.Errorf("%s: came back as %d bytes at %d", name, len(snap.Data), snap.Head.Seq)
		}
		keep(t, s, three, large("three")) // and takes what was half written away
		if snap, _ := newest(t, s); snap.Head != three {
			t.Errorf("%s: the next one came back at %d", name, snap.Head.Seq)
		}
	}
}

// A redaction takes what was half written too, and leaves no byte of it.
func TestRedactLeavesNoByteInASnapshot(t *testing.T) {
	s := open(t, folder(t))
	words := "the-words-of-rosa-delgado"
	one := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "kept")
	two := logtest.Append(t, s.Log(), "w", one, words)
	three := logtest.Append(t, s.Log(), "w", two, "kept too")
	keep(t, s, one, large("kept"))
	keep(t, s, two, large("kept "+words))
	keep(t, s, three, large(words+" kept too"))
	change(t, s, `UPDATE snapshots SET whole = 0 WHERE seq = 3`)
	needle := []byte(words)
	if len(found(t, s.Dir(), needle)) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{2}); err != nil {
		t.Fatal(err)
	}
	if files := found(t, s.Dir(), needle); len(files) > 0 {
		t.Errorf("redacted words are still in %v", files)
	}
	if n := rows(t, s, "snapshot_parts"); n != 0 {
		t.Errorf("%d parts stay", n)
	}
	if n := rows(t, s, "snapshots"); n != 0 {
		t.Errorf("%d snapshots stay", n)
	}
	var c *eventlog.Conflict
	err := s.Snapshots().SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: three, Fold: "f", Data: large(words)})
	if !errors.As(err, &c) {
		t.Errorf("the redacted words were stored again: %v", err)
	}
	if files := found(t, s.Dir(), needle); len(files) > 0 {
		t.Errorf("refused words are in %v", files)
	}
}

// A redaction that comes between two parts ends the saving.
func TestARedactionEndsASaving(t *testing.T) {
	s := open(t, folder(t))
	words := "the-words-of-rosa-delgado"
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, words, "kept")
	saved := make(chan error, 1)
	go func() {
		saved <- s.Snapshots().SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: head, Fold: "f", Data: bytes.Repeat(large(words), 10)})
	}()
	for rows(t, s, "snapshot_parts") == 0 && len(saved) == 0 {
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{1}); err != nil {
		t.Fatal(err)
	}
	var c *eventlog.Conflict
	if err := <-saved; err != nil && !errors.As(err, &c) {
		t.Errorf("the saving ended with %v", err)
	}
	if _, ok := newest(t, s); ok {
		t.Error("a snapshot is there")
	}
	if files := found(t, s.Dir(), []byte(words)); len(files) > 0 {
		t.Errorf("redacted words are still in %v", files)
	}
}
