package safetext

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// Display prepares one row for the screen: a row with right-to-left letters is
// wrapped in FSI…PDI, so that it turns nothing around it, and an isolate whose
// partner stands on another row is left out, so that it can't close ours
// (safety §2, step 2). A row without such letters comes back as it is.
func Display(row string) string {
	if plain(row) {
		return row
	}
	s := balance(row)
	for i := 0; i < len(s); {
		p, size := bidi.LookupString(s[i:])
		if size == 0 {
			break
		}
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLI:
			return string(fsi) + s + string(pdi)
		}
		i += size
	}
	return s
}

// balance leaves out isolates without a partner, and overrides always.
func balance(row string) string {
	if !strings.ContainsFunc(row, isBidi) {
		return row
	}
	keep := isolatesToKeep(Line, row)
	var b strings.Builder
	for i, r := range row {
		switch {
		case isMark(r) || !isBidi(r):
			b.WriteRune(r)
		case len(keep) > 0 && keep[0] == i:
			keep = keep[1:]
			b.WriteRune(r)
		}
	}
	return b.String()
}
