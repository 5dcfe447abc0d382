package editor_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/library"
	"convene/internal/text"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/editor"
)

// people are invented; their value is comparable.
type people struct{}

func (people) Person(seat string) editor.Person {
	names := map[string]string{"rosa": "Rosa Delgado", "max": "Max", "june": "June", "hart": "Mr. Hart"}
	for i, id := range []string{"rosa", "max", "june", "hart"} {
		if id == seat {
			return editor.Person{Name: names[id], Mark: names[id][:3], Hue: i}
		}
	}
	return editor.Person{Name: seat, Mark: seat}
}

// desk is one text and those who write in it, with edits on their way.
type desk struct {
	t     testing.TB
	doc   *text.Doc
	words library.Words
	width int
	now   time.Time
	way   []sent
}

type sent struct {
	from *writer
	edit text.Edit
}

type writer struct {
	*desk
	id  string
	ed  *editor.Editor
	ask *editor.Ask
	err error
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, doc: text.New(), words: lib.Words("en"), width: 76, now: time.Unix(1_800_000_000, 0)}
}

func (d *desk) sit(id string) *writer {
	w := &writer{desk: d, id: id, ed: editor.New()}
	w.ed.Begin(w.view())
	return w
}

func (w *writer) view() editor.View {
	return editor.View{Doc: w.doc, Me: w.id, People: people{}, Width: w.width, Height: 12,
		Theme: theme.New(theme.Options{}), Words: w.words}
}

// press gives keys whose edits stay on their way.
func (w *writer) press(ks ...keys.Key) {
	for _, k := range ks {
		w.carry(w.ed.Key(w.view(), k))
	}
}

func (w *writer) carry(did editor.Did) {
	for _, e := range did.Edits {
		w.way = append(w.way, sent{w, e})
	}
	if did.Ask != nil {
		w.ask = did.Ask
	}
}

// land lets the first edit on its way arrive.
func (d *desk) land() {
	s := d.way[0]
	d.way = d.way[1:]
	d.now = d.now.Add(200 * time.Millisecond)
	events, err := d.doc.Decide(s.edit, d.now)
	for _, e := range events {
		d.doc = d.doc.Apply(e)
	}
	if err != nil {
		s.from.err = err
	}
	s.from.carry(s.from.ed.Done(s.from.view(), s.edit, err))
}

func (d *desk) landAll() {
	for len(d.way) > 0 {
		d.land()
	}
}

// types presses keys and lets each arrive.
func (w *writer) types(ks ...keys.Key) {
	for _, k := range ks {
		w.press(k)
		w.landAll()
	}
}

func chars(s string) []keys.Key {
	var out []keys.Key
	for _, r := range s {
		if r == '\n' {
			out = append(out, keys.Press(keys.Enter))
			continue
		}
		out = append(out, keys.Char(r))
	}
	return out
}

// shows is the page as text, the caret as ▏.
func (w *writer) shows() string {
	p := w.ed.Layout(w.view())
	var lines []string
	for y, r := range p.Rows {
		line := r.String()
		if p.Cursor != nil && p.Cursor.Y == y {
			line = withCaret(line, p.Cursor.X)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

func withCaret(line string, x int) string {
	line += strings.Repeat(" ", max(0, x-paint.Width(line)))
	at := len(line)
	for i := range line {
		if paint.Width(line[:i]) == x {
			at = i // the last: behind the accents of the letter before
		}
	}
	return line[:at] + "▏" + line[at:]
}

func (w *writer) want(what string) {
	w.t.Helper()
	if got := w.shows(); got != what {
		w.t.Errorf("shows\n%s\nwant\n%s", got, what)
	}
}

func TestFastKeysStandInTheirOrder(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.press(chars("When we sat")...)
	rosa.press(keys.Press(keys.Backspace))
	rosa.press(chars("y no\nwhy")...)
	if rosa.shows() != "   1  ▏Nothing is written here yet. Begin with how you would say it." {
		t.Errorf("something shows before it is on disk:\n%s", rosa.shows())
	}
	d.landAll()
	rosa.want(`   1  When we say no                                                     you

   2  why▏                                                                you`)
}

// A key that moves waits for what was typed before it, so that what comes after
// it lands where its typist meant, however slow the disk is.
func TestMovesWaitForWhatWasTyped(t *testing.T) {
	for _, slow := range []bool{true, false} {
		d := newDesk(t)
		rosa := d.sit("rosa")
		ks := chars("bc")
		ks = append(ks, keys.Press(keys.Home), keys.Char('a'), keys.Press(keys.End), keys.Char('d'),
			keys.Press(keys.Left), keys.Press(keys.Left), keys.Press(keys.Backspace), keys.Char('B'))
		if slow {
			rosa.press(ks...)
			d.landAll()
		} else {
			rosa.types(ks...)
		}
		if got := d.doc.Plain(); got != "aBcd" {
			t.Errorf("slow %v: %q", slow, got)
		}
	}
}

func TestCaretStaysWithItsWordsWhileOthersWrite(t *testing.T) {
	d := newDesk(t)
	rosa, max := d.sit("rosa"), d.sit("max")
	rosa.types(chars("Elders are called.")...)
	rosa.types(keys.Press(keys.Left).With(keys.Ctrl))
	max.types(keys.Press(keys.Home))
	max.types(chars("All ")...)
	rosa.types(keys.Char('!'))
	if got := d.doc.Plain(); got != "All Elders are !called." {
		t.Errorf("%q", got)
	}
}

func TestMarginNamesPeopleAndTakesLettersWhereThereIsNoRoom(t *testing.T) {
	d := newDesk(t)
	for _, id := range []string{"hart", "june", "rosa"} {
		w := d.sit(id)
		w.types(keys.Press(keys.End)) // on purpose into the same paragraph
		w.types(chars("Every question gets a reply. ")...)
	}
	max := d.sit("max")
	max.ed.Stop()
	max.want(`   1  Every question gets a reply. Every question gets a reply. Every
      question gets a reply.                    Mr. Hart, June, Rosa Delgado`)
	d.width = 60
	max.want(`   1  Every question gets a reply. Every question gets a
      reply. Every question gets a reply.      Mr., Jun, Ros`)
}

func TestWhoTypesIsSaidWhereTheyType(t *testing.T) {
	d := newDesk(t)
	max, june := d.sit("max"), d.sit("june")
	max.types(chars("Notes come in three days.")...)
	v := max.view()
	at, _ := june.ed.Caret(june.view())
	v.Typing = []editor.Caret{{By: "june", In: at.Para}}
	got := max.ed.Layout(v).Rows[0].String()
	if want := "   1  Notes come in three days.                              June is writing"; got != want {
		t.Errorf("%q", got)
	}
}

func TestTakenOutWordsCanBePutBackFromTheMargin(t *testing.T) {
	d := newDesk(t)
	max, rosa := d.sit("max"), d.sit("rosa")
	max.types(chars("We reply by phone soon.")...)
	rosa.types(keys.Press(keys.End))
	rosa.types(keys.Press(keys.Left).With(keys.Ctrl))
	rosa.types(keys.Press(keys.Backspace).With(keys.Ctrl))
	max.want(`   1  We reply by soon.▏                                                  you
      Rosa Delgado took out: phone; put it back`)
	max.types(keys.Press(keys.Tab))
	if max.ed.InText() {
		t.Error("a line of the margin has the focus, yet letters are text")
	}
	max.types(keys.Press(keys.Enter))
	if got := d.doc.Plain(); got != "We reply by phone soon." {
		t.Errorf("%q", got)
	}
	if !max.ed.InText() {
		t.Error("the focus did not come back to the text")
	}
}

func TestOverOneSentenceOfOthersAsksFirst(t *testing.T) {
	all := "We meet in May. We also meet in June."
	d := newDesk(t)
	max, rosa := d.sit("max"), d.sit("rosa")
	max.types(chars(all)...)
	rosa.types(keys.Press(keys.End).With(keys.Ctrl), keys.Press(keys.Home).With(keys.Shift|keys.Ctrl), keys.Press(keys.Backspace))
	if rosa.ask == nil || d.doc.Plain() != all || len(rosa.ask.From) != 1 || rosa.ask.From[0] != "max" {
		t.Fatalf("asked %+v, text %q", rosa.ask, d.doc.Plain())
	}
	rosa.carry(editor.Did{Edits: rosa.ask.Edits})
	d.landAll()
	if !d.doc.IsEmpty() || len(d.doc.Notes()) != 1 {
		t.Errorf("%q, %d notes", d.doc.Plain(), len(d.doc.Notes()))
	}
}

func TestHoldingBackspaceAsksWhenItEntersASecondSentence(t *testing.T) {
	d := newDesk(t)
	max, rosa := d.sit("max"), d.sit("rosa")
	max.types(chars("We meet in May. We also meet in June.")...)
	rosa.types(keys.Press(keys.End))
	for range 100 {
		rosa.types(keys.Press(keys.Backspace))
		if rosa.ask != nil {
			break
		}
	}
	if got := strings.TrimSpace(d.doc.Plain()); rosa.ask == nil || got != "We meet in May." {
		t.Fatalf("stopped at %q", got)
	}
	rosa.ask = nil
	for range 100 {
		rosa.types(keys.Press(keys.Backspace))
	}
	if rosa.ask != nil || !d.doc.IsEmpty() {
		t.Errorf("asked again, or something is left: %q", d.doc.Plain())
	}
}

func TestRefusedWordsAreKept(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.types(keys.Pasted(strings.Repeat("a", text.MaxBytes)))
	rosa.types(chars("no room")...)
	if rosa.err == nil || rosa.ed.Kept() != "no room" {
		t.Fatalf("kept %q, error %v", rosa.ed.Kept(), rosa.err)
	}
	rosa.types(keys.Press(keys.Home).With(keys.Ctrl|keys.Shift), keys.Press(keys.Backspace), keys.Press(keys.Tab), keys.Press(keys.Enter))
	if got := d.doc.Plain(); got != "no room" || rosa.ed.Kept() != "" {
		t.Errorf("%q, kept %q", got, rosa.ed.Kept())
	}
}

func TestUndoTakesBackOnesOwn(t *testing.T) {
	d := newDesk(t)
	rosa, max := d.sit("rosa"), d.sit("max")
	rosa.types(chars("Hello ")...)
	max.types(keys.Press(keys.End))
	max.types(chars("you")...)
	d.now = d.now.Add(time.Minute)
	rosa.types(keys.Char('z').With(keys.Ctrl))
	if got := d.doc.Plain(); strings.Contains(got, "Hello") || !strings.Contains(got, "you") {
		t.Errorf("%q", got)
	}
}

func TestWideAndJoinedLettersWrapAndCaretStandsBesideThem(t *testing.T) {
	d := newDesk(t)
	d.width = 17 // eleven cells of text
	rosa := d.sit("rosa")
	rosa.types(keys.Pasted("日本語の文章 xʷməθkʷəy̓əm e\u0301e\u0301"))
	rosa.want(`   1  日本語の文
      章
      xʷməθkʷəy̓əm
      ` + "e\u0301e\u0301▏      you")
	rosa.types(keys.Press(keys.Left), keys.Press(keys.Backspace), keys.Press(keys.Up), keys.Press(keys.Up), keys.Press(keys.Up))
	rosa.types(keys.Press(keys.End), keys.Press(keys.Backspace))
	if got := d.doc.Plain(); got != "日本語の文 xʷməθkʷəy̓əm e\u0301" && got != "日本語文章 xʷməθkʷəy̓əm e\u0301" {
		t.Errorf("%q", got)
	}
}

func TestRightToLeftTextIsKeptInItsOrder(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.types(chars("שלום עולם")...)
	rosa.types(keys.Press(keys.Left), keys.Press(keys.Backspace))
	if got := d.doc.Plain(); got != "שלום עום" {
		t.Errorf("%q", got)
	}
	if p := rosa.ed.Layout(rosa.view()); p.Cursor == nil || p.Cursor.X != 6+7 {
		t.Errorf("caret at %+v", p.Cursor)
	}
}

func TestUpAndDownHoldTheColumn(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.types(keys.Pasted("A long line of words\nab\nAnother long line"))
	rosa.types(keys.Press(keys.Up), keys.Press(keys.Up), keys.Char('|'))
	if got := d.doc.Plain(); !strings.HasPrefix(got, "A long line of wo|rds\n") {
		t.Errorf("%q", got)
	}
}

// Whatever keys are pressed, the caret stands on a row of the page, inside the
// width, and a caret that goes right from the start comes to the end.
func TestCaretIsAlwaysOnThePage(t *testing.T) {
	moves := []keys.Key{keys.Press(keys.Left), keys.Press(keys.Right), keys.Press(keys.Up), keys.Press(keys.Down),
		keys.Press(keys.Home), keys.Press(keys.End), keys.Press(keys.PageUp), keys.Press(keys.PageDown),
		keys.Press(keys.Left).With(keys.Ctrl), keys.Press(keys.Right).With(keys.Alt), keys.Press(keys.Backspace),
		keys.Press(keys.Delete), keys.Press(keys.Enter), keys.Press(keys.Right).With(keys.Shift), keys.Press(keys.Tab)}
	d := newDesk(t)
	words := rapid.SampledFrom([]string{"a", " ", "voz ", "日本", "e\u0301", "👩‍👩‍👧", "\u05e9", "-", "y̓", "a long word without end"})
	rapid.Check(t, func(rt *rapid.T) {
		d.doc, d.way, d.width = text.New(), nil, rapid.IntRange(8, 80).Draw(rt, "width")
		rosa := d.sit("rosa")
		for _, n := range rapid.SliceOfN(rapid.IntRange(-8, len(moves)-1), 1, 40).Draw(rt, "keys") {
			k := keys.Pasted(words.Draw(rt, "word"))
			if n >= 0 {
				k = moves[n]
			}
			rosa.types(k)
			p := rosa.ed.Layout(rosa.view())
			if p.Cursor == nil && rosa.ed.InText() {
				rt.Fatalf("no caret after %+v", k)
			}
			if c := p.Cursor; c != nil && (c.X < 6 || c.X > d.width || c.Y < 0 || c.Y >= len(p.Rows)) {
				rt.Fatalf("caret %+v on %d rows after %+v", *c, len(p.Rows), k)
			}
			for _, r := range p.Rows {
				if r.Width() > d.width+12 { // one joined letter may be wider than the line
					rt.Fatalf("row of %d cells in %d: %q", r.Width(), d.width, r)
				}
			}
		}
	})
}
