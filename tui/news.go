package tui

import (
	"time"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
)

// heard tells everyone what they need to know wherever they are.
func (m *model) heard(before, now *workshop.Snapshot) {
	if before.Terms != now.Terms && !m.away {
		m.reopened(before, now)
	}
	if before.Roster != now.Roster && !m.person.ForAnother() {
		m.guiding(before.Roster, now.Roster)
		m.opened(now.Roster.Opened(m.person.Seat, before.Roster), m.env.Words.Clock)
	}
	if before.Trouble != "" && now.Trouble == "" {
		m.tell(m.env.Say("trouble.over"))
	}
}

// guiding tells somebody that they guide the room from now on, through whom, and
// how: their screen is another one all at once. Who signed in as host knows.
func (m *model) guiding(before, now *roster.State) {
	was, is := before.Seat(m.person.Seat), now.Seat(m.person.Seat)
	if was == nil || is == nil {
		return
	}
	key := m.env.KeyName(keys.Main)
	switch {
	case is.Has(roster.Host) && !was.Has(roster.Host):
		for _, giver := range now.Seats {
			if g := before.Seat(giver.ID); g.Has(roster.Host) && !giver.Has(roster.Host) {
				m.tell(m.env.Say("host.handover.you", "name", screen.PersonName(giver), "key", key))
			}
		}
	case is.Has(roster.CoHost) && !was.Has(roster.CoHost) && !was.Has(roster.Host):
		m.tell(m.env.Say("host.cohost.you", "key", key))
	}
}

// opened tells somebody that a host made words which open their seat, or that
// such words did: the last of it. Whoever was away hears it when they come in by
// their own way, each time: a notice may be missed.
func (m *model) opened(acts []roster.DoorAct, when func(time.Time, *time.Location) string) {
	if len(acts) == 0 {
		return
	}
	a := acts[len(acts)-1]
	by := m.env.Say("linear.someone")
	if seat := m.env.Snap.Roster.Seat(a.By); seat != nil {
		by = screen.PersonName(seat)
	}
	m.tell(m.env.Say(a.Said(), "name", by, "time", when(a.At, m.env.Zone)))
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

// look takes in what the room shows now.
func (m *model) look() {
	if s := m.room.Snapshot(); s != m.env.Snap {
		m.see(s)
		m.roomMoved()
	}
}

// see takes a new snapshot in.
func (m *model) see(s *workshop.Snapshot) {
	before := m.env.Snap
	e := *m.env
	e.Snap, e.Me, e.Now = s, m.person.Seat, m.deps.Now()
	if z := zone(s); e.Zone == nil || z != m.zone {
		m.zone, e.Zone = z, time.UTC
		if loc, err := time.LoadLocation(z); err == nil {
			e.Zone = loc
		}
	}
	m.env = &e
	if m.person.Ended(s.Roster) {
		m.cancel(fault.New("seat_ended"))
		return
	}
	if (len(m.person.Table) > 0 || m.person.ForAnother()) && (before == nil || before.Roster != s.Roster) {
		m.size() // they may be called otherwise by now
	}
	if before != nil {
		if s.Seq > before.Seq {
			m.deps.Pace.took(s.Seq - before.Seq)
		}
		if s.EndedSince(before.State) {
			m.forget()
		}
		m.heard(before, s)
	}
	if before == nil || before.Spectrum != s.Spectrum || before.Values != s.Values || before.Terms != s.Terms {
		m.own()
	}
}

func zone(s *workshop.Snapshot) string {
	if z := s.Agenda.Meeting.Zone; z != "" {
		return z
	}
	return s.Meta.Zone
}
