package values

import (
	"strconv"

	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

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
func (x *sorted) title(e *screen.Env, i int) string {
	g := x.of.Clusters[i]
	if !g.Name.IsBlank() {
		return e.Theirs(g.Name.String(), g.Lang)
	}
	if cards := x.in[g.ID]; len(cards) > 0 {
		return word(e, x.of.Cards[cards[0]])
	}
	return ""
}

// word is a card's word.
func word(e *screen.Env, c domain.Card) string { return e.Theirs(c.Word.String(), c.Lang) }

// joined is what a gathering is called beside a card that came to it: without a
// name, the word of another card there.
func (x *sorted) joined(i, card int) string {
	g := x.of.Clusters[i]
	for _, other := range x.in[g.ID] {
		if g.Name.IsBlank() && other != card {
			return x.of.Cards[other].Word.String()
		}
	}
	return x.of.Title(g.ID)
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

// lastAct says what was done last and by whom, so that people see each other's
// hands. It quotes the words as the list has them, which says their language, too.
func lastAct(e *screen.Env, x *sorted) string {
	if len(x.of.Acts) == 0 {
		return ""
	}
	a := x.of.Acts[len(x.of.Acts)-1]
	said, own := "values.cluster.moved", "values.cluster.moved_you"
	args := []any{"name", personName(e, a.By)}
	switch {
	case a.Naming != nil:
		said, own = "values.cluster.named", "values.cluster.named_you"
		args = append(args, "cluster", a.Naming.Name.String())
	case len(a.Moves) > 0:
		m := a.Moves[len(a.Moves)-1]
		i, ok := x.cards[m.Card]
		if !ok || x.of.Cards[i].Withdrawn {
			return ""
		}
		args = append(args, "card", x.of.Cards[i].Word.String())
		switch g := x.place(m.To); {
		case g >= 0 && x.of.Clusters[g].Apart:
			said, own = "values.cluster.kept_apart", "values.cluster.kept_apart_you"
		case g >= 0 && x.of.Clusters[g].Name.IsBlank() && len(x.in[m.To]) == 1:
			said, own = "values.cluster.moved_new", "values.cluster.moved_new_you"
		case g >= 0:
			args = append(args, "cluster", x.joined(g, i))
		default:
			said, own = "values.cluster.moved_out", "values.cluster.moved_out_you"
		}
	default:
		return ""
	}
	if a.By == e.Me {
		said = own
	}
	return e.Say(said, args...)
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
	return e.Theirs(words, c.Lang)
}

// gathering is the line of a gathering: its number and name, and whether its
// card is kept apart.
func gathering(e *screen.Env, x *sorted, i int) []paint.Row {
	g := x.of.Clusters[i]
	words := e.Say("values.cluster.line", "number", i+1, "name", x.title(e, i))
	switch {
	case g.Apart:
		words = e.Say("values.cluster.line_apart", "number", i+1, "who", personName(e, g.ApartBy))
	case g.Name.IsBlank():
		words = e.Say("values.cluster.line_unnamed", "number", i+1)
	}
	return paint.Paragraph(theme.Plain, words, e.W)
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
