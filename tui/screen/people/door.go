package people

import (
	"context"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

// The tags of the door's calls.
type (
	codeWord     struct{}
	delegateWord struct{ nation string }
)

// doorChoices is what a host can do about the door.
func (s *Screen) doorChoices(e *screen.Env) []screen.Choice {
	lock := screen.Choice{Words: e.Say("host.door.lock"), Do: asking(e.Say("host.door.lock.ask"), []string{e.Say("host.door.lock.what")},
		e.Say("host.door.lock"), screen.Give(roster.LockDoor{Locked: true}))}
	if e.Snap.Roster.Locked {
		lock = screen.Choice{Words: e.Say("host.door.unlock"), Do: screen.Give(roster.LockDoor{})}
	}
	return []screen.Choice{
		{Words: e.Say("people.code.show"), Do: s.call(codeWord{}, s.deps.Code)},
		lock,
		{Words: e.Say("people.code.new"), Do: asking(e.Say("host.code.new.ask"), []string{e.Say("host.code.new.what")},
			e.Say("people.code.new"), s.call(codeWord{}, s.deps.NewCode))},
		{Words: e.Say("people.delegate"), Do: screen.Do{Arg: argNation}},
	}
}

// argNation asks for the government's name first.
const argNation = "nation"

func (s *Screen) call(tag any, run func(context.Context) (string, error)) screen.Do {
	return screen.Do{Calls: []screen.Call{{Tag: tag, Run: func(ctx context.Context) (any, error) { return run(ctx) }}}}
}

func (s *Screen) toDoor(e *screen.Env) {
	s.part, s.door = theDoor, numbered.List{}
	s.doors = s.doorChoices(e)
}

func (s *Screen) doorPage(e *screen.Env, p screen.Page) screen.Page {
	s.doors = s.doorChoices(e)
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("host.menu.door"), e.W), nil)
	state := "people.door.open"
	if e.Snap.Roster.Locked {
		state = "host.door.locked"
	}
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say(state), e.W)...), nil)
	var words []string
	for _, c := range s.doors {
		words = append(words, c.Words)
	}
	rows, focus := s.door.Layout(words, e.W, e.Theme)
	if focus >= 0 {
		p.Focus = focus + len(p.Rows)
	}
	p.Rows = append(p.Rows, rows...)
	if n := e.Snap.Roster.Nations; len(n) > 0 {
		var names []string
		for _, x := range n {
			names = append(names, x.Name.String())
		}
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("people.nations", "nations", e.Words.List(names)), e.W)...)
	}
	p.Hints = []keys.Hint{{Action: keys.Choose, Keys: numbered.Range(len(words)), Words: e.Say("menu.open")},
		{Action: keys.NextPart, Words: e.Say("people.list.foot")}}
	return p
}

func (s *Screen) doorKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	switch a {
	case keys.NextPart, keys.PrevPart, keys.Close, keys.Back:
		s.part = everyone
		return screen.Do{}
	}
	picked, took := s.door.Key(k, len(s.doors))
	switch {
	case !took:
		return screen.Ignore()
	case picked < 0 || s.busy:
		return screen.Do{}
	}
	do := s.doors[picked].Do
	if do.Arg == argNation {
		s.nation = s.nameNation(e)
		return screen.Do{}
	}
	s.busy = len(do.Calls) > 0
	return do
}

// nameNation asks which government the delegate words are for.
func (s *Screen) nameNation(e *screen.Env) *screen.Entry {
	return screen.NewEntry(e, safetext.Title, "", screen.Entry{Title: "people.delegate.ask", Hint: "people.delegate.hint",
		Main: "people.delegate.send", Draft: "people/nation", Send: func(e *screen.Env, words string) screen.Do {
			name := safetext.Clean(safetext.Title, words)
			switch {
			case s.busy:
				return screen.Do{}
			case name.IsBlank():
				return screen.Do{Notice: e.Say("people.delegate.needed")}
			}
			s.busy = true
			lang := e.Lang
			return screen.Do{Calls: []screen.Call{{Tag: delegateWord{name.String()}, Run: func(ctx context.Context) (any, error) {
				return s.deps.Delegate(ctx, name, lang)
			}}}}
		}})
}
