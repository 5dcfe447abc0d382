package linear

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// frameTask fills what a group must know of a topic before it votes.
func (s *session) frameTask(t *task, topic *spectrum.Topic) {
	t.say(s.recordLines(topic)...)
	if missing := topic.Missing(); len(missing) == 0 {
		t.say(s.Say("spectrum.frame.complete"))
	} else {
		t.say(s.Say("spectrum.frame.missing", "n", len(missing), "field", s.Say("spectrum.field."+string(missing[0]))))
	}
	t.say(s.Say("spectrum.frame.everyone"))
	t.ask = s.Say("linear.frame.ask")
	for _, f := range spectrum.Fields() {
		word := ""
		switch f {
		case spectrum.FieldFixed:
			word = "fixed"
		case spectrum.FieldTribe:
			word = "affects"
		}
		t.add(word, s.Say("spectrum.field."+string(f)), func(string) error { return s.fill(topic, f) })
	}
	t.more("fill", s.Say("linear.frame.fill"), func(arg string) error {
		fields := spectrum.Fields()
		if n, ok := number(arg, len(fields)); ok {
			return s.fill(topic, fields[n-1])
		}
		if missing := topic.Missing(); len(missing) > 0 {
			return s.fill(topic, missing[0])
		}
		s.tell(s.Say("spectrum.frame.complete"))
		return nil
	})
}

// recordLines read the topic's record.
func (s *session) recordLines(topic *spectrum.Topic) []string {
	var out []string
	for _, f := range spectrum.Fields()[1:] {
		out = append(out, titled(s.Say("spectrum.field."+string(f)), s.fieldWords(topic, f)))
	}
	return out
}

func (s *session) fieldWords(topic *spectrum.Topic, f spectrum.Field) string {
	var words string
	switch f {
	case spectrum.FieldFixed:
		var limits []string
		for _, l := range topic.Fixed {
			limits = append(limits, s.limitWords(l))
		}
		words = strings.Join(limits, "; ")
		if topic.FixedSaid != "" {
			words = s.Say("spectrum.frame.fixed.nothing")
		}
	case spectrum.FieldSigns:
		words = s.decider(topic.Signs)
	case spectrum.FieldTribe:
		words = s.tribeWords(topic)
	default:
		e := map[spectrum.Field]spectrum.Entry{spectrum.FieldSentence: topic.Sentence, spectrum.FieldTouched: topic.Touched,
			spectrum.FieldOpen: topic.Open, spectrum.FieldDue: topic.Due, spectrum.FieldMeans: topic.Means}[f]
		words = s.theirs(e.Text.String(), e.Lang)
		if e.Said != "" {
			words = s.Say("common.nothing")
		}
	}
	if words == "" {
		return s.Say("spectrum.frame.empty")
	}
	return words
}

func (s *session) limitWords(l spectrum.Limit) string {
	words := s.theirs(l.What.Text.String(), l.What.Lang)
	if !l.Source.IsBlank() {
		words += ", " + s.Say(l.FixedBy(s.w.Lang()), "who", l.Source.String(), "why", l.Reason.String())
	}
	if l.CheckBy != "" {
		words += ", " + s.Say("linear.frame.check_by", "date", s.calendar(string(l.CheckBy)))
	}
	if !l.Changer.IsBlank() {
		words += ", " + s.Say("spectrum.frame.fixed.changer", "who", l.Changer.String())
	}
	return words
}

// decider names somebody in charge.
func (s *session) decider(p spectrum.Person) string {
	switch {
	case p.Seat != "":
		return s.Say("spectrum.frame.decider.here", "name", s.name(p.Seat))
	case !p.Name.IsBlank():
		return s.Say("spectrum.frame.decider.absent", "name", p.Name.String())
	case p.Said != "":
		return s.Say("spectrum.frame.decider.none")
	}
	return ""
}

func (s *session) tribeWords(topic *spectrum.Topic) string {
	switch topic.Tribe {
	case spectrum.TribeNo:
		return s.Say("spectrum.frame.tribe.no")
	case spectrum.TribeYes:
		return s.Say("spectrum.frame.tribe.yes", "nations", s.nations(topic.Nations()))
	}
	return ""
}

func (s *session) nations(list []safetext.Text) string {
	var names []string
	for _, n := range list {
		if n.IsBlank() {
			names = append(names, s.Say("document.some_tribe"))
		} else {
			names = append(names, n.String())
		}
	}
	if len(names) == 0 {
		return s.Say("spectrum.nation.unnamed")
	}
	return s.w.List(names)
}

// fill sets one field as the person was told it; a change in between is refused
// and named, and the words stay.
func (s *session) fill(topic *spectrum.Topic, f spectrum.Field) error {
	set := spectrum.Fill{Topic: topic.ID, Field: f, Rev: topic.Edits[f].Rev}
	switch f {
	case spectrum.FieldFixed:
		return s.fillFixed(topic, set)
	case spectrum.FieldSigns:
		p, ok, err := s.choosePerson(s.Say("spectrum.field.signs"), true)
		if ok && err == nil {
			set.Value.Person = p
			s.done(set)
		}
		return err
	case spectrum.FieldTribe:
		return s.fillTribe(topic, set)
	}
	q := asking{prompt: s.Say("spectrum.field." + string(f)), kind: safetext.Idea, field: topic.ID + "/" + string(f),
		nothing: f != spectrum.FieldSentence}
	if f == spectrum.FieldSentence {
		q.kind = safetext.Line
	}
	r, err := s.ask(q)
	if err != nil || !r.ok {
		return err
	}
	set.Value.Entry = spectrum.Entry{Text: r.words, Lang: s.w.Lang()}
	if r.nothing {
		set.Value.Entry = spectrum.Entry{Said: spectrum.Nothing}
	}
	s.send(q.field, set)
	return nil
}

// fillFixed adds a limit with its source and reason, takes one out, or says that
// nothing is fixed.
func (s *session) fillFixed(topic *spectrum.Topic, set spectrum.Fill) error {
	labels := []string{s.Say("linear.fixed.add"), s.Say("spectrum.frame.fixed.nothing")}
	for _, l := range topic.Fixed {
		labels = append(labels, s.Say("linear.fixed.remove", "what", s.limitWords(l)))
	}
	n, err := s.choose(s.Say("spectrum.field.fixed"), labels...)
	switch {
	case n == 0 || err != nil:
		return err
	case n == 2:
		set.Value.Entry.Said = spectrum.Nothing
	case n > 2:
		for i, l := range topic.Fixed {
			if i != n-3 {
				set.Value.Limits = append(set.Value.Limits, l)
			}
		}
	default:
		l, ok, err := s.askLimit(topic.ID)
		if !ok || err != nil {
			return err
		}
		set.Value.Limits = append(append(set.Value.Limits, topic.Fixed...), l)
	}
	s.done(set)
	return nil
}

// fillTribe says whether the topic affects a Tribe, and which.
func (s *session) fillTribe(topic *spectrum.Topic, set spectrum.Fill) error {
	n, err := s.choose(s.Say("spectrum.field.tribe")+" "+s.Say("spectrum.frame.tribe.note"), s.Say("common.yes"), s.Say("common.no"))
	if n == 0 || err != nil {
		return err
	}
	set.Value.Tribe = spectrum.TribeNo
	if n == 1 {
		set.Value.Tribe = spectrum.TribeYes
	}
	if topic.Tribe != set.Value.Tribe && !s.done(set) || n != 1 {
		return nil
	}
	r, err := s.ask(asking{prompt: s.Say("linear.tribe.which"), kind: safetext.Name})
	if err == nil && r.ok {
		s.done(spectrum.Affect{Topic: topic.ID, Nation: r.words})
	}
	return err
}

// choosePerson asks for somebody who is here, someone who is not, or, where that
// may be, nobody.
func (s *session) choosePerson(question string, nobody bool) (spectrum.Person, bool, error) {
	var labels []string
	var seats []roster.SeatID
	for _, seat := range s.snap.Roster.Here() {
		seats, labels = append(seats, seat.ID), append(labels, s.name(seat.ID))
	}
	labels = append(labels, s.Say("linear.person.absent"))
	if nobody {
		labels = append(labels, s.Say("spectrum.frame.decider.none"))
	}
	n, err := s.choose(question, labels...)
	switch {
	case n == 0 || err != nil:
		return spectrum.Person{}, false, err
	case n <= len(seats):
		return spectrum.Person{Seat: seats[n-1]}, true, nil
	case n == len(seats)+2:
		return spectrum.Person{Said: spectrum.Nobody}, true, nil
	}
	r, err := s.ask(asking{prompt: s.Say("linear.person.name"), kind: safetext.Title})
	return spectrum.Person{Name: r.words}, r.ok, err
}
