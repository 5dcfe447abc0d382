package bars_test

import (
	"strconv"
	"strings"
	"testing"

	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/bars"
)

func result() bars.Result {
	return bars.Result{Heads: []string{"today", "should be"}, None: "none", Lines: []bars.Line{
		{Label: "Inform", Counts: []int{6, 0}},
		{Label: "Consult", Counts: []int{5, 1}},
		{Label: "Co-lead", Counts: []int{0, 6}},
		{Label: "not sure, pass", Counts: []int{1, -1}, Plain: true},
	}}
}

func text(rows []paint.Row) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.TrimRight(r.String(), " ") + "\n")
	}
	return b.String()
}

func TestTwoColumns(t *testing.T) {
	got := text(bars.Layout(result(), 52, theme.New(theme.Options{ASCII: true})))
	want := `                  today              should be
Inform            ############  6    none          0
Consult           ##########    5    ##            1
Co-lead           none          0    ############  6
not sure, pass                  1
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestNarrowStacks(t *testing.T) {
	got := text(bars.Layout(result(), 30, theme.New(theme.Options{})))
	want := `Inform
  today      ██████████████  6
  should be  none            0
Consult
  today      ████████████    5
  should be  ██              1
Co-lead
  today      none            0
  should be  ██████████████  6
not sure, pass
  today                      1
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

// Every count that was given is there as a number, in every width, and no row is
// too wide.
func TestEveryBarHasItsNumber(t *testing.T) {
	r := bars.Result{None: "ninguna", Lines: []bars.Line{{Label: "Colaborar", Counts: []int{417}}, {Label: "Informar", Counts: []int{3}}, {Label: "漢字", Counts: []int{0}}}}
	for width := 16; width < 120; width++ {
		rows := bars.Layout(r, width, theme.New(theme.Options{}))
		all := text(rows)
		for _, n := range []int{417, 3, 0} {
			if !strings.Contains(all, " "+strconv.Itoa(n)+"\n") {
				t.Fatalf("width %d: %d is missing:\n%s", width, n, all)
			}
		}
		if !strings.Contains(all, "█  ") && !strings.Contains(all, "█ ") || !strings.Contains(all, "ninguna") {
			t.Fatalf("width %d:\n%s", width, all)
		}
		for _, row := range rows {
			if row.Width() > width {
				t.Fatalf("width %d: a row of %d:\n%s", width, row.Width(), all)
			}
		}
	}
}

func TestNoBarLooksBetter(t *testing.T) {
	for _, r := range bars.Layout(result(), 58, theme.New(theme.Options{})) {
		for _, s := range r {
			if strings.Contains(s.Text(), "█") && s.Style() != theme.Bar {
				t.Errorf("%q is drawn as %d", s.Text(), s.Style())
			}
		}
	}
}
