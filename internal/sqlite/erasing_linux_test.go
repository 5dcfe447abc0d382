package sqlite_test

import (
	"testing"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

// Whoever reads the database for hours, as a check or somebody's sqlite3 does,
// holds up neither a reveal nor anyone's writing; what was erased is owed, and
// gone from the files when they end.
func TestAReaderHoldsUpNobody(t *testing.T) {
	s := open(t, folder(t))
	p := opened(t, s, "w", "p")
	if err := s.Box().Put(t.Context(), p, "rosa", []byte("3")); err != nil {
		t.Fatal(err)
	}
	until(t, "a start without debts", func() bool { return !s.Erasing() })
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "the-words-of-rosa-delgado", "two")
	stored := append(sealedRows(t, s), []byte("rosa-delgado"))
	db := raw(t, s.Dir())
	defer db.Close()
	reader, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow(`SELECT count(*) FROM ballots`).Scan(&n); err != nil || n != 1 {
		t.Fatal(n, err)
	}

	if err := s.Box().Shred(t.Context(), p); err != nil {
		t.Errorf("shred beside a reader: %v", err)
	}
	if err := s.Box().EraseDrafts(t.Context(), "w"); err != nil {
		t.Errorf("drafts beside a reader: %v", err)
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{1}); err != nil {
		t.Errorf("redaction beside a reader: %v", err)
	}
	if len(keyFiles(t, s.Dir())) != 0 {
		t.Error("the key waits for the reader")
	}
	if _, _, err := s.Box().Get(t.Context(), ballot.Ref{Workshop: "w", Poll: "p"}, "rosa"); err == nil {
		t.Error("a shredded answer is read")
	}
	if !s.Erasing() || len(found(t, s.Dir(), stored...)) == 0 {
		t.Error("nothing is owed, or the test looks in the wrong place")
	}
	if _, err := s.Log().Append(t.Context(), "w", logtest.Batch(head, "three")); err != nil {
		t.Errorf("writing beside a reader: %v", err)
	}

	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	until(t, "an end of the debt", func() bool { return !s.Erasing() })
	if files := found(t, s.Dir(), stored...); len(files) > 0 {
		t.Errorf("erased bytes are still in %v", files)
	}
}

// A process that dies owing an erasure leaves it to the next, which sees to it
// when it starts.
func TestAStartErasesWhatTheLastOneOwed(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "the-words-of-rosa-delgado")
	db := raw(t, s.Dir())
	defer db.Close()
	reader, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow(`SELECT count(*) FROM events`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{1}); err != nil {
		t.Fatal(err)
	}
	dir := folder(t)
	copyFolder(t, s.Dir(), dir) // what a dead process leaves
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if len(found(t, dir, []byte("rosa-delgado"))) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	s = open(t, dir)
	until(t, "an end of the debt", func() bool { return !s.Erasing() })
	if files := found(t, dir, []byte("rosa-delgado")); len(files) > 0 {
		t.Errorf("redacted words are still in %v", files)
	}
}
