package desk_test

import (
	"fmt"
	"testing"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/followup"
)

// A program with one key fills neither a vote's list with seats nor the list of
// parked questions.
func TestOneKeyFillsNoList(t *testing.T) {
	h := open(t)
	g := h.guest("one key")
	seat, _ := h.seat(g, "Rosa Delgado")
	var refused error
	made := 1
	for made < 100 && refused == nil {
		if _, _, refused = h.desk.Take(t.Context(), h.room, g, about(fmt.Sprint("Ghost ", made)), "en", "full"); refused == nil {
			made++
		}
	}
	if fault.Code(refused) != "key_seats_full" || made < 10 {
		t.Errorf("%d seats, then %v", made, refused)
	}
	h.seat(h.guest("another key"), "Max Osei") // others still come in

	refused, asked := nil, 0
	for asked < 1000 && refused == nil {
		park := followup.Park{Words: safetext.Clean(safetext.Line, "And who pays?"), Lang: "en"}
		if refused = h.room.Do(t.Context(), room.NewCommand(seat, park)); refused == nil {
			asked++
		}
	}
	if fault.Code(refused) != "questions_full" || asked < 10 || asked > 50 {
		t.Errorf("%d questions, then %v", asked, refused)
	}
}
