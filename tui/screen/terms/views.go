package terms

import (
	"convene/internal/safetext"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/theme"
)

// views lists the minority views about a section, or with "" about the whole, in
// the words of those who hold them. Only they can change them.
type views struct {
	s       *Screen
	section string
	list    list
}

func (x *views) inText() bool { return false }

func (x *views) page(e *screen.Env) screen.Page {
	all := e.Snap.Terms.ViewsOf(x.section)
	x.list.fit(len(all))
	p := screen.Page{Focus: -1, Step: e.Say("terms.whole.head"), Rows: strong(e, e.Say("terms.minority.head"))}
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		p.Step = where(e, sec)
	}
	for i, v := range all {
		if i == x.list.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, line(e, i == x.list.at, i+1, e.Theirs(v.Words.String(), v.Lang))...)
		p.Rows = append(append(p.Rows, indented(e, 6, theme.Dim, holders(e, v))...), nil)
	}
	p.Rows = append(p.Rows, dim(e, e.Say("terms.minority.note"))...)
	p.Hints = []keys.Hint{hint(keys.Close, e.Say("ask.back"))}
	if !canWrite(e) {
		return p
	}
	p.Hints = []keys.Hint{hint(keys.Write, e.Say("terms.minority.add")), hint(keys.Close, e.Say("ask.back"))}
	if len(all) > 0 {
		main := hint(keys.Main, e.Say("terms.minority.join"))
		if all[x.list.at].Held(e.Me) {
			main = hint(keys.Main, e.Say("terms.minority.edit"))
		}
		p.Hints = append([]keys.Hint{main}, p.Hints...)
	}
	return p
}

// holders names those who sign a view; the others are "a member".
func holders(e *screen.Env, v terms.View) string {
	var names []string
	for _, h := range v.Holders {
		switch {
		case h.Signed:
			names = append(names, name(e, h.Seat))
		case h.Seat == e.Me:
			names = append(names, e.Say("terms.minority.you_unsigned"))
		default:
			names = append(names, e.Say("terms.minority.member"))
		}
	}
	return e.Words.List(names)
}

func (x *views) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	all := e.Snap.Terms.ViewsOf(x.section)
	x.list.fit(len(all))
	if len(all) > 0 && x.list.key(k, a, len(all)) {
		return screen.Do{}
	}
	switch {
	case a == keys.Write && canWrite(e):
		return x.s.ask(safetext.Idea, prompt{title: e.Say("terms.minority.add"), note: e.Say("terms.minority.note"),
			send: e.Say("terms.minority.place"), draft: "view/" + x.section, do: func(e *screen.Env, w string) screen.Do {
				body := terms.AddView{Section: x.section, Words: words(safetext.Idea, w), Lang: e.Lang, Sign: true}
				unsigned := body
				unsigned.Sign = false
				return signedOrNot(e, body, unsigned)
			}})
	case a == keys.Main && len(all) > 0 && canWrite(e):
		return x.main(e, all[x.list.at])
	case a == keys.TakeBack && len(all) > 0 && all[x.list.at].Held(e.Me):
		return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.minority.leave"), Yes: e.Say("keys.takeback.foot"),
			Do: screen.Give(terms.LeaveView{ID: all[x.list.at].ID})}}
	}
	return screen.Ignore()
}

// main changes one's own view, or joins another's.
func (x *views) main(e *screen.Env, v terms.View) screen.Do {
	if !v.Held(e.Me) {
		return signedOrNot(e, terms.JoinView{ID: v.ID, Sign: true}, terms.JoinView{ID: v.ID})
	}
	draft := "view/" + v.ID
	if e.Drafts[draft] == "" {
		e.Drafts[draft] = v.Words.String()
	}
	return x.s.ask(safetext.Idea, prompt{title: e.Say("terms.minority.edit"), note: e.Say("terms.minority.note"),
		send: e.Say("terms.minority.place"), draft: draft, do: func(e *screen.Env, w string) screen.Do {
			return screen.Give(terms.EditView{ID: v.ID, Words: words(safetext.Idea, w), Lang: e.Lang})
		}})
}

// signedOrNot asks whether the name stands beside the view.
func signedOrNot(e *screen.Env, signed, unsigned any) screen.Do {
	return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.minority.ask"), Choices: []screen.Choice{
		{Words: e.Say("terms.minority.signed"), Do: screen.Give(signed)},
		{Words: e.Say("terms.minority.unsigned"), Do: screen.Give(unsigned)},
	}}}
}
