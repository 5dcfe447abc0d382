package server_test

import (
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/tuitest"
)

// sayer is somebody at the line-by-line face, whose words are looked for behind
// what was heard before.
type sayer struct {
	*tuitest.Person
	t    *testing.T
	from int
}

// hears waits until a sentence was told since the last that was waited for.
func (s *sayer) hears(sentences ...string) {
	s.t.Helper()
	for _, sentence := range sentences {
		s.SeeThat(sentence, func(tuitest.Grid) bool { return strings.Contains(s.since(), sentence) })
	}
}

// since is what was told since the last line that was typed.
func (s *sayer) since() string { return flat(string(s.Transcript()[s.from:])) }

// types types a line, once something that asks for it was told.
func (s *sayer) types(line string, then ...string) {
	s.t.Helper()
	s.from = len(s.Transcript())
	s.Type(line + "\r")
	s.hears(then...)
}

// The line-by-line face hands over by words: it says what still stands above,
// takes nothing that was typed before it asked, and each answers on a ballot of
// their own.
func TestTwoAtOneTerminalLineByLine(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	rosa := s.hall.People[0]
	p := &sayer{t: t, Person: tuitest.Dial(t, s.Addr(), s.hall.Code+"+linear", tuitest.Options{Signer: rosa.Key, H: 60})}
	p.hears("Are you " + rosa.Name)
	p.types("1", "Type a number or a word", "Number or word:")
	p.types("table", "1. Somebody sits down with us", "Number or word:")
	p.types("1", "What was typed before still stands above", "to somebody new. 1. I sit here now, in English", "2. Aquí estoy, en español", ":")
	p.types("1", "1. I am new here", "Number or word:")
	p.types("1", "What should we call you?", "Your words:")
	p.types(hartName, "Your return words", "or type ready")
	p.types("ready", "Answering now: "+hartName+".", "Number or word:")

	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	if err != nil {
		t.Fatal(err)
	}
	s.move(votePlace(s.room, topic, spectrum.StepVote1))
	round := s.openVote(topic, spectrum.First)
	p.hears("1. Inform", "Number or word:")
	for _, poll := range []string{round.Today.ID, round.Should.ID} {
		for s.snap().Counts[poll] == 0 { // the first line after the room moved is asked about
			p.types("vote 5", "Number or word:")
		}
	}
	p.hears("When you have finished, hand over to " + rosa.Name + ": type table.")
	p.types("table", "1. Hand over to "+rosa.Name, "Number or word:")
	p.from = len(p.Transcript())
	p.Type("1\r3\rhere\rvote 3\r") // the first hands over; the rest is for nobody
	p.hears("over to "+rosa.Name, "type here.", "Number or word:")
	if told := p.since(); strings.Contains(told, "Answering now") || strings.Contains(told, "Co-lead") || strings.Contains(told, "vote 3") {
		t.Fatalf("the cover shows %q", told)
	}
	p.types("here", "Answering now: "+rosa.Name+".", "1. Inform", "Number or word:")
	if told := p.since(); strings.Contains(told, "zq") || strings.Contains(told, "your answer is") || s.snap().Counts[round.Today.ID] != 1 {
		t.Errorf("another's turn begins with %q", told)
	}
	for _, poll := range []string{round.Today.ID, round.Should.ID} {
		for s.snap().Counts[poll] == 1 {
			p.types("vote 2", "Number or word:")
		}
	}
	s.eventually("two answers", func(w *workshop.Snapshot) bool { return w.Counts[round.Should.ID] == 2 })
	s.do("", spectrum.LastCall{ID: round.ID})
	s.do("", spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	_, shown := s.snap().Spectrum.Round(round.ID)
	if r := shown.ShouldResult; r.Answered != 2 || r.Counts[1] != 1 || r.Counts[4] != 1 {
		t.Errorf("the vote shows %+v", r)
	}
	if strings.Contains(string(p.Transcript()), "\x1b") {
		t.Error("an escape code went to a line-by-line terminal")
	}
}

// At a shared line-by-line terminal the end of one seat is the end of that one's
// turn; the last one at it hears that theirs has ended, and leaves.
func TestOneSeatEndsAtASharedTerminalLineByLine(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	rosa := s.hall.People[0]
	p := &sayer{t: t, Person: tuitest.Dial(t, s.Addr(), s.hall.Code+"+linear", tuitest.Options{Signer: rosa.Key, H: 60})}
	p.hears("Are you " + rosa.Name)
	p.types("1", "Type a number or a word", "Number or word:")
	p.types("table", "1. Somebody sits down with us", "Number or word:")
	p.types("1", "to somebody new. 1. I sit here now, in English", "2. Aquí estoy, en español", ":")
	p.types("1", "1. I am new here", "Number or word:")
	p.types("1", "What should we call you?", "Your words:")
	p.types(hartName, "or type ready")
	p.types("ready", "Answering now: "+hartName+".", "Number or word:")
	for _, seat := range s.snap().Roster.Here() {
		if seat.Name.String() == hartName {
			s.do("", roster.EndSeat{Seat: seat.ID})
		}
	}
	p.hears("The host has ended the seat of "+hartName, "over to "+rosa.Name, "type here.", "Number or word:")
	p.types("here", "Number or word:")
	s.do("", roster.EndSeat{Seat: rosa.Seat})
	p.hears("A host has ended your seat in this workshop.")
	p.SeeEnd()
}
