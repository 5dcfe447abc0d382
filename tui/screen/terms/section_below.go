package terms

import (
	"time"

	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// around is what stands around the text, for as long as it stays the same.
type around struct {
	key    aroundKey
	bottom []paint.Row
	step   string
	hints  []keys.Hint
	over   bool // what the hints were made for
}

// aroundKey is all that it is made from.
type aroundKey struct {
	terms          *terms.State
	people         *roster.State
	me             roster.SeatID
	texts          *workshop.Texts // where it says whether the section is empty
	status         workshop.Status
	step           string
	lang           string
	writing        *screen.Writing
	active, aside  bool
	beside         bool
	writers, guide int
	w, h           int
	words          library.Words
	marks          theme.Marks
	zone           *time.Location
}

// besides gives what stands around the text.
func (x *section) besides(e *screen.Env, sec *terms.Section, w *screen.Writing) *around {
	k := aroundKey{terms: e.Snap.Terms, people: e.Snap.Roster, me: e.Me, status: e.Snap.Status, step: e.Snap.Agenda.At.Step, lang: x.lang, writing: w,
		active: w.Active(), writers: w.Writers(e), guide: x.guide, w: e.W, h: e.H, words: e.Words, marks: e.Theme.Marks, zone: e.Zone}
	if k.active {
		k.aside, k.beside = w.Aside(e)
	}
	if sec.Itself {
		k.texts = e.Snap.Texts
	}
	if a := &x.around; a.key != k {
		*a = around{key: k, bottom: x.below(e, sec, w), step: x.step(e, sec, w)}
	}
	return &x.around
}

// step is the head: which section, how far it is, how many write.
func (x *section) step(e *screen.Env, sec *terms.Section, w *screen.Writing) string {
	dot := " " + e.Theme.Dot + " "
	words := where(e, sec) + dot + state(e, sec)
	if lang := x.language(e); lang != e.Lang {
		words += dot + e.InLanguage(lang)
	} else if sec.Original != "" && lang != sec.Original {
		words += dot + e.Language(lang)
	}
	if n := w.Writers(e); n > 0 {
		words += dot + e.Say("terms.writing", "n", n)
	}
	return words
}

// below is what stands under the text: what was decided, what waits, a piece of
// guidance, and who sees what is written.
func (x *section) below(e *screen.Env, sec *terms.Section, w *screen.Writing) []paint.Row {
	var rows []paint.Row
	add := func(more []paint.Row) { rows = append(append(rows, nil), more...) }
	switch {
	case sec.Status == terms.NotUsed:
		add(plain(e, e.Say("document.not_used", "why", sec.Why.String())))
	case sec.Check != nil && !sec.Check.IsOpen():
		add(plain(e, standing(e, sec.Check)))
	case sec.Itself && sec.Blank(e.Snap.Texts.Get):
		add(dim(e, e.Say("terms.section.itself")))
	}
	if sec.Status == terms.Open && owner(e, sec) != "" {
		rows = append(rows, plain(e, takenOn(e, sec))...)
	}
	if line := x.waiting(e, sec); line != "" && !w.Active() {
		add(indented(e, 0, theme.Waiting, line))
	}
	if !x.writable(e) {
		return rows
	}
	var guide []paint.Row
	if n := len(sec.Guidance); n > 0 {
		i := x.guide % n
		guide = dim(e, e.Say("terms.guidance", "text", in(e, sec.Guidance[i]), "number", i+1, "total", n))
	}
	if e.H >= 13 && len(guide) > 0 && len(rows)+len(guide) < e.H-8 {
		add(guide)
	}
	add(plain(e, e.Say("terms.named")))
	return rows
}

// waiting is the one line about what waits here for the group.
func (x *section) waiting(e *screen.Env, sec *terms.Section) string {
	switch n := len(e.Snap.Terms.Waiting(x.id)); {
	case sec.Check.IsOpen():
		return e.Say("terms.check.runs")
	case len(sec.Wishes) > 0:
		wish := sec.Wishes[0]
		return e.Say("terms.wish", "name", name(e, wish.By), "why", wish.Reason.String())
	case n > 0:
		return e.Say("terms.arrive.waiting", "n", n)
	case sec.Status == terms.Ready:
		return e.Say("terms.ready.note", "version", sec.Version)
	}
	return ""
}

func takenOn(e *screen.Env, sec *terms.Section) string {
	if sec.Due.IsZero() {
		return e.Say("terms.open.owner_only", "name", owner(e, sec))
	}
	return e.Say("terms.open.owner", "name", owner(e, sec), "date", day(e, sec.Due))
}
