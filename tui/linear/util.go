package linear

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"convene/internal/workshop/roster"
)

func itoa(n int) string { return strconv.Itoa(n) }

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// number reads a number from 1 to n.
func number(word string, n int) (int, bool) {
	k, err := strconv.Atoi(strings.TrimSpace(word))
	return k, err == nil && k >= 1 && k <= n
}

// titled puts words behind what they are; a title that asks needs no colon.
func titled(title, words string) string {
	if strings.HasSuffix(title, "?") {
		return title + " " + words
	}
	return title + ": " + words
}

// upper makes a sentence of words that stand in the middle of others elsewhere.
func upper(words string) string {
	_, n := utf8.DecodeRuneInString(words)
	return strings.ToUpper(words[:n]) + words[n:]
}

// sentence ends with one sign: a title that asks has its own.
func sentence(words string) string {
	if strings.HasSuffix(words, ".") || strings.HasSuffix(words, "?") {
		return words
	}
	return words + "."
}

// groupName is a partner group in the person's language; empty for none.
func (s *session) groupName(g roster.Group, own string) string {
	if own != "" {
		return own
	}
	if x, ok := s.deps.Lib.Group(string(g)); ok {
		return s.w.In(x.Name)
	}
	return ""
}

// day says a date.
func (s *session) day(t time.Time) string { return s.w.Day(t, s.zone()) }

// calendar says a day that was given without a zone, as it was typed if it is
// none.
func (s *session) calendar(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return s.w.Day(t, time.UTC)
}
