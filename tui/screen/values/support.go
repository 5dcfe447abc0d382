package values

import (
	"bytes"
	"strconv"

	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// support is the marks: up to five of the gatherings that one wants to live by.
// Nothing is marked at the start; what was sent does not stay in sight.
type support struct {
	marks   string          // the marking that marked belongs to
	marked  map[string]bool // chosen here
	touched bool            // changed since it was sent
	editing bool            // what was sent is in front, to be changed
	at      int             // the line with the focus; the number of lines is the one that sends
	typed   number
	strip   strip
	busy    bool

	known bool // something was sent, and the own answer is not loaded anew yet
	sent  domain.Mark
	over  []byte
}

func newSupport() *support { return &support{marked: map[string]bool{}, at: -1} }

func (t *support) inText() bool { return false }

func (t *support) leave() { *t = *newSupport() }

// own is what lies in the box: the marks, or a pass.
func (t *support) own(e *screen.Env, m *domain.Marking) (clusters []string, pass, have bool) {
	value := e.Own[m.Poll.ID]
	if t.known && t.sent.Marks == m.Poll.ID && bytes.Equal(value, t.over) {
		return t.sent.Clusters, t.sent.Pass, t.sent.Pass || len(t.sent.Clusters) > 0
	}
	t.known = false
	clusters, pass = domain.ReadMarks(value)
	return clusters, pass, value != nil
}

// fit drops what was chosen for another marking.
func (t *support) fit(m *domain.Marking) {
	if t.marks != m.Poll.ID {
		*t = *newSupport()
		t.marks = m.Poll.ID
	}
}

func (t *support) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	m := s.OpenMarking()
	if m == nil || v.looking {
		return t.resultPage(e)
	}
	t.fit(m)
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.support.ask"))
	b.gap()
	if !mayWrite(e) || !m.Poll.May(e.Me) {
		b.say(theme.Plain, e.Say("vote.not_on_list"))
		for _, id := range m.Poll.Options {
			b.in(2, theme.Plain, title(e, id))
		}
		return screen.Page{Rows: b.rows, Focus: -1}
	}
	if _, pass, have := t.own(e, m); have && !t.editing && !t.touched {
		return t.sentPage(e, m, b, pass)
	}
	return t.markPage(e, m, b)
}

// sentPage stands when marks are in: they are not in sight until asked for.
func (t *support) sentPage(e *screen.Env, m *domain.Marking, b body, pass bool) screen.Page {
	if pass {
		b.say(theme.Plain, e.Say("values.support.passed"))
	} else {
		b.say(theme.Plain, e.Say("values.support.in"))
	}
	b.gap()
	b.say(theme.Dim, coming(e, m.Poll))
	if !m.CalledAt.IsZero() {
		b.say(theme.Dim, e.Say("values.support.last_call"))
	}
	return screen.Page{Rows: b.rows, Focus: -1, Hints: []keys.Hint{{Action: keys.MyAnswer, Words: e.Say("values.foot.my_marks")}}}
}

func (t *support) markPage(e *screen.Env, m *domain.Marking, b body) screen.Page {
	n := len(m.Poll.Options)
	t.at = min(t.at, n)
	wide := len(strconv.Itoa(n))
	var things [][]paint.Row
	for i, id := range m.Poll.Options {
		words := title(e, id)
		lead := numberLead(e.Theme, i == t.at, strconv.Itoa(i+1), wide)
		line := hang(lead, paint.Paragraph(chosenStyle(t.marked[id]), words, e.W-lead.Width()-16))
		if t.marked[id] {
			line[0] = paint.Ends(line[0], paint.Line(paint.Text(theme.Accent, e.Say("values.support.marked"))), e.W)
		}
		things = append(things, line)
	}
	foot := body{e: e}
	foot.gap()
	left := domain.MaxMarks - len(t.chosen(m))
	state := e.Say("values.support.left", "n", left)
	switch {
	case !m.CalledAt.IsZero() && t.touched:
		foot.say(theme.Waiting, e.Say("vote.last_call.unsent"))
	case !m.CalledAt.IsZero():
		foot.say(theme.Waiting, e.Say("values.support.last_call"))
	}
	foot.say(theme.Plain, state)
	if m.Few {
		foot.say(theme.Plain, e.Say("vote.few.warning"))
	}
	foot.say(theme.Dim, promise(e, m.Poll.Mode)+" "+coming(e, m.Poll))
	b.add(t.strip.window(things, min(t.at, n-1), e.H-len(b.rows)-len(foot.rows)-1)...)
	b.gap()
	b.add(foot.rows...)
	return screen.Page{Rows: b.rows, Focus: -1, Hints: t.hints(e, m)}
}

func (t *support) hints(e *screen.Env, m *domain.Marking) []keys.Hint {
	n := len(m.Poll.Options)
	var out []keys.Hint
	chosen := len(t.chosen(m))
	switch {
	case t.at >= 0 && t.at < n && t.marked[m.Poll.Options[t.at]]:
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.support.unmark")})
	case t.at >= 0 && t.at < n:
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.support.mark")})
	case chosen > 0:
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.support.send", "n", chosen)})
	}
	words := e.Say("values.support.mark")
	if n > 9 {
		words = ""
	}
	out = append(out, keys.Hint{Action: keys.Choose, Keys: digitsTo(n), Words: words})
	switch {
	case chosen == 0:
		out = append(out, keys.Hint{Action: keys.Pass})
	case t.at < n && t.at >= 0:
		out = append(out, keys.Hint{Action: keys.NextPart, Words: e.Say("values.support.to_send")})
	}
	if t.strip.more() {
		out = append(out, keys.Hint{Action: keys.More})
	}
	return out
}

// chosen are the marks in the poll's order.
func (t *support) chosen(m *domain.Marking) []string {
	var out []string
	for _, id := range m.Poll.Options {
		if t.marked[id] {
			out = append(out, id)
		}
	}
	return out
}

func (t *support) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	m := e.Snap.Values.OpenMarking()
	if m == nil || v.looking || !mayWrite(e) || !m.Poll.May(e.Me) {
		if m == nil && t.strip.more() && t.strip.turn(a) {
			return screen.Do{}
		}
		return screen.Ignore()
	}
	t.fit(m)
	clusters, _, have := t.own(e, m)
	if have && !t.editing && !t.touched {
		if a != keys.MyAnswer {
			return screen.Ignore()
		}
		t.editing, t.at = true, -1
		for _, id := range clusters {
			t.marked[id] = true
		}
		return screen.Do{}
	}
	if a != keys.Choose {
		t.typed = 0
	}
	n := len(m.Poll.Options)
	switch a {
	case keys.Choose:
		return t.digit(e, m, k)
	case keys.RowDown, keys.RowUp:
		t.at, t.strip.find = stepTo(t.at, n+1, a), true
	case keys.NextPart, keys.PrevPart:
		t.at = n
	case keys.Pass:
		return t.send(e, m, nil, true)
	case keys.Main:
		return t.main(e, m)
	case keys.Close:
		if !t.editing {
			return screen.Ignore()
		}
		t.forget()
	default:
		if !t.strip.more() || !t.strip.turn(a) {
			return screen.Ignore()
		}
	}
	return screen.Do{}
}

// digit marks a gathering by its number. Where numbers have two digits it only
// goes there, and Enter marks.
func (t *support) digit(e *screen.Env, m *domain.Marking, k keys.Key) screen.Do {
	d, _ := k.Digit()
	total := len(m.Poll.Options)
	n := t.typed.digit(d, total)
	if n < 1 || n > total {
		return screen.Do{}
	}
	if total > 9 {
		t.at, t.strip.find = n-1, true
		return screen.Do{}
	}
	t.typed, t.at = 0, total // Enter sends, once something is marked
	return t.toggle(e, m, n-1)
}

// toggle marks a gathering, or takes the mark off again.
func (t *support) toggle(e *screen.Env, m *domain.Marking, i int) screen.Do {
	id := m.Poll.Options[i]
	if !t.marked[id] && len(t.chosen(m)) >= domain.MaxMarks {
		return screen.Do{Notice: e.Say("values.support.full", "max", domain.MaxMarks)}
	}
	t.marked[id], t.touched = !t.marked[id], true
	return screen.Do{}
}

func (t *support) main(e *screen.Env, m *domain.Marking) screen.Do {
	if t.at >= 0 && t.at < len(m.Poll.Options) {
		return t.toggle(e, m, t.at)
	}
	list := t.chosen(m)
	_, _, have := t.own(e, m)
	if len(list) == 0 && !have {
		return screen.Do{Notice: e.Say("values.support.nothing")}
	}
	return t.send(e, m, list, false)
}

func (t *support) send(_ *screen.Env, m *domain.Marking, list []string, pass bool) screen.Do {
	if t.busy {
		return screen.Do{}
	}
	t.busy = true
	return screen.Give(domain.Mark{Marks: m.Poll.ID, Clusters: list, Pass: pass})
}

// forget takes the choices out of sight.
func (t *support) forget() {
	t.marked, t.touched, t.editing, t.at = map[string]bool{}, false, false, -1
}

func (t *support) done(e *screen.Env, what any, err error) screen.Do {
	c, ok := what.(domain.Mark)
	if !ok {
		return screen.Do{}
	}
	t.busy = false
	if err == nil {
		t.forget()
		t.sent, t.known, t.over = c, true, e.Own[c.Marks]
	}
	return screen.Do{}
}
