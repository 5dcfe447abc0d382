package talk_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/talk"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const (
	host = "seat-Dana"
	rosa = "seat-Rosa"
	max  = "seat-Max"
)

type room struct {
	*stage.Stage
	t   *testing.T
	scr map[roster.SeatID]*talk.Screen
}

// newRoom is a meeting whose items need no exercise.
func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{Stage: stage.New(t, ""), t: t, scr: map[roster.SeatID]*talk.Screen{}}
	r.Sit("Dana", "en", roster.Host)
	r.Sit("Rosa", "en")
	r.Sit("Max", "en")
	prompt := agenda.Words{"en": "What should a family know before the first visit?", "es": "¿Qué debería saber una familia antes de la primera visita?"}
	behind := ""
	for _, item := range []agenda.Item{
		{Title: agenda.Words{"en": "An opening by Mr. Hart", "es": "Una apertura del Sr. Hart"}, Activity: agenda.Opening, Minutes: 5},
		{Title: agenda.Words{"en": "Before the first visit", "es": "Antes de la primera visita"}, Activity: agenda.Talk, Minutes: 20,
			Prompt: prompt, HostNote: agenda.Words{"en": "Keep an eye on June."}},
		{Title: agenda.Words{"en": "Break", "es": "Descanso"}, Activity: agenda.Break, Minutes: 10},
		{Title: agenda.Words{"en": "What happens next", "es": "Qué sigue"}, Activity: agenda.Close, Minutes: 10},
	} {
		r.Give(host, agenda.AddItem{Item: item, Behind: behind})
		behind = r.State.Agenda.Items[len(r.State.Agenda.Items)-1].ID
	}
	r.Give(host, workshop.OpenMeeting{})
	return r
}

// to moves the room to the nth item.
func (r *room) to(n int) {
	r.t.Helper()
	r.Give(host, workshop.MoveTo{From: r.State.Agenda.At, To: act.Place{Item: r.State.Agenda.Items[n].ID}})
}

func (r *room) screen(seat roster.SeatID) *talk.Screen {
	if r.scr[seat] == nil {
		r.scr[seat] = talk.New()
	}
	return r.scr[seat]
}

func (r *room) say(seat roster.SeatID, lang string) string {
	r.t.Helper()
	return r.text(r.Env(seat, lang), seat)
}

func (r *room) text(e *screen.Env, seat roster.SeatID) string {
	r.t.Helper()
	p := r.screen(seat).Page(e)
	for _, row := range p.Rows {
		if row.Width() > e.W {
			r.t.Errorf("wider than %d: %q", e.W, row.String())
		}
	}
	return stage.Text(e, p, r.screen(seat).InText(e))
}

func (r *room) sees(seat roster.SeatID, words ...string) {
	r.t.Helper()
	page := r.say(seat, "en")
	for _, w := range words {
		if !strings.Contains(page, w) {
			r.t.Errorf("%s does not see %q:\n%s", seat, w, page)
		}
	}
}

func (r *room) press(seat roster.SeatID, ks ...keys.Key) screen.Do {
	r.t.Helper()
	do, _ := r.Press(r.screen(seat), seat, "en", ks...)
	return do
}

func TestPages(t *testing.T) {
	write := func(r *room) {
		r.to(1)
		r.press(rosa, keys.Char('w'))
		r.press(rosa, stage.Type("Who will be in the room.\nHow long it takes, and that they may bring someone.")...)
	}
	for _, c := range []struct {
		name string
		show func(r *room)
	}{
		{"opening", func(*room) {}},
		{"talk", func(r *room) { r.to(1) }},
		{"queue", func(r *room) {
			r.to(1)
			r.Give(rosa, followup.Ask{})
			r.Give(max, followup.Ask{})
			r.Give(host, followup.Ask{})
			r.Give(host, followup.Call{})
		}},
		{"notes", func(r *room) { write(r); r.press(rosa, keys.Press(keys.Esc)) }},
		{"writing", write},
		{"break", func(r *room) { r.to(2); r.Give(host, agenda.StartTimer{}) }},
		{"close", func(r *room) {
			r.Give(rosa, followup.Park{Words: safetext.Clean(safetext.Line, "Who pays for rides?"), Lang: "en"})
			r.to(3)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			c.show(r)
			for _, lang := range []string{"en", "es"} {
				for size, h := range map[string][2]int{"": {76, 17}, "_116": {76, 33}, "_60": {56, 13}} {
					e := r.Env(rosa, lang)
					e.W, e.H = h[0], h[1]
					golden.Text(t, c.name+"_"+lang+size, r.text(e, rosa))
				}
			}
		})
	}
}

func TestAnOpeningIsQuiet(t *testing.T) {
	r := newRoom(t)
	p := r.screen(rosa).Page(r.Env(rosa, "en"))
	if !p.Quiet || len(p.Hints) != 0 || strings.TrimSpace(p.Right) != "" {
		t.Errorf("the opening is not quiet: %+v", p)
	}
	if do := r.press(rosa, keys.Press(keys.Enter)); do.Ignored || do.Notice != "" || len(do.Commands) > 0 {
		t.Errorf("Enter does something: %+v", do)
	}
}

func TestTheHostsNotesAreNotShown(t *testing.T) {
	r := newRoom(t)
	r.to(1)
	for _, seat := range []roster.SeatID{rosa, host} {
		if strings.Contains(r.say(seat, "en"), "June") {
			t.Errorf("%s reads the host's notes", seat)
		}
	}
}

func TestSharedNotes(t *testing.T) {
	r := newRoom(t)
	r.to(1)
	r.sees(rosa, "Named: everyone sees your words as you type them.") // before the first key
	r.press(rosa, keys.Char('w'))
	r.sees(rosa, "Named: everyone sees your words as you type them.")
	r.press(rosa, stage.Type("mr?")...)
	r.sees(max, "mr?", "Rosa")
	id := "notes/" + r.State.Agenda.At.Item
	if text, at, ok := r.screen(rosa).Caret(r.Env(rosa, "en")); !ok || text != id || at.Off != 3 {
		t.Errorf("the caret is in %q at %v, %v", text, at, ok)
	}
	r.press(rosa, keys.Press(keys.Esc))
	if r.screen(rosa).InText(r.Env(rosa, "en")) {
		t.Fatal("Esc does not stop writing")
	}
	r.press(rosa, keys.Char('u'))
	if got := r.State.Texts.Get(id).Plain(); got != "mr" { // a second passes between two keys of a stage
		t.Errorf("u left %q", got)
	}
}

func TestNobodyIsTornFromTheirNotes(t *testing.T) {
	r := newRoom(t)
	r.to(1)
	first := "notes/" + r.State.Agenda.At.Item
	r.press(rosa, keys.Char('w'))
	r.press(rosa, stage.Type("half")...)
	r.to(2)
	r.sees(rosa, "half", "Before the first visit")
	r.press(rosa, stage.Type(" done")...)
	if got := r.State.Texts.Get(first).Plain(); got != "half done" {
		t.Errorf("the notes hold %q", got)
	}
	r.press(rosa, keys.Press(keys.Esc))
	r.sees(rosa, "We go on when people are back.")
}

func TestObserversOnlyRead(t *testing.T) {
	r := newRoom(t)
	r.Sit("Vera", "en", roster.Observer)
	r.to(1)
	if do := r.press("seat-Vera", keys.Char('w')); do.Notice == "" || r.screen("seat-Vera").InText(r.Env("seat-Vera", "en")) {
		t.Error("an observer writes")
	}
}
