package room_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// promises is what people were told, and what the disk holds of it.
type promises struct {
	sim     *sim
	words   []*told
	answers map[string]map[roster.SeatID][]*told // by room and poll
	asked   []string                             // polls, in the order they were seen
	read    map[string]eventlog.Seq              // of each room's log
	payload map[string]*bytes.Buffer             // all of it
	counted map[string]bool                      // rounds whose result was judged
	gone    []*told                              // words to be taken back or out
}

// told is one thing that a person gave, and what they heard of it.
type told struct {
	room, text, words string
	said              verdict
	judged            bool
	takenOut          bool
	asked             bool // somebody asked for it
}

type verdict int

const (
	waits  verdict = iota
	yes            // it is kept
	no             // it is not
	unsure         // they can't know: the process died, or the box failed
)

func newPromises(s *sim) *promises {
	return &promises{sim: s, answers: map[string]map[roster.SeatID][]*told{}, read: map[string]eventlog.Seq{},
		payload: map[string]*bytes.Buffer{}, counted: map[string]bool{}}
}

func (p *promises) word(in string) *told {
	w := &told{room: in, text: fmt.Sprintf("word%dx", len(p.words))}
	p.words = append(p.words, w)
	return w
}

func (p *promises) answered(in, question string, seat roster.SeatID) *told {
	q := in + " " + question
	if p.answers[q] == nil {
		p.answers[q] = map[roster.SeatID][]*told{}
	}
	a := &told{room: in}
	p.answers[q][seat] = append(p.answers[q][seat], a)
	return a
}

// keptWord is a word that its writer was told is kept, and that nobody has had
// taken out.
func (p *promises) keptWord(in string) *told {
	for _, w := range p.words {
		if w.room == in && w.judged && w.said == yes && !w.takenOut {
			return w
		}
	}
	return nil
}

// takes hears that words are taken back, or out.
func (p *promises) takes(in, words string) func(error) {
	w := &told{room: in, text: words}
	p.gone = append(p.gone, w)
	return w.heard
}

// withoutThem: in the end, when each room has been opened once more, no log says
// what was taken back or out.
func (p *promises) withoutThem() {
	for _, in := range p.sim.rooms {
		_, leave, err := p.sim.life.house.Enter(context.Background(), in)
		if err != nil {
			p.sim.t.Error(err)
			return
		}
		leave()
		var all bytes.Buffer
		for rec, err := range p.sim.log.Read(context.Background(), in, 1) {
			if err != nil {
				p.sim.t.Error(err)
				return
			}
			all.Write(rec.Payload)
		}
		for _, g := range p.gone {
			if g.room != in || g.said != yes || g.text == "" || g.text == workshop.Mark {
				continue
			}
			p.sim.tally.Gone++
			if bytes.Contains(all.Bytes(), []byte(g.text)) {
				p.sim.t.Errorf("%s: %s was taken back and is on the disk", in, g.text)
			}
		}
	}
}

// heard is what became of it. The box may have kept what it could not say, and a
// room that ends does not wait until an outcome is known.
func (w *told) heard(err error) {
	switch {
	case err == nil:
		w.said = yes
	case errors.Is(err, eventlog.ErrUnknown), fault.Code(err) == "storage_unavailable" && w.text == "":
		w.said = unsure
	default:
		w.said = no
	}
}

// died: who waits for an answer will never have one.
func (p *promises) died() {
	each := func(w *told) {
		if w.said == waits {
			w.said = unsure
		}
	}
	for _, w := range p.words {
		each(w)
	}
	for _, seats := range p.answers {
		for _, list := range seats {
			for _, a := range list {
				each(a)
			}
		}
	}
}

// option is the one choice that people give to a question, another for each of
// five that follow one another: an answer that landed elsewhere would be seen.
func (p *promises) option(q *poll.Poll) string {
	at := slices.Index(p.asked, q.ID)
	if at < 0 {
		at = len(p.asked)
		p.asked = append(p.asked, q.ID)
	}
	return q.Options[at%len(q.Options)]
}

// loseKey takes the key of an open poll away between two lives, as restoring a
// backup does.
func (p *promises) loseKey() string {
	for _, in := range p.sim.rooms {
		polls, err := p.sim.box.Polls(context.Background(), in)
		if err == nil && len(polls) > 0 {
			p.sim.tally.Voided++
			p.sim.box.Void(ballot.Ref{Workshop: in, Poll: polls[0].ID})
			return "; lost a key"
		}
	}
	return ""
}

// hold looks whether the promises hold at this moment.
func (p *promises) hold() {
	p.durable()
	p.sim.unseen.hold()
	for _, x := range p.sim.people {
		c := x.there
		if c == nil {
			continue
		}
		now := c.room.Snapshot()
		if seq := eventlog.Seq(now.Seq); seq > p.read[x.room] {
			p.sim.t.Errorf("%s: event %d is shown and the disk has %d", x.room, seq, p.read[x.room])
		}
		select {
		case <-c.visit.Over():
		default:
			if len(c.visit.Wake()) == 0 && c.snap != now {
				p.sim.t.Errorf("%s: %s was not woken for event %d and shows %d", x.room, x.seat, now.Seq, c.snap.Seq)
			}
		}
		p.results(x.room, now)
	}
}

// durable reads what has come to the disk and judges what was said of it.
func (p *promises) durable() {
	for _, in := range p.sim.rooms {
		all := p.payload[in]
		if all == nil {
			all = &bytes.Buffer{}
			p.payload[in] = all
		}
		for rec, err := range p.sim.log.Read(context.Background(), in, p.read[in]+1) {
			if err != nil {
				p.sim.t.Error(err)
				return
			}
			p.read[in] = rec.Seq
			p.sim.unseen.logged(in, rec)
			all.Write(rec.Payload)
			all.WriteByte('\n')
			if rec.Type != "spectrum.vote_closed" && bytes.Contains(rec.Payload, []byte("because")) {
				p.sim.t.Errorf("%s: a reason stands in event %d, %s, before its time", in, rec.Seq, rec.Type)
			}
		}
	}
	for _, w := range p.words {
		if w.judged || w.said == waits || w.said == unsure {
			continue
		}
		w.judged = true
		there := bytes.Contains(p.payload[w.room].Bytes(), []byte(w.text))
		switch {
		case w.said == yes && !there:
			p.sim.t.Errorf("%s: %s was said to be kept and is not on the disk", w.room, w.text)
		case w.said == no && there:
			p.sim.t.Errorf("%s: %s was refused and is on the disk", w.room, w.text)
		case there:
			p.sim.tally.Words++
		}
	}
}

// results judges each result when it is first seen.
func (p *promises) results(in string, now *workshop.Snapshot) {
	for _, r := range now.Spectrum.Topics[0].Rounds {
		if !r.Shown() || p.counted[in+" "+r.ID] {
			continue
		}
		p.counted[in+" "+r.ID] = true
		p.sim.tally.Results++
		p.counts(in, r.Today, r.TodayResult)
		p.counts(in, r.Should, r.ShouldResult)
		p.reasons(in, r)
	}
}

// counts: every answer is to this question, and as many as people were told.
func (p *promises) counts(in string, q *poll.Poll, got poll.Result) {
	least, most := 0, 0
	for _, list := range p.answers[in+" "+q.ID] {
		if at := lastSaid(list, yes); at >= 0 {
			least++
		}
		if slices.ContainsFunc(list, func(a *told) bool { return a.said != no }) {
			most++
		}
	}
	if got.Answered < least || got.Answered > most {
		p.sim.t.Errorf("%s: %s has %d answers; %d to %d people gave one", in, q.ID, got.Answered, least, most)
	}
	want := ""
	if most > 0 {
		want = p.option(q)
	}
	for i, n := range got.Counts {
		if n > 0 && q.Options[i] != want {
			p.sim.t.Errorf("%s: %s has %d answers %q, which nobody gave to it", in, q.ID, n, q.Options[i])
		}
	}
	p.sim.tally.Answers += got.Answered
}

func lastSaid(list []*told, v verdict) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].said == v {
			return i
		}
	}
	return -1
}

// reasons: each was written for this question, and the last that its writer was
// told is kept is there unless a later one may be.
func (p *promises) reasons(in string, r *spectrum.Round) {
	shown := map[string]bool{}
	for _, reason := range r.Written {
		shown[reason.Words.String()] = true
	}
	for _, list := range p.answers[in+" "+r.Reasons.ID] {
		at := lastSaid(list, yes)
		found := false
		for i, a := range list {
			found = found || shown[a.words] && i >= at && a.said != no
			delete(shown, a.words)
		}
		if at >= 0 && !found {
			p.sim.t.Errorf("%s: the reason %q was kept and is not shown", in, list[at].words)
		}
	}
	for words := range shown {
		if strings.HasPrefix(words, "because") {
			p.sim.t.Errorf("%s: %s shows %q, which nobody wrote there", in, r.ID, words)
		}
	}
}

// same: at the end every screen shows what a replay of the log gives. Each log is
// replayed once: where words have still to leave it, a replay takes them out, and may
// write behind what the screens show.
func (p *promises) same() {
	fresh := room.NewHouse(room.Parts{Log: p.sim.log, Box: p.sim.box, Codec: workshop.NewCodec()})
	replayed := make(map[string]*workshop.State)
	for _, x := range p.sim.people {
		if x.there == nil {
			continue
		}
		want := replayed[x.room]
		if want == nil {
			var err error
			if want, err = fresh.Peek(context.Background(), x.room); err != nil {
				p.sim.t.Fatal(err)
			}
			replayed[x.room] = want
		}
		if x.there.snap.Seq != want.Seq || !reflect.DeepEqual(x.there.snap.State, want) {
			p.sim.t.Errorf("%s: %s shows event %d of %d, or another state than the log", x.room, x.seat, x.there.snap.Seq, want.Seq)
		}
	}
}
