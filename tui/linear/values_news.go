package linear

import (
	"convene/internal/workshop/poll"
	"convene/internal/workshop/values"
)

// values tells what changed in Sharing Values.
func (n *news) values() {
	was, is := n.old.Values, n.now.Values
	if was == is {
		return
	}
	n.writings(was, is)
	n.wall(was, is)
	n.marks(was, is)
	n.deeds(was, is)
	n.turned(was, is)
	for i, c := range is.Checks {
		var old *poll.Check
		if i < len(was.Checks) {
			if was.Checks[i] == c {
				continue
			}
			old = &was.Checks[i].Check
		}
		n.check(old, &c.Check, n.s.Say("values.title"))
	}
	if was.Verdict != is.Verdict {
		if is.Verdict == nil {
			n.say(n.s.Say("linear.reopened", "title", n.s.Say("values.title")))
		}
		for _, l := range n.s.valuesVerdict() {
			n.say(l)
		}
	}
}

// turned tells which value the host has turned to, where the room goes through them
// one by one.
func (n *news) turned(was, is *values.State) {
	list, p := is.Chosen(), is.Page
	item, _ := n.now.Agenda.Now()
	step := n.now.Agenda.At.Step
	if p == was.Page || p.On != step || step != values.StepDeeds && step != values.StepCPM || p.N >= len(list) {
		return
	}
	title, _, _ := n.s.step(item)
	value := n.s.Say("linear.value", "number", p.N+1, "name", n.s.gathering(is, list[p.N].ID))
	n.say(n.s.Say("linear.value.turned", "step", title, "value", value))
}

func (n *news) writings(was, is *values.State) {
	for i, w := range is.Writings {
		var old *values.Writing
		if i < len(was.Writings) {
			old = was.Writings[i]
		}
		switch {
		case old == w:
		case old == nil && w.IsOpen():
			n.need(n.s.Say("linear.writing.opened"))
		case w.IsOpen() && old.CalledAt.IsZero() && !w.CalledAt.IsZero():
			n.need(n.s.Say("values.write.last_call"))
		case w.Void == values.VoidLost && old.IsOpen():
			n.need(n.s.Say("vote.void.lost"))
		case w.Void != "" && old.IsOpen():
			n.need(n.s.Say("vote.void.called_off"))
		case !w.ShownAt.IsZero() && (old == nil || old.ShownAt.IsZero()):
			n.shown = true
			n.need(n.s.Say("linear.wall.opened"))
			for _, c := range is.Cards {
				if c.Writing == w.ID && !c.Withdrawn {
					n.need(n.s.cardLine(c))
				}
			}
		}
	}
}

// wall tells where others laid cards and how gatherings were named. Where the marks
// open, each card that lay by itself becomes a gathering, and nobody moved it.
func (n *news) wall(was, is *values.State) {
	for _, c := range is.Cards {
		before, had := was.Card(c.ID)
		switch {
		case !had:
		case c.Withdrawn && !before.Withdrawn:
			n.say(n.s.Say("values.wall.withdrawn"))
		case c.Cluster != before.Cluster && !n.mine(c.MovedBy) && (before.Cluster != "" || len(is.Marks) == len(was.Marks)):
			to, _ := is.Cluster(c.Cluster)
			who, card := n.s.name(c.MovedBy), n.s.theirs(c.Word.String(), c.Lang)
			switch {
			case c.Cluster == "":
				n.say(n.s.Say("values.cluster.moved_out", "name", who, "card", card))
			case to.Apart:
				n.say(n.s.Say("values.cluster.kept_apart", "name", who, "card", card))
			case len(is.In(c.Cluster)) == 1:
				n.say(n.s.Say("values.cluster.moved_new", "name", who, "card", card))
			default: // as it was: the card itself is in it now
				n.say(n.s.Say("values.cluster.moved", "name", who, "card", card, "cluster", n.s.gathering(was, c.Cluster)))
			}
		}
	}
	for _, c := range is.Clusters {
		before, _ := was.Cluster(c.ID)
		if c.Name != before.Name && !c.Name.IsBlank() && !n.mine(c.NamedBy) {
			n.say(n.s.Say("values.cluster.named", "name", n.s.name(c.NamedBy), "cluster", n.s.theirs(c.Name.String(), c.Lang)))
		}
	}
	if is.DeckShown && !was.DeckShown {
		n.say(n.s.Say("values.write.deck"))
	}
}

func (n *news) marks(was, is *values.State) {
	for i, m := range is.Marks {
		var old *values.Marking
		if i < len(was.Marks) {
			old = was.Marks[i]
		}
		switch {
		case old == m:
		case old == nil && m.IsOpen():
			n.need(n.s.Say("linear.marks.opened"))
		case m.IsOpen() && old.CalledAt.IsZero() && !m.CalledAt.IsZero():
			n.need(n.s.Say("values.support.last_call"))
		case m.Void == values.VoidLost && old.IsOpen():
			n.need(n.s.Say("vote.void.lost"))
		case m.Void != "" && old.IsOpen():
			n.need(n.s.Say("vote.void.called_off"))
		case m.Void == "" && !m.IsOpen() && (old == nil || old.IsOpen()):
			n.shown = true
			n.need(n.s.Say("linear.marks.closed"))
			for _, l := range n.s.markLines() {
				n.need(l)
			}
		}
	}
}

// deeds tells the lines that others wrote or changed.
func (n *news) deeds(was, is *values.State) {
	for i, d := range is.Deeds {
		switch {
		case i >= len(was.Deeds):
			if !n.mine(d.By) {
				n.say(n.s.Say("linear.deed.written", "name", n.s.name(d.By), "words", n.s.theirs(d.Words.String(), d.Lang)))
			}
		case d.Gone && !was.Deeds[i].Gone:
			if !n.mine(d.TakenBy) {
				n.say(n.s.Say("terms.took_out", "name", n.s.name(d.TakenBy), "text", d.Words.String()))
			}
		case d.Rev != was.Deeds[i].Rev && !n.mine(d.ChangedBy):
			n.say(n.s.Say("linear.deed.written", "name", n.s.name(d.ChangedBy), "words", n.s.theirs(d.Words.String(), d.Lang)))
		}
	}
}
