package agree_test

import (
	"strings"
	"testing"

	"convene/internal/library"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/agree"
)

func text(rows []paint.Row) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(r.String() + "\n")
	}
	return b.String()
}

func TestNothingIsChosenAndEveryAnswerHasItsKey(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, w, look := agree.New(), lib.Words("en"), theme.New(theme.Options{})
	if _, ok := s.Chosen(); ok {
		t.Error("something is chosen at the start")
	}
	rows, focus := s.Layout(lib, w, 76, look)
	if focus != -1 || strings.Contains(text(rows), look.Chosen) || len(rows) != len(lib.Scale()) {
		t.Errorf("at the start:\n%s", text(rows))
	}
	for i, a := range lib.Scale() {
		if !s.Key(lib, w, keys.Char([]rune(a.Key)[0])) {
			t.Errorf("%s means nothing", a.Key)
		}
		if got, ok := s.Chosen(); !ok || got.ID != a.ID {
			t.Errorf("%s chooses %q", a.Key, got.ID)
		}
		if _, focus := s.Layout(lib, w, 76, look); focus != i {
			t.Errorf("%s stands in row %d", a.Key, focus)
		}
	}
	rows, _ = s.Layout(lib, lib.Words("es"), 76, look)
	if got, _ := s.Chosen(); got.ID != "read" || !strings.Contains(text(rows), "Lo apoyo por completo") {
		t.Error("another language loses what was chosen")
	}
	s.Clear()
	if _, ok := s.Chosen(); ok {
		t.Error("something is chosen after clearing")
	}
	if s.ChooseID(lib, w, "3"); func() bool { a, _ := s.Chosen(); return a.ID != "3" }() {
		t.Error("an answer can't be chosen by its id")
	}
}

func TestCountsAreNumbersAndNeverAnAverage(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	of := func(id string) int { return map[string]int{"5": 4, "1": 1, "read": 2}[id] }
	for _, width := range []int{76, 56, 30} {
		rows := agree.Counts(lib, lib.Words("es"), of, 3, width, theme.New(theme.Options{}))
		got := text(rows)
		for _, r := range rows {
			if r.Width() > width {
				t.Errorf("wider than %d: %q", width, r.String())
			}
		}
		if strings.Contains(got, "Necesito esto en mi idioma") || !strings.Contains(got, "ninguno") {
			t.Errorf("%d wide:\n%s", width, got)
		}
	}
	got := text(agree.Counts(lib, lib.Words("en"), of, 3, 76, theme.New(theme.Options{})))
	if !strings.Contains(got, "I am fully behind this             ████████████████████████  4") ||
		!strings.Contains(got, "Pass, or not mine to decide                                  3") {
		t.Errorf("counts:\n%s", got)
	}
}
