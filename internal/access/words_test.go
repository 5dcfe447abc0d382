package access

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestWordListsAreKindAndLong(t *testing.T) {
	for language, unkind := range map[string][]string{
		"en": {"abuse", "orphan", "victim", "weapon", "abandon"},
		"es": {"aborto", "abuso", "cárcel", "muerte", "adoptar"},
	} {
		list := wordList(language)
		if len(list) < 1700 { // 10.7 bits a word
			t.Errorf("%s has only %d words", language, len(list))
		}
		for _, word := range unkind {
			if slices.Contains(list, word) {
				t.Errorf("%s gives %q to a person", language, word)
			}
		}
		folded := make(map[string]bool)
		for _, word := range list {
			folded[FoldWords(word)] = true
			if !norm.NFC.IsNormalString(word) {
				t.Errorf("%q is not in composed form", word)
			}
		}
		if len(folded) != len(list) {
			t.Errorf("%s has %d words, %d when folded", language, len(list), len(folded))
		}
	}
}

// What is issued, and a slip in it, is told from what people type otherwise.
func TestLikeWords(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		for range 50 {
			for _, words := range []string{NewReturnWords(lang), NewPassphrase(lang), NewPassphrase(lang) + "q"} {
				if !LikeWords(strings.ToUpper(words)) {
					t.Errorf("%q may be read out", words)
				}
			}
		}
	}
	for _, line := range []string{"", "help", "edit agenda 3", "quién es la persona que guía", "how do we get on to the next"} {
		if LikeWords(line) {
			t.Errorf("%q is taken for secret words", line)
		}
	}
}
