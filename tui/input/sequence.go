package input

import (
	"bytes"
	"strconv"

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
