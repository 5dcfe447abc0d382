package tui

import (
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// heard tells everyone what they need to know wherever they are.
func (m *model) heard(before, now *workshop.Snapshot) {
	if before.Terms != now.Terms {
		m.reopened(before, now)
	}
	if before.Trouble != "" && now.Trouble == "" {
		m.tell(m.env.Say("trouble.over"))
	}
}

// reopened tells everyone that a section which was agreed is open again, and
// why, wherever they are just now (domain §4.4). Whoever did it knows.
func (m *model) reopened(before, now *workshop.Snapshot) {
	if m.person.Seat == "" {
		return
	}
	for _, sec := range now.Terms.Sections {
		was := before.Terms.Section(sec.ID)
		if was == nil || len(was.History) >= len(sec.History) {
			continue
		}
		for _, entry := range sec.History[len(was.History):] {
			by := now.Roster.Seat(entry.By)
			if entry.Kind != terms.Reopened || by == nil || by.ID == m.person.Seat {
				continue
			}
			m.tell(m.env.Say("terms.reopened", "name", screen.PersonName(by),
				"section", Words(agenda.Words(sec.Title), m.env.Lang), "why", entry.Note.String()))
		}
	}
}
