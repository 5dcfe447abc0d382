package paint

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// pieceSize is the most that goes out in one Write: the SSH library keeps its
// largest packet buffer per connection (performance §2).
const pieceSize = 4 << 10

// Painter draws frames on one terminal. It remembers what it drew and writes
// only what changed. If a write fails, the terminal's state is unknown and the
// next frame is drawn whole.
type Painter struct {
	w       io.Writer
	palette Palette
	buf     []byte
	wrote   int
	err     error

	// What the terminal shows.
	width, height int
	rows          []Row
	cursor        Point // of the last frame, if shown
	shown         bool
	blank         bool // nothing of the last frame can be trusted

	// Where its pen is.
	at    Point
	known bool // at is certain
	style Style
}

// New makes a painter that writes to w with palette's styles.
func New(w io.Writer, palette Palette) *Painter {
	return &Painter{w: w, palette: palette, blank: true}
}

// Enter takes the terminal over. If ask is set it also asks for the background
// colour; the answer, if any, comes with the input.
func (p *Painter) Enter(ask bool) error {
	p.begin()
	p.emit(enter)
	if ask {
		p.emit(askBackground)
	}
	p.blank, p.shown = true, false
	_, err := p.end()
	return err
}

// Leave gives the terminal back. It writes Reset even if a write failed before.
func (p *Painter) Leave() error {
	p.blank = true
	if _, err := io.WriteString(p.w, Reset); err != nil {
		return fmt.Errorf("reset terminal: %w", err)
	}
	return nil
}

// SetPalette changes the colours; the next frame is drawn whole if they differ.
func (p *Painter) SetPalette(palette Palette) {
	if !slices.Equal(p.palette, palette) {
		p.palette, p.blank = palette, true
	}
}

// Forget makes the next frame be drawn whole.
func (p *Painter) Forget() { p.blank = true }

// Paint brings the terminal from the last frame to f and returns how many bytes
// that took; 0 means nothing had changed. It keeps f's rows, never f.Rows
// itself. It blocks for as long as the terminal does.
func (p *Painter) Paint(f Frame) (int, error) {
	p.begin()
	if p.blank || f.W != p.width || f.H != p.height {
		p.clear(f.W, f.H)
	}
	for y := range p.rows {
		var r Row
		if y < len(f.Rows) {
			r = f.Rows[y]
		}
		if !r.Same(p.rows[y]) {
			p.row(y, r)
		}
	}
	p.placeCursor(f.Cursor)
	return p.end()
}

// clear blanks a screen of w by h cells.
func (p *Painter) clear(w, h int) {
	p.emit("\x1b[m\x1b[?25l\x1b[H\x1b[2J")
	p.style, p.at, p.known, p.shown, p.blank = 0, Point{}, true, false, false
	p.width, p.height = w, h
	p.rows = slices.Grow(p.rows[:0], max(h, 0))[:max(h, 0)]
	clear(p.rows)
}

// row draws r on line y.
func (p *Painter) row(y int, r Row) {
	old := p.rows[y]
	if r.Width() > p.width {
		r = Clip(r, p.width, "")
	}
	p.rows[y] = r
	if old.steady() && r.steady() {
		p.patch(y, old, r)
		return
	}
	p.redraw(y, old, r)
}

// redraw writes the whole of r, because terminals disagree about where its
// characters, or those of the row before, stand.
func (p *Painter) redraw(y int, old, r Row) {
	if slices.Equal(old, r) {
		return
	}
	p.move(0, y)
	p.setStyle(0)
	p.emit("\x1b[K")
	x, isolated := 0, false
	for _, s := range r {
		if rtl := s.kind&rightToLeft != 0; rtl != isolated {
			p.move(x, y)
			p.isolate(rtl)
			isolated = rtl
		}
		p.put(x, y, s.style, s.text, s.kind)
		x += s.Width()
	}
	if isolated && x < p.width {
		p.isolate(false)
	}
}

// isolate opens or closes the span in which a terminal that knows about
// direction orders the characters by themselves (safety §2).
func (p *Painter) isolate(open bool) {
	if open {
		p.emit("\u2068")
	} else {
		p.emit("\u2069")
	}
	p.known = false
}

// put writes text at x, y.
func (p *Painter) put(x, y int, style Style, text string, k kind) {
	if text == "" {
		return
	}
	p.setStyle(style)
	p.move(x, y)
	if k == 0 {
		p.emit(text)
		p.advance(x+len(text), y)
		return
	}
	wasWide, lost := false, false
	for text != "" {
		c, w := cluster(text)
		text = text[len(c):]
		// After a character whose width is a matter of opinion the next one is
		// placed, not appended.
		if lost || wasWide && len(c) == 1 {
			p.known = false
			p.move(x, y)
		}
		p.emit(c)
		wasWide = len(c) > 1
		lost = wasWide && k&shaky != 0 && !agreed(c, w)
		x += w
		p.advance(x, y)
	}
	if wasWide {
		p.known = false
	}
}

// advance notes where the pen is after a write that the terminal followed.
func (p *Painter) advance(x, y int) { p.at, p.known = Point{x, y}, x < p.width }

// placeCursor shows the cursor at c, or hides it.
func (p *Painter) placeCursor(c *Point) {
	if c == nil || c.X < 0 || c.Y < 0 || c.X >= p.width || c.Y >= p.height {
		if p.shown {
			p.emit("\x1b[?25l")
			p.shown = false
		}
		return
	}
	if p.shown && p.cursor == *c && p.wrote == 0 && len(p.buf) == 0 {
		return
	}
	p.move(c.X, c.Y)
	if !p.shown {
		p.emit("\x1b[?25h")
	}
	p.shown, p.cursor = true, *c
}

// move brings the pen to x, y.
func (p *Painter) move(x, y int) {
	if p.known && p.at == (Point{x, y}) {
		return
	}
	p.need(16)
	p.buf = append(p.buf, "\x1b["...)
	p.buf = strconv.AppendInt(p.buf, int64(y+1), 10)
	if x > 0 {
		p.buf = append(p.buf, ';')
		p.buf = strconv.AppendInt(p.buf, int64(x+1), 10)
	}
	p.buf = append(p.buf, 'H')
	p.at, p.known = Point{x, y}, true
}

// setStyle changes the pen.
func (p *Painter) setStyle(s Style) {
	if s == p.style {
		return
	}
	p.style = s
	if int(s) < len(p.palette) {
		p.emit(p.palette[s])
		return
	}
	p.emit("\x1b[m")
}

// begin starts a frame.
func (p *Painter) begin() { p.buf, p.wrote, p.err = p.buf[:0], 0, nil }

// emit adds s to the frame. Pieces end between sequences and characters, unless
// s alone is longer than a piece.
func (p *Painter) emit(s string) {
	p.need(len(s))
	for len(p.buf)+len(s) > pieceSize {
		n := pieceSize - len(p.buf)
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		p.buf, s = append(p.buf, s[:n]...), s[n:]
		p.flush()
	}
	p.buf = append(p.buf, s...)
}

// need makes room for n bytes in this piece.
func (p *Painter) need(n int) {
	if len(p.buf) > 0 && len(p.buf)+n > pieceSize {
		p.flush()
	}
}

// flush writes the piece, unless an earlier one failed.
func (p *Painter) flush() {
	if p.err == nil && len(p.buf) > 0 {
		var n int
		n, p.err = p.w.Write(p.buf)
		p.wrote += n
	}
	p.buf = p.buf[:0]
}

// end writes what is left of the frame.
func (p *Painter) end() (int, error) {
	p.flush()
	if p.err != nil {
		p.blank = true
		return p.wrote, fmt.Errorf("paint: %w", p.err)
	}
	return p.wrote, nil
}
