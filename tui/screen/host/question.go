package host

import (
	"slices"
	"strconv"
	"time"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// opening is a poll of answers that is open, and since when.
type opening struct {
	poll *poll.Poll
	at   time.Time
}

// openings lists the polls that ask people something now; reasons beside an
// answer are not counted.
func openings(e *screen.Env) []opening {
	var out []opening
	add := func(p *poll.Poll, at time.Time) {
		if p != nil {
			out = append(out, opening{p, at})
		}
	}
	for _, t := range e.Snap.Spectrum.Topics {
		if r := t.OpenRound(); r != nil {
			add(r.Today, r.OpenedAt)
			add(r.Should, r.OpenedAt)
		}
		if c := t.OpenCheck(); c != nil {
			add(c.Poll, c.OpenedAt)
		}
	}
	v := e.Snap.Values
	if w := v.OpenWriting(); w != nil {
		add(w.Cards, w.OpenedAt)
	}
	if m := v.OpenMarking(); m != nil {
		add(m.Poll, m.OpenedAt)
	}
	if c := v.OpenCheck(); c != nil {
		add(c.Poll, c.OpenedAt)
	}
	if c := e.Snap.Terms.OpenChecks(); len(c) > 0 { // the one that the host closes first
		add(c[0].Poll, c[0].OpenedAt)
	}
	return out
}

// askedRows say what the room is asked and who sees the answers, then to a host
// exactly how many answers are in and how many people are on the list: names are
// nobody's. Between meetings it says how many have a seat.
func askedRows(e *screen.Env) []paint.Row {
	if !running(e) {
		return paint.Paragraph(theme.Plain, e.Say("lobby.here", "n", len(e.Snap.Roster.Here())), e.W)
	}
	question, mode := questionOf(e)
	polls := openings(e)
	if question == "" {
		return paint.Paragraph(theme.Plain, seen(e), e.W)
	}
	words := e.Say("host.asked.open", "question", question)
	if mode != "" {
		words = e.Say("host.asked", "question", question, "mode", mode)
	}
	rows := paint.Paragraph(theme.Plain, words, e.W)
	if len(polls) == 0 || !guides(e) { // counts are the host's, not a holder's
		return rows
	}
	dot := " " + e.Theme.Dot + " "
	list := "host.list"
	if slices.ContainsFunc(polls, func(o opening) bool { return len(o.poll.Delegates) > 0 }) {
		list = "host.list.delegates"
	}
	words = answers(e, polls) + dot + e.Say(list, "n", listed(polls))
	if n := e.Snap.Roster.Screenless(polls[0].poll.Roll); n > 0 {
		words += dot + e.Say("host.screenless", "n", n)
	}
	return append(rows, paint.Paragraph(theme.Plain, words, e.W)...)
}

// seen is what everyone has before them while nothing is asked: the step of the
// exercise, and the page of it that the host turned to.
func seen(e *screen.Env) string {
	item, _ := e.Snap.Agenda.Now()
	g, ok := guideOf(e)
	_, _, title, step := stepOf(e, item, e.Snap.Agenda.At.Step)
	if !ok || !step {
		return e.Say("host.asked_nothing")
	}
	if g.page != nil {
		if n, of := g.page(e); of > 1 {
			return e.Say("host.sees.page", "what", title, "page", n, "pages", of)
		}
	}
	return e.Say("host.sees", "what", title)
}

// Question is what the room is asked now, in the reader's language; empty when
// nothing is.
func Question(e *screen.Env) string {
	question, _ := questionOf(e)
	return question
}

// questionOf is what the exercise says it asks, else the prompt of the item.
func questionOf(e *screen.Env) (question, mode string) {
	item, ok := e.Snap.Agenda.Now()
	if !ok {
		return "", ""
	}
	g, ok := guideOf(e)
	if !ok {
		return item.Prompt.In(e.Lang), ""
	}
	return g.asked(e)
}

// answers says how many answers are in; two questions asked together that have
// different counts are told one after the other.
func answers(e *screen.Env, polls []opening) string {
	var counts []int
	for _, o := range polls {
		counts = append(counts, e.Snap.Counts[o.poll.ID])
	}
	if same := slices.Compact(slices.Clone(counts)); len(same) == 1 {
		return e.Say("host.answers", "n", same[0])
	}
	var words []string
	for _, n := range counts {
		words = append(words, strconv.Itoa(n))
	}
	return e.Say("host.answers.each", "counts", e.Words.List(words))
}

// listed is how many are on the polls' list, which they share.
func listed(polls []opening) int {
	n := 0
	for _, o := range polls {
		n = max(n, len(o.poll.Roll))
	}
	return n
}

// joinedSince counts the people who came after an open vote began. Delegates
// are asked for their government and may join by answering as themselves, and
// someone set aside was here before.
func joinedSince(e *screen.Env) int {
	late := map[roster.SeatID]bool{}
	for _, o := range openings(e) {
		for _, seat := range e.Snap.Roster.Voters() {
			if seat.JoinedAt.After(o.at) && !o.poll.May(seat.ID) {
				late[seat.ID] = true
			}
		}
	}
	return len(late)
}
