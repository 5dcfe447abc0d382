package values_test

import (
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
		{"consent_result", func(r *room) { r.closed() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			c.show(r)
			r.both(c.name, rosa)
		})
	}
}
