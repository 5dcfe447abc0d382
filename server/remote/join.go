package remote

import (
	"context"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// join makes a seat for the key that the guest came with, and gives the words
// with which they come back without it. A seat of that name is not made twice, and
// a second one, with answers of its own, only where it is asked for.
func (g *guest) join(ctx context.Context) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	if g.call.Guest.Key == nil {
		return fault.New("remote.no_key")
	}
	name := safetext.Clean(safetext.Name, g.line.Text)
	if name.IsBlank() {
		return fault.New("name_needed")
	}
	for _, s := range g.seats {
		if s.Name == name {
			return g.joined(s, "")
		}
	}
	if len(g.seats) > 0 && !g.line.Another {
		var names []string
		for _, s := range g.seats {
			names = append(names, g.view().name(s))
		}
		return fault.New("remote.seated", "names", g.words.List(names), "line", `join "`+name.String()+`" --another`)
	}
	r, leave, err := g.verbs.parts.Rooms.Enter(ctx, g.id)
	if err != nil {
		return err
	}
	defer leave()
	seat, words, err := g.verbs.parts.Desk.Take(ctx, r, g.call.Guest, roster.About{Name: name}, g.words.Lang(), "full")
	if err != nil {
		return err
	}
	g.state = r.Snapshot().State
	return g.joined(g.state.Roster.Seat(seat), words)
}

// joined says whose seat it is, who keeps what is written, and what holds for
// everything that is written (domain §4.1).
func (g *guest) joined(s *roster.Seat, words string) error {
	w, m := g.words, g.state.Meta
	record, public := w.Say("welcome.record_unknown"), "unknown"
	if !m.Keeper.IsEmpty() && m.RetentionDays > 0 {
		until := g.verbs.parts.Now().AddDate(0, 0, m.RetentionDays)
		record = w.Say("welcome.record", "holder", m.Keeper.String(), "date", w.Day(until, zone(g.state)))
	}
	if m.PublicBody == "yes" || m.PublicBody == "no" {
		public = m.PublicBody
	}
	name := g.view().name(s)
	p := page{lines: []string{w.Say("remote.joined", "name", name), record, w.Say("welcome.public." + public)}}
	for _, l := range g.verbs.parts.Lib.Safety() {
		p.lines = append(p.lines, w.In(l.Text))
	}
	if words != "" {
		p.lines = append(p.lines, w.Say("remote.joined.words", "words", words))
	}
	p.data = struct {
		Name  string `json:"name"`
		Words string `json:"return_words,omitempty"`
	}{name, words}
	return g.show(p)
}
