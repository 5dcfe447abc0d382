package workshop

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/terms"
)

// Eraser takes words out of a workshop's earlier events, one by one: those that
// withdrawals took back, or all that an operator's TakeOut names. Its caller shows
// it the whole log with Look first where Replays says so. It is pure, and belongs
// to one goroutine.
type Eraser struct {
	codec *Codec
	takes []act.Withdrawal
	kinds []string
	words *safetext.Sought // of a TakeOut; else nil
	said  safetext.Text    // the same, as they were given
	texts map[string]*replayed
	was   map[uint64]was // what events did to their texts
}

// replayed is a shared text as it went, and whether the words ever stood in it.
type replayed struct {
	doc   *text.Doc
	stood bool
}

// was is all that is kept of a change of a text in which the words stood.
type was struct {
	kind  terms.EntryKind
	empty bool
}

// Eraser makes the one for the events of a decision, with the Leaving behind them
// where they were read from a log; nil where they take nothing.
func (c *Codec) Eraser(decided []act.Event) *Eraser {
	x := &Eraser{codec: c}
	for _, e := range decided {
		switch e := e.(type) {
		case WordsTaken:
			x.seek(e.words, e.said)
		case Leaving:
			if !e.Words.IsBlank() {
				words, _ := safetext.Seek(e.Words.String())
				x.seek(words, e.Words)
			}
		case act.Withdrawal:
			if from := e.TakesFrom(); len(from) > 0 {
				x.takes, x.kinds = append(x.takes, e), append(x.kinds, from...)
			}
		}
	}
	if x.words == nil && len(x.takes) == 0 {
		return nil
	}
	return x
}

func (x *Eraser) seek(words safetext.Sought, said safetext.Text) {
	x.words, x.said, x.texts, x.was = &words, said, make(map[string]*replayed), make(map[uint64]was)
}

// Leaving is what stands behind so many decided events until all of this is done.
func (x *Eraser) Leaving(decided int) Leaving { return Leaving{Decided: decided, Words: x.said} }

// Everywhere reports whether the words may stand in any event: then the log must
// be looked through twice, and the state folded anew.
func (x *Eraser) Everywhere() bool { return x.words != nil }

// Kinds are those of the events that may hold the words, where Everywhere does not
// say that any may.
func (x *Eraser) Kinds() []string { return x.kinds }

// Look sees one event of the log, in order.
func (x *Eraser) Look(seq uint64, at time.Time, kind string, version int, payload []byte) error {
	if kind != (TextChanged{}).Kind() || x.words == nil {
		return nil
	}
	_, e, err := x.codec.Decode(seq, at, kind, version, payload)
	if err != nil {
		return err
	}
	c, ok := e.(TextChanged)
	if !ok || c.Text == "" || c.Change == nil {
		return nil
	}
	r := x.texts[c.Text]
	if r == nil {
		r = &replayed{doc: text.New()}
		x.texts[c.Text] = r
	}
	before := r.doc
	r.doc = before.Apply(c.Change)
	r.stood = r.stood || r.doc.Holds(*x.words, before)
	w, wrote := c.wrote(r.doc)
	if !wrote {
		w.Kind = kept
	}
	x.was[seq] = was{w.Kind, w.Empty}
	return nil
}

// Restate gives an event of the log as it reads without the words; ok is false
// where it has none of them. A redacted event has none.
func (x *Eraser) Restate(seq uint64, at time.Time, kind string, version int, payload []byte) (r Restated, ok bool, err error) {
	of, gone := seq, []uint64{seq}
	if kind == (Restated{}).Kind() && len(payload) > 0 {
		_, e, err := x.codec.Decode(seq, at, kind, version, payload)
		if err != nil {
			return r, false, err
		}
		old, is := e.(Restated)
		if !is {
			return r, false, fmt.Errorf("workshop: event %d restates nothing", seq)
		}
		of, kind, version, payload = old.Of, old.What, old.Version, old.Payload
	}
	if len(payload) == 0 || kind == (Leaving{}).Kind() || x.words == nil && !slices.Contains(x.kinds, kind) {
		return r, false, nil
	}
	stamp, e, err := x.codec.Decode(of, at, kind, version, payload)
	if err != nil {
		return r, false, err
	}
	if e, ok = x.without(of, e); !ok {
		return r, false, nil
	}
	r = Restated{Of: of, Gone: gone}
	r.What, r.Version, r.Payload, err = x.codec.Encode(stamp.By, e)
	return r, true, err
}

func (x *Eraser) without(seq uint64, e act.Event) (_ act.Event, changed bool) {
	for _, w := range x.takes {
		next, took := w.Without(e)
		if took {
			e, changed = next, true
		}
	}
	if x.words == nil || strings.HasSuffix(e.Kind(), ".prepared") { // content is nobody's words
		return e, changed
	}
	if c, ok := e.(TextChanged); ok {
		if c.Change == nil || x.texts[c.Text] == nil || !x.texts[c.Text].stood {
			return e, changed
		}
		w := x.was[seq]
		return TextChanged{Text: c.Text, Was: w.kind, Empty: w.empty}, true
	}
	e, reprinted := terms.Reprinted(e, x.reprint)
	v := reflect.New(reflect.TypeOf(e)).Elem()
	v.Set(reflect.ValueOf(e))
	blanked := blank(v, *x.words)
	return v.Interface().(act.Event), changed || reprinted || blanked
}

// reprint gives the print of a section's words as they read from now on; what
// they were before the last of them can't be told any more.
func (x *Eraser) reprint(section string, print uint64) uint64 {
	touched := false
	for id, r := range x.texts {
		if of, _, ok := terms.ParseTextID(id); !ok || of != section || !r.stood {
			continue
		}
		touched = true
		if clean, _ := r.doc.Checkpoint().Without(*x.words, Mark); print == terms.Print(r.doc.Plain()) {
			return terms.Print(text.FromCheckpoint(clean).Plain())
		}
	}
	if touched {
		return 0
	}
	return print
}

// Cleaned are the texts in which the words ever stood, as they read from now on:
// events that go behind all others, since all changes before them are emptied.
func (x *Eraser) Cleaned() []act.Event {
	var out []act.Event
	for id, r := range x.texts {
		if r.stood {
			clean, _ := r.doc.Checkpoint().Without(*x.words, Mark)
			out = append(out, TextChanged{Text: id, Change: clean})
		}
	}
	slices.SortFunc(out, func(a, b act.Event) int { return strings.Compare(a.(TextChanged).Text, b.(TextChanged).Text) })
	return out
}
