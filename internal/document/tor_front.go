package document

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/terms"
)

// titlePage is status, version, date, languages and credits.
func (m *maker) titlePage(status terms.DocStatus, draft bool) []Row {
	row := func(id string, v Spans) Row { return Row{Label: m.say("document.fact." + id), Value: v} }
	rows := []Row{
		row("partnership", Spans{{Text: m.s.Meta.Title.String(), Name: true}}),
		row("status", Plain(m.standingOf(status))),
		row("version", Plain(m.version(draft))),
		row("date", Plain(m.day(m.at))),
		row("languages", Plain(m.w.List(m.languages()))),
	}
	if review := m.s.Terms.Whole.Review; !review.IsZero() {
		rows = append(rows, row("review", Plain(m.w.Day(review, time.UTC))))
	}
	if keeper := m.s.Meta.Keeper; !keeper.IsBlank() {
		rows = append(rows, row("holder", Spans{{Text: keeper.String(), Name: true}}))
	}
	if days := m.s.Meta.RetentionDays; days > 0 && !m.s.EndedAt.IsZero() {
		rows = append(rows, row("kept", Plain(m.day(m.s.EndedAt.AddDate(0, 0, days)))))
	}
	return append(rows, row("credits", Plain(m.say("document.made_with"))))
}

// languages names the languages that sections are written in.
func (m *maker) languages() []string {
	var out []string
	add := func(tag string) {
		if name := m.language(tag); tag != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, sec := range m.s.Terms.Sections {
		add(sec.Original)
		for _, t := range sec.Translations {
			add(t.Lang)
		}
	}
	return out
}

// findings lists what is missing, a line each: where, what, and who can settle it.
// What has to be settled comes first, what is only worth a look under a line of
// its own.
func (m *maker) findings(findings []terms.Finding) {
	m.heading(1, "missing", "", m.say("document.findings"))
	var settle, look []terms.Finding
	for _, f := range findings {
		switch {
		case f.Answered != nil:
		case f.Warns():
			look = append(look, f)
		default:
			settle = append(settle, f)
		}
	}
	if len(settle)+len(look) == 0 {
		m.our(m.say("document.findings.none"))
		return
	}
	m.our(m.say("document.findings.lead"))
	m.findingList(settle)
	if len(look) > 0 {
		m.our(m.say("finding.warnings") + ":")
		m.findingList(look)
	}
}

func (m *maker) findingList(findings []terms.Finding) {
	var items []Spans
	for _, f := range findings {
		subject := f.Subject
		if f.Code == terms.TranslationOld {
			subject = m.language(subject)
		}
		what := m.say(f.Short(), "subject", subject)
		if f.Due != "" { // the one thing that a few words leave out
			what = m.say(f.Sentence(), "subject", subject, "date", m.calendar(f.Due))
		}
		items = append(items, Plain(m.say("document.finding.line", "where", m.where(f.Section), "what", what, "who", m.say("finding.who."+string(f.Who)))))
	}
	if len(items) > 0 {
		m.add(List{Items: items})
	}
}

// where names a section: "4 · Our shared values".
func (m *maker) where(id string) string {
	sec := m.s.Terms.Section(id)
	if sec == nil {
		return m.say("document.whole")
	}
	if sec.Annex {
		return m.say("document.annexes")
	}
	return m.say("document.where", "number", sec.Order, "title", m.of(sec.Title))
}

// summary is the page for those who read one page.
func (m *maker) summary() {
	m.heading(1, "summary", "", m.say("document.summary"))
	if sec := m.s.Terms.Section("purpose"); sec != nil && sec.Status != terms.NotUsed {
		if words, lang := m.reading(sec); len(words) > 0 {
			m.add(Paragraph{Text: m.theirs(words[0], lang)})
		}
	}
	var items []Spans
	agreed := 0
	for _, sec := range m.s.Terms.Sections {
		if sec.Status == terms.Agreed || sec.Status == terms.Concerns {
			agreed++
		}
	}
	if agreed > 0 {
		items = append(items, Plain(m.say("record.sections", "n", agreed)))
	}
	if v := m.s.Values.Verdict; v != nil && len(v.List) > 0 {
		line := Plain(m.say("record.values", "n", len(v.List)) + ": ")
		for i, value := range v.List {
			if i > 0 {
				line = append(line, Span{Text: ", "})
			}
			line = append(line, m.theirs(value.Name.String(), value.Lang)...)
		}
		items = append(items, line)
	}
	for _, t := range m.s.Spectrum.Topics {
		if v := t.Verdict; v != nil && len(v.Offer.Levels) > 0 {
			line := m.theirs(t.Sentence.Text.String(), t.Sentence.Lang)
			items = append(items, append(line, Span{Text: ": " + m.levels(v.Offer.Levels) + " (" + m.say("spectrum.status."+string(v.Status)) + ")"}))
		}
	}
	if review := m.s.Terms.Whole.Review; !review.IsZero() {
		items = append(items, Plain(m.say("sign.review", "date", m.w.Day(review, time.UTC))))
	}
	for _, nation := range m.s.Terms.Unratified() {
		items = append(items, Plain(m.waits(nation)))
	}
	if len(items) > 0 {
		m.add(List{Items: items})
	}
	if len(items) == 0 {
		m.our(m.say("record.none"))
	}
}

// waits says which sections are not in force without a government's word.
func (m *maker) waits(nation safetext.Text) string {
	var sections []string
	for _, h := range m.s.Terms.HeldBack() {
		if sec := m.s.Terms.Section(h.Section); sec != nil && h.Nation == nation {
			sections = append(sections, strconv.Itoa(sec.Order))
		}
	}
	return m.say("terms.whole.waits", "n", len(sections), "sections", m.w.List(sections), "nation", nation.String())
}

// standingOf is the status line: a document in force says for whom it is not yet.
func (m *maker) standingOf(status terms.DocStatus) string {
	var names []string
	for _, n := range m.s.Terms.Unratified() {
		names = append(names, n.String())
	}
	if status != terms.InForce || len(names) == 0 {
		return m.status(status)
	}
	return m.say("terms.status.except", "status", m.status(status), "nations", m.w.List(names))
}

// levels names levels of the spectrum as the group saw them.
func (m *maker) levels(ids []string) string {
	var names []string
	for _, id := range ids {
		if level, ok := m.s.Spectrum.Content.Level(id); ok {
			names = append(names, m.of(level.Name))
		}
	}
	return m.w.List(names)
}

// paragraphs are the paragraphs of a shared text that say something.
func paragraphs(d *text.Doc) []string {
	if d == nil {
		return nil
	}
	var out []string
	for _, p := range d.Paras() {
		if strings.TrimSpace(p.Text) != "" {
			out = append(out, p.Text)
		}
	}
	return out
}
