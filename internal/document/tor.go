package document

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
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
	doc.Status, doc.Version = m.standingOf(status), m.say("terms.version", "version", m.version(draft))
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
			Draft: m.say("document.draft"), DraftNote: m.draftNote(),
			Contents: m.say("document.contents"), Skip: m.say("document.skip"),
			Page: m.say("document.page", "page", "{n}", "pages", "{total}"), Note: m.say("document.note"),
			Missing: m.say("document.missing"), MissingNote: m.say("document.missing.note"),
		},
	}
}

// draftNote says that a draft is one, and which version stands beside it.
func (m *maker) draftNote() string {
	if w := m.s.Terms.Whole; w.Version > 0 {
		return m.say("document.draft.note_again", "version", m.version(true), "before", m.version(false), "date", m.day(w.AdoptedAt))
	}
	return m.say("document.draft.note")
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

// question is a question for later as it reads.
func (m *maker) question(q followup.Question) Spans {
	words, own := m.s.Question(q, m.say, m.lang)
	if own {
		return m.theirs(words, q.Lang)
	}
	return Plain(words)
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
	if id := "common.language." + tag; m.w.Has(id) {
		return m.say(id)
	}
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
