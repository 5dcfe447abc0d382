package terms

import (
	"slices"
	"strings"

	"convene/internal/library"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/choice"
)

// check asks the agree scale about a text: the text itself, its version and its
// languages, and nothing chosen at the start (screens, "Consent").
type check struct {
	s       *Screen
	id      string // the poll
	section string // empty is the whole
	reader  *screen.Writing
	lang    string
	top     int
	over    int
	room    int
	small   bool // not even a piece of the text fits beside the answers
	answers *choice.Choice
	scale   []library.Answer
	asked   string // language the answers were made in
	sent    bool   // the choice in front was sent
	showing bool   // the own answer is shown
}

func newCheck(s *Screen, c *terms.Check) *check {
	return &check{s: s, id: c.ID(), section: c.Section}
}

func (x *check) inText() bool { return false }

// data is the check, open or over; nil if it is no more the last one.
func (x *check) data(e *screen.Env) *terms.Check {
	c := e.Snap.Terms.Whole.Check
	if sec := e.Snap.Terms.Section(x.section); sec != nil {
		c = sec.Check
	}
	if c.ID() == x.id {
		return c
	}
	return nil
}

// offer makes the answers in the person's language, with none chosen.
func (x *check) offer(e *screen.Env) {
	if x.answers != nil && x.asked == e.Lang {
		return
	}
	chosen := -1
	if x.answers != nil {
		chosen, _ = x.answers.Chosen()
	}
	x.scale, x.asked = e.Lib.Scale(), e.Lang
	options := make([]choice.Option, len(x.scale))
	for i, a := range x.scale {
		label := e.Words.In(a.Label)
		if len(a.Hint) > 0 {
			label += "  (" + e.Words.In(a.Hint) + ")"
		}
		options[i] = choice.Option{Key: []rune(a.Key)[0], Label: label}
	}
	x.answers = choice.New(options...)
	x.answers.Choose(chosen)
}

func (x *check) page(e *screen.Env) screen.Page {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		return (&result{s: x.s, section: x.section}).page(e)
	}
	x.offer(e)
	p := screen.Page{Step: x.step(e, c), Focus: -1, Right: e.Say("time.none")}
	below := x.question(e, c)
	x.room = max(textRows, e.H-len(below))
	text := x.text(e, c)
	x.over, x.small = max(0, len(text)-(x.room-1)), len(below)+textRows > e.H
	x.top = min(max(x.top, 0), x.over)
	note := languages(e, c, x.textLang(e, c))
	if x.over > 0 && !x.small {
		note = x.more(e, len(text)-x.top-x.room+1, note)
		text = text[x.top : x.top+x.room-1]
	}
	p.Rows = append(p.Rows, text...)
	if note != "" {
		p.Rows = append(p.Rows, paint.Indent(6, paint.Clip(paint.Line(paint.Text(theme.Dim, note)), e.W-6, e.Theme.Dots)))
	}
	if _, chosen := x.answers.Chosen(); chosen && x.small {
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
		words := e.Say("check.languages", "languages", language(e, t.Lang))
		if tr, ok := e.Snap.Terms.Section(c.Section).Translation(t.Lang); ok {
			if by := checker(e, tr); by != "" {
				words = e.Say("check.checked_by", "language", language(e, t.Lang), "name", by)
			}
		}
		out = append(out, words)
	}
	for _, r := range c.Readers {
		who := r.Name.String()
		if r.Seat != "" {
			who = name(e, r.Seat)
		}
		out = append(out, e.Say("check.read_aloud", "name", who, "language", language(e, r.Lang)))
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
	state := x.state(e, c)
	space := e.H - len(rows) - len(list) - len(mode) - len(state) - textRows
	if space < 0 { // a small screen: the short words, and i for all of them
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

func (x *check) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		if a == keys.Main {
			x.s.drop(x)
			return screen.Do{}
		}
		return screen.Ignore()
	}
	x.offer(e)
	may := c.Poll.May(e.Me)
	switch {
	case x.small && (a == keys.More || a == keys.Before):
		return screen.Ignore() // the root turns the pages of a page this small
	case a == keys.More:
		x.top += max(1, x.room-2)
		if x.top > x.over+x.room-3 {
			x.top = 0
		}
		return screen.Do{}
	case a == keys.Before:
		x.top -= max(1, x.room-2)
		return screen.Do{}
	case a == keys.NextPart && canGuide(e):
		x.s.push(&menu{s: x.s, title: "terms.actions", actions: x.hosting})
		return screen.Do{}
	case a == keys.Original:
		x.turnLanguage(e, c)
		return screen.Do{}
	case !may && a == keys.Main:
		x.s.drop(x)
		return screen.Do{}
	case !may:
		return screen.Ignore()
	case x.answers.Key(k):
		x.sent, x.showing = false, false
		return screen.Do{}
	}
	return x.answer(e, a)
}

// answer handles the keys that send, withdraw, show and explain.
func (x *check) answer(e *screen.Env, a keys.Action) screen.Do {
	switch a {
	case keys.Main:
		i, chosen := x.answers.Chosen()
		if !chosen {
			return screen.Do{Notice: e.Say("check.nothing_enter")}
		}
		x.sent = true
		return screen.Give(terms.Answer{Poll: x.id, Choice: x.scale[i].ID})
	case keys.TakeBack:
		if _, have := e.Own[x.id]; !have {
			return screen.Ignore()
		}
		return screen.Give(terms.Answer{Poll: x.id})
	case keys.MyAnswer:
		if _, have := e.Own[x.id]; !have {
			return screen.Do{Notice: e.Say("check.nothing")}
		}
		x.showing = !x.showing
	case keys.Write:
		return x.why(e)
	case keys.Who:
		return screen.Do{Ask: &screen.Ask{Title: e.Say("keys.who.foot"), Lines: []string{e.Words.In(modeOf(e, x.data(e).Poll.Mode).Promise)},
			Choices: []screen.Choice{{Words: e.Say("terms.foot.on")}}}}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// why asks for a reason, which nothing joins to the answer.
func (x *check) why(e *screen.Env) screen.Do {
	c := x.data(e)
	draft := "reason/" + x.id
	if r, ok := poll.ReadReason(e.Own[c.Reasons.ID]); ok && e.Drafts[draft] == "" {
		e.Drafts[draft] = r.Words.String()
	}
	ask := "vote.reason.ask"
	if c.Poll.Mode == poll.Named {
		ask = "vote.reason.ask_named"
	}
	return x.s.ask(safetext.Line, prompt{title: e.Say(ask), note: e.Say("check.reason.invite"), send: e.Say("terms.foot.send"), draft: draft,
		do: func(e *screen.Env, s string) screen.Do {
			return screen.Give(terms.Reason{Poll: x.id, Words: words(safetext.Line, s), Lang: e.Lang})
		}})
}

// done clears the choice of an answer that was taken: it does not stay in sight
// for neighbours.
func (x *check) done(_ *screen.Env, what any, err error) screen.Do {
	c, ok := what.(terms.Answer)
	if !ok || c.Poll != x.id {
		return screen.Ignore()
	}
	x.sent = err == nil
	if err == nil {
		x.answers.Choose(-1)
		x.showing = false
	}
	return screen.Do{}
}

func (x *check) turnLanguage(e *screen.Env, c *terms.Check) {
	var langs []string
	for _, t := range c.Texts {
		if !slices.Contains(langs, t.Lang) {
			langs = append(langs, t.Lang)
		}
	}
	if len(langs) > 0 {
		x.lang, x.top = langs[(slices.Index(langs, x.textLang(e, c))+1)%len(langs)], 0
	}
}

// hosting is what a host does about an open check: the last call, then close and
// show; two presses, and the second is asked for.
func (x *check) hosting(e *screen.Env) []action {
	c := x.data(e)
	if c == nil || !c.IsOpen() {
		return nil
	}
	if c.CalledAt.IsZero() {
		return []action{{e.Say("terms.do.last_call"), func(*screen.Env) screen.Do { return screen.Give(terms.LastCall{Poll: x.id}) }}}
	}
	return []action{{e.Say("vote.close"), func(e *screen.Env) screen.Do {
		out := max(0, len(c.Poll.Roll)-e.Snap.Counts[x.id])
		return screen.Do{Ask: &screen.Ask{Title: e.Say("vote.close.ask", "n", out), Lines: []string{e.Say("vote.close.final")},
			Yes: e.Say("vote.close"), Do: screen.Give(terms.CloseCheck{Poll: x.id})}}
	}}}
}

// wholeList is what the adoption check asks about: every section that is used,
// and how it was agreed. The words themselves are a key away.
func wholeList(e *screen.Env) []paint.Row {
	var rows []paint.Row
	for _, sec := range e.Snap.Terms.Sections {
		if sec.Status == terms.NotUsed || sec.Blank(e.Snap.Texts.Get) {
			continue
		}
		rows = append(rows, outlineRow(e, sec, false))
	}
	return rows
}
