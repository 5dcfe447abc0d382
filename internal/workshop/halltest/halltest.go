// Package halltest is the smallest room that can hold one exercise, for the
// exercises' own tests. It decides and folds as the real room does, keeps a box
// with a key for exactly the open polls, and checks on the way what must hold of
// every command: a refusal is a fault, nothing both seals and tells, an answer
// fits its poll, and a poll that was shredded is never opened again.
//
// A hall is its test's own; nothing here is safe for concurrent use.
package halltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Exercise is the state of an exercise, S being its own type.
type Exercise[S any] interface {
	Apply(act.Stamp, act.Event) S
	OpenPolls() []poll.Open
}

// Command is a command of the exercise whose state is S.
type Command[S any] interface {
	Decide(act.World, S) (act.Result, error)
}

// Tester is what a test and a rapid property have in common.
type Tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Hall is the room. Tests set Now, At, Activity and Public as they need.
type Hall[S Exercise[S]] struct {
	T        Tester
	Now      time.Time
	N        int // commands given so far
	People   *roster.State
	State    S
	At       act.Place
	Activity string
	Public   string // "yes", "no" or "unknown": is this a public body
	Texts    map[string]*text.Doc
	Box      map[string]map[roster.SeatID][]byte // nil for a poll that was shredded
	Log      []Entry
	Outcomes []act.Outcome

	empty  S
	codecs []act.Codec
}

// Entry is one event as the log keeps it.
type Entry struct {
	At      act.Stamp
	Kind    string
	Payload []byte
}

// Clean is the one way of a test's words into a hall.
func Clean(s string) safetext.Text { return safetext.Clean(safetext.Idea, s) }

// New has a host and n members: seats "host", "p1" … "pn". The first half of the
// members are from the agency. empty is the exercise before its first event.
func New[S Exercise[S]](t Tester, empty S, codecs []act.Codec, activity string, n int) *Hall[S] {
	h := &Hall[S]{T: t, Now: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), People: &roster.State{}, State: empty,
		Activity: activity, Public: "no", Texts: map[string]*text.Doc{}, Box: map[string]map[roster.SeatID][]byte{},
		empty: empty, codecs: codecs}
	h.Join("host", "Dana Whitfield", roster.Agency)
	h.People = h.People.Apply(h.Now, roster.RoleGiven{Seat: "host", Role: roster.Host})
	for i := 1; i <= n; i++ {
		group := roster.Lived
		if i <= n/2 {
			group = roster.Agency
		}
		h.Join(fmt.Sprintf("p%d", i), fmt.Sprintf("Person %c", 'A'+i), group)
	}
	return h
}

// Join seats a person.
func (h *Hall[S]) Join(id, name string, group roster.Group) {
	h.People = h.People.Apply(h.Now, roster.Joined{Seat: roster.SeatID(id), Lang: "en", Mark: id,
		About: roster.About{Name: Clean(name), Group: group}})
}

// Do decides a command and folds what follows; its error is a fault.
func (h *Hall[S]) Do(seat roster.SeatID, c Command[S]) error {
	h.T.Helper()
	h.N++
	w := act.World{Now: h.Now, ID: fmt.Sprintf("id%d", h.N), Seat: seat, Roster: h.People, Where: h.At,
		Activity: h.Activity, PublicBody: h.Public, Text: func(id string) *text.Doc { return h.Texts[id] }}
	if o, ok := c.(act.Opener); ok {
		w.Answers = h.opened(o.Opens())
	}
	res, err := c.Decide(w, h.State)
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) {
			h.T.Fatalf("%T refused with %v, which tells a person nothing", c, err)
		}
		return err
	}
	if len(res.Seals) > 0 && len(res.Events) > 0 {
		h.T.Fatalf("%T both seals and tells", c)
	}
	by := seat
	if res.Unsigned {
		by = ""
	}
	for _, e := range res.Events {
		h.fold(act.Stamp{Seq: uint64(len(h.Log) + 1), At: h.Now, By: by}, e)
	}
	h.seal(c, res.Seals)
	h.keys()
	if res.Move != nil {
		h.At = *res.Move
	}
	h.Outcomes = append(h.Outcomes, res.Outcomes...)
	return nil
}

// opened is what the box holds of the polls that a command closes.
func (h *Hall[S]) opened(polls []string) map[string][]act.Answer {
	out := map[string][]act.Answer{}
	for _, id := range polls {
		if h.Box[id] == nil {
			continue
		}
		out[id] = []act.Answer{}
		for seat, v := range h.Box[id] {
			out[id] = append(out[id], act.Answer{Seat: seat, Value: v})
		}
	}
	return out
}

func (h *Hall[S]) seal(c Command[S], seals []act.Seal) {
	h.T.Helper()
	for _, s := range seals {
		switch {
		case h.Box[s.Poll] == nil:
			h.T.Fatalf("%T seals into %q, which is not open", c, s.Poll)
		case s.Value == nil:
			delete(h.Box[s.Poll], s.Seat)
		default:
			h.Box[s.Poll][s.Seat] = s.Value
		}
	}
}

// keys opens a key for each open poll and shreds the others.
func (h *Hall[S]) keys() {
	h.T.Helper()
	open := map[string]int{}
	for _, p := range h.State.OpenPolls() {
		open[p.ID] = p.Size
		if answers, ok := h.Box[p.ID]; ok && answers == nil {
			h.T.Fatalf("the poll %q was opened again", p.ID)
		} else if !ok {
			h.Box[p.ID] = map[roster.SeatID][]byte{}
		}
	}
	for id, answers := range h.Box {
		size, ok := open[id]
		if !ok {
			h.Box[id] = nil
		}
		for _, v := range answers {
			if size > 0 && len(v) > size {
				h.T.Fatalf("an answer of %d bytes does not fit %q", len(v), id)
			}
		}
	}
}

func (h *Hall[S]) fold(at act.Stamp, e act.Event) {
	h.T.Helper()
	payload, err := json.Marshal(e)
	if err != nil {
		h.T.Fatalf("%v", err)
	}
	h.Log = append(h.Log, Entry{at, e.Kind(), payload})
	h.State = h.State.Apply(at, e)
}

// Must gives a command that must be taken.
func (h *Hall[S]) Must(seat roster.SeatID, c Command[S]) {
	h.T.Helper()
	if err := h.Do(seat, c); err != nil {
		h.T.Fatalf("%T by %q: %v", c, seat, err)
	}
}

// Refused gives a command that must be refused with this code.
func (h *Hall[S]) Refused(code string, seat roster.SeatID, c Command[S]) {
	h.T.Helper()
	if got := fault.Code(h.Do(seat, c)); got != code {
		h.T.Fatalf("%T by %q: refused with %q, want %q", c, seat, got, code)
	}
}

// Replayed folds the log, each event read back from its bytes.
func (h *Hall[S]) Replayed() S {
	h.T.Helper()
	codecs := map[string]act.Codec{}
	for _, c := range h.codecs {
		codecs[c.Kind] = c
	}
	again := h.empty
	for _, l := range h.Log {
		e, err := codecs[l.Kind].Decode(codecs[l.Kind].Version, l.Payload)
		if err != nil {
			h.T.Fatalf("%v", err)
		}
		again = again.Apply(l.At, e)
	}
	return again
}

// Same checks that the log tells the whole state.
func (h *Hall[S]) Same() {
	h.T.Helper()
	if again := h.Replayed(); !reflect.DeepEqual(again, h.State) {
		h.T.Fatalf("the log tells another state: %s", Difference(again, h.State))
	}
}

// Difference shows where two states part, in their JSON.
func Difference(got, want any) string {
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("…%.200s\nis not …%.200s", a[max(0, i-80):], b[max(0, i-80):])
}
