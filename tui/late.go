package tui

import (
	"slices"
	"strings"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/screen"
	"convene/tui/screen/host"
)

// catchUp is the three lines for someone who comes after the meeting began:
// where we are, what has been decided, what is asked now; they follow the room
// for as long as they stand. Nil before it began.
func (m *model) catchUp() overlay {
	s := m.env.Snap
	if _, ok := s.Agenda.Now(); !ok || s.Status != workshop.Open || s.Agenda.Meeting.OpenedAt.IsZero() || !s.Agenda.Meeting.EndedAt.IsZero() {
		return nil
	}
	return &showing{title: "late.head", lines: func(m *model) []string {
		item, _ := m.env.Snap.Agenda.Now()
		return []string{whereWeAre(m.env, item), decided(m.env), asked(m.env, item)}
	}}
}

func whereWeAre(e *screen.Env, item agenda.Item) string {
	if n, of, _ := e.Step(item.Activity, e.Snap.Agenda.At.Step); n > 0 {
		return e.Say("late.where", "item", item.Title.In(e.Lang), "step", n, "steps", of)
	}
	return e.Say("late.where_talk", "item", item.Title.In(e.Lang))
}

// decided names what was recorded: the values, the levels of topics with how far
// they are if they are not final, the sections agreed.
func decided(e *screen.Env) string {
	var out []string
	if v := e.Snap.Values.Verdict; v != nil && !v.Carried && len(v.List) > 0 {
		var names []string
		for _, value := range v.List {
			names = append(names, e.Theirs(value.Name.String(), e.Snap.Values.NameLang(value)))
		}
		words := e.Say("values.title") + ": " + e.Words.List(names)
		if v.Status != values.Final {
			words += " (" + e.Say("spectrum.status."+string(v.Status)) + ")"
		}
		out = append(out, words)
	}
	for _, t := range e.Snap.Spectrum.Topics {
		if t.Verdict == nil {
			continue
		}
		words := e.Theirs(t.Sentence.Text.String(), t.Sentence.Lang)
		var names []string
		for _, id := range t.Levels(e.Snap.Spectrum.Content) {
			if l, ok := e.Snap.Spectrum.Content.Level(id); ok {
				names = append(names, agenda.Words(l.Name).In(e.Lang))
			}
		}
		if len(names) > 0 {
			words += ": " + e.Words.List(names)
		}
		if !t.Final() {
			words += " (" + e.Say("spectrum.status."+string(t.Verdict.Status)) + ")"
		}
		out = append(out, words)
	}
	for _, sec := range e.Snap.Terms.Sections {
		if sec.Status == terms.Agreed || sec.Status == terms.Concerns {
			out = append(out, agenda.Words(sec.Title).In(e.Lang))
		}
	}
	if len(out) == 0 {
		return e.Say("late.decided_nothing")
	}
	return e.Say("late.decided", "decisions", strings.Join(out, "; "))
}

// asked is the question whose answers are gathered now, or else its step.
func asked(e *screen.Env, item agenda.Item) string {
	gathering := func(p poll.Open) bool { return !p.Keeps }
	if !slices.ContainsFunc(e.Snap.OpenPolls(), gathering) {
		return e.Say("late.asked_nothing")
	}
	if question := host.Question(e); question != "" {
		return e.Say("late.asked", "question", question)
	}
	title := item.Title.In(e.Lang)
	if x, ok := e.Lib.Exercise(item.Activity); ok {
		for _, s := range x.Steps {
			if s.ID == e.Snap.Agenda.At.Step {
				title = s.Title.In(e.Lang)
			}
		}
	}
	return e.Say("late.asked", "question", title)
}
