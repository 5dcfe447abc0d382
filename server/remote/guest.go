package remote

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/library"
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
	state *workshop.State
	seats []*roster.Seat // that the guest's key opens
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
	for _, k := range known {
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

// help says what can be asked; it needs no workshop.
func (g *guest) help(context.Context) error {
	if g.line.Lang != "" {
		g.words = g.verbs.parts.Lib.Words(g.line.Lang)
	}
	w := g.words
	lines := []string{w.Say("remote.help", "verbs", "help, status, agenda, export")}
	for _, verb := range []string{"help", "status", "agenda", "export"} {
		lines = append(lines, fmt.Sprintf("  %-8s%s", verb, w.Say("remote.help."+verb)))
	}
	lines = append(lines, w.Say("remote.export.formats", "formats", formats()), w.Say("remote.help.json"))
	return g.say(strings.Join(lines, "\n"))
}

// status says where the meeting is: the whole of it to whoever has a seat, and
// only whether it is open to everyone else.
func (g *guest) status(ctx context.Context) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	seated := len(g.seats) > 0
	s, w := g.state, g.words
	item, inside := s.Agenda.Now()
	now := ""
	if seated && inside && s.Status == workshop.Open {
		now = item.Title.In(w.Lang())
	}
	if g.line.JSON {
		return g.json(struct {
			Title  string `json:"title"`
			Status string `json:"status"`
			Now    string `json:"now,omitempty"`
		}{s.Meta.Title.String(), string(s.Status), now})
	}
	title := s.Meta.Title.String()
	switch {
	case s.Status == workshop.Open && now != "":
		return g.say(w.Say("remote.status.open", "title", title, "item", now))
	case s.Status == workshop.Open:
		return g.say(w.Say("remote.status.running", "title", title))
	}
	return g.say(w.Say("remote.status."+string(s.Status), "title", title))
}

// agenda lists the agenda for whoever has a seat.
func (g *guest) agenda(ctx context.Context) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	if err := g.seated(); err != nil {
		return err
	}
	type entry struct {
		Title   string `json:"title"`
		Minutes int    `json:"minutes"`
		Now     bool   `json:"now,omitempty"`
		Skipped bool   `json:"skipped,omitempty"`
	}
	w := g.words
	entries, lines := []entry{}, []string{w.Say("agenda.head")}
	for i, item := range g.state.Agenda.Items {
		e := entry{item.Title.In(w.Lang()), item.Minutes, item.ID == g.state.Agenda.At.Item, item.Skipped}
		entries = append(entries, e)
		id := "remote.agenda.item"
		switch {
		case e.Now:
			id = "remote.agenda.now"
		case e.Skipped:
			id = "remote.agenda.skipped"
		}
		lines = append(lines, fmt.Sprintf("%2d. ", i+1)+w.Say(id, "title", e.Title, "length", w.Say("time.minutes", "n", e.Minutes)))
	}
	switch {
	case g.line.JSON:
		return g.json(entries)
	case len(entries) == 0:
		return g.say(w.Say("remote.agenda.empty"))
	}
	return g.say(strings.Join(lines, "\n"))
}

func (g *guest) say(text string) error { return say(g.call.Out, g.call.Terminal, text) }

// json writes a value for programs; it passes the same cleaning as words do.
func (g *guest) json(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fault.New("internal").With(err)
	}
	return g.say(string(b))
}

// formats are the formats' names, as they are typed.
func formats() string {
	var names []string
	for _, f := range document.Formats() {
		names = append(names, string(f.Format))
	}
	return strings.Join(names, ", ")
}
