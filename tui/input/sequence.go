package input

import (
	"bytes"
	"strconv"
	"unicode"

	"convene/tui/keys"
)

// inCSI takes a byte of a control sequence.
func (d *Decoder) inCSI(b byte, last bool) {
	switch {
	case b == 0x1b:
		d.abort()
		d.begin(last)
	case b < ' ' || b >= 0x7f: // none of a sequence: it ended, and this is a key
		d.abort()
		d.text(b, last)
	case b == '[' && len(d.buf) == 0: // the Linux console's function keys
		d.buf = append(d.buf, b)
	case b < '@' && (b != '$' || !isNumber(d.buf)), len(d.buf) == 1 && d.buf[0] == '[' && b < 'A':
		d.buf = append(d.buf, b)
		if len(d.buf) > MaxSequence {
			d.abort()
		}
	default:
		d.final(b)
	}
}

// final acts on a whole control sequence with the final byte b.
func (d *Decoder) final(b byte) {
	k, ok := csiKey(d.buf, b)
	switch {
	case ok:
		d.state, d.buf = ground, d.buf[:0]
		if k.Code != keys.None {
			d.press(k)
		}
	case b == '~' && string(d.buf) == "200":
		d.state, d.since, d.buf = pasting, d.now, d.buf[:0]
		d.paste, d.tooLong, d.matched = nil, false, 0
	case d.lone && len(d.buf) == 0: // Esc, then [ and a letter, by hand
		d.buf = append(d.buf, b)
		d.replay('[')
	default:
		d.state = ground
		if len(d.buf) == 0 {
			switch b {
			case 'I':
				d.emit(Event{Kind: FocusIn})
			case 'O':
				d.emit(Event{Kind: FocusOut})
			case 'M':
				d.state, d.left = mouse, 3
			}
		}
		d.buf = d.buf[:0]
	}
}

// inSS3 takes the byte after ESC O.
func (d *Decoder) inSS3(b byte, last bool) {
	if k, ok := ss3Key(b); ok && (!d.lone || k.Code != keys.Rune && k.Code != keys.Enter) {
		d.state = ground
		d.press(k)
		return
	}
	d.replay('O')
	d.text(b, last)
}

// inString takes a byte of an operating system command or another string.
func (d *Decoder) inString(b byte, last bool) {
	switch {
	case d.state == strEsc && b == '\\':
		d.endString()
	case d.state == strEsc: // the string was cut off by another sequence
		d.abort()
		d.begin(false)
		d.afterEscape(b, last)
	case b == 0x1b:
		d.state = strEsc
	case b == '\a':
		d.endString()
	case b < ' ' || b == 0x7f || len(d.buf) >= MaxSequence,
		len(d.buf) == 0 && !startsReply(d.intro, b):
		d.abort()
		d.text(b, last)
	default:
		d.buf = append(d.buf, b)
	}
}

// endString acts on a whole string. Only the background colour was asked for.
func (d *Decoder) endString() {
	if rest, ok := bytes.CutPrefix(d.buf, []byte("11;")); ok && d.intro == ']' {
		if r, g, b, ok := colour(string(rest)); ok {
			d.emit(Event{Kind: Background, R: r, G: g, B: b})
		}
	}
	if len(d.buf) == 0 {
		d.abort()
		return
	}
	d.state, d.buf = ground, d.buf[:0]
}

// startsReply reports whether a terminal's answer may begin with b.
func startsReply(intro, b byte) bool {
	switch intro {
	case ']':
		return b >= '0' && b <= '9'
	case 'P':
		return b >= '0' && b <= '9' || b == '>' || b == '!' || b == '+' || b == '$'
	}
	return b == 'G'
}

// isReply reports whether an unfinished string is more likely a terminal's cut
// off answer than someone's typing.
func isReply(intro byte, body []byte) bool {
	if len(body) == 0 || !startsReply(intro, body[0]) {
		return false
	}
	i := 0
	for i < len(body) && body[i] >= '0' && body[i] <= '9' {
		i++
	}
	return intro != ']' || i < len(body) && body[i] == ';'
}

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

// colour reads a colour as X11 writes it: rgb: and three parts of one to four
// hexadecimal digits, of which the first two count.
func colour(s string) (r, g, b uint8, ok bool) {
	var out [3]uint8
	spec := []byte(s)
	for _, prefix := range []string{"rgb:", "rgba:"} {
		rest, found := bytes.CutPrefix(spec, []byte(prefix))
		if !found {
			continue
		}
		parts := bytes.Split(rest, []byte{'/'})
		if len(parts) < 3 {
			return 0, 0, 0, false
		}
		for i := range out {
			n := len(parts[i])
			v, err := strconv.ParseUint(string(parts[i]), 16, 16)
			if err != nil || n > 4 {
				return 0, 0, 0, false
			}
			out[i] = uint8(v * 255 / (1<<(4*n) - 1))
		}
		return out[0], out[1], out[2], true
	}
	return 0, 0, 0, false
}
