package values

import (
	"bytes"
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/agree"
	"convene/tui/widget/field"
)

// consent asks whether the group can live with its list: the list, and below it
// the agree scale with nothing chosen.
type consent struct {
	check   string // the check that the rest belongs to
	scale   *agree.Scale
	strip   strip
	showing bool // an answer that was sent is in front, to be changed
	busy    bool
	reason  *field.Field

	known bool   // something was sent, and the own answer is not loaded anew yet
	sent  string // the answer's id
	over  []byte
}

func newConsent() *consent { return &consent{scale: agree.New()} }

func (c *consent) inText() bool { return c.reason != nil }

func (c *consent) leave() { *c = *newConsent() }

func (c *consent) fit(k *domain.Check) {
	if c.check != k.ID() && c.reason == nil {
		*c = *newConsent()
		c.check = k.ID()
	}
}

// own is the answer in the box; empty for none.
func (c *consent) own(e *screen.Env, k *domain.Check) string {
	value := e.Own[k.Poll.ID]
	if c.known && bytes.Equal(value, c.over) {
		return c.sent
	}
	c.known = false
	return string(value)
}

func (c *consent) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	k := s.OpenCheck()
	if c.reason != nil {
		return c.reasonPage(e, k)
	}
	if k == nil || v.looking {
		return c.resultPage(e)
	}
	c.fit(k)
	ask := body{e: e}
	ask.say(theme.Strong, e.Say("values.consent.ask"))
	p := screen.Page{Focus: -1}
	own := c.own(e, k)
	switch {
	case !mayWrite(e) || !k.Poll.May(e.Me):
		ask.say(theme.Plain, e.Say("vote.not_on_list"))
	case own != "" && !c.showing:
		ask.say(theme.Plain, e.Say("values.consent.in"))
		ask.say(theme.Dim, coming(e, k.Poll))
		p.Hints = append(p.Hints, keys.Hint{Action: keys.MyAnswer}, keys.Hint{Action: keys.Write, Words: c.reasonWords(e, k)})
	default:
		c.ask(e, k, &ask, own)
		p.Hints = c.hints(e, k)
	}
	b := body{e: e}
	room := e.H - len(ask.rows) - 1
	b.add(c.strip.window(list(e, k.Asked), -1, max(room-1, 3))...)
	if c.strip.more() {
		b.say(theme.Dim, e.Say("values.consent.more", "from", c.strip.top+1, "to", c.strip.top+c.strip.shown, "total", c.strip.total))
		p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("values.consent.read_on")})
	}
	if len(b.rows)+len(ask.rows) < e.H {
		b.gap()
	}
	b.add(ask.rows...)
	p.Rows = b.rows
	return p
}

// ask adds the scale and who will see the answer.
func (c *consent) ask(e *screen.Env, k *domain.Check, b *body, own string) {
	rows, _ := c.scale.Layout(e.Lib, e.Words, e.W, e.Theme)
	b.add(rows...)
	chosen, ok := c.scale.Chosen()
	switch {
	case ok && chosen.ID != own && !k.CalledAt.IsZero():
		b.say(theme.Waiting, e.Say("vote.last_call.unsent"))
	case !k.CalledAt.IsZero():
		b.say(theme.Waiting, e.Say("vote.last_call.room"))
	}
	if k.Few {
		b.say(theme.Plain, e.Say("vote.few.warning"))
	}
	b.say(theme.Dim, promise(e, k.Poll.Mode))
}

func (c *consent) hints(e *screen.Env, k *domain.Check) []keys.Hint {
	out := []keys.Hint{{Action: keys.Choose, Keys: "0–5"}}
	if a, ok := c.scale.Chosen(); ok {
		out = []keys.Hint{{Action: keys.Main, Words: e.Say("values.consent.send", "key", a.Key)}}
	}
	return append(out, keys.Hint{Action: keys.Write, Words: c.reasonWords(e, k)})
}

func (c *consent) reasonWords(e *screen.Env, k *domain.Check) string {
	if len(e.Own[k.Reasons.ID]) > 0 {
		return e.Say("values.consent.reason_change")
	}
	return e.Say("check.reason")
}

// list are the values that are asked about, each a thing of its own.
func list(e *screen.Env, asked []domain.Value) [][]paint.Row {
	var out [][]paint.Row
	for _, v := range asked {
		b := body{e: e}
		b.say(theme.Plain, v.Name.String())
		for _, w := range v.Do {
			b.in(3, theme.Dim, e.Say("values.consent.do", "words", w.String()))
		}
		for _, w := range v.Slipped {
			b.in(3, theme.Dim, e.Say("values.consent.slipped", "words", w.String()))
		}
		out = append(out, b.rows)
	}
	return out
}

func (c *consent) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	check := e.Snap.Values.OpenCheck()
	switch {
	case c.reason != nil:
		return c.reasonKey(e, check, k, a)
	case c.strip.more() && c.strip.turn(a):
		return screen.Do{}
	case check == nil || v.looking || !mayWrite(e) || !check.Poll.May(e.Me):
		return screen.Ignore()
	}
	c.fit(check)
	own := c.own(e, check)
	if a == keys.Write {
		return c.beginReason(e, check)
	}
	if own != "" && !c.showing {
		if a != keys.MyAnswer {
			return screen.Ignore()
		}
		c.showing = true
		c.scale.ChooseID(e.Lib, e.Words, own)
		return screen.Do{}
	}
	switch {
	case a == keys.Close && (c.showing || c.chosen()):
		c.showing = false
		c.scale.Clear()
	case a == keys.Main:
		chosen, ok := c.scale.Chosen()
		if !ok {
			return screen.Do{Notice: e.Say("check.nothing_enter")}
		}
		if c.busy {
			return screen.Do{}
		}
		c.busy = true
		return screen.Give(domain.Cast{Poll: check.Poll.ID, Choice: chosen.ID})
	case c.scale.Key(e.Lib, e.Words, k):
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

func (c *consent) chosen() bool {
	_, ok := c.scale.Chosen()
	return ok
}

func reasonDraft(k *domain.Check) string { return k.Reasons.ID }

// beginReason opens the field of a reason: one's draft, or what was sent.
func (c *consent) beginReason(e *screen.Env, k *domain.Check) screen.Do {
	c.reason = field.New(safetext.Line)
	words := e.Drafts[reasonDraft(k)]
	if r, ok := poll.ReadReason(e.Own[k.Reasons.ID]); ok && words == "" {
		words = r.Words.String()
	}
	c.reason.SetText(words)
	return screen.Do{}
}

func (c *consent) reasonPage(e *screen.Env, k *domain.Check) screen.Page {
	b := body{e: e}
	b.say(theme.Strong, e.Say("check.reason.invite"))
	b.gap()
	rows, cursor := c.reason.Layout(e.W-2, e.Theme)
	p := screen.Page{Focus: -1, Cursor: &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(b.rows)}}
	b.add(paint.Shift(2, rows)...)
	b.gap()
	switch {
	case k == nil:
		b.say(theme.Waiting, e.Say("fault.moved_on"))
	case k.Poll.Mode == poll.Named:
		b.say(theme.Plain, e.Say("values.consent.reason_named"))
	default:
		b.say(theme.Plain, e.Say("values.consent.reason_hidden"))
		b.say(theme.Dim, e.Say("vote.reason.style"))
	}
	if k != nil {
		b.say(theme.Dim, promise(e, k.Reasons.Mode))
	}
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.consent.reason_send")}, {Action: keys.Close}}
	return p
}

func (c *consent) reasonKey(e *screen.Env, check *domain.Check, k keys.Key, a keys.Action) screen.Do {
	switch {
	case a == keys.Close:
		c.reason = nil // the words stay in the draft
		return screen.Do{}
	case a == keys.Main && check == nil:
		return screen.Do{Notice: e.Say("fault.moved_on")}
	case a == keys.Main && check.ID() != c.check:
		return screen.Do{Notice: e.Say("fault.moved_on")} // another question than the one it was written to
	case a == keys.Main && c.reason.Empty() && len(e.Own[check.Reasons.ID]) > 0:
		return screen.Give(domain.Withdraw{Poll: check.Reasons.ID})
	case a == keys.Main:
		return screen.Give(domain.WriteReason{Poll: check.Reasons.ID, Words: safetext.Clean(safetext.Line, c.reason.Text()), Lang: e.Lang})
	}
	if !c.reason.Key(k) || check == nil {
		return screen.Do{}
	}
	return screen.Do{Draft: &screen.Draft{Field: reasonDraft(check), Words: c.reason.Text()}}
}

func (c *consent) done(e *screen.Env, what any, err error) screen.Do {
	switch cmd := what.(type) {
	case domain.Cast:
		c.busy = false
		if err == nil {
			c.sent, c.known, c.over, c.showing = cmd.Choice, true, e.Own[cmd.Poll], false
			c.scale.Clear()
		}
	case domain.WriteReason:
		if err == nil {
			c.reason = nil
			return screen.Do{Draft: &screen.Draft{Field: cmd.Poll}}
		}
	case domain.Withdraw:
		if err == nil {
			c.reason = nil
			return screen.Do{Draft: &screen.Draft{Field: cmd.Poll}}
		}
	}
	return screen.Do{}
}

// resultPage is what the last check came to, or the list before one.
func (c *consent) resultPage(e *screen.Env) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	last := s.LastCheck()
	switch {
	case s.Recorded():
		b.say(theme.Strong, e.Say("values.record.done"))
	case last != nil:
		b.say(theme.Strong, e.Say("check.result."+string(last.Outcome.Consent.Standing)))
	default:
		b.say(theme.Strong, e.Say("values.consent.soon"))
	}
	b.gap()
	if last != nil {
		c.outcome(e, &b, last)
	}
	things := list(e, s.List())
	things = append(things, some(e)...)
	foot := body{e: e}
	if !s.Recorded() && last != nil {
		for _, l := range s.Lacks() {
			foot.say(theme.Plain, e.Say("values.host.not_final", "why", e.Say("values.lack."+string(l))))
		}
	}
	p := screen.Page{Focus: -1}
	rows := c.strip.window(things, -1, max(4, e.H-len(b.rows)-len(foot.rows)-2))
	b.add(rows...)
	if c.strip.more() {
		b.say(theme.Dim, e.Say("values.consent.more", "from", c.strip.top+1, "to", c.strip.top+c.strip.shown, "total", c.strip.total))
		p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("values.consent.read_on")})
	}
	if len(foot.rows) > 0 {
		b.gap()
		b.add(foot.rows...)
	}
	p.Rows = b.rows
	return p
}

// outcome is what a check came to: the counts, never an average, who was not
// heard, and the concerns in their holders' words.
func (c *consent) outcome(e *screen.Env, b *body, k *domain.Check) {
	r := k.Outcome.Result
	of := func(id string) int { return r.Of(k.Poll, id) }
	b.add(agree.Counts(e.Lib, e.Words, of, r.Passed, e.W, e.Theme)...)
	if u := k.Outcome.Consent; u.Unheard {
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
		if l := inLanguage(e, x.Lang); l != "" {
			words += "  (" + l + ")"
		}
		b.in(2, theme.Plain, words)
	}
	b.gap()
}

// some are the values that were important to few: kept as such.
func some(e *screen.Env) [][]paint.Row {
	held := e.Snap.Values.HeldBySome()
	if len(held) == 0 {
		return nil
	}
	var names []string
	for _, c := range held {
		names = append(names, e.Snap.Values.Title(c.ID))
	}
	rows := paint.Paragraph(theme.Plain, e.Say("values.some_list", "names", e.Words.List(names)), e.W)
	return [][]paint.Row{slices.Concat(rows, paint.Paragraph(theme.Dim, e.Say("values.some.note"), e.W))}
}
