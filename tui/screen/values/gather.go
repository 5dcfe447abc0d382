package values

import (
	"strconv"
	"strings"

	"convene/internal/safetext"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// moving is the choice of the gathering that a card goes to. from is where the
// person saw the card, so that a lost race is noticed and told.
type moving struct {
	from  string
	whole bool // the whole gathering goes, not the card alone
	at    target
	typed number
	strip strip
}

// target is where a card goes: a gathering's place from 0, or one of these.
type target int

const (
	none  target = -1 // nothing is chosen yet
	fresh target = -2 // a new gathering
	loose target = -3 // out of its gathering
)

// targets are the lines of the list, in order.
func (m *moving) targets(x *sorted) []target {
	var out []target
	if !m.whole {
		out = append(out, fresh)
	}
	for _, i := range x.live {
		if x.of.Clusters[i].ID != m.from {
			out = append(out, target(i))
		}
	}
	if m.from != "" && !m.whole {
		out = append(out, loose)
	}
	return out
}

func (c *cluster) movingPage(e *screen.Env, x *sorted) screen.Page {
	m := c.moving
	card, _ := c.chosen(x)
	b := body{e: e}
	if g := x.place(m.from); m.whole && g >= 0 {
		b.say(theme.Strong, e.Say("values.cluster.to_whole", "cluster", x.title(e, g)))
	} else {
		b.say(theme.Strong, e.Say("values.cluster.to", "card", card.Word.String()))
	}
	b.gap()
	var things [][]paint.Row
	at := -1
	wide := len(strconv.Itoa(len(x.of.Clusters)))
	for i, t := range m.targets(x) {
		if t == m.at {
			at = i
		}
		things = append(things, targetLine(e, x, t, t == m.at, wide))
	}
	note := paint.Paragraph(theme.Dim, e.Say("values.cluster.apart_note"), e.W)
	if card.Seat != "" && card.Seat != e.Me {
		note = paint.Paragraph(theme.Dim, e.Say("values.cluster.ask_owner"), e.W)
	}
	b.add(m.strip.window(things, at, e.H-len(b.rows)-len(note)-1)...)
	b.gap()
	b.add(note...)
	p := screen.Page{Rows: b.rows, Focus: -1}
	if at >= 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("values.cluster.put")})
	} else {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: fromZero(len(x.of.Clusters))})
	}
	if m.from != "" && len(x.in[m.from]) > 1 {
		words := e.Say("values.cluster.whole")
		if m.whole {
			words = e.Say("values.cluster.one")
		}
		p.Hints = append(p.Hints, keys.Hint{Action: keys.NextPart, Words: words})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Close})
	return p
}

// fromZero are the digits from 0 to n, as the foot names them.
func fromZero(n int) string {
	if n < 1 {
		return "0"
	}
	return "0–" + strconv.Itoa(min(n, 9))
}

// targetLine is a gathering to choose, with some of its words.
func targetLine(e *screen.Env, x *sorted, t target, chosen bool, wide int) []paint.Row {
	number, words, note := "", "", ""
	switch t {
	case fresh:
		number, words = "0", e.Say("values.cluster.new")
	case loose:
		words = e.Say("values.cluster.out")
	default:
		number, words = strconv.Itoa(int(t)+1), x.title(e, int(t))
		g := x.of.Clusters[t]
		cards := x.in[g.ID]
		note = e.Say("values.wall.count", "n", len(cards))
		if g.Apart {
			note = e.Say("values.cluster.apart_mark")
		}
	}
	lead := numberLead(e.Theme, chosen, number, wide)
	rows := hang(lead, paint.Paragraph(chosenStyle(chosen), words, e.W-lead.Width()-16))
	if note != "" {
		rows[0] = paint.Ends(rows[0], paint.Line(paint.Text(theme.Dim, note)), e.W)
	}
	return rows
}

func (c *cluster) movingKey(e *screen.Env, x *sorted, k keys.Key, a keys.Action) screen.Do {
	m := c.moving
	card, ok := c.chosen(x)
	if !ok {
		c.moving = nil
		return screen.Do{Notice: e.Say("fault.values_card_gone")}
	}
	if a != keys.Choose {
		m.typed = 0
	}
	switch a {
	case keys.Close, keys.Back:
		c.moving = nil
	case keys.NextPart, keys.PrevPart:
		if m.from != "" && len(x.in[m.from]) > 1 {
			m.whole, m.at = !m.whole, none
		}
	case keys.RowDown, keys.RowUp:
		list := m.targets(x)
		at := -1
		for i, t := range list {
			if t == m.at {
				at = i
			}
		}
		if at = stepTo(at, len(list), a); at >= 0 {
			m.at, m.strip.find = list[at], true
		}
	case keys.Choose:
		c.target(x, k)
	case keys.Main:
		return c.put(e, x, card)
	default:
		if !m.strip.turn(a) {
			return screen.Ignore()
		}
	}
	return screen.Do{}
}

// target chooses a gathering by the digits typed so far; 0 is a new one.
func (c *cluster) target(x *sorted, k keys.Key) {
	m := c.moving
	d, _ := k.Digit()
	n := m.typed.digit(d, len(x.of.Clusters))
	want := target(n - 1)
	if n == 0 {
		want = fresh
	}
	for _, t := range m.targets(x) {
		if t == want {
			m.at, m.strip.find = t, true
		}
	}
}

// put sends the move.
func (c *cluster) put(e *screen.Env, x *sorted, card domain.Card) screen.Do {
	m := c.moving
	switch {
	case m.at == none:
		return screen.Do{Notice: e.Say("values.cluster.choose_target")}
	case m.at == fresh:
		return screen.Give(domain.MoveCard{Card: card.ID, From: m.from, New: true})
	case m.at == loose:
		return screen.Give(domain.MoveCard{Card: card.ID, From: m.from})
	case m.whole:
		return screen.Give(domain.MergeClusters{From: m.from, Into: x.of.Clusters[m.at].ID})
	}
	return screen.Give(domain.MoveCard{Card: card.ID, From: m.from, To: x.of.Clusters[m.at].ID})
}

// naming is a gathering's name being written, in the group's own words. rev is
// what the person saw, so that two names at once are noticed.
type naming struct {
	cluster string
	rev     int
	field   *field.Field
}

func (n *naming) draft() string { return "values/name/" + n.cluster }

func newNaming(e *screen.Env, g domain.Cluster) *naming {
	n := &naming{cluster: g.ID, rev: g.Rev, field: field.New(safetext.Title)}
	n.field.SetText(g.Name.String())
	if words := e.Drafts[n.draft()]; words != "" {
		n.field.SetText(words)
	}
	return n
}

func (n *naming) page(e *screen.Env, x *sorted) screen.Page {
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.cluster.name"))
	b.gap()
	rows, cursor := n.field.Layout(e.W-2, e.Theme)
	p := screen.Page{Focus: -1, Cursor: &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(b.rows)}}
	b.add(paint.Shift(2, rows)...)
	b.gap()
	var words []string
	for _, i := range x.in[n.cluster] {
		words = append(words, word(e, x.of.Cards[i]))
	}
	b.say(theme.Plain, e.Say("values.cluster.holds", "words", strings.Join(words, " "+e.Theme.Dot+" ")))
	b.gap()
	b.say(theme.Dim, e.Say("values.wall.keep_word"))
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.cluster.give_name")}, {Action: keys.Close}}
	return p
}

func (c *cluster) namingKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	n := c.naming
	switch a {
	case keys.Close:
		c.naming = nil
		return screen.Do{}
	case keys.Main:
		return screen.Give(domain.NameCluster{Cluster: n.cluster, Name: safetext.Clean(safetext.Title, n.field.Text()),
			Lang: e.Lang, Rev: n.rev})
	}
	if !n.field.Key(k) {
		return screen.Do{}
	}
	return screen.Do{Draft: &screen.Draft{Field: n.draft(), Words: n.field.Text()}}
}
