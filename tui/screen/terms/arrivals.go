package terms

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/theme"
)

// arrivals lists the drafts that the exercises brought, for one section or for
// all, each with its source named: to accept, to edit or to leave out.
type arrivals struct {
	s       *Screen
	section string
	list    list
	editing string // section to open for writing once its draft was accepted
}

func newArrivals(s *Screen, section string) *arrivals { return &arrivals{s: s, section: section} }

func (x *arrivals) inText() bool { return false }

// source names where a draft came from, in the reader's words.
func source(e *screen.Env, a terms.Arrival) string {
	what := a.Source
	if a.Label != "" && e.Words.Has(a.Label) {
		what = e.Say(a.Label)
	}
	return e.Say("terms.arrive.from", "source", what)
}

func (x *arrivals) page(e *screen.Env) screen.Page {
	all := e.Snap.Terms.Waiting(x.section)
	x.list.fit(len(all))
	p := screen.Page{Step: e.Say("terms.arrive.head"), Focus: -1}
	if x.section != "" {
		p.Step = where(e, e.Snap.Terms.Section(x.section))
	}
	p.Rows = strong(e, e.Say("terms.arrive.waiting", "n", len(all)))
	if len(all) == 0 {
		p.Rows = append(p.Rows, plain(e, e.Say("terms.arrive.none"))...)
		p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.foot.outline"))}
		return p
	}
	for i, a := range all {
		top := len(p.Rows)
		words := strings.TrimSpace(a.Words)
		if len(a.Parts) > 0 { // lines that do not say by themselves what they are
			words = e.Words.Told(a.Label, a.Words, a.Parts...)
		}
		p.Rows = append(p.Rows, line(e, i == x.list.at, i+1, words)...)
		from := source(e, a)
		if mark := e.InLanguage(a.Lang); mark != "" {
			from += " " + e.Theme.Dot + " " + mark
		}
		if sec := e.Snap.Terms.Section(a.Section); sec != nil && x.section == "" {
			from += " " + e.Theme.Dot + " " + e.Say("terms.arrive.to", "title", title(e, sec))
		}
		p.Rows = append(p.Rows, indented(e, 6, theme.Dim, from)...)
		if i == x.list.at {
			p.Focus = min(len(p.Rows)-1, top+e.H-3)
		}
		if i < len(all)-1 {
			p.Rows = append(p.Rows, nil)
		}
	}
	p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.arrive.accept")), hint(keys.Edit, e.Say("terms.arrive.edit")),
		hint(keys.TakeBack, e.Say("terms.arrive.leave"))}
	return p
}

func (x *arrivals) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	all := e.Snap.Terms.Waiting(x.section)
	x.list.fit(len(all))
	if len(all) == 0 {
		if a == keys.Main {
			x.s.drop(x)
			return screen.Do{}
		}
		return screen.Ignore()
	}
	if x.list.key(k, a, len(all)) {
		return screen.Do{}
	}
	draft := all[x.list.at]
	switch a {
	case keys.Main:
		return screen.Give(accept(e, draft))
	case keys.Edit:
		x.editing = draft.Section
		return screen.Give(accept(e, draft))
	case keys.TakeBack:
		return x.s.ask(safetext.Line, prompt{title: e.Say("terms.arrive.leave.why"), note: e.Say("common.may_skip"),
			send: e.Say("terms.arrive.leave"), draft: "leave/" + draft.ID, do: func(_ *screen.Env, s string) screen.Do {
				return screen.Give(terms.LeaveOut{Arrival: draft.ID, Reason: words(safetext.Line, s)})
			}})
	}
	return screen.Ignore()
}

// accept takes a draft in as a paragraph that can be read by itself, in the
// language of the section.
func accept(e *screen.Env, a terms.Arrival) terms.Accept {
	w := e.Words
	if sec := e.Snap.Terms.Section(a.Section); sec != nil && sec.Original != "" {
		w = e.Lib.Words(sec.Original)
	}
	return terms.Accept{Arrivals: []string{a.ID}, Lang: e.Lang, Told: map[string]string{a.ID: w.Told(a.Label, a.Words, a.Parts...)}}
}

// done opens the section where an accepted draft is to be edited.
func (x *arrivals) done(e *screen.Env, what any, err error) screen.Do {
	if _, ok := what.(terms.Accept); !ok {
		return screen.Ignore()
	}
	id := x.editing
	x.editing = ""
	if err != nil || id == "" {
		return screen.Do{}
	}
	sec := newSection(x.s, id)
	x.s.push(sec)
	if sec.writable(e) {
		sec.writing(e).Begin(e)
	}
	return screen.Do{}
}

// place puts words written on the side behind a shared text, as paragraphs of
// their own.
func place(e *screen.Env, textID, words string) screen.Do {
	if strings.TrimSpace(words) == "" {
		return screen.Do{Notice: e.Say("fault.words_needed")}
	}
	at, base := text.New().End(), text.Version(0)
	if d := e.Snap.Texts.Get(textID); d != nil {
		at, base = d.End(), d.Version()
		if !d.IsEmpty() {
			words = "\n" + words
		}
	}
	return screen.Give(workshop.EditText{Text: textID, Edit: text.Edit{Base: base, Author: string(e.Me), Do: text.Insert{At: at, Text: words}}})
}
