package spectrum

import (
	"slices"
	"strings"

	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// stepWords is the second line of the head: "Step 4 of 8 · First vote, …".
func (s *Screen) stepWords(e *screen.Env, v view, more string) string {
	words := e.StepWords(domain.Activity, v.step)
	if more != "" {
		words += ", " + more
	}
	if v.looking {
		words += " " + e.Theme.Dot + " " + e.Say("spectrum.looking")
	}
	return words
}

// around are the hints of keys that act on every step.
func (s *Screen) around(e *screen.Env, v view) []keys.Hint {
	var out []keys.Hint
	if v.looking {
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("spectrum.foot.forward")},
			keys.Hint{Action: keys.Close, Words: e.Say("spectrum.foot.room")})
	}
	if e.Snap.Roster.CanGuide(e.Me) {
		out = append(out, keys.Hint{Action: keys.NextPart, Words: e.Say("host.menu.head")})
	}
	if v.n > 1 {
		out = append(out, keys.Hint{Action: keys.Back, Words: e.Say("spectrum.foot.back")})
	}
	return out
}

// aroundKey handles the keys that act on every step.
func (s *Screen) aroundKey(e *screen.Env, v view, a keys.Action) screen.Do {
	switch a {
	case keys.Back:
		if v.n > 1 {
			s.back++
			return screen.Do{}
		}
	case keys.Close:
		if v.looking || s.older > 0 || len(s.ahead) > 0 {
			s.back, s.older = 0, 0
			clear(s.ahead)
			return screen.Do{}
		}
	case keys.NextPart:
		if e.Snap.Roster.CanGuide(e.Me) {
			s.push(s.hostSheet())
			return screen.Do{}
		}
	case keys.Main:
		if v.looking {
			s.back--
			return screen.Do{}
		}
		if act, ok := s.hostNext(e); ok {
			return s.carry(e, act.Do)
		}
	}
	return screen.Ignore()
}

// hostNext is the host's next act, for a host where the room is.
func (s *Screen) hostNext(e *screen.Env) (guide.Act, bool) {
	if !e.Snap.Roster.CanGuide(e.Me) {
		return guide.Act{}, false
	}
	return guide.Next(e)
}

// hostHint names the host's next act as the main one, on pages where nothing of
// the person's own is to be sent.
func (s *Screen) hostHint(e *screen.Env, v view) []keys.Hint {
	if act, ok := s.hostNext(e); ok && !v.looking {
		return []keys.Hint{{Action: keys.Main, Words: act.Words}}
	}
	return nil
}

// hostSheet lists what a host can do now.
func (s *Screen) hostSheet() *sheet {
	return &sheet{card: func(e *screen.Env) card {
		c := card{title: e.Say("host.menu.head"), menu: true}
		add := func(a guide.Act) {
			c.lines = append(c.lines, line{words: guide.Capital(a.Words), do: func(e *screen.Env) screen.Do {
				s.pop()
				return s.carry(e, a.Do)
			}})
		}
		if a, ok := guide.Next(e); ok {
			add(a)
		}
		for _, a := range guide.Others(e) {
			add(a)
		}
		return c
	}}
}

// stay marks an argument that was asked for here, so that the host does not go
// back to the host's screen afterwards.
const stay = "here:"

// carry hands on what an act does; its own sheets open here at once.
func (s *Screen) carry(e *screen.Env, do screen.Do) screen.Do {
	if do.Open == guide.Screen {
		s.open(e, do.Arg)
		return screen.Do{}
	}
	if do.Ask != nil {
		ask := *do.Ask
		ask.Choices = slices.Clone(ask.Choices)
		for i := range ask.Choices {
			if ask.Choices[i].Do.Open == guide.Screen {
				ask.Choices[i].Do.Arg = stay + ask.Choices[i].Do.Arg
			}
		}
		do.Ask = &ask
	}
	return do
}

// Arg opens a sheet for a host who comes from the host's screen for it; the
// root calls it with an argument of package guide.
func (s *Screen) Arg(e *screen.Env, arg string) {
	arg, here := strings.CutPrefix(arg, stay)
	if s.open(e, arg) && !here {
		s.returns = true
	}
}

// open opens the sheet of an argument.
func (s *Screen) open(e *screen.Env, arg string) bool {
	t := guide.Topic(e)
	if !e.Snap.Roster.CanGuide(e.Me) || t == nil && arg != guide.ArgTopic {
		return false
	}
	switch arg {
	case guide.ArgTopic:
		s.push(s.topicSheet(e))
	case guide.ArgAside:
		s.push(s.asideSheet(t.ID))
	case guide.ArgSettle:
		if p := t.Proposal(); p.None() || p.Stands() {
			return false
		}
		s.push(s.settleSheet(t))
	case guide.ArgStatement:
		s.push(s.statementSheet(t.ID))
	case guide.ArgConsulted:
		s.push(s.consultedSheet(t.ID))
	case guide.ArgReopen:
		s.push(s.reopenSheet(e, t.ID))
	default:
		return false
	}
	return true
}

// emptyPage stands where there is no topic yet.
func (s *Screen) emptyPage(e *screen.Env) screen.Page {
	p := screen.Page{Focus: -1, Hints: s.hostHint(e, view{})}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("spectrum.topics.empty"), e.W), nil)
	p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("spectrum.explain"), e.W)...)
	return p
}

// mayWrite reports whether the person may answer and write.
func mayWrite(e *screen.Env) bool { return e.Snap.Roster.CanWrite(e.Me) }

// mayFill reports whether the person may change the topic's record now.
func mayFill(e *screen.Env, t *domain.Topic) bool {
	if t.Final() || t.OpenRound() != nil || t.OpenCheck() != nil {
		return false
	}
	return e.Snap.Roster.CanGuide(e.Me) || len(t.Rounds) == 0 && mayWrite(e)
}

// speaks gives the person's seat if it speaks for a government.
func speaks(e *screen.Env) (*roster.Seat, bool) {
	seat := e.Seat()
	if seat == nil || seat.Nation.IsBlank() || !mayWrite(e) {
		return nil, false
	}
	return seat, true
}
