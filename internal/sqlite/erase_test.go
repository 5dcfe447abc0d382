package sqlite_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

// found are the files of a folder that hold any of these bytes.
func found(t *testing.T, dir string, parts ...[]byte) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, part := range parts {
			if bytes.Contains(b, part) {
				files = append(files, filepath.Base(path))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func opened(t *testing.T, s *sqlite.Store, workshop, poll string) ballot.Ref {
	t.Helper()
	p := ballot.Ref{Workshop: workshop, Poll: poll}
	if err := s.Box().Open(t.Context(), p, 300); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRedactLeavesNoByteOfThePayload(t *testing.T) {
	s := open(t, folder(t))
	short := "the-short-words-of-rosa-delgado"
	long := strings.Repeat("the-long-words-of-rosa-delgado ", 2000)
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "kept", short, long, "kept too")
	err := s.Snapshots().SaveSnapshot(t.Context(), "w", eventlog.Snapshot{Head: head, Fold: "f", Data: []byte("folded " + short)})
	if err != nil {
		t.Fatal(err)
	}
	needles := [][]byte{[]byte("rosa-delgado")}
	if len(found(t, s.Dir(), needles...)) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{2, 3}); err != nil {
		t.Fatal(err)
	}
	if files := found(t, s.Dir(), needles...); len(files) > 0 {
		t.Errorf("redacted words are still in %v", files)
	}
	if got := logtest.Texts(t, s.Log(), "w"); strings.Join(got, " ") != "kept - - kept too" {
		t.Errorf("the log has %q", got)
	}
}

func TestDeletedWorkshopLeavesNoByte(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "words-of-rosa-delgado")
	opened(t, s, "w", "p")
	if err := s.Box().PutDraft(t.Context(), "w", "seat", "f", "x"); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), "w"); err != nil {
		t.Fatal(err)
	}
	if files := found(t, s.Dir(), []byte("rosa-delgado")); len(files) > 0 {
		t.Errorf("deleted words are still in %v", files)
	}
	if keys := keyFiles(t, s.Dir()); len(keys) > 0 {
		t.Errorf("keys are left: %v", keys)
	}
}

func TestBoxHoldsNeitherWordsNorSeats(t *testing.T) {
	s := open(t, folder(t))
	p := opened(t, s, "w", "p")
	if err := s.Box().Put(t.Context(), p, "seat-of-rosa-delgado", []byte("level-three-because")); err != nil {
		t.Fatal(err)
	}
	if err := s.Box().PutDraft(t.Context(), "w", "seat-of-rosa-delgado", "field-of-draft", "unsent-words"); err != nil {
		t.Fatal(err)
	}
	needles := [][]byte{[]byte("rosa-delgado"), []byte("level-three"), []byte("field-of-draft"), []byte("unsent-words")}
	if files := found(t, s.Dir(), needles...); len(files) > 0 {
		t.Errorf("sealed words are readable in %v", files)
	}
}

func TestBallotsOfOnePollAreOfOneSize(t *testing.T) {
	s := open(t, folder(t))
	p := opened(t, s, "w", "p")
	for who, value := range map[string]string{"a": "", "b": "5", "c": strings.Repeat("x", 300)} {
		if err := s.Box().Put(t.Context(), p, who, []byte(value)); err != nil {
			t.Fatal(err)
		}
	}
	dir := s.Dir()
	_ = s.Close()
	db := raw(t, dir)
	defer db.Close()
	var sizes, rows int
	if err := db.QueryRow(`SELECT count(DISTINCT length(value)), count(*) FROM ballots`).Scan(&sizes, &rows); err != nil {
		t.Fatal(err)
	}
	if sizes != 1 || rows != 3 {
		t.Errorf("%d rows have %d sizes", rows, sizes)
	}
}

func TestShreddedPollLeavesNoKeyAndNoRow(t *testing.T) {
	s := open(t, folder(t))
	p := opened(t, s, "w", "p")
	opened(t, s, "w", "another")
	keys := keyFiles(t, s.Dir())
	if err := s.Box().Put(t.Context(), p, "rosa", []byte("3")); err != nil {
		t.Fatal(err)
	}
	held := make(map[string][]byte)
	for _, path := range keys {
		held[path], _ = os.ReadFile(path)
	}
	stored := sealedRows(t, s)
	if len(stored) != 2 || len(found(t, s.Dir(), stored...)) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if err := s.Box().Shred(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	left := keyFiles(t, s.Dir())
	if len(left) != 1 {
		t.Fatalf("%d keys are left of two, one is open", len(left))
	}
	for path, key := range held {
		if path != left[0] && len(found(t, s.Dir(), key)) > 0 {
			t.Error("the key of a shredded poll is still there")
		}
	}
	if files := found(t, s.Dir(), stored...); len(files) > 0 {
		t.Errorf("tag or value of a shredded ballot is still in %v", files)
	}
}

// sealedRows are tag and value of every ballot, read beside the running store.
func sealedRows(t *testing.T, s *sqlite.Store) [][]byte {
	t.Helper()
	db := raw(t, s.Dir())
	defer db.Close()
	rows, err := db.Query(`SELECT tag, value FROM ballots`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][]byte
	for rows.Next() {
		var tag, value []byte
		if err := rows.Scan(&tag, &value); err != nil {
			t.Fatal(err)
		}
		all = append(all, tag, value)
	}
	return all
}

func TestShredAfterACrashHalfway(t *testing.T) {
	for name, crash := range map[string]func(t *testing.T, key string){
		"key overwritten": func(t *testing.T, key string) { write(t, key, make([]byte, 32)) },
		"key unlinked": func(t *testing.T, key string) {
			if err := os.Remove(key); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, folder(t))
			p := opened(t, s, "w", "p")
			if err := s.Box().Put(t.Context(), p, "rosa", []byte("3")); err != nil {
				t.Fatal(err)
			}
			crash(t, keyFiles(t, s.Dir())[0])
			dir := s.Dir()
			_ = s.Close()
			s = open(t, dir)
			polls, err := s.Box().Polls(t.Context(), "w")
			if err != nil || len(polls) != 1 || !polls[0].Voided {
				t.Fatalf("polls are %v, %v", polls, err)
			}
			if err := s.Box().Shred(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			if polls, _ := s.Box().Polls(t.Context(), "w"); len(polls) != 0 || len(keyFiles(t, dir)) != 0 {
				t.Errorf("left are %v and %v", polls, keyFiles(t, dir))
			}
		})
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestStartSweepsKeysThatOpenNothing(t *testing.T) {
	s := open(t, folder(t))
	p := opened(t, s, "w", "p")
	dir := s.Dir()
	_ = s.Close()
	write(t, filepath.Join(dir, "polls", "ORPHAN.key"), bytes.Repeat([]byte{1}, 32))
	s = open(t, dir)
	if keys := keyFiles(t, dir); len(keys) != 1 {
		t.Errorf("keys are %v", keys)
	}
	if err := s.Box().Put(t.Context(), p, "rosa", []byte("3")); err != nil {
		t.Errorf("the open poll: %v", err)
	}
}
