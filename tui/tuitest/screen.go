// Package tuitest reads what the program shows, as a person would: a Screen is a
// virtual terminal, a Client a person at one over real SSH. Nothing in it waits
// for a time to pass; a wait is for a state, with a deadline for giving up.
//
// Screens and clients may be used by several goroutines. Each holds goroutines
// and must be closed. The package itself knows no *testing.T, so benchmarks and
// load generators use it too; Dial adds the one thing tests need, to fail.
package tuitest

import (
	"context"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Screen is a virtual terminal. Write feeds it what a server sends.
type Screen struct {
	mu      sync.Mutex
	emu     *vt.Emulator
	modes   map[int]bool
	shown   bool
	changed chan struct{} // closed at the next change
	drained chan struct{}
}

var _ io.WriteCloser = (*Screen)(nil)

// NewScreen makes a screen of w by h cells. What the terminal answers, such as
// its background colour, goes to replies; nil drops it.
func NewScreen(w, h int, replies io.Writer) *Screen {
	s := &Screen{
		emu: vt.NewEmulator(w, h), modes: map[int]bool{7: true}, shown: true,
		changed: make(chan struct{}), drained: make(chan struct{}),
	}
	s.emu.SetCallbacks(vt.Callbacks{
		CursorVisibility: func(v bool) { s.shown = v },
		EnableMode:       func(m ansi.Mode) { s.mode(m, true) },
		DisableMode:      func(m ansi.Mode) { s.mode(m, false) },
	})
	if replies == nil {
		replies = io.Discard
	}
	go func() {
		defer close(s.drained)
		_, _ = io.Copy(replies, s.emu) // the terminal waits until its answer is taken
	}()
	return s
}

func (s *Screen) mode(m ansi.Mode, on bool) {
	if d, ok := m.(ansi.DECMode); ok {
		s.modes[d.Mode()] = on
	}
}

// Write shows p.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.emu.Write(p)
	s.notify()
	return n, err
}

// Resize changes the size.
func (s *Screen) Resize(w, h int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emu.Resize(w, h)
	s.notify()
}

func (s *Screen) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Close ends the screen's goroutine. The screen can still be read.
func (s *Screen) Close() error {
	// Not Emulator.Close: it writes a field that Read is reading.
	if c, ok := s.emu.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
	<-s.drained
	return nil
}

// ModeOn reports whether a DEC private mode, such as 2004 for marked pastes, is
// on.
func (s *Screen) ModeOn(mode int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.modes[mode]
}

// Grid is what the screen shows now.
func (s *Screen) Grid() Grid {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.grid()
}

// Row is the text that line y shows now, without the blanks at its end: for load
// generators, which can't afford a whole Grid at each change.
func (s *Screen) Row(y int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for x := range s.emu.Width() {
		if c := s.emu.CellAt(x, y); c != nil && c.Width > 0 {
			b.WriteString(c.Content)
		} else if c == nil {
			b.WriteByte(' ')
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Scrollback is what stands above the screen, where a person can scroll back to
// it: lines that went out of it at the top.
func (s *Screen) Scrollback() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for _, line := range s.emu.Scrollback().Lines() {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}

func (s *Screen) grid() Grid {
	pos := s.emu.CursorPosition()
	g := Grid{W: s.emu.Width(), H: s.emu.Height(), CursorX: pos.X, CursorY: pos.Y,
		CursorShown: s.shown, Alternate: s.emu.IsAltScreen()}
	g.cells = make([]Cell, g.W*g.H)
	for y := range g.H {
		for x := range g.W {
			if c := s.emu.CellAt(x, y); c != nil {
				g.cells[y*g.W+x] = cellOf(c)
			}
		}
	}
	return g
}

// Wait returns once want holds for what the screen shows, or fails when ctx
// ends, saying what it showed last.
func (s *Screen) Wait(ctx context.Context, want func(Grid) bool) error {
	for {
		s.mu.Lock()
		g, changed := s.grid(), s.changed
		s.mu.Unlock()
		if want(g) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("the screen never came to it: %w; it shows\n%s", context.Cause(ctx), g)
		}
	}
}

// cellOf reduces an emulator's cell to what a person sees.
func cellOf(c *uv.Cell) Cell {
	st := Style{
		FG: colourName(c.Style.Fg), BG: colourName(c.Style.Bg),
		Bold: c.Style.Attrs&uv.AttrBold != 0, Faint: c.Style.Attrs&uv.AttrFaint != 0,
		Underline: c.Style.Underline != uv.UnderlineNone, Invert: c.Style.Attrs&uv.AttrReverse != 0,
	}
	text := c.Content
	if c.Width == 0 {
		text = "" // half of a wide cell, or a mark without a cell of its own
	} else if text == "" {
		text = " "
	}
	if text == " " && !st.Underline && !st.Invert {
		st = Style{BG: st.BG} // ink on a blank can't be seen
	}
	return Cell{Text: text, Style: st}
}

func colourName(c color.Color) string {
	switch c := c.(type) {
	case nil:
		return ""
	case ansi.BasicColor:
		return strconv.Itoa(int(c))
	case ansi.IndexedColor:
		return strconv.Itoa(int(c))
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
