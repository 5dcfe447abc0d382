package tui_test

import (
	"database/sql"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to look into the folder as whoever holds it would

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui"
	"convene/tui/keys"
)

// noting is a room in its quiet thinking, where Rosa has begun a private note.
func noting(t *testing.T) (h *hall, host, rosa roster.SeatID, s *sitting) {
	t.Helper()
	h = open(t)
	host, rosa = h.sit("Dana", "en", roster.Host), h.newSeat("Rosa Delgado")
	h.give(host, workshop.OpenMeeting{})
	h.topic("the visiting schedule for families")
	h.levels(host, spectrum.StepQuiet)
	s = h.attend(tui.Person{Seat: rosa})
	s.see("erased when the meeting ends")
	s.press(keys.Char('w'))
	s.see("Esc")
	s.write("my sister")
	s.see("my sister")
	return h, host, rosa, s
}

// A note that says it is erased when the meeting ends is: what was kept, what
// was typed in the last second, and what is typed into the open note behind the
// end (promise 1). The link is cut last, when a session keeps what is unsent.
func TestPrivateNotesEndWithTheMeeting(t *testing.T) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for _, end := range []any{workshop.EndMeeting{}, workshop.EndWorkshop{}} {
		h, host, _, s := noting(t)
		for end := time.After(20 * time.Second); h.draftRows() == 0; { // after a second of quiet
			select {
			case <-look.C:
			case <-end:
				t.Fatal("the note is not kept while the meeting runs")
			}
		}
		s.write(" waits")
		s.see("my sister waits")
		h.give(host, end)
		s.write(" still")
		s.see("my sister waits still")
		s.cut()
		if err := s.end(); err != nil {
			t.Fatal(err)
		}
		if n := h.draftRows(); n != 0 {
			t.Errorf("%T: %d drafts lie in the folder behind it", end, n)
		}
	}
}

// Keys that come before a person's unsent words do wait for them: what was kept
// stands in the field that they open, and nothing typed takes its place (promise 1).
func TestKeysWaitForUnsentWords(t *testing.T) {
	h, _, rosa, s := noting(t)
	s.cut()
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	asked, come := make(chan struct{}), make(chan struct{})
	h.opening = func() error { close(asked); <-come; return nil }
	s = h.attend(tui.Person{Seat: rosa})
	s.see("erased when the meeting ends")
	<-asked
	s.press(keys.Char('w'))
	s.write(" waits")
	h.opening = func() error { return nil }
	h.person(tui.Person{Seat: h.sit("June", "en")}, 80, 24).see("erased when the meeting ends") // time enough for keys that don't wait
	close(come)
	s.see("my sister waits")
}

// Where the box can't give a person's unsent words, nothing is typed over them: keys
// are told why, and the words come once it can.
func TestUnsentWordsThatCannotBeReadYet(t *testing.T) {
	h, _, rosa, s := noting(t)
	s.cut()
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	var heals atomic.Bool
	tried := make(chan struct{})
	h.opening = func() error {
		if heals.Load() {
			return nil
		}
		select {
		case tried <- struct{}{}:
		default:
		}
		return fault.New("unavailable")
	}
	s = h.attend(tui.Person{Seat: rosa})
	s.see("erased when the meeting ends")
	s.press(keys.Char('w'))
	s.see("Your unsent words are not here yet")
	for range 3 { // nor does trying again say anything else
		<-tried
	}
	s.see("Your unsent words are not here yet")
	s.press(keys.Char('x'))
	heals.Store(true)
	s.see("my sister")
	s.press(keys.Char('w'))
	s.write(" waits")
	s.see("my sister waits")
}

// draftRows counts the unsent words that lie in the data folder.
func (h *hall) draftRows() (n int) {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.dir, "convene.db")+"?mode=ro")
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(h.t.Context(), `SELECT count(*) FROM drafts`).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}
