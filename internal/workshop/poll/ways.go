package poll

import (
	"strings"

	"convene/internal/workshop/roster"
)

// Ways says by which ways the answers came, passes too: how many, and never
// which. Who has no screen is on the list for all to see, so small numbers would
// tell whether one of them answered (safety §5): outside named mode ways of one
// or two are not told apart, see [Ways.Told]. It is told of what was shown to all,
// and of nothing that is open: a number that grows would point at who just spoke
// with a scribe.
type Ways struct {
	Screen int `json:"screen,omitempty"`
	Scribe int `json:"scribe,omitempty"` // told to somebody beside them
	Paper  int `json:"paper,omitempty"`
	Phone  int `json:"phone,omitempty"`
	// Hand counts all but Screen, where they are too few to be told apart.
	Hand int `json:"hand,omitempty"`
}

// Add counts one answer.
func (w *Ways) Add(way roster.Way) {
	switch way {
	case roster.NoWay:
		w.Screen++
	case roster.Paper:
		w.Paper++
	case roster.Phone:
		w.Phone++
	default:
		w.Scribe++
	}
}

// Told is what may be known of the ways; nil where all answered on their own
// screens, and where so few did or did not that it would be known of whom. In named
// mode it is all.
func (w Ways) Told(named bool) *Ways {
	hand := w.Scribe + w.Paper + w.Phone
	few := func(n int) bool { return n > 0 && n < MinCell }
	switch {
	case hand == 0:
		return nil
	case named:
	case few(hand), few(w.Screen):
		return nil
	case few(w.Scribe), few(w.Paper), few(w.Phone):
		return &Ways{Screen: w.Screen, Hand: hand}
	}
	return &w
}

// Said is the sentence of a reader's language: "11 on screen, 3 on paper."; empty
// for nil. say gives sentences.
func (w *Ways) Said(say func(id string, args ...any) string) string {
	if w == nil || *w == (Ways{}) { // empty in records that only said "some"
		return ""
	}
	var parts []string
	for _, x := range []struct {
		n  int
		id string
	}{{w.Screen, "screen"}, {w.Scribe, "scribe"}, {w.Paper, "paper"}, {w.Phone, "phone"}, {w.Hand, "hand"}} {
		if x.n > 0 {
			parts = append(parts, say("vote.way."+x.id, "n", x.n))
		}
	}
	return strings.Join(parts, ", ") + "."
}

// Entered is a name beside an open answer, and who put it for that person, if
// somebody did: by is their name, or empty (domain R-04). say gives sentences.
func Entered(say func(id string, args ...any) string, name, by string) string {
	if by == "" {
		return name
	}
	return name + " (" + say("for.entered", "who", by) + ")"
}
