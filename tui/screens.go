package tui

import (
	"context"

	"convene/internal/fault"
	"convene/internal/workshop/roster"
	"convene/tui/screen"
	"convene/tui/screen/agenda"
	"convene/tui/screen/care"
	"convene/tui/screen/document"
	"convene/tui/screen/door"
	"convene/tui/screen/host"
	"convene/tui/screen/lobby"
	"convene/tui/screen/me"
	"convene/tui/screen/people"
	"convene/tui/screen/questions"
	"convene/tui/screen/rest"
	"convene/tui/screen/roomscreen"
	"convene/tui/screen/spectrum"
	"convene/tui/screen/talk"
	"convene/tui/screen/terms"
	"convene/tui/screen/values"
)

// newScreen makes a screen when it is first shown. What a screen needs done off
// the loop is handed to it here.
func (m *model) newScreen(name string) screen.Screen {
	switch name {
	case Door:
		return door.New(door.Deps{Take: m.takeSeat, Back: m.comeBack})
	case Host:
		return host.New(m.hostDeps())
	case People:
		return people.New(m.peopleDeps())
	case Questions:
		return questions.New()
	case Agenda:
		return agenda.New(m.hostDeps().Plan)
	case Spectrum:
		return spectrum.New()
	case Talk:
		return talk.New()
	case Values:
		return values.New()
	case Terms:
		return terms.New()
	case Document:
		return document.New(document.Deps{Address: m.deps.Address, Code: m.code})
	case Me:
		return me.New()
	case Care:
		return care.New()
	case Away:
		return rest.Away{}
	case Pause:
		return rest.Pause{}
	case RoomScreen:
		return roomscreen.New(m.deps.Address, m.person.Wall)
	}
	return lobby.New()
}

// code is the workshop's join code.
func (m *model) code(ctx context.Context) (string, error) {
	c, err := m.deps.Desk.Code(ctx, m.room.ID())
	return c.String(), err
}

// takeSeat makes a seat for this person. A workshop that has ended meanwhile
// sends them back to the door, which answers as for a wrong code.
func (m *model) takeSeat(ctx context.Context, about roster.About, lang string) (screen.Seated, error) {
	seat, words, err := m.deps.Desk.Take(ctx, m.room, m.person.Guest, about, lang, "full")
	if code := fault.Code(err); code == "code_unknown" || code == "slow_down" {
		m.cancel(err)
	}
	return screen.Seated{Seat: seat, Words: words}, err
}

// comeBack finds the seat that return words open.
func (m *model) comeBack(ctx context.Context, words string) (screen.Seated, error) {
	who, err := m.deps.Desk.Return(ctx, m.room.ID(), m.person.Guest, words)
	return screen.Seated{Seat: who.Seat, Entry: who.Entry}, err
}

// sit makes this program that seat's.
func (m *model) sit(s screen.Seated) {
	m.person.Seat, m.person.Entry = s.Seat, s.Entry
	m.visit.Sit(s.Seat)
	m.see(m.room.Snapshot())
	m.size() // the head names them, where several sit
	m.seated()
}
