package terms

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// action is something that can be done about what is in front.
type action struct {
	words string
	do    func(e *screen.Env) screen.Do
}

// menu is a numbered list, made anew as the room goes on: of things to do, where a
// digit does one at once, or of answers, where it only chooses one.
type menu struct {
	s       *Screen
	title   string // sentence id
	actions func(e *screen.Env) []action
	list    list
	open    bool // nothing is chosen at the start: it is about what one stands for
}

// fit keeps the choice within the lines; an open one stays unmade.
func (m *menu) fit(n int) {
	if !m.open {
		m.list.fit(n)
	}
}

func (m *menu) inText() bool { return false }

// digits is how many lines of a list of things to do have a digit of their own.
const digits = 9

// does reports whether the lines are things to do.
func (m *menu) does() bool { return m.title == actionsTitle }

const actionsTitle = "terms.actions"

func (m *menu) page(e *screen.Env) screen.Page {
	acts := m.actions(e)
	m.fit(len(acts))
	p := screen.Page{Rows: strong(e, e.Say(m.title)), Focus: -1}
	for i, a := range acts {
		if i == m.list.at {
			p.Focus = len(p.Rows)
		}
		n := i + 1
		if n > digits && m.does() {
			n = 0 // the arrows reach it
		}
		p.Rows = append(p.Rows, line(e, i == m.list.at, n, a.words)...)
	}
	p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.foot.do")), hint(keys.Close, e.Say("ask.back"))}
	if m.open {
		p.Hints[0] = keys.Hint{Action: keys.Choose, Keys: "1–" + itoa(len(acts))}
	}
	return p
}

func (m *menu) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	acts := m.actions(e)
	m.fit(len(acts))
	if m.open {
		if a == keys.Main {
			return screen.Do{Notice: e.Say("check.foot.nothing")}
		}
		if m.list.at < 0 && a == keys.RowUp {
			m.list.at = 0
		}
		if m.list.key(k, a, len(acts)) {
			m.open = m.list.at < 0
			return screen.Do{}
		}
	}
	if n, _ := k.Digit(); m.does() && a == keys.Choose {
		if n < 1 || n > len(acts) {
			return screen.Do{}
		}
		m.s.drop(m)
		return acts[n-1].do(e)
	}
	if m.list.key(k, a, len(acts)) {
		return screen.Do{}
	}
	switch {
	case a == keys.Main && len(acts) > 0:
		m.s.drop(m)
		return acts[m.list.at].do(e)
	case a == keys.NextPart:
		m.s.drop(m)
		return screen.Do{}
	}
	return screen.Ignore()
}

// prompt asks for words that are not shared yet. They wait as a draft until they
// are sent; Esc loses nothing.
type prompt struct {
	s           *Screen
	title, note string // in the person's language, made when it was opened
	send        string
	draft       string
	field       *field.Field
	many        bool // Enter is a new line, Tab then Enter sends
	onSend      bool // the line below the field has the focus
	do          func(e *screen.Env, words string) screen.Do
	waiting     bool
	loaded      bool
}

// ask opens a prompt for words of the kind. With many lines, Enter is a new
// line.
func (s *Screen) ask(kind safetext.Kind, p prompt) screen.Do {
	p.s, p.field = s, field.New(kind)
	p.many = kind == safetext.Idea || kind == safetext.Body
	s.push(&p)
	return screen.Do{}
}

func (p *prompt) inText() bool { return !p.onSend }

// restore brings a draft back, before the first key.
func (p *prompt) restore(e *screen.Env) {
	if words := e.Drafts[p.draft]; !p.loaded && words != "" && p.draft != "" {
		p.field.SetText(words)
	}
	p.loaded = true
}

func (p *prompt) page(e *screen.Env) screen.Page {
	p.restore(e)
	page := screen.Page{Rows: strong(e, p.title), Focus: -1}
	top := len(page.Rows)
	body, cursor := p.field.Layout(e.W-2, e.Theme)
	page.Rows = append(page.Rows, paint.Shift(2, body)...)
	page.Cursor = &paint.Point{X: cursor.X + 2, Y: cursor.Y + top}
	if p.note != "" {
		page.Rows = append(append(page.Rows, nil), dim(e, p.note)...)
	}
	if !p.many {
		page.Hints = []keys.Hint{hint(keys.Main, p.send), hint(keys.Close, e.Say("ask.back"))}
		return page
	}
	mark, style := "  ", theme.Plain
	if p.onSend {
		mark, style, page.Cursor, page.Focus = e.Theme.Chosen+" ", theme.Accent, nil, len(page.Rows)+1
	}
	page.Rows = append(page.Rows, nil, paint.Line(paint.Text(style, mark+p.send)))
	if p.onSend {
		page.Hints = []keys.Hint{hint(keys.Main, p.send), hint(keys.NextPart, e.Say("terms.foot.text"))}
	} else {
		page.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.foot.newline")), hint(keys.NextPart, p.send), hint(keys.Close, e.Say("ask.back"))}
	}
	return page
}

func (p *prompt) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	p.restore(e)
	switch {
	case a == keys.Close && p.onSend:
		p.onSend = false
		return screen.Do{}
	case a == keys.Close:
		p.s.drop(p) // the words stay in the draft
		return screen.Do{}
	case (a == keys.NextPart || a == keys.PrevPart) && p.many:
		p.onSend = !p.onSend
		return screen.Do{}
	case a == keys.Main && (!p.many || p.onSend):
		p.waiting = true
		return p.do(e, p.field.Text())
	case p.onSend:
		return screen.Ignore()
	case p.field.Key(k):
		if p.draft != "" {
			return screen.Do{Draft: &screen.Draft{Field: p.draft, Words: p.field.Text()}}
		}
	}
	return screen.Do{}
}

// done closes the prompt when what it sent was taken; otherwise the words stay.
func (p *prompt) done(_ *screen.Env, _ any, err error) screen.Do {
	if !p.waiting {
		return screen.Ignore()
	}
	p.waiting = false
	if err != nil {
		return screen.Do{}
	}
	p.s.drop(p)
	if p.draft == "" {
		return screen.Do{}
	}
	return screen.Do{Draft: &screen.Draft{Field: p.draft}}
}

// placed reports whether an edit is the one that this prompt has sent, and no
// key that was typed before it was opened.
func (p *prompt) placed(c workshop.EditText) bool {
	in, ok := c.Edit.Do.(text.Insert)
	return ok && p.waiting && strings.HasSuffix(in.Text, p.field.Text())
}

// words cleans what was typed for a command.
func words(kind safetext.Kind, s string) safetext.Text { return safetext.Clean(kind, s) }
