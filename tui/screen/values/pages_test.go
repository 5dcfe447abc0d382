package values_test

import (
	"strings"
	"testing"

	domain "convene/internal/workshop/values"
)

// Every page in both languages, in an 80×24 window, a tall one and a small one.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		name string
		show func(r *room)
	}{
		{"opening", func(r *room) { r.to(domain.StepOpening) }},
		{"write_waiting", func(r *room) { r.to(domain.StepWrite) }},
		{"write", func(r *room) { r.to(domain.StepWrite); r.Give(host, domain.OpenWriting{}) }},
		{"write_cards", func(r *room) { r.write(); r.Give(host, domain.LayDeck{Shown: true}) }},
		{"write_form", func(r *room) {
			r.to(domain.StepWrite)
			r.Give(host, domain.OpenWriting{})
			r.Sit("Luz", "es")
			r.keys(rosa, "<enter>Respect<tab>You hear me out, also when the answer is no and you know it already.")
		}},
		{"write_language", func(r *room) {
			r.to(domain.StepWrite)
			r.Give(host, domain.OpenWriting{})
			r.keys(rosa, "<enter>Respeto<tab><tab>2")
		}},
		{"write_last_call", func(r *room) {
			r.to(domain.StepWrite)
			r.Give(host, domain.OpenWriting{})
			r.keys(rosa, "<enter>Respect<esc>")
			r.Give(host, domain.LastCall{ID: r.State.Values.OpenWriting().ID})
		}},
		{"stories", func(r *room) { r.write(); r.to(domain.StepStories) }},
		{"wall_waiting", func(r *room) { r.write(); r.to(domain.StepWall) }},
		{"wall", func(r *room) { r.wall() }},
		{"wall_mine", func(r *room) { r.wall(); r.keys(rosa, "v1") }},
		{"cluster", func(r *room) { r.gather() }},
		{"cluster_card", func(r *room) { r.gather(); r.keys(rosa, "<down>") }},
		{"cluster_to", func(r *room) { r.gather(); r.keys(rosa, "<down><enter>2") }},
		{"cluster_name", func(r *room) { r.gather(); r.keys(rosa, "<down>e") }},
		{"support", func(r *room) {
			r.gather()
			r.to(domain.StepSupport)
			r.Give(host, domain.OpenMarks{})
			r.keys(rosa, "13")
		}},
		{"support_result", func(r *room) { r.marked() }},
		{"deeds", func(r *room) { r.deeds() }},
		{"deeds_line", func(r *room) { r.deeds(); r.keys(rosa, "<tab><enter>we talk over each other") }},
		{"cpm", func(r *room) { r.deeds(); r.to(domain.StepCPM); r.keys(rosa, "4") }},
		{"consent", func(r *room) { r.checked() }},
		{"consent_chosen", func(r *room) { r.checked(); r.keys(rosa, "1") }},
		{"consent_reason", func(r *room) { r.checked(); r.keys(rosa, "wNot yet.") }},
		{"consent_few_called", func(r *room) {
			k := r.checked()
			few := *k
			few.Few = true
			*k = few
			r.Give(host, domain.LastCall{ID: k.ID()})
		}},
		{"consent_result", func(r *room) { r.closed() }},
		{"record", func(r *room) {
			r.closed()
			r.Give(host, domain.RecordValues{})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			c.show(r)
			r.both(c.name, rosa)
		})
	}
}

// Turning the pages of the record shows all that was recorded: counts, concerns,
// the values with their lines, every card and its marks.
func TestTheRecordIsWhole(t *testing.T) {
	r := newRoom(t)
	r.closed()
	r.Give(host, domain.RecordValues{})
	var all strings.Builder
	for range 6 {
		all.WriteString(r.say(rosa, "en"))
		r.keys(rosa, " ")
	}
	var want []string
	for _, c := range r.State.Values.Cards {
		if !c.Withdrawn {
			want = append(want, c.Word.String(), c.Sentence.String())
		}
	}
	if len(want) < 8 {
		t.Fatalf("only %q was written", want)
	}
	want = append(want, "Ten minutes are not enough.", "3 marks", "2 marks", "no marks", "the letter arrives before the call")
	for _, w := range want {
		if !strings.Contains(all.String(), w) {
			t.Errorf("%q is not in the record:\n%s", w, all.String())
		}
	}
}

// The values that are asked about stand beside the answers, whatever else has to
// be said there.
func TestTheCheckShowsWhatItAsksAbout(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		r := newRoom(t)
		k := r.checked()
		k.Few = true
		for range 2 {
			shown := r.say(rosa, lang)
			for _, w := range []string{"We listen to the end", "  5  ", "  t  "} {
				if !strings.Contains(shown, w) {
					t.Errorf("%s: %q is not in\n%s", lang, w, shown)
				}
			}
			r.Give(host, domain.LastCall{ID: k.ID()})
		}
	}
}
