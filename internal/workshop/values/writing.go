package values

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Command is something a person or the server wants of this exercise. Decide is
// pure.
type Command interface {
	Decide(w act.World, s *State) (act.Result, error)
}

// The commands up to the wall.
type (
	// Prepare copies content into the workshop, once; the server gives it.
	Prepare struct{ Content Content }
	// SetMode chooses how cards and marks are asked: freely before the first
	// round, only tighter afterwards. Secret is none of the choices, since an
	// author can take a card back. A host gives it.
	SetMode struct{ Mode poll.Mode }
	// LayDeck shows the starter deck to those who have written, or takes it away.
	LayDeck struct{ Shown bool }
	// TurnPage turns a page for the room; whoever holds the room gives it.
	TurnPage struct {
		On string
		N  int
	}
	// OpenWriting begins a round. PerSeat is the number of cards, 0 for the
	// usual. Again wants a further round beside one that was shown.
	OpenWriting struct {
		PerSeat  int
		SetAside []roster.SeatID
		Warned   bool
		Again    bool
	}
	// WriteCards replaces all cards of the giver, or passes; with neither they
	// are taken out again. No event comes of it.
	WriteCards struct {
		Writing string
		Cards   []Draft
		Pass    bool
	}
	// LastCall points out what was not sent; a close needs it first. ID is a
	// writing's, a marking's or a check's.
	LastCall struct{ ID string }
	// ShowWall shows all cards at once. It can't be taken back.
	ShowWall struct{ Writing string }
	// CallOff takes a round, a marking or a check back that was opened too
	// early: what was given is destroyed unread.
	CallOff struct{ ID string }
	// VoidPoll says that a poll's key is gone; the server gives it.
	VoidPoll struct{ ID string }
	// WithdrawCard takes the giver's own card back, until the exercise is
	// recorded. Writing is the card's.
	WithdrawCard struct{ Card, Writing string }
)

func (c Prepare) Decide(w act.World, s *State) (act.Result, error) {
	switch {
	case w.Seat != "":
		return act.Result{}, fault.New("not_yours")
	case len(s.Content.Write) > 0:
		return act.Result{}, nil
	}
	return events(Prepared(c)), nil
}

func (c SetMode) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	switch {
	case c.Mode == poll.Secret || !slices.Contains(poll.Modes(), c.Mode):
		return act.Result{}, fault.New("poll_choice_unknown")
	case c.Mode == s.HowAsked():
		return act.Result{}, nil
	case len(s.Writings) > 0 && !c.Mode.Tighter(s.HowAsked()):
		return act.Result{}, fault.New("poll_mode_looser")
	case s.OpenWriting() != nil || s.OpenMarking() != nil:
		return act.Result{}, fault.New("poll_open")
	}
	return events(ModeSet(c)), nil
}

func (c LayDeck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if c.Shown == s.DeckShown {
		return act.Result{}, nil
	}
	return events(DeckLaid(c)), nil
}

func (c TurnPage) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if c.N < 0 || c.N > 1000 || !slices.Contains(Steps(), c.On) {
		return act.Result{}, fault.New("moved_on")
	}
	if s.Page == Page(c) {
		return act.Result{}, nil
	}
	return events(PageTurned(c)), nil
}

// here refuses unless the room is in one of the steps of this exercise.
func here(w act.World, steps ...string) error {
	if w.Activity != Activity || !slices.Contains(steps, w.Where.Step) {
		return fault.New("moved_on")
	}
	return nil
}

// free refuses while the exercise is recorded, or a question is being asked.
func (s *State) free() error {
	switch {
	case s.Recorded():
		return fault.New("values_recorded")
	case s.OpenWriting() != nil || s.OpenMarking() != nil || s.OpenCheck() != nil:
		return fault.New("poll_open")
	}
	return nil
}

func (c OpenWriting) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if err := here(w, StepWrite); err != nil {
		return act.Result{}, err
	}
	if s.OpenWriting() != nil || s.OpenMarking() != nil || s.OpenCheck() != nil {
		return act.Result{}, fault.New("poll_open")
	}
	if len(s.Cards) > 0 && !c.Again {
		return act.Result{}, fault.New("values_written")
	}
	per := c.PerSeat
	if per == 0 {
		per = UsualCards
	}
	if per < 1 || per > MaxCards {
		return act.Result{}, fault.New("values_cards_range", "max", MaxCards)
	}
	mode := s.HowAsked()
	list, err := poll.Gather(w.Roster, mode, w.Without(c.SetAside), c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	id := "values/w" + strconv.Itoa(len(s.Writings)+1)
	return events(WritingOpened{Writing: Writing{ID: id, PerSeat: per, Few: list.Few,
		Cards: list.Ask(id+"/cards", mode, s.Content.Cell, nil), Claims: list.Ask(id+"/claims", mode, s.Content.Cell, nil)}}), nil
}

// writing gives a round by its id, or nil.
func (s *State) writing(id string) *Writing {
	for _, w := range s.Writings {
		if w.ID == id {
			return w
		}
	}
	return nil
}

// answering refuses an answer to a question that the giver is not asked.
func answering(w act.World, p *poll.Poll) error {
	if err := w.Write(); err != nil {
		return err
	}
	if !p.May(w.Seat) {
		return fault.New("not_on_list")
	}
	return nil
}

func (c WriteCards) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	round := s.writing(c.Writing)
	if !round.IsOpen() {
		return act.Result{}, fault.New("moved_on")
	}
	if err := answering(w, round.Cards); err != nil {
		return act.Result{}, err
	}
	seals := []act.Seal{{Poll: round.Cards.ID, Seat: w.Seat}, {Poll: round.Claims.ID, Seat: w.Seat}}
	if len(c.Cards) == 0 && !c.Pass {
		return act.Result{Seals: seals}, nil
	}
	if len(c.Cards) > round.PerSeat {
		return act.Result{}, fault.New("values_cards_range", "max", round.PerSeat)
	}
	p, claims := page{Pass: c.Pass && len(c.Cards) == 0}, []string{}
	for i, d := range c.Cards {
		if err := d.check(); err != nil {
			return act.Result{}, err
		}
		p.Cards = append(p.Cards, sealedCard{ID: claim(w.ID, i), Draft: d})
		claims = append(claims, claim(w.ID, i))
	}
	for i, v := range []any{p, claims} {
		value, err := json.Marshal(v)
		if err != nil {
			return act.Result{}, fmt.Errorf("seal cards: %w", err)
		}
		if len(value) > poll.PageSize {
			return act.Result{}, fault.New("too_long")
		}
		seals[i].Value = value
	}
	return act.Result{Seals: seals}, nil
}

func (d Draft) check() error {
	if d.Word.IsBlank() {
		return fault.New("words_needed")
	}
	if err := safetext.Fits(safetext.Title, d.Word); err != nil {
		return err
	}
	if err := safetext.Fits(safetext.Line, d.Gloss); err != nil {
		return err
	}
	return safetext.Fits(safetext.Line, d.Sentence)
}

// claim is a card's id: from the random id of the command, which no event ever
// names, by a hash, so that two cards of one person have nothing in common and
// their order tells nothing.
func claim(command string, n int) string {
	sum := sha256.Sum256([]byte(command + "/" + strconv.Itoa(n)))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])
}

func (c LastCall) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if !s.asking(c.ID) {
		return act.Result{}, fault.New("moved_on")
	}
	return events(LastCalled(c)), nil
}

// asking reports whether a writing, a marking or a check of this id is open.
func (s *State) asking(id string) bool {
	m, check := s.OpenMarking(), s.OpenCheck()
	return s.writing(id).IsOpen() || m != nil && m.Poll.ID == id || check != nil && check.ID() == id
}

func (c CallOff) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if !s.asking(c.ID) {
		return act.Result{}, fault.New("moved_on")
	}
	return events(Voided{ID: c.ID, Why: VoidCalledOff}), nil
}

func (c VoidPoll) Decide(w act.World, s *State) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	for _, round := range s.Writings {
		switch {
		case round.IsOpen() && (c.ID == round.Cards.ID || c.ID == round.Claims.ID):
			return events(Voided{ID: round.ID, Why: VoidLost}), nil
		case round.claimed() && c.ID == round.Claims.ID:
			return events(Voided{ID: c.ID, Why: VoidLost}), nil
		}
	}
	if m := s.OpenMarking(); m != nil && m.Poll.ID == c.ID {
		return events(Voided{ID: c.ID, Why: VoidLost}), nil
	}
	if k := s.OpenCheck(); k != nil && (k.Poll.ID == c.ID || k.Reasons.ID == c.ID) {
		return events(Voided{ID: k.ID(), Why: VoidLost}), nil
	}
	return act.Result{}, nil
}

// events makes a result of events alone.
func events(list ...act.Event) act.Result { return act.Result{Events: list} }
