package values

import (
	"strconv"

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
		foot.say(theme.Dim, cardWords(e, card))
	}
	room := e.H - len(b.rows) - len(foot.rows) - 1
	things, at := c.things(e, x, room)
	b.add(c.strip.window(things, at, room)...)
	p := screen.Page{Focus: -1}
	if c.strip.more() {
		b.say(theme.Dim, e.Say("values.cluster.some", "n", len(x.order)))
	}
	if len(b.rows)+len(foot.rows) < e.H {
		b.gap()
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
	if free(e, v) && x.of.CanUndo(e.Me) { // before the pages: a foot has five keys at most
		out = append(out, keys.Hint{Action: keys.Undo, Words: e.Say("values.cluster.undo")})
	}
	if c.strip.more() {
		out = append(out, keys.Hint{Action: keys.More})
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

// things are the lines of the list: cards in none, then each gathering with its
// cards, a blank line apart if all have room. at is the line of the chosen card.
func (c *cluster) things(e *screen.Env, x *sorted, room int) (things [][]paint.Row, at int) {
	c.lines.fit(e, len(x.of.Cards))
	at = -1
	var heads []int
	add := func(head []paint.Row, cards []int) {
		if len(cards) == 0 {
			return
		}
		heads = append(heads, len(things))
		things = append(things, head)
		for _, i := range cards {
			chosen := x.of.Cards[i].ID == c.at
			if chosen {
				at = len(things)
			}
			things = append(things, c.lines.line(e, i+1, x.of.Cards[i], chosen))
		}
	}
	add(paint.Paragraph(theme.Dim, e.Say("values.cluster.loose"), e.W), x.in[""])
	for _, i := range x.live {
		add(gathering(e, x, i), x.in[x.of.Clusters[i].ID])
	}
	if heights(things)+len(heads)-1 <= room {
		for _, h := range heads[min(1, len(heads)):] {
			things[h] = append([]paint.Row{nil}, things[h]...)
		}
	}
	return things, at
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
