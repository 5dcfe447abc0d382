package tui

import (
	"slices"
	"strings"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// foot is what the next key is. Where the line is too short for all, keys move
// closer together, then what stands in brackets goes, and then the keys named last
// are left to the help. Where it has room, whoever can't read the rest finds the way
// to their language.
func (m *model) foot(hints []keys.Hint, inText, quiet bool) paint.Row {
	key := footKey{inText, m.overlay != nil, quiet || m.projects(), m.env.Words, m.env.W}
	if !slices.Equal(m.hinted, hints) {
		m.hinted, m.footed.rows = slices.Clone(hints), nil
	}
	return m.footed.get(key, func() []paint.Row {
		labels := m.deps.Keys.Foot(m.env.Say, inText, hints...)
		always := 2 // the menu and the help, at the end
		if m.overlay != nil && !inText {
			labels = labels[:len(labels)-always] // no menu and no help over a question
		}
		if m.overlay != nil || inText {
			always = 0
		} else if !key.quiet {
			tongue := keys.Hint{Action: keys.Language, Words: m.toLanguage()}
			longer := m.deps.Keys.Foot(m.env.Say, inText, slices.Concat(hints, []keys.Hint{tongue})...)
			if row := footRow(longer, 4, 2); row.Width() <= m.env.W {
				return []paint.Row{row}
			}
		}
		return []paint.Row{m.fitFoot(labels, always)}
	})[0]
}

// fitFoot makes the labels fit.
func (m *model) fitFoot(labels []keys.Label, always int) paint.Row {
	row := footRow(labels, 4, 2)
	for row.Width() > m.env.W {
		for _, between := range []int{3, 2} {
			if row = footRow(labels, between, between-1); row.Width() <= m.env.W {
				return row
			}
		}
		if shorter, ok := terse(labels); ok {
			labels = shorter
			row = footRow(labels, 4, 2)
			continue
		}
		if len(labels) <= always+1 {
			break
		}
		labels = slices.Delete(slices.Clone(labels), len(labels)-always-1, len(labels)-always)
		row = footRow(labels, 4, 2)
	}
	return paint.Clip(row, m.env.W, m.theme.Dots)
}

// terse leaves out what labels say in brackets; ok is false if nothing.
func terse(labels []keys.Label) (out []keys.Label, ok bool) {
	out = slices.Clone(labels)
	for i, l := range out {
		if words, _, cut := strings.Cut(l.Words, " ("); cut {
			out[i].Words, ok = words, true
		}
	}
	return out, ok
}

func footRow(labels []keys.Label, between, behind int) paint.Row {
	var segs []paint.Segment
	for i, l := range labels {
		if i > 0 {
			segs = append(segs, paint.Spaces(between))
		}
		style := theme.Key
		if l.Main {
			style = theme.MainKey
		}
		segs = append(segs, paint.Text(style, l.Key), paint.Spaces(behind), paint.Text(theme.Foot, l.Words))
	}
	return paint.Line(segs...)
}

// withWayBack names the key that leads a host back from what everyone sees, and
// a helper from a turn for somebody.
func (m *model) withWayBack(hints []keys.Hint) []keys.Hint {
	back := func(h keys.Hint) bool { return h.Action == keys.Close || h.Action == keys.Back }
	if m.person.ForAnother() {
		return m.withOwnSeat(hints, back)
	}
	if m.home != Host || !m.looking || m.typing() || slices.ContainsFunc(hints, back) {
		return hints
	}
	return slices.Insert(slices.Clone(hints), min(2, len(hints)), keys.Hint{Action: keys.Close, Words: m.env.Say("frame.host")})
}
