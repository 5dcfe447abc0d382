package tui

import (
	"context"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// askWords asks before the words that somebody wrote down stop working: they are
// kept in a form that can't be shown again.
type askWords struct{}

func (askWords) inText() bool { return false }

func (askWords) page(m *model) screen.Page {
	e := m.env
	rows := append(paint.Paragraph(theme.Strong, e.Say("words.ask"), e.W), nil)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("words.ask.what"), e.W)...)
	return screen.Page{Rows: rows, Focus: -1, Hints: []keys.Hint{
		{Action: keys.Yes, Words: e.Say("words.ask.yes")}, {Action: keys.Close, Words: e.Say("ask.back")}}}
}

func (askWords) key(m *model, _ keys.Key, a keys.Action) {
	switch a {
	case keys.Yes:
		newReturnWords(m)
	case keys.Close, keys.Back:
		m.overlay = nil
	case keys.Main:
		m.tell(m.env.Say("ask.not_enter"))
	}
}

// newReturnWords replaces the words with which the person comes back, and shows
// them once.
func newReturnWords(m *model) {
	who, lang, id := m.person.Sitter(), m.env.Lang, m.room.ID()
	m.overlay = &showing{title: "words.title", lines: func(m *model) []string { return []string{m.env.Say("words.making")} }}
	m.call(screen.Call{Tag: "words", Run: func(ctx context.Context) (any, error) {
		return m.deps.Desk.NewWords(ctx, id, who, lang)
	}})
}

// showing is a card to be read and closed: title is a sentence id, and lines are
// said anew each time, in the language and of the room of that moment.
type showing struct {
	title string
	lines func(m *model) []string
}

func (*showing) inText() bool { return false }

func (s *showing) page(m *model) screen.Page {
	rows := append(paint.Paragraph(theme.Strong, m.env.Say(s.title), m.env.W), nil)
	for _, l := range s.lines(m) {
		rows = append(append(rows, paint.Paragraph(theme.Plain, l, m.env.W)...), nil)
	}
	return screen.Page{Rows: rows, Focus: -1, Hints: []keys.Hint{{Action: keys.Main, Words: m.env.Say("frame.on")}}}
}

func (s *showing) key(m *model, _ keys.Key, a keys.Action) {
	if a == keys.Close || a == keys.Main || a == keys.Back {
		m.overlay = nil
	}
}

func (s *showing) done(m *model, _, value any, err error) {
	if err != nil {
		m.overlay = nil
		return
	}
	if words, ok := value.(string); ok {
		s.lines = func(m *model) []string { return []string{words, m.env.Say("words.keep")} }
	}
}
