package people

import (
	"context"

	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// endedSeat tags the call that ends one.
type endedSeat struct{}

// returnWord tags the call that makes a one-time return word.
type returnWord struct{ name string }

// actions is what a host can do about another seat. What can be taken back is
// done at once; the rest asks.
func (s *Screen) actions(e *screen.Env, seat *roster.Seat) []screen.Choice {
	name := screen.PersonName(seat)
	host := e.Seat().Has(roster.Host)
	roles := []roster.Role{roster.CoHost, roster.NoteKeeper, roster.Scribe, roster.Observer}
	if host {
		roles = append(roles, roster.Coordinator)
	}
	var out []screen.Choice
	for _, r := range roles {
		words, do := "people.make.", screen.Give(roster.Grant{Seat: seat.ID, Role: r})
		if seat.Has(r) {
			words, do = "people.unmake.", screen.Give(roster.Take{Seat: seat.ID, Role: r})
		}
		out = append(out, screen.Choice{Words: e.Say(words + string(r)), Do: do})
	}
	if host {
		out = append(out, screen.Choice{Words: e.Say("people.handover"), Do: asking(e.Say("host.handover.ask", "name", name),
			nil, e.Say("people.handover"), screen.Give(roster.HandOver{To: seat.ID}))})
	}
	id, lang := seat.ID, seat.Lang
	out = append(out, screen.Choice{Words: e.Say("people.return"), Do: asking(e.Say("host.return.make", "name", name),
		[]string{e.Say("people.return.record")}, e.Say("people.return.yes"),
		screen.Do{Calls: []screen.Call{{Tag: returnWord{name}, Run: func(ctx context.Context) (any, error) {
			return s.deps.Return(ctx, id, lang)
		}}}})})
	if !seat.Has(roster.Host) {
		out = append(out, screen.Choice{Words: e.Say("people.end"), Do: asking(e.Say("host.seat.end.ask", "name", name),
			[]string{e.Say("people.end.what")}, e.Say("people.end"), screen.Do{Calls: []screen.Call{{Tag: endedSeat{}, Run: func(ctx context.Context) (any, error) {
				return nil, s.deps.EndSeat(ctx, id)
			}}}})})
	}
	return out
}

func asking(title string, lines []string, yes string, do screen.Do) screen.Do {
	return screen.Do{Ask: &screen.Ask{Title: title, Lines: lines, Yes: yes, Do: do}}
}
