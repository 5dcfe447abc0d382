package spectrum

import (
	"slices"
	"strings"

	"convene/internal/safetext"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// speaksFirst reports whether someone who speaks for a government is asked for
// it before they may answer as themselves.
func (s *Screen) speaksFirst(e *screen.Env, r *domain.Round) bool {
	_, ok := speaks(e)
	return ok && !s.self[r.ID] && !s.isIn(e, r.Should.ID)
}

// delegatePage asks a delegate for the government first.
func (s *Screen) delegatePage(e *screen.Env, v view, r *domain.Round) screen.Page {
	seat, _ := speaks(e)
	nation := seat.Nation.String()
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("spectrum.delegate.head", "nation", nation), e.W), nil)
	if !seat.Confirmed {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("spectrum.delegate.stated", "nation", nation), e.W)...)
	}
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, questionWords(e, v.topic, ""), e.W)...), nil)
	for i, id := range []string{"spectrum.delegate.record", "spectrum.delegate.council", "spectrum.delegate.none"} {
		p.Rows = append(p.Rows, numbered(e, i, e.Say(id)))
	}
	if r.Should.May(e.Me) {
		p.Rows = append(p.Rows, paint.Line(paint.Spaces(5), paint.Text(theme.Dim, e.Say("spectrum.delegate.only_if"))),
			numbered(e, 3, e.Say("spectrum.delegate.self")))
	}
	p.Rows = append(p.Rows, nil)
	if have := v.topic.Position(seat.Nation); have != nil {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, positionWords(e, *have), e.W)...)
	}
	if words := s.lastCall(e, r); words != "" {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Waiting, words, e.W)...)
	}
	note := e.Say("spectrum.delegate.release")
	if v.topic.Position(seat.Nation) != nil {
		note = e.Say("spectrum.delegate.released")
	}
	if slices.Contains(r.Should.Delegates, e.Me) {
		note += " " + e.Say("spectrum.delegate.not_on_list")
	}
	p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, note, e.W)...)
	last := 3
	if r.Should.May(e.Me) {
		last = 4
	}
	p.Hints = []keys.Hint{{Action: keys.Choose, Keys: digitsTo(last), Words: e.Say("keys.choose.foot")}}
	return p
}

func (s *Screen) delegateKey(e *screen.Env, v view, r *domain.Round, k keys.Key, a keys.Action) screen.Do {
	n, _ := k.Digit()
	switch {
	case a == keys.Main:
		return screen.Do{Notice: e.Say("keys.choose_first")}
	case a != keys.Choose:
		return screen.Ignore()
	case n == 1:
		s.push(s.standSheet(v.topic.ID))
	case n == 2:
		s.push(s.releaseSheet(e, v.topic.ID, domain.ToCouncil))
	case n == 3:
		s.push(s.releaseSheet(e, v.topic.ID, domain.NoneToday))
	case n == 4 && r.Should.May(e.Me):
		s.self[r.ID] = true
	}
	return screen.Do{}
}

// standSheet asks what the government says.
func (s *Screen) standSheet(topic string) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{below: []string{e.Say("spectrum.frame.tribe.note")}}
		if seat, ok := speaks(e); ok {
			c.title = e.Say("spectrum.delegate.head", "nation", seat.Nation.String())
		}
		t := e.Snap.Spectrum.Topic(topic)
		if t != nil {
			c.above = []string{guide.Title(e, t)}
			if len(t.Levels(e.Snap.Spectrum.Content)) == 0 {
				c.above = append(c.above, e.Say("spectrum.delegate.early"))
			}
		}
		for _, stand := range domain.Stands() {
			c.lines = append(c.lines, line{words: e.Say("spectrum.position.choice." + string(stand)), do: func(e *screen.Env) screen.Do {
				s.further(s.releaseSheet(e, topic, stand))
				return screen.Do{}
			}})
		}
		return c
	}}
}

// releaseSheet holds a position until its delegate releases it: until then it is
// the delegate's own draft.
func (s *Screen) releaseSheet(e *screen.Env, topic string, stand domain.Stand) *sheet {
	sh := &sheet{draft: "spectrum/" + topic + "/position"}
	sh.field = newField(e, safetext.Idea, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		seat, ok := speaks(e)
		if !ok {
			return card{title: e.Say("fault.only_delegate")}
		}
		nation := seat.Nation.String()
		c := card{title: guide.Stand(e, nation, stand, ""), save: e.Say("spectrum.foot.release"),
			above: []string{e.Say("spectrum.delegate.words")}, below: []string{e.Say("spectrum.delegate.release")}}
		if stand == domain.ToCouncil {
			c.save = e.Say("spectrum.foot.on")
		}
		c.send = func(e *screen.Env, words string) screen.Do {
			body := domain.Release{Topic: topic, Stand: stand, Words: safetext.Clean(safetext.Idea, words), Lang: e.Lang}
			if stand == domain.ToCouncil {
				s.further(s.dueSheet(e, body))
				return screen.Do{}
			}
			sh.sent = body
			return release(e, nation, body)
		}
		return c
	}
	return sh
}

// dueSheet asks by when the Council answers; a delegate who can't say leaves it
// empty.
func (s *Screen) dueSheet(e *screen.Env, body domain.Release) *sheet {
	sh := &sheet{draft: "spectrum/" + body.Topic + "/council"}
	sh.field = newField(e, safetext.Line, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.council.due"), save: e.Say("spectrum.foot.release"),
			below: []string{e.Say("spectrum.council.unknown"), e.Say("spectrum.day.how")},
			send: func(e *screen.Env, words string) screen.Do {
				seat, ok := speaks(e)
				if !ok {
					return screen.Do{Notice: e.Say("fault.only_delegate")}
				}
				body.Due = domain.Day(strings.TrimSpace(words))
				if body.Due != "" && !body.Due.Valid() {
					return screen.Do{Notice: e.Say("fault.spectrum_day_unknown")}
				}
				sh.sent = body
				return release(e, seat.Nation.String(), body)
			}}
	}
	return sh
}

// release asks once before a position is shown, and says how it will read.
func release(e *screen.Env, nation string, body domain.Release) screen.Do {
	ask := &screen.Ask{Title: e.Say("spectrum.delegate.release.ask", "nation", nation),
		Lines: []string{guide.Stand(e, nation, body.Stand, "")}, Yes: e.Say("spectrum.foot.release"), Do: screen.Give(body)}
	if body.Due != "" {
		ask.Lines[0] = nation + ". " + e.Say("spectrum.position.said.council_due", "due", guide.Day(e, body.Due))
	}
	if !body.Words.IsBlank() {
		ask.Lines = append(ask.Lines, e.Quoted(body.Words.String(), body.Lang))
	}
	return screen.Do{Ask: ask}
}

// consultedSheet notes that governments have spoken with each other elsewhere.
func (s *Screen) consultedSheet(topic string) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.consulted.which")}
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil {
			return c
		}
		for _, n := range t.Unsettled() {
			if n.IsBlank() {
				continue
			}
			c.lines = append(c.lines, line{words: n.String(), do: func(e *screen.Env) screen.Do {
				s.further(s.consultedWords(e, topic, n))
				return screen.Do{}
			}})
		}
		return c
	}}
}

func (s *Screen) consultedWords(e *screen.Env, topic string, nation safetext.Text) *sheet {
	sh := &sheet{draft: "spectrum/" + topic + "/consulted"}
	sh.field = newField(e, safetext.Idea, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.consulted.ask", "nation", nation.String()), save: e.Say("spectrum.foot.save"),
			below: []string{e.Say("common.everyone")},
			send: func(e *screen.Env, words string) screen.Do {
				return s.give(domain.NoteConsultation{Topic: topic, Nation: nation, Words: safetext.Clean(safetext.Idea, words), Lang: e.Lang})
			}}
	}
	return sh
}

// positionWords is a released position as a sentence, with its words.
func positionWords(e *screen.Env, p domain.Position) string {
	words := guide.Stated(e, p)
	if !p.Words.IsBlank() {
		words += " " + e.Quoted(p.Words.String(), p.Lang)
	}
	return words
}

// besideWords are the governments' positions, each apart, beside the count and
// never in it.
func besideWords(e *screen.Env, t *domain.Topic) []string {
	var out []string
	for _, n := range t.Nations() {
		switch p := t.Position(n); {
		case n.IsBlank():
			out = append(out, e.Say("spectrum.frame.tribe.yes", "nations", guide.Nations(e, nil)))
		case p == nil:
			out = append(out, e.Say("spectrum.beside", "position", e.Say("spectrum.position.waiting", "nation", n.String())))
		default:
			out = append(out, e.Say("spectrum.beside", "position", positionWords(e, *p)))
		}
	}
	return out
}
