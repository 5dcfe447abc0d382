package values

import (
	"encoding/json"
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Opens are the round's cards.
func (c ShowWall) Opens() []string { return []string{c.Writing + "/cards"} }

func (c ShowWall) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	round := s.writing(c.Writing)
	switch {
	case !round.IsOpen():
		return act.Result{}, fault.New("moved_on")
	case round.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	answers, ok := w.Answers[round.Cards.ID]
	if !ok {
		return act.Result{}, fault.New("poll_unread")
	}
	r := events(round.show(w, answers))
	if here(w, StepWrite, StepStories) == nil {
		r.Move = &act.Place{Item: w.Where.Item, Step: StepWall, Topic: w.Where.Topic}
	}
	return r, nil
}

// show makes the one event of a reveal. The cards stand in the order of their
// ids, which are random.
func (round *Writing) show(w act.World, answers []act.Answer) WallShown {
	p, e := round.Cards, WallShown{Writing: round.ID, OnList: len(round.Cards.Roll)}
	type written struct {
		by   roster.SeatID
		hand roster.SeatID
		card sealedCard
	}
	var all []written
	var unsigned []roster.SeatID
	seen, ways := make(map[roster.SeatID]bool), poll.Ways{}
	for _, a := range answers {
		var own page
		if !p.May(a.Seat) || seen[a.Seat] || json.Unmarshal(a.Value, &own) != nil {
			continue
		}
		seen[a.Seat] = true
		ways.Add(a.Hand.Way)
		if !slices.Contains(p.Roll, a.Seat) {
			e.OnList++ // a delegate who also wrote as themselves
		}
		own.Cards = slices.DeleteFunc(own.Cards, func(c sealedCard) bool { return c.check() != nil })
		if len(own.Cards) == 0 {
			e.Passed++
			continue
		}
		e.Wrote++
		for _, c := range own.Cards[:min(len(own.Cards), round.PerSeat)] {
			all = append(all, written{a.Seat, a.Hand.By, c})
			if !c.Signed && !slices.Contains(unsigned, a.Seat) {
				unsigned = append(unsigned, a.Seat)
			}
		}
	}
	e.NotCast = e.OnList - e.Wrote - e.Passed
	e.Ways = ways.Told(p.Mode == poll.Named)
	labels := poll.Labels(p, w.Roster, unsigned)
	for _, x := range all {
		card := Card{ID: x.card.ID, Word: x.card.Word, Sentence: x.card.Sentence, Lang: x.card.Lang,
			Gloss: x.card.Gloss, GlossLang: x.card.GlossLang, Writing: round.ID}
		seat := w.Roster.Seat(x.by)
		switch {
		case x.card.Signed || p.Mode == poll.Named:
			card.Seat, card.By = x.by, x.hand
		case seat != nil && labels[seat.Group]:
			card.Group = seat.Group
		}
		e.Cards = append(e.Cards, card)
	}
	slices.SortFunc(e.Cards, func(a, b Card) int { return strings.Compare(a.ID, b.ID) })
	return e
}

// held reports whether a wall was ever shown.
func (s *State) held() bool {
	return slices.ContainsFunc(s.Writings, func(w *Writing) bool { return !w.ShownAt.IsZero() })
}

// Opens is who wrote what in the round.
func (c WithdrawCard) Opens() []string { return []string{c.Writing + "/claims"} }

// Mine makes it an act.Claimant.
func (c WithdrawCard) Mine() {}

func (c WithdrawCard) Decide(w act.World, s *State) (act.Result, error) {
	card, ok := s.Card(c.Card)
	round := s.writing(c.Writing)
	switch {
	case !ok || card.Writing != c.Writing || round == nil:
		return act.Result{}, fault.New("values_card_gone")
	case card.Withdrawn:
		return act.Result{}, nil
	case round.Unclaimed || s.Recorded():
		return act.Result{}, fault.New("values_recorded")
	}
	mine := slices.ContainsFunc(w.Answers[round.Claims.ID], func(a act.Answer) bool {
		return a.Seat == w.Seat && w.Seat != "" && slices.Contains(ReadClaims(a.Value), card.ID)
	})
	if !mine {
		return act.Result{}, fault.New("values_not_your_card")
	}
	r := events(CardWithdrawn{Card: card.ID})
	r.Unsigned = card.Seat == ""
	for _, g := range s.Gave {
		if g.Source == source(card.Cluster) && card.Cluster != "" {
			r.Outcomes = append(r.Outcomes, act.Outcome{Source: g.Source, Section: g.Section, Label: g.Label, Withdrawn: true})
		}
	}
	return r, nil
}

// TakesFrom makes it an act.Withdrawal: the wall's event holds the words.
func (CardWithdrawn) TakesFrom() []string { return []string{WallShown{}.Kind()} }

func (e CardWithdrawn) Without(earlier act.Event) (act.Event, bool) {
	wall, ok := earlier.(WallShown)
	if !ok || e.Card == "" {
		return earlier, false
	}
	i := slices.IndexFunc(wall.Cards, func(c Card) bool { return c.ID == e.Card })
	if i < 0 || wall.Cards[i] == (Card{ID: e.Card}) {
		return earlier, false
	}
	wall.Cards = slices.Clone(wall.Cards)
	wall.Cards[i] = Card{ID: e.Card}
	return wall, true
}
