package input

import (
	"unicode"

	"convene/tui/keys"
)

// burst is how many characters in a row, at least two of them different
// letters, are words and no keys when they come in one piece.
const burst = 3

// markBursts marks the stretches of a piece that are words, with the Enters and
// Tabs in them and behind them. A key held down is no word, nor is a number.
func markBursts(piece []Event) {
	for i := 0; i < len(piece); {
		j, n, letters := i, 0, 0
		var first rune
		for ; j < len(piece) && inWords(piece[j]); j++ {
			if piece[j].Key.Code != keys.Rune {
				continue
			}
			n++
			switch r := unicode.ToLower(piece[j].Key.Rune); {
			case !unicode.IsLetter(r):
			case letters == 0:
				first, letters = r, 1
			case r != first:
				letters = 2
			}
		}
		if n >= burst && letters > 1 {
			start := i
			for piece[start].Key.Code != keys.Rune { // an Enter before the first character is a key
				start++
			}
			for k := start; k < j; k++ {
				piece[k].Burst = true
			}
		}
		i = max(j, i+1)
	}
}

func inWords(e Event) bool {
	k := e.Key
	return e.Kind == Press && k.Mod == 0 && (k.Code == keys.Rune || k.Code == keys.Enter || k.Code == keys.Tab)
}
