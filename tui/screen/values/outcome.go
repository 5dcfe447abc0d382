package values

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/agree"
)

// read adds the part of a long text that has room; Space reads on.
func (c *consent) read(e *screen.Env, b *body, p *screen.Page, rows []paint.Row, height int) {
	lines := make([][]paint.Row, len(rows))
	for i, r := range rows {
		lines[i] = []paint.Row{r}
	}
	if len(lines) > height {
		height--
	}
	b.add(c.strip.window(lines, -1, height)...)
	if !c.strip.more() {
		return
	}
	words := e.Say("frame.end")
	if below := len(lines) - c.strip.top - c.strip.shown; below > 0 {
		words = e.Say("frame.more", "n", below)
	}
	b.say(theme.Dim, words)
	p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("values.consent.read_on")})
}

// list are the values that are asked about, with their lines.
func list(e *screen.Env, asked []domain.Value) []paint.Row {
	b := body{e: e}
	for _, v := range asked {
		b.say(theme.Plain, e.Theirs(v.Name.String(), e.Snap.Values.NameLang(v)))
		if len(v.Do) > 0 {
			b.in(3, theme.Dim, e.Say("values.consent.do", "words", joined(e, v, v.Do)))
		}
		if len(v.Slipped) > 0 {
			b.in(3, theme.Dim, e.Say("values.consent.slipped", "words", joined(e, v, v.Slipped)))
		}
	}
	return b.rows
}

// joined are the lines of a value in a row.
func joined(e *screen.Env, v domain.Value, lines []safetext.Text) string {
	var out []string
	for _, l := range lines {
		lang := ""
		for _, d := range e.Snap.Values.Deeds {
			if d.Cluster == v.Cluster && d.Words == l {
				lang = d.Lang
			}
		}
		out = append(out, e.Under(e.Snap.Values.NameLang(v), l.String(), lang))
	}
	return strings.Join(out, "; ")
}

// resultPage is what the last check came to, or the list before one.
func (c *consent) resultPage(e *screen.Env) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	last := s.LastCheck()
	switch {
	case s.Recorded():
		b.say(theme.Strong, e.Say("values.record.done"))
		if last != nil { // how it stands does not end with the record
			b.say(theme.Plain, e.Say("check.result."+string(last.Outcome.Consent.Standing)))
		}
	case last != nil:
		b.say(theme.Strong, e.Say("check.result."+string(last.Outcome.Consent.Standing)))
	default:
		b.say(theme.Strong, e.Say("values.consent.soon"))
	}
	b.gap()
	text := body{e: e}
	if last != nil {
		c.outcome(e, &text, last)
	}
	text.add(list(e, s.List())...)
	if held := some(e); len(held) > 0 {
		text.gap()
		text.add(held...)
	}
	if !s.Recorded() && last != nil {
		text.gap()
		for _, l := range s.Lacks() {
			text.say(theme.Plain, e.Say("values.host.not_final", "why", e.Say("values.lack."+string(l))))
		}
	}
	if s.Recorded() {
		text.gap()
		text.add(origin(e)...)
	}
	p := screen.Page{Focus: -1}
	c.read(e, &b, &p, text.rows, e.H-len(b.rows))
	p.Rows = b.rows
	return p
}

// byName is who put an answer for somebody; empty where nobody did.
func byName(e *screen.Env, by roster.SeatID) string {
	if by == "" {
		return ""
	}
	return personName(e, by)
}

// outcome is what a check came to: the counts, never an average, who was not
// heard, and the concerns in their holders' words.
func (c *consent) outcome(e *screen.Env, b *body, k *domain.Check) {
	r := k.Outcome.Result
	of := func(id string) int { return r.Of(k.Poll, id) }
	b.add(agree.Counts(e.Lib, e.Words, of, r.Passed, e.W, e.Theme)...)
	who := make(map[string][]string)
	for _, n := range r.Named {
		who[n.Choice] = append(who[n.Choice], poll.Entered(e.Say, personName(e, n.Seat), byName(e, n.By)))
	}
	b.add(agree.Openly(e.Lib, e.Words, who, e.W)...)
	b.say(theme.Dim, r.Ways.Said(e.Say))
	if n := of(poll.ReadToMe); n > 0 {
		b.say(theme.Plain, e.Say("check.result.language", "n", n))
	}
	if u := k.Outcome.Consent; u.Unheard && u.Standing.Reached() {
		var names []string
		for _, g := range u.Groups {
			names = append(names, groupName(e, g))
		}
		if len(names) > 0 {
			b.say(theme.Plain, e.Say("check.result.unheard_groups", "groups", e.Words.List(names)))
		} else {
			b.say(theme.Plain, e.Say("check.result.unheard"))
		}
	}
	b.gap()
	for _, x := range k.Outcome.Concerns {
		words := "\"" + x.Words.String() + "\""
		if seat := e.Snap.Roster.Seat(x.Seat); seat != nil {
			words += "  " + screen.PersonName(seat)
		}
		if l := e.InLanguage(x.Lang); l != "" {
			words += "  (" + l + ")"
		}
		b.in(2, theme.Plain, words)
	}
	b.gap()
}

// some are the values that were important to few: kept as such.
func some(e *screen.Env) []paint.Row {
	held := e.Snap.Values.HeldBySome()
	if len(held) == 0 {
		return nil
	}
	var names []string
	for _, c := range held {
		names = append(names, title(e, c.ID))
	}
	rows := paint.Paragraph(theme.Plain, e.Say("values.some_list", "names", e.Words.List(names)), e.W)
	return append(rows, paint.Paragraph(theme.Dim, e.Say("values.some.note"), e.W)...)
}
