package remote

import (
	"strings"
	"unicode/utf8"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// Line is a command line that was understood: a verb, the flags that are known,
// and everything else as text. Nothing of it is expanded, unquoted or run.
type Line struct {
	Verb   string
	Text   string
	Format string
	Lang   string
	Out    string
	JSON   bool
}

// maxLine is the longest line looked at, in bytes.
const maxLine = 4 << 10

// maxShown is how much of an unknown word is said back, in characters.
const maxShown = 24

// Parse reads a raw line. Words stand between spaces; "--name value" and
// "--name=value" set a flag; after "--" all is text. It refuses an empty line,
// an unknown flag, a flag without its value, and a line with anything in it
// that could not be typed, each with a fault.
func Parse(raw string) (Line, error) {
	if len(raw) > maxLine || !typed(raw) {
		return Line{}, fault.New("remote.line")
	}
	words := strings.FieldsFunc(raw, blank)
	if len(words) == 0 {
		return Line{}, fault.New("remote.empty")
	}
	l := Line{Verb: strings.ToLower(words[0])}
	var text []string
	for words = words[1:]; len(words) > 0; words = words[1:] {
		word := words[0]
		if word == "--" {
			text = append(text, words[1:]...)
			break
		}
		if !strings.HasPrefix(word, "--") {
			text = append(text, word)
			continue
		}
		used, err := l.flag(word, words[1:])
		if err != nil {
			return Line{}, err
		}
		words = words[used:]
	}
	l.Text = strings.Join(text, " ")
	l.Verb = shown(l.Verb)
	return l, nil
}

// flag sets one flag and says how many of the words after it were its value.
func (l *Line) flag(word string, after []string) (used int, err error) {
	name, value, given := strings.Cut(word[2:], "=")
	if name == "json" && !given {
		l.JSON = true
		return 0, nil
	}
	into, ok := map[string]*string{"format": &l.Format, "lang": &l.Lang, "out": &l.Out}[name]
	if !ok {
		return 0, fault.New("remote.flag", "flag", shown(word))
	}
	if !given && len(after) > 0 && !strings.HasPrefix(after[0], "--") {
		value, used = after[0], 1
	}
	if value == "" {
		return 0, fault.New("remote.flag_empty", "flag", "--"+name)
	}
	*into = strings.ToLower(value)
	if name == "out" {
		*into = value
	}
	return used, nil
}

func blank(r rune) bool { return r == ' ' || r == '\t' }

// typed reports whether a line holds only what cleaning would leave as it is.
func typed(raw string) bool {
	return utf8.ValidString(raw) && safetext.Clean(safetext.Line, strings.ReplaceAll(raw, "\t", " ")).String() == strings.ReplaceAll(raw, "\t", " ")
}

// shown is the beginning of a word, to be said back.
func shown(word string) string {
	n := 0
	for i := range word {
		if n == maxShown {
			return word[:i] + "…"
		}
		n++
	}
	return word
}
