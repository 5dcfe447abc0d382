package values

import (
	"bytes"
	"strconv"
	"strings"

	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/values/guide"
	"convene/tui/theme"
)

// write is the quiet writing: one's own cards, and the form of one of them.
type write struct {
	form   *form // nil while no card is being written
	prompt int
	at     int // the chosen own card, from 0; -1 for none
	busy   bool

	// sent are the cards of the last command that was taken, until the own answer
	// is loaded anew; over is the answer they replace.
	sent   []domain.Draft
	passed bool
	over   []byte
	known  bool
}

func newWrite() *write { return &write{at: -1} }

func (w *write) inText() bool { return w.form != nil && w.form.field() != nil }

func (w *write) leave() { w.form, w.at, w.busy = nil, -1, false }

// mine are the person's own cards as they lie in the box.
func (w *write) mine(e *screen.Env, round *domain.Writing) (cards []domain.Draft, passed bool) {
	own := e.Own[round.Cards.ID]
	if w.known && bytes.Equal(own, w.over) {
		return w.sent, w.passed
	}
	w.known = false
	return domain.ReadCards(own)
}

func (w *write) page(e *screen.Env, v view) screen.Page {
	round := e.Snap.Values.OpenWriting()
	if round == nil && w.form == nil {
		return w.closedPage(e)
	}
	if w.form != nil {
		return w.formPage(e, round)
	}
	s := e.Snap.Values
	b := body{e: e}
	b.say(theme.Strong, w.question(e))
	b.gap()
	p := screen.Page{Focus: -1}
	if v.looking || !mayWrite(e) || !round.Cards.May(e.Me) {
		b.say(theme.Plain, e.Say("vote.not_on_list"))
		p.Rows = b.rows
		return p
	}
	cards, passed := w.mine(e, round)
	w.at = min(w.at, len(cards)-1)
	if b.add(called(e, round)...); unsent(e, round) && round.CalledAt.IsZero() {
		b.say(theme.Waiting, e.Say("values.write.waits"))
	}
	b.gap()
	for i, c := range cards {
		b.add(ownCard(e, i, i == w.at, c)...)
	}
	switch {
	case passed:
		b.say(theme.Plain, e.Say("values.write.passed"))
	case len(cards) == 0:
		b.say(theme.Plain, e.Say("values.write.none", "n", round.PerSeat))
	default:
		b.say(theme.Dim, e.Say("values.write.sent", "n", len(cards)))
	}
	b.gap()
	if round.Few {
		b.say(theme.Plain, e.Say("vote.few.warning"))
	}
	b.say(theme.Dim, guide.CardPromise(e, round.Cards.Mode)+" "+coming(e, round.Cards))
	if s.DeckShown && len(cards) > 0 {
		b.gap()
		b.say(theme.Dim, e.Say("values.write.deck"))
		b.in(2, theme.Plain, deck(e))
	}
	p.Rows, p.Hints = b.rows, w.hints(e, round, len(cards))
	return p
}

// question is one of the prompts; g goes on to the next.
func (w *write) question(e *screen.Env) string {
	prompts := e.Snap.Values.Content.Write
	if len(prompts) == 0 {
		return e.Say("values.write.question")
	}
	return in(e, prompts[w.prompt%len(prompts)])
}

// ownCard is a line of the own cards.
func ownCard(e *screen.Env, i int, chosen bool, c domain.Draft) []paint.Row {
	lead := numberLead(e.Theme, chosen, strconv.Itoa(i+1), 1)
	words := c.Word.String()
	if s := c.Sentence.String(); s != "" {
		words += ": " + s
	}
	var marks []string
	if l := e.InLanguage(c.Lang); l != "" {
		marks = append(marks, l)
	}
	if c.Signed {
		marks = append(marks, e.Say("values.write.signed"))
	}
	if len(marks) > 0 {
		words += "  (" + strings.Join(marks, ", ") + ")"
	}
	return hang(lead, paint.Paragraph(chosenStyle(chosen), words, e.W-lead.Width()))
}

// deck are the words of others, which show after one's own.
func deck(e *screen.Env) string {
	var words []string
	for _, d := range e.Snap.Values.Content.Deck {
		words = append(words, in(e, d.Text))
	}
	return strings.Join(words, " "+e.Theme.Dot+" ")
}

func (w *write) hints(e *screen.Env, round *domain.Writing, cards int) []keys.Hint {
	var out []keys.Hint
	switch {
	case w.at >= 0:
		return []keys.Hint{{Action: keys.Edit}, {Action: keys.TakeBack}, {Action: keys.Close}}
	case unsent(e, round):
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.write.go_on"), Field: true})
	case cards < round.PerSeat:
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.write.begin"), Field: true})
	}
	if cards > 0 {
		out = append(out, keys.Hint{Action: keys.Choose, Keys: digits(cards), Words: e.Say("values.write.choose")})
	} else {
		out = append(out, keys.Hint{Action: keys.Pass})
	}
	if len(e.Snap.Values.Content.Write) > 1 {
		out = append(out, keys.Hint{Action: keys.Guidance, Words: e.Say("values.write.another_question")})
	}
	return out
}

// digits shows the keys of a list: "1–3".
func digits(n int) string {
	if n <= 1 {
		return "1"
	}
	return "1–" + strconv.Itoa(min(n, 9))
}

// formPage is the card being written, and who will see it.
func (w *write) formPage(e *screen.Env, round *domain.Writing) screen.Page {
	b := body{e: e}
	b.say(theme.Strong, w.question(e))
	b.gap()
	rows, cursor := w.form.layout(e)
	p := screen.Page{Focus: -1}
	if cursor != nil {
		p.Cursor = &paint.Point{X: cursor.X, Y: cursor.Y + len(b.rows)}
	}
	b.add(rows...)
	b.gap()
	if round != nil {
		n := w.form.edit
		cards, _ := w.mine(e, round)
		if n < 0 {
			n = len(cards)
		}
		p.Step = e.Say("values.write.card", "number", n+1, "total", round.PerSeat)
		if !round.CalledAt.IsZero() {
			b.say(theme.Waiting, e.Say("values.write.unsent"))
		}
		b.say(theme.Dim, guide.CardPromise(e, round.Cards.Mode))
	} else {
		b.say(theme.Waiting, e.Say("values.write.too_late"))
	}
	p.Rows = b.rows
	if round == nil {
		p.Hints = []keys.Hint{{Action: keys.Close}}
		return p
	}
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.write.next")}}
	if w.form.last() {
		p.Hints[0].Words = e.Say("values.write.send")
	}
	if w.form.field() == nil {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: "1–2"})
		if w.form.at == atLang {
			p.Hints[1].Keys = digits(len(e.Lib.Languages()) + 1)
		}
	}
	if p.Hints = append(p.Hints, keys.Hint{Action: keys.Close}); w.form.last() {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.NextPart, Words: e.Say("values.write.again")})
	}
	return p
}

// closedPage stands where nothing is gathered: before the cards open, and when
// the room looks back.
func (w *write) closedPage(e *screen.Env) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	if len(s.Cards) > 0 {
		b.say(theme.Strong, e.Say("values.write.over", "n", live(s)))
		b.gap()
		b.say(theme.Plain, e.Say("values.write.over_wall"))
		return screen.Page{Rows: b.rows, Focus: -1}
	}
	b.say(theme.Strong, w.question(e))
	b.gap()
	if last := len(s.Writings) - 1; last >= 0 && s.Writings[last].Void != "" {
		b.say(theme.Plain, e.Say("vote.void."+s.Writings[last].Void))
	}
	b.say(theme.Plain, e.Say("values.write.soon"))
	b.gap()
	b.say(theme.Dim, guide.CardPromise(e, s.HowAsked()))
	return screen.Page{Rows: b.rows, Focus: -1}
}

// live counts the cards on the wall that were not taken back.
func live(s *domain.State) int {
	n := 0
	for _, c := range s.Cards {
		if !c.Withdrawn {
			n++
		}
	}
	return n
}
