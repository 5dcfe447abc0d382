package document

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// TermsDoc makes the Terms of Reference as they stand (domain §5, "Export
// contents and order"): our words in lang, people's in theirs. at is the date
// of the document. The findings are all that the checks found, also those that
// the document does not list.
//
// A document that is not adopted, or that something blocks, is a DRAFT and opens
// with what is missing, where and who can settle it: a draft can always be taken
// home. The error is the fault terms_unprepared for a workshop without outline.
//
// Nothing in it joins a seat to an answer, and no raw vote, private note,
// address or key is in it. Names stand in the history only by each person's yes.
func TermsDoc(s *workshop.State, lib *library.Library, lang string, at time.Time) (Doc, []terms.Finding, error) {
	if len(s.Terms.Sections) == 0 {
		return Doc{}, nil, fault.New("terms_unprepared")
	}
	m := newMaker(s, lib, lang, at)
	findings := s.Terms.Findings(terms.Input{Now: at, Text: s.Texts.Get, Facts: s.TermsFacts()})
	status := s.Terms.Whole.Status
	draft := status == terms.DraftDoc || status == terms.UnderReview ||
		slices.ContainsFunc(findings, func(f terms.Finding) bool { return f.Stops(status) })
	if draft && status != terms.UnderReview {
		status = terms.DraftDoc
	}
	doc := m.doc(m.say("document.title"), draft)
	doc.Status, doc.Version = m.status(status), m.say("terms.version", "version", m.version(draft))
	doc.Facts = m.titlePage(status, draft)
	if draft {
		m.findings(findings)
	}
	m.summary()
	for _, sec := range s.Terms.Sections {
		if !sec.Annex {
			m.section(sec)
		}
	}
	m.annexes()
	m.history()
	m.followUps()
	doc.Blocks = m.blocks
	return doc, findings, nil
}

// maker writes one document from a workshop. It lives for one call.
type maker struct {
	s      *workshop.State
	lib    *library.Library
	w      library.Words
	lang   string
	loc    *time.Location
	at     time.Time
	blocks []Block
}

func newMaker(s *workshop.State, lib *library.Library, lang string, at time.Time) *maker {
	loc, err := time.LoadLocation(s.Meta.Zone)
	if err != nil {
		loc = time.UTC // a zone this machine does not know is shown as UTC, and named so
	}
	w := lib.Words(lang)
	return &maker{s: s, lib: lib, w: w, lang: w.Lang(), loc: loc, at: at}
}

// doc is the document without its blocks.
func (m *maker) doc(subtitle string, draft bool) Doc {
	title := m.s.Meta.Title.String()
	return Doc{
		Title: title, Subtitle: subtitle, Lang: m.lang, Date: m.at.UTC(), Draft: draft,
		Meta: Meta{Creator: title, Description: subtitle},
		Labels: Labels{
			Draft: m.say("document.draft"), DraftNote: m.say("document.draft.note"),
			Contents: m.say("document.contents"), Skip: m.say("document.skip"),
			Page: m.say("document.page", "page", "{n}", "pages", "{total}"), Note: m.say("document.note"),
			Missing: m.say("document.missing"), MissingNote: m.say("document.missing.note"),
		},
	}
}

func (m *maker) say(id string, args ...any) string { return m.w.Say(id, args...) }

func (m *maker) add(blocks ...Block) { m.blocks = append(m.blocks, blocks...) }

func (m *maker) heading(level int, id, number, text string) {
	m.add(Heading{Level: level, ID: id, Number: number, Text: Plain(text)})
}

// our makes a paragraph of our own words; theirs one of what someone wrote.
func (m *maker) our(words string) { m.add(Paragraph{Text: Plain(words)}) }

func (m *maker) theirs(words, lang string) Spans {
	if lang == m.lang {
		lang = ""
	}
	return In(lang, words)
}

// lines makes a span list for each line of what someone wrote.
func (m *maker) lines(words, lang string) []Spans {
	var out []Spans
	for line := range strings.Lines(words) {
		if line = strings.TrimRight(line, "\n"); strings.TrimSpace(line) != "" {
			out = append(out, m.theirs(line, lang))
		}
	}
	return out
}

// of gives a text of the record in the document's language, or else in English,
// or else in whatever it has.
func (m *maker) of(words map[string]string) string {
	for _, lang := range []string{m.lang, "en"} {
		if words[lang] != "" {
			return words[lang]
		}
	}
	tags := make([]string, 0, len(words))
	for tag := range words {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	for _, tag := range tags {
		if words[tag] != "" {
			return words[tag]
		}
	}
	return ""
}

// day is a date in the meeting's zone; dateless is a calendar day without one.
func (m *maker) day(t time.Time) string { return m.w.Day(t, m.loc) }

func (m *maker) calendar(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return m.w.Day(t, time.UTC)
}

// language names a language in the reader's words if the library knows it.
func (m *maker) language(tag string) string {
	for _, l := range m.lib.Languages() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}

// name is a seat's name as its owner typed it.
func (m *maker) name(id roster.SeatID) Spans {
	seat := m.s.Roster.Seat(id)
	if seat == nil {
		return Plain(m.say("document.history.participant"))
	}
	return Spans{{Text: seat.Styled(), Name: true}}
}

// person is a seat, or the name of someone who is not here.
func (m *maker) person(id roster.SeatID, name string) Spans {
	if id != "" {
		return m.name(id)
	}
	return Spans{{Text: name, Name: true}}
}

func (m *maker) status(st terms.DocStatus) string {
	if st == terms.DraftDoc {
		return m.say("terms.status.draft")
	}
	return m.say("terms.status." + string(st))
}

// version is the version that stands, or that a draft would become.
func (m *maker) version(draft bool) string {
	v := m.s.Terms.Whole.Version
	if draft {
		v++
	}
	return strconv.Itoa(v)
}

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
