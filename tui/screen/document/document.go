// Package document is the screen of the Terms of Reference as one text: what is
// missing before it can be adopted, the text as it stands with numbered
// paragraphs for speaking about it, and the lines that take a copy home. After
// the last meeting it is where everyone with a seat reads and signs.
//
// A Screen belongs to the one goroutine of a person's program and never blocks.
package document

import (
	"slices"

	"context"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// Deps is what the screen needs from outside.
type Deps struct {
	// Address is where people connect, as "host" or "host:port".
	Address string
	// Code gives the workshop's join code; it is called off the loop.
	Code func(ctx context.Context) (string, error)
}

// The parts of the screen, in the order Tab goes.
type part int

const (
	findings part = iota
	reading
	taking
	parts
)

// codeCall is the tag of the call for the join code.
type codeCall struct{}

// Screen is the document for one person.
type Screen struct {
	deps  Deps
	part  part
	asked bool   // the code was asked for
	code  string // once known
	set   bool   // the first part was chosen

	at     int // the finding in front
	answer *answering
	top    int // first row of the text in sight
	over   int
	text   reader
}

// answering is the field in which a warning is answered.
type answering struct {
	finding terms.Finding
	field   *field.Field
	waiting bool
}

func (a *answering) draft() string { return "finding/" + a.finding.Key() }

// New makes the screen.
func New(d Deps) *Screen {
	return &Screen{deps: d, text: reader{writings: make(map[string]*screen.Writing)}}
}

// begin chooses what is in front at first: to those who see to it that it gets
// done what is missing, to everyone else the text.
func (s *Screen) begin(e *screen.Env) {
	if !s.set {
		s.set = true
		sees := e.Snap.Roster.CanGuide(e.Me) || e.Seat().Has(roster.Coordinator)
		if !sees || len(missing(e)) == 0 {
			s.part = reading
		}
	}
}

// Moved implements screen.Mover.
func (s *Screen) Moved(*screen.Env) { s.set, s.part, s.top, s.at = false, findings, 0, 0 }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.answer != nil }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	s.begin(e)
	p := screen.Page{Item: e.Say("document.title"), Step: s.step(e), Focus: -1}
	if len(e.Snap.Terms.Sections) == 0 {
		p.Rows = paint.Paragraph(theme.Plain, e.Say("fault.terms_unprepared"), e.W)
		return p
	}
	switch {
	case s.answer != nil:
		s.answerPage(e, &p)
	case s.part == findings:
		s.findingsPage(e, &p)
	case s.part == reading:
		s.readingPage(e, &p)
	default:
		s.takingPage(e, &p)
	}
	return p
}

// step says which part of the document this is, and where the whole stands.
func (s *Screen) step(e *screen.Env) string {
	part := e.Say([]string{"document.part.findings", "document.part.text", "document.export.head"}[s.part])
	return part + " " + e.Theme.Dot + " " + status(e)
}

func status(e *screen.Env) string {
	if st := e.Snap.Terms.Whole.Status; st != terms.DraftDoc {
		return e.Say("terms.status." + string(st))
	}
	return e.Say("terms.status.draft")
}

// missing are the findings of the checks before export.
func missing(e *screen.Env) []terms.Finding {
	all := e.Snap.Terms.Findings(terms.Input{Now: e.Now, Text: e.Snap.Texts.Get, Facts: e.Snap.TermsFacts()})
	slices.SortStableFunc(all, func(a, b terms.Finding) int { // what has to be settled comes before what may stay
		switch {
		case a.Warns() == b.Warns():
			return 0
		case b.Warns():
			return -1
		}
		return 1
	})
	return all
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	s.begin(e)
	a := e.Keys.Find(k, s.answer != nil)
	if s.answer != nil {
		return s.answerKey(e, k, a)
	}
	switch a {
	case keys.NextPart:
		return s.turn(e, 1)
	case keys.PrevPart:
		return s.turn(e, int(parts)-1)
	case keys.Sign:
		if e.Snap.Terms.Whole.Version > 0 { // the sign-off is read, and paper entered, when the window is over too
			return screen.Do{Open: "terms", Arg: "sign"}
		}
		return screen.Do{Notice: e.Say("fault.document_not_adopted")}
	}
	switch s.part {
	case findings:
		return s.findingsKey(e, a)
	case reading:
		return s.readingKey(e, a)
	}
	if a == keys.Main {
		return s.turn(e, 1)
	}
	return screen.Ignore()
}

// turn goes to another part; the code is fetched when it is first needed.
func (s *Screen) turn(_ *screen.Env, by int) screen.Do {
	s.part, s.top = (s.part+part(by))%parts, 0
	if s.part != taking || s.asked || s.deps.Code == nil {
		return screen.Do{}
	}
	s.asked = true
	return screen.Do{Calls: []screen.Call{{Tag: codeCall{}, Run: func(ctx context.Context) (any, error) { return s.deps.Code(ctx) }}}}
}

// Done implements screen.Doner.
func (s *Screen) Done(_ *screen.Env, what, value any, err error) screen.Do {
	switch what.(type) {
	case codeCall:
		s.code, _ = value.(string)
		s.asked = err == nil
	case terms.AnswerFinding:
		if s.answer == nil || !s.answer.waiting {
			return screen.Do{}
		}
		s.answer.waiting = false
		if err != nil {
			return screen.Do{}
		}
		draft := s.answer.draft()
		s.answer = nil
		return screen.Do{Draft: &screen.Draft{Field: draft}}
	}
	return screen.Do{}
}

// signable reports whether this person can sign now.
func signable(e *screen.Env) bool {
	w := e.Snap.Terms.Whole
	adopted := w.Status == terms.AdoptedDoc || w.Status == terms.InForce
	return adopted && e.Snap.Status != workshop.Closed && e.Snap.Roster.CanWrite(e.Me) && e.Now.Before(w.SignUntil)
}

// answerPage asks why a warning may stand.
func (s *Screen) answerPage(e *screen.Env, p *screen.Page) {
	p.Rows = append(paint.Paragraph(theme.Strong, sentence(e, s.answer.finding, s.answer.finding.Sentence()), e.W), nil)
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say("document.finding.why"), e.W)...), nil)
	top := len(p.Rows)
	rows, cursor := s.answer.field.Layout(e.W-2, e.Theme)
	p.Rows = append(p.Rows, paint.Shift(2, rows)...)
	p.Cursor = &paint.Point{X: cursor.X + 2, Y: cursor.Y + top}
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("terms.foot.send")}, {Action: keys.Close, Words: e.Say("ask.back")}}
}

func (s *Screen) answerKey(_ *screen.Env, k keys.Key, a keys.Action) screen.Do {
	switch {
	case a == keys.Close:
		s.answer = nil // the words stay in the draft
	case a == keys.Main:
		s.answer.waiting = true
		return screen.Give(terms.AnswerFinding{Finding: s.answer.finding, Words: safetext.Clean(safetext.Line, s.answer.field.Text())})
	case s.answer.field.Key(k):
		return screen.Do{Draft: &screen.Draft{Field: s.answer.draft(), Words: s.answer.field.Text()}}
	}
	return screen.Do{}
}
