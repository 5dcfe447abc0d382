package spectrum_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/halltest"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// hall is a hall that holds the exercise.
type hall struct {
	*halltest.Hall[*spectrum.State]
}

type tester = halltest.Tester

var levels = []string{"inform", "consult", "involve", "collaborate", "colead"}

func clean(s string) safetext.Text { return halltest.Clean(s) }

func said(s string) spectrum.Entry { return spectrum.Entry{Text: clean(s), Lang: "en"} }

// newHall has a host and n members, and the content of the exercise.
func newHall(t tester, n int) *hall {
	h := &hall{halltest.New(t, &spectrum.State{}, spectrum.Events(), spectrum.Activity, n)}
	var content spectrum.Content
	for _, id := range levels {
		content.Levels = append(content.Levels, spectrum.Level{ID: id, Name: spectrum.Words{"en": strings.ToUpper(id)}})
	}
	content.Questions = []spectrum.Words{{"en": "Who decides?"}}
	h.Must("", spectrum.Prepare{Content: content})
	return h
}

func (h *hall) delegate(id, nation string) {
	h.Join(id, "Delegate "+id, roster.Tribal)
	h.People = h.People.Apply(h.Now, roster.DelegateConfirmed{Seat: roster.SeatID(id), Nation: clean(nation)})
}

// topic adds a topic whose record is complete, signed by the host, and goes to
// a step of it.
func (h *hall) topic(step string) *spectrum.Topic {
	h.T.Helper()
	h.Must("host", spectrum.AddTopic{Sentence: clean("Visiting hours"), Lang: "en"})
	id := h.State.Topics[len(h.State.Topics)-1].ID
	for f, v := range complete() {
		h.Must("host", spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	h.go_(id, step)
	return h.State.Topic(id)
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
	h.At = act.Place{Item: "i1", Step: step, Topic: topic}
}

// vote holds a whole round: each seat's choice of what should be; today is
// always Inform. It returns the round as shown.
func (h *hall) vote(topic string, v spectrum.Vote, choices map[string]string) *spectrum.Round {
	h.T.Helper()
	h.go_(topic, map[spectrum.Vote]string{spectrum.First: spectrum.StepVote1, spectrum.Second: spectrum.StepVote2}[v])
	h.Must("host", spectrum.OpenVote{Topic: topic, Vote: v, Warned: true, Again: true})
	r := h.State.Topic(topic).OpenRound()
	for seat, choice := range choices {
		h.Must(roster.SeatID(seat), spectrum.Cast{Poll: r.Should.ID, Choice: choice})
		if r.Today != nil {
			h.Must(roster.SeatID(seat), spectrum.Cast{Poll: r.Today.ID, Choice: "inform"})
		}
	}
	h.Must("host", spectrum.LastCall{ID: r.ID})
	h.Must("host", spectrum.CloseVote{Round: r.ID, Vote: v})
	_, r = h.State.Round(r.ID)
	return r
}

// all gives every seat the same choice.
func (h *hall) all(choice string) map[string]string {
	out := map[string]string{}
	for _, seat := range h.People.Voters() {
		out[string(seat.ID)] = choice
	}
	return out
}

// spread gives the seats the choices in turn.
func (h *hall) spread(choices ...string) map[string]string {
	out := map[string]string{}
	for i, seat := range h.People.Voters() {
		out[string(seat.ID)] = choices[i%len(choices)]
	}
	return out
}

func (h *hall) write(id, words string) {
	h.T.Helper()
	doc := h.Texts[id]
	if doc == nil {
		doc = text.New()
	}
	last := doc.Paras()[len(doc.Paras())-1]
	h.N++
	events, err := doc.Decide(text.Edit{Base: doc.Version(), Author: "host", Op: fmt.Sprint(h.N),
		Do: text.Insert{At: text.Pos{Para: last.ID, Off: len(last.Text)}, Text: words}}, h.Now)
	if err != nil {
		h.T.Fatalf("%v", err)
	}
	for _, e := range events {
		doc = doc.Apply(e)
	}
	h.Texts[id] = doc
}

// promised takes a topic with a level to the consent step: promise, keeper,
// proof day and the decision-maker's word.
func (h *hall) promised(topic string) {
	h.T.Helper()
	h.go_(topic, spectrum.StepPromise)
	h.write(spectrum.PromiseText(topic), "We design it together.")
	h.Must("host", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "host"}, Proof: "2027-06-01"})
	h.Must("host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.go_(topic, spectrum.StepConsent)
}

// check asks for consent and closes with the answers.
func (h *hall) check(topic string, answers map[string]string) *spectrum.Check {
	h.T.Helper()
	h.Must("host", spectrum.OpenCheck{Topic: topic, Warned: true})
	c := h.State.Topic(topic).OpenCheck()
	for seat, a := range answers {
		h.Must(roster.SeatID(seat), spectrum.Cast{Poll: c.Poll.ID, Choice: a})
	}
	h.Must("host", spectrum.LastCall{ID: c.ID()})
	h.Must("host", spectrum.CloseCheck{Check: c.ID()})
	_, c = h.State.Check(c.ID())
	return c
}

func (h *hall) record(topic string) spectrum.Verdict {
	h.T.Helper()
	h.Must("host", spectrum.RecordTopic{Topic: topic, More: h.State.Topic(topic).MoreID()})
	return *h.State.Topic(topic).Verdict
}

func lacks(t *testing.T, v spectrum.Verdict, status spectrum.Status, want ...spectrum.Lack) {
	t.Helper()
	if v.Status != status || !slices.Equal(v.Lacks, want) {
		t.Fatalf("recorded as %s without %v, want %s without %v", v.Status, v.Lacks, status, want)
	}
}
