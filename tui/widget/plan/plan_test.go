package plan_test

import (
	"strings"
	"testing"

	"convene/tui/theme"
	"convene/tui/widget/plan"
)

func text(l plan.Line, width int) string {
	var b strings.Builder
	for _, r := range plan.Layout(l, width, theme.New(theme.Options{})) {
		b.WriteString(strings.TrimRight(r.String(), " ") + "\n")
	}
	return b.String()
}

func TestALineHasItsStateTitleAndTime(t *testing.T) {
	l := plan.Line{State: "now", Title: "Choose our level", Time: "20 min · planned 45", Now: true, Chosen: true, Below: "step 4 of 8"}
	want := "› now       Choose our level             20 min · planned 45\n            step 4 of 8\n"
	if got := text(l, 60); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestNothingIsCutWhereThereIsLittleRoom(t *testing.T) {
	l := plan.Line{State: "propuesta", Title: "Escribir, primera ronda: propósito, alcance", Time: "20 min · previsto 45"}
	got := text(l, 40)
	for _, row := range strings.Split(got, "\n") {
		if n := len([]rune(row)); n > 40 {
			t.Errorf("%d wide: %s", n, row)
		}
	}
	for _, word := range strings.Fields(l.State + " " + l.Title + " " + l.Time) {
		if !strings.Contains(got, word) {
			t.Errorf("%q is missing:\n%s", word, got)
		}
	}
}
