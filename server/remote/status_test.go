package remote_test

import (
	"encoding/json"
	"strings"
	"testing"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
)

// The status says that we paused, and after a meeting that it has ended: never
// an item that nobody works on any more.
func TestStatusSaysAPauseAndTheEnd(t *testing.T) {
	b := openBallot(t, poll.HiddenNames)
	type said struct {
		Status, Now string
		Over        bool `json:"meeting_ended"`
		Paused      bool
	}
	status := func() (plain string, data said) {
		t.Helper()
		if err := json.Unmarshal([]byte(b.ask(b.guest("a"), "status --json", "").out), &data); err != nil {
			t.Fatal(err)
		}
		return b.ask(b.guest("a"), "status", "").out, data
	}
	if plain, data := status(); data.Now == "" || data.Paused || data.Over || !strings.Contains(plain, "now "+data.Now) {
		t.Errorf("in the meeting: %s%+v", plain, data)
	}
	b.give(b.room, b.host, agenda.PauseRoom{Paused: true})
	if plain, data := status(); !data.Paused || !strings.Contains(plain, "We paused.") {
		t.Errorf("in a pause: %s%+v", plain, data)
	}
	b.give(b.room, b.host, agenda.PauseRoom{})
	b.closes(1)
	b.give(b.room, b.host, workshop.EndMeeting{})
	if plain, data := status(); data != (said{Status: "open", Over: true}) || !strings.Contains(plain, "this meeting has ended") || strings.Contains(plain, ": now") {
		t.Errorf("after the meeting: %s%+v", plain, data)
	}
}
