package tui_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
)

// keyed is the key of an action on the key map.
func (h *hall) keyed(a keys.Action) keys.Key {
	h.t.Helper()
	k, ok := h.deps.Keys.Key(a)
	if !ok {
		h.t.Fatalf("action %d has no key", a)
	}
	return k
}

// Somebody begins a sentence where nothing is written: its letters are words and
// no keys, whatever they mean, and its Enter belongs to it. What they see says
// how to write (screens, "Two layers of keys").
func TestARunOfLettersIsNoKeys(t *testing.T) {
	for _, words := range []string{"remember the children", "yes I think so", "uncle drives", "bye", "r2 d2", "agenda please", "no way"} {
		t.Run(words, func(t *testing.T) {
			h := open(t)
			host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
			h.give(host, workshop.OpenMeeting{})
			h.next(host)
			h.write(host, "Notes that stay.")
			for _, seat := range []roster.SeatID{rosa, host} { // a host's letters move the room
				p := h.person(tui.Person{Seat: seat}, 80, 24)
				p.see("?  help")
				before := h.room.Snapshot()
				p.write(words)
				p.press(keys.Press(keys.Enter))
				p.see("The letters you typed did nothing")
				h.unchanged(before)
				p.press(keys.Press(keys.Esc), keys.Press(keys.Esc))
				p.leave()
				h.unchanged(before)
			}
		})
	}
}

// unchanged fails if anything shared has happened since.
func (h *hall) unchanged(before *workshop.Snapshot) {
	h.t.Helper()
	now := h.room.Snapshot()
	if now.Seq != before.Seq {
		h.t.Errorf("the room went from event %d to %d", before.Seq, now.Seq)
	}
}

// The letters of a confirmation in a sentence confirm nothing; alone they do.
func TestLettersOverAQuestionConfirmNothing(t *testing.T) {
	h := open(t)
	var ticks atomic.Int64
	h.deps.Now = func() time.Time { return time.Unix(1772474400+ticks.Load(), 0) }
	host := h.sit("Dana", "en", roster.Host)
	p := h.person(tui.Person{Seat: host}, 80, 24)
	p.see("begin")
	p.press(keys.Press(keys.Enter))
	p.see("Begin the meeting")
	before := h.room.Snapshot()
	p.write("yesterday we said")
	p.see("The letters you typed did nothing")
	h.unchanged(before)
	p.press(keys.Press(keys.Esc))
	p.see("Enter  begin")
	p.press(keys.Press(keys.Enter))
	p.see("y  begin")
	ticks.Add(1) // the question has been there for a moment
	p.press(h.keyed(keys.Yes))
	p.see("go on: Arrival")
	if h.room.Snapshot().Agenda.Meeting.OpenedAt.IsZero() {
		t.Error("a letter alone does nothing")
	}
}

// Letters that stay alone are keys, one after the other, and so is one that is
// held down.
func TestLettersAloneAreKeys(t *testing.T) {
	h, _, _, p := notes(t)
	p.press(h.keyed(keys.Speak))
	p.see("On the list to speak")
	p.press(h.keyed(keys.Menu), keys.Char('2')) // quick, but no word
	p.see("Agenda")
	p.press(keys.Press(keys.Esc), h.keyed(keys.Speak), keys.Press(keys.Down)) // anything else shows that it is alone
	p.see("ask to speak")
}

// A key that is pressed again is no word, and neither is what comes behind it.
func TestAKeyPressedAgainIsNoWord(t *testing.T) {
	h, _, _, p := notes(t)
	p.press(h.keyed(keys.Yes), h.keyed(keys.Yes), h.keyed(keys.Menu))
	p.see("Menu")
}

// A paste outside a field is never keys: marked, or in one piece as from a
// terminal that does not mark it.
func TestAPasteOutsideAFieldIsNoKeys(t *testing.T) {
	piece := func(words string) []input.Event {
		var d input.Decoder
		var out []input.Event
		d.Feed([]byte(words), time.Now(), func(e input.Event) { out = append(out, e) })
		return out
	}
	for name, events := range map[string][]input.Event{
		"marked":    piece("\x1b[200~my\x1b[201~"),
		"a letter":  piece("\x1b[200~r\x1b[201~"),
		"unmarked":  piece("rides\ry\rno, more\r"),
		"lines":     append(piece("ride\r"), piece("y\r")...),
		"with tabs": piece("we\tride\ry"),
	} {
		t.Run(name, func(t *testing.T) {
			h, _, _, p := notes(t)
			before, shown := h.room.Snapshot(), p.screen.Grid().Rows()[4]
			for _, e := range events {
				p.keys <- e
			}
			p.see("The letters you typed did nothing")
			p.see("ask to speak")
			if now := p.screen.Grid().Rows()[4]; now != shown {
				t.Errorf("the paste acted: %q", now)
			}
			p.leave()
			h.unchanged(before)
		})
	}
}

// In a field a burst is text, though it comes in one piece.
func TestABurstInAFieldIsText(t *testing.T) {
	h, _, _, p := notes(t)
	p.press(h.keyed(keys.Write))
	p.see("new line")
	for _, r := range "rides for all" {
		p.keys <- input.Event{Kind: input.Press, Key: keys.Char(r), Burst: true}
	}
	p.see("rides for all")
}

// A key that was pressed as the room moved is none of the new screen's, though
// it acts later (promise 8).
func TestAKeyThatWaitedIsJudgedByWhenItWasPressed(t *testing.T) {
	h := open(t)
	var mu sync.Mutex
	now := time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC)
	h.deps.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Opening")
	h.next(host)
	p.see("Shared notes")
	p.press(keys.Char('5'), h.keyed(keys.Write)) // the second waits
	p.see("The screen just changed")
}

// Who is told which key opens the field, and presses it, need not wait any longer.
func TestTheKeyToPressFirstActsAfterABreath(t *testing.T) {
	h := open(t)
	var now atomic.Int64
	now.Store(time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC).UnixMilli())
	h.deps.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Shared notes")
	p.write("remember the children")
	p.see("The letters you typed did nothing")
	now.Add(600)
	p.press(h.keyed(keys.Write))
	p.see("new line")
}

// write puts words into the notes of the item in front.
func (h *hall) write(seat roster.SeatID, words string) {
	h.t.Helper()
	p := h.person(tui.Person{Seat: seat}, 80, 24)
	p.see("?  help")
	p.press(keys.Char('v')) // a host's own view of it
	p.see("Shared notes")
	p.press(h.keyed(keys.Write))
	p.see("new line")
	p.write(words)
	p.see(words)
	p.press(keys.Press(keys.Esc))
	p.leave()
}

// leave goes, and waits until everything they began is done.
func (p *person) leave() {
	p.t.Helper()
	close(p.keys)
	select {
	case r := <-p.ended:
		p.ended <- r // for the cleanup
	case <-time.After(20 * time.Second):
		p.t.Fatal("the program never ended")
	}
}
