package linear

import (
	"context"
	"errors"
	"io"
	"strings"

	"convene/internal/safetext"
	"convene/tui/input"
	"convene/tui/paint"
)

// ErrLeft says that the person left: Ctrl-C, Ctrl-D on an empty line, or the
// end of their input.
var ErrLeft = errors.New("linear: the person left")

// MaxLine is the longest line taken, in bytes. A longer one is not sent in part:
// it counts as empty, and the person is told.
const MaxLine = 16 << 10

// usualWidth is where lines are wrapped when the terminal does not say.
const usualWidth = 72

// Console reads lines from a terminal and writes lines to it. With Echo it is
// the terminal that shows nothing by itself (an SSH terminal is raw), so the
// console shows what is typed; without, the client does. One goroutine uses it.
type Console struct {
	Events <-chan input.Event
	Out    io.Writer
	Echo   bool
	// Width tells where lines are wrapped now; nil or 0 is 72.
	Width func() int
	// Height tells how many lines are seen at once; nil or 0 is 24.
	Height func() int
	// Seen gives a channel that is closed as soon as all that was written until
	// now has arrived; nil where nobody can tell.
	Seen func() <-chan struct{}
	// LinesOnly says that the terminal can show nothing but lines.
	LinesOnly bool

	begun bool            // a prompt stands on the line
	held  strings.Builder // what goes out with the next write
}

// write sends out what was held, and s behind it, in one piece: on a slow link
// each piece costs as much as half a line.
func (c *Console) write(s string) error {
	if c.held.Len() > 0 {
		c.held.WriteString(s)
		s = c.held.String()
		c.held.Reset()
	}
	if s == "" {
		return nil
	}
	_, err := io.WriteString(c.Out, s)
	return err
}

// Say writes a text as lines wrapped at words. Nothing but printable characters
// and line ends goes out.
func (c *Console) Say(words string) error { return c.write(c.lines(words)) }

// hold says a text with what is written next, which is a prompt as a rule.
func (c *Console) hold(words string) { c.held.WriteString(c.lines(words)) }

// lines is a text as Say writes it.
func (c *Console) lines(words string) string {
	var b strings.Builder
	if c.begun {
		b.WriteString(c.end())
		c.begun = false
	}
	for _, line := range c.wrapped(words) {
		b.WriteString(line)
		b.WriteString(c.end())
	}
	return b.String()
}

// wrapped is a text line by line, as wide as the terminal.
func (c *Console) wrapped(words string) (out []string) {
	width := usualWidth
	if c.Width != nil && c.Width() > 0 {
		width = c.Width()
	}
	for _, para := range strings.Split(safetext.Clean(safetext.Body, words).String(), "\n") {
		for _, s := range paint.Wrap(para, width) {
			out = append(out, para[s.From:s.To])
		}
	}
	return out
}

// usualHeight is how many lines are seen where the terminal does not say.
const usualHeight = 24

// clear moves what stands on the screen out of sight, by empty lines alone.
func (c *Console) clear() error {
	n := usualHeight
	if c.Height != nil && c.Height() > 0 {
		n = c.Height()
	}
	c.begun = false
	return c.write(strings.Repeat(c.end(), n))
}

// end is a line end as the other side wants it.
func (c *Console) end() string {
	if c.Echo {
		return "\r\n"
	}
	return "\n"
}

// Prompt writes words as the beginning of the line on which the person types;
// where they take more lines, they are wrapped at words, and the last is it. Where the client shows what is typed they have a line of their own.
func (c *Console) Prompt(words string) error {
	if !c.Echo {
		return c.Say(words)
	}
	words = strings.Join(c.wrapped(words), c.end())
	if c.begun {
		words = c.end() + words
	}
	c.begun = true
	return c.write(words + " ")
}

// ReadLine reads one line. A secret one is never shown. It ends with ctx, or
// with ErrLeft.
func (c *Console) ReadLine(ctx context.Context, secret bool) (string, error) {
	l := c.edit(secret)
	for {
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case e, ok := <-c.Events:
			done, err := l.event(e, ok)
			if err != nil {
				return "", errors.Join(ErrLeft, err)
			}
			if done {
				return l.taken(), c.newline()
			}
		}
	}
}

// edit starts a line.
func (c *Console) edit(secret bool) *lineEdit {
	return &lineEdit{console: c, show: c.Echo && !secret}
}

// newline ends the line the person typed on.
func (c *Console) newline() error {
	c.ended()
	return c.write("")
}

// ended does so with what is written next.
func (c *Console) ended() {
	c.begun = false
	if c.Echo {
		c.held.WriteString(c.end())
	}
}
