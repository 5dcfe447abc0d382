package values

import (
	"bytes"
	"slices"

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
	focus   int // the row of the chosen answer at the last layout; -1 for none
	strip   strip
	text    bool // in a small window: the list is in front, not the answers
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
	p := screen.Page{Focus: -1}
	ask := c.below(e, k, &p, false)
	text := list(e, k.Asked)
	if len(ask)+1+leastText > e.H { // the values stay in sight; who sees the answer stands whole below them
		ask = c.below(e, k, &p, true)
		text = append(append(text, nil), paint.Paragraph(theme.Dim, promise(e, k.Poll.Mode), e.W)...)
	}
	gap := 1
	if len(ask)+gap+leastText > e.H {
		gap = 0
	}
	room := e.H - len(ask) - gap
	if room < leastText {
		return c.smallPage(e, k, p, ask)
	}
	b := body{e: e}
	c.read(e, &b, &p, text, room)
	if gap > 0 {
		b.gap()
	}
	if c.focus >= 0 {
		p.Focus = len(b.rows) + c.focus
	}
	b.add(ask...)
	p.Rows = b.rows
	return p
}

// below is what stands below the values: the question with its answers, or what
// became of one's own. In brief it leaves out what is said elsewhere.
func (c *consent) below(e *screen.Env, k *domain.Check, p *screen.Page, brief bool) []paint.Row {
	ask := body{e: e}
	ask.say(theme.Strong, e.Say("values.consent.ask"))
	c.focus = -1
	own := c.own(e, k)
	switch {
	case !mayWrite(e) || !k.Poll.May(e.Me):
		ask.say(theme.Plain, e.Say("vote.not_on_list"))
	case own != "" && !c.showing:
		ask.say(theme.Plain, e.Say("values.consent.in"))
		ask.say(theme.Dim, coming(e, k.Poll))
		p.Hints = []keys.Hint{{Action: keys.MyAnswer}, {Action: keys.Write, Words: c.reasonWords(e, k)}}
	default:
		c.ask(e, k, &ask, own, brief)
		p.Hints = c.hints(e, k)
	}
	return ask.rows
}

// leastText is how many rows of the list stand above the answers at least. In a
// smaller window Tab goes from one to the other.
const leastText = 3

func (c *consent) smallPage(e *screen.Env, k *domain.Check, p screen.Page, ask []paint.Row) screen.Page {
	other := e.Say("values.consent.part.values")
	if c.text {
		other = e.Say("values.consent.part.answers")
	}
	p.Hints = slices.Insert(p.Hints, min(1, len(p.Hints)), keys.Hint{Action: keys.NextPart, Words: other})
	if !c.text {
		c.strip = strip{}
		p.Rows, p.Focus = ask, c.focus
		return p
	}
	b := body{e: e}
	c.read(e, &b, &p, list(e, k.Asked), e.H)
	p.Rows = b.rows
	return p
}

// ask adds the scale and who will see the answer.
func (c *consent) ask(e *screen.Env, k *domain.Check, b *body, own string, brief bool) {
	rows, at := c.scale.Layout(e.Lib, e.Words, e.W, e.Theme)
	if at >= 0 {
		c.focus = len(b.rows) + at
	}
	b.add(rows...)
	chosen, ok := c.scale.Chosen()
	switch {
	case ok && chosen.ID != own && !k.CalledAt.IsZero():
		b.say(theme.Waiting, e.Say("vote.last_call.unsent"))
	case !k.CalledAt.IsZero():
		b.say(theme.Waiting, e.Say("vote.last_call.room"))
	}
	if k.Few && !(brief && !k.CalledAt.IsZero()) {
		b.say(theme.Plain, e.Say("vote.few.warning"))
	}
	if brief {
		b.say(theme.Dim, inShort(e, k.Poll.Mode))
	} else {
		b.say(theme.Dim, promise(e, k.Poll.Mode))
	}
}

func (c *consent) hints(e *screen.Env, k *domain.Check) []keys.Hint {
	out := []keys.Hint{{Action: keys.Choose, Keys: "0–5"}}
	if a, ok := c.scale.Chosen(); ok {
		out = []keys.Hint{{Action: keys.Main, Words: e.Say("values.consent.send", "key", a.Key)}}
	}
	return append(out, keys.Hint{Action: keys.Write, Words: c.reasonWords(e, k)})
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
	if a == keys.NextPart || a == keys.PrevPart {
		c.text = !c.text
		return screen.Do{}
	}
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
		c.text = false
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

func (c *consent) chosen() bool {
	_, ok := c.scale.Chosen()
	return ok
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
