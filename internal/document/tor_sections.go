package document

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// reading gives the section's text in the document's language if there is one
// that says what the original says now, else the original.
func (m *maker) reading(sec *terms.Section) (words []string, lang string) {
	lang = sec.Original
	if sec.Fresh(m.s.Texts.Get, m.lang) {
		lang = m.lang
	}
	return paragraphs(m.s.Texts.Get(terms.TextID(sec.ID, lang))), lang
}

// section writes one section: its state, its text, the views that differ, and
// what belongs into it from elsewhere.
func (m *maker) section(sec *terms.Section) {
	m.heading(1, "section-"+sec.ID, strconv.Itoa(sec.Order), m.of(sec.Title))
	if sec.Status == terms.NotUsed {
		m.our(m.say("document.not_used", "why", sec.Why.String()))
		return
	}
	for _, h := range m.s.Terms.HeldBack() {
		if h.Section == sec.ID {
			m.add(Note{Text: []Spans{Plain(m.say("terms.held", "nation", h.Nation.String()))}})
		}
	}
	words, lang := m.reading(sec)
	if len(words) > 0 {
		m.add(Paragraph{Text: Spans{{Text: m.standing(sec), Emphasis: true}}, Lead: true})
	}
	for i, p := range words {
		m.add(Paragraph{Number: i + 1, Text: m.theirs(p, lang)})
	}
	m.languagesOf(sec, lang)
	for _, v := range m.s.Terms.ViewsOf(sec.ID) {
		m.view(v)
	}
	from := len(m.blocks)
	switch sec.ID {
	case "header":
		m.header()
	case terms.EngagementID:
		m.promises()
	case terms.SovereigntyID:
		m.positions()
	case terms.SignoffID:
		m.signOff()
	}
	if len(words) == 0 && from == len(m.blocks) {
		m.our(m.say("document.not_yet"))
	}
}

// standing says how far the group is with a section: "agreed · version 7".
func (m *maker) standing(sec *terms.Section) string {
	parts := []string{m.say("terms.state." + m.s.Terms.Stands(sec).Word())}
	if c := sec.Check; c.Standing().Reached() && c.Outcome.Consent.Unheard {
		parts[0] = m.unheard(c.Outcome.Consent)
	}
	if sec.Version > 0 {
		parts = append(parts, m.say("terms.version", "version", strconv.Itoa(sec.Version)))
	}
	return strings.Join(parts, " · ")
}

// unheard says that a group passed or was absent; which one, in named mode only.
func (m *maker) unheard(c poll.Consent) string {
	if len(c.Groups) == 0 {
		return m.say("check.result.unheard")
	}
	var names []string
	for _, g := range c.Groups {
		if group, ok := m.lib.Group(string(g)); ok {
			names = append(names, m.w.In(group.Name))
		}
	}
	return m.say("check.result.unheard_groups", "groups", m.w.List(names))
}

// result is what a check came to, as a sentence: agreed with a group unheard is
// called so wherever it stands.
func (m *maker) result(c poll.Check) string {
	if c.Standing().Reached() && c.Outcome.Consent.Unheard {
		words := m.unheard(c.Outcome.Consent)
		_, n := utf8.DecodeRuneInString(words)
		return strings.ToUpper(words[:n]) + words[n:] + "."
	}
	return m.say("check.result." + string(c.Standing()))
}

// languagesOf says which version was printed, prints the original below a
// translation, and says of a translation that it is old.
func (m *maker) languagesOf(sec *terms.Section, printed string) {
	if printed != sec.Original {
		t, _ := sec.Translation(printed)
		checker := m.person(t.By, "")
		if !t.Checker.IsBlank() {
			checker = m.person("", t.Checker.String())
		}
		original := paragraphs(m.s.Texts.Get(terms.TextID(sec.ID, sec.Original)))
		label := m.say("terms.original", "language", m.language(sec.Original))
		m.our(m.say("terms.translation", "language", m.language(printed), "name", checker[0].Text))
		note := Note{Label: label}
		for _, p := range original {
			note.Text = append(note.Text, m.theirs(p, sec.Original))
		}
		m.add(note)
	}
	for _, t := range sec.Translations {
		if !sec.Fresh(m.s.Texts.Get, t.Lang) {
			m.our(m.say("terms.translation.older", "language", m.language(t.Lang)))
		}
	}
}

// view prints a minority view in its holders' words. Who did not sign it is "a
// member".
func (m *maker) view(v terms.View) {
	var by Spans
	hidden := 0
	for _, h := range v.Holders {
		if !h.Signed {
			hidden++
			continue
		}
		by = append(comma(by), m.name(h.Seat)...)
	}
	if hidden > 0 {
		by = append(comma(by), Span{Text: m.say("document.member", "n", hidden)})
	}
	m.add(Quote{Text: m.lines(v.Words.String(), v.Lang), By: by})
}

// comma puts a comma behind what stands already.
func comma(s Spans) Spans {
	if len(s) == 0 {
		return s
	}
	return append(s, Span{Text: ", "})
}

// header fills itself from the meeting.
func (m *maker) header() {
	meeting := m.s.Agenda.Meeting
	rows := []Row{{Label: m.say("document.fact.partnership"), Value: Spans{{Text: m.s.Meta.Title.String(), Name: true}}}}
	if !meeting.OpenedAt.IsZero() {
		rows = append(rows, Row{Label: m.say("document.fact.meeting"), Value: Plain(m.day(meeting.OpenedAt))})
	}
	if w := m.s.Terms.Whole; w.Version > 0 {
		rows = append(rows, Row{Label: m.say("document.fact.adopted"), Value: Plain(m.day(w.AdoptedAt))})
	}
	m.add(Facts{Rows: rows})
}

// signOff is the sign-off block of this version (domain §5).
func (m *maker) signOff() {
	w := m.s.Terms.Whole
	if w.Version > 0 {
		m.our(m.say("sign.adopted", "date", m.day(w.AdoptedAt)))
		m.our(m.say("sign.window", "date", m.day(w.SignUntil)))
	}
	if len(w.Signers) == 0 {
		return
	}
	block := Signatures{}
	for _, x := range w.Signers {
		block.Signers = append(block.Signers, m.signature(x))
	}
	m.add(block)
}

func (m *maker) signature(x terms.Signer) Signature {
	out := Signature{Name: Spans{{Text: x.Name.String(), Name: true}}}
	row := func(id, value string, name bool) {
		if strings.TrimSpace(value) != "" {
			out.Rows = append(out.Rows, Row{Label: m.say("document.col." + id), Value: Spans{{Text: value, Name: name}}})
		}
	}
	row("title", x.Title.String(), true)
	if x.Nation.IsEmpty() {
		row("organisation", x.Organisation.String(), true)
	} else {
		row("government", x.Nation.String(), true)
	}
	row("capacity", x.Capacity.String(), false)
	if x.Status == terms.AskedToSign {
		row("status", m.say("document.sign.asked"), false)
		out.Line = m.say("document.sign.line")
		return out
	}
	row("status", m.say("sign.status."+string(x.Status), "body", x.RatifiedBy.String()), false)
	if x.Version > 0 { // a signature is for the text that was signed, whatever is printed
		out.Rows = append(out.Rows, Row{Label: m.say("document.fact.version"), Value: Plain(strconv.Itoa(x.Version))})
	}
	row("date", m.w.Day(x.Date, m.zoneOf(x)), false)
	method := m.say("sign.method."+string(x.Method), "number", x.Number.String())
	if x.EnteredBy != "" {
		method += " (" + m.say("document.sign.entered") + ")"
	}
	row("method", method, false)
	row("note", x.Note.String(), false)
	return out
}

// zoneOf is where a date was meant: what was signed on screen happened in the
// meeting's zone, what was entered is a day of the calendar.
func (m *maker) zoneOf(x terms.Signer) *time.Location {
	if x.Method == terms.OnScreen {
		return m.loc
	}
	return time.UTC
}
