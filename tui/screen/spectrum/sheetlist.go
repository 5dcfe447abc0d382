package spectrum

import (
	"slices"
	"strconv"

	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// perPage is how many numbered answers stand on a page: a digit each.
const perPage = 9

// listRows are the numbered answers in sight.
func (sh *sheet) listRows(e *screen.Env, c card) []paint.Row {
	if c.folded && sh.inText() {
		return nil
	}
	var rows []paint.Row
	shown, zero := sh.inSight(c)
	for i, l := range append(shown, zero...) {
		n := strconv.Itoa(i + 1)
		if l.zero {
			n = "0"
		}
		style, mark := theme.Plain, "  "
		if l.chosen && sh.at == 0 || sh.at > 0 && sh.at == sh.place(c, l.zero, i) {
			style, mark = theme.Accent, e.Theme.Chosen+" "
		}
		if sh.inText() {
			style = theme.Dim
		}
		lead := paint.Line(paint.Text(theme.Accent, mark), paint.Text(theme.Key, n), paint.Spaces(2))
		for j, r := range paint.Paragraph(style, l.words, e.W-5) {
			if j > 0 {
				lead = paint.Line(paint.Spaces(5))
			}
			rows = append(rows, paint.Join(lead, r))
		}
	}
	return rows
}

// inSight splits the answers into those of this page and the one behind 0.
func (sh *sheet) inSight(c card) (shown, zero []line) {
	var all []line
	for _, l := range c.lines {
		if l.zero {
			zero = append(zero, l)
		} else {
			all = append(all, l)
		}
	}
	if sh.from >= len(all) {
		sh.from = 0
	}
	end := min(sh.from+perPage, len(all))
	return all[sh.from:end:end], zero
}

// place is where the i-th answer in sight stands in c.lines, from 1.
func (sh *sheet) place(c card, zero bool, i int) int {
	n := 0
	for j, l := range c.lines {
		switch {
		case zero && l.zero:
			return j + 1
		case l.zero || zero:
			continue
		case n == sh.from+i:
			return j + 1
		}
		n++
	}
	return 0
}

// fit keeps the choice on its answer when the list has changed.
func (sh *sheet) fit(c card) {
	if sh.at == 0 || sh.at <= len(c.lines) && c.lines[sh.at-1].words == sh.words {
		return
	}
	sh.at = 1 + slices.IndexFunc(c.lines, func(l line) bool { return l.words == sh.words })
}

// chosen is the answer that Enter takes, nil for none.
func (sh *sheet) chosen(c card) *line {
	if sh.inText() || sh.at < 1 || sh.at > len(c.lines) {
		return nil
	}
	return &c.lines[sh.at-1]
}

// pages reports whether there are more answers than one page holds.
func (sh *sheet) pages(c card) bool {
	n := 0
	for _, l := range c.lines {
		if !l.zero {
			n++
		}
	}
	return n > perPage
}

// key is the digit of the answer that is chosen, or its words where it is not in
// sight.
func (sh *sheet) key(c card) string {
	if c.lines[sh.at-1].zero {
		return "0"
	}
	shown, _ := sh.inSight(c)
	for i := range shown {
		if sh.place(c, false, i) == sh.at {
			return strconv.Itoa(i + 1)
		}
	}
	return c.lines[sh.at-1].words
}

// digits shows the keys of the answers in sight: "1–3", "0–9".
func (sh *sheet) digits(c card) string {
	shown, zero := sh.inSight(c)
	first, last := "1", strconv.Itoa(len(shown))
	switch {
	case len(zero) > 0 && len(shown) == 0:
		return "0"
	case len(zero) > 0:
		first = "0"
	case len(shown) == 1:
		return first
	}
	return first + "–" + last
}
