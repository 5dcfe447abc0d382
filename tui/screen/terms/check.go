package terms

import (
	"slices"

	"convene/internal/library"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/widget/choice"
)

// check asks the agree scale about a text: the text itself, its version and its
// languages, and nothing chosen at the start (screens, "Consent").
type check struct {
	s       *Screen
	id      string // the poll
	section string // empty is the whole
	reader  *screen.Writing
	lang    string
	top     int
	over    int
	room    int
	least   int  // rows that the text has at least
	small   bool // not even a piece of the text fits beside the answers
	answers *choice.Choice
	scale   []library.Answer
	asked   string // language the answers were made in
	sent    bool   // the choice in front was sent
	showing bool   // the own answer is shown
}

func newCheck(s *Screen, c *terms.Check) *check {
	return &check{s: s, id: c.ID(), section: c.Section}
}

func (x *check) inText() bool { return false }

// data is the check, open or over; nil if it is no more the last one.
func (x *check) data(e *screen.Env) *terms.Check {
	c := e.Snap.Terms.Whole.Check
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		c = sec.Check
	}
	if c.ID() == x.id {
		return c
	}
	return nil
}

// offer makes the answers in the person's language, with none chosen.
func (x *check) offer(e *screen.Env) {
	if x.answers != nil && x.asked == e.Lang {
		return
	}
	chosen := -1
	if x.answers != nil {
		chosen, _ = x.answers.Chosen()
	}
	x.scale, x.asked = e.Lib.Scale(), e.Lang
	options := make([]choice.Option, len(x.scale))
	for i, a := range x.scale {
		label := e.Words.In(a.Label)
		if len(a.Hint) > 0 {
			label += "  (" + e.Words.In(a.Hint) + ")"
		}
		options[i] = choice.Option{Key: []rune(a.Key)[0], Label: label}
	}
	x.answers = choice.New(options...)
	x.answers.Choose(chosen)
}

func (x *check) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		if a == keys.Main {
			x.s.drop(x)
			return screen.Do{}
		}
		return screen.Ignore()
	}
	x.offer(e)
	may := c.Poll.May(e.Me)
	switch {
	case x.small && (a == keys.More || a == keys.Before):
		return screen.Ignore() // the root turns the pages of a page this small
	case a == keys.More:
		x.top += max(1, x.room-2)
		if x.top > x.over+x.room-3 {
			x.top = 0
		}
		return screen.Do{}
	case a == keys.Before:
		x.top -= max(1, x.room-2)
		return screen.Do{}
	case a == keys.NextPart && canGuide(e):
		x.s.push(&menu{s: x.s, title: actionsTitle, actions: x.hosting})
		return screen.Do{}
	case a == keys.Original:
		x.turnLanguage(e, c)
		return screen.Do{}
	case !may && a == keys.Main:
		x.s.drop(x)
		return screen.Do{}
	case !may:
		return screen.Ignore()
	case x.answers.Key(k):
		x.sent, x.showing = false, false
		return screen.Do{}
	}
	return x.answer(e, a)
}

// answer handles the keys that send, withdraw, show and explain.
func (x *check) answer(e *screen.Env, a keys.Action) screen.Do {
	switch a {
	case keys.Main:
		i, chosen := x.answers.Chosen()
		if !chosen {
			return screen.Do{Notice: e.Say("check.nothing_enter")}
		}
		x.sent = true
		return screen.Give(terms.Answer{Poll: x.id, Choice: x.scale[i].ID})
	case keys.TakeBack:
		if _, have := e.Own[x.id]; !have {
			return screen.Ignore()
		}
		return screen.Give(terms.Answer{Poll: x.id})
	case keys.MyAnswer:
		if _, have := e.Own[x.id]; !have {
			return screen.Do{Notice: e.Say("check.nothing")}
		}
		x.showing = !x.showing
	case keys.Write:
		return x.why(e)
	case keys.Who:
		return screen.Do{Ask: &screen.Ask{Title: e.Say("keys.who.foot"), Lines: []string{e.Words.In(modeOf(e, x.data(e).Poll.Mode).Promise)},
			Choices: []screen.Choice{{Words: e.Say("terms.foot.on")}}}}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// why asks for a reason, which nothing joins to the answer.
func (x *check) why(e *screen.Env) screen.Do {
	c := x.data(e)
	draft := "reason/" + x.id
	if r, ok := poll.ReadReason(e.Own[c.Reasons.ID]); ok && e.Drafts[draft] == "" {
		e.Drafts[draft] = r.Words.String()
	}
	ask := "vote.reason.ask"
	if c.Poll.Mode == poll.Named {
		ask = "vote.reason.ask_named"
	}
	return x.s.ask(safetext.Line, prompt{title: e.Say(ask), note: e.Say("check.reason.invite"), send: e.Say("terms.foot.send"), draft: draft,
		do: func(e *screen.Env, s string) screen.Do {
			return screen.Give(terms.Reason{Poll: x.id, Words: words(safetext.Line, s), Lang: e.Lang})
		}})
}

// done clears the choice of an answer that was taken: it does not stay in sight
// for neighbours.
func (x *check) done(e *screen.Env, what any, err error) screen.Do {
	c, ok := what.(terms.Answer)
	if !ok || c.Poll != x.id {
		return screen.Ignore()
	}
	x.sent = err == nil
	if err != nil {
		return screen.Do{}
	}
	x.answers.Choose(-1)
	x.showing = false
	if x.small && c.Choice != "" { // the line about it is out of sight
		return screen.Do{Notice: e.Say("terms.check.in")}
	}
	return screen.Do{}
}

func (x *check) turnLanguage(e *screen.Env, c *terms.Check) {
	var langs []string
	for _, t := range c.Texts {
		if !slices.Contains(langs, t.Lang) {
			langs = append(langs, t.Lang)
		}
	}
	if len(langs) > 0 {
		x.lang, x.top = langs[(slices.Index(langs, x.textLang(e, c))+1)%len(langs)], 0
	}
}

// hosting is what a host does about an open check: the last call, then close and
// show; two presses, and the second is asked for.
func (x *check) hosting(e *screen.Env) []action {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		return nil
	}
	if c.CalledAt.IsZero() {
		return []action{{e.Say("terms.do.last_call"), func(*screen.Env) screen.Do { return screen.Give(terms.LastCall{Poll: x.id}) }}}
	}
	return []action{{e.Say("vote.close"), func(e *screen.Env) screen.Do {
		out := max(0, len(c.Poll.Roll)-e.Snap.Counts[x.id])
		return screen.Do{Ask: &screen.Ask{Title: e.Say("vote.close.ask", "n", out), Lines: []string{e.Say("vote.close.final")},
			Yes: e.Say("vote.close"), Do: screen.Give(terms.CloseCheck{Poll: x.id})}}
	}}}
}
