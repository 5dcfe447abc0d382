package linear

import (
	"cmp"
	"slices"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
)

// spectrum tells what changed in the topics.
func (n *news) spectrum() {
	was, is := n.old.Spectrum, n.now.Spectrum
	if was == is {
		return
	}
	for _, t := range is.Topics {
		before := was.Topic(t.ID)
		if before == nil {
			n.say(n.s.Say("linear.topic.added", "topic", n.s.theirs(t.Sentence.Text.String(), t.Sentence.Lang)))
			continue
		}
		if before != t {
			n.fields(before, t)
			n.rounds(before, t)
			n.promised(before, t)
			n.stands(before, t)
			n.topicCheck(before, t)
		}
	}
	if p := is.Page; p != was.Page && p.On == spectrum.StepTour && n.now.Agenda.At.Step == spectrum.StepTour && p.N < len(is.Content.Levels) {
		for _, l := range n.s.levelText(p.N, is.Content.Levels[p.N]) {
			n.say(l)
		}
	}
}

// fields tells which fields of a topic's record others have filled.
func (n *news) fields(before, t *spectrum.Topic) {
	for _, f := range spectrum.Fields() {
		if e := t.Edits[f]; e.Rev > before.Edits[f].Rev && !n.mine(e.By) {
			n.say(n.s.Say("linear.field.filled", "name", n.s.name(e.By),
				"field", titled(n.s.Say("spectrum.field."+string(f)), n.s.fieldWords(t, f))))
		}
	}
	if !slices.Equal(before.Flags, t.Flags) && t.Edits[spectrum.FieldTribe] == before.Edits[spectrum.FieldTribe] {
		n.say(titled(n.s.Say("spectrum.field.tribe"), n.s.tribeWords(t))) // which one, or by its delegate
	}
	if len(before.Missing()) > 0 && len(t.Missing()) == 0 {
		n.say(n.s.Say("spectrum.frame.complete"))
	}
	for _, v := range t.Views {
		if _, had := before.View(v.ID); !had && v.Holder != n.s.person.Seat {
			n.say(n.s.Say("linear.view", "words", n.s.theirs(v.Words.String(), v.Lang)))
		}
	}
}

// rounds tells that a vote opened, is called for the last time, or what it
// showed.
func (n *news) rounds(before, t *spectrum.Topic) {
	for i, r := range t.Rounds {
		var old *spectrum.Round
		if i < len(before.Rounds) {
			old = before.Rounds[i]
		}
		switch {
		case old == r:
		case old == nil && r.IsOpen():
			n.need(n.s.Say("linear.vote.opened"))
		case r.IsOpen() && old.CalledAt.IsZero() && !r.CalledAt.IsZero():
			n.need(n.s.Say("vote.last_call.room"))
		case r.Void == spectrum.VoidLost:
			n.need(n.s.Say("vote.void.lost"))
		case r.Void != "":
			n.need(n.s.Say("vote.void.called_off"))
		case r.Shown() && (old == nil || !old.Shown()):
			n.shown = true
			n.need(n.s.Say("vote.closed"))
			for _, l := range n.s.roundLines(t, r) {
				n.need(l)
			}
		}
	}
	for i := len(before.Later); i < len(t.Later); i++ {
		n.say(n.s.Say("spectrum.reveal.reasons_later") + ":")
		for _, l := range n.s.reasonLines(t.Later[i].Reasons, n.s.levelName) {
			n.say(l)
		}
	}
}

// promised tells what was settled and said about the promise.
func (n *news) promised(before, t *spectrum.Topic) {
	if len(t.Statements) > len(before.Statements) {
		n.say(n.s.statementLine(t, *t.Statement()))
	}
	if t.Promise.Rev != before.Promise.Rev && !n.mine(t.Promise.By) {
		n.beside(before.Promise, t.Promise)
	}
	if t.Settlement != nil && t.Settlement != before.Settlement {
		n.say(n.s.Say("spectrum.how."+string(t.Settlement.How)) + ".")
	}
	if t.Verdict != before.Verdict {
		if t.Verdict == nil {
			n.say(n.s.Say("linear.reopened", "title", t.Sentence.Text.String()))
		}
		for _, l := range n.s.verdictLines(t) {
			n.say(l)
		}
	}
}

// beside tells what somebody changed of what stands beside the promise.
func (n *news) beside(was, is spectrum.Promise) {
	for _, x := range []struct {
		changed   bool
		id, words string
	}{
		{was.Conditions != is.Conditions, "conditions", n.s.theirs(is.Conditions.Text.String(), is.Conditions.Lang)},
		{was.Keeper != is.Keeper || was.Accepted != is.Accepted, "keeper", n.s.decider(is.Keeper)},
		{was.Proof != is.Proof, "proof", n.s.calendar(string(is.Proof))},
	} {
		if x.changed {
			n.say(n.s.Say("linear.field.filled", "name", n.s.name(is.By),
				"field", titled(n.s.Say("spectrum.promise."+x.id), cmp.Or(x.words, n.s.Say("spectrum.frame.empty")))))
		}
	}
}

// stands tells what governments said. It is told beside the count, never in it.
func (n *news) stands(before, t *spectrum.Topic) {
	for i := len(before.Positions); i < len(t.Positions); i++ {
		n.say(n.s.Say("spectrum.reveal.beside", "nation", t.Positions[i].Nation.String(), "position", n.s.positionWords(t.Positions[i])))
	}
}

func (n *news) topicCheck(before, t *spectrum.Topic) {
	for i, c := range t.Checks {
		var old *poll.Check
		if i < len(before.Checks) {
			if before.Checks[i] == c {
				continue
			}
			old = &before.Checks[i].Check
		}
		n.check(old, &c.Check, n.s.theirs(t.Sentence.Text.String(), t.Sentence.Lang))
	}
}
