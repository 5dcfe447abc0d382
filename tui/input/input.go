// Package input turns the bytes of one terminal into key presses, pastes and
// the few answers a terminal gives. It takes time linear in the bytes and memory
// bounded by the limits below, whatever is sent (safety §2). Nothing a person
// typed is ever dropped; what a terminal answers never becomes typing.
//
// A Decoder belongs to one goroutine, never blocks, and knows no clock: the
// caller says what time it is. Open is the stream that goes with it.
package input

import (
	"time"
	"unicode/utf8"

	"convene/tui/keys"
)

// The limits.
const (
	// MaxPaste is the longest paste, in bytes, that is passed on.
	MaxPaste = 64 << 10
	// MaxSequence is the longest control sequence or string, in bytes.
	MaxSequence = 4 << 10
	// EscWait is how long a lone Esc waits for the rest of a sequence.
	EscWait = 500 * time.Millisecond
	// SequenceWait is how long a sequence, or half a character, may take.
	SequenceWait = time.Second
	// PasteWait is how long a paste may pause before it counts as ended.
	PasteWait = 5 * time.Second
)

// Kind is what an Event tells.
type Kind uint8

// The kinds.
const (
	Press        Kind = iota // a key or a paste, in Event.Key
	PasteTooLong             // a paste over MaxPaste was dropped whole
	FocusIn                  // the terminal's window got the focus
	FocusOut                 // the terminal's window lost the focus
	Background               // the terminal's background colour, in R, G, B
)

// Event is one thing that happened at a terminal.
type Event struct {
	Kind Kind
	Key  keys.Key
	// Burst says that the key came in one piece with others as words do, several
	// characters in a row: a paste without its marks, or a line held up on its
	// way. Outside a field it is no key.
	Burst   bool
	R, G, B uint8
}

// state is where in a sequence the decoder is.
type state uint8

const (
	ground  state = iota
	escape        // after ESC
	csi           // after ESC [
	ss3           // after ESC O
	str           // in the body of an OSC, DCS or APC
	strEsc        // after an ESC in a body
	mouse         // in the three bytes of an old mouse report
	pasting       // between the paste marks
)

// Decoder is the state between the bytes. The zero Decoder is ready.
type Decoder struct {
	state state
	since time.Time // when the pending sequence began, or the paste last grew
	lone  bool      // the pending sequence's ESC came alone, as a person's does
	intro byte      // what followed the ESC of a string
	buf   []byte    // the sequence so far, or half a character
	left  int       // bytes of a mouse report to come
	mod   keys.Mod  // for the next key: Alt after an ESC

	paste   []byte
	tooLong bool
	matched int  // bytes of pasteEnd seen
	afterCR bool // the last byte was a CR, so that an LF belongs to it

	now   time.Time
	emit  func(Event)
	piece []Event // of the bytes being fed, reused
}

// Feed decodes p, read at now, and gives what it holds to emit, in order.
func (d *Decoder) Feed(p []byte, now time.Time, emit func(Event)) {
	d.Tick(now, emit)
	d.now = now
	d.emit = func(e Event) { d.piece = append(d.piece, e) }
	for i, b := range p {
		d.next(b, i == len(p)-1)
	}
	d.emit = nil
	markBursts(d.piece)
	for i, e := range d.piece {
		d.piece[i] = Event{} // nothing that was typed stays behind
		emit(e)
	}
	d.piece = d.piece[:0]
}

// Due is when Tick must be called if nothing comes before, and whether at all.
func (d *Decoder) Due() (time.Time, bool) {
	switch d.state {
	case ground:
		return d.since.Add(SequenceWait), len(d.buf) > 0
	case escape:
		return d.since.Add(EscWait), true
	case pasting:
		return d.since.Add(PasteWait), true
	}
	return d.since.Add(SequenceWait), true
}

// Tick gives up on what has been pending for too long.
func (d *Decoder) Tick(now time.Time, emit func(Event)) {
	due, pending := d.Due()
	if !pending || now.Before(due) {
		return
	}
	d.now, d.emit = now, emit
	if d.state == pasting {
		d.endPaste()
	} else {
		d.abort()
		if d.state == ground && len(d.buf) > 0 {
			d.abort() // half a character at the end of what was typed text after all
		}
	}
	d.emit = nil
}

// next takes one byte; last says that no more came with it.
func (d *Decoder) next(b byte, last bool) {
	switch d.state {
	case ground:
		d.text(b, last)
	case escape:
		d.afterEscape(b, last)
	case csi:
		d.inCSI(b, last)
	case ss3:
		d.inSS3(b, last)
	case str, strEsc:
		d.inString(b, last)
	case mouse:
		if d.left--; d.left == 0 {
			d.state = ground
		}
	case pasting:
		d.inPaste(b)
	}
}

// begin notes that an ESC came.
func (d *Decoder) begin(last bool) {
	d.state, d.since, d.lone, d.buf = escape, d.now, last, d.buf[:0]
}

// text takes a byte outside any sequence.
func (d *Decoder) text(b byte, last bool) {
	afterCR := d.afterCR
	d.afterCR = false
	if len(d.buf) > 0 && (b < 0x80 || b >= 0xc0) {
		d.buf = d.buf[:0]
		d.char(utf8.RuneError) // the character before stayed half
	}
	switch {
	case b == 0x1b:
		d.begin(last)
	case b == '\n' && afterCR:
	case b < ' ' || b == 0x7f:
		d.afterCR = b == '\r'
		d.press(control(b))
	case b < 0x80:
		d.char(rune(b))
	default:
		if len(d.buf) == 0 {
			d.since = d.now
		}
		d.buf = append(d.buf, b)
		for len(d.buf) > 0 && utf8.FullRune(d.buf) {
			r, n := utf8.DecodeRune(d.buf)
			d.buf = d.buf[:copy(d.buf, d.buf[n:])]
			d.char(r)
		}
	}
}

// control is the key of a control character.
func control(b byte) keys.Key {
	switch b {
	case '\r', '\n':
		return keys.Press(keys.Enter)
	case '\t':
		return keys.Press(keys.Tab)
	case '\b', 0x7f:
		return keys.Press(keys.Backspace)
	case 0:
		return keys.Char(' ').With(keys.Ctrl)
	}
	if b <= 26 {
		return keys.Char(rune(b) + 'a' - 1).With(keys.Ctrl)
	}
	return keys.Char(rune(b) + '@').With(keys.Ctrl)
}

// char passes a typed character on; C1 controls are not typed.
func (d *Decoder) char(r rune) {
	if r >= 0x80 && r < 0xa0 {
		d.mod = 0
		return
	}
	d.press(keys.Char(r))
}

// press passes a key on.
func (d *Decoder) press(k keys.Key) {
	k.Mod |= d.mod
	d.mod = 0
	d.emit(Event{Kind: Press, Key: k})
}

// afterEscape takes the byte after an ESC.
func (d *Decoder) afterEscape(b byte, last bool) {
	switch b {
	case '[':
		d.state = csi
	case 'O':
		d.state = ss3
	case ']', 'P', '_':
		d.state, d.intro = str, b
	case 0x1b:
		d.press(keys.Press(keys.Esc))
		d.begin(last)
	default:
		d.state = ground
		d.typedEscape()
		d.text(b, last)
	}
}

// typedEscape tells an Esc that was typed before another key from the one that
// an Alt sends together with it.
func (d *Decoder) typedEscape() {
	if d.lone {
		d.press(keys.Press(keys.Esc))
		return
	}
	d.mod = keys.Alt
}

// replay passes a pending sequence on as what it was: an Esc or an Alt, the
// introducer, and text.
func (d *Decoder) replay(intro byte) {
	body := d.buf
	d.state, d.buf = ground, nil
	d.typedEscape()
	d.text(intro, false)
	for _, b := range body {
		d.text(b, false)
	}
}

// giveUp ends a pending sequence, which was typed or is of no use to anyone.
func (d *Decoder) giveUp(intro byte, typed bool) {
	if typed {
		d.replay(intro)
		return
	}
	d.state, d.buf = ground, d.buf[:0]
}

// abort gives up on the pending sequence.
func (d *Decoder) abort() {
	switch d.state {
	case ground:
		d.buf = d.buf[:0]
		d.char(utf8.RuneError)
	case escape:
		d.state = ground
		d.press(keys.Press(keys.Esc))
	case csi:
		d.giveUp('[', d.lone || len(d.buf) == 0)
	case ss3:
		d.giveUp('O', true)
	case str, strEsc:
		d.giveUp(d.intro, !isReply(d.intro, d.buf))
	case mouse:
		d.state = ground
	}
}
