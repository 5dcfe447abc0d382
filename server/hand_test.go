package server_test

import (
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// One scribe, on one terminal, brings in what three people wrote on paper: each is
// asked, each has a ballot of their own, the scribe is here all the while and they
// are not, and everyone hears how many came on paper, on every face, and never
// which.
func TestAScribeBringsInPaper(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	june := s.hall.People[0].Seat
	s.do("", roster.Grant{Seat: june, Role: roster.Scribe})
	names := []string{"William Hart", "Ana Reyes", "Joe Begay"}
	for _, name := range names[:2] {
		s.do(june, roster.WriteIn{Seat: roster.SeatID(name), About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: "en"})
	}
	p := s.comes(0, tuitest.Options{})
	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	if err != nil {
		t.Fatal(err)
	}
	asked := func(name string) {
		t.Helper()
		p.See("How does the answer of " + name + " reach you?")
		presses(t, p, "2", func(g tuitest.Grid) bool { return g.Says("Read aloud to " + name) })
		p.See("I will know your answer. Is that all right?")
		p.Press(keys.Yes)
		p.See("Answering for " + strings.ToUpper(name))
	}
	menu := func() {
		t.Helper()
		presses(t, p, "m", func(g tuitest.Grid) bool { return g.Says("Answer for someone") })
		for _, row := range p.Grid().Rows() {
			if before, _, ok := strings.Cut(row, "Answer for someone"); ok {
				p.Type(strings.TrimSpace(strings.TrimLeft(before, " ›")))
			}
		}
		p.See("For whom do you answer?")
	}
	// The third is written onto the list here, and nothing is asked yet.
	menu()
	p.Type("3")
	p.See("What should we call them?")
	p.Type(names[2])
	p.See(names[2])
	p.Press(keys.Main)
	p.See("In which language do you read to " + names[2])
	p.Type("1")
	asked(names[2])
	s.eventually("only the scribe is here", func(w *workshop.Snapshot) bool {
		return w.Presence.Here[june] && len(w.Presence.Here) == 1
	})
	p.Press(keys.Close)
	p.See("Nothing was sent for " + names[2])

	s.move(votePlace(s.room, topic, spectrum.StepVote1))
	round := s.openVote(topic, spectrum.First)
	p.See("question 1 of 2")
	for i, name := range names {
		menu()
		p.Type(string(rune('1' + i)))
		if name != names[2] { // who said yes in this meeting is not asked again
			asked(name)
		} else {
			p.See("How does the answer of " + name + " reach you?")
			presses(t, p, "2", func(g tuitest.Grid) bool { return g.Says("Answering for " + strings.ToUpper(name)) })
		}
		for n, level := range []string{"3", "5"} {
			p.See([]string{"question 1 of 2", "question 2 of 2"}[n])
			presses(t, p, level, func(g tuitest.Grid) bool { return g.Has("› " + level) })
			p.Press(keys.Main)
			p.See("Read back to "+name, []string{"You said: Involve.", "You said: Co-lead."}[n])
			presses(t, p, "y", func(g tuitest.Grid) bool { return !g.Says("Read back") })
		}
		p.See("It is sent for " + name + ". You are on your own seat again.")
		p.See("question 1 of 2") // which June has not answered
	}
	s.eventually("three answers", func(w *workshop.Snapshot) bool { return w.Counts[round.Should.ID] == 3 })
	for _, person := range s.hall.People[1:] {
		for _, id := range []string{round.Today.ID, round.Should.ID} {
			s.do(person.Seat, spectrum.Cast{Poll: id, Choice: "consult"})
		}
	}
	s.do("", spectrum.LastCall{ID: round.ID})
	s.do("", spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	_, shown := s.snap().Spectrum.Round(round.ID)
	want := poll.Ways{Screen: len(s.hall.People) - 1, Paper: 3}
	if r := shown.ShouldResult; r.Ways == nil || *r.Ways != want || r.Counts[4] != 3 {
		t.Errorf("the vote shows %+v, by %+v", r, r.Ways)
	}
	p.See("4 on screen, 3 on paper")
	wall := tuitest.Dial(t, s.Addr(), s.hall.Code+"+room", tuitest.Options{})
	wall.See("The middle answer:", "4 on screen, 3 on paper.")
	if out := s.one(0, "results"); !strings.Contains(out, "4 on screen, 3 on paper.") {
		t.Errorf("one line:\n%s", out)
	}
	if out := s.one(0, "results --json"); !strings.Contains(out, `"paper": 3`) && !strings.Contains(out, `"paper":3`) {
		t.Errorf("as data:\n%s", out)
	}
}
