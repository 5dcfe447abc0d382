package sqlite_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"convene/internal/access"
	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

var today = time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)

func TestBackupCanBeRestoredAndLeavesOutKeysAndDrafts(t *testing.T) {
	s := open(t, folder(t))
	workshop := newWorkshop(t, s)
	head := logtest.Append(t, s.Log(), workshop.ID, eventlog.Head{}, "one")
	p := opened(t, s, workshop.ID, "p")
	if err := s.Box().Put(t.Context(), p, "rosa", []byte("3")); err != nil {
		t.Fatal(err)
	}
	if err := s.Box().PutDraft(t.Context(), workshop.ID, "rosa", "f", "unsent"); err != nil {
		t.Fatal(err)
	}
	// Drafts are sealed already, so that not even a copy that is being made, or was
	// left by a process that died, says what nobody sent.
	half := filepath.Join(t.TempDir(), "half.db")
	live := raw(t, s.Dir())
	defer live.Close()
	if _, err := live.Exec(`VACUUM INTO ?`, half); err != nil {
		t.Fatal(err)
	}
	if files := found(t, filepath.Dir(half), []byte("unsent"), []byte("rosa")); len(files) > 0 || countIn(t, half, "drafts") != 1 {
		t.Errorf("words that nobody sent are in %v", files)
	}
	var sealed []byte
	if err := live.QueryRow(`SELECT value FROM drafts`).Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	secrets := [][]byte{sealed} // no key, and nothing left of a draft
	for _, key := range append(keyFiles(t, s.Dir()), filepath.Join(s.Dir(), "secret")) {
		b, err := os.ReadFile(key)
		if err != nil {
			t.Fatal(err)
		}
		secrets = append(secrets, b)
	}
	out := t.TempDir()
	plain, full := filepath.Join(out, "plain.db"), filepath.Join(out, "full.db")
	if err := s.Backup(t.Context(), plain); err != nil {
		t.Fatal(err)
	}
	if files := found(t, out, secrets...); len(files) > 0 {
		t.Errorf("keys are in %v", files)
	}
	if n := countIn(t, plain, "drafts") + countIn(t, plain, "draft_boxes"); n != 0 {
		t.Errorf("%d rows of drafts are in the backup", n)
	}
	if n := countIn(t, plain, "ballots"); n != 1 {
		t.Errorf("%d ballots are in the backup, so the restored poll is not told as voided", n)
	}
	if err := s.Backup(t.Context(), full, sqlite.SecretFile); err != nil {
		t.Fatal(err)
	}
	if files := found(t, out, secrets[:3]...); len(files) > 0 {
		t.Errorf("keys of the box are in %v", files)
	}
	wantFault(t, s.Backup(t.Context(), plain), "backup.exists")

	for file, codeKnown := range map[string]bool{plain: false, full: true} {
		dir := folder(t)
		if err := sqlite.Restore(t.Context(), dir, file, today); err != nil {
			t.Fatal(err)
		}
		r := open(t, dir)
		if got, err := r.Log().Head(t.Context(), workshop.ID); err != nil || got != head {
			t.Errorf("restored head is %v, %v", got, err)
		}
		_, err := r.Catalogue().ByCode(t.Context(), workshop.Code)
		if known := err == nil; known != codeKnown {
			t.Errorf("with the secret: %v, code known: %v (%v)", codeKnown, known, err)
		}
		if _, err := r.Box().Answers(t.Context(), p, nil); !errors.Is(err, ballot.ErrVoided) {
			t.Errorf("a poll restored without its key: %v", err)
		}
		if drafts, err := r.Box().Drafts(t.Context(), workshop.ID, "rosa"); err != nil || len(drafts) != 0 {
			t.Errorf("drafts came along: %v, %v", drafts, err)
		}
		if problems, err := r.Check(t.Context()); err != nil || len(problems) != 0 {
			t.Errorf("check says %v, %v", problems, err)
		}
	}
}

func TestRestoreKeepsWhatItReplaces(t *testing.T) {
	s := open(t, folder(t))
	file := filepath.Join(t.TempDir(), "b.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "after the backup")
	opened(t, s, "w", "p")
	dir := s.Dir()
	_ = s.Close()
	if err := sqlite.Restore(t.Context(), dir, file, today); err != nil {
		t.Fatal(err)
	}
	aside, err := filepath.Glob(filepath.Join(dir, "backups", "replaced-*.db"))
	if err != nil || len(aside) != 1 {
		t.Fatalf("put aside: %v, %v", aside, err)
	}
	s = open(t, dir)
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != 0 {
		t.Errorf("restored log has %q", got)
	}
	if keys := keyFiles(t, dir); len(keys) != 0 {
		t.Errorf("keys of polls that are gone: %v", keys)
	}
	_ = s.Close()
	if err := sqlite.Restore(t.Context(), dir, aside[0], today); err != nil {
		t.Fatal(err)
	}
	if got := logtest.Texts(t, open(t, dir).Log(), "w"); len(got) != 1 {
		t.Errorf("restoring what was put aside gave %q", got)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	dir := s.Dir()
	_ = s.Close()
	for _, content := range []string{"", "not a database at all, but long enough to be looked at as if it were one"} {
		file := filepath.Join(t.TempDir(), "b.db")
		write(t, file, []byte(content))
		wantFault(t, sqlite.Restore(t.Context(), dir, file, today), "backup.damaged")
	}
	wantFault(t, sqlite.Restore(t.Context(), dir, filepath.Join(dir, "none"), today), "backup.damaged")
	if got := logtest.Texts(t, open(t, dir).Log(), "w"); len(got) != 1 {
		t.Errorf("a refused restore left %q", got)
	}
}

// A day's backups stay by the hour and a week's by the day, and nothing else in
// the folder is touched: neither what a restore replaced nor what somebody keeps.
func TestBackupsAreThinnedByHourAndDay(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Hour).Add(30 * time.Minute) // the new one's file is of this hour
	noon := now.Sub(now.Truncate(24 * time.Hour).Add(12 * time.Hour)) // ago, or to come
	s, err := sqlite.Open(t.Context(), folder(t), sqlite.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dir := filepath.Join(s.Dir(), "backups")
	put := func(name string, ago time.Duration) string {
		t.Helper()
		path := filepath.Join(dir, name)
		write(t, path, nil)
		if err := os.Chtimes(path, now.Add(-ago), now.Add(-ago)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	day := 24 * time.Hour
	for name, ago := range map[string]time.Duration{
		"auto-a.db": 70 * time.Minute, "auto-b.db": 80 * time.Minute, "auto-c.db": 3 * time.Hour, // a and b in one hour
		"auto-d.db": noon + 2*day + time.Hour, "auto-e.db": noon + 2*day + 5*time.Hour, "auto-f.db": noon + 6*day + time.Hour, "auto-g.db": 8 * day,
		"replaced-h.db": 90 * day, "before-0002-i.db": 90 * day, "ours.db": 90 * day,
	} {
		put(name, ago)
	}
	last, err := s.BackUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		if f != last {
			left = append(left, filepath.Base(f))
		}
	}
	want := "auto-a.db auto-c.db auto-d.db auto-f.db before-0002-i.db ours.db replaced-h.db"
	if got := strings.Join(left, " "); got != want || len(files) != len(left)+1 {
		t.Errorf("left are %s, want %s", got, want)
	}
}

// What a restore replaced is its owner's to remove, also where the database had
// not been written for a year and backups are made every hour.
func TestWhatARestoreReplacedStays(t *testing.T) {
	s := open(t, folder(t))
	file := filepath.Join(t.TempDir(), "b.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	dir := s.Dir()
	_ = s.Close()
	age(t, 365*24*time.Hour, filepath.Join(dir, "convene.db"))
	if err := sqlite.Restore(t.Context(), dir, file, today); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	for range 9 {
		if _, err := s.BackUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "backups", "replaced-*.db")); len(aside) != 1 {
		t.Errorf("what was replaced is %v", aside)
	}
}

// A process that died while it copied leaves half a copy, with drafts in it: the
// next start takes it away.
func TestAStartTakesHalfCopiesAway(t *testing.T) {
	s := open(t, folder(t))
	dir := s.Dir()
	_ = s.Close()
	for _, in := range []string{"", "backups"} {
		write(t, filepath.Join(dir, in, ".new-12345"), []byte("half a copy"))
		write(t, filepath.Join(dir, in, ".new-12345-journal"), []byte("of it"))
	}
	write(t, filepath.Join(dir, "backups", "ours.db"), []byte("words-of-ours"))
	open(t, dir)
	if files := found(t, dir, []byte("half a copy"), []byte("of it")); len(files) > 0 {
		t.Errorf("left are %v", files)
	}
	if len(found(t, dir, []byte("words-of-ours"))) != 1 {
		t.Error("it took somebody's file")
	}
}

func TestCheckFindsABrokenChainAndAnExposedFile(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one", "two", "three")
	logtest.Append(t, s.Log(), "v", eventlog.Head{}, "one")
	dir := s.Dir()
	for name, harm := range map[string]string{
		"an altered payload": `UPDATE events SET payload = 'owt' WHERE seq = 2`,
		"an altered time":    `UPDATE events SET at = at + 1 WHERE seq = 2`,
		"a missing event":    `DELETE FROM events WHERE seq = 2`,
		"a cut log":          `DELETE FROM events WHERE seq = 3`,
		"another head":       `UPDATE logs SET hash = zeroblob(32) WHERE workshop = 'w'`,
	} {
		t.Run(name, func(t *testing.T) {
			hurt := folder(t)
			copyFolder(t, dir, hurt)
			db := raw(t, hurt)
			if _, err := db.Exec(harm); err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
			r := open(t, hurt)
			write(t, filepath.Join(hurt, "exposed"), nil)
			if err := os.Chmod(filepath.Join(hurt, "exposed"), 0o644); err != nil {
				t.Fatal(err)
			}
			problems, err := r.Check(t.Context())
			if err != nil || len(problems) != 2 || problems[0].Code != "check.file" || problems[1].Code != "check.chain" {
				t.Errorf("check says %v, %v", problems, err)
			}
			var broken *eventlog.Broken
			for _, err := range r.Log().Read(t.Context(), "w", 1) {
				errors.As(err, &broken)
			}
			if broken == nil {
				t.Error("reading says nothing")
			}
		})
	}
}

// countIn counts the rows of a table in a database file nobody serves.
func countIn(t *testing.T, file, table string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func newWorkshop(t testing.TB, s *sqlite.Store) sqlite.Workshop {
	t.Helper()
	w := sqlite.Workshop{
		ID: "w-" + access.NewCode().String(), Code: access.NewCode(), Title: "Rio Claro County: first meeting",
		Status: sqlite.StatusPrepared, Created: today, HostHash: "h", CoordinatorHash: "c",
	}
	if err := s.Catalogue().Create(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	return w
}
