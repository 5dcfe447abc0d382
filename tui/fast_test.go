package tui_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/tui/keys"
)

// Keys that are typed far faster than the disk can take them wait; none is lost
// and none overtakes another.
func TestNothingTypedFastIsLost(t *testing.T) {
	h, _, _, p := notes(t)
	p.press(h.keyed(keys.Write))
	p.see("new line")
	const times = 300
	p.write("<")
	for range times { // a caret that moves waits for the text, and all that follows waits behind it
		p.press(keys.Press(keys.Home))
		p.write("ride")
	}
	item := h.room.Snapshot().Agenda.At.Item
	want := strings.Repeat("ride", times) + "<"
	h.until(func(s *workshop.Snapshot) bool {
		d := s.Texts.Get("notes/" + item)
		return d != nil && d.Plain() == want
	})
}

// until waits until the room is so.
func (h *hall) until(so func(*workshop.Snapshot) bool) {
	h.t.Helper()
	v := h.room.Visit("")
	defer v.Leave()
	late := time.After(20 * time.Second)
	for !so(h.room.Snapshot()) {
		select {
		case <-v.Wake():
		case <-late:
			h.t.Fatal("the room never became so")
		}
	}
}
