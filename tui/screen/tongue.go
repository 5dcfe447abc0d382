package screen

import (
	"strings"

	"convene/internal/text"
	"convene/internal/workshop/roster"
)

// Words of people stay in the language in which they were written. Wherever a screen
// shows such words to somebody who reads another, they end with the language in
// brackets, "(in Spanish)", and a note at their right has it without; a text of
// paragraphs says it once, in the head, and so does a heading for what is below it. Words of no known language have no mark.

// Language is what a language is called in the reader's, or else by itself.
func (e *Env) Language(tag string) string {
	if id := "common.language." + tag; e.Words.Has(id) {
		return e.Say(id)
	}
	for _, l := range e.Lib.Languages() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}

// LangOf is the language of a text that people write together; none where those who
// wrote it read different ones.
func (e *Env) LangOf(d *text.Doc) string {
	lang := ""
	if d == nil {
		return lang
	}
	for _, p := range d.Paras() {
		for by := range p.Authors {
			seat := e.Snap.Roster.Seat(roster.SeatID(by))
			if seat == nil || lang != "" && seat.Lang != lang {
				return ""
			}
			lang = seat.Lang
		}
	}
	return lang
}

// InLanguage is the mark of words in another language than the reader's, for a note
// beside them; empty for the reader's own.
func (e *Env) InLanguage(tag string) string {
	if tag == "" || tag == e.Lang {
		return ""
	}
	return e.Say("common.in_language", "language", e.Language(tag))
}

// Theirs are people's own words, with the mark where they are in another language.
func (e *Env) Theirs(words, tag string) string {
	mark := e.InLanguage(tag)
	if mark == "" || strings.TrimSpace(words) == "" {
		return words
	}
	return words + " (" + mark + ")"
}

// Under are people's own words below a heading of words, which says the language for
// all that are in the same.
func (e *Env) Under(heading, words, tag string) string {
	if tag == heading {
		return words
	}
	return e.Theirs(words, tag)
}

// Quoted sets people's words in quotation marks, without the empty lines they may
// end in, and with their mark.
func (e *Env) Quoted(words, tag string) string {
	return e.Theirs("\""+strings.TrimSpace(words)+"\"", tag)
}
