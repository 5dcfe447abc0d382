package terms

import (
	"strings"
	"unicode/utf8"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/agree"
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
			return upper(e.Say("check.result.unheard")) + "."
		}
		var names []string
		for _, g := range out.Groups {
			if lib, ok := e.Lib.Group(string(g)); ok {
				names = append(names, e.Words.In(lib.Name))
			}
		}
		return upper(e.Say("check.result.unheard_groups", "groups", e.Words.List(names))) + "."
	}
	if out.Standing == poll.Unasked {
		return e.Say("check.result.nobody")
	}
	return e.Say("check.result." + string(out.Standing))
}

// upper makes a sentence of words that stand in the middle of others elsewhere.
func upper(words string) string {
	_, n := utf8.DecodeRuneInString(words)
	return strings.ToUpper(words[:n]) + words[n:]
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
	if open := openly(e, r.Named); len(open) > 0 {
		p.Rows = append(append(p.Rows, nil), open...)
	}
	p.Rows = append(append(p.Rows, nil), dim(e, e.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast))...)
	if ways := r.Ways.Said(e.Say); ways != "" {
		p.Rows = append(p.Rows, dim(e, ways)...)
	}
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
		words += "  " + poll.Entered(e.Say, name(e, r.Seat), byName(e, r.By))
	}
	return e.Theirs(words, r.Lang)
}

// openly is who gave which answer, where that was asked with names.
func openly(e *screen.Env, named []poll.NamedChoice) []paint.Row {
	who := make(map[string][]string)
	for _, n := range named {
		who[n.Choice] = append(who[n.Choice], poll.Entered(e.Say, name(e, n.Seat), byName(e, n.By)))
	}
	return agree.Openly(e.Lib, e.Words, who, e.W)
}

// byName is who put an answer for somebody; empty where nobody did.
func byName(e *screen.Env, by roster.SeatID) string {
	if by == "" {
		return ""
	}
	return name(e, by)
}

// counts lists how many gave each answer, and says apart who needs the text in
// a language.
func counts(e *screen.Env, c *terms.Check) []paint.Row {
	r := c.Outcome.Result
	of := func(id string) int { return r.Of(c.Poll, id) }
	rows := agree.Counts(e.Lib, e.Words, of, r.Passed, e.W, e.Theme)
	if n := of(poll.ReadToMe); n > 0 {
		rows = append(append(rows, nil), paint.Paragraph(theme.Plain, e.Say("check.result.language", "n", n), e.W)...)
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
