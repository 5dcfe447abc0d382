package sqlite_test

import (
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

// A workshop goes in one step: where that fails, its code still finds it, and it
// can be taken away again.
func TestForgettingIsAllOrNothing(t *testing.T) {
	s := open(t, folder(t))
	w := newWorkshop(t, s)
	logtest.Append(t, s.Log(), w.ID, eventlog.Head{}, "one")
	opened(t, s, w.ID, "p")
	db := raw(t, s.Dir())
	defer db.Close()
	harm := func(statement string) {
		t.Helper()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	harm(`CREATE TRIGGER kept BEFORE DELETE ON logs BEGIN SELECT RAISE(ABORT, 'kept'); END`)
	if err := s.Forget(t.Context(), w.ID); err == nil {
		t.Fatal("a failure is not told")
	}
	if _, err := s.Catalogue().ByCode(t.Context(), w.Code); err != nil {
		t.Errorf("nobody can try again: %v", err)
	}
	harm(`DROP TRIGGER kept`)
	if err := s.Forget(t.Context(), w.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Catalogue().ByCode(t.Context(), w.Code); err == nil {
		t.Error("it is still found")
	}
	if logs, err := s.Log().List(t.Context()); err != nil || len(logs) != 0 {
		t.Errorf("left are %v, %v", logs, err)
	}
}

// What somebody typed and keeps too late leaves nothing behind.
func TestNothingIsKeptOfAForgottenWorkshop(t *testing.T) {
	s := open(t, folder(t))
	w := newWorkshop(t, s)
	logtest.Append(t, s.Log(), w.ID, eventlog.Head{}, "one")
	if err := s.Forget(t.Context(), w.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Box().PutDraft(t.Context(), w.ID, "rosa", "field", "unsent"); err == nil {
		t.Error("a draft was kept")
	}
	if polls, err := s.Box().Polls(t.Context(), w.ID); err != nil || len(polls) != 0 {
		t.Errorf("polls are %v, %v", polls, err)
	}
	dir := s.Dir()
	_ = s.Close()
	open(t, dir)
	if keys := keyFiles(t, dir); len(keys) != 0 {
		t.Errorf("keys are left: %v", keys)
	}
}
