package linear_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// notTheirs are the refusals that a numbered choice must never lead to: what is
// offered is this person's to do (domain §1.6).
var notTheirs = []string{"only_host", "only_participant", "only_coordinator", "seat_unknown", "workshop_unknown"}

// linesEach is how many lines each of the idle people types at each place.
const linesEach = 25

// chatter is somebody who answers every question with a number of chance.
type chatter struct {
	seat roster.SeatID
	lang string
	*person
}

// plays answers so many questions. Who has left by it comes back; who was asked
// for the other face stays away until the next place.
func (c *chatter) plays(chance *rand.Rand) {
	for range linesEach {
		select {
		case next := <-c.done:
			c.done <- next
			return
		default:
		}
		c.types([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "", "words"}[chance.IntN(14)])
	}
}

// Whatever numbers people of every role choose, at every place of every phase,
// the lines lead to no command that their role may not give.
func TestNoLineOffersWhatIsNotTheirs(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed: %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	h := open(t, "c")
	var mu sync.Mutex
	where, refused := "at the start", 0
	h.refused = func(c workshop.Command, err error) {
		mu.Lock()
		defer mu.Unlock()
		if refused++; slices.Contains(notTheirs, fault.Code(err)) {
			t.Errorf("%s, the lines of %s gave %T, which was refused: %v", where, c.Seat, c.Body, err)
		}
	}
	idle := []*chatter{{seat: h.sit("Rosa", "en"), lang: "en"}}
	for name, role := range map[string]roster.Role{"Ines": roster.Observer, "Sam": roster.NoteKeeper, "Lee": roster.Coordinator} {
		seat := h.sit(name, "es")
		h.do("", roster.Grant{Seat: seat, Role: role})
		idle = append(idle, &chatter{seat: seat, lang: "es"})
	}
	// everyone comes, plays and hangs up, so that nothing of theirs is under way
	// when what they may do changes.
	everyone := func(place string) {
		mu.Lock()
		where = place
		mu.Unlock()
		var playing sync.WaitGroup
		for _, c := range idle {
			c.person = h.enter(c.seat, c.lang)
			own := rand.New(rand.NewPCG(chance.Uint64(), 1))
			playing.Go(func() { c.plays(own); c.rests() })
		}
		playing.Wait()
		for _, c := range idle {
			c.cut()
		}
	}
	try := func(body any) error { return h.room.Do(t.Context(), room.NewCommand("", body)) }
	everyone("before the meeting")
	h.do("", workshop.OpenMeeting{})
	for _, item := range h.room.Snapshot().Agenda.Items {
		for _, step := range append([]string{""}, item.Steps...) {
			move := workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: step}}
			if try(move) != nil {
				continue
			}
			for _, ask := range []any{values.OpenWriting{}, values.OpenCheck{}, terms.OpenCheck{}, spectrum.OpenCheck{}} {
				_ = try(ask)
			}
			everyone(fmt.Sprintf("at %s, %s", item.Title.In("en"), step))
			if w := h.room.Snapshot().Values.OpenWriting(); w != nil {
				_ = try(values.LastCall{ID: w.ID})
				_ = try(values.ShowWall{Writing: w.ID})
			}
		}
	}
	for _, end := range []any{workshop.EndMeeting{}, workshop.EndWorkshop{}, workshop.CloseWorkshop{}} {
		if err := try(end); err != nil {
			t.Logf("%T: %v", end, err)
		}
		everyone(fmt.Sprintf("after %T", end))
	}
	mu.Lock()
	defer mu.Unlock()
	t.Logf("%d events, %d commands refused for other reasons", h.room.Snapshot().Seq, refused)
}

// rests waits until the face has read what was typed, or is gone.
func (c *chatter) rests() {
	for len(c.events) > 0 {
		select {
		case next := <-c.done:
			c.done <- next
			return
		case <-c.out.wake:
		}
	}
}
