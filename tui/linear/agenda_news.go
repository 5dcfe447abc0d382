package linear

import (
	"slices"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
)

// items tells what changed in the agenda. Another meeting has another agenda,
// which is not told line by line.
func (n *news) items() {
	was, is := n.old.Agenda, n.now.Agenda
	if was.Meeting.Number != is.Meeting.Number {
		n.need(n.s.Say("linear.meeting.planned", "word", n.s.word("agenda")))
		return
	}
	for _, item := range is.Items {
		before, had := was.Item(item.ID)
		if title := n.s.in(item.Title); !had {
			n.say(n.s.Say("linear.agenda.added", "title", title))
			continue
		} else if item.Skipped != before.Skipped {
			id := "linear.agenda.back"
			if item.Skipped {
				id = "linear.agenda.skipped"
			}
			n.say(n.s.Say(id, "title", title))
		}
		n.changed(before, item)
	}
	for _, item := range was.Items {
		if _, has := is.Item(item.ID); !has {
			n.say(n.s.Say("linear.agenda.removed", "title", n.s.in(item.Title)))
		}
	}
	if order(was.Items, is.Items) != order(is.Items, was.Items) {
		n.say(n.s.Say("linear.agenda.order", "word", n.s.word("agenda")))
	}
	for _, p := range is.Proposed {
		known := slices.ContainsFunc(was.Proposed, func(q agenda.Proposal) bool { return q.ID == p.ID })
		if !known && !n.mine(roster.SeatID(p.By)) {
			n.add(n.s.Say("linear.agenda.proposed", "name", n.s.name(roster.SeatID(p.By)), "title", p.Title.String()), n.s.guide())
		}
	}
}

// changed tells a line's other title, length or prompt.
func (n *news) changed(before, item agenda.Item) {
	was, is := n.s.in(before.Title), n.s.in(item.Title)
	if was != is {
		n.say(n.s.Say("linear.agenda.renamed", "before", was, "title", is))
	}
	if before.Minutes != item.Minutes {
		n.say(n.s.Say("linear.agenda.minutes", "title", is, "minutes", n.s.w.AboutMinutes(minutes(item.Minutes))))
	}
	if words := n.s.in(item.Care); words != "" && words != n.s.in(before.Care) {
		n.say(n.s.Say("linear.agenda.care", "title", is, "words", words))
	}
	if words := n.s.in(item.Prompt); words != n.s.in(before.Prompt) {
		n.say(n.s.Say("linear.agenda.prompt", "title", is, "prompt", words))
	}
}

// order is the order of those lines that another list has too.
func order(items, among []agenda.Item) string {
	var ids string
	for _, item := range items {
		if slices.ContainsFunc(among, func(x agenda.Item) bool { return x.ID == item.ID }) {
			ids += item.ID + " "
		}
	}
	return ids
}
