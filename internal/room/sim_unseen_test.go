package room_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"convene/internal/eventlog"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
)

// unseen is what people do in the simulation without being seen, and what they were
// told of it.
type unseen struct {
	sim     *sim
	words   []*alone
	away    map[*person]int // since which step
	opening []*opening
	judged  map[string]bool // rounds whose list was looked at
}

// alone is a private word, and what its receiver was told when they put it away.
type alone struct {
	told
	from roster.SeatID
	gone told
}

// opening is a vote that a host asked for at a step.
type opening struct {
	room  string
	step  int
	heard bool
}

func newUnseen(s *sim) *unseen {
	return &unseen{sim: s, away: map[*person]int{}, judged: map[string]bool{}}
}

// unseenChoices are what this person may do next that nobody is to see.
func (p *person) unseenChoices(name string) []choice {
	u := p.sim.unseen
	may := []choice{{1, name + "asks for a pause", p.askPause}}
	if !p.host {
		return append(may, choice{1, name + "says a word alone", p.sayAlone}, choice{1, name + "steps away", p.stepAway})
	}
	if p.there.snap.Agenda.Paused {
		may = append(may, choice{30, name + "goes on", func() string { return p.quietly(agenda.PauseRoom{}) }})
	}
	for _, w := range p.there.snap.Wishes {
		may = append(may, choice{2, name + "hears of " + string(w), func() string { return p.quietly(agenda.HearWish{Wish: w}) }})
	}
	if w := u.waiting(p); w != nil {
		may = append(may, choice{2, name + "puts a word away", func() string { return p.putAway(w.ID, u.find(w.Words.String())) }})
	}
	return may
}

func (p *person) quietly(body any) string {
	p.give(body, func(error) {})
	return fmt.Sprintf("%T", body)
}

func (p *person) askPause() string {
	c := *p
	c.host = false // anyone asks for themselves
	return c.quietly(agenda.AskPause{})
}

func (p *person) stepAway() string {
	p.there.room.StepAway(p.seat, true)
	p.sim.unseen.away[p] = len(p.sim.trace)
	p.sim.tally.Away++
	return ""
}

func (p *person) stepBack() string {
	p.there.room.StepAway(p.seat, false)
	delete(p.sim.unseen.away, p)
	return ""
}

func (p *person) sayAlone() string {
	u := p.sim.unseen
	w := &alone{from: p.seat}
	w.room, w.words = p.room, fmt.Sprintf("privy%dq", len(u.words))
	u.words = append(u.words, w)
	p.give(workshop.SayAlone{To: u.sim.hostOf(p.room).seat, Words: safetext.Clean(safetext.Line, w.words), Lang: "en"}, w.heard)
	return w.words
}

// putAway erases a word that was read; it waits for the disk.
func (p *person) putAway(id string, w *alone) string {
	if w == nil || w.gone.asked {
		return ""
	}
	w.gone.asked = true
	life, r := p.sim.life, p.there.room
	go func() {
		err := r.PutAway(context.Background(), room.Own(p.seat), id)
		if life == p.sim.life && !life.disk.dead {
			w.gone.heard(err)
		}
	}()
	return w.words
}

func (s *sim) hostOf(in string) *person {
	return s.people[slices.IndexFunc(s.people, func(p *person) bool { return p.room == in && p.host })]
}

// waiting is a word that waits for a host, if there is one.
func (u *unseen) waiting(p *person) *workshop.PrivateWord {
	words, err := p.there.room.PrivateWords(context.Background(), room.Own(p.seat))
	if err != nil || len(words) == 0 {
		return nil
	}
	return &words[0]
}

func (u *unseen) find(words string) *alone {
	for _, w := range u.words {
		if w.words == words {
			return w
		}
	}
	return nil
}

// died: nobody is away in a new life, and who waits for an answer will have none.
func (u *unseen) died() {
	clear(u.away)
	u.opening = nil
	for _, w := range u.words {
		for _, x := range []*told{&w.told, &w.gone} {
			if x.said == waits && (x == &w.told || x.asked) {
				x.said = unsure
			}
		}
	}
}

// opens hears that a host asks for a vote.
func (u *unseen) opens(in string) func(error) {
	o := &opening{room: in, step: len(u.sim.trace)}
	u.opening = append(u.opening, o)
	return func(err error) {
		o.heard = true
		w := told{}
		if w.heard(err); w.said == unsure { // it may turn up at any time, of any moment
			o.heard, o.step = false, -1
		}
	}
}

// hold looks whether what nobody is to see is seen by nobody, at this moment.
func (u *unseen) hold() {
	for _, p := range u.sim.people {
		if p.there == nil {
			continue
		}
		if _, away := u.away[p]; away != p.there.room.Away(p.seat) {
			u.sim.t.Errorf("%s: %s is away: %v, and the room has it otherwise", p.room, p.seat, away)
		}
		u.private(p)
		u.lists(p.room, p.there.room.Snapshot())
	}
	u.opening = slices.DeleteFunc(u.opening, func(o *opening) bool { return o.heard })
}

// private: each word waits for its receiver from when its writer was told so until
// it was put away, over any death, and for nobody else.
func (u *unseen) private(p *person) {
	have, err := p.there.room.PrivateWords(context.Background(), room.Own(p.seat))
	if err != nil {
		u.sim.t.Error(err)
	}
	if !p.host {
		if len(have) > 0 {
			u.sim.t.Errorf("%s: %s finds words for another: %v", p.room, p.seat, have)
		}
		return
	}
	found := map[string]roster.SeatID{}
	for _, w := range have {
		found[w.Words.String()] = w.From
	}
	for _, w := range u.words {
		if w.room != p.room {
			continue
		}
		from, there := found[w.words]
		switch {
		case there && (w.said == no || from != w.from):
			u.sim.t.Errorf("%s: %s waits, from %s, and was refused to %s", p.room, w.words, from, w.from)
		case there && w.gone.said == yes:
			u.sim.t.Errorf("%s: %s was put away and waits", p.room, w.words)
		case !there && w.said == yes && !w.gone.asked:
			u.sim.t.Errorf("%s: %s was said and does not wait", p.room, w.words)
		case there && !w.judged:
			w.judged = true
			u.sim.tally.Alone++
		}
	}
}

// lists: a vote that a host asks for while somebody is away does not count on them.
func (u *unseen) lists(in string, now *workshop.Snapshot) {
	for _, r := range now.Spectrum.Topics[0].Rounds {
		if u.judged[in+" "+r.ID] {
			continue
		}
		u.judged[in+" "+r.ID] = true
		for p, since := range u.away {
			before := func(o *opening) bool { return o.room == in && o.step <= since }
			asked := slices.ContainsFunc(u.opening, func(o *opening) bool { return o.room == in })
			if p.room == in && asked && !slices.ContainsFunc(u.opening, before) && slices.Contains(r.Should.Roll, p.seat) {
				u.sim.t.Errorf("%s: %s counts on %s, who is away", in, r.ID, p.seat)
			}
		}
	}
}

// logged: no event holds a private word, that somebody stepped away, or through
// whom the room rests.
func (u *unseen) logged(in string, rec eventlog.Record) {
	if bytes.Contains(rec.Payload, []byte("privy")) || strings.Contains(rec.Type, "away") {
		u.sim.t.Errorf("%s: event %d, %s, tells what nobody is to see", in, rec.Seq, rec.Type)
	}
	if rec.Type != (agenda.PauseSet{}).Kind() {
		return
	}
	u.sim.tally.Pauses++
	for _, p := range u.sim.people {
		if bytes.Contains(rec.Payload, []byte(p.seat)) {
			u.sim.t.Errorf("%s: event %d says who rested the room", in, rec.Seq)
		}
	}
}
