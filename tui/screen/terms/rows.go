package terms

import (
	"strconv"
	"strings"
	"time"

	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Small words and rows that several pages share.

func title(e *screen.Env, sec *terms.Section) string {
	if t, ok := sec.Title[e.Lang]; ok {
		return t
	}
	return sec.Title["en"]
}

// in gives words of the template in the person's language.
func in(e *screen.Env, w terms.Words) string {
	if t, ok := w[e.Lang]; ok {
		return t
	}
	return w["en"]
}

// numbered are the sections that have a number: all but the annex.
func numbered(t *terms.State) int {
	n := 0
	for _, sec := range t.Sections {
		if !sec.Annex {
			n++
		}
	}
	return n
}

// where names a section: "Section 11 of 19 · Communication", or the annex.
func where(e *screen.Env, sec *terms.Section) string {
	if sec.Annex {
		return e.Say("terms.section.annex", "title", title(e, sec))
	}
	return e.Say("terms.section.of", "number", sec.Order, "total", numbered(e.Snap.Terms), "title", title(e, sec))
}

// state is how far a section has come, as a word.
func state(e *screen.Env, sec *terms.Section) string {
	if sec.Itself && sec.Status == terms.Empty {
		return e.Say("terms.state.itself")
	}
	return e.Say("terms.state." + e.Snap.Terms.Stands(sec).Word())
}

// named lists sections for a sentence: by number and title while a question has
// room for that, else by number.
func named(e *screen.Env, list []*terms.Section) string {
	const titles = 8
	var out []string
	for _, sec := range list {
		out = append(out, itoa(sec.Order))
		if len(list) <= titles {
			out[len(out)-1] += " " + title(e, sec)
		}
	}
	if len(list) <= titles {
		return strings.Join(out, "; ")
	}
	return e.Words.List(out)
}

// notAsked says which sections no check has agreed, before the whole is asked
// (id "terms.whole.unchecked") or after it was adopted ("terms.whole.with"); nil
// where there are none.
func notAsked(e *screen.Env, id string) []string {
	list := e.Snap.Terms.Unchecked(e.Snap.Texts.Get)
	if len(list) == 0 {
		return nil
	}
	return []string{e.Say(id, "n", len(list), "sections", named(e, list))}
}

func docStatus(e *screen.Env, s terms.DocStatus) string {
	if s == terms.DraftDoc {
		return e.Say("terms.status.draft")
	}
	return e.Say("terms.status." + string(s))
}

func name(e *screen.Env, id roster.SeatID) string {
	if seat := e.Snap.Roster.Seat(id); seat != nil {
		return screen.PersonName(seat)
	}
	return e.Say("document.history.participant")
}

func day(e *screen.Env, t time.Time) string { return e.Words.Day(t, e.Zone) }

func strong(e *screen.Env, words string) []paint.Row {
	return append(paint.Paragraph(theme.Strong, words, e.W), nil)
}

func plain(e *screen.Env, words string) []paint.Row {
	return paint.Paragraph(theme.Plain, words, e.W)
}

func dim(e *screen.Env, words string) []paint.Row {
	return paint.Paragraph(theme.Dim, words, e.W)
}

func indented(e *screen.Env, n int, style theme.Style, words string) []paint.Row {
	return paint.Shift(n, paint.Paragraph(style, words, e.W-n))
}

// line is a row of a list: the mark of the chosen one, a number, words.
func line(e *screen.Env, chosen bool, number int, words string) []paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	n := ""
	if number > 0 {
		n = strconv.Itoa(number)
	}
	lead := paint.Line(paint.Text(theme.Accent, mark), paint.Text(style, pad(2, n)), paint.Spaces(2))
	rows := paint.Paragraph(style, words, e.W-6)
	for i := range rows {
		if i == 0 {
			rows[i] = paint.Join(lead, rows[i])
		} else {
			rows[i] = paint.Indent(6, rows[i])
		}
	}
	return rows
}

func pad(width int, s string) string {
	for len(s) < width {
		s = " " + s
	}
	return s
}

// list moves a choice through n lines: arrows and the ends, or a number typed
// digit by digit. It reports whether the key was about that.
type list struct {
	at    int
	typed int
}

func (l *list) key(k keys.Key, a keys.Action, n int) bool {
	typed := l.typed
	l.typed = 0
	switch a {
	case keys.RowUp:
		l.at = (l.at + n - 1) % max(n, 1)
	case keys.RowDown:
		l.at = (l.at + 1) % max(n, 1)
	case keys.FirstRow:
		l.at = 0
	case keys.LastRow:
		l.at = n - 1
	case keys.Choose:
		d, _ := k.Digit()
		to := typed*10 + d
		if to < 1 || to > n {
			to = d
		}
		if to < 1 || to > n {
			return true
		}
		l.at, l.typed = to-1, to
	default:
		return false
	}
	return true
}

// fit keeps the choice among n lines that may have become fewer.
func (l *list) fit(n int) { l.at = min(max(l.at, 0), max(n-1, 0)) }

func hint(a keys.Action, words string) keys.Hint { return keys.Hint{Action: a, Words: words} }

func itoa(n int) string { return strconv.Itoa(n) }
