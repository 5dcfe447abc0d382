package care_test

import (
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen/care"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

// The note in both languages and at the sizes that people have; Enter goes on,
// and nothing else does anything here.
func TestTheNote(t *testing.T) {
	r := stage.New(t, "")
	r.Sit("Dana", "en", roster.Host)
	r.Sit("Rosa", "en")
	r.Give("seat-Dana", agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Stories in twos or threes", "es": "Historias en grupos de dos o tres"},
		Activity: agenda.Talk, Minutes: 17, Care: agenda.Words{"en": "We tell each other stories. Some may be hard to tell or to hear; tell only what you wish.",
			"es": "Nos contamos historias. Algunas pueden ser difíciles de contar o de oír; cuente solo lo que quiera."}}})
	r.Give("seat-Dana", workshop.OpenMeeting{})
	state := *r.State
	state.Meta.Support = safetext.Clean(safetext.Line, "June Hart, at the door, or 555 0142")
	r.State = &state
	scr := care.New()
	for _, lang := range []string{"en", "es"} {
		for size, h := range map[string][2]int{"": {76, 17}, "_60": {56, 13}} {
			e := r.Env("seat-Rosa", lang)
			e.W, e.H = h[0], h[1]
			p := scr.Page(e)
			for _, row := range p.Rows {
				if row.Width() > e.W {
					t.Errorf("wider than %d: %q", e.W, row.String())
				}
			}
			if len(p.Rows) > e.H {
				t.Errorf("%d rows at %d", len(p.Rows), e.H)
			}
			golden.Text(t, "note_"+lang+size, stage.Text(e, p, false))
		}
	}
	e := r.Env("seat-Rosa", "en")
	if do := scr.Key(e, keys.Press(keys.Enter)); !do.Follow {
		t.Error("Enter does not go on")
	}
	for _, k := range []keys.Key{keys.Char('3'), keys.Char('p'), keys.Char('w'), keys.Press(keys.Esc), keys.Char('v')} {
		if do := scr.Key(e, k); do.Follow || len(do.Commands) > 0 || do.Open != "" {
			t.Errorf("%v does something: %+v", k, do)
		}
	}
}
