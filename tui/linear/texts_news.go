package linear

import (
	"convene/internal/text"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// written tells who writes in the text that the room has in front of it, once until
// the person reads it: what each key adds is for those who watch it. Sections tell
// it with their own history.
func (n *news) written() {
	item, _ := n.now.Agenda.Now()
	id, title := "notes/"+item.ID, n.s.Say("talk.notes")
	if t := n.now.Spectrum.Present(n.now.Agenda.At); item.Activity == spectrum.Activity && t != nil {
		id, title = t.PromiseText(), n.s.Say("spectrum.promise.head")
	}
	was, is := n.old.Texts.Get(id), n.now.Texts.Get(id)
	if is == nil || was == is {
		return
	}
	had := authored(was)
	for by, size := range authored(is) {
		if size > had[by] && !n.mine(roster.SeatID(by)) && !n.s.writers[id+"/"+by] {
			n.s.writers[id+"/"+by] = true
			n.say(n.s.Say("linear.text.writes", "name", n.s.name(roster.SeatID(by)), "title", title, "word", n.s.word("read")))
		}
	}
}

// authored is how much of a text each of its authors wrote.
func authored(d *text.Doc) map[string]int {
	out := make(map[string]int)
	if d == nil {
		return out
	}
	for _, p := range d.Paras() {
		for by, words := range p.Authors {
			out[by] += len(words)
		}
	}
	return out
}
