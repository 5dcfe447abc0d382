package editor

import (
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"

	"convene/internal/text"
	"convene/tui/keys"
)

// mostQueued is how many keys wait here behind a caret that waits for the text,
// and mostSent how many edits may be on their way: the text remembers where
// things stood for only so long. Keys behind them wait where they came from, down
// to the terminal.
const (
	mostQueued = 64
	mostSent   = 256
)

// Key handles one key of somebody who writes. What it gives must be carried
// out: edits sent in order, and each answered through Done.
func (ed *Editor) Key(v View, k keys.Key) Did {
	if !ed.writing {
		return Did{Ignored: true}
	}
	if k == keys.Press(keys.Esc) {
		return ed.escape()
	}
	if len(ed.queue) >= mostQueued || ed.flight >= mostSent {
		return Did{Later: true}
	}
	if ed.flight > 0 && (len(ed.queue) > 0 || !follows(k)) {
		ed.queue = append(ed.queue, k)
		return Did{}
	}
	return ed.act(v, k)
}

// escape leaves the margin for the text, the text for reading.
func (ed *Editor) escape() Did {
	switch {
	case ed.focus != focus{}:
		ed.focus = focus{}
		return Did{}
	case ed.selecting:
		ed.selecting = false
		return Did{}
	}
	ed.writing = false
	return Did{Stopped: true}
}

// follows reports whether a key may be sent right behind others that are not on
// the screen yet: typing and erasing, whose place an author's own words push
// along. Everything else waits.
func follows(k keys.Key) bool {
	if _, ok := k.Printable(); ok {
		return true
	}
	_, erases := erase(k)
	return erases || k == keys.Press(keys.Enter)
}

// flush acts on the keys that waited, until one has to wait again.
func (ed *Editor) flush(v View) Did {
	var did Did
	for len(ed.queue) > 0 && did.Ask == nil && (ed.flight == 0 || follows(ed.queue[0])) {
		k := ed.queue[0]
		ed.queue = ed.queue[1:]
		next := ed.act(v, k)
		did.Edits = append(did.Edits, next.Edits...)
		did.Ask, did.Kept = next.Ask, did.Kept || next.Kept
	}
	return did
}

// act does what a key means now.
func (ed *Editor) act(v View, k keys.Key) Did {
	d := ed.follow(v)
	if k.Code == keys.Tab {
		ed.tab(d, k.Mod&keys.Shift != 0)
		return Did{}
	}
	if ed.focus != (focus{}) {
		return ed.aside(v, d, k)
	}
	if words, ok := k.Printable(); ok {
		if ed.fresh && !ed.selecting && othersEnd(d, v) {
			words = "\n" + words
		}
		return ed.put(d, v.Me, words)
	}
	if k == keys.Press(keys.Enter) {
		return ed.put(d, v.Me, "\n")
	}
	if e, ok := erase(k); ok {
		return ed.erase(d, v.Me, e)
	}
	if k == keys.Char('z').With(keys.Ctrl) {
		return ed.Undo(v)
	}
	ed.run = eraseRun{}
	return Did{Ignored: !ed.move(v, d, k)}
}

// send counts an edit on its way and gives it.
func (ed *Editor) send(d *text.Doc, me string, a text.Action) Did {
	ed.flight++
	ed.goal, ed.fresh = -1, false
	return Did{Edits: []text.Edit{{Base: d.Version(), Author: me, Do: a}}}
}

// Undo takes back the person's own last run.
func (ed *Editor) Undo(v View) Did {
	d := ed.follow(v)
	ed.selecting, ed.run = false, eraseRun{}
	return ed.send(d, v.Me, text.Undo{})
}

// put types or pastes words, in place of what is selected.
func (ed *Editor) put(d *text.Doc, me, words string) Did {
	ed.run = eraseRun{}
	if !ed.selecting {
		return ed.send(d, me, text.Insert{At: ed.at, Text: words})
	}
	from, to := ed.order(d)
	return ed.takeOut(d, me, text.Replace{Range: d.Range(from, to), At: from, Text: words}, d.Range(from, to))
}

// takeOut sends an edit that takes a range out; over one sentence of others it
// asks first, and the selection stays in sight until that is answered.
func (ed *Editor) takeOut(d *text.Doc, me string, a text.Action, r text.Range) Did {
	edit := text.Edit{Base: d.Version(), Author: me, Do: a}
	if n, words := d.TakesOutOthers(edit); n > 1 {
		return Did{Ask: &Ask{From: authors(d, r, me), Words: words, Edits: []text.Edit{edit}}}
	}
	ed.selecting = false
	return ed.send(d, me, a)
}

// authors are the others whose words lie in a range.
func authors(d *text.Doc, r text.Range, me string) []string {
	var out []string
	for _, s := range r.Spans {
		p, _ := d.Para(s.Para)
		if p == nil {
			continue
		}
		off := 0
		for _, run := range p.Runs {
			if off < s.To && off+run.Len > s.From && run.By != me && run.By != "" && !slices.Contains(out, run.By) {
				out = append(out, run.By)
			}
			off += run.Len
		}
	}
	return out
}

// erase is the erasing that a key asks for.
func erase(k keys.Key) (text.Erase, bool) {
	word := k.Mod&(keys.Ctrl|keys.Alt) != 0
	switch {
	case k.Code == keys.Backspace, k == keys.Char('h').With(keys.Ctrl):
		return text.Erase{Word: word && k.Code == keys.Backspace}, true
	case k.Code == keys.Delete:
		return text.Erase{Forward: true, Word: word}, true
	case k == keys.Char('w').With(keys.Ctrl):
		return text.Erase{Word: true}, true
	case k == keys.Char('d').With(keys.Alt):
		return text.Erase{Forward: true, Word: true}, true
	}
	return text.Erase{}, false
}

// eraseRun is what one run of erasing keys has taken out of others' words: held
// down, a key goes through sentences too.
type eraseRun struct {
	taken string
	from  []string
	sure  bool // asked and confirmed
}

// erase sends an erasing key, or takes the selection out.
func (ed *Editor) erase(d *text.Doc, me string, e text.Erase) Did {
	if ed.selecting {
		from, to := ed.order(d)
		ed.run = eraseRun{}
		return ed.takeOut(d, me, text.Remove{Range: d.Range(from, to)}, d.Range(from, to))
	}
	e.At = ed.at
	edit := text.Edit{Base: d.Version(), Author: me, Do: e}
	_, words := d.TakesOutOthers(edit)
	if words == "" {
		return ed.send(d, me, e)
	}
	run := ed.run
	if e.Forward {
		run.taken += words
	} else {
		run.taken = words + run.taken
	}
	if by := ed.beside(d, e.Forward); by != "" && by != me && !slices.Contains(run.from, by) {
		run.from = append(slices.Clip(run.from), by)
	}
	if !run.sure && sentenceCount(run.taken) > 1 {
		ed.run.sure = true // the answer yes sends this key, and the run goes on
		return Did{Ask: &Ask{From: run.from, Words: words, Edits: []text.Edit{edit}}}
	}
	ed.run = run
	return ed.send(d, me, e)
}

// beside is who wrote what stands next to the caret.
func (ed *Editor) beside(d *text.Doc, forward bool) string {
	p, _ := d.Para(ed.at.Para)
	if p == nil {
		return ""
	}
	at, off := ed.at.Off, 0
	if !forward {
		at--
	}
	for _, r := range p.Runs {
		if at >= off && at < off+r.Len {
			return r.By
		}
		off += r.Len
	}
	return p.Break.By
}

func sentenceCount(s string) int {
	n := 0
	for g := sentences.FromString(s); g.Next(); {
		if strings.TrimSpace(g.Value()) != "" {
			n++
		}
	}
	return n
}

// tab goes on to the next line of the margin, and from the last one back to the
// text.
func (ed *Editor) tab(d *text.Doc, back bool) {
	list := []focus{{}}
	byPara := ed.notes(d)
	for _, p := range d.Paras() {
		for _, n := range byPara[p.ID] {
			list = append(list, focus{note: n.ID})
		}
	}
	if len(ed.kept) > 0 {
		list = append(list, focus{kept: true})
	}
	i := max(0, slices.Index(list, ed.focus))
	if back {
		i += len(list) - 2
	}
	ed.focus = list[(i+1)%len(list)]
}

// HasAside reports whether there is a line of the margin to go to.
func (ed *Editor) HasAside(v View) bool { return len(ed.kept) > 0 || ed.doc(v).HasNotes() }

// OnAside reports whether a line of the margin has the focus.
func (ed *Editor) OnAside() bool { return ed.focus != focus{} }

// aside handles a key while a line of the margin has the focus: Enter puts its
// words back, and the kept ones where the caret is.
func (ed *Editor) aside(v View, d *text.Doc, k keys.Key) Did {
	switch {
	case k == keys.Press(keys.Up):
		ed.tab(d, true)
	case k == keys.Press(keys.Down):
		ed.tab(d, false)
	case k == keys.Press(keys.Enter) && ed.focus.kept:
		words := ed.Kept()
		ed.kept, ed.focus = nil, focus{}
		did := ed.put(d, v.Me, words)
		did.Kept = true
		return did
	case k == keys.Press(keys.Enter):
		note := ed.focus.note
		ed.focus = focus{}
		return ed.send(d, v.Me, text.Restore{Hole: note})
	default:
		return Did{Ignored: true}
	}
	return Did{}
}
