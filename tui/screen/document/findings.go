package document

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// sentence says what is missing, in the person's language.
func sentence(e *screen.Env, f terms.Finding) string {
	subject := f.Subject
	if f.Code == terms.TranslationOld {
		for _, l := range e.Lib.Languages() {
			if l.Tag == subject {
				subject = l.Name
			}
		}
	}
	return e.Say("finding."+f.Code, "subject", subject)
}

func title(e *screen.Env, sec *terms.Section) string {
	t, ok := sec.Title[e.Lang]
	if !ok {
		t = sec.Title["en"]
	}
	return t
}

// findingsPage lists what is missing, where, and who can settle it.
func (s *Screen) findingsPage(e *screen.Env, p *screen.Page) {
	all := missing(e)
	s.at = min(max(s.at, 0), max(len(all)-1, 0))
	head := e.Say("document.findings.none")
	if len(all) > 0 {
		head = e.Say("document.findings.count", "n", len(all))
	}
	p.Rows = append(paint.Paragraph(theme.Strong, head, e.W), nil)
	for i, f := range all {
		mark, style := "  ", theme.Plain
		if i == s.at {
			mark, style, p.Focus = e.Theme.Chosen+" ", theme.Accent, len(p.Rows)
		}
		rows := paint.Paragraph(style, sentence(e, f), e.W-2)
		for j, r := range rows {
			if j == 0 {
				r = paint.Join(paint.Line(paint.Text(theme.Accent, mark)), r)
			} else {
				r = paint.Indent(2, r)
			}
			p.Rows = append(p.Rows, r)
		}
		p.Rows = append(p.Rows, paint.Shift(4, paint.Paragraph(theme.Dim, whereWho(e, f), e.W-4))...)
	}
	p.Hints = []keys.Hint{{Action: keys.NextPart, Words: e.Say("document.foot.text")}}
	if len(all) > 0 {
		main := keys.Hint{Action: keys.Main, Words: e.Say("document.foot.section")}
		p.Hints = append([]keys.Hint{main}, p.Hints...)
		if f := all[s.at]; f.Warns() && f.Answered == nil && mayAnswer(e) {
			p.Hints = append(p.Hints, keys.Hint{Action: keys.Write, Words: e.Say("document.foot.answer")})
		}
	}
	if signable(e) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign})
	}
}

// whereWho says in which section a finding is and who can settle it; an answered
// warning says its answer.
func whereWho(e *screen.Env, f terms.Finding) string {
	dot, out := " "+e.Theme.Dot+" ", ""
	if sec := e.Snap.Terms.Section(f.Section); sec != nil {
		out = title(e, sec) + dot
	}
	if f.Answered != nil {
		return out + e.Say("document.finding.answered", "words", f.Answered.Words.String())
	}
	out += e.Say("finding.by." + string(f.Who))
	if f.Warns() {
		out += dot + e.Say("finding.warning")
	}
	return out
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
		return screen.Do{Open: "terms", Arg: all[s.at].Section}
	case keys.Write:
		if f := all[s.at]; f.Warns() && mayAnswer(e) {
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
