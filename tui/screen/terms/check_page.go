package terms

import (
	"slices"
	"strings"

	"convene/internal/library"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

func (x *check) page(e *screen.Env) screen.Page {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		return (&result{s: x.s, section: x.section}).page(e)
	}
	x.offer(e)
	p := screen.Page{Step: x.step(e, c), Focus: -1, Right: e.Say("time.none")}
	x.least = textRows
	below := x.question(e, c)
	x.room = max(x.least, e.H-len(below))
	text := x.text(e, c)
	note := languages(e, c, x.textLang(e, c))
	room := max(1, x.room-len(x.noted(e, x.more(e, len(text), note)))) // beside the note, which may take two lines
	x.over, x.small = max(0, len(text)-room), len(below)+x.least > e.H
	x.top = min(max(x.top, 0), x.over)
	if x.over > 0 { // on a small screen too: the answers must not be pages away
		note = x.more(e, len(text)-x.top-room, note)
		text = text[x.top : x.top+room]
	}
	p.Rows = append(append(p.Rows, text...), x.noted(e, note)...)
	_, chosen := x.answers.Chosen()
	_, have := e.Own[x.id]
	switch {
	case x.small && have: // what became of one's answer stands last
		p.Focus = len(p.Rows) + len(below) - 1
	case x.small && chosen:
		_, row := x.answers.Layout(e.W, e.Theme)
		p.Focus = len(p.Rows) + 2 + row
	}
	p.Rows = append(p.Rows, below...)
	p.Hints = x.hints(e, c)
	return p
}

func (x *check) step(e *screen.Env, c *terms.Check) string {
	sec := e.Snap.Terms.Section(c.Section)
	dot := " " + e.Theme.Dot + " "
	where0 := e.Say("terms.whole.head")
	if sec != nil {
		where0 = where(e, sec)
	}
	return where0 + dot + e.Say("terms.version", "version", c.Version) + dot + e.Say("terms.check.yours")
}

// noted sets the dim note under the text.
func (x *check) noted(e *screen.Env, note string) []paint.Row {
	if note == "" {
		return nil
	}
	return paint.Shift(6, paint.Paragraph(theme.Dim, note, e.W-6))
}

// more is the dim line under the text in sight: how much is still below, and in
// which languages it is.
func (x *check) more(e *screen.Env, below int, languages string) string {
	words := e.Say("frame.end")
	if below > 0 {
		words = e.Say("frame.more", "n", below)
	}
	if languages != "" {
		words += " " + e.Theme.Dot + " " + languages
	}
	return words
}

// languages says in which other languages the text asked about can be had, who
// compared them, and who reads it aloud.
func languages(e *screen.Env, c *terms.Check, front string) string {
	var out, done []string
	for _, t := range c.Texts {
		if t.Lang == front || c.Section == "" || slices.Contains(done, t.Lang) {
			continue
		}
		done = append(done, t.Lang)
		words := e.Say("check.languages", "languages", e.Language(t.Lang))
		if tr, ok := e.Snap.Terms.Section(c.Section).Translation(t.Lang); ok {
			if by := checker(e, tr); by != "" {
				words = e.Say("check.checked_by", "language", e.Language(t.Lang), "name", by)
			}
		}
		out = append(out, words)
	}
	for _, r := range c.Readers {
		who := r.Name.String()
		if r.Seat != "" {
			who = name(e, r.Seat)
		}
		out = append(out, e.Say("check.read_aloud", "name", who, "language", e.Language(r.Lang)))
	}
	return strings.Join(out, " "+e.Theme.Dot+" ")
}

func checker(e *screen.Env, t terms.Translation) string {
	if !t.Checker.IsEmpty() {
		return t.Checker.String()
	}
	if t.By != "" {
		return name(e, t.By)
	}
	return ""
}

// textLang is the language in front: the person's own if the check asks about it
// in that, else the first text's.
func (x *check) textLang(e *screen.Env, c *terms.Check) string {
	if x.lang != "" {
		return x.lang
	}
	for _, t := range c.Texts {
		if t.Lang == e.Lang {
			return t.Lang
		}
	}
	if len(c.Texts) > 0 {
		return c.Texts[0].Lang
	}
	return e.Lang
}

// text is what the check asks about: a section's paragraphs, or the list of the
// sections with how each of them was agreed.
func (x *check) text(e *screen.Env, c *terms.Check) []paint.Row {
	if c.Section == "" {
		return wholeList(e)
	}
	if id := terms.TextID(c.Section, x.textLang(e, c)); x.reader == nil || x.reader.Text != id {
		x.reader = screen.NewWriting(id)
	}
	return x.reader.Read(e)
}

// textRows is the least that is shown of the text, with the line that says how
// much there is below.
const textRows = 3

// question is what stands under the text: the question, the answers, who sees
// them, and what became of one's own.
func (x *check) question(e *screen.Env, c *terms.Check) []paint.Row {
	ask := "check.ask"
	if c.Section == "" {
		ask = "check.ask_whole"
	}
	rows := append([]paint.Row{nil}, paint.Paragraph(theme.Strong, e.Say(ask), e.W)...)
	if !c.Poll.May(e.Me) {
		return append(append(rows, nil), plain(e, e.Say("vote.not_on_list"))...)
	}
	list, _ := x.answers.Layout(e.W, e.Theme)
	mode := dim(e, e.Words.In(modeOf(e, c.Poll.Mode).Promise))
	state := append(beside(e, c), x.state(e, c)...)
	space := e.H - len(rows) - len(list) - len(mode) - len(state) - textRows
	own, have := e.Own[x.id]
	if _, chosen := x.answers.Chosen(); space < 0 && !have && !chosen && c.CalledAt.IsZero() && !c.Few {
		state = beside(e, c) // that nothing is chosen can be seen
		space++
	}
	if words := besideWords(e, c); space < 0 && words != "" && c.Few && c.CalledAt.IsZero() { // one paragraph is shorter than two
		state = paint.Paragraph(theme.Waiting, words+" "+e.Say("vote.few.warning"), e.W)
		space = e.H - len(rows) - len(list) - len(mode) - len(state) - textRows
	}
	if space < 0 {
		rows = rows[1:]
		space++
	}
	if space < 0 {
		x.least--
		space++
	}
	// Who sees the answers is said whole before anyone answers (safety §5); once
	// they have, a small screen has the short words, and i for all of them.
	if space < 0 && len(own) > 0 {
		mode = dim(e, e.Words.In(modeOf(e, c.Poll.Mode).Name)+": "+e.Words.In(modeOf(e, c.Poll.Mode).Short)+".")
	}
	if space > 1 {
		rows = append(rows, nil)
	}
	rows = append(rows, list...)
	if space > 0 {
		rows = append(rows, nil)
	}
	rows = append(rows, mode...)
	return append(rows, state...)
}

// beside tells a delegate that a government's word is given elsewhere, and that
// an answer here is their own.
func beside(e *screen.Env, c *terms.Check) []paint.Row {
	words := besideWords(e, c)
	if words == "" {
		return nil
	}
	return dim(e, words)
}

func besideWords(e *screen.Env, c *terms.Check) string {
	me := e.Seat()
	if _, have := e.Own[c.ID()]; have || !me.Delegate() || !slices.Contains(c.Poll.Delegates, e.Me) {
		return ""
	}
	return e.Say("terms.check.delegate", "nation", me.Nation.String())
}

// state is the line about one's own answer.
func (x *check) state(e *screen.Env, c *terms.Check) []paint.Row {
	_, chosen := x.answers.Chosen()
	own, have := e.Own[x.id]
	switch {
	case !c.CalledAt.IsZero() && chosen && !x.sent:
		return paint.Paragraph(theme.Waiting, e.Say("vote.last_call.unsent"), e.W)
	case have && x.showing:
		return paint.Paragraph(theme.Accent, e.Say("terms.check.own", "answer", x.label(e, string(own))), e.W)
	case !c.CalledAt.IsZero() && !have:
		return paint.Paragraph(theme.Waiting, e.Say("vote.last_call.room"), e.W)
	case have:
		return dim(e, e.Say("terms.check.in"))
	case c.Few:
		return paint.Paragraph(theme.Waiting, e.Say("vote.few.warning"), e.W)
	}
	if chosen {
		return dim(e, e.Say("terms.check.chosen"))
	}
	return dim(e, e.Say("terms.check.nothing"))
}

func (x *check) label(e *screen.Env, id string) string {
	for _, a := range x.scale {
		if a.ID == id {
			return e.Words.In(a.Label)
		}
	}
	return id
}

func modeOf(e *screen.Env, m poll.Mode) library.Mode {
	mode, _ := e.Lib.Mode(string(m))
	return mode
}

func (x *check) hints(e *screen.Env, c *terms.Check) []keys.Hint {
	if !c.Poll.May(e.Me) {
		return []keys.Hint{hint(keys.Main, e.Say("terms.foot.outline")), hint(keys.More, e.Say("terms.foot.read_on"))}
	}
	var hints []keys.Hint
	if _, chosen := x.answers.Chosen(); chosen {
		hints = append(hints, hint(keys.Main, e.Say("terms.check.send")))
	}
	hints = append(hints, keys.Hint{Action: keys.Choose, Keys: "0–5"})
	if x.over > 0 {
		hints = append(hints, hint(keys.More, e.Say("terms.foot.read_on")))
	}
	hints = append(hints, hint(keys.Write, e.Say("check.reason")))
	if canGuide(e) {
		hints = append(hints[:min(len(hints), 2)], append([]keys.Hint{hint(keys.NextPart, e.Say("terms.foot.host"))}, hints[min(len(hints), 2):]...)...)
	}
	return append(hints, hint(keys.Pass, ""), hint(keys.ReadToMe, ""), hint(keys.MyAnswer, ""), hint(keys.TakeBack, ""), hint(keys.Original, ""), hint(keys.Who, ""))
}

// wholeList is what the adoption check asks about: every section that is used,
// and how it was agreed. The words themselves are a key away.
func wholeList(e *screen.Env) []paint.Row {
	var rows []paint.Row
	cols := columns(e)
	if n := len(e.Snap.Terms.Unchecked(e.Snap.Texts.Get)); n > 0 {
		rows = plain(e, e.Say("check.unchecked", "n", n))
	}
	for _, sec := range e.Snap.Terms.Sections {
		if sec.Status == terms.NotUsed || sec.Blank(e.Snap.Texts.Get) {
			continue
		}
		rows = append(rows, outlineRows(e, sec, false, cols)...)
	}
	return rows
}
