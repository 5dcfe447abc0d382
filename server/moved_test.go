package server_test

import (
	"encoding/json"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/workshop/spectrum"
	"convene/tui/tuitest"
)

// voteAgain is how often the room is moved under somebody's fingers.
const voteAgain = 6

// A key sent just as the host moves the room lands nowhere else (design §1,
// promise 8): an answer meant for one question is never another's.
func TestKeySentAsTheRoomMovesLandsNowhereElse(t *testing.T) {
	t.Run("full screen", func(t *testing.T) {
		moveUnderFingers(t, fingers{
			prepare: func(s *stand, p *tuitest.Person) {
				presses(s.t, p, "3", func(g tuitest.Grid) bool { return g.Has("› 3") || g.Has("> 3") })
			},
			sends:  []string{"\r", "3", "\r"},
			settle: func(p *tuitest.Person) { p.Type("?"); p.See("Esc") },
		})
	})
	t.Run("line by line", func(t *testing.T) {
		moveUnderFingers(t, fingers{
			face:    "+linear",
			prepare: func(_ *stand, p *tuitest.Person) { p.Type("3") }, // on the line, and not sent yet
			sends:   []string{"\r"},
			settle:  func(p *tuitest.Person) { p.Type("where\r"); p.See("Second vote") },
		})
	})
}

// A line that answers a question lands on it or nowhere: also when it sets out
// just as the room moves on, and when its answer is typed after the room did. The
// agenda's file is bound in the same way (TestTheAgendaIsSentBack).
func TestALineSentAsTheRoomMovesLandsNowhereElse(t *testing.T) {
	s := open(t, bench.Plan{People: 6, Open: true})
	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	if err != nil {
		t.Fatal(err)
	}
	who := s.hall.People[0]
	client := dial(t, s.Addr(), s.hall.Code, who.Key)
	inFirst, refused := 0, 0
	for n := range voteAgain {
		s.move(votePlace(s.room, topic, spectrum.StepVote1))
		first := s.openVote(topic, spectrum.First)
		var asked []struct{ Name string }
		if got := run(t, client, "vote --json", false); json.Unmarshal([]byte(got.out), &asked) != nil || len(asked) < 2 {
			t.Fatalf("%+v", got)
		}
		said := make(chan answer, 1)
		go func() { // the line goes out beside the move, a little later each time
			<-time.After(time.Duration(n) * 5 * time.Millisecond)
			said <- runTyping(t, client, "vote "+asked[0].Name, "3\n")
		}()
		s.do("", spectrum.LastCall{ID: first.ID})
		s.do("", spectrum.CloseVote{Round: first.ID, Vote: first.Vote})
		s.move(votePlace(s.room, topic, spectrum.StepVote2))
		second := s.openVote(topic, spectrum.Second)
		if got := <-said; got.code != 0 {
			refused++
		}
		if got := runTyping(t, client, "vote "+asked[1].Name, "3\n"); got.code == 0 {
			t.Errorf("a line for a question that closed was taken: %+v", got)
		}
		s.do("", spectrum.LastCall{ID: second.ID})
		s.do("", spectrum.CloseVote{Round: second.ID, Vote: second.Vote})
		if _, shown := s.snap().Spectrum.Round(second.ID); shown.ShouldResult.Answered != 0 {
			t.Fatalf("time %d: a line for the first vote landed in the second", n)
		}
		_, shown := s.snap().Spectrum.Round(first.ID)
		inFirst += shown.TodayResult.Answered
	}
	if inFirst+refused != voteAgain {
		t.Errorf("%d in time and %d refused are not %d", inFirst, refused, voteAgain)
	}
}

// fingers are somebody at a face who is about to answer.
type fingers struct {
	face    string
	prepare func(*stand, *tuitest.Person)
	sends   []string
	// settle returns when all that was typed has been dealt with.
	settle func(*tuitest.Person)
}

// moveUnderFingers opens a vote, lets somebody prepare an answer, and closes it
// and opens the next in the same moment in which they send keys.
func moveUnderFingers(t *testing.T, f fingers) {
	s := open(t, bench.Plan{People: 6, Open: true})
	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	if err != nil {
		t.Fatal(err)
	}
	inFirst := 0
	for n := range voteAgain {
		s.move(votePlace(s.room, topic, spectrum.StepVote1))
		first := s.openVote(topic, spectrum.First)
		who := s.hall.People[0]
		p := tuitest.Dial(t, s.Addr(), s.hall.Code+f.face, tuitest.Options{Signer: who.Key, H: 50})
		p.See(who.Name)
		p.Type("1\r")
		p.See("Involve")
		f.prepare(s, p)
		// The keys go out beside the move, a little later each time.
		typed := make(chan struct{})
		go func() {
			defer close(typed)
			for _, keys := range f.sends {
				<-time.After(time.Duration(n) * 3 * time.Millisecond)
				if p.Send(keys) != nil {
					return
				}
			}
		}()
		s.do("", spectrum.LastCall{ID: first.ID})
		s.do("", spectrum.CloseVote{Round: first.ID, Vote: first.Vote})
		s.move(votePlace(s.room, topic, spectrum.StepVote2))
		second := s.openVote(topic, spectrum.Second)
		<-typed
		f.settle(p)
		s.do("", spectrum.LastCall{ID: second.ID})
		s.do("", spectrum.CloseVote{Round: second.ID, Vote: second.Vote})
		_, shown := s.snap().Spectrum.Round(second.ID)
		if shown.ShouldResult.Answered != 0 {
			t.Fatalf("time %d: an answer to the first vote landed in the second", n)
		}
		_, shown = s.snap().Spectrum.Round(first.ID)
		inFirst += shown.TodayResult.Answered
		_ = p.Close()
	}
	t.Logf("%d of %d answers were in time", inFirst, voteAgain)
}

// openVote opens a round and gives it.
func (s *stand) openVote(topic string, v spectrum.Vote) *spectrum.Round {
	s.t.Helper()
	s.do("", spectrum.OpenVote{Topic: topic, Vote: v, Again: true})
	return s.snap().Spectrum.Topic(topic).OpenRound()
}
