// Package door is the welcome: what will happen, who keeps the record, and the
// one question before the room, what to call the person. Someone who was here
// before without a key types their return words instead.
package door

import (
	"context"
	"slices"
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// Deps is what the door needs done off the loop.
type Deps struct {
	// Take makes a seat and gives it with its return words.
	Take func(ctx context.Context, about roster.About, lang string) (screen.Seated, error)
	// Back finds the seat that return words open.
	Back func(ctx context.Context, words string) (screen.Seated, error)
}

// Screen is the door of one person's program.
type Screen struct {
	deps  Deps
	name  *field.Field
	words *field.Field
	stage stage
	busy  bool
	fresh string // the words of the new seat, to be written down
}

type stage int

const (
	naming stage = iota
	returning
	keeping
)

// New makes the door.
func New(d Deps) *Screen {
	return &Screen{deps: d, name: field.New(safetext.Name), words: field.New(safetext.Line)}
}

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.stage != keeping }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	switch s.stage {
	case returning:
		return s.returnPage(e)
	case keeping:
		return s.keepPage(e)
	}
	return s.namePage(e)
}

// namePage asks for the name. In a small window what is said only to be friendly
// gives way: who keeps the record, and the plea for no names of a child or family,
// stand in sight before anyone writes (safety §5).
func (s *Screen) namePage(e *screen.Env) screen.Page {
	p := s.namePageOf(e, 0)
	for leave := 1; len(p.Rows) > e.H && leave <= 3; leave++ {
		p = s.namePageOf(e, leave)
	}
	return p
}

// namePageOf leaves out the greeting, then what comes after the name, then that it
// is read aloud.
func (s *Screen) namePageOf(e *screen.Env, leave int) screen.Page {
	var rows []paint.Row
	if leave < 1 {
		rows = append(paint.Paragraph(theme.Plain, e.Say("welcome.head"), e.W), nil)
	}
	for _, words := range about(e) {
		rows = append(rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	if leave < 3 {
		rows = append(rows, nil)
	}
	rows = append(rows, paint.Paragraph(theme.Strong, e.Say("welcome.name.ask"), e.W)...)
	body, cursor := s.name.Layout(e.W-2, e.Theme)
	cursor.Y += len(rows)
	cursor.X += 2
	rows = append(rows, paint.Shift(2, body)...)
	if leave < 3 {
		rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Dim, e.Say("welcome.name.exactly"), e.W-2))...)
	}
	rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Dim, e.Say("welcome.name.family"), e.W-2))...)
	if leave < 2 {
		rows = append(append(rows, nil), paint.Paragraph(theme.Dim, e.Say("welcome.name.later"), e.W)...)
	}
	return screen.Page{Right: " ", Rows: rows, Focus: -1, Cursor: &cursor, Hints: []keys.Hint{
		{Action: keys.Main, Words: e.Say("welcome.foot.enter")},
		{Action: keys.NextPart, Words: e.Say("door.return.foot")},
	}}
}

// about says what will happen and who keeps the record, before anyone writes.
func about(e *screen.Env) []string {
	m := e.Snap.Meta
	var out []string
	if purpose := purpose(e); purpose != "" {
		out = append(out, e.Say("welcome.purpose", "purpose", purpose))
	}
	total := 0
	for _, i := range e.Snap.Agenda.Items {
		if !i.Skipped {
			total += i.Minutes
		}
	}
	line := e.Say("welcome.see")
	if total > 0 {
		line = e.Say("welcome.length", "length", e.Words.AboutMinutes(time.Duration(total)*time.Minute)) + " " + line
	}
	out = append(out, line)
	record := e.Say("welcome.record_unknown")
	if !m.Keeper.IsEmpty() && m.RetentionDays > 0 {
		until := e.Now.AddDate(0, 0, m.RetentionDays)
		record = e.Say("welcome.record", "holder", m.Keeper.String(), "date", e.Words.Day(until, e.Zone))
	}
	public := "unknown"
	if m.PublicBody == "yes" || m.PublicBody == "no" {
		public = m.PublicBody
	}
	return append(out, record+" "+e.Say("welcome.public."+public))
}

// purpose is what the meeting is for: as its organisers say it, else as the ready
// agenda it began from does, else its exercises, else what it talks about.
func purpose(e *screen.Env) string {
	if words := e.Snap.Meta.About[e.Lang]; words != "" {
		return words
	}
	if a, ok := e.Lib.Agenda(e.Snap.Agenda.Meeting.AgendaID); ok {
		first, _, _ := strings.Cut(e.Words.In(a.Summary), ". ") // how long and for how many stands elsewhere
		return strings.TrimSuffix(first, ".") + "."
	}
	var exercises, talks []string
	for _, i := range e.Snap.Agenda.Items {
		if i.Skipped {
			continue
		}
		if x, ok := e.Lib.Exercise(i.Activity); ok {
			if title := x.Title.In(e.Lang); !slices.Contains(exercises, title) {
				exercises = append(exercises, title)
			}
		} else if i.Activity == agenda.Talk && len(talks) < 3 {
			talks = append(talks, i.Title.In(e.Lang))
		}
	}
	if len(exercises) > 0 {
		return e.Words.List(exercises) + "."
	}
	if len(talks) > 0 {
		return e.Words.List(talks) + "."
	}
	return ""
}

func (s *Screen) returnPage(e *screen.Env) screen.Page {
	rows := paint.Paragraph(theme.Strong, e.Say("door.return.head"), e.W)
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("door.return.explain"), e.W)...)
	rows = append(rows, nil)
	body, cursor := s.words.Layout(e.W-2, e.Theme)
	cursor.Y += len(rows)
	cursor.X += 2
	rows = append(rows, paint.Shift(2, body)...)
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Dim, e.Say("door.return.lost"), e.W)...)
	return screen.Page{Right: " ", Rows: rows, Focus: -1, Cursor: &cursor, Hints: []keys.Hint{
		{Action: keys.Main, Words: e.Say("welcome.foot.enter")},
		{Action: keys.NextPart, Words: e.Say("door.new.foot")},
	}}
}

func (s *Screen) keepPage(e *screen.Env) screen.Page {
	rows := paint.Paragraph(theme.Plain, e.Say("welcome.words.head"), e.W)
	rows = append(rows, nil)
	rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Strong, s.fresh, e.W-2))...)
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("welcome.words.explain"), e.W)...)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("welcome.words.private"), e.W)...)
	return screen.Page{Right: " ", Rows: rows, Focus: -1,
		Hints: []keys.Hint{{Action: keys.Yes, Words: e.Say("door.words.written")}}}
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	switch a := e.Keys.Find(k, s.InText(e)); {
	case s.busy:
		return screen.Do{}
	case s.stage == keeping:
		return s.kept(e, a)
	case a == keys.NextPart || a == keys.PrevPart || a == keys.Close && s.stage == returning:
		s.stage = returning - s.stage
	case a == keys.Main:
		return s.goOn(e)
	case s.stage == returning:
		s.words.Key(k)
	default:
		s.name.Key(k)
	}
	return screen.Do{}
}

// kept leaves the return words with a key of its own: they are shown once, and a
// second Enter on the name must not turn them away unseen.
func (*Screen) kept(e *screen.Env, a keys.Action) screen.Do {
	switch a {
	case keys.Yes:
		return screen.Do{Follow: true}
	case keys.Main:
		return screen.Do{Notice: e.Say("door.words.first")}
	}
	return screen.Ignore()
}

func (s *Screen) goOn(e *screen.Env) screen.Do {
	if s.stage == returning {
		words := s.words.Text()
		s.busy = true
		return screen.Do{Calls: []screen.Call{{Tag: "door", Run: func(ctx context.Context) (any, error) {
			return s.deps.Back(ctx, words)
		}}}}
	}
	name := safetext.Clean(safetext.Name, s.name.Text())
	if name.IsBlank() {
		return screen.Do{Notice: e.Say("welcome.name.needed")}
	}
	s.busy = true
	lang := e.Lang
	return screen.Do{Calls: []screen.Call{{Tag: "door", Run: func(ctx context.Context) (any, error) {
		return s.deps.Take(ctx, roster.About{Name: name}, lang)
	}}}}
}

// Done implements screen.Doner.
func (s *Screen) Done(_ *screen.Env, what, value any, err error) screen.Do {
	if what != "door" {
		return screen.Do{}
	}
	s.busy = false
	seated, ok := value.(screen.Seated)
	if err != nil || !ok {
		return screen.Do{}
	}
	if seated.Words == "" {
		return screen.Do{Follow: true}
	}
	s.stage, s.fresh = keeping, seated.Words
	return screen.Do{}
}
