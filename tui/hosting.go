package tui

import (
	"context"

	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/screen/host"
	"convene/tui/screen/people"
)

// hostDeps is what the host's screen gets: meetings are planned in the zone of
// the present one, and the workshop is ended in this person's name.
func (m *model) hostDeps() host.Deps {
	seat, who := m.person.Seat, m.person.Sitter() // calls run off the loop
	return host.Deps{
		Plan: func(agenda string) (any, bool) {
			plan, ok := prepare.Meeting(m.deps.Lib, prepare.Plan{Agenda: agenda, Zone: zone(m.env.Snap)})
			return plan, ok
		},
		End: func(ctx context.Context) error {
			return m.deps.Desk.SetStatus(ctx, m.room, seat, workshop.Ended)
		},
		PutAway: func(ctx context.Context, id string) error { return m.room.PutAway(ctx, who, id) },
	}
}

// peopleDeps is what the screen of people needs of the front desk, which checks
// that it is a host who asks.
func (m *model) peopleDeps() people.Deps {
	host := m.person.Seat // calls run off the loop
	return people.Deps{
		Return: func(ctx context.Context, seat roster.SeatID, lang string) (string, error) {
			return m.deps.Desk.OnceWords(ctx, m.room, host, seat, lang)
		},
		EndSeat: func(ctx context.Context, seat roster.SeatID) error {
			return m.deps.Desk.EndSeat(ctx, m.room, host, seat)
		},
		Code: func(ctx context.Context) (string, error) {
			code, err := m.deps.Desk.Code(ctx, m.room.ID())
			return code.String(), err
		},
		NewCode: func(ctx context.Context) (string, error) {
			code, err := m.deps.Desk.NewCode(ctx, m.room, host)
			return code.String(), err
		},
		Delegate: func(ctx context.Context, nation safetext.Text, lang string) (string, error) {
			return m.deps.Desk.IssueDelegate(ctx, m.room, host, nation, lang)
		},
	}
}
