package values

import (
	"slices"

	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/screen"
)

func (w *write) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	round := e.Snap.Values.OpenWriting()
	switch {
	case w.form != nil:
		return w.formKey(e, round, k, a)
	case a == keys.Guidance:
		w.prompt++
		return screen.Do{}
	case round == nil || v.looking || !mayWrite(e) || !round.Cards.May(e.Me):
		return screen.Ignore()
	}
	cards, _ := w.mine(e, round)
	switch a {
	case keys.Choose:
		if n, _ := k.Digit(); n >= 1 && n <= len(cards) {
			w.at = n - 1
		}
	case keys.RowDown, keys.RowUp:
		w.at = stepTo(w.at, len(cards), a)
	case keys.Close:
		if w.at < 0 {
			return screen.Ignore()
		}
		w.at = -1
	case keys.Main, keys.Write:
		return w.begin(e, round, cards)
	case keys.Edit, keys.TakeBack:
		if w.at < 0 || w.at >= len(cards) {
			return screen.Do{Notice: e.Say("keys.choose_first")}
		}
		if a == keys.Edit {
			if unsent(e, round) { // its words would be written over
				return screen.Do{Notice: e.Say("values.write.waits")}
			}
			w.form = newForm(e.Lang)
			w.form.load(e, cards[w.at], w.at)
			return screen.Do{}
		}
		return w.askTakeBack(e, round, cards)
	case keys.Pass:
		if len(cards) > 0 {
			return screen.Ignore()
		}
		return w.put(round, nil, true)
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// stepTo goes up or down a list from what is chosen.
func stepTo(at, n int, a keys.Action) int {
	switch {
	case n == 0:
		return -1
	case a == keys.RowDown:
		return min(at+1, n-1)
	case at < 0:
		return n - 1
	}
	return max(at-1, 0)
}

// begin opens the form: for the unsent card, else for a new one.
func (w *write) begin(e *screen.Env, round *domain.Writing, cards []domain.Draft) screen.Do {
	c, waiting := readDraft(e.Drafts[draftOf(round)])
	if !waiting && len(cards) >= round.PerSeat {
		return screen.Do{Notice: e.Say("values.write.enough", "n", round.PerSeat)}
	}
	w.form, w.at = newForm(e.Lang), -1
	if waiting {
		w.form.restore(c, len(cards))
	}
	return screen.Do{}
}

func (w *write) askTakeBack(e *screen.Env, round *domain.Writing, cards []domain.Draft) screen.Do {
	rest := slices.Delete(slices.Clone(cards), w.at, w.at+1)
	return screen.Do{Ask: &screen.Ask{
		Title: e.Say("values.write.take_back.ask", "card", cards[w.at].Word.String()),
		Yes:   e.Say("keys.takeback.foot"), Do: w.put(round, rest, false),
	}}
}

// put sends all own cards, which replaces those in the box.
func (w *write) put(round *domain.Writing, cards []domain.Draft, pass bool) screen.Do {
	return screen.Give(domain.WriteCards{Writing: round.ID, Cards: cards, Pass: pass})
}

func (w *write) formKey(e *screen.Env, round *domain.Writing, k keys.Key, a keys.Action) screen.Do {
	switch {
	case a == keys.Close:
		w.form = nil // the words stay in the draft
		return screen.Do{}
	case a == keys.Main && round == nil: // the page says why
		return screen.Do{}
	case a == keys.Main && !w.form.last():
		w.form.step(e, +1)
		return screen.Do{}
	case a == keys.Main:
		return w.send(e, round)
	}
	w.form.key(e, k, a)
	if round == nil {
		return screen.Do{}
	}
	return screen.Do{Draft: w.form.draft(round)}
}

// send sends the card with the others.
func (w *write) send(e *screen.Env, round *domain.Writing) screen.Do {
	if w.busy {
		return screen.Do{}
	}
	card := w.form.card(e)
	if card.Word.IsBlank() {
		w.form.at = atWord
		return screen.Do{Notice: e.Say("values.write.word_needed")}
	}
	cards, _ := w.mine(e, round)
	cards = slices.Clone(cards)
	switch i := w.form.edit; {
	case i >= 0 && i < len(cards):
		cards[i] = card
	case len(cards) >= round.PerSeat:
		return screen.Do{Notice: e.Say("values.write.enough", "n", round.PerSeat)}
	default:
		cards = append(cards, card)
	}
	w.busy = true
	return w.put(round, cards, false)
}

func (w *write) done(e *screen.Env, what any, err error) screen.Do {
	c, ok := what.(domain.WriteCards)
	if !ok {
		return screen.Do{}
	}
	sending := w.busy
	w.busy = false
	if err != nil {
		return screen.Do{}
	}
	w.sent, w.passed, w.known, w.at = c.Cards, c.Pass && len(c.Cards) == 0, true, -1
	w.over = e.Own[c.Writing+"/cards"]
	if !sending {
		return screen.Do{}
	}
	w.form = nil
	return screen.Do{Draft: &screen.Draft{Field: c.Writing + "/card"}}
}
