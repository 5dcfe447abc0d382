package library

import (
	"errors"
	"maps"
	"slices"

	"golang.org/x/text/language"

	"convene/internal/fault"
)

// Words is one language: its sentences, dates, lists and numbers. It is a
// small value and can be compared; the same language is the same Words. The
// zero Words says every id in brackets.
type Words struct{ t *tongue }

// tongue is a language that was read and checked.
type tongue struct {
	tag       string
	plural    language.Tag
	grammar   grammar
	sentences map[string]*sentence
	levels    map[string]string // the name of a level in any language: its name in this one
}

// Lang gives the language tag, "en" or "es".
func (w Words) Lang() string {
	if w.t == nil {
		return fallback
	}
	return w.t.tag
}

// Name gives the language's own name, "Español".
func (w Words) Name() string {
	if w.t == nil {
		return ""
	}
	return w.t.grammar.Name
}

// Has reports whether there is a sentence of that id.
func (w Words) Has(id string) bool {
	if w.t == nil {
		return false
	}
	_, ok := w.t.sentences[id]
	return ok
}

// IDs lists the ids of all sentences, sorted, for checks and tools.
func (w Words) IDs() []string {
	if w.t == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(w.t.sentences))
}

// Places lists the places of a sentence, sorted, for checks and tools.
func (w Words) Places(id string) []string {
	if w.t == nil || w.t.sentences[id] == nil {
		return nil
	}
	return w.t.sentences[id].places
}

// Say gives a sentence with its places filled from args, pairs of name and
// value. Where the sentence has plural forms the value of "n" chooses. An
// unknown id is given back in brackets and a place without a value in braces,
// so that a slip can be seen and nothing breaks in front of a room.
func (w Words) Say(id string, args ...any) string {
	if w.t == nil {
		return "[" + id + "]"
	}
	s, ok := w.t.sentences[id]
	if !ok {
		return "[" + id + "]"
	}
	return s.say(w.t, args)
}

// In gives a Text in this language.
func (w Words) In(t Text) string { return t.In(w.Lang()) }

// Fault says an error to the person it concerns: the sentence fault.CODE with
// the fault's own arguments. What is no fault, or a fault nobody wrote a
// sentence for, is fault.internal; the cause is never said. nil says nothing.
func (w Words) Fault(err error) string {
	if err == nil {
		return ""
	}
	var f *fault.Error
	if !errors.As(err, &f) || !w.Has("fault."+f.Code) {
		return w.Say("fault.internal")
	}
	args := make([]any, 0, 2*len(f.Args))
	for name, v := range f.Args {
		args = append(args, name, v)
	}
	return w.Say("fault."+f.Code, args...)
}
