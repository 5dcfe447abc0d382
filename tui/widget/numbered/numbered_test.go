package numbered_test

import (
	"testing"

	"convene/tui/keys"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

func TestNothingIsChosenAtTheStart(t *testing.T) {
	var l numbered.List
	if _, ok := l.Chosen(); ok {
		t.Error("a line is chosen")
	}
	if picked, took := l.Key(keys.Press(keys.Enter), 3); took || picked != -1 {
		t.Errorf("Enter picked %d", picked)
	}
}

func TestADigitPicksAndArrowsReachWhatHasNone(t *testing.T) {
	var l numbered.List
	if picked, _ := l.Key(keys.Char('2'), 12); picked != 1 {
		t.Errorf("2 picked %d", picked)
	}
	for range 20 {
		l.Key(keys.Press(keys.Down), 12)
	}
	if picked, _ := l.Key(keys.Press(keys.Enter), 12); picked != 11 {
		t.Errorf("the end is %d", picked)
	}
	for range 20 {
		l.Key(keys.Press(keys.Up), 12)
	}
	if picked, _ := l.Key(keys.Press(keys.Enter), 12); picked != 0 {
		t.Errorf("the beginning is %d", picked)
	}
	if _, took := l.Key(keys.Char('4'), 3); took {
		t.Error("4 of three lines was taken")
	}
}

func TestALineThatWentAwayIsNotPicked(t *testing.T) {
	var l numbered.List
	l.Choose(5)
	if picked, _ := l.Key(keys.Press(keys.Enter), 2); picked != 1 {
		t.Errorf("picked %d of two", picked)
	}
	if _, took := l.Key(keys.Press(keys.Enter), 0); took {
		t.Error("something of nothing was picked")
	}
}

func TestLongLinesWrapUnderTheirOwnWords(t *testing.T) {
	var l numbered.List
	l.Choose(0)
	rows, focus := l.Layout([]string{"one two three", "four"}, 12, theme.New(theme.Options{}))
	want := []string{"› 1  one two", "     three", "  2  four"}
	if len(rows) != len(want) || focus != 0 {
		t.Fatalf("%v, focus %d", rows, focus)
	}
	for i := range want {
		if rows[i].String() != want[i] {
			t.Errorf("row %d is %q", i, rows[i])
		}
	}
}

// Each page has digits of its own, so that the twelfth of twelve is reached by
// Space and 3.
func TestEveryPageHasDigits(t *testing.T) {
	var l numbered.List
	l.Key(keys.Char(' '), 12)
	if picked, _ := l.Key(keys.Char('3'), 12); picked != 11 {
		t.Errorf("Space, 3 picked %d", picked)
	}
	if picked, took := l.Key(keys.Char('4'), 12); took || picked != -1 {
		t.Errorf("4 on a page of three picked %d", picked)
	}
	l.Key(keys.Char(' '), 12)
	if picked, _ := l.Key(keys.Char('1'), 12); picked != 0 {
		t.Errorf("after the last page comes the first; 1 picked %d", picked)
	}
}
