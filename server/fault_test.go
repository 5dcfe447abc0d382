package server_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/server"
	"convene/tui/tuitest"
)

// setClock is a clock that a test may set.
type setClock struct{ by atomic.Int64 }

func (c *setClock) now() time.Time             { return time.Now().Add(time.Duration(c.by.Load())) }
func (c *setClock) set(by time.Duration)       { c.by.Store(int64(by)) }
func (c *setClock) serves(conf *server.Config) { conf.Now = c.now }

// A clock that is set an hour forth or back is said to everyone, and changes
// nothing: people write on, the log keeps its order, and a replay gives the same.
func TestAClockThatIsSetChangesNothing(t *testing.T) {
	clock := &setClock{}
	s := open(t, bench.Plan{People: 3, Open: true}, clock.serves)
	w := writing(t, s.Addr(), s.hall)
	w.write("before")
	for jump, word := range map[time.Duration]string{time.Hour: "forth", -time.Hour: "back"} {
		clock.set(jump)
		w.see("The server's clock was set anew", "El reloj del servidor cambió")
		w.write(word)
		clock.set(0)
		w.see("Everything works again.", "Todo funciona de nuevo.")
		w.write("then" + word)
	}
	text := s.snap().Texts.Get(s.hall.Text).Plain()
	for _, word := range w.kept {
		if !strings.Contains(text, word) {
			t.Errorf("%q was on a screen and is gone", word)
		}
	}
	s.replays(text)
	if wrong, err := s.House().Store.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("check says %v, %v", wrong, err)
	}
}

// A host whose line is cut in the middle of a vote: people vote on, somebody may
// hold the room after a while, and the host who comes back finds the vote open
// and every answer in it.
func TestAHostCutOffInAVoteFindsItAgain(t *testing.T) {
	clock := &setClock{}
	const people = 6
	s := open(t, bench.Plan{People: people, Open: true}, clock.serves)
	s.do("", roster.Grant{Seat: s.hall.People[0].Seat, Role: roster.Host})
	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	if err != nil {
		t.Fatal(err)
	}
	s.move(votePlace(s.room, topic, spectrum.StepVote1))
	host := s.comes(0, tuitest.Options{W: 120, H: 40})
	member := s.comes(2, tuitest.Options{W: 80, H: 24})
	round := s.openVote(topic, spectrum.First)
	member.See("Involve")
	s.eventually("the host is there", func(sn *workshop.Snapshot) bool { return sn.Presence.NoGuideSince.IsZero() })
	host.Cut()
	s.eventually("the host is gone", func(sn *workshop.Snapshot) bool { return !sn.Presence.NoGuideSince.IsZero() })

	cast := func(i int) {
		seat := s.hall.People[i].Seat
		s.do(seat, spectrum.Cast{Poll: round.Today.ID, Choice: round.Today.Options[0]})
		s.do(seat, spectrum.Cast{Poll: round.Should.ID, Choice: round.Should.Options[1]})
	}
	for i := range people - 1 {
		cast(i)
	}
	clock.set(2 * roster.HoldAfter)
	cast(people - 1) // so that the room shows what there is now
	member.See("No host is here. You may hold the room: y")
	if now := s.snap().Spectrum.Topic(topic).OpenRound(); now == nil || now.ID != round.ID {
		t.Fatal("the vote is no longer open")
	}

	host = s.comes(0, tuitest.Options{W: 120, H: 40})
	s.eventually("the host is back", func(sn *workshop.Snapshot) bool { return sn.Presence.NoGuideSince.IsZero() })
	host.See("Visiting hours")
	seat := s.hall.People[0].Seat
	s.do(seat, spectrum.LastCall{ID: round.ID})
	s.do(seat, spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	_, shown := s.snap().Spectrum.Round(round.ID)
	if today, should := shown.TodayResult, shown.ShouldResult; today.Answered != people || should.Answered != people {
		t.Errorf("%d and %d of %d answers are in the result", today.Answered, should.Answered, people)
	}
}
