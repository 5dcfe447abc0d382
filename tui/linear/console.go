// Package linear is the line-by-line face: append-only lines, numbered choices,
// typed words; no cursor movement, no repainting, no Bubble Tea. It serves
// screen readers, slow links, scripts of a terminal, and the few lines at the
// door that everyone sees before any drawing.
//
// Concurrency: one goroutine per session reads lines and writes answers; what
// the room does meanwhile waits until the line being typed is sent.
package linear

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"convene/internal/safetext"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/paint"
)

// ErrLeft says that the person left: Ctrl-C, Ctrl-D on an empty line, or the
// end of their input.
var ErrLeft = errors.New("linear: the person left")

// MaxLine is the longest line taken, in bytes; what goes beyond is not taken
// and the bell says so.
const MaxLine = 4 << 10

// Console reads lines from a terminal and writes lines to it. With Echo it is
// the terminal that shows nothing by itself (an SSH terminal is raw), so the
// console shows what is typed; without, the client does.
type Console struct {
	Events <-chan input.Event
	Out    io.Writer
	Echo   bool
	// Width is where lines are wrapped; 0 is 72.
	Width int
}

// Say writes a text as lines wrapped at words. Nothing but printable characters
// and line ends goes out.
func (c *Console) Say(words string) error {
	width := c.Width
	if width <= 0 {
		width = 72
	}
	var b strings.Builder
	for _, para := range strings.Split(safetext.Clean(safetext.Body, words).String(), "\n") {
		for _, s := range paint.Wrap(para, width) {
			b.WriteString(para[s.From:s.To])
			b.WriteString("\r\n")
		}
	}
	_, err := io.WriteString(c.Out, b.String())
	return err
}

// Prompt writes words without a line end, as the beginning of the line on which
// the person types.
func (c *Console) Prompt(words string) error {
	_, err := io.WriteString(c.Out, safetext.Clean(safetext.Line, words).String())
	return err
}

// ReadLine reads one line. A secret one is never shown. It ends with ctx, or
// with ErrLeft.
func (c *Console) ReadLine(ctx context.Context, secret bool) (string, error) {
	l := lineEdit{console: c, show: c.Echo && !secret}
	for {
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case e, ok := <-c.Events:
			if !ok {
				return "", ErrLeft
			}
			if e.Kind != input.Press {
				continue
			}
			done, err := l.key(e.Key)
			if err != nil {
				return "", err
			}
			if done {
				return l.text, c.newline()
			}
		}
	}
}

func (c *Console) newline() error {
	if !c.Echo {
		return nil
	}
	_, err := io.WriteString(c.Out, "\r\n")
	return err
}

// lineEdit is the line under the person's hands.
type lineEdit struct {
	console *Console
	text    string
	show    bool
}

func (l *lineEdit) key(k keys.Key) (done bool, err error) {
	switch {
	case k.Code == keys.Enter:
		return true, nil
	case k.Code == keys.Backspace:
		return false, l.erase()
	case k.Code == keys.Rune && k.Mod == keys.Ctrl:
		switch k.Rune {
		case 'c':
			return false, ErrLeft
		case 'd':
			if l.text == "" {
				return false, ErrLeft
			}
		case 'u':
			for l.text != "" {
				if err := l.erase(); err != nil {
					return false, err
				}
			}
		}
		return false, nil
	}
	words, ok := k.Printable()
	if !ok {
		return false, nil
	}
	words, rest, cut := strings.Cut(strings.ReplaceAll(words, "\r", "\n"), "\n")
	words = safetext.Clean(safetext.Fragment, words).String()
	if len(l.text)+len(words) > MaxLine {
		return false, l.write("\a")
	}
	l.text += words
	// A pasted line end sends the line; what came behind it is a new line's.
	return cut && rest == "", l.write(words)
}

// erase takes the last grapheme back, on the screen too.
func (l *lineEdit) erase() error {
	if l.text == "" {
		return nil
	}
	last, rest := "", l.text
	for rest != "" {
		last, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
	}
	l.text = strings.TrimSuffix(l.text, last)
	w := paint.Width(last)
	return l.write(strings.Repeat("\b", w) + strings.Repeat(" ", w) + strings.Repeat("\b", w))
}

func (l *lineEdit) write(s string) error {
	if !l.show || s == "" {
		return nil
	}
	_, err := io.WriteString(l.console.Out, s)
	return err
}
