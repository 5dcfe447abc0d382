package terms

import (
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// history says who did what in a section, and when: the newest first. An empty
// id is the whole.
type history struct {
	s  *Screen
	id string
}

func (x *history) inText() bool { return false }

func (x *history) page(e *screen.Env) screen.Page {
	p := screen.Page{Focus: -1, Step: e.Say("terms.whole.head"), Hints: []keys.Hint{hint(keys.Main, e.Say("terms.foot.on")), hint(keys.Close, e.Say("ask.back"))}}
	entries := e.Snap.Terms.Whole.History
	if sec := e.Snap.Terms.Section(x.id); sec != nil {
		p.Step, entries = where(e, sec), sec.History
	}
	head := e.Say("terms.history.head_whole")
	if x.id != "" {
		head = e.Say("terms.history.head")
	}
	p.Rows = strong(e, head)
	if len(entries) == 0 {
		p.Rows = append(p.Rows, dim(e, e.Say("terms.history.none"))...)
	}
	for i := len(entries) - 1; i >= 0; i-- {
		h := entries[i]
		when := e.Words.Day(h.From, e.Zone) + ", " + e.Words.Clock(h.From, e.Zone)
		p.Rows = append(p.Rows, paint.Line(paint.Text(theme.Dim, when)))
		p.Rows = append(p.Rows, indented(e, 2, theme.Plain, x.entry(e, h))...)
	}
	return p
}

func (x *history) entry(e *screen.Env, h terms.Entry) string {
	words := e.Say("terms.history."+string(h.Kind), "name", name(e, h.By))
	if h.Version > 0 && (h.Kind == terms.MadeReady || h.Kind == terms.Asked || h.Kind == terms.Adopted) {
		words += " " + e.Theme.Dot + " " + e.Say("terms.version", "version", h.Version)
	}
	if h.Kind == terms.StatusMoved && h.Status != "" {
		words += " " + e.Theme.Dot + " " + docStatus(e, h.Status)
	}
	if sec := e.Snap.Terms.Section(x.id); sec != nil && h.Lang != "" && h.Lang != sec.Original {
		words += " " + e.Theme.Dot + " " + e.Language(h.Lang)
	}
	if !h.Note.IsBlank() {
		words += ": " + h.Note.String()
	}
	return words
}

func (x *history) key(_ *screen.Env, _ keys.Key, a keys.Action) screen.Do {
	if a == keys.Main || a == keys.History {
		x.s.drop(x)
		return screen.Do{}
	}
	return screen.Ignore()
}
