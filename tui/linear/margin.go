package linear

import (
	"slices"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// takenOut reads the words that somebody took out of a text and that can be put
// back.
func (s *session) takenOut(x shared, d *text.Doc) []string {
	var out []string
	for i, n := range d.Notes() {
		out = append(out, s.Say("linear.text.note", "number", i+1, "name", s.name(roster.SeatID(n.By)),
			"words", s.theirs(n.Words, x.lang), "word", s.word("putback")))
	}
	return out
}

// putBack puts back words that were taken out: "put back 2".
func (s *session) putBack(x shared, arg string) error {
	d := s.doc(x)
	notes := d.Notes()
	if len(notes) == 0 {
		s.tell(s.Say("linear.text.note.none"))
		return nil
	}
	if n, ok := number(arg, len(notes)); ok {
		s.edit(x, d, text.Restore{Hole: notes[n-1].ID}, 0)
		return nil
	}
	var o options
	for _, n := range notes {
		o.add(s.Say("terms.took_out", "name", s.name(roster.SeatID(n.By)), "text", s.theirs(n.Words, x.lang)), func() error {
			s.edit(x, d, text.Restore{Hole: n.ID}, 0)
			return nil
		})
	}
	return s.pick(s.Say("terms.put_back"), o)
}

// mayTakeOut asks before more than a sentence of others' words goes.
func (s *session) mayTakeOut(x shared, d *text.Doc, act text.Action) (bool, error) {
	e := text.Edit{Base: d.Version(), Author: string(s.person.Seat), Do: act}
	if sentences, words := d.TakesOutOthers(e); sentences > 1 {
		return s.confirm(s.Say("linear.text.others", "words", s.theirs(words, x.lang)))
	}
	return true, nil
}

// edit changes the text as the person knew it, and says so. touched is the
// paragraph that it changed, 0 for none that was there.
func (s *session) edit(x shared, d *text.Doc, act text.Action, touched text.ParaID) bool {
	ok := s.do(workshop.EditText{Text: x.text, First: x.first, Edit: text.Edit{Base: d.Version(), Do: act}})
	if ok {
		s.renumber(x, touched)
		s.tell(s.Say("linear.text.in", "n", len(s.doc(x).Paras())))
	}
	return ok
}

// renumber brings the numbers up to date after the person's own change. What
// others changed unread still warns.
func (s *session) renumber(x shared, touched text.ParaID) {
	before := make(map[text.ParaID]string)
	for _, h := range s.heard[x.text] {
		before[h.id] = h.text
	}
	if len(before) == 0 {
		return
	}
	s.heard[x.text] = nil
	for _, p := range s.doc(x).Paras() {
		words, known := before[p.ID]
		if !known || p.ID == touched {
			words = p.Text
		}
		s.heard[x.text] = append(s.heard[x.text], heard{p.ID, words})
	}
}

// point says that the person writes here.
func (s *session) point(x shared) {
	s.visit.Point(workshop.Caret{Text: x.text, At: s.doc(x).End(), Typed: s.deps.Now()})
}

// taken tells somebody that words of theirs were taken out of a text, once for
// each time: the words themselves may still grow while a key is held.
func (n *news) taken() {
	if n.old.Texts == n.now.Texts {
		return
	}
	me := string(n.s.person.Seat)
	for _, x := range n.s.texts() {
		now, was := n.now.Texts.Get(x.text), n.old.Texts.Get(x.text)
		if now == was || now == nil {
			continue
		}
		for _, note := range now.Notes() {
			known := false
			if was != nil {
				_, known = was.Note(note.ID)
			}
			if !known && note.By != me && slices.Contains(note.From, me) {
				n.need(n.s.Say("linear.took_yours", "name", n.s.name(roster.SeatID(note.By)), "where", x.title, "word", n.s.word("read")))
			}
		}
	}
}

// texts are the shared texts that there may be.
func (s *session) texts() []shared {
	var out []shared
	for _, item := range s.snap.Agenda.Items {
		out = append(out, shared{text: "notes/" + item.ID, title: s.in(item.Title)})
	}
	for _, topic := range s.snap.Spectrum.Topics {
		out = append(out, shared{text: topic.PromiseText(), title: s.Say("spectrum.promise.head")})
	}
	for _, sec := range s.snap.Terms.Sections {
		for _, l := range s.deps.Lib.Languages() {
			out = append(out, s.textIn(sec, l.Tag))
		}
	}
	return out
}
