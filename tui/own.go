package tui

import (
	"bytes"
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"convene/internal/workshop/poll"
)

// own loads this seat's answers to the polls that are open, and forgets those
// of closed ones: a voter sees their own choice while the poll is open, never
// after.
func (m *model) own() {
	if m.person.Seat == "" || m.person.ForAnother() {
		return
	}
	open := make(map[string]bool)
	for _, p := range m.env.Snap.OpenPolls() {
		open[p.ID] = true
		if _, have := m.env.Own[p.ID]; !have {
			m.load(p.ID)
		}
	}
	for id := range m.env.Own {
		if !open[id] {
			e := *m.env
			e.Own = maps.Clone(e.Own)
			maps.DeleteFunc(e.Own, func(id string, _ []byte) bool { return !open[id] })
			m.env = &e
			return
		}
	}
}

// load asks for the seat's own answer to a poll.
func (m *model) load(poll string) {
	if _, asked := m.owning[poll]; asked {
		m.owning[poll] = true
		return
	}
	m.owning[poll] = false
	who := m.person.Sitter()
	m.background("own", func(ctx context.Context) tea.Msg {
		a, err := m.room.Answer(ctx, who, poll)
		return owned{poll: poll, Answer: a, failed: err != nil}
	})
}

// reload reads this seat's answers to the open polls anew: one of them has been
// given, changed or taken back, here or over another connection of the person.
func (m *model) reload() {
	if m.person.Seat == "" || m.person.ForAnother() {
		return
	}
	for _, p := range m.env.Snap.OpenPolls() {
		m.load(p.ID)
	}
}

func (m *model) owned(o owned) {
	if !slices.ContainsFunc(m.env.Snap.OpenPolls(), func(p poll.Open) bool { return p.ID == o.poll }) {
		return // it closed while the answer was read
	}
	if !o.failed && !m.away { // when they are back it is read anew
		if id := m.aided.Take(m.env.Snap, o.poll, o.Answer); id != "" {
			m.tell(m.env.Say(id, "who", m.nameOf(o.By)))
		}
	}
	if have, ok := m.env.Own[o.poll]; ok == (o.Value != nil) && bytes.Equal(have, o.Value) {
		return
	}
	e := *m.env
	e.Own = maps.Clone(e.Own)
	if o.Value == nil {
		delete(e.Own, o.poll)
	} else {
		e.Own[o.poll] = o.Value
	}
	m.env = &e
}
