package document

import (
	"slices"
	"strings"
	"time"

	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// change is one line of the history of all sections.
type change struct {
	at      time.Time
	section string
	words   string
	reason  string // in its giver's words
}

// history tells who did what and when, with a name only where its owner said
// yes. Writing of one name in one section on one day is one line, so that no
// pattern of work gives away who an unnamed participant is.
func (m *maker) history() {
	var all []change
	seen := make(map[string]bool)
	add := func(section string, entries []terms.Entry) {
		for _, e := range entries {
			name := m.say("document.history.participant")
			if seat := m.s.Roster.Seat(e.By); seat != nil && seat.NameInHistory {
				name = seat.Styled()
			}
			words := m.say("terms.history."+string(e.Kind), "name", name)
			if e.Kind == terms.StatusMoved && e.Status != "" {
				words += " · " + m.status(e.Status)
			}
			key := section + "\n" + words + "\n" + m.day(e.From)
			if writing(e.Kind) && seen[key] {
				continue
			}
			seen[key] = true
			all = append(all, change{e.From, section, words, e.Note.String()})
		}
	}
	for _, sec := range m.s.Terms.Sections {
		add(sec.ID, sec.History)
	}
	add("", m.s.Terms.Whole.History)
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b change) int { return a.at.Compare(b.at) })
	m.heading(1, "history", "", m.say("document.history"))
	m.our(m.say("document.history.names"))
	table := Table{Columns: []Column{
		{Title: m.say("document.col.when"), Kind: Dates, Share: 1.3},
		{Title: m.say("finding.col.where"), Share: 2}, {Title: m.say("document.col.what"), Share: 2.5},
	}}
	for _, c := range all {
		what := Plain(c.words)
		if strings.TrimSpace(c.reason) != "" {
			what = append(Plain(c.words+": "), Span{Text: c.reason})
		}
		table.Rows = append(table.Rows, []Spans{Plain(m.day(c.at)), Plain(m.where(c.section)), what})
	}
	m.add(table)
}

func writing(k terms.EntryKind) bool {
	return k == terms.Wrote || k == terms.TookOut || k == terms.PutBack || k == terms.Brought
}

// followUps lists what someone still has to do, with who and by when.
func (m *maker) followUps() {
	m.heading(1, "followups", "", m.say("document.followups"))
	table := Table{Columns: []Column{
		{Title: m.say("document.col.what"), Share: 3}, {Title: m.say("document.col.who"), Share: 1.5},
		{Title: m.say("document.col.due"), Kind: Dates, Share: 1.3},
	}}
	add := func(what, who Spans, due string) { table.Rows = append(table.Rows, []Spans{what, who, Plain(due)}) }
	for _, q := range m.s.Followup.Open() {
		add(m.question(q), m.owner(q.Owner, q.OwnerName.String()), m.dueDay(q.Due))
	}
	for _, sec := range m.s.Terms.Sections {
		if !sec.Status.Settled() && (sec.Owner != "" || !sec.OwnerName.IsBlank()) {
			add(Plain(m.where(sec.ID)), m.owner(sec.Owner, sec.OwnerName.String()), m.dueDay(sec.Due))
		}
	}
	for _, c := range m.checks() {
		if c.check.Outcome.FollowUp && !c.replaced {
			add(append(Plain(m.say("document.talk_on")+" "), c.about...), nil, "")
		}
	}
	for _, t := range m.s.Spectrum.Topics {
		if st := t.Statement(); st != nil && st.Kind == spectrum.MustCheck {
			add(m.theirs(t.Sentence.Text.String(), t.Sentence.Lang), m.owner(t.Signs.Seat, t.Signs.Name.String()), m.calendar(string(st.By)))
		}
	}
	for _, p := range m.s.TermsFacts().Promises {
		for _, n := range p.Waits {
			if n.Council {
				add(Plain(m.say("document.council", "topic", p.Title)), m.person("", n.Nation.String()), m.calendar(n.Due))
			}
		}
	}
	if w := m.s.Terms.Whole; w.Version > 0 {
		for _, x := range w.Signers {
			if !x.Status.Carries() && (x.Required || !x.Nation.IsEmpty()) {
				add(Plain(m.say("sign.head")), m.person("", x.Name.String()), m.day(w.SignUntil))
			}
		}
	}
	if len(table.Rows) == 0 {
		m.our(m.say("document.followups.none"))
		return
	}
	m.add(table)
}

// owner is who answers for something, or that nobody does yet.
func (m *maker) owner(id roster.SeatID, name string) Spans {
	if id == "" && strings.TrimSpace(name) == "" {
		return Plain(m.say("park.owner.none"))
	}
	return m.person(id, name)
}

func (m *maker) dueDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return m.day(t)
}
