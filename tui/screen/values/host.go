package values

import (
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/values/guide"
	"convene/tui/theme"
	"convene/tui/widget/field"
	"convene/tui/widget/numbered"
)

// sheet is a host's list or words in front of the page. Esc closes it, and the
// host is back where they came from.
type sheet interface {
	page(e *screen.Env) screen.Page
	// key handles a key; over says that the sheet is done with.
	key(e *screen.Env, k keys.Key, a keys.Action) (do screen.Do, over bool)
	// ends reports whether a command that was taken closes the sheet.
	ends(what any) bool
	inText() bool
}

// Arg opens a sheet for a host who comes from the host's screen for it; the root
// calls it with an argument of package guide.
func (s *Screen) Arg(e *screen.Env, arg string) {
	s.view(e)
	if !e.Snap.Roster.CanGuide(e.Me) {
		return
	}
	switch arg {
	case guide.ArgAside:
		s.sheet = &aside{}
	case guide.ArgKeep:
		s.sheet = &keep{list: numbered.List{Answers: true}}
	case guide.ArgReopen:
		s.sheet = newReopen(e)
	}
}

func (s *Screen) sheetKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	do, over := s.sheet.key(e, k, a)
	if over {
		s.sheet = nil
		if do.Ask == nil {
			do.Follow = true
		}
	}
	return do
}

// sheetDone closes the sheet whose command was taken.
func (s *Screen) sheetDone(what any) (do screen.Do, mine bool) {
	if !s.sheet.ends(what) {
		return screen.Do{}, false
	}
	s.sheet = nil
	do.Follow = true
	if _, ok := what.(domain.Reopen); ok {
		do.Draft = &screen.Draft{Field: reopenDraft}
	}
	return do, true
}

// aside is the list of seats that a question asks; a number sets one aside.
type aside struct {
	list numbered.List
	out  []roster.SeatID
}

func (x *aside) inText() bool { return false }

func (x *aside) ends(any) bool { return false }

func (x *aside) page(e *screen.Env) screen.Page {
	b := body{e: e}
	b.say(theme.Strong, e.Say("vote.open.aside"))
	b.gap()
	var lines []string
	for _, seat := range e.Snap.Roster.Voters() {
		name := screen.PersonName(seat)
		if slices.Contains(x.out, seat.ID) {
			name = e.Say("vote.open.aside_one", "name", name)
		}
		lines = append(lines, name)
	}
	rows, focus := x.list.Layout(lines, e.W, e.Theme)
	p := screen.Page{Focus: -1}
	if focus >= 0 {
		p.Focus = focus + len(b.rows)
	}
	b.add(rows...)
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.host.aside_go")}, {Action: keys.Choose, Keys: digits(len(lines))},
		{Action: keys.Close}}
	return p
}

func (x *aside) key(e *screen.Env, k keys.Key, a keys.Action) (screen.Do, bool) {
	voters := e.Snap.Roster.Voters()
	switch a {
	case keys.Close, keys.Back:
		return screen.Do{}, true
	case keys.Main, keys.NextPart:
		do := guide.AskOpen(e, x.out)
		for i, c := range do.Ask.Choices {
			do.Ask.Choices[i].Do.Follow = len(c.Do.Commands) > 0
		}
		return do, true
	}
	picked, took := x.list.Key(k, len(voters))
	if !took {
		return screen.Ignore(), false
	}
	if picked >= 0 {
		id := voters[picked].ID
		if i := slices.Index(x.out, id); i >= 0 {
			x.out = slices.Delete(x.out, i, i+1)
		} else {
			x.out = append(x.out, id)
		}
	}
	return screen.Do{}, false
}

// keep is the list of gatherings with what becomes of them: a host writes down
// what the group said beside the marks.
type keep struct{ list numbered.List }

func (x *keep) inText() bool { return false }

func (x *keep) ends(any) bool { return false }

func (x *keep) page(e *screen.Env) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.host.keep"))
	b.say(theme.Dim, e.Say("values.host.keep.how"))
	b.gap()
	chosen := s.Chosen()
	var lines []string
	for _, c := range s.Live() {
		goes := slices.ContainsFunc(chosen, func(o domain.Cluster) bool { return o.ID == c.ID })
		state := e.Say("values.some")
		if goes {
			state = e.Say("values.host.keep.on")
		}
		if c.Kept != domain.ByMarks {
			state += ", " + e.Say("values.host.keep.said")
		}
		lines = append(lines, e.Say("values.host.keep.line", "name", title(e, c.ID), "state", state, "n", s.Count(c.ID)))
	}
	rows, focus := x.list.Layout(lines, e.W, e.Theme)
	p := screen.Page{Focus: -1}
	if focus >= 0 {
		p.Focus = focus + len(b.rows)
	}
	b.add(rows...)
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Choose, Keys: digits(len(lines))}, {Action: keys.Close}}
	if _, ok := x.list.Chosen(); ok {
		p.Hints = append([]keys.Hint{{Action: keys.Main, Words: e.Say("values.host.keep.change")}}, p.Hints...)
	}
	return p
}

func (x *keep) key(e *screen.Env, k keys.Key, a keys.Action) (screen.Do, bool) {
	s := e.Snap.Values
	if a == keys.Close || a == keys.Back {
		return screen.Do{}, true
	}
	live := s.Live()
	picked, took := x.list.Key(k, len(live))
	switch {
	case !took:
		return screen.Ignore(), false
	case picked < 0:
		return screen.Do{}, false
	}
	c := live[picked]
	next := domain.ByMarks
	if c.Kept == domain.ByMarks {
		next = domain.KeptYes
		if slices.ContainsFunc(s.Chosen(), func(o domain.Cluster) bool { return o.ID == c.ID }) {
			next = domain.KeptNo
		}
	}
	return screen.Give(domain.Keep{Cluster: c.ID, Kept: next}), false
}

// reopen is the reason for which a recorded exercise is unlocked; all are told.
type reopen struct{ field *field.Field }

const reopenDraft = "values/reopen"

func newReopen(e *screen.Env) *reopen {
	r := &reopen{field: field.New(safetext.Line)}
	r.field.SetText(e.Drafts[reopenDraft])
	return r
}

func (r *reopen) inText() bool { return true }

func (r *reopen) ends(what any) bool {
	_, ok := what.(domain.Reopen)
	return ok
}

func (r *reopen) page(e *screen.Env) screen.Page {
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.host.reopen.ask"))
	b.gap()
	rows, cursor := r.field.Layout(e.W-2, e.Theme)
	p := screen.Page{Focus: -1, Cursor: &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(b.rows)}}
	b.add(paint.Shift(2, rows)...)
	b.gap()
	b.say(theme.Dim, e.Say("values.host.reopen.told"))
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.host.reopen")}, {Action: keys.Close}}
	return p
}

func (r *reopen) key(e *screen.Env, k keys.Key, a keys.Action) (screen.Do, bool) {
	switch a {
	case keys.Close:
		return screen.Do{}, true
	case keys.Main:
		return screen.Give(domain.Reopen{Why: safetext.Clean(safetext.Line, r.field.Text())}), false
	}
	if !r.field.Key(k) {
		return screen.Do{}, false
	}
	return screen.Do{Draft: &screen.Draft{Field: reopenDraft, Words: r.field.Text()}}, false
}
