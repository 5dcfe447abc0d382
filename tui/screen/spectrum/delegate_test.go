package spectrum_test

import (
	"testing"

	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
)

func TestADelegateIsAskedForTheGovernmentFirst(t *testing.T) {
	s := newScene(t, 2, 5)
	d := s.delegate()
	s.fill(domain.Person{Seat: s.host})
	s.to(domain.StepVote1)
	r := s.open(domain.First)
	u := s.user(d)
	u.sees("You speak for Example Tribe.", "1 record its position", "2 take this to the Council",
		"3 no position today", "and, only if you wish, 4 also answer as yourself")
	u.press(keys.Char('1'), keys.Char('4'), enter)
	u.typed("Ask our court first.")
	if u.press(enter); u.topic().Position(clean("Example Tribe")) != nil {
		t.Fatal("a position showed before it was released")
	}
	u.yes(0)
	p := u.topic().Position(clean("Example Tribe"))
	if p == nil || p.Stand != domain.DoesNotAgree || p.Words.String() != "Ask our court first." {
		t.Fatalf("the position is %+v", p)
	}
	u.sees("Example Tribe does not agree.", "\"Ask our court first.\"")
	u.press(keys.Char('4'), keys.Char('5'), enter)
	if u.own(r.Today.ID) != "colead" {
		t.Fatal("the delegate's own answer is not in the box")
	}
}

// Who takes a topic to the Council may say by when it answers, or leave that out.
func TestADelegateSaysByWhenTheCouncilAnswers(t *testing.T) {
	s := newScene(t, 2, 5)
	d := s.delegate()
	s.fill(domain.Person{Seat: s.host})
	s.to(domain.StepVote1)
	s.open(domain.First)
	u := s.user(d)
	u.press(keys.Char('2'), enter)
	u.sees("By when does the Council answer?", "Leave it empty if nobody can say yet.")
	u.typed("in June")
	u.press(enter)
	if u.topic().Position(clean("Example Tribe")) != nil || u.ask != nil {
		t.Fatal("\"in June\" was taken for a day")
	}
	for range len("in June") {
		u.press(keys.Press(keys.Backspace))
	}
	u.typed("2027-06-01")
	u.press(enter)
	if u.ask == nil || u.ask.Lines[0] != "Example Tribe. Its delegate takes this to the Council, which answers by June 1, 2027." {
		t.Fatalf("asked %+v", u.ask)
	}
	u.yes(0)
	u.sees("1 record its position", "which answers by June 1, 2027.")
	u.press(keys.Char('2'), enter, enter)
	u.yes(0)
	u.sees("1 record its position", "Its delegate takes this to the Council.")
}
