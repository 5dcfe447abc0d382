package people

import (
	"strings"

	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// about is what a person chose to say of themselves, and what they may do, in
// one line of words.
func about(e *screen.Env, seat *roster.Seat) string {
	var parts []string
	add := func(words string) {
		if words != "" {
			parts = append(parts, words)
		}
	}
	add(seat.Pronouns.String())
	add(seat.Capacity.String())
	add(from(e, seat))
	add(seat.Organisation.String())
	add(nation(e, seat))
	if seat.Wayless() {
		add(e.Say("people.by", "who", screen.PersonName(e.Snap.Roster.Seat(seat.ListedBy))))
	}
	for _, by := range e.Snap.Roster.Scribes() {
		if e.Snap.MayAnswerFor(seat.ID, by.ID) {
			add(e.Say("people.voice", "who", screen.PersonName(by)))
		}
	}
	for _, r := range seat.Roles {
		add(e.Say("host.role." + string(r)))
	}
	return strings.Join(parts, " "+e.Theme.Dot+" ")
}

// from is where they say they come from; own words before the list's.
func from(e *screen.Env, seat *roster.Seat) string {
	if seat.Group == roster.Tribal { // the mark says it
		return ""
	}
	return screen.From(e, seat)
}

// nation is the government they speak for, or say they speak for.
func nation(e *screen.Env, seat *roster.Seat) string {
	switch {
	case seat.Nation.IsEmpty():
		return ""
	case seat.Delegate():
		return e.Say("host.role.delegate", "nation", seat.Nation.String())
	}
	return e.Say("door.delegate.stated", "name", seat.Name.String(), "nation", seat.Nation.String())
}
