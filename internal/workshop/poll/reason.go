package poll

import (
	"encoding/json"
	"fmt"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// Reason is what someone wrote beside an answer. It is gathered by a poll of its
// own, so that nothing joins it to the answer.
type Reason struct {
	Words safetext.Text `json:"words"`
	Lang  string        `json:"lang,omitempty"`
	// Choice is set only where the writer added it to the words.
	Choice string `json:"choice,omitempty"`
	// Seat is set in named mode only, Group in group mode for groups of the
	// cell size or more.
	Seat  roster.SeatID `json:"seat,omitempty"`
	Group roster.Group  `json:"group,omitempty"`
	// By typed it for the seat's person, who agreed to that; in named mode only.
	By roster.SeatID `json:"by,omitempty"`
}

// Seal gives the bytes that wait in the box. It refuses words that are missing,
// longer than a line, or larger than the box takes.
func (r Reason) Seal(p *Poll) ([]byte, error) {
	switch {
	case r.Words.IsBlank():
		return nil, fault.New("words_needed")
	case r.Choice != "" && !p.Offers(r.Choice):
		return nil, fault.New("poll_choice_unknown")
	}
	if err := safetext.Fits(safetext.Line, r.Words); err != nil {
		return nil, err
	}
	value, err := json.Marshal(Reason{Words: r.Words, Lang: r.Lang, Choice: r.Choice})
	if err != nil {
		return nil, fmt.Errorf("seal a reason: %w", err)
	}
	if len(value) > WordsSize {
		return nil, fault.New("too_long")
	}
	return value, nil
}

// ReadReason reads a sealed reason back, for its own writer; ok is false for
// bytes that are none.
func ReadReason(value []byte) (r Reason, ok bool) {
	if json.Unmarshal(value, &r) != nil || r.Words.IsBlank() {
		return Reason{}, false
	}
	return Reason{Words: r.Words, Lang: r.Lang, Choice: r.Choice}, true
}

// Reasons opens what was written. cast holds the sealed bytes as choices, in an
// order that tells nothing, which is kept.
func Reasons(p *Poll, r *roster.State, cast []Cast) []Reason {
	type written struct {
		by     roster.SeatID
		hand   roster.SeatID
		reason Reason
	}
	var all []written
	var seats []roster.SeatID
	for _, c := range cast {
		reason, ok := ReadReason([]byte(c.Choice))
		if !ok || !p.May(c.Seat) || safetext.Fits(safetext.Line, reason.Words) != nil {
			continue
		}
		if reason.Choice != "" && !p.Offers(reason.Choice) {
			reason.Choice = ""
		}
		all, seats = append(all, written{c.Seat, c.Hand.By, reason}), append(seats, c.Seat)
	}
	labels := Labels(p, r, seats)
	var out []Reason
	for _, w := range all {
		if p.Mode == Named {
			w.reason.Seat, w.reason.By = w.by, w.hand
		}
		if seat := r.Seat(w.by); seat != nil && labels[seat.Group] {
			w.reason.Group = seat.Group
		}
		out = append(out, w.reason)
	}
	return out
}

// Labels gives the groups whose name may stand beside words in group mode, from
// the seats that wrote: those of the cell size or more, and none when what is
// left over could be told by subtraction (design §4, "The few").
func Labels(p *Poll, r *roster.State, seats []roster.SeatID) map[roster.Group]bool {
	if p.Mode != GroupLabel {
		return nil
	}
	size, rest := make(map[roster.Group]int), 0
	for _, id := range seats {
		if seat := r.Seat(id); seat != nil {
			size[seat.Group]++
		} else {
			rest++
		}
	}
	out := make(map[roster.Group]bool)
	for group, n := range size {
		if n >= CellOf(p.Cell) && group != roster.NoGroup {
			out[group] = true
		} else {
			rest += n
		}
	}
	if rest > 0 && rest < CellOf(p.Cell) {
		return nil
	}
	return out
}
