package screen

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/widget/editor"
)

// typingFor is how long after a key somebody "is writing".
const typingFor = 8 * time.Second

// Writing is a shared text on a screen: the editor, fed from the snapshot, and
// its edits as commands. A screen keeps one for each text it shows, passes keys,
// outcomes and Moved on to it, and shows its rows. The text is named work:
// everyone sees each key, and the screen says so before the first one.
type Writing struct {
	// Text is the shared text's id: "terms/<section>/<lang>", "notes/<item>",
	// "spectrum/<topic>/promise".
	Text string

	ed       *editor.Editor
	restored bool
	typers   typers
}

// typers are the others who write in a text, as long as nobody begins, stops or
// goes on in another paragraph.
type typers struct {
	of    *workshop.Presence
	until time.Time // when the first of them no longer writes
	list  []editor.Caret
}

// NewWriting makes the writing of one shared text.
func NewWriting(textID string) *Writing { return &Writing{Text: textID, ed: editor.New()} }

// Begin starts writing: from now on keys are text. Whether the person may write
// is decided by the room; a screen that knows better does not begin.
func (w *Writing) Begin(e *Env) { w.ed.Begin(w.view(e)) }

// BeginBehind starts writing behind the person's own last words, or at the end.
func (w *Writing) BeginBehind(e *Env) { w.ed.BeginBehind(w.view(e)) }

// Stop ends writing; screens call it when the room moves or the person leaves.
func (w *Writing) Stop() { w.ed.Stop() }

// Active reports whether the person writes here now.
func (w *Writing) Active() bool { return w.ed.Writing() }

// InText reports whether letters are text now.
func (w *Writing) InText() bool { return w.ed.InText() }

// Doc is the text as it stands; nil where nobody wrote yet.
func (w *Writing) Doc(e *Env) *text.Doc { return e.Snap.Texts.Get(w.Text) }

// Layout lays the text out, e.W wide. Rows of the page are the whole text.
func (w *Writing) Layout(e *Env) editor.Page {
	w.restore(e)
	return w.ed.Layout(w.view(e))
}

// Lines lays the text out like Layout, for a screen that shows a part of it.
func (w *Writing) Lines(e *Env) *editor.Lines {
	w.restore(e)
	return w.ed.Lines(w.view(e))
}

// Read lays the text out as it would be printed: numbered paragraphs, without
// who wrote what. A Writing that is only read is never begun.
func (w *Writing) Read(e *Env) []paint.Row {
	v := w.view(e)
	v.Bare, v.Typing = true, nil
	return w.ed.Layout(v).Rows
}

// Key handles a key of somebody who writes. Esc stops, and Active is false then;
// a key that means nothing in a text is ignored.
func (w *Writing) Key(e *Env, k keys.Key) Do { return w.do(e, w.ed.Key(w.view(e), k)) }

// Undo takes back the person's own last change here; it needs no field focus.
func (w *Writing) Undo(e *Env) Do { return w.do(e, w.ed.Undo(w.view(e))) }

// Done tells the writing what became of a command; mine is false for commands
// that are not of this text. The words of a refused edit are kept beside it.
func (w *Writing) Done(e *Env, what any, err error) (do Do, mine bool) {
	c, ok := what.(workshop.EditText)
	if !ok || c.Text != w.Text {
		return Do{}, false
	}
	return w.do(e, w.ed.Done(w.view(e), c.Edit, err)), true
}

// Caret is where the person writes, for the others' screens; a screen's own
// Caret hands it on.
func (w *Writing) Caret(e *Env) (textID string, at text.Pos, ok bool) {
	at, ok = w.ed.Caret(w.view(e))
	return w.Text, at, ok
}

// Writers counts the people who write here just now, the person included.
func (w *Writing) Writers(e *Env) int {
	n := len(w.typing(e))
	if w.Active() {
		n++
	}
	return n
}

// Aside reports whether a line of the margin has the focus, and whether there is
// one to go to.
func (w *Writing) Aside(e *Env) (on, there bool) { return w.ed.OnAside(), w.ed.HasAside(w.view(e)) }

// Hints are what the keys do while the person writes.
func (w *Writing) Hints(e *Env) []keys.Hint {
	if w.ed.OnAside() {
		return []keys.Hint{{Action: keys.Main, Words: e.Say("terms.put_back")},
			{Action: keys.NextPart}, {Action: keys.Close, Words: e.Say("terms.foot.text")}}
	}
	hints := []keys.Hint{{Action: keys.Main, Words: e.Say("terms.foot.newline")}}
	if w.ed.HasAside(w.view(e)) {
		return append(hints, keys.Hint{Action: keys.NextPart, Words: e.Say("terms.foot.margin")},
			keys.Hint{Action: keys.Close, Words: e.Say("terms.foot.stop")})
	}
	return append(hints, keys.Hint{Action: keys.Close, Words: e.Say("terms.foot.stop_then")})
}

func (w *Writing) view(e *Env) editor.View {
	return editor.View{Doc: w.Doc(e), Me: string(e.Me), People: authors{e.Snap.Roster}, Typing: w.typing(e),
		Width: e.W, Height: e.H, Theme: e.Theme, Words: e.Words, Shelf: e.Shelf}
}

// typing are the others who write here just now; the same slice as long as they
// are the same.
func (w *Writing) typing(e *Env) []editor.Caret {
	p := e.Snap.Presence
	if t := &w.typers; p != t.of || !e.Now.Before(t.until) {
		before := t.list
		*t = typers{of: p, until: e.Now.Add(typingFor)}
		if p != nil {
			t.find(e, w.Text)
		}
		if slices.Equal(t.list, before) {
			t.list = before
		}
	}
	return w.typers.list
}

// find looks for those who write in a text, in the order of their seats.
func (t *typers) find(e *Env, name string) {
	if len(t.of.Carets) == 0 {
		return
	}
	t.list = make([]editor.Caret, 0, len(t.of.Carets))
	for seat, c := range t.of.Carets {
		left := typingFor - e.Now.Sub(c.Typed)
		if seat == e.Me || c.Text != name || left <= 0 {
			continue
		}
		t.list = append(t.list, editor.Caret{By: string(seat), In: c.At.Para})
		if until := e.Now.Add(left); until.Before(t.until) {
			t.until = until
		}
	}
	slices.SortFunc(t.list, func(a, b editor.Caret) int { return strings.Compare(a.By, b.By) })
}

// restore brings back words of an earlier visit that never got into the text.
func (w *Writing) restore(e *Env) {
	if kept := e.Drafts[w.Text]; !w.restored && kept != "" {
		w.ed.Keep(kept)
		w.restored = true
	}
}

func (w *Writing) do(e *Env, did editor.Did) Do {
	do := Do{Ignored: did.Ignored, Later: did.Later, Commands: w.commands(e, did.Edits)}
	if did.Kept {
		w.restored = true
		do.Draft = &Draft{Field: w.Text, Words: w.ed.Kept()}
	}
	if did.Ask != nil {
		do.Ask = w.ask(e, did.Ask)
	}
	return do
}

func (w *Writing) commands(e *Env, edits []text.Edit) []any {
	var out []any
	for _, edit := range edits {
		out = append(out, workshop.EditText{Text: w.Text, Edit: edit, First: e.Snap.Unwritten(w.Text)})
	}
	return out
}

// ask is the question before more than a sentence of others is taken out.
func (w *Writing) ask(e *Env, a *editor.Ask) *Ask {
	var names []string
	for _, by := range a.From {
		names = append(names, authors{e.Snap.Roster}.Person(by).Name)
	}
	return &Ask{
		Title: e.Say("terms.takeout.ask", "name", e.Words.List(names)),
		Lines: []string{e.Say("terms.takeout.words", "text", clip(a.Words, 240, e.Theme.Dots)), e.Say("terms.takeout.back")},
		Yes:   e.Say("terms.takeout.yes"), No: e.Say("terms.takeout.no"),
		Do: Do{Commands: w.commands(e, a.Edits)},
	}
}

// clip shortens words to about so many cells, for showing what a question is
// about.
func clip(words string, cells int, dots string) string {
	return paint.Clip(paint.Line(paint.Text(0, words)), cells, dots).String()
}

// authors tells the editor who people are; comparable, so that unchanged people
// are an unchanged margin.
type authors struct{ people *roster.State }

// Person gives a seat's name and letters as they are now.
func (a authors) Person(id string) editor.Person {
	seat := a.people.Seat(roster.SeatID(id))
	if seat == nil {
		return editor.Person{}
	}
	return editor.Person{Name: PersonName(seat), Mark: seat.Mark, Hue: seat.Order}
}

// PersonName is a seat's name where two look-alike names must be told apart.
func PersonName(seat *roster.Seat) string {
	if seat.Number > 1 {
		return seat.Styled() + " (" + strconv.Itoa(seat.Number) + ")"
	}
	return seat.Styled()
}

// From is where somebody says they come from, their own words before the list's;
// empty if they would rather not say.
func From(e *Env, seat *roster.Seat) string {
	if seat.Group == roster.OtherGroup && !seat.GroupWords.IsEmpty() {
		return seat.GroupWords.String()
	}
	g, ok := e.Lib.Group(string(seat.Group))
	if !ok {
		return ""
	}
	return g.Name.In(e.Lang)
}
