package workshop

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// TextChanged is any change of a shared text: a key, a paste, an undo, words put
// back, a checkpoint.
type TextChanged struct {
	Text   string
	Change text.Event
	// Was and Empty are all that is left of a change whose words were taken out of
	// the record: what it did to the section's history, and whether it left the
	// text empty. Then there is no Change.
	Was   terms.EntryKind
	Empty bool
}

// kept is a change that a section's history does not tell of.
const kept = terms.EntryKind("kept")

func (TextChanged) Kind() string { return "text.changed" }

// textChanged is how it stands in the log. What says which type Change is.
type textChanged struct {
	Text   string          `json:"text"`
	What   string          `json:"what,omitempty"`
	Change json.RawMessage `json:"change,omitempty"`
	Was    terms.EntryKind `json:"was,omitempty"`
	Empty  bool            `json:"empty,omitempty"`
}

// MarshalJSON writes the change with the name of its type.
func (e TextChanged) MarshalJSON() ([]byte, error) {
	out := textChanged{Text: e.Text, Was: e.Was, Empty: e.Empty}
	if e.Was != "" && e.Change == nil {
		return json.Marshal(out)
	}
	var err error
	switch e.Change.(type) {
	case text.Inserted:
		out.What = "inserted"
	case text.Removed:
		out.What = "removed"
	case text.PutBack:
		out.What = "put_back"
	case text.Undone:
		out.What = "undone"
	case text.Settled:
		out.What = "settled"
	case text.Checkpoint:
		out.What = "checkpoint"
	default:
		return nil, fmt.Errorf("workshop: text change %T has no name", e.Change)
	}
	if out.Change, err = json.Marshal(e.Change); err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a change back by its name.
func (e *TextChanged) UnmarshalJSON(raw []byte) error {
	var in textChanged
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	e.Text = in.Text
	if in.Was != "" && in.What == "" {
		e.Was, e.Empty = in.Was, in.Empty
		return nil
	}
	var err error
	switch in.What {
	case "inserted":
		e.Change, err = as[text.Inserted](in.Change)
	case "removed":
		e.Change, err = as[text.Removed](in.Change)
	case "put_back":
		e.Change, err = as[text.PutBack](in.Change)
	case "undone":
		e.Change, err = as[text.Undone](in.Change)
	case "settled":
		e.Change, err = as[text.Settled](in.Change)
	case "checkpoint":
		e.Change, err = as[text.Checkpoint](in.Change)
	default:
		err = fmt.Errorf("workshop: unknown text change %q", in.What)
	}
	return err
}

func as[E text.Event](raw json.RawMessage) (text.Event, error) {
	var e E
	err := json.Unmarshal(raw, &e)
	return e, err
}

func textEvents() []act.Codec { return []act.Codec{act.JSON[TextChanged](1)} }

// Merge joins two changes of one text that one author made in one batch at
// touching places, so that fast typing is few events.
func Merge(a, b act.Event) (act.Event, bool) {
	x, ok := a.(TextChanged)
	y, ok2 := b.(TextChanged)
	if !ok || !ok2 || x.Text != y.Text {
		return nil, false
	}
	m, ok := text.Merge(x.Change, y.Change)
	return TextChanged{Text: x.Text, Change: m}, ok
}

// editText decides a key, a paste or an undo in a shared text.
func (s *State) editText(w act.World, c EditText) (act.Result, error) {
	c = s.together(w, c)
	if err := s.mayWrite(w, c.Text); err != nil {
		return act.Result{}, err
	}
	doc := s.Texts.Get(c.Text)
	if doc == nil {
		doc = text.New()
	}
	c.Edit.Author = string(w.Seat)
	if c.Edit.Op == "" {
		c.Edit.Op = w.ID
	}
	changes, err := doc.Decide(c.Edit, w.Now)
	return act.Result{Events: changed(c.Text, changes)}, err
}

// AtTheEnd is the edit that puts words behind all that a text says, as a paragraph
// of their own.
func (s *State) AtTheEnd(id, words string) EditText {
	doc := s.Texts.Get(id)
	if doc == nil {
		doc = text.New()
	}
	if last := doc.Paras()[len(doc.Paras())-1]; last.Text != "" {
		words = "\n" + words
	}
	return EditText{Text: id, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: words}}}
}

// InPlaceOf is the edit that puts words in the place of a paragraph's, or without
// words takes the paragraph out. What others write into it meanwhile stays.
func (s *State) InPlaceOf(id string, para text.ParaID, words string) EditText {
	doc := s.Texts.Get(id)
	if doc == nil {
		doc = text.New()
	}
	var do text.Action = text.Replace{Range: doc.Whole(para), At: text.Pos{Para: para}, Text: words}
	if words == "" {
		cut, _ := doc.Cut(para)
		do = text.Remove{Range: cut}
	}
	return EditText{Text: id, Edit: text.Edit{Base: doc.Version(), Do: do}}
}

// Before is the edit that puts words before a paragraph, as one of their own.
func (s *State) Before(id string, para text.ParaID, words string) EditText {
	e := s.InPlaceOf(id, para, words)
	e.Edit.Do = text.Insert{At: text.Pos{Para: para}, Text: words + "\n"}
	return e
}

// PuttingBack is the edit that puts back words that somebody took out.
func (s *State) PuttingBack(id string, hole text.HoleID) EditText {
	e := EditText{Text: id, Edit: text.Edit{Do: text.Restore{Hole: hole}}}
	if doc := s.Texts.Get(id); doc != nil {
		e.Edit.Base = doc.Version()
	}
	return e
}

// Unwritten reports whether a text is of a section in which nobody has written in
// any language yet, so that the first words there decide its language.
func (s *State) Unwritten(textID string) bool {
	id, _, ok := terms.ParseTextID(textID)
	sec := s.Terms.Section(id)
	return ok && sec != nil && sec.Original == ""
}

// together brings the first words of several people, begun at once in several
// languages, into the one text that the earliest began.
func (s *State) together(w act.World, c EditText) EditText {
	id, lang, ok := terms.ParseTextID(c.Text)
	sec := s.Terms.Section(id)
	if !c.First || !ok || sec == nil || sec.Original == "" || sec.Original == lang {
		return c
	}
	c.Text = terms.TextID(id, sec.Original)
	doc := s.Texts.Get(c.Text)
	if doc == nil {
		doc = text.New()
	}
	at, mine := doc.Behind(string(w.Seat))
	if !mine {
		at = doc.End()
	}
	c.Edit.Base = doc.Version()
	switch do := c.Edit.Do.(type) {
	case text.Insert:
		do.At = at
		if !mine && !doc.IsEmpty() {
			do.Text = "\n" + do.Text
		}
		c.Edit.Do = do
	case text.Erase:
		do.At = at
		c.Edit.Do = do
		if !mine { // nothing of theirs is there to be erased
			c.Edit.Do = text.Insert{At: at}
		}
	}
	return c
}

func changed(id string, changes []text.Event) []act.Event {
	var out []act.Event
	for _, e := range changes {
		out = append(out, TextChanged{Text: id, Change: e})
	}
	return out
}

// draftText puts an exercise's words behind what a text holds, as a paragraph
// of its own.
func (s *State) draftText(w act.World, t act.TextDraft) ([]act.Event, error) {
	doc := s.Texts.Get(t.ID)
	if doc == nil {
		doc = text.New()
	}
	words := t.Words
	last := doc.Paras()[len(doc.Paras())-1]
	if !doc.IsEmpty() && last.Text != "" {
		words = "\n" + words
	}
	author := t.Author
	if author == "" {
		author = string(w.Seat)
	}
	changes, err := doc.Decide(text.Edit{
		Base: doc.Version(), Author: author, Op: w.NewID(len(words)) + t.ID,
		Do: text.Insert{At: text.Pos{Para: last.ID, Off: len(last.Text)}, Text: words},
	}, w.Now)
	return changed(t.ID, changes), err
}

// checkpoint writes the whole of every text that changed since its last one, as far
// as one batch holds them: what is left is told by its edits.
func (s *State) checkpoint(act.World) (act.Result, error) {
	const most = 3 << 20 // bytes
	var r act.Result
	sum := 0
	for _, id := range s.Texts.IDs() {
		x := s.Texts.docs[id]
		if x.doc.Version() == x.kept {
			continue
		}
		whole := x.doc.Checkpoint()
		if n := whole.Size(); n <= text.MaxWhole && sum+n <= most {
			r.Events, sum = append(r.Events, TextChanged{Text: id, Change: whole}), sum+n
		}
	}
	return r, nil
}

func (s *State) applyText(at act.Stamp, e act.Event) {
	c, ok := e.(TextChanged)
	if !ok || c.Text == "" || c.Change == nil && c.Was == "" {
		return
	}
	doc := s.Texts.Get(c.Text)
	if doc == nil {
		doc = text.New()
	}
	if c.Change != nil {
		doc = doc.Apply(c.Change)
		_, whole := c.Change.(text.Checkpoint)
		s.Texts = s.Texts.with(c.Text, doc, whole)
	}
	if w, ok := c.wrote(doc); ok && strings.HasPrefix(c.Text, "terms/") {
		s.Terms = s.Terms.Wrote(at, c.Text, w)
	}
}

// wrote is what a section's history tells of the change that left doc; ok is false
// where it tells nothing.
func (e TextChanged) wrote(doc *text.Doc) (w terms.Writing, ok bool) {
	if e.Change == nil {
		return terms.Writing{Kind: e.Was, Empty: e.Empty}, e.Was != kept
	}
	w = terms.Writing{Kind: terms.Wrote, Empty: doc.IsEmpty()}
	what := text.Summarize(e.Change)
	switch _, back := e.Change.(text.PutBack); {
	case back:
		w.Kind = terms.PutBack
	case what.Added == "" && what.Removed == "":
		return w, false
	case what.Added == "":
		w.Kind = terms.TookOut
	}
	return w, true
}

// pollsBlockingEnd are the polls that must be closed before a meeting ends. What
// is kept sealed for a withdrawal later does not ask anybody anything.
func (s *State) pollsBlockingEnd() []poll.Open {
	return slices.DeleteFunc(s.OpenPolls(), func(p poll.Open) bool { return p.Keeps })
}

// VoidPoll is the server's word that a poll's key was lost: its answers can't be
// read by anyone, and it must be asked again.
type VoidPoll struct{ ID string }

// voidPoll hands the word to the exercise whose poll it is.
func (s *State) voidPoll(w act.World, id string) (act.Result, error) {
	for _, x := range exercises() {
		for _, p := range x.openPolls(s) {
			if p.ID == id {
				return s.dispatch(w, Command{ID: w.ID, Body: x.void(id)})
			}
		}
	}
	return act.Result{}, nil
}
