package remote

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// guest is one line being answered.
type guest struct {
	verbs *Verbs
	call  Call
	line  Line
	words library.Words

	// Found by enter.
	id    string // the workshop's
	state *workshop.State
	seats []*roster.Seat           // that the guest's key opens
	entry map[roster.SeatID]string // by which way
	face  map[roster.SeatID]string // that the person comes to on it when they come in
}

// enter finds the workshop and the seats of the guest's key. Whoever has no
// seat gets one answer for unknown, ended and closed, and so has everyone once
// the time of keeping is over (design §2).
func (g *guest) enter(ctx context.Context) error {
	p := g.verbs.parts
	id, err := p.Desk.Find(ctx, g.call.Guest, g.call.Code)
	if err != nil {
		return err
	}
	known, err := p.Desk.Known(ctx, id, g.call.Guest)
	if err != nil {
		return err
	}
	if err := g.read(ctx, id); err != nil {
		return err
	}
	g.id = id
	g.entry, g.face = make(map[roster.SeatID]string), make(map[roster.SeatID]string)
	for _, k := range known {
		g.entry[k.Seat], g.face[k.Seat] = k.Entry, k.Face
		if seat := g.state.Roster.Seat(k.Seat); seat != nil {
			g.seats = append(g.seats, seat)
		}
	}
	if over := g.state.Status == workshop.Ended || g.state.Status == workshop.Closed; over && len(g.seats) == 0 {
		return fault.New("code_unknown") // the catalogue may not have heard of the end yet
	}
	if len(known) > 0 && g.line.Lang == "" && known[0].Lang != "" {
		g.words = p.Lib.Words(known[0].Lang)
	}
	return g.opened()
}

// opened tells somebody, beside every answer, that a host made words which open
// their seat, and when such words did.
func (g *guest) opened() error {
	for _, seat := range g.seats {
		if g.entry[seat.ID] != "" || g.call.Err == nil {
			continue
		}
		for _, a := range g.state.Roster.Opened(seat.ID, nil) {
			by := g.words.Say("linear.someone")
			if maker := g.state.Roster.Seat(a.By); maker != nil {
				by = g.view().name(maker)
			}
			at := g.words.DayTime(a.At, zone(g.state))
			if err := say(g.call.Err, g.call.Terminal, g.words.Say(a.Said(), "name", by, "time", at)); err != nil {
				return err
			}
		}
	}
	return nil
}

// read takes the workshop's state as it is now, unless it is kept no longer.
func (g *guest) read(ctx context.Context, id string) error {
	state, err := g.verbs.parts.Rooms.Peek(ctx, id)
	if err != nil {
		return err
	}
	if state.Expired(g.verbs.parts.Now()) {
		return fault.New("code_unknown")
	}
	g.state = state
	return nil
}

// seated refuses whoever has no seat that is known by key.
func (g *guest) seated() error {
	if len(g.seats) == 0 {
		return fault.New("remote.no_seat")
	}
	return nil
}

// help says what can be asked, or what one verb is for; it needs no workshop.
func (g *guest) help(context.Context) error {
	type entry struct {
		Verb string `json:"verb"`
		Does string `json:"does"`
	}
	var data struct {
		Verbs []entry  `json:"verbs"`
		Notes []string `json:"notes,omitempty"`
	}
	w, all := g.words, verbNames()
	verbs, lines := all, []string{w.Say("remote.help", "verbs", strings.Join(all, ", "))}
	if one := strings.ToLower(g.line.Text); one != "" {
		if !slices.Contains(all, one) {
			return fault.New("remote.unknown", "verb", shown(one))
		}
		verbs, lines = []string{one}, nil
	}
	for _, verb := range verbs {
		e := entry{verb, w.Say("remote.help." + verb)}
		data.Verbs, lines = append(data.Verbs, e), append(lines, fmt.Sprintf("  %-10s%s", e.Verb, e.Does))
	}
	if slices.Contains(verbs, "export") {
		data.Notes = append(data.Notes, w.Say("remote.export.formats", "formats", formats()))
	}
	if len(verbs) == len(all) {
		data.Notes = append(data.Notes, w.Say("remote.help.json"), w.Say("remote.help.as"), w.Say("remote.help.files", "line", g.verbs.SFTPLine(g.call.Code)))
	}
	return g.show(page{append(lines, data.Notes...), data})
}

// verbNames are the guests' verbs, in the order help tells them.
func verbNames() []string {
	return []string{"help", "status", "join", "agenda", "who", "read", "results", "tor", "export", "vote", "do", "write", "question", "sign", "signin"}
}

// status says where the meeting is; it needs no seat.
func (g *guest) status(ctx context.Context) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	return g.show(g.view().status(len(g.seats) > 0))
}

// look shows a part of the workshop to whoever has a seat.
func (g *guest) look(part func(view) page) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := g.enter(ctx); err != nil {
			return err
		}
		if err := g.seated(); err != nil {
			return err
		}
		return g.show(part(g.view()))
	}
}

// tor reads the Terms of Reference to whoever has a seat, as in the room.
func (g *guest) tor(ctx context.Context) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	if err := g.seated(); err != nil {
		return err
	}
	p, body, err := g.view().terms(ctx, g.line.Text, g.line.JSON)
	switch {
	case err != nil:
		return err
	case body != nil:
		return g.say(string(body))
	}
	return g.show(p)
}

// sitter is the guest on one of their seats.
func (g *guest) sitter(seat *roster.Seat) room.Sitter {
	return room.Sitter{Seat: seat.ID, Entry: g.entry[seat.ID]}
}

func (g *guest) view() view {
	return view{g.verbs, g.state, g.words, g.verbs.parts.Rooms.Screens(g.id)}
}

func (g *guest) say(text string) error { return say(g.call.Out, g.call.Terminal, text) }

func (g *guest) show(p page) error { return show(g.call.Out, g.call.Terminal, g.line.JSON, p) }

// formats are the formats' names, as they are typed.
func formats() string {
	var names []string
	for _, f := range document.Formats() {
		names = append(names, string(f.Format))
	}
	return strings.Join(names, ", ")
}
