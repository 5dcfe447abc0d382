package tui

import (
	"cmp"
	"context"
	"strconv"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// menu is the numbered list behind m: the same on every screen.
type menu struct {
	title string // a sentence id; empty is the menu's
	words string // in its place, a sentence
	hint  string // a sentence id; what stands below the list, if anything
	lines []menuLine
	at    int
}

type menuLine struct {
	words string
	do    func(m *model)
}

// openMenu makes the menu of this person: what they can do from anywhere.
func (m *model) openMenu() {
	e, list := m.env, &menu{}
	add := func(id string, do func(m *model)) {
		list.lines = append(list.lines, menuLine{words: e.Say(id), do: do})
	}
	if m.person.ForAnother() {
		add("for.menu.back", func(m *model) { m.goBack() })
		list.lines = append(list.lines, m.languageLine())
		add("menu.look", func(m *model) { m.overlay = chooseLook(m) })
		m.overlay, m.scroll = list, 0
		return
	}
	if e.Seat() == nil || m.away {
		list.lines = append(list.lines, m.languageLine())
		add("menu.look", func(m *model) { m.overlay = chooseLook(m) })
		add("menu.leave", func(m *model) { m.askLeave() })
		m.overlay, m.scroll = list, 0
		return
	}
	if m.home == Host {
		add("menu.host", func(m *model) { m.follow() })
	} else {
		add("menu.task", func(m *model) { m.follow() })
	}
	add("menu.places", func(m *model) { m.overlay = places(m) })
	writes := e.Snap.Roster.CanWrite(e.Me)
	if writes {
		add("keys.moretime.menu", func(m *model) { m.carry(screen.Give(agenda.AskTime{})) })
	}
	add("keys.stepaway.menu", func(m *model) { m.stepAway(true) })
	add("keys.pause.menu", func(m *model) { m.askPause() })
	add("keys.privateword.menu", func(m *model) { m.chooseListener() })
	if writes {
		add("menu.park", func(m *model) { m.overlay = newPrompt(m, "park", safetext.Line, park) })
	}
	add("menu.mine", func(m *model) { m.overlay = mine(m) })
	if e.Snap.Roster.CanScribe(e.Me) { // their sign-in is with what is their own, so that each line keeps its digit
		add("for.menu", func(m *model) { m.openFor() })
	} else {
		add("menu.signin", askPhrase)
	}
	add("menu.leave", func(m *model) { m.askLeave() })
	m.overlay, m.scroll = list, 0
}

// places are what can be looked at from anywhere.
func places(m *model) overlay {
	list := &menu{title: "menu.places"}
	for _, p := range []struct{ id, name string }{
		{"menu.agenda", Agenda}, {"menu.document", Document}, {"menu.people", People}, {"menu.questions", Questions},
	} {
		list.lines = append(list.lines, menuLine{words: m.env.Say(p.id), do: func(m *model) { m.lookAt(p.name) }})
	}
	return list
}

// mine is what concerns this person's own seat and screen.
func mine(m *model) overlay {
	list := &menu{}
	add := func(id string, do func(m *model)) {
		list.lines = append(list.lines, menuLine{words: m.env.Say(id), do: do})
	}
	add("menu.me", func(m *model) { m.lookAt(Me) })
	add("menu.table", func(m *model) { m.openTable() })
	if m.env.Snap.Roster.CanWrite(m.person.Seat) {
		add("for.mine", func(m *model) { m.overlay = whoAnswers(m) })
	}
	list.lines = append(list.lines, m.languageLine())
	add("menu.look", func(m *model) { m.overlay = chooseLook(m) })
	add("menu.words", func(m *model) { m.overlay = askWords{} })
	if m.env.Snap.Roster.CanScribe(m.person.Seat) {
		add("menu.signin", askPhrase)
	}
	add("menu.linear", func(m *model) { m.endTurn(Next{Then: linear.OtherFace}) })
	return list
}

func (l *menu) inText() bool { return false }

func (l *menu) page(m *model) screen.Page {
	e := m.env
	rows := append(paint.Paragraph(theme.Strong, cmp.Or(l.words, e.Say(cmp.Or(l.title, "menu.title"))), e.W), nil)
	focus := 0
	for i, line := range l.lines {
		if i == l.at {
			focus = len(rows)
		}
		rows = append(rows, numbered(e, i, i == l.at, line.words)...)
	}
	if l.hint != "" {
		rows = append(append(rows, nil), paint.Paragraph(theme.Dim, e.Say(l.hint), e.W)...)
	}
	return screen.Page{Rows: rows, Focus: focus, Hints: []keys.Hint{
		{Action: keys.Main, Words: e.Say("menu.open")}, {Action: keys.Close, Words: e.Say("ask.back")}}}
}

// mostNumbered is how many lines have a digit; arrows reach the rest.
const mostNumbered = 10

// numbered is a line of a numbered list, wrapped and never cut.
func numbered(e *screen.Env, i int, chosen bool, words string) []paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	n := " "
	if i <= mostNumbered-1 {
		n = strconv.Itoa((i + 1) % mostNumbered) // the tenth is 0
	}
	lead := paint.Line(paint.Text(theme.Accent, mark), paint.Text(theme.Key, n))
	return paint.Beside(paint.Block{Rows: []paint.Row{lead}, Width: 5}, paint.Block{Rows: paint.Paragraph(style, words, e.W-5), Width: e.W - 5})
}

func (l *menu) key(m *model, k keys.Key, a keys.Action) {
	switch a {
	case keys.RowUp:
		l.at = (l.at + len(l.lines) - 1) % len(l.lines)
	case keys.RowDown:
		l.at = (l.at + 1) % len(l.lines)
	case keys.Main:
		l.choose(m, l.at)
	case keys.Choose:
		if n, ok := k.Digit(); ok {
			if n == 0 {
				n = mostNumbered
			}
			if n <= len(l.lines) {
				l.choose(m, n-1)
			}
		}
	case keys.Close, keys.Menu, keys.Back:
		m.overlay = nil
	}
}

func (l *menu) choose(m *model, i int) {
	m.overlay = nil
	l.lines[i].do(m)
}

// chooseLook offers backgrounds, contrast and plain signs.
func chooseLook(m *model) overlay {
	e, list := m.env, &menu{}
	add := func(id string, change func(*theme.Options)) {
		list.lines = append(list.lines, menuLine{words: e.Say(id), do: func(m *model) {
			o := m.theme.Options
			change(&o)
			m.choose(o)
		}})
	}
	add("look.dark", func(o *theme.Options) { o.Light = false })
	add("look.light", func(o *theme.Options) { o.Light = true })
	add("look.contrast", func(o *theme.Options) { o.Contrast = !o.Contrast })
	add("look.colour", func(o *theme.Options) {
		if o.Profile == theme.None {
			o.Profile = theme.TwoFiftySix
		} else {
			o.Profile = theme.None
		}
	})
	add("look.ascii", func(o *theme.Options) { o.ASCII = !o.ASCII })
	return list
}

// prompt asks for one line of text over the screen.
type prompt struct {
	what  string // sentence ids: prompt.<what>.title, .hint, .send
	name  string // whom it is about, if anybody
	field *field.Field
	send  func(m *model, words string)
}

func newPrompt(m *model, what string, kind safetext.Kind, send func(*model, string)) *prompt {
	f := field.New(kind)
	f.Hidden = what == "signin"
	f.SetText(m.env.Drafts["prompt."+what])
	return &prompt{what: what, field: f, send: send}
}

func (*prompt) inText() bool { return true }

func (p *prompt) page(m *model) screen.Page {
	e := m.env
	rows := append(paint.Paragraph(theme.Strong, e.Say("prompt."+p.what+".title", "name", p.name), e.W), nil)
	top := len(rows)
	body, cursor := p.field.Layout(e.W-2, e.Theme)
	for _, r := range body {
		rows = append(rows, paint.Indent(2, r))
	}
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Dim, e.Say("prompt."+p.what+".hint"), e.W)...)
	return screen.Page{Rows: rows, Focus: -1, Cursor: &paint.Point{X: cursor.X + 2, Y: cursor.Y + top},
		Hints: []keys.Hint{{Action: keys.Main, Words: e.Say("prompt." + p.what + ".send")}, {Action: keys.Close, Words: e.Say("ask.back")}}}
}

func (p *prompt) key(m *model, k keys.Key, a keys.Action) {
	switch a {
	case keys.Close:
		m.overlay = nil // the words stay in the draft
	case keys.Main:
		p.send(m, p.field.Text())
	default:
		if p.field.Key(k) && p.what != "signin" { // a passphrase is never kept
			m.draft(screen.Draft{Field: "prompt." + p.what, Words: p.field.Text()})
		}
	}
}

// done closes the prompt when what it sent was taken; otherwise the words stay.
func (p *prompt) done(m *model, _, value any, err error) {
	if err != nil {
		return
	}
	m.overlay = nil
	m.draft(screen.Draft{Field: "prompt." + p.what})
	if words, ok := value.(string); ok && words != "" {
		m.tell(words)
	}
}

func park(m *model, words string) {
	cmd := followup.Park{Words: safetext.Clean(safetext.Line, words), Lang: m.env.Lang}
	said := m.env.Say("park.done")
	who := m.person.Sitter()
	m.call(screen.Call{Tag: "park", Run: func(ctx context.Context) (any, error) {
		return said, m.room.Do(ctx, room.ForSeat(who, cmd))
	}})
}

// askPhrase asks for the phrase of a sign-in.
func askPhrase(m *model) { m.overlay = newPrompt(m, "signin", safetext.Name, signIn) }

// signIn tries a phrase: the host's, the coordinator's, or a delegate's.
func signIn(m *model, phrase string) {
	if phrase == "" {
		m.fail(fault.New("words_needed"))
		return
	}
	seat, guest, words := m.person.Seat, m.person.Guest, m.env.Words
	m.call(screen.Call{Tag: "signin", Run: func(ctx context.Context) (any, error) {
		role, nation, err := m.deps.Desk.SignIn(ctx, m.room, guest, seat, phrase)
		switch {
		case err != nil:
			return nil, err
		case nation != "":
			return words.Say("signin.delegate", "nation", nation), nil
		case role == roster.Host:
			return words.Say("signin.host"), nil
		}
		return words.Say("signin.coordinator"), nil
	}})
}
