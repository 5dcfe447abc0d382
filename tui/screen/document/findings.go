package document

import (
	"fmt"
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// sentence says what is missing, in the person's language: in full, or short for
// a line that names the section before it.
func sentence(e *screen.Env, f terms.Finding, id string) string {
	subject, due := f.Subject, f.Due
	if f.Code == terms.TranslationOld {
		subject = e.Language(subject)
	}
	if day, err := time.Parse(time.DateOnly, due); err == nil {
		due = e.Words.Day(day, time.UTC)
	}
	return e.Say(id, "subject", subject, "date", due)
}

func title(e *screen.Env, sec *terms.Section) string {
	t, ok := sec.Title[e.Lang]
	if !ok {
		t = sec.Title["en"]
	}
	return t
}

// findingsPage lists what is missing, a line each: where, what, and who can settle
// it. What has to be settled comes first. The line in front stands in full below.
func (s *Screen) findingsPage(e *screen.Env, p *screen.Page) {
	all := missing(e)
	s.at = min(max(s.at, 0), max(len(all)-1, 0))
	head := e.Say("document.findings.none")
	if len(all) > 0 {
		head = e.Say("document.findings.count", "n", len(all))
	}
	p.Rows = append(paint.Paragraph(theme.Strong, head, e.W), nil)
	p.Hints = []keys.Hint{{Action: keys.NextPart, Words: e.Say("document.foot.text")}}
	if len(all) > 0 {
		s.findingRows(e, p, all)
		main := keys.Hint{Action: keys.Main, Words: e.Say("document.foot.section")}
		if settledIn(all[s.at]) == wholeArg {
			main.Words = e.Say("document.foot.whole")
		}
		p.Hints = append([]keys.Hint{main}, p.Hints...)
		if f := all[s.at]; f.Answerable() && f.Answered == nil && mayAnswer(e) {
			p.Hints = append(p.Hints, keys.Hint{Action: keys.Write, Words: e.Say("document.foot.answer")})
		}
	}
	if signable(e) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign})
	}
}

// findingRows are the part of the list that there is room for, with the line in
// front, and below it what that line says in full.
func (s *Screen) findingRows(e *screen.Env, p *screen.Page, all []terms.Finding) {
	full := append([]paint.Row{nil}, paint.Paragraph(theme.Dim, inFull(e, all[s.at]), e.W)...)
	rows, front := s.lines(e, all)
	room := max(1, e.H-len(p.Rows)-len(full))
	top := min(max(0, front-room/2), max(0, len(rows)-room))
	rows = rows[top:min(len(rows), top+room)]
	p.Focus = len(p.Rows) + front - top
	p.Rows = append(append(p.Rows, rows...), full...)
}

// lines are all lines of the list, those that only warn under a head of their
// own, and the row of the one in front.
func (s *Screen) lines(e *screen.Env, all []terms.Finding) (rows []paint.Row, front int) {
	where, who := 0, 0
	for _, f := range all {
		where = max(where, paint.Width(place(e, f))+2)
		who = max(who, paint.Width(e.Say("finding.who."+string(f.Who))))
	}
	where = min(where, e.W/2)
	for i, f := range all {
		if f.Warns() && (i == 0 || !all[i-1].Warns()) {
			if i > 0 {
				rows = append(rows, nil)
			}
			rows = append(rows, paint.Line(paint.Text(theme.Dim, e.Say("finding.warnings"))))
		}
		mark, style := "  ", theme.Plain
		if i == s.at {
			mark, style, front = e.Theme.Chosen+" ", theme.Accent, len(rows)
		}
		what := sentence(e, f, f.Short())
		if f.Answered != nil {
			what = e.Say("finding.answered")
		}
		rows = append(rows, paint.Beside(paint.Block{Rows: []paint.Row{paint.Line(paint.Text(theme.Accent, mark))}, Width: 2},
			cell(style, place(e, f), where), cell(style, what, e.W-2-where-who), cell(theme.Dim, e.Say("finding.who."+string(f.Who)), who+1))...)
	}
	return rows, front
}

// cell is words in a column, with a gap behind them.
func cell(style theme.Style, words string, width int) paint.Block {
	return paint.Block{Rows: paint.Paragraph(style, words, width-1), Width: width}
}

// place names the section of a finding by its number and title; the whole has
// neither.
func place(e *screen.Env, f terms.Finding) string {
	sec := e.Snap.Terms.Section(f.Section)
	switch {
	case sec == nil:
		return e.Say("document.whole")
	case sec.Annex:
		return title(e, sec)
	}
	return fmt.Sprintf("%2d  %s", sec.Order, title(e, sec))
}

// inFull is the finding as a sentence, with where it is, who can settle it and
// why it may stand.
func inFull(e *screen.Env, f terms.Finding) string {
	dot := " " + e.Theme.Dot + " "
	out := strings.TrimSpace(place(e, f)) + dot + sentence(e, f, f.Sentence()) + dot + e.Say("finding.by."+string(f.Who))
	if f.Answered != nil {
		out += dot + e.Say("document.finding.answered", "words", f.Answered.Words.String())
	}
	return out
}

// wholeArg opens the whole text on the screen of the Terms of Reference.
const wholeArg = "whole"

// settledIn is where a finding is settled: in its section, but the review date
// and the signatures with the whole text.
func settledIn(f terms.Finding) string {
	switch f.Code {
	case terms.ReviewMissing, terms.ReviewFar, terms.NotSigned, terms.NobodyAsked, terms.NotRatified:
		return wholeArg
	}
	return f.Section
}

func mayAnswer(e *screen.Env) bool {
	return e.Snap.Roster.CanWrite(e.Me) || e.Snap.Roster.CanGuide(e.Me) || e.Seat().Has(roster.Coordinator)
}

func (s *Screen) findingsKey(e *screen.Env, a keys.Action) screen.Do {
	all := missing(e)
	n := len(all)
	if n == 0 {
		if a == keys.Main {
			return s.turn(e, 1)
		}
		return screen.Ignore()
	}
	s.at = min(s.at, n-1)
	switch a {
	case keys.RowUp:
		s.at = (s.at + n - 1) % n
	case keys.RowDown:
		s.at = (s.at + 1) % n
	case keys.FirstRow:
		s.at = 0
	case keys.LastRow:
		s.at = n - 1
	case keys.Main:
		return screen.Do{Open: "terms", Arg: settledIn(all[s.at])}
	case keys.Write:
		if f := all[s.at]; f.Answerable() && mayAnswer(e) {
			s.answer = &answering{finding: f, field: field.New(safetext.Line)}
			s.answer.field.SetText(e.Drafts[s.answer.draft()])
			return screen.Do{}
		}
		return screen.Do{Notice: e.Say("fault.finding_blocks")}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}
