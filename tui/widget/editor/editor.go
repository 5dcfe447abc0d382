// Package editor is the live shared editor: it shows a text.Doc with who wrote
// what, and turns one person's keys into edits. It keeps no text of its own: what
// stands on the screen is what the snapshot holds, so an author's own key shows
// with the first snapshot that has it (design §6). What it owns is the caret.
//
// An Editor belongs to the one goroutine of a person's program; nothing blocks,
// and nothing needs to be closed.
package editor

import (
	"slices"

	"convene/internal/library"
	"convene/internal/text"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// View is what an editor looks at and how: made anew for each call.
type View struct {
	Doc *text.Doc // nil where nobody wrote yet
	Me  string    // the person's seat
	// People says who the authors are. It must be comparable: the same value
	// means that nobody's name or letters have changed.
	People People
	// Typing are the others who type just now. The same slice means that they
	// are the same.
	Typing []Caret
	// Width is the cells of a row, Height the rows that Page Up and Page Down
	// move by; 0 takes ten.
	Width, Height int
	// Bare leaves out who wrote what and what was taken out: the text as it
	// would be printed, for a check and for reading.
	Bare  bool
	Theme theme.Theme
	Words library.Words
	Shelf *Shelf // shared with others; may be nil
}

// People knows the authors by their seats.
type People interface{ Person(seat string) Person }

// Person is an author as the margin names one: the name in full, the letters
// where there is no room, and a number from 0 for the hue.
type Person struct {
	Name, Mark string
	Hue        int
}

// Caret is in which paragraph somebody else writes.
type Caret struct {
	By string
	In text.ParaID
}

// Page is a text laid out.
type Page struct {
	Rows []paint.Row
	// Cursor is where one's own caret stands; nil while only reading, or while a
	// line of the margin has the focus.
	Cursor *paint.Point
	// Focus is the row that must be in sight, -1 for none.
	Focus int
}

// Did is what a key led to.
type Did struct {
	// Ignored says that the key means nothing here.
	Ignored bool
	// Edits are to be sent, in order.
	Edits []text.Edit
	// Ask, if set, is to be asked before its edits are sent.
	Ask *Ask
	// Stopped says that the person has stopped writing.
	Stopped bool
	// Kept says that Editor.Kept has changed.
	Kept bool
	// Later says that the key was not taken, because too many wait already: it is
	// to be given again when an edit was answered.
	Later bool
}

// Ask is an edit that takes out more than a sentence of others.
type Ask struct {
	From  []string // whose words, by seat
	Words string
	Edits []text.Edit
}

// Editor is one person's place in one shared text. Make it with New.
type Editor struct {
	writing bool
	// at is the caret, mark the other end of the selection if selecting; both
	// are places of the text seen, nil at first, and move on with the text.
	at, mark  text.Pos
	selecting bool
	seen      *text.Doc
	goal      int // the column that up and down hold on to; -1 for none
	// fresh says that the caret was brought to the end of the text and nothing
	// has been typed or moved since: the first words begin a paragraph.
	fresh bool

	// flight counts edits sent and not yet answered. Keys that move the caret
	// wait for them in queue, and all later keys behind those, so that every key
	// acts on the text that its typist expects.
	flight int
	queue  []keys.Key

	focus focus    // what has the focus beside the text
	kept  []string // words that were refused and wait to be put in
	run   eraseRun

	blank *text.Doc
	sheet sheet

	// What was laid out last, for as long as it stays the same.
	manner *manner
	me     string
	turn   int // counts manners and readers, from 1
	typers typers
	key    key
	lines  Lines
}

// focus is a line of the margin; the zero focus is the text.
type focus struct {
	note text.HoleID
	kept bool
}

// New makes an editor. The same one is kept for as long as its text is in front,
// because it remembers the caret and what was laid out.
func New() *Editor { return &Editor{goal: -1, blank: text.New()} }

// Begin starts writing, at the end of the text the first time and where the
// caret was after that; a caret that was left at the end is at the end again,
// whatever others have added.
func (ed *Editor) Begin(v View) {
	d := ed.doc(v)
	if ed.seen == nil || ed.at == ed.seen.End() {
		ed.toEnd(d)
	}
	ed.writing, ed.focus = true, focus{}
}

// BeginBehind starts writing behind the person's own last words, or at the end.
func (ed *Editor) BeginBehind(v View) {
	d := ed.doc(v)
	ed.toEnd(d)
	if at, mine := d.Behind(v.Me); mine {
		ed.at, ed.fresh = at, false
	}
	ed.writing, ed.focus = true, focus{}
}

// toEnd brings the caret to the end of d.
func (ed *Editor) toEnd(d *text.Doc) { ed.at, ed.seen, ed.fresh = d.End(), d, true }

// Stop ends writing. Nothing is sent by it and nothing lost: words that waited
// for the text are kept beside it.
func (ed *Editor) Stop() {
	words := ""
	for _, k := range ed.queue {
		if s, ok := k.Printable(); ok {
			words += s
		}
	}
	if words != "" {
		ed.keep(words)
	}
	ed.writing, ed.selecting, ed.focus = false, false, focus{}
	ed.flight, ed.queue = 0, nil
}

// Writing reports whether the person writes here now.
func (ed *Editor) Writing() bool { return ed.writing }

// InText reports whether letters are text now.
func (ed *Editor) InText() bool { return ed.writing && ed.focus == focus{} }

// Caret is where the person's caret stands in the text of the view; false while
// they do not write.
func (ed *Editor) Caret(v View) (text.Pos, bool) {
	if !ed.writing {
		return text.Pos{}, false
	}
	ed.follow(v)
	return ed.at, true
}

// Kept are words that were typed and refused: they wait beside the text until
// they are put in or taken away.
func (ed *Editor) Kept() string {
	all := ""
	for i, s := range ed.kept {
		if i > 0 {
			all += "\n"
		}
		all += s
	}
	return all
}

// Keep gives the editor words to keep, such as those of an earlier visit.
func (ed *Editor) Keep(words string) {
	ed.kept = nil
	if words != "" {
		ed.kept = []string{words}
	}
}

// Done tells what became of an edit that was sent. The words of a refused one
// are kept. What it gives is to be carried out like the Did of a key.
func (ed *Editor) Done(v View, e text.Edit, err error) Did {
	ed.follow(v) // as somebody whose words were on their way
	ed.flight = max(0, ed.flight-1)
	var did Did
	if words := typed(e); err != nil && words != "" {
		ed.keep(words)
		did.Kept = true
	}
	if _, erased := e.Do.(text.Remove); erased {
		ed.selecting = false
	}
	if _, replaced := e.Do.(text.Replace); replaced {
		ed.selecting = false
	}
	more := ed.flush(v)
	more.Kept = more.Kept || did.Kept
	return more
}

// keep adds refused words to those that wait. Keys refused one after the other
// are one piece.
func (ed *Editor) keep(words string) {
	if n := len(ed.kept); n > 0 {
		ed.kept[n-1] += words
		return
	}
	ed.kept = append(ed.kept, words)
}

func typed(e text.Edit) string {
	switch act := e.Do.(type) {
	case text.Insert:
		return act.Text
	case text.Replace:
		return act.Text
	}
	return ""
}

// doc is the text of the view, or an empty one.
func (ed *Editor) doc(v View) *text.Doc {
	if v.Doc == nil {
		return ed.blank
	}
	return v.Doc
}

// follow brings the caret to the text of the view. Without a caret there is
// nothing to bring.
//
// A caret that waits at the end of the text, with nothing of its paragraph typed
// yet, stays at the end when others add to it: two who take notes together don't
// write into one another's sentences. One that stands behind its person's own
// words stays there.
func (ed *Editor) follow(v View) *text.Doc {
	d := ed.doc(v)
	if ed.seen == nil || d.Version() == ed.seen.Version() {
		return d
	}
	since := ed.seen.Version()
	waits := ed.flight == 0 && !ed.selecting && ed.at == ed.seen.End() && (ed.fresh || ed.at.Off == 0)
	ed.at, _ = d.Follow(text.Anchor{Pos: ed.at}, since, v.Me)
	if p, _ := d.Para(ed.at.Para); waits && (ed.fresh || p.Text != "") {
		ed.toEnd(d)
	}
	if ed.selecting {
		ed.mark, _ = d.Follow(text.Anchor{Pos: ed.mark}, since, v.Me)
	}
	ed.seen = d
	return d
}

// othersEnd reports whether what the text ends with is somebody else's: their
// words, or the empty paragraph in which they are just writing.
func othersEnd(d *text.Doc, v View) bool {
	p := d.Paras()[len(d.Paras())-1]
	last := v.Me
	for by := range p.Authors {
		last = by
	}
	return last != v.Me || p.Text == "" && len(d.Paras()) > 1 &&
		slices.ContainsFunc(v.Typing, func(c Caret) bool { return c.In == p.ID })
}
