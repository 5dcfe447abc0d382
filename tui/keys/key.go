// Package keys holds what a key is and what each key does: one table for the
// whole program, from which the foot of every screen and the help are made. A
// letter means the same everywhere and in every language (test: it is bound
// once).
//
// Everything here is a value or a pure function; nothing is shared or changed.
package keys

import "unicode"

// Code is the kind of a Key.
type Code uint8

// The codes.
const (
	None     Code = iota
	Rune          // a character, in Key.Rune
	Paste         // a marked paste, in Key.Text
	Function      // F1 …, the number in Key.Rune
	Enter
	Tab
	Esc
	Backspace
	Delete
	Insert
	Up
	Down
	Left
	Right
	Home
	End
	PageUp
	PageDown
)

// Mod is a set of modifier keys.
type Mod uint8

// The modifiers. A shifted character is another character and carries no Shift.
const (
	Shift Mod = 1 << iota
	Alt
	Ctrl
)

// Key is one key press, or one paste. It is comparable.
type Key struct {
	Code Code
	Mod  Mod
	Rune rune
	Text string
}

// Char is the key of a character.
func Char(r rune) Key { return Key{Code: Rune, Rune: r} }

// Press is a key without a character.
func Press(c Code) Key { return Key{Code: c} }

// Pasted is a paste of text.
func Pasted(text string) Key { return Key{Code: Paste, Text: text} }

// With returns k with the modifiers m.
func (k Key) With(m Mod) Key {
	k.Mod |= m
	return k
}

// Printable returns what k puts into a text field: a character or a paste. The
// text is raw; it goes through safetext before it goes anywhere else.
func (k Key) Printable() (string, bool) {
	switch {
	case k.Code == Paste:
		return k.Text, k.Text != ""
	case k.Code == Rune && k.Mod == 0:
		return string(k.Rune), true
	}
	return "", false
}

// Digit returns the number on a digit key.
func (k Key) Digit() (int, bool) {
	if k.Code == Rune && k.Mod == 0 && k.Rune >= '0' && k.Rune <= '9' {
		return int(k.Rune - '0'), true
	}
	return 0, false
}

// folded is k as the table knows it: Caps Lock changes no meaning.
func (k Key) folded() Key {
	if k.Code == Rune && k.Mod == 0 {
		k.Rune = unicode.ToLower(k.Rune)
	}
	return k
}
