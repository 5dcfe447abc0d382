package library

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// sentence is a sentence cut into its parts once, at the start. forms is nil
// unless it has plural forms; then whole is the form "other", and "zero" is
// used for exactly none in every language.
type sentence struct {
	whole  form
	forms  *[8]*form // by plural.Form
	places []string  // sorted; with "n" where it has plural forms
	marked bool      // English standing in for a language that lacks it
}

// form is one wording: literals and places in turn, beginning with a literal.
type form struct {
	literals []string // one more than places
	places   []string
	size     int // bytes of the literals
}

// namedForm is a plural form and its name in the files, as CLDR names them.
type namedForm struct {
	name string
	form plural.Form
}

// parseForm cuts a wording at its places.
func parseForm(text string) (form, error) {
	var f form
	for {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			break
		}
		shut := strings.IndexByte(text[open:], '}')
		if text[open] == '}' || shut < 0 {
			return f, fmt.Errorf("a brace is open or closed alone; a place looks like {name}")
		}
		name := text[open+1 : open+shut]
		if !isPlace(name) {
			return f, fmt.Errorf("{%s} is not a place; a place is a word of small letters, like {name}", name)
		}
		f.literals = append(f.literals, text[:open])
		f.places = append(f.places, name)
		text = text[open+shut+1:]
	}
	f.literals = append(f.literals, text)
	for _, l := range f.literals {
		f.size += len(l)
	}
	return f, nil
}

func isPlace(name string) bool {
	for i, r := range name {
		if !(r >= 'a' && r <= 'z' || r == '_' || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return name != ""
}

// say fills the places of the form that args choose.
func (s *sentence) say(t *tongue, args []any) string {
	f := &s.whole
	if s.forms != nil {
		f = s.choose(t, args)
	}
	if len(f.places) == 0 && !s.marked {
		return f.literals[0]
	}
	var b strings.Builder
	b.Grow(f.size + 16*len(f.places) + len(mark))
	if s.marked {
		b.WriteString(mark)
	}
	for i, name := range f.places {
		v := value(args, name)
		b.WriteString(t.grammar.before(f.literals[i], t.tag, v))
		write(&b, t.tag, name, v)
	}
	b.WriteString(f.literals[len(f.places)])
	return b.String()
}

// choose picks the plural form for the argument n.
func (s *sentence) choose(t *tongue, args []any) *form {
	n, ok := number(value(args, "n"))
	if !ok {
		return &s.whole
	}
	if f := s.forms[plural.Zero]; n == 0 && f != nil {
		return f
	}
	if n < 0 {
		n = -n
	}
	if f := s.forms[plural.Cardinal.MatchPlural(t.plural, n%10_000_000, 0, 0, 0, 0)]; f != nil {
		return f
	}
	return &s.whole
}

// value finds an argument by name among the pairs; nil where it is missing.
func value(args []any, name string) any {
	for i := 0; i+1 < len(args); i += 2 {
		if k, ok := args[i].(string); ok && k == name {
			return args[i+1]
		}
	}
	return nil
}

func number(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case int64:
		return int(n), true
	case int32:
		return int(n), true
	case uint64:
		return int(n), true
	case uint:
		return int(n), true
	}
	return 0, false
}

func write(b *strings.Builder, lang, name string, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteByte('{')
		b.WriteString(name)
		b.WriteByte('}')
	case string:
		b.WriteString(v)
	case int:
		b.WriteString(strconv.Itoa(v))
	case Text:
		b.WriteString(v.In(lang))
	case fmt.Stringer:
		b.WriteString(v.String())
	default:
		fmt.Fprint(b, v)
	}
}

func pluralForms() []namedForm {
	return []namedForm{
		{"zero", plural.Zero}, {"one", plural.One}, {"two", plural.Two},
		{"few", plural.Few}, {"many", plural.Many}, {"other", plural.Other},
	}
}

// newSentence makes a sentence of a text, or of a table of plural forms.
func newSentence(v any) (*sentence, error) {
	switch v := v.(type) {
	case string:
		f, err := parseForm(v)
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(v) == "" {
			return nil, fmt.Errorf("the sentence is empty")
		}
		return &sentence{whole: f, places: sorted(f.places)}, nil
	case map[string]any:
		return newPlural(v)
	}
	return nil, fmt.Errorf("a sentence is a text in quotes, or a table with one and other")
}

func newPlural(table map[string]any) (*sentence, error) {
	s := &sentence{forms: new([8]*form), places: []string{"n"}}
	for _, p := range pluralForms() {
		v, ok := table[p.name]
		if !ok {
			continue
		}
		text, ok := v.(string)
		if !ok || strings.TrimSpace(text) == "" {
			return nil, fmt.Errorf("the plural form %s is not a text", p.name)
		}
		f, err := parseForm(text)
		if err != nil {
			return nil, err
		}
		s.forms[p.form] = &f
		s.places = append(s.places, f.places...)
	}
	whole := s.forms[plural.Other]
	if whole == nil {
		return nil, fmt.Errorf("the plural form other is missing")
	}
	s.whole = *whole
	s.places = sorted(s.places)
	return s, nil
}

// isPlural tells a table of plural forms from a part of an id.
func isPlural(table map[string]any) bool {
	for name := range table {
		if !slices.ContainsFunc(pluralForms(), func(p namedForm) bool { return p.name == name }) {
			return false
		}
	}
	return len(table) > 0
}

func sorted(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}
