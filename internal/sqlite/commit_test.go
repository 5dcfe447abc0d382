package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

func openStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "data"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// idle is a committer without its goroutine, so that a test decides what goes
// into one transaction.
func idle(t *testing.T) *committer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	db, err := openPool(writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec(`CREATE TABLE said (text TEXT PRIMARY KEY) STRICT`); err != nil {
		t.Fatal(err)
	}
	c, err := newCommitter(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.tx.close)
	return c
}

func say(text string, then error) *job {
	return &job{done: make(chan struct{}), work: func(t *tx) error {
		_, err := t.exec(`INSERT INTO said VALUES (?)`, text)
		return errors.Join(err, then)
	}}
}

func said(t *testing.T, c *committer) []string {
	t.Helper()
	s, err := c.tx.statement(`SELECT text FROM said ORDER BY text`)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Query()
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}

func TestOneRefusalInATransactionFailsNobodyElse(t *testing.T) {
	c := idle(t)
	conflict := &eventlog.Conflict{}
	jobs := []*job{
		say("a", nil), say("b", conflict), say("a", nil), // the third breaks a constraint
		{done: make(chan struct{}), work: func(*tx) error { panic("someone's words") }},
		say("c", nil), say("given up", nil), say("d", nil),
	}
	jobs[5].state.Store(givenUp)
	c.commit(jobs)
	if got := strings.Join(said(t, c), " "); got != "a c d" {
		t.Errorf("kept is %q", got)
	}
	for i, j := range jobs {
		if i != 5 {
			<-j.done // everyone who waits is told, once
		}
	}
	for _, i := range []int{0, 4, 6} {
		if jobs[i].err != nil {
			t.Errorf("job %d heard %v", i, jobs[i].err)
		}
	}
	if jobs[1].err == nil || jobs[2].err == nil || jobs[3].err == nil {
		t.Errorf("refused jobs heard %v, %v, %v", jobs[1].err, jobs[2].err, jobs[3].err)
	}
	if strings.Contains(jobs[3].err.Error(), "words") {
		t.Errorf("a panic's value is told: %v", jobs[3].err)
	}
	if !errors.As(jobs[1].err, &conflict) {
		t.Errorf("a conflict came back as %v", jobs[1].err)
	}
}

func TestFullDiskKeepsNothingOfTheTransactionAndHeals(t *testing.T) {
	s := openStore(t)
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	p := ballot.Ref{Workshop: "w", Poll: "p"}
	if err := s.Box().Open(t.Context(), p, ballot.MaxSize); err != nil {
		t.Fatal(err)
	}
	limit(t, s, `PRAGMA max_page_count = 1`) // not below what there is
	big := logtest.Batch(head, strings.Repeat("x", 100_000))
	if _, err := s.Log().Append(t.Context(), "w", big); !errors.Is(err, eventlog.ErrFull) {
		t.Fatalf("append to a full disk: %v", err)
	}
	if err := fill(t.Context(), s, p); !errors.Is(err, ballot.ErrFull) {
		t.Errorf("put to a full disk: %v", err)
	}
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != 1 {
		t.Errorf("a full disk kept %d events", len(got))
	}
	limit(t, s, `PRAGMA max_page_count = 1000000`)
	if _, err := s.Log().Append(t.Context(), "w", big); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Errorf("check says %v, %v", problems, err)
	}
}

// fill puts answers until one is refused; there is room for a few at most.
func fill(ctx context.Context, s *Store, p ballot.Ref) (err error) {
	for i := 0; err == nil && i < 1000; i++ {
		err = s.Box().Put(ctx, p, strings.Repeat("x", i), make([]byte, ballot.MaxSize))
	}
	return err
}

func limit(t *testing.T, s *Store, pragma string) {
	t.Helper()
	err := s.committer.do(t.Context(), func(t *tx) error {
		var pages int
		_, err := t.one(pragma, nil, &pages)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCallerWhoLeavesTakesBackWhatHasNotBegun(t *testing.T) {
	s := openStore(t)
	started, release := make(chan struct{}), make(chan struct{})
	go func() {
		_ = s.committer.do(t.Context(), func(*tx) error { close(started); <-release; return nil })
	}()
	<-started
	ctx, leave := context.WithCancel(t.Context())
	heard := make(chan error)
	go func() {
		_, err := s.Log().Append(ctx, "w", logtest.Batch(eventlog.Head{}, "one"))
		heard <- err
	}()
	leave()
	if err := <-heard; !errors.Is(err, eventlog.ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("who left heard %v", err)
	}
	close(release)
	logtest.Append(t, s.Log(), "other", eventlog.Head{}, "one")
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != 0 {
		t.Errorf("what was taken back is there: %q", got)
	}
}

func TestClosedStoreSaysUnavailable(t *testing.T) {
	s := openStore(t)
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	followed := make(chan error, 1)
	seen := make(chan struct{})
	go func() {
		for _, err := range s.Log().Follow(t.Context(), "w", 1) {
			if err != nil {
				followed <- err
				return
			}
			close(seen)
		}
	}()
	<-seen
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-followed; !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("a follower heard %v", err)
	}
	if _, err := s.Log().Append(t.Context(), "w", logtest.Batch(head, "two")); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("append after close: %v", err)
	}
	if err := s.Box().Put(t.Context(), ballot.Ref{}, "rosa", nil); !errors.Is(err, ballot.ErrUnavailable) {
		t.Errorf("put after close: %v", err)
	}
	if _, err := s.Log().Head(t.Context(), "w"); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("head after close: %v", err)
	}
}
