package spectrum

import (
	"slices"
	"strings"

	"convene/internal/safetext"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// fixedSheet lists what is fixed: each can be taken out, and more be added.
func (s *Screen) fixedSheet(topic string) *sheet {
	sh := &sheet{}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.field.fixed"), below: []string{e.Say("spectrum.frame.fixed.note")}}
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil {
			return c
		}
		for i, l := range t.Fixed {
			c.lines = append(c.lines, line{words: limitWords(e, "", l), do: func(*screen.Env) screen.Do {
				s.further(s.dropLimitSheet(topic, i))
				return screen.Do{}
			}})
		}
		if len(t.Fixed) == 0 {
			c.lines = []line{{zero: true, words: e.Say("spectrum.frame.fixed.nothing"), chosen: t.FixedSaid != "",
				do: func(*screen.Env) screen.Do { return s.fillFixed(t, nil, domain.Nothing) }}}
		}
		add := letter{keys.Write, e.Say("spectrum.foot.limit"), func(e *screen.Env) screen.Do {
			s.further(s.limitSheet(e, newLimitForm(e, topic), 0))
			return screen.Do{}
		}}
		c.letters = []letter{add}
		if len(t.Fixed) == 0 {
			c.send = func(e *screen.Env, _ string) screen.Do { return add.do(e) }
			c.save = e.Say("spectrum.foot.limit")
			c.letters = nil
		}
		return c
	}
	return sh
}

func (s *Screen) fillFixed(t *domain.Topic, limits []domain.Limit, said domain.Said) screen.Do {
	return s.give(domain.Fill{Topic: t.ID, Field: domain.FieldFixed, Rev: t.Edits[domain.FieldFixed].Rev,
		Value: domain.Value{Limits: limits, Entry: domain.Entry{Said: said}}})
}

// dropLimitSheet shows one limit, to be taken out or left.
func (s *Screen) dropLimitSheet(topic string, i int) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.field.fixed")}
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil || i >= len(t.Fixed) {
			return c
		}
		c.above = []string{limitWords(e, "", t.Fixed[i])}
		c.letters = []letter{{keys.TakeBack, e.Say("spectrum.foot.drop_limit"), func(*screen.Env) screen.Do {
			return s.fillFixed(t, slices.Delete(slices.Clone(t.Fixed), i, i+1), "")
		}}}
		return c
	}}
}

// limitForm gathers one limit, a question at a time. Its words are one draft.
type limitForm struct {
	topic  string
	values []string // by question
}

// The questions of the form.
const (
	limitWhat = iota
	limitKind
	limitSource
	limitReason
	limitChanger
	limitDay
	limitParts
)

// partEnd stands between the parts of a drafted form; no field can hold it.
const partEnd = "\n"

func newLimitForm(e *screen.Env, topic string) *limitForm {
	f := &limitForm{topic: topic, values: make([]string, limitParts)}
	copy(f.values, strings.Split(e.Drafts[f.draft()], partEnd))
	return f
}

func (f *limitForm) draft() string { return "spectrum/" + f.topic + "/limit" }

func (f *limitForm) keep() screen.Draft {
	return screen.Draft{Field: f.draft(), Words: strings.Join(f.values, partEnd)}
}

// limit is what the form says.
func (f *limitForm) limit(lang string) domain.Limit {
	words := func(i int) safetext.Text { return safetext.Clean(safetext.Line, f.values[i]) }
	l := domain.Limit{What: domain.Entry{Text: words(limitWhat), Lang: lang}, Kind: f.values[limitKind],
		Source: words(limitSource), Reason: words(limitReason), Changer: words(limitChanger)}
	if l.Source.IsBlank() {
		l.CheckBy = domain.Day(strings.TrimSpace(f.values[limitDay]))
	}
	return l
}

// limitSheet asks one question of the form and goes on to the next.
func (s *Screen) limitSheet(e *screen.Env, f *limitForm, part int) *sheet {
	if part == limitKind {
		return s.kindSheet(f)
	}
	sh := &sheet{draft: f.draft(), field: newField(e, safetext.Line, "", f.values[part])}
	sh.kept = func() screen.Draft {
		f.values[part] = sh.field.Text()
		return f.keep()
	}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.limit." + limitIDs()[part]), save: e.Say("spectrum.foot.on")}
		if part != limitWhat {
			c.above = []string{f.values[limitWhat]}
		}
		c.send = func(e *screen.Env, words string) screen.Do {
			f.values[part] = words
			return s.limitOn(e, f, part)
		}
		switch part {
		case limitSource:
			c.tab = e.Say("spectrum.limit.unsure_foot")
			c.lines = []line{{words: e.Say("spectrum.limit.unsure"), do: func(e *screen.Env) screen.Do {
				f.values[limitSource] = ""
				s.further(s.limitSheet(e, f, limitDay))
				return screen.Do{}
			}}}
		case limitChanger:
			c.below = []string{e.Say("common.may_skip")}
		case limitDay:
			c.below = []string{e.Say("spectrum.day.how")}
		}
		return c
	}
	return sh
}

// limitOn goes on after a question: the words may not be missing, and the last
// one saves.
func (s *Screen) limitOn(e *screen.Env, f *limitForm, part int) screen.Do {
	if part != limitChanger && strings.TrimSpace(f.values[part]) == "" {
		return screen.Do{Notice: e.Say("fault.words_needed")}
	}
	if part < limitChanger {
		s.further(s.limitSheet(e, f, part+1))
		return screen.Do{}
	}
	t := e.Snap.Spectrum.Topic(f.topic)
	if t == nil {
		return screen.Do{}
	}
	return s.fillFixed(t, append(slices.Clone(t.Fixed), f.limit(e.Lang)), "")
}

func limitIDs() [limitParts]string {
	return [limitParts]string{"what", "kind", "source", "reason", "changer", "day"}
}

// kindSheet asks what kind of limit it is.
func (s *Screen) kindSheet(f *limitForm) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.limit.kind"), above: []string{f.values[limitWhat]}}
		for _, kind := range domain.LimitKinds() {
			c.lines = append(c.lines, line{words: e.Say("spectrum.kind." + kind), chosen: f.values[limitKind] == kind,
				do: func(e *screen.Env) screen.Do {
					f.values[limitKind] = kind
					s.further(s.limitSheet(e, f, limitSource))
					return screen.Do{}
				}})
		}
		return c
	}}
}

// topicSheet asks for a new topic.
func (s *Screen) topicSheet(e *screen.Env) *sheet {
	sh := &sheet{draft: "spectrum/topic"}
	sh.field = newField(e, safetext.Line, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.topics.add"), save: e.Say("spectrum.foot.save"),
			below: []string{e.Say("spectrum.frame.everyone")},
			send: func(e *screen.Env, words string) screen.Do {
				return s.give(domain.AddTopic{Sentence: safetext.Clean(safetext.Line, words), Lang: e.Lang})
			}}
	}
	return sh
}

// reopenSheet asks why a recorded topic is opened again; everyone is told.
func (s *Screen) reopenSheet(e *screen.Env, topic string) *sheet {
	sh := &sheet{draft: "spectrum/" + topic + "/reopen"}
	sh.field = newField(e, safetext.Line, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.reopen.ask"), save: e.Say("spectrum.foot.save"),
			above: []string{guide.Title(e, e.Snap.Spectrum.Topic(topic))}, below: []string{e.Say("common.everyone")},
			send: func(_ *screen.Env, words string) screen.Do {
				return s.give(domain.Reopen{Topic: topic, Why: safetext.Clean(safetext.Line, words)})
			}}
	}
	return sh
}
