package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/values"
	"slices"
)

// wallTask lays cards together and names what they make. Everyone sees each
// move; the words on the cards stay as their givers wrote them.
func (s *session) wallTask(t *task) {
	x := s.snap.Values
	if len(x.Cards) == 0 {
		t.ask = s.Say("values.wall.count", "n", 0)
		return
	}
	t.key += "/wall" + itoa(len(x.Writings))
	t.say(s.Say("values.wall.count", "n", len(s.shown()))+". "+s.Say("values.wall.keep_word"), x.Came().Said(s.Say))
	t.ask = s.Say("linear.wall.ask")
	t.add("read", s.Say("linear.wall.read"), func(string) error { s.read(s.wallLines()); return nil })
	if s.snap.Roster.CanWrite(s.person.Seat) {
		t.add("move", s.Say("values.cluster.pick"), func(string) error { return s.moveCard() })
		t.add("call_name", s.Say("values.cluster.name"), func(string) error { return s.nameCluster() })
		t.add("merge", s.Say("linear.wall.merge"), func(string) error { return s.mergeClusters() })
		t.add("apart", s.Say("linear.wall.apart"), func(string) error { return s.keepApart() })
		t.add("undo", s.Say("linear.wall.undo"), func(string) error { s.done(values.UndoCluster{}); return nil })
	}
	s.takeBackChoice(t)
}

// shown are the cards that were not taken back.
func (s *session) shown() []values.Card {
	var out []values.Card
	for _, c := range s.snap.Values.Cards {
		if !c.Withdrawn {
			out = append(out, c)
		}
	}
	return out
}

func (s *session) cardLine(c values.Card) string {
	line := s.cardWords(c.Word, c.Sentence, c.Lang)
	if !c.Gloss.IsBlank() {
		line += " (" + s.theirs(c.Gloss.String(), c.GlossLang) + ")"
	}
	switch {
	case c.Seat != "":
		line += ", " + s.openly(c.Seat, c.By)
	case c.Group != "":
		line += ", " + s.groupName(c.Group, "")
	}
	return line
}

// wallLines read the wall: each gathering with its cards, then the loose ones.
func (s *session) wallLines() []string {
	x := s.snap.Values
	var out []string
	for i, c := range x.Live() {
		out = append(out, s.Say("linear.cluster", "number", i+1, "title", s.clusterLine(c.ID)))
		for _, card := range x.In(c.ID) {
			out = append(out, s.cardLine(card))
		}
	}
	if loose := x.In(""); len(loose) > 0 {
		out = append(out, s.Say("values.cluster.loose")+":")
		for _, card := range loose {
			out = append(out, s.cardLine(card))
		}
	}
	return out
}

// clusterLine is a gathering by its name, or by its cards while it has none.
func (s *session) clusterLine(id string) string {
	c, _ := s.snap.Values.Cluster(id)
	line := s.gathering(s.snap.Values, id)
	if c.Name.IsBlank() {
		line += ", " + s.Say("values.cluster.unnamed")
	}
	if c.Apart {
		line += ", " + s.Say("values.cluster.apart_mark")
	}
	return line
}

// gathering is what a gathering is called: its name, or the words on its cards.
func (s *session) gathering(x *values.State, id string) string {
	if c, _ := x.Cluster(id); !c.Name.IsBlank() {
		return s.theirs(c.Name.String(), c.Lang)
	}
	var words []string
	for _, card := range x.In(id) {
		words = append(words, s.theirs(card.Word.String(), card.Lang))
	}
	return s.w.List(words)
}

// chooseCluster asks for a gathering; some may be left out, further answers come
// behind.
func (s *session) chooseCluster(question string, more ...string) (id string, extra int, err error) {
	var labels []string
	live := s.snap.Values.Live()
	for _, c := range live {
		labels = append(labels, s.clusterLine(c.ID))
	}
	n, err := s.choose(question, append(labels, more...)...)
	if n == 0 || err != nil {
		return "", 0, err
	}
	if n > len(live) {
		return "", n - len(live), nil
	}
	return live[n-1].ID, 0, nil
}

func (s *session) chooseCard(question string, cards []values.Card) (c values.Card, ok bool, err error) {
	var labels []string
	for _, c := range cards {
		labels = append(labels, s.cardLine(c))
	}
	n, err := s.choose(question, labels...)
	if n == 0 || err != nil {
		return c, false, err
	}
	return cards[n-1], true, nil
}

func (s *session) moveCard() error {
	card, ok, err := s.chooseCard(s.Say("values.cluster.pick"), s.shown())
	if !ok || err != nil {
		return err
	}
	to, extra, err := s.chooseCluster(s.Say("values.cluster.to", "card", card.Word.String()), s.Say("values.cluster.new"), s.Say("values.cluster.loose"))
	if err != nil || to == "" && extra == 0 {
		return err
	}
	s.done(values.MoveCard{Card: card.ID, From: card.Cluster, To: to, New: extra == 1})
	return nil
}

func (s *session) nameCluster() error {
	id, _, err := s.chooseCluster(s.Say("values.cluster.name"))
	if id == "" || err != nil {
		return err
	}
	c, _ := s.snap.Values.Cluster(id)
	r, err := s.ask(asking{prompt: s.Say("values.cluster.name"), kind: safetext.Title, field: "values/name/" + id})
	if err == nil && r.ok {
		s.send("values/name/"+id, values.NameCluster{Cluster: id, Name: r.words, Lang: s.w.Lang(), Rev: c.Rev})
	}
	return err
}

func (s *session) mergeClusters() error {
	from, _, err := s.chooseCluster(s.Say("linear.wall.merge"))
	if from == "" || err != nil {
		return err
	}
	into, _, err := s.chooseCluster(s.Say("linear.wall.into", "title", s.clusterLine(from)))
	if into != "" && err == nil {
		s.done(values.MergeClusters{From: from, Into: into})
	}
	return err
}

func (s *session) keepApart() error {
	s.tell(s.Say("values.cluster.apart_note"))
	card, ok, err := s.chooseCard(s.Say("linear.wall.apart"), s.shown())
	if ok && err == nil {
		c, _ := s.snap.Values.Cluster(card.Cluster)
		s.done(values.KeepApart{Card: card.ID, From: card.Cluster, Off: c.Apart})
	}
	return err
}

// ownShown are the person's own cards on the wall, known to them alone.
func (s *session) ownShown() []values.Card {
	var mine []string
	for _, w := range s.snap.Values.Writings {
		if value, ok := s.own(w.Claims.ID); ok {
			mine = append(mine, values.ReadClaims(value)...)
		}
	}
	var out []values.Card
	for _, c := range s.shown() {
		if slices.Contains(mine, c.ID) {
			out = append(out, c)
		}
	}
	return out
}

// takeBackChoice lets an author take a card back until the exercise is recorded.
func (s *session) takeBackChoice(t *task) {
	if s.snap.Values.Recorded() || len(s.snap.Values.Cards) == 0 {
		return
	}
	t.add("takeback", s.Say("linear.card.takeback"), func(string) error {
		cards := s.ownShown()
		if len(cards) == 0 {
			s.tell(s.Say("linear.card.none"))
			return nil
		}
		card, ok, err := s.chooseCard(s.Say("linear.card.which"), cards)
		if !ok || err != nil {
			return err
		}
		yes, err := s.confirm(s.Say("values.wall.withdraw.ask"))
		if yes && err == nil {
			s.done(values.WithdrawCard{Card: card.ID, Writing: card.Writing})
		}
		return err
	})
}
