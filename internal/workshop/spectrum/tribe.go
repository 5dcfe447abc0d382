package spectrum

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// Stand is what a government says of a topic.
type Stand string

// The stands (domain §8.1). Consulted says that the governments have spoken with
// each other elsewhere.
const (
	Agrees       Stand = "agrees"
	NoObjection  Stand = "no_objection"
	NotAffected  Stand = "not_affected"
	DoesNotAgree Stand = "does_not_agree"
	ToCouncil    Stand = "council"
	NoneToday    Stand = "none"
	Consulted    Stand = "consulted"
)

// Stands lists the stands in the order they are offered to a delegate.
func Stands() []Stand {
	return []Stand{Agrees, NoObjection, NotAffected, DoesNotAgree, ToCouncil, NoneToday, Consulted}
}

// Settles reports whether a topic may become final with this stand.
func (s Stand) Settles() bool {
	return s == Agrees || s == NoObjection || s == NotAffected || s == Consulted
}

// Position is what a government says of a topic, released by its delegate and
// shown beside the tally, never in it. A later one corrects it; all are kept.
type Position struct {
	Nation safetext.Text `json:"nation"`
	Stand  Stand         `json:"stand"`
	Words  safetext.Text `json:"words,omitzero"`
	Lang   string        `json:"lang,omitempty"`
	// Due is the day by which the Council answers, if its delegate said so.
	Due Day `json:"due,omitempty"`
	// Seat released it. Confirmed says that its delegate word was given;
	// without it the position is only stated, and settles nothing.
	Seat      roster.SeatID `json:"seat"`
	Confirmed bool          `json:"confirmed,omitempty"`
	// Noted says that a host noted a consultation held elsewhere.
	Noted bool      `json:"noted,omitempty"`
	At    time.Time `json:"-"`
}

// Said is the id of the sentence that says the stand; with Due it names the day.
func (p Position) Said() string {
	if p.Stand == ToCouncil && p.Due != "" {
		return "spectrum.position.said.council_due"
	}
	return "spectrum.position.said." + string(p.Stand)
}

// Position gives a nation's present position, or nil: the last that counts, or
// else the last that someone stated without having been confirmed.
func (t *Topic) Position(nation safetext.Text) *Position {
	return t.PositionAt(nation, len(t.Rounds)-1)
}

// PositionAt is a government's position as it stood beside a round, counted from
// 0: what was said once the next round had opened stands beside that one.
func (t *Topic) PositionAt(nation safetext.Text, round int) *Position {
	var stated *Position
	for i := len(t.Positions) - 1; i >= 0; i-- {
		p := &t.Positions[i]
		later := round >= 0 && round < len(t.Rounds)-1 && !p.At.Before(t.Rounds[round+1].OpenedAt)
		if later || !roster.SameNation(p.Nation, nation) {
			continue
		}
		if p.Confirmed || p.Noted {
			return p
		}
		if stated == nil {
			stated = p
		}
	}
	return stated
}

// Nations lists the governments that the topic affects or that spoke to it, in
// the order they came up; each is shown apart (domain §8.1).
func (t *Topic) Nations() []safetext.Text {
	var out []safetext.Text
	add := func(n safetext.Text) {
		for _, have := range out {
			if roster.SameNation(have, n) {
				return
			}
		}
		out = append(out, n)
	}
	for _, f := range t.Flags {
		add(f.Nation)
	}
	for _, p := range t.Positions {
		add(p.Nation)
	}
	return out
}

// Flagged reports whether the topic affects the nation.
func (t *Topic) Flagged(nation safetext.Text) bool {
	for _, f := range t.Flags {
		if roster.SameNation(f.Nation, nation) {
			return true
		}
	}
	return false
}

// Unsettled lists the governments without which the topic can't become final:
// those it affects that have not agreed, and those that do not agree or take it
// to their Council. An empty name is a Tribe that nobody has named yet.
func (t *Topic) Unsettled() []safetext.Text {
	var out []safetext.Text
	for _, n := range t.Nations() {
		p := t.Position(n)
		counts := p != nil && (p.Confirmed || p.Noted)
		switch {
		case counts && p.Stand.Settles():
		case t.Flagged(n), counts && (p.Stand == DoesNotAgree || p.Stand == ToCouncil):
			out = append(out, n)
		}
	}
	return out
}

// View is a minority view (domain §8.3): printed in its holder's words, changed
// and withdrawn by its holder alone.
type View struct {
	ID    string        `json:"id"`
	Words safetext.Text `json:"words,omitzero"`
	Lang  string        `json:"lang,omitempty"`
	// Signed says that the holder wishes to be named; no face shows the holder
	// otherwise.
	Signed    bool          `json:"signed,omitempty"`
	Holder    roster.SeatID `json:"holder"`
	Withdrawn bool          `json:"-"`
	At        time.Time     `json:"-"`
}

// View gives a view by its id.
func (t *Topic) View(id string) (View, bool) {
	for _, v := range t.Views {
		if v.ID == id {
			return v, true
		}
	}
	return View{}, false
}
