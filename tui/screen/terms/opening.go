package terms

import (
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
)

// opening is the host's step before a check: who is asked, who reads aloud where
// a language has no version, and who sees the answers.
type opening struct {
	s       *Screen
	section string // empty is the whole
	aside   []roster.SeatID
	readers []terms.Reader
	list    list
}

// openCheck begins to open the check of a section, or with "" of the whole.
func (s *Screen) openCheck(e *screen.Env, section string) screen.Do {
	s.push(&opening{s: s, section: section, readers: readers(e, section)})
	return screen.Do{}
}

// readers are who read aloud at the last check, where this one needs them: they
// read on until somebody else is named.
func readers(e *screen.Env, section string) []terms.Reader {
	var last *terms.Check
	for _, sec := range e.Snap.Terms.Sections {
		if c := sec.Check; c != nil && (last == nil || c.OpenedAt.After(last.OpenedAt)) {
			last = c
		}
	}
	if last == nil {
		return nil
	}
	lacking := e.Snap.Terms.Missing(e.Snap.Texts.Get, e.Snap.Roster, section, nil)
	return slices.DeleteFunc(slices.Clone(last.Readers), func(r terms.Reader) bool { return !slices.Contains(lacking, r.Lang) })
}

func (x *opening) inText() bool { return false }

// missing are the languages that nobody reads aloud yet and that have no text.
func (x *opening) missing(e *screen.Env) []string {
	return e.Snap.Terms.Missing(e.Snap.Texts.Get, e.Snap.Roster, x.section, x.readers)
}

func (x *opening) page(e *screen.Env) screen.Page {
	p := screen.Page{Focus: -1, Step: e.Say("terms.whole.head")}
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		p.Step = where(e, sec)
	}
	if lacking := x.missing(e); len(lacking) > 0 {
		lang := e.Language(lacking[0])
		p.Rows = append(strong(e, e.Say("check.reader.ask", "language", lang)), plain(e, e.Say("check.needs_language", "language", lang))...)
		p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.check.name_reader")), hint(keys.Close, e.Say("ask.back"))}
		return p
	}
	voters := e.Snap.Roster.Voters()
	x.list.fit(len(voters))
	n := len(voters) - len(x.aside)
	p.Rows = strong(e, e.Say("vote.open.ask", "n", n))
	for i, seat := range voters {
		words := screen.PersonName(seat)
		if slices.Contains(x.aside, seat.ID) {
			words = e.Say("vote.open.aside_one", "name", words)
		}
		if i == x.list.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, line(e, i == x.list.at, i+1, words)...)
	}
	for _, r := range x.readers {
		who := r.Name.String()
		if r.Seat != "" {
			who = name(e, r.Seat)
		}
		p.Rows = append(append(p.Rows, nil), plain(e, e.Say("check.read_aloud", "name", who, "language", e.Language(r.Lang)))...)
	}
	p.Rows = append(append(p.Rows, nil), dim(e, e.Words.In(modeOf(e, howAsked(e, n)).Promise))...)
	p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.do.check")), hint(keys.Edit, e.Say("terms.check.aside"))}
	if len(x.readers) > 0 {
		p.Hints = append(p.Hints, hint(keys.NextPart, e.Say("terms.check.other_reader")))
	}
	p.Hints = append(p.Hints, hint(keys.Close, e.Say("ask.back")))
	return p
}

func (x *opening) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	if lacking := x.missing(e); len(lacking) > 0 {
		if a != keys.Main {
			return screen.Ignore()
		}
		x.s.push(&menu{s: x.s, title: "terms.check.reader", actions: func(e *screen.Env) []action {
			return people(e, func(_ *screen.Env, seat roster.SeatID, who safetext.Text) screen.Do {
				x.readers = append(x.readers, terms.Reader{Lang: lacking[0], Seat: seat, Name: who})
				return screen.Do{}
			}, x.s)
		}})
		return screen.Do{}
	}
	voters := e.Snap.Roster.Voters()
	x.list.fit(len(voters))
	if x.list.key(k, a, len(voters)) {
		return screen.Do{}
	}
	switch {
	case a == keys.NextPart && len(x.readers) > 0:
		x.readers = nil
		return screen.Do{}
	case a == keys.Edit && len(voters) > 0:
		id := voters[x.list.at].ID
		if i := slices.Index(x.aside, id); i >= 0 {
			x.aside = slices.Delete(x.aside, i, i+1)
		} else {
			x.aside = append(x.aside, id)
		}
		return screen.Do{}
	case a == keys.Main:
		return x.confirm(e, len(voters)-len(x.aside))
	}
	return screen.Ignore()
}

// confirm asks before the room is asked; a short list is confirmed with its
// warning, and one on which no name can be hidden is asked with names or not at
// all (design §4, "The few").
func (x *opening) confirm(e *screen.Env, n int) screen.Do {
	q := terms.Question{Readers: x.readers, Aside: x.aside}
	lines, yes := []string{e.Say("terms.check.locks")}, e.Say("terms.do.check")
	switch {
	case poll.CheckMode(e.Snap.Meta.PublicBody, "") == poll.Named || n >= poll.Few:
	case n < poll.TooFew:
		q.Mode, yes = poll.Named, e.Say("terms.check.with_names")
		named, _ := e.Lib.Mode(string(poll.Named))
		lines = append(lines, e.Say("vote.few.refused"), e.Words.In(named.Promise))
	default:
		q.Warned = true
		lines = append(lines, e.Say("vote.few.warning"), e.Say("vote.few.confirm"))
	}
	var body any = terms.OpenCheck{Section: x.section, Question: q}
	if x.section == "" {
		done, all := e.Snap.Terms.Progress()
		lines = append(append(lines, e.Say("terms.whole.progress", "n", all, "done", done)), notAsked(e, "terms.whole.unchecked")...)
		body = terms.OpenAdoption{Question: q}
	}
	title := e.Say("terms.check.sure_whole", "n", n)
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		title = e.Say("terms.check.sure", "n", n, "number", sec.Order)
	}
	return screen.Do{Ask: &screen.Ask{Title: title, Lines: lines, Yes: yes, Do: screen.Give(body)}}
}

// howAsked is how n people are asked: with names where none can be hidden.
func howAsked(e *screen.Env, n int) poll.Mode {
	if n < poll.TooFew {
		return poll.Named
	}
	return poll.CheckMode(e.Snap.Meta.PublicBody, "")
}

// done leaves when the check is open: it is in front then.
func (x *opening) done(_ *screen.Env, what any, err error) screen.Do {
	switch what.(type) {
	case terms.OpenCheck, terms.OpenAdoption:
		if err == nil {
			x.s.drop(x)
		}
		return screen.Do{}
	}
	return screen.Ignore()
}
