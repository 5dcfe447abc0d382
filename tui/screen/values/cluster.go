package values

import (
	"strconv"

	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// cluster is the gathering of like with like: choose a card by its number, then
// the gathering it goes to. Numbers stay the same for all, whatever others do
// meanwhile, so that people can speak of "card 12" and no key lands elsewhere.
type cluster struct {
	sorted sorted
	strip  strip
	lines  memo
	typed  number
	at     string // the chosen card; empty for none
	moving *moving
	naming *naming
}

func newCluster() *cluster { return &cluster{} }

func (c *cluster) inText() bool { return c.naming != nil }

func (c *cluster) leave() {
	c.strip, c.typed, c.at, c.moving, c.naming = strip{}, 0, "", nil, nil
}

// sorted is the wall as it lies now: which cards are where. It is made once for
// each state.
type sorted struct {
	of    *domain.State
	cards map[string]int   // a card's place on the wall
	in    map[string][]int // cards by gathering, "" for those in none
	live  []int            // gatherings that hold cards, by their place
	order []int            // cards as the list shows them
}

func (x *sorted) fit(s *domain.State) *sorted {
	if x.of == s {
		return x
	}
	*x = sorted{of: s, cards: make(map[string]int, len(s.Cards)), in: map[string][]int{}}
	for i, c := range s.Cards {
		x.cards[c.ID] = i
		if !c.Withdrawn {
			x.in[c.Cluster] = append(x.in[c.Cluster], i)
		}
	}
	x.order = append(x.order, x.in[""]...)
	for i, g := range s.Clusters {
		if cards := x.in[g.ID]; len(cards) > 0 {
			x.live = append(x.live, i)
			x.order = append(x.order, cards...)
		}
	}
	return x
}

// title is a gathering's name or, while it has none, its first card's word.
func (x *sorted) title(i int) string {
	g := x.of.Clusters[i]
	if !g.Name.IsBlank() {
		return g.Name.String()
	}
	if cards := x.in[g.ID]; len(cards) > 0 {
		return x.of.Cards[cards[0]].Word.String()
	}
	return ""
}

// place is a gathering's place by its id, -1 for none.
func (x *sorted) place(id string) int {
	for _, i := range x.live {
		if x.of.Clusters[i].ID == id {
			return i
		}
	}
	return -1
}

// chosen is the card that is chosen and still on the wall.
func (c *cluster) chosen(x *sorted) (domain.Card, bool) {
	i, ok := x.cards[c.at]
	if !ok || x.of.Cards[i].Withdrawn {
		return domain.Card{}, false
	}
	return x.of.Cards[i], true
}

// free reports whether the person may gather now.
func free(e *screen.Env, v view) bool {
	s := e.Snap.Values
	return !v.looking && mayWrite(e) && !s.Recorded() && s.OpenWriting() == nil && s.OpenMarking() == nil && s.OpenCheck() == nil
}

func (c *cluster) page(e *screen.Env, v view) screen.Page {
	x := c.sorted.fit(e.Snap.Values)
	switch {
	case c.naming != nil:
		return c.naming.page(e, x)
	case c.moving != nil:
		if _, ok := c.chosen(x); ok {
			return c.movingPage(e, x)
		}
		c.moving = nil
	}
	b := body{e: e}
	head := "values.cluster.pick"
	if !free(e, v) {
		head = "values.cluster.head"
	}
	b.say(theme.Strong, e.Say(head))
	b.say(theme.Dim, lastAct(e, x))
	b.gap()
	card, chosen := c.chosen(x)
	foot := body{e: e}
	if chosen {
		foot.gap()
		foot.say(theme.Dim, cardWords(e, card))
	}
	things, at := c.things(e, x)
	room := e.H - len(b.rows) - len(foot.rows) - 1
	b.add(c.strip.window(things, at, room)...)
	p := screen.Page{Focus: -1}
	if c.strip.more() {
		b.say(theme.Dim, e.Say("values.cluster.some", "n", len(x.order)))
	}
	b.add(foot.rows...)
	p.Rows, p.Hints = b.rows, c.hints(e, v, x, chosen)
	return p
}

func (c *cluster) hints(e *screen.Env, v view, x *sorted, chosen bool) []keys.Hint {
	var out []keys.Hint
	switch {
	case !free(e, v):
	case chosen:
		card, _ := c.chosen(x)
		apart := keys.Hint{Action: keys.Apart}
		if g := x.place(card.Cluster); g >= 0 && x.of.Clusters[g].Apart {
			apart.Words = e.Say("values.cluster.apart_end")
		}
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.cluster.move")}, apart)
		if card.Cluster != "" {
			out = append(out, keys.Hint{Action: keys.Edit, Words: e.Say("values.cluster.rename")})
		}
	default:
		out = append(out, keys.Hint{Action: keys.Choose, Keys: digitsTo(len(x.of.Cards)), Words: e.Say("values.cluster.choose")})
	}
	if c.strip.more() {
		out = append(out, keys.Hint{Action: keys.More})
	}
	if free(e, v) && x.of.CanUndo(e.Me) {
		out = append(out, keys.Hint{Action: keys.Undo, Words: e.Say("values.cluster.undo")})
	}
	return out
}

// digitsTo shows the keys of a numbered wall: "1–24".
func digitsTo(n int) string {
	if n <= 1 {
		return "1"
	}
	return "1–" + strconv.Itoa(n)
}

// lastAct says what was done last and by whom, so that people see each other's
// hands.
func lastAct(e *screen.Env, x *sorted) string {
	if len(x.of.Acts) == 0 {
		return ""
	}
	a := x.of.Acts[len(x.of.Acts)-1]
	who := e.Say("common.you")
	if seat := e.Snap.Roster.Seat(a.By); seat != nil && a.By != e.Me {
		who = screen.PersonName(seat)
	}
	own := a.By == e.Me
	if a.Naming != nil {
		if own {
			return e.Say("values.cluster.named_you", "cluster", a.Naming.Name.String())
		}
		return e.Say("values.cluster.named", "name", who, "cluster", a.Naming.Name.String())
	}
	if len(a.Moves) == 0 {
		return ""
	}
	m := a.Moves[len(a.Moves)-1]
	i, ok := x.cards[m.Card]
	if !ok || x.of.Cards[i].Withdrawn {
		return ""
	}
	to := e.Say("values.cluster.loose")
	if g := x.place(m.To); g >= 0 {
		to = x.title(g)
	}
	if own {
		return e.Say("values.cluster.moved_you", "card", x.of.Cards[i].Word.String(), "cluster", to)
	}
	return e.Say("values.cluster.moved", "name", who, "card", x.of.Cards[i].Word.String(), "cluster", to)
}

// cardWords is a card whole: its word, sentence and gloss.
func cardWords(e *screen.Env, c domain.Card) string {
	words := "\"" + c.Word.String() + "\""
	if t := c.Sentence.String(); t != "" {
		words += "  " + t
	}
	if g := c.Gloss.String(); g != "" {
		words += "  " + e.Say("values.wall.gloss", "gloss", g)
	}
	return words
}

// things are the lines of the list: cards in none, then each gathering with its
// cards. at is the line of the chosen card.
func (c *cluster) things(e *screen.Env, x *sorted) (things [][]paint.Row, at int) {
	c.lines.fit(e, len(x.of.Cards))
	at = -1
	add := func(indexes []int) {
		for _, i := range indexes {
			chosen := x.of.Cards[i].ID == c.at
			if chosen {
				at = len(things)
			}
			things = append(things, c.lines.line(e, i+1, x.of.Cards[i], chosen))
		}
	}
	if loose := x.in[""]; len(loose) > 0 {
		things = append(things, paint.Paragraph(theme.Dim, e.Say("values.cluster.loose"), e.W))
		add(loose)
	}
	for _, i := range x.live {
		things = append(things, gathering(e, x, i))
		add(x.in[x.of.Clusters[i].ID])
	}
	return things, at
}

// gathering is the line of a gathering: its number and name, and whether its
// card is kept apart.
func gathering(e *screen.Env, x *sorted, i int) []paint.Row {
	g := x.of.Clusters[i]
	words := e.Say("values.cluster.line", "number", i+1, "name", x.title(i))
	switch {
	case g.Apart:
		words = e.Say("values.cluster.line_apart", "number", i+1, "who", personName(e, g.ApartBy))
	case g.Name.IsBlank():
		words = e.Say("values.cluster.line_unnamed", "number", i+1)
	}
	return paint.Paragraph(theme.Head, words, e.W)
}

func personName(e *screen.Env, id roster.SeatID) string {
	if id == e.Me && id != "" {
		return e.Say("common.you")
	}
	if seat := e.Snap.Roster.Seat(id); seat != nil {
		return screen.PersonName(seat)
	}
	return ""
}

// line lays a card out as a line of the list. The chosen one is not kept.
func (m *memo) line(e *screen.Env, n int, c domain.Card, chosen bool) []paint.Row {
	key := c
	key.Cluster, key.MovedBy = "", ""
	if rows, ok := m.rows[key]; ok && !chosen {
		return rows
	}
	lead := numberLead(e.Theme, chosen, strconv.Itoa(n), len(strconv.Itoa(m.of)))
	note := paint.Line(paint.Text(theme.Dim, cardNote(e, c)))
	room := e.W - lead.Width()
	if note.Width() > 0 {
		room -= note.Width() + 2
	}
	rows := hang(lead, paint.Paragraph(chosenStyle(chosen), c.Word.String(), max(room, 10)))
	if note.Width() > 0 {
		rows[0] = paint.Ends(rows[0], note, e.W)
	}
	if !chosen {
		m.rows[key] = rows
	}
	return rows
}

func (c *cluster) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	x := c.sorted.fit(e.Snap.Values)
	switch {
	case c.naming != nil:
		return c.namingKey(e, k, a)
	case c.moving != nil:
		return c.movingKey(e, x, k, a)
	case c.strip.more() && c.strip.turn(a):
		c.typed = 0
		return screen.Do{}
	case !free(e, v):
		return screen.Ignore()
	}
	if a != keys.Choose {
		c.typed = 0
	}
	card, chosen := c.chosen(x)
	switch a {
	case keys.Choose:
		c.pick(x, k)
	case keys.RowDown, keys.RowUp:
		c.row(x, a)
	case keys.Close:
		if !chosen {
			return screen.Ignore()
		}
		c.at = ""
	case keys.Undo:
		return screen.Give(domain.UndoCluster{})
	case keys.Main, keys.Apart, keys.Edit:
		if !chosen {
			return screen.Do{Notice: e.Say("values.cluster.choose_first")}
		}
		return c.act(e, x, card, a)
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// pick chooses a card by the digits typed so far.
func (c *cluster) pick(x *sorted, k keys.Key) {
	d, _ := k.Digit()
	n := c.typed.digit(d, len(x.of.Cards))
	if n >= 1 && n <= len(x.of.Cards) && !x.of.Cards[n-1].Withdrawn {
		c.at, c.strip.find = x.of.Cards[n-1].ID, true
	}
}

// row chooses the next card of the list, or the one before.
func (c *cluster) row(x *sorted, a keys.Action) {
	at := -1
	for i, card := range x.order {
		if x.of.Cards[card].ID == c.at {
			at = i
		}
	}
	if at = stepTo(at, len(x.order), a); at >= 0 {
		c.at, c.strip.find = x.of.Cards[x.order[at]].ID, true
	}
}

// act does what was asked about the chosen card.
func (c *cluster) act(e *screen.Env, x *sorted, card domain.Card, a keys.Action) screen.Do {
	g := x.place(card.Cluster)
	apart := g >= 0 && x.of.Clusters[g].Apart
	switch {
	case a == keys.Apart:
		return screen.Give(domain.KeepApart{Card: card.ID, From: card.Cluster, Off: apart})
	case a == keys.Edit && g < 0:
		return screen.Do{Notice: e.Say("values.cluster.gather_first")}
	case a == keys.Edit:
		c.naming = newNaming(e, x.of.Clusters[g])
		return screen.Do{}
	}
	c.moving = &moving{from: card.Cluster, at: none}
	return screen.Do{}
}

func (c *cluster) done(e *screen.Env, what any, err error) screen.Do {
	switch cmd := what.(type) {
	case domain.MoveCard, domain.MergeClusters, domain.KeepApart:
		c.moving = nil
	case domain.NameCluster:
		if c.naming == nil || c.naming.cluster != cmd.Cluster {
			return screen.Do{}
		}
		if err != nil { // someone else named it first; the next Enter knows that
			if g, ok := e.Snap.Values.Cluster(cmd.Cluster); ok {
				c.naming.rev = g.Rev
			}
			return screen.Do{}
		}
		do := screen.Do{Draft: &screen.Draft{Field: c.naming.draft()}}
		c.naming = nil
		return do
	}
	return screen.Do{}
}
