package terms

import (
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// originals offer a host to say that the text in another language is the one the
// section is written in: from then on the others are compared with it.
func (x *section) originals(e *screen.Env, sec *terms.Section) []action {
	if !canGuide(e) || sec.Original == "" || sec.Status == terms.NotUsed || sec.Status == terms.Checking || sec.Status.Settled() || locked(e) {
		return nil
	}
	var out []action
	for _, l := range e.Lib.Languages() {
		d := e.Snap.Texts.Get(terms.TextID(x.id, l.Tag))
		if l.Tag == sec.Original || d == nil || d.IsEmpty() {
			continue
		}
		name := e.Language(l.Tag)
		out = append(out, action{e.Say("terms.do.original", "language", name), func(e *screen.Env) screen.Do {
			return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.original.ask", "language", name),
				Lines: []string{e.Say("terms.original.what", "language", name, "before", e.Language(sec.Original))},
				Yes:   e.Say("terms.original.yes"), Do: screen.Give(terms.SetOriginal{Section: x.id, Lang: l.Tag})}}
		}})
	}
	return out
}
