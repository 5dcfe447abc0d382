package spectrum

import (
	"slices"
	"strings"

	"convene/internal/library"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
	"convene/tui/widget/choice"
)

// consentPage asks whether the group can live with level and promise, shows what
// came of it, and how the topic was recorded.
func (s *Screen) consentPage(e *screen.Env, v view) screen.Page {
	t := v.topic
	switch c := t.OpenCheck(); {
	case c != nil && (!c.Poll.May(e.Me) || s.speaksAtCheck(e, c)):
		return s.offerPage(e, v, notAsked(e, c))
	case c != nil && s.isIn(e, c.Poll.ID) && s.at == auto:
		return s.agreedPage(e, c)
	case c != nil:
		return s.agreePage(e, c)
	case t.Verdict != nil:
		return s.verdictPage(e, v)
	case t.LastCheck() != nil:
		return s.outcomePage(e, v)
	}
	return s.offerPage(e, v, e.Say("spectrum.consent.wait"))
}

// speaksAtCheck reports whether a delegate has not said yet that they also
// answer as themselves.
func (s *Screen) speaksAtCheck(e *screen.Env, c *domain.Check) bool {
	_, ok := speaks(e)
	return ok && !s.self[c.ID()] && !s.isIn(e, c.Poll.ID)
}

func notAsked(e *screen.Env, c *domain.Check) string {
	if _, ok := speaks(e); ok {
		return e.Say("spectrum.consent.delegate")
	}
	if seat := e.Seat(); seat != nil && seat.JoinedAt.After(c.OpenedAt) {
		return e.Say("late.vote")
	}
	return e.Say("vote.not_on_list")
}

// offerHead is the level in one line, and offerWords all that is asked about:
// promise, conditions, keeper, day, statement.
func offerHead(e *screen.Env, t *domain.Topic) string {
	levels := t.Levels(e.Snap.Spectrum.Content)
	if len(levels) == 0 {
		return guide.Title(e, t)
	}
	return e.Say("record.level", "topic", guide.Title(e, t), "level", guide.Levels(e, levels))
}

// proposedWords say what the group proposed where it is not what is offered: the
// decision-maker can keep less.
func proposedWords(e *screen.Env, t *domain.Topic, offered []string) string {
	proposed := t.Proposed(e.Snap.Spectrum.Content)
	if len(proposed) == 0 || slices.Equal(proposed, offered) {
		return ""
	}
	return e.Say("spectrum.promise.proposed", "level", guide.Levels(e, proposed))
}

func offerWords(e *screen.Env, t *domain.Topic, o domain.Offer) []string {
	level := guide.Levels(e, o.Levels)
	if len(o.Levels) == 0 {
		level = e.Say("spectrum.lack.level")
	}
	out := []string{e.Say("record.level", "topic", guide.Title(e, t), "level", level)}
	if words := proposedWords(e, t, o.Levels); words != "" {
		out = append(out, words)
	}
	if t.Settlement != nil && o.How != "" {
		out = append(out, settlementWords(e, *t.Settlement))
	}
	if !o.Promise.IsBlank() {
		out = append(out, e.Quoted(o.Promise.String(), e.LangOf(e.Snap.Texts.Get(t.PromiseText()))))
	}
	var parts []string
	if o.Conditions.Filled() {
		parts = append(parts, e.Say("spectrum.promise.conditions")+": "+entryWords(e, o.Conditions)+".")
	}
	if name := guide.Person(e, o.Keeper); name != "" {
		parts = append(parts, e.Say("spectrum.promise.keeper")+": "+name+".")
	}
	if o.Proof != "" {
		parts = append(parts, e.Say("spectrum.promise.proof")+": "+guide.Day(e, o.Proof)+".")
	}
	if len(parts) > 0 {
		out = append(out, strings.Join(parts, " "))
	}
	if o.Statement != nil {
		out = append(out, saidWords(e, guide.Person(e, t.Signs), *o.Statement))
	}
	return out
}

// offerPage shows the offer while nothing can be answered: before the check
// opens, to late comers, and to delegates, who speak for their government first.
func (s *Screen) offerPage(e *screen.Env, v view, why string) screen.Page {
	t := v.topic
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("spectrum.consent.ask"), e.W), nil)
	for _, words := range offerWords(e, t, s.offer(e, t)) {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	p.Rows = append(p.Rows, s.besideRows(e, t)...)
	if n := len(t.Checks); n > 0 && t.Checks[n-1].Voided {
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Waiting, e.Say("spectrum.consent.void"), e.W)...)
	}
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, why, e.W)...)
	p.Hints = s.hostHint(e, v)
	if c := t.OpenCheck(); c != nil && c.Poll.May(e.Me) {
		p.Rows = append(p.Rows, numbered(e, 0, e.Say("spectrum.delegate.self")))
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: "1"})
	}
	p.Hints = append(p.Hints, s.viewHints(e)...)
	return p
}

// offer is what is asked about now: as it stood when the check opened, or as it
// stands.
func (s *Screen) offer(e *screen.Env, t *domain.Topic) domain.Offer {
	if c := t.OpenCheck(); c != nil {
		return c.Asked
	}
	return e.Snap.Spectrum.Offer(guide.World(e), t)
}

// agreePage is the agree scale under the offer; the offer is read on with Space
// where it is longer than its room.
func (s *Screen) agreePage(e *screen.Env, c *domain.Check) screen.Page {
	t, _ := e.Snap.Spectrum.Check(c.ID())
	id := c.Poll.ID
	var options []choice.Option
	for _, a := range e.Lib.Scale() {
		label := e.Words.In(a.Label)
		if hint := a.Hint[e.Lang]; hint != "" {
			label += "  (" + hint + ")"
		}
		options = append(options, choice.Option{Key: []rune(a.Key)[0], Label: label})
	}
	list := choice.New(options...)
	list.Choose(scaleAt(e, s.chosen[id]))
	scale, focus := list.Layout(e.W, e.Theme)
	var tail []paint.Row
	if words := s.checkCall(e, c); words != "" {
		tail = append(tail, paint.Paragraph(theme.Waiting, words, e.W)...)
	}
	if c.Few {
		tail = append(tail, paint.Paragraph(theme.Waiting, e.Say("vote.few.warning"), e.W)...)
	}
	words := e.Say("check.nothing")
	if s.isIn(e, id) {
		words = e.Say("vote.in")
	}
	who := modePromise(e, c.Poll.Mode)
	more := paint.Paragraph(theme.Dim, who+" "+words, e.W)
	ask := paint.Paragraph(theme.Strong, e.Say("spectrum.consent.ask"), e.W)
	offer := s.offerRows(e, t, c, e.H-len(ask)-len(scale)-len(tail)-len(more)-1)
	gap := []paint.Row{nil}
	if len(offer) < leastOffer { // who sees it stays whole; the rest makes room
		more, gap = paint.Paragraph(theme.Dim, who, e.W), nil
		offer = s.offerRows(e, t, c, e.H-len(ask)-len(scale)-len(tail)-len(more))
	}
	tail = append(tail, more...)
	p := screen.Page{Focus: -1}
	p.Rows = append(append(p.Rows, offer...), ask...)
	if focus >= 0 {
		p.Focus = len(p.Rows) + focus
	}
	p.Rows = append(p.Rows, scale...)
	p.Rows = append(append(p.Rows, gap...), tail...)
	if scaleWords(e, s.chosen[id]) != "" {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("check.send_it")}}
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: "0–5"},
		keys.Hint{Action: keys.More, Words: e.Say("spectrum.foot.read_on")}, keys.Hint{Action: keys.Write, Words: e.Say("check.reason")},
		keys.Hint{Action: keys.Pass}, keys.Hint{Action: keys.ReadToMe}, keys.Hint{Action: keys.MyAnswer})
	return p
}

// offerRows is the part of the offer in sight, and a blank row behind it.
func (s *Screen) offerRows(e *screen.Env, t *domain.Topic, c *domain.Check, room int) []paint.Row {
	all := s.memo.rows(e, "offer", c, func() []paint.Row {
		var rows []paint.Row
		for _, words := range offerWords(e, t, c.Asked) {
			rows = append(rows, paint.Paragraph(theme.Plain, words, e.W)...)
		}
		return rows
	})
	room = max(room, 3)
	if len(all)+1 <= room {
		return append(all[:len(all):len(all)], nil)
	}
	room -= 2 // for what is below, and the blank
	if s.read >= len(all) {
		s.read = 0
	}
	end := min(s.read+room, len(all))
	rows := append([]paint.Row(nil), all[s.read:end]...)
	words := e.Say("frame.end")
	if end < len(all) {
		words = e.Say("frame.more", "n", len(all)-end)
	}
	return append(rows, paint.Line(paint.Text(theme.Dim, words)), nil)
}

// leastOffer is how many rows of the offer stand above the scale at least.
const leastOffer = 6

// modePromise says who sees the answers, to the letter.
func modePromise(e *screen.Env, m poll.Mode) string {
	have, ok := e.Lib.Mode(string(m))
	if !ok {
		return ""
	}
	return e.Words.In(have.Promise)
}

// checkCall is the line of a check's last call.
func (s *Screen) checkCall(e *screen.Env, c *domain.Check) string {
	switch {
	case c.CalledAt.IsZero():
		return ""
	case s.chosen[c.Poll.ID] != "":
		return e.Say("vote.last_call.unsent")
	}
	return e.Say("vote.last_call.room")
}

func scaleAt(e *screen.Env, id string) int {
	for i, a := range e.Lib.Scale() {
		if a.ID == id {
			return i
		}
	}
	return -1
}

// scaleWords is an answer of the scale in words.
func scaleWords(e *screen.Env, id string) string {
	if i := scaleAt(e, id); i >= 0 {
		return e.Words.In(library.Text(e.Lib.Scale()[i].Label))
	}
	return ""
}
