package values

import (
	"slices"
	"strconv"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/values/guide"
	"convene/tui/theme"
)

// wall shows all cards at once, in an order that tells nothing. The host turns
// pages for the room, and anyone may read ahead.
type wall struct {
	cards memo
	strip strip
	room  domain.Page // the page that the room read when last looked
	own   bool        // one's own cards are in front
	at    int         // the chosen own card; -1 for none
}

func newWall() *wall { return &wall{at: -1} }

func (w *wall) inText() bool { return false }

func (w *wall) leave() { w.strip, w.own, w.at, w.room = strip{}, false, -1, domain.Page{} }

func (w *wall) done(_ *screen.Env, what any, err error) screen.Do {
	if _, ok := what.(domain.WithdrawCard); ok && err == nil {
		w.at = -1
	}
	return screen.Do{}
}

func (w *wall) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	if w.own {
		return w.ownPage(e)
	}
	b := body{e: e}
	p := screen.Page{Focus: -1}
	if round := s.OpenWriting(); round != nil && !v.looking {
		w.coming(e, &b, round, &p)
	}
	if len(s.Cards) == 0 {
		p.Rows = b.rows
		return p
	}
	b.gap()
	b.say(theme.Strong, e.Say("values.wall.count", "n", live(s))+", "+e.Say("values.wall.shuffled"))
	b.say(theme.Dim, s.Came().Said(e.Say))
	b.gap()
	if s.Page.On == domain.StepWall && s.Page != w.room {
		w.room = s.Page
		w.strip.top = min(s.Page.N*guide.PerTurn, max(0, len(s.Cards)-1))
	}
	things := w.cards.all(e, s.Cards)
	rows := w.strip.window(things, -1, e.H-len(b.rows)-1)
	b.add(rows...)
	if w.strip.more() {
		b.say(theme.Dim, e.Say("common.range", "from", w.strip.top+1, "to", w.strip.top+w.strip.shown, "total", len(s.Cards)))
		p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("values.wall.more")})
	}
	if len(mine(e)) > 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.MyAnswer, Words: e.Say("values.foot.my_cards")})
	}
	p.Rows = b.rows
	return p
}

// coming stands before the wall is shown: cards may still be written.
func (w *wall) coming(e *screen.Env, b *body, round *domain.Writing, p *screen.Page) {
	b.say(theme.Strong, e.Say("values.wall.soon"))
	b.gap()
	if round.Cards.May(e.Me) && mayWrite(e) {
		b.say(theme.Plain, e.Say("values.wall.soon_cards"))
		if !round.CalledAt.IsZero() && unsent(e, round) {
			b.say(theme.Waiting, e.Say("values.write.unsent"))
		}
		p.Hints = append(p.Hints, keys.Hint{Action: keys.MyAnswer, Words: e.Say("values.foot.my_cards")})
	}
}

// ownPage lists one's own cards on the wall, in front only while asked for, so
// that neighbours do not read who gave what.
func (w *wall) ownPage(e *screen.Env) screen.Page {
	cards := mine(e)
	w.at = min(w.at, len(cards)-1)
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.wall.own", "n", len(cards)))
	b.gap()
	for i, c := range cards {
		lead := numberLead(e.Theme, i == w.at, strconv.Itoa(i+1), 1)
		words := c.Word.String()
		if t := c.Sentence.String(); t != "" {
			words += ": " + t
		}
		b.add(hang(lead, paint.Paragraph(chosenStyle(i == w.at), e.Theirs(words, c.Lang), e.W-lead.Width()))...)
	}
	b.gap()
	b.say(theme.Dim, e.Say("values.wall.own_back"))
	p := screen.Page{Rows: b.rows, Focus: -1}
	if w.at >= 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.TakeBack})
	} else if len(cards) > 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: digits(len(cards))})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Close})
	return p
}

// mine are the person's own cards that can still be taken back.
func mine(e *screen.Env) []domain.Card {
	s := e.Snap.Values
	if s.Recorded() {
		return nil
	}
	var out []domain.Card
	for _, w := range s.Writings {
		own := domain.ReadClaims(e.Own[w.Claims.ID])
		for _, c := range s.Cards {
			if !c.Withdrawn && c.Writing == w.ID && slices.Contains(own, c.ID) {
				out = append(out, c)
			}
		}
	}
	return out
}

func (w *wall) key(e *screen.Env, _ view, k keys.Key, a keys.Action) screen.Do {
	if w.own {
		return w.ownKey(e, k, a)
	}
	switch {
	case w.strip.more() && w.strip.turn(a):
		return screen.Do{}
	case (a == keys.MyAnswer || a == keys.TakeBack) && e.Snap.Values.OpenWriting() == nil && len(mine(e)) > 0:
		w.own, w.at = true, -1
		return screen.Do{}
	}
	return screen.Ignore()
}

func (w *wall) ownKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	cards := mine(e)
	switch a {
	case keys.Close, keys.Back, keys.MyAnswer:
		w.own = false
	case keys.Choose:
		if n, _ := k.Digit(); n >= 1 && n <= len(cards) {
			w.at = n - 1
		}
	case keys.RowDown, keys.RowUp:
		w.at = stepTo(w.at, len(cards), a)
	case keys.TakeBack:
		if w.at < 0 || w.at >= len(cards) {
			return screen.Do{Notice: e.Say("keys.choose_first")}
		}
		c := cards[w.at]
		return screen.Do{Ask: &screen.Ask{
			Title: e.Say("values.wall.withdraw.ask"), Lines: []string{"\"" + c.Word.String() + "\""},
			Yes: e.Say("keys.takeback.foot"), Do: screen.Give(domain.WithdrawCard{Card: c.ID, Writing: c.Writing}),
		}}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// memo keeps cards laid out, so that a wall of hundreds costs nothing when one
// of them moves. It is emptied when the width, the language or the signs change.
type memo struct {
	width int
	of    int // numbers are as wide as the last one
	lang  string
	marks theme.Marks
	names *roster.State
	rows  map[domain.Card][]paint.Row
}

// all lays the cards of a wall out, each with its number.
func (m *memo) all(e *screen.Env, cards []domain.Card) [][]paint.Row {
	m.fit(e, len(cards))
	out := make([][]paint.Row, len(cards))
	for i, c := range cards {
		c.Cluster, c.MovedBy = "", "" // where it lies is not shown on the wall
		rows, ok := m.rows[c]
		if !ok {
			rows = wallCard(e, i+1, len(cards), c)
			m.rows[c] = rows
		}
		out[i] = rows
	}
	return out
}

func (m *memo) fit(e *screen.Env, of int) {
	if m.rows == nil || m.width != e.W || m.of != of || m.lang != e.Lang || m.marks != e.Theme.Marks || m.names != e.Snap.Roster {
		*m = memo{width: e.W, of: of, lang: e.Lang, marks: e.Theme.Marks, names: e.Snap.Roster, rows: map[domain.Card][]paint.Row{}}
	}
}

// wallCard is a card on the wall: its number, its word as its giver wrote it,
// the sentence beside or below, and at the right whose it is, if they wished,
// and in which language.
func wallCard(e *screen.Env, number, of int, c domain.Card) []paint.Row {
	lead := numberLead(e.Theme, false, strconv.Itoa(number), len(strconv.Itoa(of)))
	if c.Withdrawn {
		return []paint.Row{paint.Join(lead, paint.Line(paint.Text(theme.Dim, e.Say("common.withdrawn"))))}
	}
	note := paint.Line(paint.Text(theme.Dim, cardNote(e, c)))
	wide := e.W - lead.Width()
	word, sentence := c.Word.String(), c.Sentence.String()
	if g := c.Gloss.String(); g != "" {
		if sentence != "" {
			sentence += "  "
		}
		sentence += e.Say("values.wall.gloss", "gloss", g)
	}
	room := wide
	if n := note.Width(); n > 0 {
		room -= n + 2
	}
	first := paint.Line(paint.Text(theme.Plain, word))
	if sentence != "" && first.Width()+2+paint.Width(sentence) <= room {
		first = paint.Join(first, paint.Line(paint.Spaces(2), paint.Text(theme.Dim, sentence)))
		sentence = ""
	}
	lines := []paint.Row{first}
	if first.Width() > room {
		lines = paint.Paragraph(theme.Plain, word, room)
	}
	rows := hang(lead, lines)
	if note.Width() > 0 {
		rows[0] = paint.Ends(rows[0], note, e.W)
	}
	if sentence != "" {
		rows = append(rows, paint.Shift(lead.Width()+2, paint.Paragraph(theme.Dim, sentence, wide-2))...)
	}
	return rows
}

// cardNote is who gave a card, if they wished it or it was asked openly, and the
// language if it is not the reader's.
func cardNote(e *screen.Env, c domain.Card) string {
	who := ""
	if seat := e.Snap.Roster.Seat(c.Seat); seat != nil {
		who = poll.Entered(e.Say, screen.PersonName(seat), byName(e, c.By))
	} else if c.Group != "" {
		who = groupName(e, c.Group)
	} else if byGroup(e.Snap.Values, c.Writing) {
		who = e.Say("values.wall.participant")
	}
	lang := e.InLanguage(c.Lang)
	if who != "" && lang != "" {
		return who + ", " + lang
	}
	return who + lang
}

// byGroup reports whether a round's cards stand beside groups.
func byGroup(s *domain.State, writing string) bool {
	return slices.ContainsFunc(s.Writings, func(w *domain.Writing) bool {
		return w.ID == writing && w.Cards.Mode == poll.GroupLabel
	})
}

func groupName(e *screen.Env, g roster.Group) string {
	if have, ok := e.Lib.Group(string(g)); ok {
		return e.Words.In(have.Name)
	}
	return string(g)
}
