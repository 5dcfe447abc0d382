package spectrum

import (
	"convene/internal/safetext"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
)

// viewHints are the keys of other views and of a government's position.
func (s *Screen) viewHints(e *screen.Env) []keys.Hint {
	var out []keys.Hint
	if _, ok := speaks(e); ok {
		out = append(out, keys.Hint{Action: keys.Sign, Words: e.Say("spectrum.foot.position")})
	}
	if mayWrite(e) {
		out = append(out, keys.Hint{Action: keys.Comment, Words: e.Say("spectrum.foot.view")})
	}
	return out
}

func (s *Screen) viewKey(e *screen.Env, t *domain.Topic, a keys.Action) screen.Do {
	switch a {
	case keys.Comment:
		if mayWrite(e) {
			if len(viewWords(e, t)) == 0 { // nothing to read first: the field is there at once
				s.push(s.viewSheet(e, t.ID, domain.View{}))
			} else {
				s.push(s.viewsSheet(t.ID))
			}
			return screen.Do{}
		}
	case keys.Sign:
		if _, ok := speaks(e); ok {
			s.push(s.standSheet(t.ID))
			return screen.Do{}
		}
	}
	return screen.Ignore()
}

// viewWords are the minority views in their holders' words; a holder is named
// only by their own wish.
func viewWords(e *screen.Env, t *domain.Topic) []string {
	var out []string
	for _, v := range t.Views {
		if v.Withdrawn {
			continue
		}
		words := e.Say("spectrum.minority.one", "words", e.Quoted(v.Words.String(), ""))
		if v.Signed {
			words += " " + seatName(e, v.Holder)
		}
		words = e.Theirs(words, v.Lang)
		out = append(out, words)
	}
	return out
}

// viewsSheet lists the other views: one's own can be changed, others' only read.
func (s *Screen) viewsSheet(topic string) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.minority.head"), menu: true, below: []string{e.Say("spectrum.minority.add")}}
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil {
			return c
		}
		for _, v := range t.Views {
			switch {
			case v.Withdrawn:
			case v.Holder == e.Me:
				c.lines = append(c.lines, line{words: e.Quoted(v.Words.String(), v.Lang), do: func(e *screen.Env) screen.Do {
					s.further(s.viewSheet(e, topic, v))
					return screen.Do{}
				}})
			default:
				c.above = append(c.above, e.Quoted(v.Words.String(), v.Lang))
			}
		}
		c.send = func(e *screen.Env, _ string) screen.Do {
			s.further(s.viewSheet(e, topic, domain.View{}))
			return screen.Do{}
		}
		c.save = e.Say("spectrum.foot.view_write")
		return c
	}}
}

// viewSheet writes one's own view; Tab leads to signing it and taking it back.
func (s *Screen) viewSheet(e *screen.Env, topic string, v domain.View) *sheet {
	signed := v.Signed
	sh := &sheet{draft: "spectrum/" + topic + "/view/" + v.ID}
	sh.field = newField(e, safetext.Idea, sh.draft, v.Words.String())
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.minority.write"), save: e.Say("spectrum.foot.save"), tab: e.Say("spectrum.minority.tab"),
			below: []string{e.Say("spectrum.minority.add")}}
		flip := func(yes bool) func(*screen.Env) screen.Do {
			return func(*screen.Env) screen.Do {
				signed, sh.list = yes, false
				return screen.Do{}
			}
		}
		c.lines = []line{{words: e.Say("spectrum.minority.unsigned"), chosen: !signed, marks: true, do: flip(false)},
			{words: e.Say("spectrum.minority.signed"), chosen: signed, marks: true, do: flip(true)}}
		if v.ID != "" {
			c.lines = append(c.lines, line{words: e.Say("keys.takeback.foot"), do: func(*screen.Env) screen.Do {
				return s.give(domain.WithdrawView{Topic: topic, View: v.ID})
			}})
		}
		c.send = func(e *screen.Env, words string) screen.Do {
			return s.give(domain.SetView{Topic: topic, View: v.ID, Words: safetext.Clean(safetext.Idea, words), Lang: e.Lang, Signed: signed})
		}
		return c
	}
	return sh
}
