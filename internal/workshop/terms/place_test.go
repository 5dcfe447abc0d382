package terms_test

import (
	"reflect"
	"slices"
	"testing"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

func TestPollsAndTextsThatTheRoomKeeps(t *testing.T) {
	r := newRoom(t)
	if err := r.state.MayEnter(r.world(""), act.Place{}); fault.Code(err) != "terms_unprepared" {
		t.Fatalf("a room enters a document without an outline: %v", err)
	}
	r = workshop(t)
	r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
	r.write("max", terms.TextID("purpose", "es"), "Existimos para la niñez.")
	r.must("max", terms.SetTranslation{Section: "purpose", Lang: "es"})
	id := r.opened("purpose", terms.Question{})
	apart := []roster.SeatID{"dele"}
	roll := r.section("purpose").Check.Poll.Roll
	want := []poll.Open{{ID: id, Size: poll.ChoiceSize, Apart: apart, Roll: roll}, {ID: id + "/reasons", Size: poll.WordsSize, Apart: apart, Roll: roll, Beside: true}}
	if got := r.state.OpenPolls(); !reflect.DeepEqual(got, want) {
		t.Fatalf("open polls %+v", got)
	}
	texts := []string{"terms/purpose/en", "terms/purpose/es"}
	if got := r.state.WholeTexts(terms.CheckOpened{Check: r.section("purpose").Check}); !slices.Equal(got, texts) {
		t.Fatalf("texts to keep whole at a check: %v", got)
	}
	r.closed(id)
	if got := r.state.WholeTexts(terms.CheckClosed{Poll: id}); !slices.Equal(got, texts) {
		t.Fatalf("texts to keep whole at a lock: %v", got)
	}
	if len(r.state.OpenPolls()) != 0 {
		t.Fatal("a closed check keeps its polls")
	}
	if err := r.state.MayLeave(r.world("host"), act.Place{}, act.Place{}); err != nil {
		t.Fatal(err)
	}
}
