package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// sectionViews are other views on a section, printed in their holders' words:
// hold one too, change the words of one's own, or take it back.
func (s *session) sectionViews(t *task, sec *terms.Section) {
	if s.writes() {
		t.add("view", s.Say("terms.minority.add"), func(string) error { return s.addView(sec.ID) })
	}
	for _, v := range s.snap.Terms.ViewsOf(sec.ID) {
		words := s.theirs(v.Words.String(), v.Lang)
		t.say(s.Say("linear.view.held", "words", words, "names", s.holders(v)))
		if !v.Held(s.person.Seat) {
			if !s.writes() {
				continue
			}
			t.add("join", s.Say("linear.view.join", "words", words), func(string) error { return s.joinView(v) })
			continue
		}
		t.add("reword", s.Say("linear.view.reword", "words", words), func(arg string) error {
			q := asking{prompt: s.Say("terms.minority.edit"), kind: safetext.Idea, field: v.ID + "/view"}
			return s.given(q, arg, func(new safetext.Text) {
				s.send(q.field, terms.EditView{ID: v.ID, Words: new, Lang: s.w.Lang()})
			})
		})
		t.add("takeback", s.Say("linear.view.takeback"), func(string) error {
			return s.askThen(func() { s.done(terms.LeaveView{ID: v.ID}) }, s.Say("terms.minority.leave"))
		})
	}
}

// holders says who holds a view: those who sign it by name.
func (s *session) holders(v terms.View) string {
	var names []string
	for _, h := range v.Holders {
		switch {
		case h.Signed:
			names = append(names, s.name(h.Seat))
		case h.Seat == s.person.Seat:
			names = append(names, s.Say("terms.minority.you_unsigned"))
		default:
			names = append(names, s.Say("terms.minority.member"))
		}
	}
	return s.w.List(names)
}

func (s *session) joinView(v terms.View) error {
	n, err := s.choose(s.Say("terms.minority.ask"), s.Say("terms.minority.unsigned"), s.Say("linear.view.signed"))
	if n > 0 && err == nil {
		s.done(terms.JoinView{ID: v.ID, Sign: n == 2})
	}
	return err
}

// addView writes another view on a section, printed in its holder's words.
func (s *session) addView(section string) error {
	field := section + "/view"
	r, err := s.ask(asking{prompt: s.Say("terms.minority.add") + ". " + s.Say("terms.minority.note"), kind: safetext.Idea, field: field})
	if err != nil || !r.ok {
		return err
	}
	n, err := s.choose(s.Say("linear.view.sign"), s.Say("terms.minority.unsigned"), s.Say("linear.view.signed"))
	if n > 0 && err == nil {
		s.send(field, terms.AddView{Section: section, Words: r.words, Lang: s.w.Lang(), Sign: n == 2})
	}
	return err
}

// showName is the person's yes or no to their name in the document's history.
func (s *session) showName() error {
	n, err := s.choose(s.Say("me.history"), s.Say("me.history.yes"), s.Say("me.history.no"))
	if n > 0 && err == nil {
		s.done(roster.ShowName{Yes: n == 1})
	}
	return err
}
