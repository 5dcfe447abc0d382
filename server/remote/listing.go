package remote

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"convene/internal/fault"
	"convene/internal/workshop/roster"
)

// list shows every workshop in a line.
func (e *errand) list(ctx context.Context) error {
	all, err := e.verbs.parts.Desk.List(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return e.say(e.words.Say("cli.list.empty"))
	}
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	say := e.words.Say
	fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", say("cli.list.code"), say("cli.list.status"), say("cli.list.people"), say("cli.list.title"))
	for _, w := range all {
		s, err := e.verbs.parts.Rooms.Peek(ctx, w.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", w.Code, say("workshop.status."+string(s.Status)), len(s.Roster.Here()), w.Title)
	}
	if err := t.Flush(); err != nil {
		return fault.New("internal").With(err)
	}
	return e.say(b.String())
}

// show says what was settled about a workshop. It names nobody: the operator
// has no need to know who comes.
func (e *errand) show(ctx context.Context) error {
	_, s, err := e.open(ctx)
	if err != nil {
		return err
	}
	say, hosts := e.words.Say, 0
	for _, seat := range s.Roster.Here() {
		if seat.Has(roster.Host) {
			hosts++
		}
	}
	settled, sections := s.Terms.Progress()
	lines := []string{
		s.Meta.Title.String(),
		say("cli.show.status", "status", say("workshop.status."+string(s.Status))),
		say("cli.show.people", "n", len(s.Roster.Here())), say("cli.show.hosts", "n", hosts),
		say("cli.show.zone", "zone", s.Meta.Zone), say("cli.show.public." + cmp.Or(s.Meta.PublicBody, "unknown")),
		say("cli.show.keeper", "keeper", s.Meta.Keeper, "length", say("time.days", "n", s.Meta.RetentionDays)),
		say("cli.show.sections", "settled", settled, "n", sections),
	}
	for i, item := range s.Agenda.Items {
		lines = append(lines, fmt.Sprintf("%2d. %s, %s", i+1, item.Title.In(e.words.Lang()), e.words.Length(item.Minutes)))
	}
	return e.say(lines...)
}

// look shows a part of a workshop, as a guest with a seat sees it.
func (e *errand) look(part func(view) page) func(context.Context) error {
	return func(ctx context.Context) error {
		v, err := e.view(ctx)
		if err != nil {
			return err
		}
		return show(e.console.Out, false, e.order.JSON, part(v))
	}
}

func (e *errand) tor(ctx context.Context) error {
	v, err := e.view(ctx)
	if err != nil {
		return err
	}
	p, body, err := v.terms(ctx, e.order.What, e.order.JSON)
	switch {
	case err != nil:
		return err
	case body != nil:
		return e.say(string(body))
	}
	return show(e.console.Out, false, e.order.JSON, p)
}

func (e *errand) view(ctx context.Context) (view, error) {
	words := e.words
	if e.order.Lang != "" {
		if !e.verbs.speaks(e.order.Lang) {
			return view{}, fault.New("remote.lang", "languages", e.verbs.languages())
		}
		words = e.verbs.parts.Lib.Words(e.order.Lang)
	}
	id, s, err := e.open(ctx)
	return view{e.verbs, s, words, e.verbs.parts.Rooms.Screens(id)}, err
}
