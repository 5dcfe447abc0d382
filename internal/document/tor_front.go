package document

import (
	"slices"
	"strings"
	"time"

	"convene/internal/text"
	"convene/internal/workshop/terms"
)

// titlePage is status, version, date, languages and credits.
func (m *maker) titlePage(status terms.DocStatus, draft bool) []Row {
	row := func(id string, v Spans) Row { return Row{Label: m.say("document.fact." + id), Value: v} }
	rows := []Row{
		row("partnership", Spans{{Text: m.s.Meta.Title.String(), Name: true}}),
		row("status", Plain(m.status(status))),
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

// findings lists what is missing, where, and who can settle it.
func (m *maker) findings(findings []terms.Finding) {
	m.heading(1, "missing", "", m.say("document.findings"))
	table := Table{Columns: []Column{
		{Title: m.say("finding.col.what"), Share: 3},
		{Title: m.say("finding.col.where"), Share: 2},
		{Title: m.say("finding.col.who"), Share: 1.5},
	}}
	for _, f := range findings {
		if f.Answered != nil {
			continue
		}
		subject := f.Subject
		if f.Code == terms.TranslationOld {
			subject = m.language(subject)
		}
		what := m.say("finding."+f.Code, "subject", subject)
		if f.Warns() {
			what += " (" + m.say("finding.warning") + ")"
		}
		table.Rows = append(table.Rows, []Spans{Plain(what), Plain(m.where(f.Section)), Plain(m.say("finding.by." + string(f.Who)))})
	}
	if len(table.Rows) == 0 {
		m.our(m.say("document.findings.none"))
		return
	}
	m.add(table)
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
	for _, nation := range m.heldBack("") {
		items = append(items, Plain(m.say("sign.tribe", "nation", nation)))
	}
	if len(items) > 0 {
		m.add(List{Items: items})
	}
	if len(items) == 0 {
		m.our(m.say("record.none"))
	}
}

// heldBack names the governments that a section, or with "" anything, waits for.
func (m *maker) heldBack(section string) []string {
	if m.s.Terms.Whole.Version == 0 {
		return nil
	}
	var out []string
	for _, h := range m.s.Terms.HeldBack() {
		if n := h.Nation.String(); (section == "" || h.Section == section) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
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
