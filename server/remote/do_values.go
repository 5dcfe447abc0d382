package remote

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/values"
)

// valuesStep is what can be done with the wall, with the lines from word to deed,
// and with the practice model's values.
func (d *doables) valuesStep() {
	if d.state.Values.OpenCheck() != nil || d.state.Values.Recorded() {
		return // what is asked about, or recorded, is not changed
	}
	switch d.state.Agenda.At.Step {
	case values.StepWall, values.StepCluster:
		d.wall()
	case values.StepDeeds, values.StepConsent:
		d.deeds()
	case values.StepCPM:
		d.deeds()
		d.links()
	}
}

// gathered names something about a gathering as it is called now, with the cards
// that lie in it.
func (d *doables) gathered(kind string, c values.Cluster) string {
	key := fmt.Sprint(c.ID, "/", c.Rev)
	for _, card := range d.state.Values.In(c.ID) {
		key += "/" + card.ID
	}
	return called(kind, key)
}

// wall lays cards together and names what they make.
func (d *doables) wall() {
	x, w := d.state.Values, d.words
	to := []option{{d.word("new"), w.Say("values.cluster.new"), "new"}, {d.word("loose"), w.Say("values.cluster.loose"), "loose"},
		{d.word("apart"), w.Say("linear.wall.apart"), "apart"}}
	for _, c := range x.Live() {
		to = append(to, option{d.gathered("gathering", c), x.Title(c.ID), c.ID})
	}
	for _, card := range x.Cards {
		if card.Withdrawn {
			continue
		}
		from, _ := x.Cluster(card.Cluster)
		d.choose(called("move", fmt.Sprint(card.ID, "/", card.Cluster, from.Apart)), w.Say("values.cluster.to", "card", cardWords(card)), x.Title(card.Cluster), to, func(id, _ string) (any, error) {
			switch id {
			case "new":
				return values.MoveCard{Card: card.ID, From: card.Cluster, New: true}, nil
			case "loose":
				return values.MoveCard{Card: card.ID, From: card.Cluster}, nil
			case "apart":
				return values.KeepApart{Card: card.ID, From: card.Cluster, Off: from.Apart}, nil
			}
			return values.MoveCard{Card: card.ID, From: card.Cluster, To: id}, nil
		})
	}
	for _, c := range x.Live() {
		says, holds := w.Say("values.cluster.unnamed"), w.Say("values.cluster.holds", "words", d.cardsIn(c.ID))
		if !c.Name.IsBlank() {
			says = c.Name.String()
		}
		d.write(d.gathered("gathering", c), w.Say("values.cluster.name"), says+"; "+holds, safetext.Title, func(words safetext.Text) any {
			return values.NameCluster{Cluster: c.ID, Name: words, Lang: w.Lang(), Rev: c.Rev}
		})
		into := slices.DeleteFunc(slices.Clone(to[3:]), func(o option) bool { return o.id == c.ID })
		if len(into) > 0 {
			d.choose(d.gathered("merge", c), w.Say("linear.wall.into", "title", x.Title(c.ID)), holds, into, func(id, _ string) (any, error) {
				return values.MergeClusters{From: c.ID, Into: id}, nil
			})
		}
	}
	if x.CanUndo(d.me.ID) {
		d.plain("undo", w.Say("linear.wall.undo"), values.UndoCluster{})
	}
}

func (d *doables) cardsIn(cluster string) string {
	var words []string
	for _, c := range d.state.Values.In(cluster) {
		words = append(words, cardWords(c))
	}
	return strings.Join(words, "; ")
}

// deeds are what people do when they live a value, and how they notice that they
// slipped; what stands in a line is changed by name, and taken out or put back.
func (d *doables) deeds() {
	w, place := d.words, d.about
	for _, c := range d.state.Values.Chosen() {
		d.about = d.state.Values.Title(c.ID)
		for _, side := range []struct {
			kind, head string
			side       values.Side
		}{{"live", "linear.deed.do", values.WeDo}, {"slip", "linear.deed.slipped", values.WeSlipped}} {
			d.write(called(side.kind, c.ID), w.Say(side.head), "", safetext.Line, func(words safetext.Text) any {
				return values.AddDeed{Cluster: c.ID, Side: side.side, Words: words, Lang: w.Lang()}
			})
			for _, deed := range d.state.Values.Deeds {
				if deed.Cluster == c.ID && deed.Side == side.side {
					d.deed(deed)
				}
			}
		}
	}
	d.about = place
}

func (d *doables) deed(deed values.Deed) {
	w := d.words
	name := called("line", fmt.Sprint(deed.ID, "/", deed.Rev, deed.Gone))
	if deed.Gone {
		x := d.plain(name, w.Say("values.deeds.put_back"), values.TakeDeed{Deed: deed.ID, Back: true, Rev: deed.Rev})
		x.says = deed.Words.String()
		return
	}
	x := d.write(name, w.Say("linear.deed.change"), deed.Words.String(), safetext.Line, func(words safetext.Text) any {
		return values.ChangeDeed{Deed: deed.ID, Words: words, Lang: w.Lang(), Rev: deed.Rev}
	})
	d.withdraws(x, values.TakeDeed{Deed: deed.ID, Rev: deed.Rev})
}

// withdraws lets the word for that take back, or out, what a name stands for.
func (d *doables) withdraws(x *doable, body any) {
	make := x.make
	x.how = d.words.Say("remote.do.withdraw", "word", d.word("withdraw"))
	x.make = func(typed string) (any, error) {
		if d.means(typed, "withdraw") {
			return body, nil
		}
		return make(typed)
	}
}

// links say which of the practice model's values a value meets.
func (d *doables) links() {
	x, w, place := d.state.Values, d.words, d.about
	var how []string
	for i, e := range x.Content.CPM {
		how = append(how, strconv.Itoa(i+1)+" "+d.in(e.Text))
	}
	for _, c := range x.Chosen() {
		d.about = x.Title(c.ID)
		var says []string
		for i, e := range x.Content.CPM {
			if slices.Contains(c.Links, e.ID) {
				says = append(says, strconv.Itoa(i+1))
			}
		}
		if c.Linked && len(says) == 0 {
			says = []string{d.word("nothing")}
		}
		d.add(doable{name: called("link", fmt.Sprint(c.ID, "/", c.Linked, c.Links)), does: w.Say("values.cpm.link"), says: strings.Join(says, ", "), how: strings.Join(how, "; ") + "; " + d.word("nothing"),
			make: func(typed string) (any, error) {
				var links []string
				for f := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
					n, err := strconv.Atoi(f)
					switch {
					case d.means(typed, "nothing"):
					case err != nil || n < 1 || n > len(x.Content.CPM):
						return nil, fault.New("choice_unknown")
					case !slices.Contains(links, x.Content.CPM[n-1].ID):
						links = append(links, x.Content.CPM[n-1].ID)
					}
				}
				return values.Link{Cluster: c.ID, Links: links}, nil
			}})
	}
	d.about = place
}

// ownCards are the person's own cards on the wall, until the values are recorded.
func (d *doables) ownCards() {
	x := d.state.Values
	if x.Recorded() {
		return
	}
	d.about = d.words.Say("values.wall.own", "n", 2)
	for _, w := range x.Writings {
		value, ok := d.own(w.Claims.ID)
		if !ok {
			continue
		}
		mine := values.ReadClaims(value)
		for _, c := range x.Cards {
			if !c.Withdrawn && slices.Contains(mine, c.ID) {
				d.plain(called("takeback", c.ID), d.words.Say("linear.card.takeback"), values.WithdrawCard{Card: c.ID, Writing: c.Writing}).says = cardWords(c)
			}
		}
	}
}
