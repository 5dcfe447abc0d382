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
	Verb string
	// Text is as it was typed, but for the spaces around it and around flags.
	Text   string
	Format string
	Lang   string
	Out    string
	// As names one of the seats that a key opens: its number, its name, or how
	// that begins.
	As string
	// Item names an agenda item, by its number or id.
	Item  string
	JSON  bool
	Large bool
	// Nation says that a delegate speaks for their government.
	Nation bool
	// Another says that a second seat of one key is meant.
	Another bool
}

// maxLine is the longest line looked at, in bytes.
const maxLine = 4 << 10

// maxShown is how much of an unknown word is said back, in characters.
const maxShown = 24

// Parse reads a raw line. Words stand between spaces; "--name value" and
// "--name=value" set a flag, a value with blanks in quotation marks; from "--" on all is text. It refuses an empty line,
// an unknown flag, a flag without its value, and a line with anything in it
// that could not be typed, each with a fault.
func Parse(raw string) (Line, error) {
	if len(raw) > maxLine || !typed(raw) {
		return Line{}, fault.New("remote.line")
	}
	raw = strings.ReplaceAll(raw, "\t", " ")
	words := split(raw)
	if len(words) == 0 {
		return Line{}, fault.New("remote.empty")
	}
	l := Line{Verb: shown(strings.ToLower(words[0].text))}
	var text strings.Builder
	end := -1 // of the text taken last
	for words = words[1:]; len(words) > 0; words = words[1:] {
		word := words[0]
		if word.text == "--" {
			if text.Len() == 0 {
				words = words[1:]
			}
			if len(words) > 0 {
				join(&text, raw, end, words[0].from, len(raw))
			}
			break
		}
		if !strings.HasPrefix(word.text, "--") {
			join(&text, raw, end, word.from, word.from+len(word.text))
			end = word.from + len(word.text)
			continue
		}
		used, err := l.flag(raw, words)
		if err != nil {
			return Line{}, err
		}
		words, end = words[used:], -1
	}
	l.Text = unquoted(strings.TrimFunc(text.String(), blank))
	return l, nil
}

// token is a word of a line, and where it begins.
type token struct {
	text string
	from int
}

func split(raw string) []token {
	var out []token
	from := -1
	for i, r := range raw {
		switch {
		case blank(r) && from >= 0:
			out, from = append(out, token{raw[from:i], from}), -1
		case !blank(r) && from < 0:
			from = i
		}
	}
	if from >= 0 {
		out = append(out, token{raw[from:], from})
	}
	return out
}

// join adds raw[from:to] to the text, with what stood between if it follows on
// what was added last.
func join(text *strings.Builder, raw string, end, from, to int) {
	switch {
	case end >= 0:
		text.WriteString(raw[end:from])
	case text.Len() > 0:
		text.WriteByte(' ')
	}
	text.WriteString(raw[from:to])
}

// unquoted takes the quotation marks off that a second shell would have taken.
func unquoted(text string) string {
	if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' && !strings.Contains(text[1:n-1], `"`) {
		return text[1 : n-1]
	}
	return text
}

// flag sets the flag that words begin with, and says how many of the words after
// it were its value.
func (l *Line) flag(raw string, words []token) (used int, err error) {
	flag, after := words[0], words[1:]
	name, value, given := strings.Cut(flag.text[2:], "=")
	if set, ok := map[string]*bool{"json": &l.JSON, "large": &l.Large, "nation": &l.Nation, "another": &l.Another}[name]; ok && !given {
		*set = true
		return 0, nil
	}
	into, ok := map[string]*string{"format": &l.Format, "lang": &l.Lang, "out": &l.Out, "as": &l.As, "item": &l.Item}[name]
	if !ok {
		return 0, fault.New("remote.flag", "flag", shown(flag.text))
	}
	from := flag.from + len(flag.text) - len(value)
	if !given && len(after) > 0 && !strings.HasPrefix(after[0].text, "--") {
		value, used, from = after[0].text, 1, after[0].from
	}
	if inside, ok := inMarks(raw[from:]); ok && value != "" {
		value = inside
		for end := from + len(inside); used < len(after) && after[used].from <= end; {
			used++
		}
	}
	if value == "" {
		return 0, fault.New("remote.flag_empty", "flag", "--"+name)
	}
	*into = value
	if name == "format" || name == "lang" {
		*into = strings.ToLower(value)
	}
	return used, nil
}

// inMarks gives what stands between the quotation marks that raw begins with. The
// second of them ends a word, so that O'Neil may stand between such marks.
func inMarks(raw string) (inside string, ok bool) {
	if raw == "" || raw[0] != '"' && raw[0] != '\'' {
		return "", false
	}
	for i := 1; i < len(raw); i++ {
		if raw[i] == raw[0] && (i+1 == len(raw) || raw[i+1] == ' ') {
			return raw[1:i], true
		}
	}
	return "", false
}

func blank(r rune) bool { return r == ' ' }

// typed reports whether a line holds only what cleaning would leave as it is.
func typed(raw string) bool {
	raw = strings.ReplaceAll(raw, "\t", " ")
	return utf8.ValidString(raw) && safetext.Clean(safetext.Line, raw).String() == raw
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
