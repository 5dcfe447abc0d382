package spectrum

import (
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
	"convene/tui/widget/choice"
)

// levelList is the list of levels; chosen is the id of the marked one, notes
// says that each stands with its promise. Without notes the marked one has it.
func levelList(e *screen.Env, levels []domain.Level, chosen string, notes bool) []paint.Row {
	rows, _ := pickList(e, levels, chosen).layout(e, notes)
	return rows
}

// picks is a list of levels with the two answers that are none of them.
type picks struct {
	levels []domain.Level
	chosen string
}

func pickList(_ *screen.Env, levels []domain.Level, chosen string) picks {
	return picks{levels: levels, chosen: chosen}
}

// at is the place of the chosen level, or -1.
func (p picks) at() int {
	for i, l := range p.levels {
		if l.ID == p.chosen {
			return i
		}
	}
	return -1
}

func (p picks) layout(e *screen.Env, notes bool) (rows []paint.Row, focus int) {
	options := make([]choice.Option, len(p.levels))
	for i, l := range p.levels {
		options[i] = choice.Option{Key: rune('1' + i), Label: guide.In(e, l.Name)}
		if notes || i == p.at() {
			options[i].Note = guide.In(e, l.Short)
		}
	}
	list := choice.New(options...)
	list.Choose(p.at())
	return list.Layout(e.W, e.Theme)
}

// tail is the row of "not sure" and "pass".
func (p picks) tail(e *screen.Env) paint.Row {
	var cells []paint.Row
	for _, o := range []struct{ choice, key, words string }{
		{poll.Unsure, "n", e.Say("spectrum.vote.notsure")}, {poll.Pass, "p", e.Say("spectrum.vote.pass")},
	} {
		style, mark := theme.Plain, "  "
		if o.choice == p.chosen {
			style, mark = theme.Accent, e.Theme.Chosen+" "
		}
		if len(cells) > 0 {
			cells = append(cells, paint.Line(paint.Spaces(5)))
		}
		cells = append(cells, paint.Line(paint.Text(theme.Accent, mark), paint.Text(style, o.key), paint.Spaces(2),
			paint.Text(style, o.words)))
	}
	return paint.Clip(paint.Join(cells...), e.W, e.Theme.Dots)
}

// key is the choice that a key makes; ok is false for other keys.
func (p picks) key(k keys.Key, a keys.Action) (id string, ok bool) {
	order := make([]string, 0, len(p.levels)+2)
	for _, l := range p.levels {
		order = append(order, l.ID)
	}
	order = append(order, poll.Unsure, poll.Pass)
	now := -1
	for i, id := range order {
		if id == p.chosen {
			now = i
		}
	}
	switch a {
	case keys.NotSure:
		return poll.Unsure, true
	case keys.Pass:
		return poll.Pass, true
	case keys.RowDown:
		return order[min(now+1, len(order)-1)], true
	case keys.RowUp:
		if now < 0 {
			now = len(order)
		}
		return order[max(now-1, 0)], true
	case keys.Choose:
		if n, isDigit := k.Digit(); isDigit && n >= 1 && n <= len(p.levels) {
			return p.levels[n-1].ID, true
		}
	}
	return "", false
}

// choiceWords is an answer in words.
func choiceWords(e *screen.Env, id string) string {
	switch id {
	case poll.Unsure:
		return e.Say("spectrum.vote.notsure")
	case poll.Pass:
		return e.Say("spectrum.vote.pass")
	}
	return guide.Level(e, id)
}
