package terms

import (
	"hash/fnv"
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// TakesFrom makes it an act.Withdrawal: what a source gave is taken back with it.
func (SourceWithdrawn) TakesFrom() []string { return []string{Arrived{}.Kind()} }

func (e SourceWithdrawn) Without(earlier act.Event) (act.Event, bool) {
	a, ok := earlier.(Arrived)
	if !ok || a.Arrival.Words == "" || !e.takes(a.Arrival) {
		return earlier, false
	}
	a.Arrival.Words = ""
	return a, true
}

// takes reports whether an arrival is of the source that was withdrawn.
func (e SourceWithdrawn) takes(a Arrival) bool {
	return e.Source != "" && a.Source == e.Source && (e.Section == "" || e.Section == a.Section) &&
		(e.Label == "" || e.Label == a.Label)
}

// TakesFrom makes it an act.Withdrawal where its giver was the last to hold the
// view.
func (e ViewLeft) TakesFrom() []string {
	if !e.Last {
		return nil
	}
	return []string{ViewAdded{}.Kind(), ViewChanged{}.Kind()}
}

func (e ViewLeft) Without(earlier act.Event) (act.Event, bool) {
	switch v := earlier.(type) {
	case ViewAdded:
		if e.Last && v.View.ID == e.ID && !v.View.Words.IsEmpty() {
			v.View.Words, v.View.Lang = safetext.Text{}, ""
			return v, true
		}
	case ViewChanged:
		if e.Last && v.ID == e.ID && !v.Words.IsEmpty() {
			v.Words, v.Lang = safetext.Text{}, ""
			return v, true
		}
	}
	return earlier, false
}

// Print is the print of a text's words; 0 is that of none.
func Print(words string) uint64 {
	if words == "" {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(words))
	return h.Sum64()
}

// Reprinted gives an event with its prints of sections' words changed, and
// whether any was: a print tells whoever guesses well what the words were.
func Reprinted(e act.Event, how func(section string, print uint64) uint64) (_ act.Event, changed bool) {
	again := func(section string, print *uint64) {
		if p := how(section, *print); p != *print {
			*print, changed = p, true
		}
	}
	switch e := e.(type) {
	case ReadyMade:
		again(e.Section, &e.Text)
		return e, changed
	case TranslationSet:
		again(e.Section, &e.Translation.Of)
		again(e.Section, &e.Translation.Own)
		return e, changed
	case CheckOpened:
		if e.Check == nil {
			return e, false
		}
		c := *e.Check
		c.Texts = slices.Clone(c.Texts)
		for i := range c.Texts {
			again(c.Texts[i].Section, &c.Texts[i].Print)
		}
		return CheckOpened{Check: &c}, changed
	}
	return e, false
}
