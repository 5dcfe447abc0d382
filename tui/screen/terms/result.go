package terms

import (
	"slices"
	"strings"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// result shows what a closed check said: the standing in words, how many gave
// each answer, and the concerns. It is never an average.
type result struct {
	s       *Screen
	section string
}

func (x *result) inText() bool { return false }

func (x *result) data(e *screen.Env) *terms.Check {
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		return sec.Check
	}
	return e.Snap.Terms.Whole.Check
}

// standing is the outcome of a closed check in one sentence.
func standing(e *screen.Env, c *terms.Check) string {
	if c.Voided {
		return e.Say("vote.void.lost")
	}
	out := c.Outcome.Consent
	if out.Standing.Reached() && out.Unheard {
		if len(out.Groups) == 0 {
			return e.Say("check.result.unheard")
		}
		var names []string
		for _, g := range out.Groups {
			if lib, ok := e.Lib.Group(string(g)); ok {
				names = append(names, e.Words.In(lib.Name))
			}
		}
		return e.Say("check.result.unheard_groups", "groups", e.Words.List(names))
	}
	if out.Standing == poll.Unasked {
		return e.Say("check.result.nobody")
	}
	return e.Say("check.result." + string(out.Standing))
}

func (x *result) page(e *screen.Env) screen.Page {
	c := x.data(e)
	p := screen.Page{Focus: -1, Step: e.Say("terms.whole.head"),
		Hints: []keys.Hint{hint(keys.Main, e.Say("terms.foot.on")), hint(keys.Close, e.Say("ask.back"))}}
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		p.Step = where(e, sec)
	}
	if c == nil || c.IsOpen() {
		p.Rows = plain(e, e.Say("terms.check.gone"))
		return p
	}
	p.Step += " " + e.Theme.Dot + " " + e.Say("terms.version", "version", c.Version)
	p.Rows = strong(e, standing(e, c))
	if c.Voided {
		return p
	}
	p.Rows = append(p.Rows, counts(e, c)...)
	r := c.Outcome.Result
	p.Rows = append(append(p.Rows, nil), dim(e, e.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast))...)
	if s := c.Outcome.Consent.Standing; !s.Reached() {
		p.Rows = append(p.Rows, dim(e, e.Say("check.result.again"))...)
	}
	if len(c.Outcome.Concerns) > 0 {
		p.Rows = append(append(p.Rows, nil), plain(e, e.Say("check.concern.head"))...)
		for _, r := range c.Outcome.Concerns {
			p.Rows = append(p.Rows, indented(e, 2, theme.Plain, concern(e, r))...)
		}
	}
	return p
}

// concern is what someone wrote, in their words, with their name in named mode
// only.
func concern(e *screen.Env, r poll.Reason) string {
	words := "“" + strings.TrimSpace(r.Words.String()) + "”"
	if e.Theme.ASCII {
		words = "\"" + strings.TrimSpace(r.Words.String()) + "\""
	}
	if r.Seat != "" {
		words += "  " + name(e, r.Seat)
	}
	if r.Lang != "" && r.Lang != e.Lang {
		words += "  " + e.Say("common.in_language", "language", language(e, r.Lang))
	}
	return words
}

// counts lists how many gave each answer, with a number beside every bar.
func counts(e *screen.Env, c *terms.Check) []paint.Row {
	scale := e.Lib.Scale()
	widest := 0
	for _, a := range scale {
		widest = max(widest, paint.Width(e.Words.In(a.Label)))
	}
	widest = min(widest, e.W-16)
	var rows []paint.Row
	for _, a := range scale {
		if a.ID == poll.Pass {
			continue
		}
		n := 0
		if i := slices.Index(c.Poll.Options, a.ID); i >= 0 && i < len(c.Outcome.Result.Counts) {
			n = c.Outcome.Result.Counts[i]
		}
		words := e.Say("common.none")
		if n > 0 {
			words = strings.Repeat(e.Theme.Bar, min(n, e.W-widest-8)) + "  " + itoa(n)
		}
		rows = append(rows, paint.Columns(
			paint.Cell{Row: paint.Line(paint.Text(theme.Plain, e.Words.In(a.Label))), Width: widest + 2},
			paint.Cell{Row: paint.Line(paint.Text(theme.Bar, words)), Width: e.W - widest - 2}))
	}
	return rows
}

func (x *result) key(_ *screen.Env, _ keys.Key, a keys.Action) screen.Do {
	if a == keys.Main {
		x.s.drop(x)
		return screen.Do{}
	}
	return screen.Ignore()
}
