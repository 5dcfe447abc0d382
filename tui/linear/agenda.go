package linear

import (
	"strconv"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
)

// agenda lists the items and says where the room is.
func (s *session) agenda() {
	a := s.snap.Agenda
	lines := []string{s.Say("agenda.head")}
	if len(a.Items) == 0 {
		lines = append(lines, s.Say("agenda.empty.wait"))
	}
	standings := a.Standings()
	for i, item := range a.Items {
		lines = append(lines, s.Say("linear.agenda.line", "number", i+1, "title", s.in(item.Title),
			"minutes", s.w.AboutMinutes(minutes(item.Minutes)), "state", s.Say("common.state."+string(standings[i]))))
	}
	if !a.Meeting.OpenedAt.IsZero() && a.Meeting.EndedAt.IsZero() {
		lines = append(lines, s.Say("host.pace", "time", s.w.Time(a.EndsAt(s.deps.Now()), s.zone())))
	}
	if by := a.Meeting.EndBy; !by.IsZero() && a.Meeting.EndedAt.IsZero() {
		lines = append(lines, s.Say("linear.agenda.endby", "time", s.w.Time(by, s.zone())))
	}
	for _, p := range a.Proposed {
		lines = append(lines, s.Say("host.waiting.agenda", "title", p.Title.String()))
	}
	s.read(lines)
}

// editAgenda changes a line of the plan: "edit agenda 3"; without a number it
// asks which.
func (s *session) editAgenda(arg string) error {
	items := s.snap.Agenda.Items
	if n, ok := number(arg, len(items)); ok {
		return s.editItem(items[n-1])
	}
	var o options
	for _, item := range items {
		o.add(s.itemLabel(item), func() error { return s.editItem(item) })
	}
	o.add(s.Say("agenda.add"), func() error { return s.addItem() })
	return s.pick(s.Say("linear.agenda.edit"), o)
}

// itemLabel is a line of the plan in a list.
func (s *session) itemLabel(item agenda.Item) string {
	label := s.in(item.Title) + ", " + s.w.AboutMinutes(minutes(item.Minutes))
	if item.Skipped {
		label += ", " + s.Say("common.state.skipped")
	}
	return label
}

// editItem asks what becomes of a line.
func (s *session) editItem(item agenda.Item) error {
	title := s.in(item.Title)
	var o options
	o.add(s.Say("agenda.rename"), func() error {
		return s.reword(item.ID, asking{prompt: s.Say("agenda.add.title"), kind: safetext.Title}, func(i *agenda.Item, words safetext.Text) {
			i.Title = agenda.Title(s.w.Lang(), words)
		})
	})
	o.add(s.Say("agenda.minutes"), func() error { return s.itemMinutes(item.ID) })
	if item.Activity == agenda.Talk || item.Activity == agenda.Close {
		o.add(s.Say("agenda.prompt"), func() error {
			return s.reword(item.ID, asking{prompt: s.Say("agenda.prompt.ask"), kind: safetext.Line}, func(i *agenda.Item, words safetext.Text) {
				i.Prompt = agenda.Title(s.w.Lang(), words)
			})
		})
	}
	o.add(s.Say("agenda.care"), func() error {
		return s.reword(item.ID, asking{prompt: s.Say("agenda.care.ask"), kind: safetext.Idea}, func(i *agenda.Item, words safetext.Text) {
			i.Care = agenda.Title(s.w.Lang(), words)
		})
	})
	if len(item.Care) > 0 {
		o.add(s.Say("agenda.care.off"), func() error {
			s.changeItem(item.ID, func(i *agenda.Item) { i.Care = nil })
			return nil
		})
	}
	o.add(s.Say("agenda.move.do"), func() error { return s.moveItem(item.ID) })
	if item.Skipped {
		s.give(&o, s.Say("agenda.unskip"), agenda.SkipItem{ID: item.ID})
	} else {
		s.sure(&o, s.Say("agenda.skip.do"), agenda.SkipItem{ID: item.ID, Skipped: true}, s.Say("agenda.skip.ask", "title", title))
	}
	s.sure(&o, s.Say("agenda.remove.do"), agenda.RemoveItem{ID: item.ID}, s.Say("agenda.remove.ask", "title", title))
	return s.pick(title, o)
}

// reword asks for words and puts them into a line as it stands then: someone
// else may have changed another part of it meanwhile.
func (s *session) reword(id string, q asking, put func(*agenda.Item, safetext.Text)) error {
	q.field = "agenda/" + id
	return s.given(q, "", func(words safetext.Text) {
		if s.changeItem(id, func(i *agenda.Item) { put(i, words) }) {
			s.drop(q.field)
		} else {
			s.tell(s.Say("linear.kept"))
		}
	})
}

func (s *session) changeItem(id string, how func(*agenda.Item)) bool {
	s.see()
	item, ok := s.snap.Agenda.Item(id)
	if !ok {
		s.fail(fault.New("item_gone"))
		return false
	}
	how(&item)
	return s.do(agenda.ChangeItem{Item: item})
}

func (s *session) itemMinutes(id string) error {
	n, ok, err := s.askMinutes(s.Say("agenda.add.minutes"), "")
	if ok && err == nil {
		s.changeItem(id, func(i *agenda.Item) { i.Minutes = n })
	}
	return err
}

// askMinutes asks for a number of minutes.
func (s *session) askMinutes(question, arg string) (n int, ok bool, err error) {
	for {
		if n, err := strconv.Atoi(arg); err == nil && n >= 0 && n <= agenda.MaxMinutes {
			return n, true, nil
		}
		if arg != "" {
			s.fail(fault.New("minutes_range", "max", agenda.MaxMinutes))
		}
		r, err := s.ask(asking{prompt: question, kind: safetext.Line, exact: true})
		if err != nil || !r.ok {
			return 0, false, err
		}
		arg = r.words.String()
	}
}

// moveItem asks which line this one comes after.
func (s *session) moveItem(id string) error {
	var o options
	items := s.snap.Agenda.Items
	if len(items) > 0 && items[0].ID != id {
		s.give(&o, s.Say("linear.agenda.first"), agenda.MoveItem{ID: id})
	}
	for i, item := range items { // not itself, nor the one it is behind already
		if item.ID != id && (i+1 == len(items) || items[i+1].ID != id) {
			s.give(&o, s.itemLabel(item), agenda.MoveItem{ID: id, Behind: item.ID})
		}
	}
	return s.pick(s.Say("linear.agenda.behind"), o)
}

// addItem adds a line: a talk, a pause, or an exercise with all its steps.
func (s *session) addItem() error {
	var o options
	for _, activity := range []string{agenda.Talk, agenda.Opening, agenda.Break, agenda.Close} {
		o.add(s.Say("agenda.kind."+activity), func() error { return s.addOwn(activity) })
	}
	for _, x := range s.deps.Lib.Exercises() {
		if len(x.Steps) == 0 {
			continue
		}
		item := agenda.Item{Title: agenda.Words(x.Title), Activity: x.ID, Care: agenda.Words(x.Care)}
		for _, st := range x.Steps {
			item.Steps, item.Minutes = append(item.Steps, st.ID), item.Minutes+st.Minutes
		}
		o.add(s.w.In(x.Title), func() error { return s.placeItem(item) })
	}
	return s.pick(s.Say("agenda.add.kind"), o)
}

// addOwn asks for the title and the minutes of a line that is no exercise.
func (s *session) addOwn(activity string) error {
	field := "agenda/add/" + activity
	r, err := s.ask(asking{prompt: s.Say("agenda.add.title"), kind: safetext.Title, field: field})
	if err != nil || !r.ok {
		return err
	}
	n, ok, err := s.askMinutes(s.Say("agenda.add.minutes"), "")
	if err != nil || !ok {
		return err
	}
	if err := s.placeItem(agenda.Item{Title: agenda.Title(s.w.Lang(), r.words), Minutes: n, Activity: activity}); err != nil {
		return err
	}
	s.drop(field)
	return nil
}

// placeItem asks which line a new one comes after.
func (s *session) placeItem(item agenda.Item) error {
	items := s.snap.Agenda.Items
	if len(items) == 0 {
		s.do(agenda.AddItem{Item: item})
		return nil
	}
	var o options
	s.give(&o, s.Say("linear.agenda.last"), agenda.AddItem{Item: item, Behind: items[len(items)-1].ID})
	for _, x := range items[:len(items)-1] {
		s.give(&o, s.itemLabel(x), agenda.AddItem{Item: item, Behind: x.ID})
	}
	return s.pick(s.Say("linear.agenda.behind"), o)
}
