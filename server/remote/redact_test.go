package remote_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/server/remote"
)

// holds are the files of the data folder in which words stand, in any case.
func (h *house) holds(words string) (files []string) {
	h.t.Helper()
	err := filepath.WalkDir(h.store.Dir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(bytes.ToLower(raw), []byte(strings.ToLower(words))) {
			files = append(files, d.Name())
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return files
}

// Words that an operator takes out are on no screen, in no document and in no file
// of the data folder afterwards: not in the database, its journal or a stored
// state. The chain still holds, and the record says that it happened.
func TestRedact(t *testing.T) {
	h := open(t)
	code := h.made.Code.String()
	host := h.seat("host", roster.Host)
	const section = "terms/purpose/en"
	line := func(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }
	h.in(func(r *room.Room) {
		h.give(r, host, workshop.OpenMeeting{})
		for n := range 300 { // as typed, in stretches that end anywhere
			doc := r.Snapshot().Texts.Get(section)
			if doc == nil {
				doc = text.New()
			}
			words := "x"
			if n < 60 {
				words = string("As Tommy Ashdown's aunt said, children stay with their kin. "[n])
			}
			h.give(r, host, workshop.EditText{Text: section, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: words}}})
		}
		h.give(r, host, followup.Park{Words: line("Where did TOMMY ASHDOWN go?")})
	})
	if len(h.holds("Tommy Ashdown")) == 0 { // the room has ended and stored its state
		t.Fatal("the test looks in the wrong place")
	}
	o := remote.Order{Verb: "redact", Code: code, Words: "Tommy Ashdown", Why: workshop.TakenFamily}
	asked := o
	asked.Words = ""
	if got := h.order(asked, "nobody ever said so"); got.code != remote.Failed || !strings.Contains(got.err, "Which words?") || !strings.HasSuffix(got.err, h.fault("nothing_done")) {
		t.Errorf("without words: %+v", got)
	}
	if got := h.order(o, "yes"); got.code != remote.Failed || !strings.HasSuffix(got.err, h.fault("nothing_done")) {
		t.Errorf("with another word than the code: %+v", got)
	}
	h.in(func(r *room.Room) { // people are there
		if got := h.order(o, code); got.code != remote.OK {
			t.Fatalf("%+v", got)
		}
		if got := r.Snapshot().Texts.Get(section).Plain(); !strings.HasPrefix(got, "As […]'s aunt said") {
			t.Errorf("a screen reads %.40q", got)
		}
		if files := h.holds("shdown"); len(files) > 0 {
			t.Errorf("while people are there the words stand in %v", files)
		}
	})
	for _, words := range []string{"Tommy", "Ashdown"} {
		if files := h.holds(words); len(files) > 0 {
			t.Errorf("%q stands in %v", words, files)
		}
	}
	if found, err := h.store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("the check finds %v, %v", found, err)
	}
	for what, says := range map[string]string{"tor": "As […]'s aunt said", "record": "Words taken out"} {
		got := h.order(remote.Order{Verb: "export", Code: code, What: what, Format: "md", Lang: "en"}, "")
		plain := strings.ReplaceAll(got.out, `\`, "")
		if got.code != remote.OK || !strings.Contains(plain, says) || strings.Contains(plain, "shdown") {
			t.Errorf("the %s: %d %s\n%s", what, got.code, got.err, got.out)
		}
	}
	copied := filepath.Join(h.store.Dir(), "copy.db")
	if err := h.store.Backup(context.WithoutCancel(t.Context()), copied); err != nil {
		t.Fatal(err)
	}
	if files := h.holds("shdown"); len(files) > 0 {
		t.Errorf("with a backup made afterwards the words stand in %v", files)
	}
	if got := h.order(o, code); got.code != remote.Failed || !strings.HasSuffix(got.err, h.fault("redact_nothing")) {
		t.Errorf("a second time: %+v", got)
	}
}
