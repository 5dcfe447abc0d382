package values_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// hall is the smallest room that can hold the exercise: it decides, folds, keeps
// a box with a key for exactly the open polls, and shared texts.
type hall struct {
	t        tester
	now      time.Time
	n        int
	people   *roster.State
	state    *values.State
	at       act.Place
	activity string
	public   string
	box      map[string]map[roster.SeatID][]byte
	log      []entry
	outcomes []act.Outcome
}

type entry struct {
	at      act.Stamp
	kind    string
	payload []byte
}

type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func clean(s string) safetext.Text { return safetext.Clean(safetext.Idea, s) }

// newHall has a host and n members: seats "host", "p1" … "pn". The first half
// of the members are from the agency.
func newHall(t tester, n int) *hall {
	h := &hall{t: t, now: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), people: &roster.State{}, state: &values.State{},
		activity: values.Activity, public: "no", box: map[string]map[roster.SeatID][]byte{}}
	h.join("host", "Dana Whitfield", roster.Agency)
	h.people = h.people.Apply(h.now, roster.RoleGiven{Seat: "host", Role: roster.Host})
	for i := 1; i <= n; i++ {
		group := roster.Lived
		if i <= n/2 {
			group = roster.Agency
		}
		h.join(fmt.Sprintf("p%d", i), fmt.Sprintf("Person %c", 'A'+i), group)
	}
	content := values.Content{Write: []values.Words{{"en": "What matters to you?"}},
		CPM: []values.Entry{{ID: "V1", Text: values.Words{"en": "Families can change."}}, {ID: "V2"}}}
	h.must("", values.Prepare{Content: content})
	return h
}

func (h *hall) join(id, name string, group roster.Group) {
	h.people = h.people.Apply(h.now, roster.Joined{Seat: roster.SeatID(id), Lang: "en", Mark: id,
		About: roster.About{Name: clean(name), Group: group}})
}

// do decides a command and folds what follows, checking on the way what must
// hold of every command.
func (h *hall) do(seat roster.SeatID, c values.Command) error {
	h.t.Helper()
	h.n++
	w := act.World{Now: h.now, ID: fmt.Sprintf("id%d", h.n), Seat: seat, Roster: h.people, Where: h.at,
		Activity: h.activity, PublicBody: h.public}
	if o, ok := c.(act.Opener); ok {
		w.Answers = map[string][]act.Answer{}
		for _, id := range o.Opens() {
			if h.box[id] == nil {
				continue
			}
			w.Answers[id] = []act.Answer{}
			for seat, v := range h.box[id] {
				w.Answers[id] = append(w.Answers[id], act.Answer{Seat: seat, Value: v})
			}
		}
	}
	res, err := c.Decide(w, h.state)
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) {
			h.t.Fatalf("%T refused with %v, which tells a person nothing", c, err)
		}
		return err
	}
	if len(res.Seals) > 0 && len(res.Events) > 0 {
		h.t.Fatalf("%T both seals and tells", c)
	}
	for _, e := range res.Events {
		by := seat
		if res.Unsigned {
			by = ""
		}
		h.fold(act.Stamp{Seq: uint64(len(h.log) + 1), At: h.now, By: by}, e)
	}
	for _, s := range res.Seals {
		if h.box[s.Poll] == nil {
			h.t.Fatalf("%T seals into %q, which is not open", c, s.Poll)
		}
		if s.Value == nil {
			delete(h.box[s.Poll], s.Seat)
		} else {
			h.box[s.Poll][s.Seat] = s.Value
		}
	}
	h.keys()
	if res.Move != nil {
		h.at = *res.Move
	}
	h.outcomes = append(h.outcomes, res.Outcomes...)
	return nil
}

// keys opens a key for each open poll and shreds the others; a poll that was
// shredded is never opened again.
func (h *hall) keys() {
	open := map[string]int{}
	for _, p := range h.state.OpenPolls() {
		open[p.ID] = p.Size
		if answers, ok := h.box[p.ID]; ok && answers == nil {
			h.t.Fatalf("the poll %q was opened again", p.ID)
		} else if !ok {
			h.box[p.ID] = map[roster.SeatID][]byte{}
		}
	}
	for id, answers := range h.box {
		if _, ok := open[id]; !ok {
			h.box[id] = nil
		}
		for _, v := range answers {
			if ok := open[id]; ok > 0 && len(v) > ok {
				h.t.Fatalf("an answer of %d bytes does not fit %q", len(v), id)
			}
		}
	}
}

func (h *hall) fold(at act.Stamp, e act.Event) {
	h.t.Helper()
	payload, err := json.Marshal(e)
	if err != nil {
		h.t.Fatalf("%v", err)
	}
	h.log = append(h.log, entry{at, e.Kind(), payload})
	h.state = h.state.Apply(at, e)
}

func (h *hall) must(seat roster.SeatID, c values.Command) {
	h.t.Helper()
	if err := h.do(seat, c); err != nil {
		h.t.Fatalf("%T by %q: %v", c, seat, err)
	}
}

// refused checks that a command is refused with this code.
func (h *hall) refused(code string, seat roster.SeatID, c values.Command) {
	h.t.Helper()
	if got := fault.Code(h.do(seat, c)); got != code {
		h.t.Fatalf("%T by %q: refused with %q, want %q", c, seat, got, code)
	}
}

// replayed folds the log from its bytes.
func (h *hall) replayed() *values.State {
	h.t.Helper()
	codecs := map[string]act.Codec{}
	for _, c := range values.Events() {
		codecs[c.Kind] = c
	}
	s := &values.State{}
	for _, l := range h.log {
		e, err := codecs[l.kind].Decode(1, l.payload)
		if err != nil {
			h.t.Fatalf("%v", err)
		}
		s = s.Apply(l.at, e)
	}
	return s
}

// same checks that the log tells the whole state.
func (h *hall) same() {
	h.t.Helper()
	if again := h.replayed(); !reflect.DeepEqual(again, h.state) {
		a, _ := json.Marshal(again)
		b, _ := json.Marshal(h.state)
		i := 0
		for i < min(len(a), len(b)) && a[i] == b[i] {
			i++
		}
		h.t.Fatalf("replay differs at …%.200s\nwas …%.200s", a[max(0, i-80):], b[max(0, i-80):])
	}
}

// goTo takes the room to a step.
func (h *hall) goTo(step string) { h.at = act.Place{Item: "i1", Step: step} }

// draft is a card of one word.
func draft(word string) values.Draft { return values.Draft{Word: clean(word), Lang: "en"} }

// wall holds a whole round of writing: each seat's words become a card each.
func (h *hall) wall(words map[string][]string) *values.Writing {
	h.t.Helper()
	h.goTo(values.StepWrite)
	h.must("host", values.OpenWriting{Warned: true, Again: true})
	id := h.state.OpenWriting().ID
	for seat, list := range words {
		var cards []values.Draft
		for _, word := range list {
			cards = append(cards, draft(word))
		}
		h.must(roster.SeatID(seat), values.WriteCards{Writing: id, Cards: cards})
	}
	h.must("host", values.LastCall{ID: id})
	h.must("host", values.ShowWall{Writing: id})
	return h.state.Writings[len(h.state.Writings)-1]
}

// card finds a card by its word.
func (h *hall) card(word string) values.Card {
	h.t.Helper()
	for _, c := range h.state.Cards {
		if c.Word.String() == word {
			return c
		}
	}
	h.t.Fatalf("no card %q", word)
	return values.Card{}
}

// gather lays cards in a new cluster with a name, and gives its id.
func (h *hall) gather(name string, words ...string) string {
	h.t.Helper()
	h.goTo(values.StepCluster)
	first := h.card(words[0])
	h.must("p1", values.MoveCard{Card: first.ID, From: first.Cluster, New: true})
	id := h.card(words[0]).Cluster
	for _, word := range words[1:] {
		c := h.card(word)
		h.must("p1", values.MoveCard{Card: c.ID, From: c.Cluster, To: id})
	}
	h.must("p1", values.NameCluster{Cluster: id, Name: clean(name), Lang: "en"})
	return id
}

// marks holds a whole marking.
func (h *hall) marks(by map[string][]string) *values.Marking {
	h.t.Helper()
	h.goTo(values.StepSupport)
	h.must("host", values.OpenMarks{Warned: true, Again: true})
	id := h.state.OpenMarking().Poll.ID
	for seat, clusters := range by {
		h.must(roster.SeatID(seat), values.Mark{Marks: id, Clusters: clusters, Pass: len(clusters) == 0})
	}
	h.must("host", values.LastCall{ID: id})
	h.must("host", values.CloseMarks{Marks: id})
	return h.state.LastMarking()
}

// check asks for consent and closes with everyone's same answer.
func (h *hall) check(answer string) *values.Check {
	h.t.Helper()
	h.goTo(values.StepConsent)
	h.must("host", values.OpenCheck{Warned: true})
	c := h.state.OpenCheck()
	for _, seat := range h.people.Voters() {
		h.must(seat.ID, values.Cast{Poll: c.Poll.ID, Choice: answer})
	}
	h.must("host", values.LastCall{ID: c.ID()})
	h.must("host", values.CloseCheck{Check: c.ID()})
	return h.state.LastCheck()
}
