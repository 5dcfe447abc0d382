package input

import (
	"bytes"
	"strconv"
	"unicode"

	"convene/tui/keys"
)

func isNumber(p []byte) bool {
	for _, b := range p {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(p) > 0
}

// params reads the numbers of a control sequence: the first of each group, and
// the event that some terminals put behind the modifiers.
func params(p []byte) (n [3]int, event int, ok bool) {
	for i, group := range bytes.SplitN(p, []byte{';'}, 4) {
		if i == len(n) {
			break
		}
		first, rest, _ := bytes.Cut(group, []byte{':'})
		if len(first) > 0 {
			v, err := strconv.Atoi(string(first))
			if err != nil || v > unicode.MaxRune {
				return n, 0, false
			}
			n[i] = v
		}
		if i == 1 {
			event, _ = strconv.Atoi(string(rest))
		}
	}
	return n, event, true
}

// release is the event of a key let go.
const release = 3

// csiKey is the key of a control sequence. A known sequence that is no press
// has the code None.
func csiKey(p []byte, final byte) (keys.Key, bool) {
	if len(p) == 1 && p[0] == '[' {
		if final >= 'A' && final <= 'E' {
			return function(int(final-'A') + 1), true
		}
		return keys.Key{}, false
	}
	n, event, ok := params(p)
	if !ok {
		return keys.Key{}, false
	}
	k := keys.Key{}
	switch final {
	case '~', '^', '$', '@':
		if final == '~' && n[0] == 27 && n[2] > 0 {
			return character(n[2], n[1]), true
		}
		k = numbered(n[0])
		k.Mod |= map[byte]keys.Mod{'^': keys.Ctrl, '$': keys.Shift, '@': keys.Ctrl | keys.Shift}[final]
	case 'u':
		if n[0] > 0 && event != release {
			return character(n[0], n[1]), true
		}
		return keys.Key{}, n[0] > 0
	case 'Z':
		k = keys.Press(keys.Tab).With(keys.Shift)
	case 'a', 'b', 'c', 'd':
		if len(p) == 0 {
			k = arrow(final - 'a' + 'A').With(keys.Shift)
		}
	case 'P', 'Q', 'S':
		k = function(int(final-'P') + 1)
	default:
		k = arrow(final)
	}
	if k.Code == keys.None || event == release {
		return keys.Key{}, k.Code != keys.None
	}
	return k.With(modifiers(n[1])), true
}

// ss3Key is the key of ESC O b: arrows and the number pad.
func ss3Key(b byte) (keys.Key, bool) {
	switch {
	case b == 'M':
		return keys.Press(keys.Enter), true
	case b == 'X':
		return keys.Char('='), true
	case b >= 'j' && b <= 'y':
		return keys.Char(rune(b - 'j' + '*')), true
	case b >= 'P' && b <= 'S':
		return function(int(b-'P') + 1), true
	case b >= 'a' && b <= 'd':
		return arrow(b - 'a' + 'A').With(keys.Ctrl), true
	}
	k := arrow(b)
	return k, k.Code != keys.None
}

func arrow(b byte) keys.Key {
	switch b {
	case 'A':
		return keys.Press(keys.Up)
	case 'B':
		return keys.Press(keys.Down)
	case 'C':
		return keys.Press(keys.Right)
	case 'D':
		return keys.Press(keys.Left)
	case 'H':
		return keys.Press(keys.Home)
	case 'F':
		return keys.Press(keys.End)
	}
	return keys.Key{}
}

// numbered is the key of CSI n ~.
func numbered(n int) keys.Key {
	switch n {
	case 1, 7:
		return keys.Press(keys.Home)
	case 2:
		return keys.Press(keys.Insert)
	case 3:
		return keys.Press(keys.Delete)
	case 4, 8:
		return keys.Press(keys.End)
	case 5:
		return keys.Press(keys.PageUp)
	case 6:
		return keys.Press(keys.PageDown)
	}
	// The numbers of the function keys leave gaps.
	for i, first := range []int{11, 17, 23, 28, 31} {
		from := []int{1, 6, 11, 15, 17}[i]
		size := []int{5, 5, 4, 2, 4}[i]
		if n >= first && n < first+size {
			return function(from + n - first)
		}
	}
	return keys.Key{}
}

func function(n int) keys.Key { return keys.Key{Code: keys.Function, Rune: rune(n)} }

// modifiers reads the number that terminals use: 1 and a bit for each.
func modifiers(n int) keys.Mod {
	if n < 1 {
		return 0
	}
	return keys.Mod(n-1) & (keys.Shift | keys.Alt | keys.Ctrl)
}

// character is the key of a code point sent as a number.
func character(code, mods int) keys.Key {
	m := modifiers(mods)
	switch code {
	case '\r', 57414:
		return keys.Press(keys.Enter).With(m)
	case '\t':
		return keys.Press(keys.Tab).With(m)
	case 0x1b:
		return keys.Press(keys.Esc).With(m)
	case 0x7f, '\b':
		return keys.Press(keys.Backspace).With(m)
	}
	if code >= 57344 && code <= 63743 {
		return keypad(code).With(m)
	}
	r := rune(code)
	if code < ' ' || code >= 0x80 && code < 0xa0 || code >= 0xd800 && code <= 0xdfff {
		return keys.Key{}
	}
	if m&keys.Shift != 0 {
		r, m = unicode.ToUpper(r), m&^keys.Shift
	}
	return keys.Char(r).With(m)
}

// keypad is the number pad as some terminals number it; their other keys of
// their own are not keys here.
func keypad(code int) keys.Key {
	if i := code - 57399; i >= 0 && i < len("0123456789./*-+") {
		return keys.Char(rune("0123456789./*-+"[i]))
	}
	pad := []keys.Code{keys.Left, keys.Right, keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.Home, keys.End, keys.Insert, keys.Delete}
	if i := code - 57417; i >= 0 && i < len(pad) {
		return keys.Press(pad[i])
	}
	return keys.Key{}
}
