package spectrum

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
)

// fieldSheet asks for one field of the record.
func (s *Screen) fieldSheet(e *screen.Env, t *domain.Topic, f domain.Field) *sheet {
	switch f {
	case domain.FieldFixed:
		return s.fixedSheet(t.ID)
	case domain.FieldSigns:
		return s.signsSheet(t.ID)
	case domain.FieldTribe:
		return s.tribeSheet(t.ID)
	}
	return s.wordsSheet(e, t, f)
}

// wordsSheet asks for a field of words, with "nothing" and "no one here can
// decide" a key away.
func (s *Screen) wordsSheet(e *screen.Env, t *domain.Topic, f domain.Field) *sheet {
	id, rev := t.ID, t.Edits[f].Rev
	kind, have := safetext.Idea, ""
	switch f {
	case domain.FieldSentence:
		kind, have = safetext.Line, t.Sentence.Text.String()
	case domain.FieldTouched:
		have = t.Touched.Text.String()
	case domain.FieldOpen:
		have = t.Record.Open.Text.String()
	case domain.FieldDue:
		have = t.Due.Text.String()
	case domain.FieldMeans:
		have = t.Means.Text.String()
	}
	sh := &sheet{draft: "spectrum/" + id + "/" + string(f)}
	sh.field = newField(e, kind, sh.draft, have)
	changed := false
	sh.refused = func(e *screen.Env) {
		if now := e.Snap.Spectrum.Topic(id); now != nil && now.Edits[f].Rev != rev {
			rev, changed = now.Edits[f].Rev, true
		}
	}
	fill := func(x domain.Entry) screen.Do {
		return s.give(domain.Fill{Topic: id, Field: f, Value: domain.Value{Entry: x}, Rev: rev})
	}
	said := func(e *screen.Env, what domain.Said, words string) line {
		return line{words: words, do: func(*screen.Env) screen.Do { return fill(domain.Entry{Said: what}) }}
	}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.field." + string(f)), save: e.Say("spectrum.foot.save"),
			tab: e.Say("spectrum.foot.nothing"), below: []string{e.Say("spectrum.frame.everyone")}}
		if now := e.Snap.Spectrum.Topic(id); changed && now != nil {
			c.below = append([]string{e.Say("spectrum.frame.now", "words", fieldWords(e, now, f))}, c.below...)
		}
		if f != domain.FieldSentence {
			c.lines = []line{said(e, domain.Nothing, e.Say("common.nothing")), said(e, domain.Nobody, e.Say("spectrum.said.nobody"))}
		}
		c.send = func(e *screen.Env, words string) screen.Do {
			return fill(domain.Entry{Text: safetext.Clean(kind, words), Lang: e.Lang})
		}
		return c
	}
	return sh
}

// signsSheet asks who signs: a seat from the list, a name of someone who is not
// here, or nobody.
func (s *Screen) signsSheet(topic string) *sheet {
	return s.personSheet("spectrum.field.signs", "spectrum/"+topic+"/signs", true, func(e *screen.Env, p domain.Person) screen.Do {
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil {
			return screen.Do{}
		}
		return s.give(domain.Fill{Topic: topic, Field: domain.FieldSigns, Value: domain.Value{Person: p},
			Rev: t.Edits[domain.FieldSigns].Rev})
	})
}

// personSheet asks for somebody: a seat by its number, or a name. nobody says
// whether there may be no one.
func (s *Screen) personSheet(title, draft string, nobody bool, take func(*screen.Env, domain.Person) screen.Do) *sheet {
	sh := &sheet{draft: draft}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say(title)}
		for _, seat := range e.Snap.Roster.Here() {
			c.lines = append(c.lines, line{words: screen.PersonName(seat), do: func(e *screen.Env) screen.Do {
				return take(e, domain.Person{Seat: seat.ID})
			}})
		}
		if nobody {
			c.lines = append(c.lines, line{zero: true, words: e.Say("spectrum.said.nobody"), do: func(e *screen.Env) screen.Do {
				return take(e, domain.Person{Said: domain.Nobody})
			}})
		}
		c.letters = []letter{{keys.Write, e.Say("spectrum.foot.not_here"), func(e *screen.Env) screen.Do {
			name := &sheet{draft: draft, field: newField(e, safetext.Title, draft, "")}
			name.card = func(e *screen.Env) card {
				return card{title: e.Say("spectrum.person.not_here"), save: e.Say("spectrum.foot.save"),
					below: []string{e.Say("spectrum.person.not_here.note")},
					send: func(e *screen.Env, words string) screen.Do {
						return take(e, domain.Person{Name: safetext.Clean(safetext.Title, words)})
					}}
			}
			s.further(name)
			return screen.Do{}
		}}}
		return c
	}
	return sh
}

// tribeSheet asks whether the topic affects a Tribe. A delegate says it for
// their own government, at any time.
func (s *Screen) tribeSheet(topic string) *sheet {
	sh := &sheet{}
	sh.card = func(e *screen.Env) card {
		t := e.Snap.Spectrum.Topic(topic)
		c := card{title: e.Say("spectrum.field.tribe"), below: []string{e.Say("spectrum.frame.tribe.note")}}
		if t == nil {
			return c
		}
		seat, delegate := speaks(e)
		if mayFill(e, t) {
			fill := func(v string) func(*screen.Env) screen.Do {
				return func(*screen.Env) screen.Do {
					return s.give(domain.Fill{Topic: topic, Field: domain.FieldTribe, Value: domain.Value{Tribe: v},
						Rev: t.Edits[domain.FieldTribe].Rev})
				}
			}
			c.lines = append(c.lines, line{words: e.Say("spectrum.frame.tribe.no"), chosen: t.Tribe == domain.TribeNo, do: fill(domain.TribeNo)},
				line{words: e.Say("spectrum.frame.tribe.unnamed"), chosen: t.Tribe == domain.TribeYes && t.Flagged(safetext.Text{}), do: fill(domain.TribeYes)})
			for _, n := range e.Snap.Roster.Nations {
				if !delegate || !seat.Delegate() || n.Name != seat.Nation {
					c.lines = append(c.lines, s.nationLine(e, t, n.Name, e.Say("spectrum.frame.tribe.yes", "nations", n.Name.String())))
				}
			}
			c.letters = []letter{{keys.Write, e.Say("spectrum.foot.nation"), func(e *screen.Env) screen.Do {
				s.further(s.nationSheet(e, topic))
				return screen.Do{}
			}}}
		}
		if delegate && seat.Delegate() {
			words := e.Say("spectrum.delegate.affects", "nation", seat.Nation.String())
			if t.Flagged(seat.Nation) {
				words = e.Say("spectrum.delegate.clear", "nation", seat.Nation.String())
			}
			own := s.nationLine(e, t, seat.Nation, words)
			own.chosen = false
			c.lines = append(c.lines, own)
		}
		return c
	}
	return sh
}

// nationLine sets a flag for a nation, or takes it back.
func (s *Screen) nationLine(_ *screen.Env, t *domain.Topic, nation safetext.Text, words string) line {
	flagged := t.Flagged(nation)
	return line{words: words, chosen: flagged, do: func(*screen.Env) screen.Do {
		if flagged {
			return s.give(domain.Unaffect{Topic: t.ID, Nation: nation})
		}
		return s.give(domain.Affect{Topic: t.ID, Nation: nation})
	}}
}

// nationSheet asks for a Tribe's name, as it writes it.
func (s *Screen) nationSheet(e *screen.Env, topic string) *sheet {
	sh := &sheet{draft: "spectrum/" + topic + "/nation"}
	sh.field = newField(e, safetext.Name, sh.draft, "")
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.nation.name"), save: e.Say("spectrum.foot.save"),
			below: []string{e.Say("spectrum.frame.tribe.note")},
			send: func(_ *screen.Env, words string) screen.Do {
				return s.give(domain.Affect{Topic: topic, Nation: safetext.Clean(safetext.Name, words)})
			}}
	}
	return sh
}

// seatName is how a seat is called, empty for one that is gone.
func seatName(e *screen.Env, id roster.SeatID) string {
	if seat := e.Snap.Roster.Seat(id); seat != nil {
		return screen.PersonName(seat)
	}
	return ""
}
