package spectrum_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// hall is the smallest room that can hold the exercise: it decides, folds, keeps
// a box with a key for exactly the open polls, and shared texts.
type hall struct {
	t        tester
	now      time.Time
	n        int
	people   *roster.State
	state    *spectrum.State
	at       act.Place
	activity string
	public   string
	texts    map[string]*text.Doc
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

var levels = []string{"inform", "consult", "involve", "collaborate", "colead"}

func clean(s string) safetext.Text { return safetext.Clean(safetext.Idea, s) }

func said(s string) spectrum.Entry { return spectrum.Entry{Text: clean(s), Lang: "en"} }

// newHall has a host and n members: seats "host", "p1" … "pn". The first half
// of the members are from the agency.
func newHall(t tester, n int) *hall {
	h := &hall{t: t, now: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), people: &roster.State{}, state: &spectrum.State{},
		activity: spectrum.Activity, public: "no", texts: map[string]*text.Doc{}, box: map[string]map[roster.SeatID][]byte{}}
	h.join("host", "Dana Whitfield", roster.Agency)
	h.people = h.people.Apply(h.now, roster.RoleGiven{Seat: "host", Role: roster.Host})
	for i := 1; i <= n; i++ {
		group := roster.Lived
		if i <= n/2 {
			group = roster.Agency
		}
		h.join(fmt.Sprintf("p%d", i), fmt.Sprintf("Person %c", 'A'+i), group)
	}
	var content spectrum.Content
	for _, id := range levels {
		content.Levels = append(content.Levels, spectrum.Level{ID: id, Name: spectrum.Words{"en": strings.ToUpper(id)}})
	}
	content.Questions = []spectrum.Words{{"en": "Who decides?"}}
	h.must("", spectrum.Prepare{Content: content})
	return h
}

func (h *hall) join(id, name string, group roster.Group) {
	h.people = h.people.Apply(h.now, roster.Joined{Seat: roster.SeatID(id), Lang: "en", Mark: id,
		About: roster.About{Name: clean(name), Group: group}})
}

func (h *hall) delegate(id, nation string) {
	h.join(id, "Delegate "+id, roster.Tribal)
	h.people = h.people.Apply(h.now, roster.DelegateConfirmed{Seat: roster.SeatID(id), Nation: clean(nation)})
}

// do decides a command and folds what follows, checking on the way what must
// hold of every command.
func (h *hall) do(seat roster.SeatID, c spectrum.Command) error {
	h.t.Helper()
	h.n++
	w := act.World{Now: h.now, ID: fmt.Sprintf("id%d", h.n), Seat: seat, Roster: h.people, Where: h.at,
		Activity: h.activity, PublicBody: h.public, Text: func(id string) *text.Doc { return h.texts[id] }}
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
		h.fold(act.Stamp{Seq: uint64(len(h.log) + 1), At: h.now, By: seat}, e)
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

func (h *hall) must(seat roster.SeatID, c spectrum.Command) {
	h.t.Helper()
	if err := h.do(seat, c); err != nil {
		h.t.Fatalf("%T by %q: %v", c, seat, err)
	}
}

// refused checks that a command is refused with this code.
func (h *hall) refused(code string, seat roster.SeatID, c spectrum.Command) {
	h.t.Helper()
	if got := fault.Code(h.do(seat, c)); got != code {
		h.t.Fatalf("%T by %q: refused with %q, want %q", c, seat, got, code)
	}
}

// replayed folds the log from its bytes.
func (h *hall) replayed() *spectrum.State {
	h.t.Helper()
	codecs := map[string]act.Codec{}
	for _, c := range spectrum.Events() {
		codecs[c.Kind] = c
	}
	s := &spectrum.State{}
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

// topic adds a topic whose record is complete, signed by the host, and goes to
// a step of it.
func (h *hall) topic(step string) *spectrum.Topic {
	h.t.Helper()
	h.must("host", spectrum.AddTopic{Sentence: clean("Visiting hours"), Lang: "en"})
	id := h.state.Topics[len(h.state.Topics)-1].ID
	for f, v := range complete() {
		h.must("host", spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	h.go_(id, step)
	return h.state.Topic(id)
}

func complete() map[spectrum.Field]spectrum.Value {
	return map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: {Entry: said("Families")},
		spectrum.FieldFixed: {Limits: []spectrum.Limit{{What: said("Court dates"), Kind: "court",
			Source: clean("the judge's calendar"), Reason: clean("the judge sets them")}}},
		spectrum.FieldOpen:  {Entry: said("The weekly schedule")},
		spectrum.FieldSigns: {Person: spectrum.Person{Seat: "host"}},
		spectrum.FieldDue:   {Entry: said("By June")},
		spectrum.FieldMeans: {Entry: spectrum.Entry{Said: spectrum.Nothing}},
		spectrum.FieldTribe: {Tribe: spectrum.TribeNo},
	}
}

func (h *hall) go_(topic, step string) {
	h.at = act.Place{Item: "i1", Step: step, Topic: topic}
}

// vote holds a whole round: each seat's choice of what should be; today is
// always Inform. It returns the round as shown.
func (h *hall) vote(topic string, v spectrum.Vote, choices map[string]string) *spectrum.Round {
	h.t.Helper()
	h.go_(topic, map[spectrum.Vote]string{spectrum.First: spectrum.StepVote1, spectrum.Second: spectrum.StepVote2}[v])
	h.must("host", spectrum.OpenVote{Topic: topic, Vote: v, Warned: true, Again: true})
	r := h.state.Topic(topic).OpenRound()
	for seat, choice := range choices {
		h.must(roster.SeatID(seat), spectrum.Cast{Poll: r.Should.ID, Choice: choice})
		if r.Today != nil {
			h.must(roster.SeatID(seat), spectrum.Cast{Poll: r.Today.ID, Choice: "inform"})
		}
	}
	h.must("host", spectrum.LastCall{ID: r.ID})
	h.must("host", spectrum.CloseVote{Round: r.ID, Vote: v})
	_, r = h.state.Round(r.ID)
	return r
}

// all gives every seat the same choice.
func (h *hall) all(choice string) map[string]string {
	out := map[string]string{}
	for _, seat := range h.people.Voters() {
		out[string(seat.ID)] = choice
	}
	return out
}

// spread gives the seats the choices in turn.
func (h *hall) spread(choices ...string) map[string]string {
	out := map[string]string{}
	for i, seat := range h.people.Voters() {
		out[string(seat.ID)] = choices[i%len(choices)]
	}
	return out
}

func (h *hall) write(id, words string) {
	h.t.Helper()
	doc := h.texts[id]
	if doc == nil {
		doc = text.New()
	}
	last := doc.Paras()[len(doc.Paras())-1]
	h.n++
	events, err := doc.Decide(text.Edit{Base: doc.Version(), Author: "host", Op: fmt.Sprint(h.n),
		Do: text.Insert{At: text.Pos{Para: last.ID, Off: len(last.Text)}, Text: words}}, h.now)
	if err != nil {
		h.t.Fatalf("%v", err)
	}
	for _, e := range events {
		doc = doc.Apply(e)
	}
	h.texts[id] = doc
}

// promised takes a topic with a level to the consent step: promise, keeper,
// proof day and the decision-maker's word.
func (h *hall) promised(topic string) {
	h.t.Helper()
	h.go_(topic, spectrum.StepPromise)
	h.write(spectrum.PromiseText(topic), "We design it together.")
	h.must("host", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "host"}, Proof: "2027-06-01"})
	h.must("host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.go_(topic, spectrum.StepConsent)
}

// check asks for consent and closes with the answers.
func (h *hall) check(topic string, answers map[string]string) *spectrum.Check {
	h.t.Helper()
	h.must("host", spectrum.OpenCheck{Topic: topic, Warned: true})
	c := h.state.Topic(topic).OpenCheck()
	for seat, a := range answers {
		h.must(roster.SeatID(seat), spectrum.Cast{Poll: c.Poll.ID, Choice: a})
	}
	h.must("host", spectrum.LastCall{ID: c.ID()})
	h.must("host", spectrum.CloseCheck{Check: c.ID()})
	_, c = h.state.Check(c.ID())
	return c
}

func (h *hall) record(topic string) spectrum.Verdict {
	h.t.Helper()
	h.must("host", spectrum.RecordTopic{Topic: topic, More: h.state.Topic(topic).MoreID()})
	return *h.state.Topic(topic).Verdict
}

func lacks(t *testing.T, v spectrum.Verdict, status spectrum.Status, want ...spectrum.Lack) {
	t.Helper()
	if v.Status != status || !slices.Equal(v.Lacks, want) {
		t.Fatalf("recorded as %s without %v, want %s without %v", v.Status, v.Lacks, status, want)
	}
}
