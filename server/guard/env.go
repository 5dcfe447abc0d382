package guard

import "regexp"

// What of a client's environment is let in: names on this list, with values
// that are plain words of at most 64 bytes (safety §1.4, §2). A value is data
// for guessing a language or a colour depth, and goes nowhere else.
const (
	envName  = `^(TERM|COLORTERM|LANG|LC_[A-Z]{1,24}|NO_COLOR|TERM_PROGRAM)$`
	envValue = `^[A-Za-z0-9._@:+/-]{1,64}$`
	termName = `^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`
)

// defaultTerm stands for a TERM that is no terminal's name.
const defaultTerm = "xterm-256color"

// filter holds the compiled patterns; one serves all sessions of a process.
type filter struct{ name, value, term *regexp.Regexp }

func newFilter() *filter {
	return &filter{
		name:  regexp.MustCompile(envName),
		value: regexp.MustCompile(envValue),
		term:  regexp.MustCompile(termName),
	}
}

// admits says whether a variable may be kept.
func (f *filter) admits(name, value string) bool {
	return f.name.MatchString(name) && f.value.MatchString(value)
}

// terminal returns a usable TERM: empty stays empty, which means a plain
// terminal, and what is not a terminal's name becomes the default.
func (f *filter) terminal(term string) string {
	if term == "" || f.term.MatchString(term) {
		return term
	}
	return defaultTerm
}
