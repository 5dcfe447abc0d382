package spectrum

import (
	"strings"

	"convene/internal/safetext"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// setPromise changes one part beside the promise's text.
func (s *Screen) setPromise(e *screen.Env, topic string, change func(*domain.SetPromise)) screen.Do {
	t := e.Snap.Spectrum.Topic(topic)
	if t == nil {
		return screen.Do{}
	}
	c := domain.SetPromise{Topic: t.ID, Conditions: t.Promise.Conditions, Keeper: t.Promise.Keeper, Proof: t.Promise.Proof, Rev: t.Promise.Rev}
	change(&c)
	return s.give(c)
}

func (s *Screen) conditionsSheet(e *screen.Env, t *domain.Topic) *sheet {
	topic := t.ID
	sh := &sheet{draft: "spectrum/" + topic + "/conditions"}
	sh.field = newField(e, safetext.Idea, sh.draft, t.Promise.Conditions.Text.String())
	set := func(e *screen.Env, x domain.Entry) screen.Do {
		return s.setPromise(e, topic, func(c *domain.SetPromise) { c.Conditions = x })
	}
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say("spectrum.promise.conditions"), save: e.Say("spectrum.foot.save"), tab: e.Say("spectrum.foot.nothing"),
			below: []string{e.Say("common.everyone")},
			lines: []line{{words: e.Say("common.nothing"), do: func(e *screen.Env) screen.Do {
				return set(e, domain.Entry{Said: domain.Nothing})
			}}},
			send: func(e *screen.Env, words string) screen.Do {
				return set(e, domain.Entry{Text: safetext.Clean(safetext.Idea, words), Lang: e.Lang})
			}}
	}
	return sh
}

func (s *Screen) keeperSheet(topic string) *sheet {
	return s.personSheet("spectrum.promise.keeper", "spectrum/"+topic+"/keeper", false, func(e *screen.Env, p domain.Person) screen.Do {
		return s.setPromise(e, topic, func(c *domain.SetPromise) { c.Keeper = p })
	})
}

func (s *Screen) proofSheet(e *screen.Env, t *domain.Topic) *sheet {
	topic := t.ID
	return daySheet(e, "spectrum.promise.proof", "spectrum/"+topic+"/proof", string(t.Promise.Proof), func(e *screen.Env, d domain.Day) screen.Do {
		return s.setPromise(e, topic, func(c *domain.SetPromise) { c.Proof = d })
	})
}

// daySheet asks for a day, written as 2027-06-01.
func daySheet(e *screen.Env, title, draft, have string, take func(*screen.Env, domain.Day) screen.Do) *sheet {
	sh := &sheet{draft: draft}
	sh.field = newField(e, safetext.Line, draft, have)
	sh.card = func(e *screen.Env) card {
		return card{title: e.Say(title), save: e.Say("spectrum.foot.save"),
			below: []string{e.Say("spectrum.day.how"), e.Say("common.everyone")},
			send: func(e *screen.Env, words string) screen.Do {
				return take(e, domain.Day(strings.TrimSpace(words)))
			}}
	}
	return sh
}

// statementSheet asks the decision-maker, or a host who passes it on, for one of
// the three things that can be said (domain §4.2).
func (s *Screen) statementSheet(topic string) *sheet {
	sh := &sheet{}
	sh.card = func(e *screen.Env) card {
		c := card{}
		t := e.Snap.Spectrum.Topic(topic)
		if t == nil {
			return c
		}
		c.title = e.Say("spectrum.statement.ask", "name", guide.Person(e, t.Signs))
		c.above = []string{offerHead(e, t)}
		if promise := e.Snap.Spectrum.Offer(guide.World(e), t).Promise; !promise.IsBlank() {
			c.above = append(c.above, e.Quoted(promise.String(), e.LangOf(e.Snap.Texts.Get(t.PromiseText()))))
		}
		c.below = []string{e.Say("spectrum.statement.record")}
		of := e.Snap.Spectrum.Print(e.Snap.Texts.Get, t)
		declare := func(body domain.Declare) screen.Do {
			body.Of = of
			s.sheet().sent = body
			st := domain.Statement{Kind: body.Kind, Level: body.Level, Because: body.Because, By: body.By}
			return screen.Do{Ask: &screen.Ask{Title: e.Say("spectrum.statement.confirm"),
				Lines: []string{saidWords(e, guide.Person(e, t.Signs), st)}, Yes: e.Say("spectrum.foot.record"), Do: screen.Give(body)}}
		}
		c.lines = []line{
			{words: e.Say("spectrum.statement.choice.can_keep"), do: func(*screen.Env) screen.Do {
				return declare(domain.Declare{Topic: topic, Kind: domain.CanKeep})
			}},
			{words: e.Say("spectrum.statement.choice.up_to"), do: func(*screen.Env) screen.Do {
				s.further(s.upToSheet(topic, declare))
				return screen.Do{}
			}},
			{words: e.Say("spectrum.statement.choice.must_check"), do: func(e *screen.Env) screen.Do {
				s.further(daySheet(e, "spectrum.statement.by", "spectrum/"+topic+"/by", "", func(_ *screen.Env, d domain.Day) screen.Do {
					return declare(domain.Declare{Topic: topic, Kind: domain.MustCheck, By: d})
				}))
				return screen.Do{}
			}},
		}
		return c
	}
	return sh
}

// upToSheet asks up to which level, and then why.
func (s *Screen) upToSheet(topic string, declare func(domain.Declare) screen.Do) *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.statement.which")}
		for _, l := range e.Snap.Spectrum.Content.Levels {
			c.lines = append(c.lines, line{words: guide.In(e, l.Name), do: func(e *screen.Env) screen.Do {
				why := &sheet{draft: "spectrum/" + topic + "/because"}
				why.field = newField(e, safetext.Idea, why.draft, "")
				why.card = func(e *screen.Env) card {
					return card{title: e.Say("spectrum.statement.why", "level", guide.Level(e, l.ID)), save: e.Say("spectrum.foot.on"),
						below: []string{e.Say("spectrum.statement.record")},
						send: func(e *screen.Env, words string) screen.Do {
							because := domain.Entry{Text: safetext.Clean(safetext.Idea, words), Lang: e.Lang}
							if because.Text.IsBlank() {
								return screen.Do{Notice: e.Say("fault.reason_needed")}
							}
							return declare(domain.Declare{Topic: topic, Kind: domain.UpTo, Level: l.ID, Because: because})
						}}
				}
				s.further(why)
				return screen.Do{}
			}})
		}
		return c
	}}
}

// settleSheet asks what becomes of two levels that stand; the host writes down
// what the group decided.
func (s *Screen) settleSheet(t *domain.Topic) *sheet {
	topic, p := t.ID, t.Proposal()
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.result.choose"), below: []string{e.Say("spectrum.settle.group")}}
		if now := e.Snap.Spectrum.Topic(topic); now != nil {
			c.above = []string{guide.Proposal(e, now, now.LastRound(domain.Second))}
		}
		for _, how := range []domain.How{domain.Stage, domain.Pilot, domain.Carry} {
			c.lines = append(c.lines, line{words: e.Say("spectrum.how." + string(how)), do: func(e *screen.Env) screen.Do {
				s.further(s.pairSheet(topic, p, how))
				return screen.Do{}
			}})
		}
		return c
	}}
}

// pairSheet asks for the two levels in their order: of a tie the two there are,
// of answers far apart any two between the ends.
func (s *Screen) pairSheet(topic string, p domain.Proposal, how domain.How) *sheet {
	low, high := p.Low, p.High
	if p.Tie {
		low, high = p.Middle.Low, p.Middle.High
	}
	first := -1
	sh := &sheet{}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("spectrum.settle.first." + string(how))}
		if first >= 0 {
			c.title = e.Say("spectrum.settle.second", "first", guide.LevelAt(e, first))
		}
		for i := low; i <= high; i++ {
			if i == first {
				continue
			}
			c.lines = append(c.lines, line{words: guide.LevelAt(e, i), do: func(e *screen.Env) screen.Do {
				if first < 0 && !p.Tie {
					first = i
					return screen.Do{}
				}
				a, b := i, low+high-i // of two, the other one
				if first >= 0 {
					a, b = first, i
				}
				return s.settleDay(e, topic, p.Round, how, a, b)
			}})
		}
		return c
	}
	return sh
}

// settleDay asks by when, where that is part of the way.
func (s *Screen) settleDay(e *screen.Env, topic, round string, how domain.How, a, b int) screen.Do {
	levels := e.Snap.Spectrum.Content.Levels
	set := domain.Settlement{Round: round, How: how, Levels: [2]string{levels[a].ID, levels[b].ID}}
	take := func(_ *screen.Env, d domain.Day) screen.Do {
		set.Day = d
		return s.give(domain.SettleLevels{Topic: topic, Settlement: set})
	}
	if how == domain.Carry {
		return take(e, "")
	}
	s.further(daySheet(e, "spectrum.settle.day."+string(how), "spectrum/"+topic+"/settle", "", take))
	return screen.Do{}
}
