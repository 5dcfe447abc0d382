package spectrum

import (
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
