package spectrum

import (
	"convene/tui/keys"
	"convene/tui/screen"
)

// sheetKey handles a key while a sheet is in front.
func (s *Screen) sheetKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	sh := s.sheet()
	c := sh.card(e)
	switch {
	case a == keys.Close || a == keys.Back && !sh.inText():
		s.pop()
		if s.returns && len(s.sheets) == 0 {
			s.returns = false
			return screen.Do{Follow: true}
		}
		return screen.Do{}
	case (a == keys.NextPart || a == keys.PrevPart) && sh.field != nil && len(c.lines) > 0:
		sh.list = !sh.list
		return screen.Do{}
	case a == keys.Main && c.send != nil:
		words := ""
		if sh.field != nil {
			words = sh.field.Text()
		}
		return c.send(e, words)
	case sh.inText():
		if !sh.field.Key(k) {
			return screen.Do{}
		}
		return sh.keep()
	}
	return sh.listKey(e, c, k, a)
}

// listKey handles a key in the list of answers.
func (sh *sheet) listKey(e *screen.Env, c card, k keys.Key, a keys.Action) screen.Do {
	shown, zero := sh.inSight(c)
	if n, ok := k.Digit(); ok && a == keys.Choose {
		switch {
		case n == 0 && len(zero) > 0:
			return zero[0].do(e)
		case n >= 1 && n <= len(shown):
			return shown[n-1].do(e)
		}
		return screen.Do{}
	}
	if a == keys.More && sh.pages(c) {
		sh.from += perPage
		return screen.Do{}
	}
	for _, l := range c.letters {
		if l.action == a {
			return l.do(e)
		}
	}
	return screen.Ignore()
}

// keep hands the unsent words on as a draft.
func (sh *sheet) keep() screen.Do {
	switch {
	case sh.kept != nil:
		d := sh.kept()
		return screen.Do{Draft: &d}
	case sh.draft != "":
		return screen.Do{Draft: &screen.Draft{Field: sh.draft, Words: sh.field.Text()}}
	}
	return screen.Do{}
}
