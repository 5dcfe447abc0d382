package terms

import (
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// writing is the shared writing of the text in front.
func (x *section) writing(e *screen.Env) *screen.Writing {
	w := x.in(x.language(e))
	if x.lang != "" || w.Active() {
		if x.moved { // behind one's own words, or at the end, however far the others have come
			w = screen.NewWriting(w.Text)
			x.s.writings[w.Text] = w
			w.BeginBehind(e)
		}
		return w
	}
	if len(x.s.writings) == 1 { // w alone
		return w
	}
	for _, l := range e.Lib.Languages() {
		begun := x.s.writings[terms.TextID(x.id, l.Tag)]
		if begun == nil || !begun.Active() {
			continue
		}
		switch d := begun.Doc(e); {
		case d == nil || d.IsEmpty():
			// Someone else's first words, in another language, became the original
			// while this person stood in the empty section: they go on there.
			begun.Stop()
			w.BeginBehind(e)
			x.moved = true
		default: // both began at once: theirs goes on as the text in their language
			x.lang = l.Tag
			return begun
		}
	}
	return w
}

// in is the writing of the section's text in a language.
func (x *section) in(lang string) *screen.Writing {
	if w := x.last.w; w != nil && x.last.lang == lang && x.s.writings[w.Text] == w {
		return w
	}
	id := terms.TextID(x.id, lang)
	w := x.s.writings[id]
	if w == nil {
		w = screen.NewWriting(id)
		x.s.writings[id] = w
	}
	x.last.lang, x.last.w = lang, w
	return w
}
