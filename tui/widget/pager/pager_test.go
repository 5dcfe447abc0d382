package pager_test

import (
	"strconv"
	"testing"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/widget/pager"
)

// things makes things of the given heights.
func things(heights ...int) [][]paint.Row {
	var out [][]paint.Row
	for i, h := range heights {
		var rows []paint.Row
		for range h {
			rows = append(rows, paint.Line(paint.Text(0, strconv.Itoa(i))))
		}
		out = append(out, rows)
	}
	return out
}

func text(rows []paint.Row) string {
	s := ""
	for _, r := range rows {
		s += r.String()
	}
	return s
}

func TestSpaceGoesThroughAllAndRound(t *testing.T) {
	var p pager.Pager
	all := things(1, 2, 1, 3, 1)
	for i, want := range []string{"011", "2", "333", "4", "011"} {
		if got := text(p.Layout(all, 3)); got != want {
			t.Fatalf("page %d: %q, want %q", i, got, want)
		}
		if !p.More() {
			t.Error("everything seems to be in sight")
		}
		p.Do(keys.More)
	}
	p.Layout(all, 3)
	p.Do(keys.Before)
	if got := text(p.Layout(all, 3)); got != "011" {
		t.Errorf("back: %q", got)
	}
	if p.Do(keys.Main) {
		t.Error("Enter turned a page")
	}
}

func TestRange(t *testing.T) {
	var p pager.Pager
	p.Layout(things(1, 1, 1), 2)
	if a, b, n := p.Range(); a != 1 || b != 2 || n != 3 {
		t.Errorf("%d–%d of %d", a, b, n)
	}
	p.Do(keys.More)
	p.Layout(things(1, 1, 1), 2)
	if a, b, n := p.Range(); a != 3 || b != 3 || n != 3 {
		t.Errorf("%d–%d of %d", a, b, n)
	}
	p.Layout(things(1), 2) // the others were taken back
	if a, b, n := p.Range(); a != 1 || b != 1 || n != 1 || p.More() {
		t.Errorf("%d–%d of %d", a, b, n)
	}
	p.Layout(nil, 2)
	if a, b, n := p.Range(); a != 0 || b != 0 || n != 0 || p.More() {
		t.Errorf("%d–%d of %d", a, b, n)
	}
}

func TestATallThingIsShownAsFarAsItGoes(t *testing.T) {
	var p pager.Pager
	if got := text(p.Layout(things(9, 1), 3)); got != "000" {
		t.Errorf("got %q", got)
	}
}
