package values

import (
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

func (c *consent) reasonWords(e *screen.Env, k *domain.Check) string {
	if len(e.Own[k.Reasons.ID]) > 0 {
		return e.Say("values.consent.reason_change")
	}
	return e.Say("check.reason")
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
