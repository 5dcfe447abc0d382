package values

import (
	"encoding/json"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Writing is one round of quiet writing. It is never changed once in a State.
type Writing struct {
	// ID is "values/w<n>"; its polls are ID/cards and ID/claims.
	ID string `json:"id"`
	// Cards gathers each person's cards until the wall opens. Claims holds which
	// of them are whose, so that an author can withdraw a card, until the
	// exercise is recorded (design §4).
	Cards  *poll.Poll `json:"cards"`
	Claims *poll.Poll `json:"claims"`
	// PerSeat is how many cards each person may write.
	PerSeat int `json:"per_seat"`
	// Few says that everyone is warned that so few authors may be guessed.
	Few bool `json:"few,omitempty"`

	OpenedAt time.Time `json:"-"`
	// CalledAt is the last call; the wall opens only after one.
	CalledAt time.Time `json:"-"`
	ShownAt  time.Time `json:"-"`
	// Void says why the round has no cards: VoidLost or VoidCalledOff.
	Void string `json:"-"`
	// Unclaimed says that who wrote what is gone, so nothing can be withdrawn
	// any more: the exercise was recorded, or the key was lost.
	Unclaimed bool `json:"-"`
	// OnList, Wrote, Passed and NotCast add up, as in a poll's result.
	OnList, Wrote, Passed, NotCast int `json:"-"`
	// Ways is set where some were put for another.
	Ways *poll.Ways `json:"-"`
}

// Reasons why a round, marks or a check have no result.
const (
	VoidLost      = "lost"       // the key is gone
	VoidCalledOff = "called_off" // the host took it back before the close
)

// IsOpen reports whether cards are gathered now. It may be asked of nil.
func (w *Writing) IsOpen() bool { return w != nil && w.Void == "" && w.ShownAt.IsZero() }

func (w *Writing) claimed() bool { return w.Void == "" && !w.Unclaimed }

// OpenWriting is the round that gathers cards now, or nil.
func (s *State) OpenWriting() *Writing {
	for _, w := range s.Writings {
		if w.IsOpen() {
			return w
		}
	}
	return nil
}

// Draft is a card as its writer gives it.
type Draft struct {
	Word     safetext.Text `json:"word"`
	Sentence safetext.Text `json:"sentence,omitzero"`
	Lang     string        `json:"lang,omitempty"`
	// Gloss is what it means in another language, in the writer's own words.
	Gloss     safetext.Text `json:"gloss,omitzero"`
	GlossLang string        `json:"gloss_lang,omitempty"`
	// Signed says that the writer wishes the name beside it.
	Signed bool `json:"signed,omitempty"`
}

// Card is one value on the wall. Its words are its giver's: nobody else changes
// them (domain §4.3).
type Card struct {
	// ID is random and tells nothing of its writer or of their other cards.
	ID        string        `json:"id"`
	Word      safetext.Text `json:"word"`
	Sentence  safetext.Text `json:"sentence,omitzero"`
	Lang      string        `json:"lang,omitempty"`
	Gloss     safetext.Text `json:"gloss,omitzero"`
	GlossLang string        `json:"gloss_lang,omitempty"`
	// Seat is set only where the writer wished so, or in named mode; Group in
	// group mode, for groups of the cell size or more.
	Seat  roster.SeatID `json:"seat,omitempty"`
	Group roster.Group  `json:"group,omitempty"`
	// By typed it for the seat's person, who agreed to that; set beside Seat only.
	By roster.SeatID `json:"by,omitempty"`
	// Writing is the round it was written in.
	Writing string `json:"writing"`

	// Cluster is where it lies; empty is in none. MovedBy laid it there.
	Cluster   string        `json:"-"`
	MovedBy   roster.SeatID `json:"-"`
	Withdrawn bool          `json:"-"`
}

// page is what the box holds of one person.
type page struct {
	Cards []sealedCard `json:"cards,omitempty"`
	Pass  bool         `json:"pass,omitempty"`
}

type sealedCard struct {
	ID string `json:"id"`
	Draft
}

// ReadCards reads a person's own sealed cards back, for their eyes only.
func ReadCards(value []byte) (cards []Draft, pass bool) {
	var p page
	if json.Unmarshal(value, &p) != nil {
		return nil, false
	}
	for _, c := range p.Cards {
		cards = append(cards, c.Draft)
	}
	return cards, p.Pass
}

// ReadClaims reads which cards are a person's own, for their eyes only, from
// their value in a Writing's Claims.
func ReadClaims(value []byte) (cards []string) {
	if json.Unmarshal(value, &cards) != nil {
		return nil
	}
	return cards
}

// Came says by which ways the cards of the last wall came; nil where all came on
// their writers' screens.
func (s *State) Came() *poll.Ways {
	for i := len(s.Writings) - 1; i >= 0; i-- {
		if w := s.Writings[i]; !w.ShownAt.IsZero() {
			return w.Ways
		}
	}
	return nil
}
