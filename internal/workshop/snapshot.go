package workshop

import (
	"fmt"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/freeze"
	"convene/internal/workshop/roster"
)

// foldVersion counts the changes of the fold: whatever makes Apply give another
// state for the same log, or a form below write the same type otherwise, raises
// it. Changes of the state's types are told apart by themselves. A stored state
// of another version is left alone and the log replayed.
const foldVersion = 4

// Folds writes states for keeping beside their log, and reads them back. It is
// safe for concurrent use.
type Folds struct {
	shape *freeze.Shape[*State]
	name  string
}

// NewFolds makes the one of this program. It panics if the state holds something
// that can't be stored, which is a slip of the programmer's.
func NewFolds() *Folds {
	shape, err := freeze.Of[*State](
		freeze.As(safetext.Text.String, stored),
		freeze.As(roster.State.Stored, roster.Stored.State),
		freeze.As(func(d text.Doc) text.Stored { return d.Stored() }, func(s text.Stored) text.Doc { return *s.Doc() }),
		freeze.As(func(t Texts) storedTexts { return t.stored() }, storedTexts.texts),
	)
	if err != nil {
		panic(err)
	}
	return &Folds{shape: shape, name: fmt.Sprintf("%d-%s", foldVersion, shape.Name())}
}

// stored is a stored text, cleaned again as one from an event is.
func stored(raw string) (t safetext.Text) {
	_ = t.UnmarshalText([]byte(raw)) // never fails
	return t
}

// storedTexts are all texts by id, with the version their last checkpoint wrote.
type storedTexts struct {
	Docs map[string]*text.Doc
	Kept map[string]text.Version
}

func (t *Texts) stored() storedTexts {
	if t.docs == nil {
		return storedTexts{}
	}
	out := storedTexts{Docs: make(map[string]*text.Doc, len(t.docs)), Kept: make(map[string]text.Version, len(t.docs))}
	for id, x := range t.docs {
		out.Docs[id], out.Kept[id] = x.doc, x.kept
	}
	return out
}

func (s storedTexts) texts() Texts {
	if s.Docs == nil {
		return Texts{}
	}
	out := Texts{docs: make(map[string]shared, len(s.Docs))}
	for id, doc := range s.Docs {
		out.docs[id] = shared{doc: doc, kept: s.Kept[id]}
	}
	return out
}

// Name tells this fold from any other.
func (f *Folds) Name() string { return f.name }

// Freeze writes a state. Nothing hidden is in it, as nothing hidden is in a state
// (design §1.3).
func (f *Folds) Freeze(s *State) []byte { return f.shape.Freeze(s) }

// Thaw reads a state that Freeze of a fold with this name wrote; an error means
// that the log must be replayed.
func (f *Folds) Thaw(b []byte) (*State, error) {
	s, err := f.shape.Thaw(b)
	if err == nil && (s == nil || s.Roster == nil || s.Agenda == nil || s.Followup == nil ||
		s.Spectrum == nil || s.Values == nil || s.Terms == nil || s.Texts == nil) {
		return nil, freeze.ErrShape
	}
	return s, err
}
