package spectrum

import (
	"slices"
	"strconv"

	"convene/internal/safetext"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// sheet is one small question in front of the page: words to write, numbered
// answers, or both. Tab goes from one to the other; Esc goes back, and what was
// written waits in its draft.
type sheet struct {
	// card says what it shows, anew for each page and key.
	card  func(e *screen.Env) card
	field *field.Field // nil where nothing is written
	draft string       // the field under which unsent words are kept; empty for parts of a form
	kept  func() screen.Draft
	list  bool   // the numbered answers have the focus, beside a field
	from  int    // the first numbered answer in sight
	at    int    // the answer that is chosen, from 1 as c.lines has them; 0 is none
	words string // of that answer: the list may change under it
	base  int    // how many sheets stand below the form it belongs to

	sent    any // what was sent; a success of its kind closes the form
	refused func(e *screen.Env)
}

// card is what a sheet shows.
type card struct {
	title string
	above []string // plain, before the field
	lines []line
	below []string // dim, at the end
	// send happens on Enter, save names it. Without a field it is the main act
	// of a list, if there is one.
	send func(e *screen.Env, words string) screen.Do
	save string
	// tab names what Tab goes to beside a field; folded answers show only then.
	tab    string
	folded bool
	// menu says that the lines are things to do and no answers: a digit does one
	// at once.
	menu bool
	// letters are keys beside the numbers.
	letters []letter
}

// line is one numbered answer. A digit chooses it, and Enter takes the chosen one:
// nothing goes to the room by a digit alone.
type line struct {
	words  string
	chosen bool // it is what holds now
	zero   bool // its number is 0: the answer that is none of the others
	marks  bool // do changes only this sheet, which Enter sends: the digit does it
	do     func(e *screen.Env) screen.Do
}

// letter is another key of a list.
type letter struct {
	action keys.Action
	words  string
	do     func(e *screen.Env) screen.Do
}

// perPage is how many numbered answers stand on a page: a digit each.
const perPage = 9

func (s *Screen) sheet() *sheet {
	if n := len(s.sheets); n > 0 {
		return s.sheets[n-1]
	}
	return nil
}

// push puts a sheet in front, as the first of a form of its own.
func (s *Screen) push(sh *sheet) {
	sh.base = len(s.sheets)
	s.sheets = append(s.sheets, sh)
}

// further puts the next sheet of the same form in front.
func (s *Screen) further(sh *sheet) {
	base := len(s.sheets)
	if top := s.sheet(); top != nil {
		base = top.base
	}
	sh.base = base
	s.sheets = append(s.sheets, sh)
}

func (s *Screen) pop() {
	if n := len(s.sheets); n > 0 {
		s.sheets = s.sheets[:n-1]
	}
}

// closeSheet closes a form whose words were taken, and erases their draft.
func (s *Screen) closeSheet(i int) screen.Do {
	sh := s.sheets[i]
	s.sheets = s.sheets[:min(sh.base, i)]
	do := screen.Do{}
	if sh.draft != "" {
		do.Draft = &screen.Draft{Field: sh.draft}
	}
	if s.returns && len(s.sheets) == 0 {
		s.returns, do.Follow = false, true
	}
	return do
}

// give sends a command from the sheet in front.
func (s *Screen) give(body any) screen.Do {
	if sh := s.sheet(); sh != nil {
		sh.sent = body
	}
	return screen.Give(body)
}

// newField makes a field that holds what was drafted, or else what stands there.
func newField(e *screen.Env, kind safetext.Kind, draft, have string) *field.Field {
	f := field.New(kind)
	if words := e.Drafts[draft]; draft != "" && words != "" {
		have = words
	}
	f.SetText(have)
	return f
}

func (sh *sheet) inText() bool { return sh.field != nil && !sh.list }

// page lays the sheet out.
func (sh *sheet) page(e *screen.Env) screen.Page {
	c := sh.card(e)
	sh.fit(c)
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, c.title, e.W), nil)
	for _, words := range c.above {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	if len(c.above) > 0 {
		p.Rows = append(p.Rows, nil)
	}
	if sh.field != nil {
		body, cursor := sh.field.Layout(e.W-2, e.Theme)
		if sh.inText() {
			p.Cursor = &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(p.Rows)}
		}
		p.Rows = append(append(p.Rows, paint.Shift(2, body)...), nil)
	}
	p.Rows = append(p.Rows, sh.listRows(e, c)...)
	if len(c.lines) > 0 && len(c.below) > 0 && !(c.folded && sh.inText()) {
		p.Rows = append(p.Rows, nil)
	}
	for _, words := range c.below {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, words, e.W)...)
	}
	p.Hints = sh.hints(e, c)
	return p
}

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

func (sh *sheet) hints(e *screen.Env, c card) []keys.Hint {
	var out []keys.Hint
	if sh.inText() {
		out = append(out, keys.Hint{Action: keys.Main, Words: c.save})
		if len(c.lines) > 0 {
			out = append(out, keys.Hint{Action: keys.NextPart, Words: c.tab})
		}
		return append(out, keys.Hint{Action: keys.Close, Words: e.Say("ask.back")})
	}
	switch {
	case sh.chosen(c) != nil:
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("spectrum.foot.take", "key", sh.key(c))})
	case c.send != nil:
		out = append(out, keys.Hint{Action: keys.Main, Words: c.save})
	}
	if len(c.lines) > 0 {
		out = append(out, keys.Hint{Action: keys.Choose, Keys: sh.digits(c), Words: e.Say("keys.choose.foot")})
	}
	for _, l := range c.letters {
		out = append(out, keys.Hint{Action: l.action, Words: l.words})
	}
	if sh.pages(c) {
		out = append(out, keys.Hint{Action: keys.More})
	}
	return append(out, keys.Hint{Action: keys.Close, Words: e.Say("ask.back")})
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
