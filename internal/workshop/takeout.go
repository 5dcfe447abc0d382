package workshop

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// Reasons why an operator takes words out of the whole record (domain ).
const (
	TakenFamily = "family" // they may identify a child or a family
	TakenHarm   = "harm"   // they may harm someone
	TakenAsked  = "asked"  // whose words they are, or whom they are about, asked for it
)

// TakenReasons lists them.
func TakenReasons() []string { return []string{TakenFamily, TakenHarm, TakenAsked} }

// leastWords is the fewest letters that can be taken out: fewer stand everywhere.
const leastWords = 4

// Mark stands where words were taken out.
const Mark = "[…]"

// TakeOut takes words out of the whole record for good, wherever they stand and
// whoever wrote them. Only the server gives it, for its operator, in any status.
type TakeOut struct {
	Words safetext.Text
	Why   string
}

// WordsTaken says that words were taken out of the record, and why; never which.
type WordsTaken struct {
	Why   string `json:"why"`
	words safetext.Sought
	said  safetext.Text // as the operator gave them
}

func (WordsTaken) Kind() string { return "workshop.words_taken" }

// Taken is a moment at which words were taken out of the record.
type Taken struct {
	At  time.Time
	Why string
}

// Restated says how an earlier event reads since words were taken out of it: its
// own payload is gone from the log. A later one about the same event replaces it.
type Restated struct {
	Of      uint64          `json:"of"`
	What    string          `json:"what"`
	Version int             `json:"version"`
	Payload json.RawMessage `json:"payload"`
	// Gone are the events whose payloads must be gone once this one is in the log.
	Gone []uint64 `json:"gone"`
}

func (Restated) Kind() string { return "workshop.restated" }

// Leaving stands right behind a decision that takes words out of more of the log
// than one batch holds, in the batch of that decision. The take-out has ended when
// an event restates it; until then whoever folds the log goes on with it. It holds
// the words, where the decision can't, and is the last to lose them.
type Leaving struct {
	// Decided is how many events right before it were decided.
	Decided int           `json:"decided"`
	Words   safetext.Text `json:"words,omitzero"`
}

func (Leaving) Kind() string { return "workshop.words_leaving" }

// takeOut decides TakeOut.
func (s *State) takeOut(c TakeOut) (act.Result, error) {
	words, letters := safetext.Seek(c.Words.String())
	switch {
	case !slices.Contains(TakenReasons(), c.Why):
		return act.Result{}, fault.New("redact_why")
	case letters < leastWords:
		return act.Result{}, fault.New("redact_short", "least", leastWords)
	case len(s.pollsBlockingEnd()) > 0: // what is sealed can't be looked through
		return act.Result{}, fault.New("poll_open")
	}
	if words.In(s.Meta.Title.String()) {
		return act.Result{}, fault.New("redact_title")
	}
	return act.Result{Events: []act.Event{WordsTaken{Why: c.Why, words: words, said: c.Words}}}, nil
}

// blank puts the mark wherever the words stand in what people wrote: in every
// safetext.Text, in words by language, and in strings whose field says so with the
// tag people:"words". v must be settable.
func blank(v reflect.Value, words safetext.Sought) (changed bool) {
	switch v.Kind() {
	case reflect.Struct:
		if t, ok := v.Addr().Interface().(*safetext.Text); ok {
			said := t.String()
			if words.In(said) {
				_ = t.UnmarshalText([]byte(words.Replaced(said, Mark))) // never fails
				return true
			}
			return false
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch {
			case !f.IsExported():
			case f.Type.Kind() == reflect.String:
				if f.Tag.Get("people") == "words" && words.In(v.Field(i).String()) {
					v.Field(i).SetString(words.Replaced(v.Field(i).String(), Mark))
					changed = true
				}
			default:
				changed = blank(v.Field(i), words) || changed
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return blank(v.Elem(), words)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			for i := range v.Len() {
				changed = blank(v.Index(i), words) || changed
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			if blankValue(value, words) {
				v.SetMapIndex(key, value)
				changed = true
			}
		}
	}
	return changed
}

// blankValue is blank for what a map holds: its strings are words in a language.
func blankValue(v reflect.Value, words safetext.Sought) bool {
	if v.Kind() != reflect.String {
		return blank(v, words)
	}
	if !words.In(v.String()) {
		return false
	}
	v.SetString(words.Replaced(v.String(), Mark))
	return true
}
