package spectrum

import (
	"slices"

	"convene/tui/keys"
	"convene/tui/screen"
)

// sheetKey handles a key while a sheet is in front.
func (s *Screen) sheetKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	sh := s.sheet()
	c := sh.card(e)
	sh.fit(c)
	switch {
	case a == keys.Close || a == keys.Back && !sh.inText():
		s.pop()
		if s.returns && len(s.sheets) == 0 {
			s.returns = false
			return screen.Do{Follow: true}
		}
		return screen.Do{}
	case (a == keys.NextPart || a == keys.PrevPart) && sh.field != nil && len(c.lines) > 0:
		sh.list, sh.at = !sh.list, 0
		return screen.Do{}
	case a == keys.Main && sh.chosen(c) != nil:
		do := sh.chosen(c).do
		sh.at = 0
		return do(e)
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
	switch a {
	case keys.Choose:
		n, _ := k.Digit()
		if at := sh.numbered(c, n); at > 0 {
			return sh.choose(e, c, at)
		}
		return screen.Do{}
	case keys.RowDown, keys.RowUp:
		sh.step(c, a)
		return screen.Do{}
	case keys.Main:
		if len(c.lines) > 0 {
			return screen.Do{Notice: e.Say("keys.choose_first")}
		}
	}
	if a == keys.More && sh.pages(c) {
		sh.from, sh.at = sh.from+perPage, 0
		return screen.Do{}
	}
	for _, l := range c.letters {
		if l.action == a {
			return l.do(e)
		}
	}
	return screen.Ignore()
}

// numbered is the answer of a digit, by its place from 1; 0 for none.
func (sh *sheet) numbered(c card, n int) int {
	shown, zero := sh.inSight(c)
	switch {
	case n == 0 && len(zero) > 0:
		return sh.place(c, true, 0)
	case n >= 1 && n <= len(shown):
		return sh.place(c, false, n-1)
	}
	return 0
}

// choose marks an answer. What only marks something is done, and so is what a
// menu offers.
func (sh *sheet) choose(e *screen.Env, c card, at int) screen.Do {
	if l := c.lines[at-1]; l.marks || c.menu {
		return l.do(e)
	}
	sh.at, sh.words = at, c.lines[at-1].words
	return screen.Do{}
}

// step goes up or down the answers in sight.
func (sh *sheet) step(c card, a keys.Action) {
	shown, zero := sh.inSight(c)
	var order []int
	for i := range shown {
		order = append(order, sh.place(c, false, i))
	}
	if len(zero) > 0 {
		order = append(order, sh.place(c, true, 0))
	}
	if len(order) == 0 {
		return
	}
	now := slices.Index(order, sh.at)
	switch {
	case a == keys.RowDown:
		now = min(now+1, len(order)-1)
	case now < 0:
		now = len(order) - 1
	default:
		now = max(now-1, 0)
	}
	sh.at = order[now]
	sh.words = c.lines[sh.at-1].words
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
