package terms

import (
	"slices"
	"time"

	"convene/internal/safetext"
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

func (x *section) writing(e *screen.Env) *screen.Writing {
	id := terms.TextID(x.id, x.language(e))
	w := x.s.writings[id]
	if w == nil {
		w = screen.NewWriting(id)
		x.s.writings[id] = w
	}
	return w
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
	text, bottom := w.Layout(e), x.below(e, sec, w)
	x.room = max(4, e.H-len(bottom))
	p := screen.Page{Step: x.step(e, sec, w), Focus: -1, Hints: x.hints(e, sec, w)}
	x.over = max(0, len(text.Rows)-x.room)
	if x.over > 0 {
		x.room--
		x.over = len(text.Rows) - x.room
	}
	if text.Focus >= 0 {
		x.top = min(max(x.top, text.Focus-x.room+1), text.Focus)
	}
	x.top = min(max(x.top, 0), x.over)
	p.Rows = append(p.Rows, text.Rows[x.top:min(x.top+x.room, len(text.Rows))]...)
	if x.over > 0 {
		more := e.Say("frame.end")
		if below := len(text.Rows) - x.top - x.room; below > 0 {
			more = e.Say("frame.more", "n", below)
		}
		p.Rows = append(p.Rows, paint.Indent(6, paint.Line(paint.Text(theme.Dim, more))))
	}
	if text.Cursor != nil {
		p.Cursor = &paint.Point{X: text.Cursor.X, Y: text.Cursor.Y - x.top}
	}
	p.Rows = append(p.Rows, bottom...)
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
	if w.Active() {
		return w.Key(e, k)
	}
	switch a {
	case keys.Main:
		return x.main(e, sec)
	case keys.NextPart:
		x.s.push(&menu{s: x.s, title: "terms.actions", actions: x.actions})
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

// actions is what can be done with the section, by this person, now.
func (x *section) actions(e *screen.Env) []action {
	sec := x.data(e)
	var out []action
	add := func(when bool, id string, do func(e *screen.Env) screen.Do, args ...any) {
		if when {
			out = append(out, action{e.Say(id, args...), do})
		}
	}
	give := func(body any) func(*screen.Env) screen.Do {
		return func(*screen.Env) screen.Do { return screen.Give(body) }
	}
	show := func(p part) func(*screen.Env) screen.Do {
		return func(*screen.Env) screen.Do { x.s.push(p); return screen.Do{} }
	}
	write, guide := canWrite(e), canGuide(e)
	open := write && sec.Status != terms.NotUsed && sec.Status != terms.Checking && !sec.Status.Settled() && !locked(e)
	blank := sec.Blank(e.Snap.Texts.Get)
	waiting := len(e.Snap.Terms.Waiting(x.id))

	add(guide && open && (sec.Status == terms.Ready || sec.Status == terms.Open), "terms.do.open_check", func(e *screen.Env) screen.Do {
		return x.s.openCheck(e, x.id)
	})
	add(waiting > 0, "terms.do.arrivals", show(newArrivals(x.s, x.id)), "n", waiting)
	add(x.writable(e), "terms.do.side", func(e *screen.Env) screen.Do { return x.side(e) })
	add(open && !blank && sec.Status != terms.Ready, "terms.do.ready", give(terms.MakeReady{Section: x.id}))
	add(open && sec.Status == terms.Ready, "terms.do.draft", give(terms.MakeDraft{Section: x.id}))
	add(sec.Check.IsOpen(), "terms.foot.to_check", func(e *screen.Env) screen.Do { return x.main(e, x.data(e)) })
	add(sec.Check != nil && !sec.Check.IsOpen(), "terms.do.result", show(&result{s: x.s, section: x.id}))
	add(write && sec.Status == terms.Open, "terms.do.takeon", x.takeOn)
	add(guide && open && !sec.Minimum, "terms.do.not_used", x.reason("terms.unused.ask", func(r safetext.Text) any {
		return terms.MarkNotUsed{Section: x.id, Reason: r}
	}))
	shut := sec.Status.Settled() || locked(e) && sec.Status != terms.Checking
	add(guide && shut, "terms.do.reopen", x.reason("terms.reopen.ask", func(r safetext.Text) any {
		return terms.Reopen{Section: x.id, Reason: r}
	}))
	add(write && !guide && shut, "terms.do.wish", x.reason("terms.wish.ask", func(r safetext.Text) any {
		return terms.WishReopen{Section: x.id, Reason: r}
	}))
	for _, w := range sec.Wishes {
		add(guide || w.By == e.Me, "terms.do.drop_wish", give(terms.DropWish{Section: x.id, ID: w.ID}), "name", name(e, w.By))
	}
	out = append(out, x.languageActions(e, sec, give)...)
	out = append(out, x.nationActions(e, sec, give)...)
	add(true, "terms.do.views", show(&views{s: x.s, section: x.id}), "n", len(e.Snap.Terms.ViewsOf(x.id)))
	add(true, "terms.do.history", show(&history{s: x.s, id: x.id}))
	return out
}

// languageActions offer translations: writing one, and saying that it says what
// the original says.
func (x *section) languageActions(e *screen.Env, sec *terms.Section, give func(any) func(*screen.Env) screen.Do) []action {
	if sec.Original == "" || sec.Blank(e.Snap.Texts.Get) || !canWrite(e) || sec.Status == terms.NotUsed {
		return nil
	}
	var out []action
	for _, l := range e.Lib.Languages() {
		if l.Tag == sec.Original {
			continue
		}
		d := e.Snap.Texts.Get(terms.TextID(x.id, l.Tag))
		if d == nil || d.IsEmpty() || x.lang != l.Tag {
			out = append(out, action{e.Say("terms.translation.add", "language", l.Name), func(e *screen.Env) screen.Do {
				x.lang, x.top = l.Tag, 0
				if x.writable(e) {
					x.writing(e).Begin(e)
				}
				return screen.Do{}
			}})
		}
		if d != nil && !d.IsEmpty() && !sec.Fresh(e.Snap.Texts.Get, l.Tag) {
			out = append(out, action{e.Say("terms.do.translated", "language", l.Name), give(terms.SetTranslation{Section: x.id, Lang: l.Tag})})
		}
	}
	return out
}

// nationActions let a delegate say that the section touches their government,
// or no longer does.
func (x *section) nationActions(e *screen.Env, sec *terms.Section, give func(any) func(*screen.Env) screen.Do) []action {
	me := e.Seat()
	if !me.Delegate() || !running(e) {
		return nil
	}
	nation := me.Nation
	if slices.Contains(sec.Nations, nation) {
		return []action{{e.Say("terms.do.untouch", "nation", nation.String()), give(terms.Untouch{Section: x.id, Nation: nation})}}
	}
	return []action{{e.Say("terms.do.touch", "nation", nation.String()), give(terms.Touch{Section: x.id, Nation: nation})}}
}

// locked reports whether the whole stands as adopted, or is being asked about.
func locked(e *screen.Env) bool {
	w := e.Snap.Terms.Whole
	return w.Check.IsOpen() || w.Status == terms.AdoptedDoc || w.Status == terms.InForce || w.Status == terms.Over
}

// reason asks why, in a line, and gives the command with it.
func (x *section) reason(title string, body func(safetext.Text) any) func(*screen.Env) screen.Do {
	return func(e *screen.Env) screen.Do {
		return x.s.ask(safetext.Line, prompt{title: e.Say(title), send: e.Say("terms.foot.send"), draft: title + "/" + x.id,
			do: func(_ *screen.Env, s string) screen.Do { return screen.Give(body(words(safetext.Line, s))) }})
	}
}

// takeOn asks who takes the section on (a host may name anyone, others
// themselves), then by when.
func (x *section) takeOn(e *screen.Env) screen.Do {
	byWhen := func(c terms.TakeOn) screen.Do {
		return x.s.askDay(e, e.Say("terms.open.when"), "takeon/"+x.id, func(_ *screen.Env, due time.Time) screen.Do {
			c.Due = due
			return screen.Give(c)
		})
	}
	if !canGuide(e) {
		return byWhen(terms.TakeOn{Section: x.id, Seat: e.Me})
	}
	x.s.push(&menu{s: x.s, title: "terms.open.ask", actions: func(e *screen.Env) []action {
		return people(e, func(_ *screen.Env, seat roster.SeatID, name safetext.Text) screen.Do {
			return byWhen(terms.TakeOn{Section: x.id, Seat: seat, Name: name})
		}, x.s)
	}})
	return screen.Do{}
}

// side is writing that only its writer sees, until they place it at the end of
// the section.
func (x *section) side(e *screen.Env) screen.Do {
	id := x.writing(e).Text
	return x.s.ask(safetext.Body, prompt{title: e.Say("terms.side.head"), note: e.Say("terms.side.note"), send: e.Say("terms.side.place"),
		draft: "side/" + id, do: func(e *screen.Env, s string) screen.Do { return place(e, id, s) }})
}
