package linear

import (
	"errors"
	"strings"

	"github.com/rivo/uniseg"

	"convene/internal/safetext"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/paint"
)

// errInterrupt is Ctrl-C: at the door the person leaves, in the room they are
// asked first.
var errInterrupt = errors.New("linear: interrupted")

// lineEdit is the line under the person's hands.
type lineEdit struct {
	console *Console
	text    string
	show    bool
	long    bool // more was typed than a line takes
}

// event takes what the terminal sent and says whether the line is finished. The
// end of the input is ErrLeft.
func (l *lineEdit) event(e input.Event, ok bool) (done bool, err error) {
	switch {
	case !ok:
		return false, ErrLeft
	case e.Kind == input.PasteTooLong:
		l.long = true
		return false, nil
	case e.Kind != input.Press:
		return false, nil
	}
	return l.key(e.Key)
}

// taken is the finished line; one that was too long is not taken in part.
func (l *lineEdit) taken() string {
	if l.long {
		return ""
	}
	return l.text
}

func (l *lineEdit) key(k keys.Key) (done bool, err error) {
	switch {
	case k.Code == keys.Enter:
		return true, nil
	case k.Code == keys.Backspace:
		return false, l.erase()
	case k.Code == keys.Rune && k.Mod == keys.Ctrl:
		return false, l.control(k.Rune)
	}
	words, ok := k.Printable()
	if !ok {
		return false, nil
	}
	// The line ends of a marked paste are spaces: a paste is never several lines
	// of which the later ones would be read as commands.
	words = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ").Replace(words)
	words = safetext.Clean(safetext.Fragment, words).String()
	if len(l.text)+len(words) > MaxLine {
		l.long = true
		return false, nil
	}
	l.text += words
	return false, l.write(words)
}

// control handles what a terminal's own line editing would.
func (l *lineEdit) control(r rune) error {
	switch r {
	case 'c':
		return errInterrupt
	case 'd':
		if l.text == "" {
			return ErrLeft
		}
	case 'u':
		for l.text != "" {
			if err := l.erase(); err != nil {
				return err
			}
		}
		l.long = false
	}
	return nil
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
	return l.console.write(s)
}
