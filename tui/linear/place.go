package linear

import (
	"cmp"

	"convene/internal/workshop/agenda"
)

// whereLines are the two lines of "where": where the room is, what is asked.
func (s *session) whereLines() []string {
	a := s.snap.Agenda
	item, ok := a.Now()
	first := s.Say("linear.where.lobby", "workshop", s.snap.Meta.Title.String())
	if ok {
		first = s.place(item)
	}
	return []string{first, s.whatIsAsked(), s.turnWords()}
}

// whatIsAsked is what the room asks of this person now, in one sentence.
func (s *session) whatIsAsked() string {
	return cmp.Or(s.present().ask, s.Say("linear.asked.nothing"))
}

// place says where the room is.
func (s *session) place(item agenda.Item) string {
	title := s.in(item.Title)
	step, n, all := s.step(item)
	switch {
	case all == 0:
		return sentence(s.Say("linear.where", "item", title))
	case fold(step) == fold(title): // read once
		return s.Say("linear.where.number", "item", title, "step", n, "steps", all)
	}
	return sentence(s.Say("linear.where.step", "item", title, "step", n, "steps", all, "title", step))
}

// step is the title of the present step, its number among the exercise's, and
// how many it has, as every face counts them.
func (s *session) step(item agenda.Item) (title string, n, all int) {
	x, _ := s.deps.Lib.Exercise(item.Activity)
	for i, st := range x.Steps {
		if st.ID == s.snap.Agenda.At.Step {
			return s.w.In(st.Title), i + 1, len(x.Steps)
		}
	}
	return "", 0, 0
}

// careTask is the note of an item that may stir up hard things, and what one can do
// about it. It comes before anything else of the item, which is told only to whoever
// goes on (domain R-16).
func (s *session) careTask(t *task, item agenda.Item) {
	t.key, t.note = "care/"+item.ID, true
	t.say(s.Say("care.line", "words", s.in(item.Care)), s.Say("care.can"))
	if who := s.snap.Meta.Support; !who.IsBlank() {
		t.say(s.Say("help.support", "who", who.String()))
	}
	t.ask = s.Say("care.first")
	t.add("", s.Say("care.go_on"), func(string) error {
		if s.person.Read == nil {
			s.person.Read = make(map[string]bool)
		}
		s.person.Read[item.ID] = true
		s.offered = "" // they come to the item only now
		return nil
	})
}

// about is what happens in the present step, in a sentence or two, until it was
// told.
func (s *session) about() string {
	if s.explained == s.snap.Agenda.At {
		return ""
	}
	item, _ := s.snap.Agenda.Now()
	x, _ := s.deps.Lib.Exercise(item.Activity)
	for _, st := range x.Steps {
		if st.ID == s.snap.Agenda.At.Step {
			return s.w.In(st.About)
		}
	}
	return ""
}
