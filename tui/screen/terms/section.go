package terms

import (
	"slices"
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

// section is one section: its text, read or written together, and below it what
// helps now.
type section struct {
	s     *Screen
	id    string
	lang  string // a translation in front; empty is the original
	top   int    // first row in sight
	over  int    // rows out of sight at the last layout
	room  int    // rows of text in sight
	guide int    // which piece of guidance
	moved bool   // writing goes on in another's text, and no key was pressed yet
	last  struct {
		lang string
		w    *screen.Writing
	}
	around around
	rows   []paint.Row // of the last page, to be used again
}

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

func newSection(s *Screen, id string) *section { return &section{s: s, id: id} }

func (x *section) data(e *screen.Env) *terms.Section { return e.Snap.Terms.Section(x.id) }

// language is that of the text in front.
func (x *section) language(e *screen.Env) string {
	switch sec := x.data(e); {
	case x.lang != "":
		return x.lang
	case sec.Original != "":
		return sec.Original
	}
	return e.Lang
}

func (x *section) inText() bool {
	for _, w := range x.s.writings {
		if id, _, _ := terms.ParseTextID(w.Text); id == x.id && w.InText() {
			return true
		}
	}
	return false
}

func (x *section) page(e *screen.Env) screen.Page {
	sec := x.data(e)
	w := x.writing(e)
	if w.Active() && !x.writable(e) {
		w.Stop() // a check has opened, or it was agreed: the text stays as it is
	}
	text, around := w.Lines(e), x.besides(e, sec, w)
	bottom := around.bottom
	x.room = max(4, e.H-len(bottom))
	p := screen.Page{Step: around.step, Focus: -1, Rows: x.rows[:0]}
	x.over = max(0, text.Len-x.room)
	if x.over > 0 {
		x.room--
		x.over = text.Len - x.room
	}
	if over := x.over > 0; around.hints == nil || around.over != over {
		around.hints, around.over = x.hints(e, sec, w), over
	}
	p.Hints = around.hints
	if text.Focus >= 0 {
		x.top = min(max(x.top, text.Focus-x.room+1), text.Focus)
	}
	x.top = min(max(x.top, 0), x.over)
	p.Rows = text.Append(p.Rows, x.top, min(x.top+x.room, text.Len))
	if x.over > 0 {
		more := e.Say("frame.end")
		if below := text.Len - x.top - x.room; below > 0 {
			more = e.Say("frame.more", "n", below)
		}
		p.Rows = append(p.Rows, paint.Indent(6, paint.Line(paint.Text(theme.Dim, more))))
	}
	if text.Cursor != nil {
		p.Cursor = &paint.Point{X: text.Cursor.X, Y: text.Cursor.Y - x.top}
	}
	for len(p.Rows)+len(bottom) < e.H && len(bottom) > 0 { // it stays where it is while the text grows
		p.Rows = append(p.Rows, nil)
	}
	p.Rows = append(p.Rows, bottom...)
	x.rows = p.Rows
	if len(p.Rows) > e.H { // a very small screen: the text comes first
		p.Rows = p.Rows[:e.H]
	}
	return p
}

// step is the head: which section, how far it is, how many write.
func (x *section) step(e *screen.Env, sec *terms.Section, w *screen.Writing) string {
	dot := " " + e.Theme.Dot + " "
	words := where(e, sec) + dot + state(e, sec)
	if lang := x.language(e); sec.Original != "" && lang != sec.Original {
		words += dot + language(e, lang)
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

// writable reports whether this person may write in the text in front, as far
// as this screen can tell.
func (x *section) writable(e *screen.Env) bool {
	sec, whole := x.data(e), e.Snap.Terms.Whole
	if !canWrite(e) || sec.Status == terms.NotUsed {
		return false
	}
	if lang := x.language(e); sec.Original != "" && lang != sec.Original {
		return !about(sec.Check, x.id, lang) || !(sec.Status == terms.Checking || sec.Status.Settled())
	}
	if whole.Check.IsOpen() || whole.Status == terms.AdoptedDoc || whole.Status == terms.InForce || whole.Status == terms.Over {
		return false
	}
	return sec.Status != terms.Checking && !sec.Status.Settled()
}

// about reports whether a check asked about a text.
func about(c *terms.Check, section, lang string) bool {
	return c != nil && slices.ContainsFunc(c.Texts, func(t terms.TextVersion) bool { return t.Section == section && t.Lang == lang })
}

func (x *section) hints(e *screen.Env, sec *terms.Section, w *screen.Writing) []keys.Hint {
	if w.Active() {
		return w.Hints(e)
	}
	hints := []keys.Hint{hint(keys.Main, x.mainWords(e, sec)), hint(keys.NextPart, e.Say("terms.foot.actions"))}
	hints[0].Field = hints[0].Words == e.Say("terms.foot.write")
	if x.over > 0 {
		hints = append(hints, hint(keys.More, e.Say("terms.foot.read_on")))
	} else if x.writable(e) && len(sec.Guidance) > 1 {
		hints = append(hints, hint(keys.Guidance, ""))
	}
	for _, a := range []keys.Action{keys.Guidance, keys.History, keys.Undo, keys.Original, keys.Write, keys.Close} {
		if !slices.ContainsFunc(hints, func(h keys.Hint) bool { return h.Action == a }) {
			hints = append(hints, hint(a, ""))
		}
	}
	return hints
}

// mainWords and main are what Enter does: write where one may, answer where the
// room is asked, else read on.
func (x *section) mainWords(e *screen.Env, sec *terms.Section) string {
	switch {
	case sec.Check.IsOpen():
		return e.Say("terms.foot.to_check")
	case x.writable(e) && e.Snap.Agenda.At.Step != terms.StepRead:
		return e.Say("terms.foot.write")
	}
	return e.Say("terms.foot.next_section")
}

func (x *section) main(e *screen.Env, sec *terms.Section) screen.Do {
	switch {
	case sec.Check.IsOpen():
		x.s.push(newCheck(x.s, sec.Check))
	case x.writable(e) && e.Snap.Agenda.At.Step != terms.StepRead:
		x.writing(e).Begin(e)
	default:
		x.next(e)
	}
	return screen.Do{}
}

// next goes on to the following section that is used, and after the last one
// back to the list.
func (x *section) next(e *screen.Env) {
	all := e.Snap.Terms.Sections
	i := slices.IndexFunc(all, func(s *terms.Section) bool { return s.ID == x.id })
	for _, sec := range all[i+1:] {
		if sec.Status != terms.NotUsed {
			*x = section{s: x.s, id: sec.ID}
			return
		}
	}
	x.s.drop(x)
}

func (x *section) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	sec, w := x.data(e), x.writing(e)
	x.moved = false
	if w.Active() {
		return w.Key(e, k)
	}
	switch a {
	case keys.Main:
		return x.main(e, sec)
	case keys.NextPart:
		x.s.push(&menu{s: x.s, title: actionsTitle, actions: x.actions})
	case keys.More:
		if x.top >= x.over {
			x.next(e)
		} else {
			x.top += max(1, x.room-1)
		}
	case keys.Before:
		x.top -= max(1, x.room-1)
	case keys.Write:
		if x.writable(e) {
			w.Begin(e)
		}
	case keys.Guidance:
		x.guide++
	case keys.History:
		x.s.push(&history{s: x.s, id: x.id})
	case keys.Original:
		x.turnLanguage(e, sec)
	case keys.Undo:
		if x.writable(e) {
			return w.Undo(e)
		}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// turnLanguage shows the section's next language: the original, then its
// translations.
func (x *section) turnLanguage(e *screen.Env, sec *terms.Section) {
	langs := []string{sec.Original}
	for _, l := range e.Lib.Languages() {
		if l.Tag != sec.Original && e.Snap.Texts.Get(terms.TextID(x.id, l.Tag)) != nil {
			langs = append(langs, l.Tag)
		}
	}
	i := slices.Index(langs, x.language(e))
	x.lang, x.top = langs[(i+1)%len(langs)], 0
	if x.lang == sec.Original {
		x.lang = ""
	}
}
