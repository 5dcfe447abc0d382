package terms

import (
	"slices"

	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
)

func (x *section) hints(e *screen.Env, sec *terms.Section, w *screen.Writing) []keys.Hint {
	if w.Active() {
		return w.Hints(e)
	}
	hints := []keys.Hint{hint(keys.Main, x.mainWords(e, sec)), hint(keys.NextPart, e.Say("terms.foot.actions"))}
	hints[0].Field = hints[0].Words == e.Say("terms.foot.write")
	if x.over > 0 {
		hints = append(hints, hint(keys.More, e.Say("terms.foot.read_on")))
	} else if x.writable(e) && len(sec.Guidance) > 1 {
		hints = append(hints, hint(keys.Guidance, ""))
	}
	for _, a := range []keys.Action{keys.Guidance, keys.History, keys.Undo, keys.Original, keys.Write, keys.Close} {
		if !slices.ContainsFunc(hints, func(h keys.Hint) bool { return h.Action == a }) {
			hints = append(hints, hint(a, ""))
		}
	}
	return hints
}

// mainWords and main are what Enter does: write where one may, answer where the
// room is asked, else read on.
func (x *section) mainWords(e *screen.Env, sec *terms.Section) string {
	switch {
	case sec.Check.IsOpen():
		return e.Say("terms.foot.to_check")
	case x.writable(e) && e.Snap.Agenda.At.Step != terms.StepRead:
		return e.Say("terms.foot.write")
	}
	return e.Say("terms.foot.next_section")
}

func (x *section) main(e *screen.Env, sec *terms.Section) screen.Do {
	switch {
	case sec.Check.IsOpen():
		x.s.push(newCheck(x.s, sec.Check))
	case x.writable(e) && e.Snap.Agenda.At.Step != terms.StepRead:
		x.writing(e).Begin(e)
	default:
		x.next(e)
	}
	return screen.Do{}
}

// next goes on to the following section that is used, and after the last one
// back to the list.
func (x *section) next(e *screen.Env) {
	all := e.Snap.Terms.Sections
	i := slices.IndexFunc(all, func(s *terms.Section) bool { return s.ID == x.id })
	for _, sec := range all[i+1:] {
		if sec.Status != terms.NotUsed {
			*x = section{s: x.s, id: sec.ID}
			return
		}
	}
	x.s.drop(x)
}

func (x *section) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	sec, w := x.data(e), x.writing(e)
	x.moved = false
	if w.Active() {
		return w.Key(e, k)
	}
	switch a {
	case keys.Main:
		return x.main(e, sec)
	case keys.NextPart:
		x.s.push(&menu{s: x.s, title: actionsTitle, actions: x.actions})
	case keys.More:
		if x.top >= x.over {
			x.next(e)
		} else {
			x.top += max(1, x.room-1)
		}
	case keys.Before:
		x.top -= max(1, x.room-1)
	case keys.Write:
		if x.writable(e) {
			w.Begin(e)
		}
	case keys.Guidance:
		x.guide++
	case keys.History:
		x.s.push(&history{s: x.s, id: x.id})
	case keys.Original:
		x.turnLanguage(e, sec)
	case keys.Undo:
		if x.writable(e) {
			return w.Undo(e)
		}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// turnLanguage shows the section's next language: the original, then its
// translations.
func (x *section) turnLanguage(e *screen.Env, sec *terms.Section) {
	langs := []string{sec.Original}
	for _, l := range e.Lib.Languages() {
		if l.Tag != sec.Original && e.Snap.Texts.Get(terms.TextID(x.id, l.Tag)) != nil {
			langs = append(langs, l.Tag)
		}
	}
	i := slices.Index(langs, x.language(e))
	x.lang, x.top = langs[(i+1)%len(langs)], 0
	if x.lang == sec.Original {
		x.lang = ""
	}
}
