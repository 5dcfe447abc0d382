package field

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"convene/tui/keys"
	"convene/tui/paint"
)

// step is what undo goes back to.
type step struct {
	text  string
	caret int
}

// steps is how many changes can be undone.
const steps = 100

// remember keeps the text as it is before a change.
func (f *Field) remember() {
	if len(f.undo) == steps {
		f.undo = slices.Delete(f.undo, 0, 1)
	}
	f.undo = append(f.undo, step{f.text, f.caret})
}

// Undo takes the last change back: a word, a paste, a deletion.
func (f *Field) Undo() bool {
	if len(f.undo) == 0 {
		return false
	}
	last := f.undo[len(f.undo)-1]
	f.undo = f.undo[:len(f.undo)-1]
	f.text, f.stale, f.typing = last.text, true, false
	f.moveTo(last.caret)
	return true
}

// edit does the keys that take text away.
func (f *Field) edit(k keys.Key) bool {
	word := k.Mod&(keys.Ctrl|keys.Alt) != 0
	switch {
	case k.Code == keys.Backspace && word, k == keys.Char('w').With(keys.Ctrl):
		return f.cut(f.wordBefore(f.caret), f.caret)
	case k.Code == keys.Backspace:
		return f.cut(f.before(f.caret), f.caret)
	case k.Code == keys.Delete && word, k == keys.Char('d').With(keys.Alt):
		return f.cut(f.caret, f.wordAfter(f.caret))
	case k.Code == keys.Delete, k == keys.Char('d').With(keys.Ctrl):
		return f.cut(f.caret, f.after(f.caret))
	case k == keys.Char('u').With(keys.Ctrl):
		return f.cut(f.lineStart(), f.caret)
	case k == keys.Char('k').With(keys.Ctrl):
		return f.cut(f.caret, f.lineEnd())
	case k == keys.Char('z').With(keys.Ctrl), k == keys.Char('_').With(keys.Ctrl):
		return f.Undo()
	}
	return false
}

// cut takes the bytes from to to away.
func (f *Field) cut(from, to int) bool {
	if from >= to {
		return true // nothing there, but the key was for the field
	}
	f.remember()
	f.replace(from, to, "")
	return true
}

// move does the keys that move the caret. Up on the first line and Down on the
// last are not the field's.
func (f *Field) move(k keys.Key) bool {
	word := k.Mod&(keys.Ctrl|keys.Alt) != 0
	f.wrap(f.width)
	switch {
	case k.Code == keys.Left && word, k == keys.Char('b').With(keys.Alt):
		f.jump(f.wordBefore(f.caret))
	case k.Code == keys.Right && word, k == keys.Char('f').With(keys.Alt):
		f.jump(f.wordAfter(f.caret))
	case k.Code == keys.Left:
		f.jump(f.before(f.caret))
	case k.Code == keys.Right:
		f.jump(f.after(f.caret))
	case k.Code == keys.Home && word:
		f.jump(0)
	case k.Code == keys.End && word:
		f.jump(len(f.text))
	case k.Code == keys.Home, k == keys.Char('a').With(keys.Ctrl):
		f.jump(f.lineStart())
	case k.Code == keys.End, k == keys.Char('e').With(keys.Ctrl):
		f.jump(f.lineEnd())
	case k.Code == keys.Up:
		return f.vertical(-1)
	case k.Code == keys.Down:
		return f.vertical(+1)
	default:
		return false
	}
	return true
}

// jump moves the caret by hand, which ends a run of typing.
func (f *Field) jump(at int) {
	f.typing = false
	f.moveTo(at)
}

// vertical moves the caret to the line above or below, near the column it came
// from.
func (f *Field) vertical(by int) bool {
	y := f.line(f.caret)
	if y+by < 0 || y+by >= len(f.spans) {
		return false
	}
	goal := f.goal
	if goal < 0 {
		goal = f.column(y, f.caret)
	}
	s, x := f.spans[y+by], 0
	at := s.From
	for at < s.To {
		n := paint.Grapheme(f.text[at:])
		w := paint.Width(f.text[at : at+n])
		if x+w > goal {
			break
		}
		at, x = at+n, x+w
	}
	f.jump(at)
	f.goal = goal
	return true
}

// lineStart is where the caret's line begins.
func (f *Field) lineStart() int {
	f.wrap(f.width)
	return f.spans[f.line(f.caret)].From
}

// lineEnd is where the caret's line ends; a caret in the blanks at a wrap stays.
func (f *Field) lineEnd() int {
	f.wrap(f.width)
	y := f.line(f.caret)
	if y == len(f.spans)-1 {
		return len(f.text)
	}
	return max(f.spans[y].To, f.caret)
}

// before is the grapheme boundary before at.
func (f *Field) before(at int) int {
	if at == 0 {
		return 0
	}
	i := f.paragraph(at)
	if i == at {
		return at - 1 // over the line end
	}
	for {
		next := i + paint.Grapheme(f.text[i:])
		if next >= at {
			return i
		}
		i = next
	}
}

// after is the grapheme boundary after at.
func (f *Field) after(at int) int {
	if at >= len(f.text) {
		return at
	}
	return at + paint.Grapheme(f.text[at:])
}

// wordBefore is the beginning of the word before at.
func (f *Field) wordBefore(at int) int {
	for at > 0 && !f.inWord(f.before(at)) {
		at = f.before(at)
	}
	for at > 0 && f.inWord(f.before(at)) {
		at = f.before(at)
	}
	return at
}

// wordAfter is the end of the word after at.
func (f *Field) wordAfter(at int) int {
	for at < len(f.text) && !f.inWord(at) {
		at = f.after(at)
	}
	for at < len(f.text) && f.inWord(at) {
		at = f.after(at)
	}
	return at
}

// inWord reports whether the grapheme at byte at belongs to a word.
func (f *Field) inWord(at int) bool {
	r, _ := utf8.DecodeRuneInString(f.text[at:])
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '\'' || r == '’'
}
