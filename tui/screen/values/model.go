package values

import (
	"slices"
	"strings"

	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// model is the meeting with the practice model: each value may be linked to one
// of its values or to several. No link is just as good.
type model struct {
	turns turns
	at    int // the chosen line: 0 is "no link", -1 none
}

func newModel() *model { return &model{at: -1} }

func (m *model) inText() bool { return false }

func (m *model) leave() { *m = *newModel() }

func (m *model) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	list := s.Chosen()
	if len(list) == 0 {
		return screen.Page{Rows: paint.Paragraph(theme.Strong, e.Say("fault.values_no_clusters"), e.W), Focus: -1}
	}
	i := m.turns.at(e, domain.StepCPM, len(list))
	value := list[i]
	b := body{e: e}
	b.say(theme.Strong, title(e, value.ID))
	b.say(theme.Dim, e.Say("values.cpm.link"))
	b.gap()
	p := screen.Page{Focus: -1, Step: e.Say("values.deeds.of", "number", i+1, "total", len(list))}
	for n, x := range s.Content.CPM {
		if n+1 == m.at {
			p.Focus = len(b.rows)
		}
		b.add(m.option(e, n+1, in(e, x.Text), note(slices.Contains(value.Links, x.ID), e.Say("values.cpm.linked")))...)
	}
	if m.at == 0 {
		p.Focus = len(b.rows)
	}
	b.add(m.option(e, 0, e.Say("values.cpm.none"), note(value.Linked && len(value.Links) == 0, e.Say("values.cpm.chosen")))...)
	p.Rows = b.rows
	switch {
	case !free(e, v):
	case m.at > 0 && slices.Contains(value.Links, s.Content.CPM[m.at-1].ID):
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("values.cpm.unlink")})
	case m.at > 0:
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("values.cpm.do", "id", s.Content.CPM[m.at-1].ID)})
	case m.at == 0:
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("values.cpm.none")})
	}
	if free(e, v) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: "0–" + string(rune('0'+len(s.Content.CPM)))})
	}
	if len(list) > 1 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("values.deeds.next")})
	}
	return p
}

// note is what stands beside a line that the group chose.
func note(chosen bool, words string) string {
	if chosen {
		return words
	}
	return ""
}

// option is a line: its number, its words, and a note at its end.
func (m *model) option(e *screen.Env, n int, words, note string) []paint.Row {
	chosen := n == m.at
	lead := numberLead(e.Theme, chosen, string(rune('0'+n)), 1)
	room := e.W - lead.Width()
	if note != "" {
		room -= paint.Width(note) + 2
	}
	rows := hang(lead, paint.Paragraph(chosenStyle(chosen), words, room))
	if note != "" {
		rows[0] = paint.Ends(rows[0], paint.Line(paint.Text(theme.Accent, note)), e.W)
	}
	return rows
}

func (m *model) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	s := e.Snap.Values
	list := s.Chosen()
	switch {
	case len(list) == 0:
		return screen.Ignore()
	case m.turns.turn(a, len(list)):
		m.at = -1
		return screen.Do{}
	case !free(e, v) && !picks(a):
		return screen.Ignore()
	}
	most := len(s.Content.CPM)
	switch a {
	case keys.Choose:
		if n, _ := k.Digit(); n <= most {
			m.at = n
		}
	case keys.RowDown, keys.RowUp: // the lines are 1, 2, …, and 0 at the end
		at := m.at - 1
		if m.at == 0 {
			at = most
		} else if m.at < 0 {
			at = -1
		}
		m.at = (stepTo(at, most+1, a) + 1) % (most + 1)
	case keys.Close:
		if m.at < 0 {
			return screen.Ignore()
		}
		m.at = -1
	case keys.Main:
		if m.at < 0 {
			return screen.Do{Notice: e.Say("keys.choose_first")}
		}
		return m.link(e, s, list[m.turns.at(e, domain.StepCPM, len(list))])
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// link sends the links of a value: with the chosen one, or without it if it was
// among them. No link takes others' choices off, so it asks first.
func (m *model) link(e *screen.Env, s *domain.State, value domain.Cluster) screen.Do {
	if m.at == 0 && len(value.Links) > 0 {
		return screen.Do{Ask: &screen.Ask{Title: e.Say("values.cpm.none.ask", "value", title(e, value.ID)),
			Lines: []string{e.Say("values.cpm.none.gone", "ids", e.Words.List(value.Links))},
			Yes:   e.Say("values.cpm.none"), Do: screen.Give(domain.Link{Cluster: value.ID})}}
	}
	var links []string
	if m.at > 0 {
		id := s.Content.CPM[m.at-1].ID
		links = slices.Clone(value.Links)
		if i := slices.Index(links, id); i >= 0 {
			links = slices.Delete(links, i, i+1)
		} else {
			links = append(links, id)
			slices.SortFunc(links, strings.Compare)
		}
	}
	return screen.Give(domain.Link{Cluster: value.ID, Links: links})
}

func (m *model) done(_ *screen.Env, what any, err error) screen.Do {
	if _, ok := what.(domain.Link); ok && err == nil {
		m.at = -1
	}
	return screen.Do{}
}
