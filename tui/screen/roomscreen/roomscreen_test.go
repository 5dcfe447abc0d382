package roomscreen_test

import (
	"fmt"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/screen/roomscreen"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const host = roster.SeatID("seat-Dana")

// hall is a room with a screen on its wall.
type hall struct {
	*stage.Stage
	t *testing.T
}

func clean(words string) safetext.Text { return safetext.Clean(safetext.Idea, words) }

func newHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{stage.New(t, "c"), t}
	for i, name := range []string{"Dana", "Rosa", "Max", "June", "Luz", "Sam"} {
		h.Sit(name, "en", []roster.Role{roster.Host, roster.NoteKeeper}[min(i, 1)])
	}
	return h
}

func (h *hall) to(activity, step string) {
	h.t.Helper()
	for _, item := range h.State.Agenda.Items {
		if item.Activity == activity {
			h.State = h.State.Apply(act.Stamp{Seq: h.State.Seq + 1, At: h.Now}, agenda.Moved{To: act.Place{Item: item.ID, Step: step}})
			return
		}
	}
	h.t.Fatalf("no %s", activity)
}

func (h *hall) topic() string {
	h.Give(host, spectrum.AddTopic{Sentence: clean("the visiting schedule for families"), Lang: "en"})
	id := h.State.Spectrum.Topics[0].ID
	entry := func(words string) spectrum.Value {
		return spectrum.Value{Entry: spectrum.Entry{Text: clean(words), Lang: "en"}}
	}
	for f, v := range map[spectrum.Field]spectrum.Value{spectrum.FieldTouched: entry("families"), spectrum.FieldOpen: entry("hours and place"),
		spectrum.FieldFixed: {Limits: []spectrum.Limit{{What: spectrum.Entry{Text: clean("Who may visit"), Lang: "en"}, Kind: "court",
			Source: clean("the court"), Reason: clean("a judge orders it")}}},
		spectrum.FieldSigns: {Person: spectrum.Person{Name: clean("Ana Decider")}}, spectrum.FieldDue: entry("June"), spectrum.FieldMeans: entry("pay"),
		spectrum.FieldTribe: {Tribe: spectrum.TribeNo}} {
		h.Give(host, spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	return id
}

// vote opens the first vote; n of the six answer.
func (h *hall) vote(n int) (topic string, r *spectrum.Round) {
	topic = h.topic()
	h.to(spectrum.Activity, spectrum.StepVote1)
	h.Give(host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	r = h.State.Spectrum.Topics[0].OpenRound()
	for i, name := range []string{"Rosa", "Max", "June", "Luz", "Sam", "Dana"}[:n] {
		seat := roster.SeatID("seat-" + name)
		h.Give(seat, spectrum.Cast{Poll: r.Today.ID, Choice: []string{"inform", "consult"}[i%2]})
		h.Give(seat, spectrum.Cast{Poll: r.Should.ID, Choice: []string{"involve", "colead"}[i%2]})
		h.Give(seat, spectrum.WriteReason{Poll: r.Reasons.ID, Words: clean("a sealed reason"), Lang: "en"})
	}
	return topic, r
}

// onPaper has a scribe put what these people answer.
func (h *hall) onPaper(names ...string) {
	h.Hands = map[roster.SeatID]roster.Hand{}
	for _, name := range names {
		h.Hands[roster.SeatID("seat-"+name)] = roster.Hand{By: host, Way: roster.Paper}
	}
}

// reveal is the first vote, answered by all six and shown.
func (h *hall) reveal() (topic string, r *spectrum.Round) {
	topic, r = h.vote(6)
	h.Give(host, spectrum.LastCall{ID: r.ID})
	h.Give(host, spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	h.to(spectrum.Activity, spectrum.StepReveal)
	return topic, r
}

// second is the vote behind the talk, answered by four and shown.
func (h *hall) second(topic string) {
	h.to(spectrum.Activity, spectrum.StepVote2)
	h.Give(host, spectrum.OpenVote{Topic: topic, Vote: spectrum.Second})
	r := h.State.Spectrum.Topics[0].OpenRound()
	for _, name := range []string{"Rosa", "Max", "June", "Dana"} {
		h.Give(roster.SeatID("seat-"+name), spectrum.Cast{Poll: r.Should.ID, Choice: "involve"})
	}
	h.Give(host, spectrum.LastCall{ID: r.ID})
	h.Give(host, spectrum.CloseVote{Round: r.ID, Vote: spectrum.Second})
}

func (h *hall) write(words string) {
	h.to(terms.Activity, terms.StepDraft)
	item, _ := h.State.Agenda.Now()
	item.Sections = []string{"purpose"}
	h.Give(host, agenda.ChangeItem{Item: item})
	h.Give("seat-Rosa", workshop.EditText{Text: terms.TextID("purpose", "en"), Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: words}}})
	h.Carets["seat-Rosa"] = workshop.Caret{Text: terms.TextID("purpose", "en")}
}

func scenes() map[string]func(h *hall) {
	open := func(h *hall) { h.Give(host, workshop.OpenMeeting{}) }
	return map[string]func(h *hall){
		"lobby":  func(*hall) {},
		"note":   func(h *hall) { open(h); h.to(values.Activity, values.StepOpening) },
		"frame":  func(h *hall) { open(h); h.topic(); h.to(spectrum.Activity, spectrum.StepFrame) },
		"tour":   func(h *hall) { open(h); h.topic(); h.to(spectrum.Activity, spectrum.StepTour) },
		"vote":   func(h *hall) { open(h); h.vote(4) },
		"reveal": func(h *hall) { open(h); h.reveal() },
		"paper": func(h *hall) {
			open(h)
			h.onPaper("Rosa", "June", "Sam")
			h.reveal()
			h.Give(host, spectrum.Affect{Topic: h.State.Spectrum.Topics[0].ID, Nation: clean("Example Tribe")})
		},
		"second": func(h *hall) {
			open(h)
			h.onPaper("Max", "Luz")
			topic, _ := h.reveal()
			h.second(topic)
		},
		"cards": func(h *hall) {
			open(h)
			h.to(values.Activity, values.StepWrite)
			h.Give(host, values.OpenWriting{})
		},
		"writing": func(h *hall) {
			open(h)
			h.write("We exist so that children stay safely with their kin and culture whenever possible.\nWe meet each month.")
		},
		"long":   func(h *hall) { open(h); h.write(strings.Repeat("A line that is filler.\n", 30) + "The newest line.") },
		"break":  func(h *hall) { open(h); h.to(agenda.Break, ""); h.Give(host, agenda.StartTimer{}) },
		"paused": func(h *hall) { open(h); h.vote(2); h.Give(host, agenda.PauseRoom{Paused: true}) },
		"talk":   func(h *hall) { open(h); h.to(agenda.Talk, "") },
	}
}

func (h *hall) page(lang string, w, high int) string {
	h.t.Helper()
	e := h.Env("", lang)
	e.W, e.H = w, high
	scr := roomscreen.New("workshop.example.org:2222", "KITE-7M4Q")
	p := scr.Page(e)
	if len(p.Rows) > high || p.Cursor != nil || len(p.Hints) > 0 {
		h.t.Errorf("%d rows of %d, cursor %v, hints %v", len(p.Rows), high, p.Cursor, p.Hints)
	}
	for _, row := range p.Rows {
		if row.Width() > w {
			h.t.Errorf("wider than %d: %q", w, row.String())
		}
	}
	return stage.Text(e, p, false)
}

func TestPages(t *testing.T) {
	for name, show := range scenes() {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			show(h)
			for _, lang := range []string{"en", "es"} {
				golden.Text(t, fmt.Sprint(name, "_", lang), h.page(lang, 76, 17))
				golden.Text(t, fmt.Sprint(name, "_", lang, "_60"), h.page(lang, 56, 13))
				if name == "paper" { // what 120×40 and 200×60 leave of it
					golden.Text(t, fmt.Sprint(name, "_", lang, "_120"), h.page(lang, 76, 33))
					golden.Text(t, fmt.Sprint(name, "_", lang, "_200"), h.page(lang, 76, 53))
				}
			}
		})
	}
}

// What is one person's, a host's, or not shown yet is on no wall; nor is how many
// have answered, or anyone's name but where the room reads it.
func TestNothingPrivateOnTheWall(t *testing.T) {
	for name, show := range scenes() {
		h := newHall(t)
		show(h)
		got := h.page("en", 76, 17)
		for _, bad := range []string{"Rosa", "Max", "June ", "Luz", "Sam", "Dana", "sealed", "4 of 6", "2 of 6", "You are not", "Ana Decider", "turn the page", "Waiting for you"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: %q stands on the wall:\n%s", name, bad, got)
			}
		}
	}
	h := newHall(t)
	h.Give(host, workshop.OpenMeeting{})
	h.vote(4)
	if got := h.page("en", 76, 17); strings.Contains(got, "██") || !strings.Contains(got, "Most answers are in.") {
		t.Errorf("an open vote:\n%s", got)
	}
}

// By which ways answers came stands beside whatever they came to, and not before.
func TestTheWallSaysHowAnswersCame(t *testing.T) {
	h := newHall(t)
	h.Give(host, workshop.OpenMeeting{})
	h.onPaper("Rosa", "June", "Sam")
	says := func(when string, want bool) {
		t.Helper()
		if got := h.page("en", 76, 17); strings.Contains(got, "3 on screen, 3 on paper.") != want {
			t.Errorf("%s:\n%s", when, got)
		}
	}
	h.to(values.Activity, values.StepWrite)
	h.Give(host, values.OpenWriting{})
	w := h.State.Values.OpenWriting().ID
	for _, seat := range h.State.Roster.Seats {
		h.Give(seat.ID, values.WriteCards{Writing: w, Cards: []values.Draft{{Word: clean("Patience"), Lang: "en"}}})
	}
	says("cards are written", false)
	h.Give(host, values.LastCall{ID: w})
	h.to(values.Activity, values.StepWall)
	h.Give(host, values.ShowWall{Writing: w})
	says("the cards are up", true)
	h.to(values.Activity, values.StepSupport)
	h.Give(host, values.OpenMarks{})
	m := h.State.Values.OpenMarking().Poll
	for _, seat := range h.State.Roster.Seats {
		h.Give(seat.ID, values.Mark{Marks: m.ID, Clusters: m.Options[:1]})
	}
	says("marks are set", false)
	h.Give(host, values.LastCall{ID: m.ID})
	h.Give(host, values.CloseMarks{Marks: m.ID})
	says("marks are counted", true)
}

// The newest words of what is being written stay in sight, and the way in is
// shown only while the door is open.
func TestTheWallKeepsWhatMatters(t *testing.T) {
	h := newHall(t)
	scenes()["long"](h)
	if got := h.page("en", 56, 13); !strings.Contains(got, "The newest line.") || !strings.Contains(got, "KITE-7M4Q") {
		t.Errorf("a long section:\n%s", got)
	}
	h.Give(host, roster.LockDoor{Locked: true})
	if got := h.page("en", 56, 13); strings.Contains(got, "KITE") {
		t.Errorf("the door is locked and the code is on the wall:\n%s", got)
	}
}

// Between meetings it does not say that one begins.
func TestTheWallAfterAMeeting(t *testing.T) {
	h := newHall(t)
	h.Give(host, workshop.OpenMeeting{})
	h.Give(host, workshop.EndMeeting{})
	if got := h.page("en", 76, 17); strings.Contains(got, "We begin soon") || !strings.Contains(got, "This meeting has ended") {
		t.Errorf("after a meeting:\n%s", got)
	}
}

// Its keys do nothing.
func TestARoomScreenHasNoKeys(t *testing.T) {
	h := newHall(t)
	h.Give(host, workshop.OpenMeeting{})
	h.vote(1)
	scr := roomscreen.New("", "")
	for _, k := range []keys.Key{keys.Press(keys.Enter), keys.Char('1'), keys.Char('w'), keys.Char('v'), keys.Char('p')} {
		if do := scr.Key(h.Env("", "en"), k); do.Ignored || len(do.Commands) > 0 || do.Open != "" || do.Ask != nil {
			t.Errorf("%v does %+v", k, do)
		}
	}
}
