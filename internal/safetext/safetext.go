// Package safetext is the one way from raw input to text that may be shown.
// What a person typed, pasted or sent as a name passes Clean before it reaches
// a state, a screen, a document or a log (safety §2), and again when it is read
// back from a store: a Text unmarshals through the same rules.
//
// Everything here is a pure function on values, safe from any goroutine; nothing
// blocks and nothing is kept.
package safetext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"convene/internal/fault"
)

// Kind says where a text will stand, and with it which rules hold.
type Kind uint8

// The kinds. Limits are in graphemes, what a reader sees as one character.
const (
	// Name is a person's, group's or nation's name: one line, no direction
	// marks, no surrounding space, 80 graphemes.
	Name Kind = iota
	// Title is a workshop's, topic's or section's title: as Name, 120.
	Title
	// Line is one line of a person's words, such as a reason or a prompt: 280.
	Line
	// Idea is a short text of several lines, such as a card: 2,000.
	Idea
	// Body is a long text of several lines: 64 KiB and 10,000 lines.
	Body
	// Fragment is a keystroke or a paste on its way into shared text. What
	// stands before and after it is not known yet, so a joiner or an accent at
	// its ends is kept; Within decides when the place is known. Limits as Body.
	Fragment
	// Code is a join code or user name as it was sent: printable ASCII only, 64.
	Code

	// stored is what a Text is cleaned as when it comes back from a store,
	// where its kind is not known: the loosest of all rules, so that no text
	// changes by being stored.
	stored
)

// Limits of the long kinds, Body and Fragment.
const (
	MaxBytes = 64 << 10
	MaxLines = 10_000
)

// Text is text that may be shown. The zero Text is empty. Only this package
// makes one, so a function that takes a Text needs no check of its own. Texts
// compare with ==, byte by byte; use Skeleton for names that look alike.
type Text struct{ s string }

// String is the text itself.
func (t Text) String() string { return t.s }

// IsEmpty reports whether nothing was kept.
func (t Text) IsEmpty() bool { return t.s == "" }

// IsBlank reports whether a reader would see nothing: only spaces, direction
// marks and the empty braille pattern.
func (t Text) IsBlank() bool {
	for _, r := range t.s {
		if r != brailleBlank && !unicode.IsSpace(r) && !isBidi(r) {
			return false
		}
	}
	return true
}

// Len is the number of graphemes.
func (t Text) Len() int { return countGraphemes(t.s) }

// As cleans t again for another kind, for a text that was read back from a
// store or moves to a stricter place.
func (t Text) As(kind Kind) Text { return Clean(kind, t.s) }

// MarshalText gives the text as it stands; it never fails.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText cleans what a store held, by the loosest rules, because the
// kind is not stored. It never fails.
func (t *Text) UnmarshalText(raw []byte) error {
	t.s = clean(stored, string(raw))
	return nil
}

// Clean makes raw showable as kind (safety §2, steps 1 to 4). It never cuts for
// length: see Fits. Cleaning twice changes nothing. The result never has more
// characters than raw; it has more bytes only where a broken byte became U+FFFD.
func Clean(kind Kind, raw string) Text { return Text{clean(kind, raw)} }

// TooLong says that a text is over the limit of its kind. It wraps a fault with
// code "text.long" and the same numbers, which is the sentence for the writer.
type TooLong struct {
	Limit, Have int
	// Unit is what was counted: "graphemes", "bytes" or "lines".
	Unit string
}

// Error is for logs.
func (e *TooLong) Error() string {
	return fmt.Sprintf("text has %d %s, limit %d", e.Have, e.Unit, e.Limit)
}

// Unwrap gives the fault that the writer reads.
func (e *TooLong) Unwrap() error {
	return fault.New("text.long", "limit", e.Limit, "have", e.Have, "unit", e.Unit)
}

// Fits returns a *TooLong when t is over the limit of kind, else nil.
func Fits(kind Kind, t Text) error {
	limit := kind.limit()
	if limit == 0 {
		if len(t.s) > MaxBytes {
			return &TooLong{Limit: MaxBytes, Have: len(t.s), Unit: "bytes"}
		}
		if n := 1 + strings.Count(t.s, "\n"); n > MaxLines {
			return &TooLong{Limit: MaxLines, Have: n, Unit: "lines"}
		}
		return nil
	}
	// A grapheme is at least a byte, so a short text needs no counting.
	if len(t.s) <= limit {
		return nil
	}
	if n := t.Len(); n > limit {
		return &TooLong{Limit: limit, Have: n, Unit: "graphemes"}
	}
	return nil
}

// limit is the greatest number of graphemes, or 0 for the kinds that are
// limited in bytes and lines.
func (k Kind) limit() int {
	switch k {
	case Name:
		return 80
	case Title:
		return 120
	case Line:
		return 280
	case Idea:
		return 2000
	case Code:
		return 64
	}
	return 0
}

// label reports whether the kind is a name-like label: no direction marks at
// all and no space around it.
func (k Kind) label() bool { return k == Name || k == Title || k == Code }

// lines reports whether line breaks and tabs are kept.
func (k Kind) lines() bool { return k == Idea || k == Body || k == Fragment || k == stored }

// isolates reports whether balanced direction isolates are kept. In shared text
// they are not: an edit could cut a pair in two.
func (k Kind) isolates() bool { return !k.label() && k != Fragment }

// open reports whether the text's ends may belong to a larger text.
func (k Kind) open() bool { return k == Fragment || k == stored }

// plain reports whether s is printable ASCII, the common case that needs no
// further look.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= utf8.RuneSelf || s[i] == 0x7f {
			return false
		}
	}
	return true
}
