package room_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"convene/internal/ballot"
	"convene/internal/ballot/memballot"
	"convene/internal/eventlog"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// keys lists the polls that the box still has a key for.
func (s *stand) keys(t *testing.T, box ballot.Box) []string {
	t.Helper()
	polls, err := box.Polls(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range polls {
		out = append(out, p.ID)
	}
	return out
}

// writing takes a meeting of five to the step in which cards are written.
func (s *stand) writing(t *testing.T) (r *room.Room, host roster.SeatID, leave func()) {
	t.Helper()
	r, host, leave = s.opened(t)
	for _, name := range []string{"Rosa Delgado", "June Whitehorse", "Max Ortega", "Ines Vidal"} {
		join(t, r, name)
	}
	items := r.Snapshot().Agenda.Items
	i := slices.IndexFunc(items, func(i agenda.Item) bool { return slices.Contains(i.Steps, values.StepWrite) })
	do(t, r, host, workshop.MoveTo{From: r.Snapshot().Agenda.At, To: act.Place{Item: items[i].ID, Step: values.StepWrite}})
	return r, host, leave
}

// wall shows a wall of one card.
func (s *stand) wall(t *testing.T) (r *room.Room, host roster.SeatID, leave func()) {
	t.Helper()
	r, host, leave = s.writing(t)
	do(t, r, host, values.OpenWriting{})
	do(t, r, host, cards("values/w1", "Patience"))
	do(t, r, host, values.LastCall{ID: "values/w1"})
	do(t, r, host, values.ShowWall{Writing: "values/w1"})
	return r, host, leave
}

// Who wrote which card is kept only as long as a card can be taken back: when
// the workshop ends without a record, the key goes all the same (promise 3).
func TestNoKeyOutlivesTheWorkshop(t *testing.T) {
	s := build(t)
	r, host, leave := s.wall(t)
	defer leave()
	if have := s.keys(t, s.box); !slices.Equal(have, []string{"values/w1/claims"}) {
		t.Fatalf("with the wall shown the box holds %q", have)
	}
	do(t, r, host, workshop.EndWorkshop{})
	if have := s.keys(t, s.box); len(have) > 0 {
		t.Errorf("the box still holds the keys of %q", have)
	}
}

// unshredding is a box whose shredder is broken.
type unshredding struct{ *memballot.Box }

func (unshredding) Shred(context.Context, ballot.Ref) error { return errors.New("the disk is gone") }

// A process that died, or failed, between a reveal and the shred of its key
// shreds it at the next start.
func TestAKeyThatWasNotShreddedGoesAtTheNextStart(t *testing.T) {
	s := build(t)
	house := s.house
	s.house = s.on(unshredding{s.box})
	_, _, leave := s.wall(t)
	if have := s.keys(t, s.box); !slices.Contains(have, "values/w1/cards") {
		t.Fatalf("the box holds %q", have)
	}
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.house = house
	if err := s.house.Settle(t.Context(), s.id); err != nil { // nobody has come yet
		t.Fatal(err)
	}
	if have := s.keys(t, s.box); !slices.Equal(have, []string{"values/w1/claims"}) {
		t.Errorf("after the restart the box holds %q", have)
	}
	r, leave := s.enter(t)
	defer leave()
	if len(r.Snapshot().Values.Cards) != 1 {
		t.Errorf("%d cards on the wall", len(r.Snapshot().Values.Cards))
	}
}

// A poll whose opening the disk refused is asked of nobody, and its key goes.
func TestAPollThatCouldNotOpenLeavesNoKey(t *testing.T) {
	s := build(t)
	r, host, leave := s.writing(t)
	defer leave()
	s.log.FailNext(eventlog.ErrFull)
	if err := r.Do(t.Context(), room.NewCommand(host, values.OpenWriting{})); err == nil {
		t.Fatal("a full disk opened a poll")
	}
	if len(r.Snapshot().OpenPolls()) > 0 || len(r.Snapshot().Counts) > 0 {
		t.Errorf("asked although it is not on disk: %v", r.Snapshot().OpenPolls())
	}
	do(t, r, host, roster.ShowName{Yes: true})
	if have := s.keys(t, s.box); len(have) > 0 {
		t.Errorf("the box holds %q", have)
	}
}
