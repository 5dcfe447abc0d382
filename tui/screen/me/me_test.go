package me_test

import (
	"strings"
	"testing"

	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen/me"
	"convene/tui/tuitest/stage"
)

// Where somebody comes from is an answer: a digit chooses it, Enter saves it, and
// 0 takes it back.
func TestAGroupIsChosenAndThenSaved(t *testing.T) {
	s := stage.New(t, "b")
	rosa := s.Sit("Rosa", "en")
	scr := me.New()
	enter := keys.Press(keys.Enter)
	s.Press(scr, rosa, "en", keys.Char('4'))
	if do, _ := s.Press(scr, rosa, "en", enter); do.Notice == "" {
		t.Error("Enter without a choice says nothing")
	}
	s.Press(scr, rosa, "en", keys.Char('3'))
	if g := s.State.Roster.Seat(rosa).Group; g != roster.NoGroup {
		t.Fatalf("a digit alone made it %q", g)
	}
	want := s.Lib.Groups()[2]
	if shown := stage.Show(s.Env(rosa, "en"), scr); !strings.Contains(shown, "› 3  "+want.Name.In("en")) || !strings.Contains(shown, "Enter") {
		t.Errorf("the choice is not marked:\n%s", shown)
	}
	s.Press(scr, rosa, "en", enter)
	if g := s.State.Roster.Seat(rosa).Group; string(g) != want.ID {
		t.Errorf("saved %q", g)
	}
	s.Press(scr, rosa, "en", keys.Char('4'), keys.Press(keys.Up), enter)
	if g := s.State.Roster.Seat(rosa).Group; g != roster.NoGroup {
		t.Errorf("none of them saved %q", g)
	}
	before := s.State.Roster.Seat(rosa).NameInHistory
	s.Press(scr, rosa, "en", keys.Char('7'))
	if s.State.Roster.Seat(rosa).NameInHistory != before {
		t.Error("a digit alone answered whether the name is shown")
	}
	s.Press(scr, rosa, "en", enter)
	if s.State.Roster.Seat(rosa).NameInHistory == before {
		t.Error("Enter did not answer it")
	}
}
