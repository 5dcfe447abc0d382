package input

import (
	"strings"

	"convene/tui/keys"
)

// pasteEnd closes a marked paste.
const pasteEnd = "\x1b[201~"

// inPaste takes a byte of a paste.
func (d *Decoder) inPaste(b byte) {
	d.since = d.now
	if b == pasteEnd[d.matched] {
		if d.matched++; d.matched == len(pasteEnd) {
			d.matched = 0
			d.endPaste()
		}
		return
	}
	// The mark's first byte occurs in it once, so a failed match can only begin
	// again with this byte.
	d.keep(pasteEnd[:d.matched])
	d.matched = 0
	if b == pasteEnd[0] {
		d.matched = 1
		return
	}
	if d.hold(1) {
		d.paste = append(d.paste, b)
	}
}

// keep adds s to the paste.
func (d *Decoder) keep(s string) {
	if s != "" && d.hold(len(s)) {
		d.paste = append(d.paste, s...)
	}
}

// hold reports whether n more bytes fit; if not, the whole paste is let go.
func (d *Decoder) hold(n int) bool {
	if !d.tooLong && len(d.paste)+n > MaxPaste {
		d.tooLong, d.paste = true, nil
	}
	return !d.tooLong
}

// endPaste passes the paste on. Line ends become "\n"; the text is otherwise raw.
func (d *Decoder) endPaste() {
	d.keep(pasteEnd[:d.matched])
	text, tooLong := string(d.paste), d.tooLong
	d.state, d.paste, d.tooLong, d.matched = ground, nil, false, 0
	if tooLong {
		d.emit(Event{Kind: PasteTooLong})
		return
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	text = strings.ToValidUTF8(text, "\ufffd")
	if text != "" {
		d.emit(Event{Kind: Press, Key: keys.Pasted(text)})
	}
}
