package workshop_test

import (
	"testing"

	"convene/internal/fault"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// Between its meetings nobody of a public body, a host neither, writes a promise
// or moves a section on (domain §8.7), though the room still stands where the
// last meeting left it.
func TestAPublicBodyMovesNothingOnBetweenMeetings(t *testing.T) {
	for _, public := range []string{"yes", "no"} {
		x := set(t, "c")
		host, rosa := x.join("Dana Whitfield"), x.join("Rosa Delgado")
		x.must("", roster.Grant{Seat: host, Role: roster.Host})
		meta := x.live.Meta
		meta.PublicBody = public
		x.must("", workshop.ChangeMeta{Meta: meta})
		x.must(host, workshop.OpenMeeting{})
		x.must(host, workshop.EndMeeting{})
		for _, body := range []any{
			workshop.EditText{Text: "spectrum/topic/promise", Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: "x"}}},
			terms.MakeReady{}, terms.MakeDraft{}, terms.SetTranslation{}, terms.LeaveOut{},
		} {
			for _, seat := range []roster.SeatID{host, rosa} {
				_, err := x.live.Decide(workshop.Command{ID: "c", Seat: seat, Body: body}, workshop.Facts{Now: x.now})
				if refused := fault.Code(err) == "between_meetings"; refused != (public == "yes") {
					t.Errorf("public body %q: %T by %s: %v", public, body, seat, err)
				}
			}
		}
	}
}
