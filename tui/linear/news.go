package linear

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// news gathers what has changed between what the person was told and what there
// is now, each change once, as sentences. What needs them is told even while
// they wish for quiet.
type news struct {
	s        *session
	old, now *workshop.Snapshot
	lines    []string
	needed   []bool
	shown    bool // a result is among it
}

// gather looks at every part. A result comes before where the room went with it;
// otherwise the place comes first.
func (n *news) gather() {
	where := &news{s: n.s, old: n.old, now: n.now}
	where.meeting()
	n.people()
	n.talk()
	unread := n.unread()
	if unread != spectrum.Activity {
		n.spectrum()
	}
	if unread != values.Activity {
		n.values()
	}
	if unread != terms.Activity {
		n.terms()
	}
	n.taken()
	n.written()
	first, then := where, n
	if n.shown {
		first, then = n, where
	}
	n.lines, n.needed = append(first.lines, then.lines...), append(first.needed, then.needed...)
}

// unread is the activity of an item whose note still stands before this person: what
// becomes of it they hear once they go on, as whoever comes late does. A host hears
// what they guide; and what came with the move to the item may be of the one before.
func (n *news) unread() string {
	if !n.s.person.Warned(n.now) || n.s.leads() || n.s.person.ForAnother() || n.old.Agenda.At.Item != n.now.Agenda.At.Item {
		return ""
	}
	item, _ := n.now.Agenda.Now()
	return item.Activity
}

func (n *news) say(words string)  { n.add(words, false) }
func (n *news) need(words string) { n.add(words, true) }

func (n *news) add(words string, needed bool) {
	if words != "" {
		n.lines, n.needed = append(n.lines, words), append(n.needed, needed)
	}
}

// mine reports whether the person did it: they were told already.
func (n *news) mine(id roster.SeatID) bool { return id == n.s.person.Seat }

// catchUp tells what has changed and, if the room asks something else now, what
// it asks.
func (s *session) catchUp() error {
	if err := s.catchNews(); err != nil {
		return err
	}
	s.offer()
	s.offerTurn()
	return nil
}

// idle is catchUp while nothing is typed. Where only texts or presence moved,
// what is asked is the same.
func (s *session) idle() error {
	before := s.told
	if err := s.catchNews(); err != nil {
		return err
	}
	a, b := before, s.told
	if a == nil || a.Status != b.Status || a.Agenda != b.Agenda || a.Spectrum != b.Spectrum || a.Values != b.Values ||
		a.Terms != b.Terms || a.Roster != b.Roster || a.Followup != b.Followup {
		s.offer()
	}
	return nil
}

// catchNews tells what has changed. The end of the person's own seat is the end
// of this face.
func (s *session) catchNews() error {
	s.see()
	if s.person.Seat == "" || s.told == nil {
		return nil
	}
	n := &news{s: s, old: s.told, now: s.snap}
	if n.old.State != n.now.State {
		n.gather()
	}
	n.screens()
	n.unseen()
	if was, is := n.old.Trouble, n.now.Trouble; was != is {
		n.need(s.trouble())
	}
	n.need(s.wrapUp.news(s))
	s.told = s.snap
	for i, words := range n.lines {
		if s.quiet && !n.needed[i] {
			s.held = append(s.held, words)
			continue
		}
		s.tell(words)
	}
	return s.ended()
}

// ended refuses to go on once the person's seat has ended, or their helper's.
func (s *session) ended() error {
	if s.person.Ended(s.snap.Roster) {
		return fault.New("seat_ended")
	}
	return nil
}

// trouble says what is wrong with the server, or that it is over.
func (s *session) trouble() string {
	if s.snap.Trouble == "" {
		return s.Say("trouble.over")
	}
	return s.Say(s.snap.Trouble)
}

// screens tells when the first room screen goes on and the last one off.
func (n *news) screens() {
	switch was, is := n.old.Screens(), n.now.Screens(); {
	case was == 0 && is > 0:
		n.say(n.s.Say("linear.screen.on"))
	case was > 0 && is == 0:
		n.say(n.s.Say("linear.screen.off"))
	}
}

// people tells who came, who is called otherwise, and what they may do.
func (n *news) people() {
	was, is := n.old.Roster, n.now.Roster
	if was == is {
		return
	}
	for _, seat := range is.Seats {
		before := was.Seat(seat.ID)
		switch {
		case before == nil:
			switch by := seat.ListedBy; {
			case by == "":
				n.say(n.s.Say("record.joined", "name", n.s.name(seat.ID)))
			case !n.mine(by): // who wrote them in knows
				n.say(n.s.Say("people.act.wrote", "name", n.s.name(seat.ID), "who", n.s.name(by), "time", n.s.w.Time(seat.JoinedAt, n.s.zone())))
			}
			before = seat
		case seat.Ended && !before.Ended:
			n.add(n.s.Say("linear.seat.ended", "name", n.s.name(seat.ID)), n.mine(seat.ID))
		case seat.Styled() != before.Styled() && !n.mine(seat.ID):
			n.say(n.s.Say("linear.renamed", "before", before.Styled(), "name", n.s.name(seat.ID)))
		}
		n.roles(before, seat)
	}
	n.opened(is.Opened(n.s.person.Seat, was))
	if was.Locked != is.Locked {
		if is.Locked {
			n.say(n.s.Say("host.door.locked"))
		} else {
			n.say(n.s.Say("linear.door.open"))
		}
	}
	if was.Holder != is.Holder {
		if is.Holder == "" {
			n.say(n.s.Say("host.hold.back"))
		} else {
			n.say(n.s.Say("host.hold.now", "name", n.s.name(is.Holder)))
		}
	}
}

// opened tells somebody that a host made words which open their seat, and that
// such words did.
func (n *news) opened(acts []roster.DoorAct) {
	for _, a := range acts {
		n.need(n.s.openedBy(a, n.s.w.Time))
	}
}

func (s *session) openedBy(a roster.DoorAct, when func(time.Time, *time.Location) string) string {
	return s.Say(a.Said(), "name", s.name(a.By), "time", when(a.At, s.zone()))
}

func (n *news) roles(before, seat *roster.Seat) {
	for _, r := range seat.Roles {
		if n.mine(seat.ID) && r == n.s.signed {
			continue
		}
		if !before.Has(r) {
			n.add(n.s.Say("linear.role.given", "name", n.s.name(seat.ID), "role", n.s.Say("host.role."+string(r))), n.mine(seat.ID))
		}
	}
	for _, r := range before.Roles {
		if !seat.Has(r) {
			n.add(n.s.Say("linear.role.taken", "name", n.s.name(seat.ID), "role", n.s.Say("host.role."+string(r))), n.mine(seat.ID))
		}
	}
	if seat.Delegate() && !before.Delegate() && !n.mine(seat.ID) {
		n.say(n.s.Say("linear.delegate", "name", n.s.name(seat.ID), "nation", seat.Nation.String()))
	}
}

// meeting tells how the meeting goes: where the room is, its time, its agenda.
func (n *news) meeting() {
	was, is := n.old.Agenda, n.now.Agenda
	if n.old.Status != n.now.Status && (n.now.Status == workshop.Ended || n.now.Status == workshop.Closed) {
		n.need(n.s.Say("lobby.ended"))
	}
	if was == is {
		return
	}
	if was.Meeting.Number == is.Meeting.Number && was.Meeting.OpenedAt.IsZero() && !is.Meeting.OpenedAt.IsZero() {
		n.need(n.s.Say("linear.meeting.begins"))
	}
	if item, ok := is.Now(); ok && was.At != is.At {
		n.need(n.s.Say("linear.moved", "where", n.s.place(item)))
	}
	if was.Meeting.EndedAt.IsZero() && !is.Meeting.EndedAt.IsZero() && n.old.Status == n.now.Status {
		n.need(n.s.Say("linear.meeting.ends"))
	}
	if was.Paused != is.Paused {
		if is.Paused {
			n.need(n.s.Say("rest.pause") + " " + n.s.Say("rest.pause.what"))
		} else {
			n.need(n.s.Say("menu.pause.over"))
		}
	}
	if was.At == is.At && was.Timer.Running && is.Timer.Running {
		if more := is.Timer.EndsAt.Sub(was.Timer.EndsAt).Round(minutes(1)); more > 0 {
			n.say(n.s.Say("timer.added", "n", int(more/minutes(1))))
		}
	}
	n.items()
}

// talk tells who speaks, who wishes to, and what was kept for later.
func (n *news) talk() {
	was, is := n.old.Followup, n.now.Followup
	if was == is {
		return
	}
	if is.Speaking != was.Speaking && is.Speaking != "" {
		if n.mine(is.Speaking) {
			n.need(n.s.Say("queue.now.you"))
		} else {
			n.say(n.s.Say("queue.now", "name", n.s.name(is.Speaking)))
		}
	}
	for _, id := range is.Queue {
		if !slices.Contains(was.Queue, id) && !n.mine(id) {
			n.add(n.s.Say("host.waiting.speak", "name", n.s.name(id))+".", n.s.guide())
		}
	}
	for i, q := range is.Questions {
		switch {
		case i >= len(was.Questions) && !n.mine(q.By):
			n.say(n.s.Say("linear.question", "number", i+1, "question", n.s.parked(q), "name", n.s.name(q.By)))
		case i < len(was.Questions) && q.Done && !was.Questions[i].Done:
			n.say(n.s.Say("linear.question.done", "number", i+1, "answer", q.Answer.String()))
		}
	}
}
