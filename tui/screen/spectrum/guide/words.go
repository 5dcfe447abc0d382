package guide

import (
	"strings"
	"time"
	"unicode/utf8"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
)

// In is a text of the record in the person's language, or the English there is.
func In(e *screen.Env, w domain.Words) string {
	if s := w[e.Lang]; s != "" {
		return s
	}
	return w["en"]
}

// Level is the name of a level by its id.
func Level(e *screen.Env, id string) string {
	l, ok := e.Snap.Spectrum.Content.Level(id)
	if !ok {
		return id
	}
	return In(e, l.Name)
}

// LevelAt is the name of the level at a place of the order, from 0.
func LevelAt(e *screen.Env, i int) string {
	levels := e.Snap.Spectrum.Content.Levels
	if i < 0 || i >= len(levels) {
		return ""
	}
	return In(e, levels[i].Name)
}

// Levels are the names of levels in a row.
func Levels(e *screen.Env, ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, Level(e, id))
	}
	return e.Words.List(names)
}

// Middle is a middle answer in words: a level, or between two.
func Middle(e *screen.Env, m poll.Middle) string {
	switch {
	case m.None():
		return e.Say("spectrum.reveal.none")
	case m.Tie():
		return e.Say("spectrum.reveal.between", "low", LevelAt(e, m.Low), "high", LevelAt(e, m.High))
	}
	return LevelAt(e, m.Low)
}

// Day is a calendar day in words.
func Day(e *screen.Env, d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return e.Words.Day(t, time.UTC) // a day has no zone
}

// Person is somebody in charge, as the record names them; empty for nobody.
func Person(e *screen.Env, p domain.Person) string {
	if p.Here() {
		if seat := e.Snap.Roster.Seat(p.Seat); seat != nil {
			return screen.PersonName(seat)
		}
		return ""
	}
	return p.Name.String()
}

// Nations are the names of governments in a row; one that nobody named yet is
// said so.
func Nations(e *screen.Env, nations []safetext.Text) string {
	var names []string
	for _, n := range nations {
		if n.IsBlank() {
			names = append(names, e.Say("spectrum.nation.unnamed"))
		} else {
			names = append(names, n.String())
		}
	}
	if len(names) == 0 {
		return e.Say("spectrum.nation.unnamed")
	}
	return e.Words.List(names)
}

// LackWords are the sentences of what is lacking.
func LackWords(e *screen.Env, lacks []domain.Lack, nations []safetext.Text) []string {
	var out []string
	for _, l := range lacks {
		words := e.Say("spectrum.lack."+string(l), "nation", Nations(e, nations))
		out = append(out, Capital(words)+".")
	}
	return out
}

// Capital makes a line's beginning of words that also stand in a foot.
func Capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
