package tui

import (
	"slices"
	"strings"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/host"
	"convene/tui/theme"
)

// The measures of a screen (screens, "The manner").
const (
	margin   = 2   // columns left of everything
	prose    = 76  // the widest a line of text may be
	withPlan = 110 // from here the agenda stands at the right
	withAll  = 140 // from here the people too
	planWide = 30
	minW     = 60
	minH     = 20
	topRows  = 4 // two lines of head, the rule, a blank; longer words take the blank first
	footRows = 3 // a blank, the notice, the keys
)

// compose makes the whole frame.
func (m *model) compose() paint.Frame {
	if m.w < minW || m.h < minH {
		return m.tooSmall()
	}
	page, over, head := m.lay()
	front, hints, inText := page, m.withWayBack(page.Hints), m.current().InText(m.env)
	if over != nil {
		front, hints, inText = *over, over.Hints, m.overlay.inText()
	}
	notice := m.noticeRows()
	body, cursor := m.window(front, m.env.H+footRows-1-len(notice))
	rows := append(append(m.rows[:0], head...), body...)
	for len(rows) < m.h-1-len(notice) {
		rows = append(rows, nil)
	}
	rows = append(append(rows[:m.h-1-len(notice)], notice...), m.foot(hints, inText, page.Quiet))
	m.rows = rows
	left := m.left()
	f := paint.Frame{W: m.w, H: m.h, Rows: m.joined.rows(rows, m.side(page), left, left+m.env.W+4)}
	if cursor != nil {
		f.Cursor = &paint.Point{X: cursor.X + left, Y: cursor.Y + m.top()}
	}
	return f
}

// lay lays out what is in front, what stands over it, and the head. A head with
// longer words than its room has leaves the page less, which is then laid out anew.
func (m *model) lay() (page screen.Page, over *screen.Page, head []paint.Row) {
	for range 2 {
		page, over = m.current().Page(m.env), nil
		if m.overlay != nil {
			o := m.overlay.page(m)
			over, page.Quiet = &o, page.Quiet && m.away
			if o.Item != "" {
				page.Item, page.Step, page.Right = o.Item, o.Step, o.Right
			}
		}
		if head = m.head(page); len(head) == m.top() {
			break
		}
		m.longer = len(head) - topRows - len(m.turned.rows)
		m.size()
	}
	return page, over, head
}

// left is where the text column begins: two columns in, centred when the
// terminal is wide.
func (m *model) left() int {
	w := m.w
	if m.w >= withPlan && !m.projects() {
		w -= planWide + 3
	}
	return max(margin, (w-m.env.W)/2)
}

// window shows the part of a long page that holds the focus, in so many rows, and
// says how much more there is.
func (m *model) window(p screen.Page, room int) ([]paint.Row, *paint.Point) {
	m.over = max(0, len(p.Rows)-room)
	if m.over == 0 {
		m.scroll = 0
		return p.Rows, p.Cursor
	}
	room-- // for the line that says there is more
	m.over = len(p.Rows) - room
	focus := p.Focus
	if p.Cursor != nil {
		focus = p.Cursor.Y
	}
	if focus >= 0 && (p.Cursor != nil || m.scroll == 0 || p.Focus > 0) {
		if focus < m.scroll {
			m.scroll = focus
		}
		if focus >= m.scroll+room {
			m.scroll = focus - room + 1
		}
	}
	m.scroll = min(max(m.scroll, 0), m.over)
	rows := slices.Clone(p.Rows[m.scroll : m.scroll+room])
	below := len(p.Rows) - m.scroll - room
	words := m.env.Say("frame.end")
	if below > 0 {
		words = m.env.Say("frame.more", "n", below)
		if turns := func(h keys.Hint) bool { return h.Action == keys.More }; !m.typing() && !slices.ContainsFunc(p.Hints, turns) {
			words = m.env.Say("frame.more.key", "n", below, "key", m.env.KeyName(keys.More))
		}
	}
	rows = append(rows, paint.Line(paint.Text(theme.Dim, words)))
	var c *paint.Point
	if p.Cursor != nil {
		c = &paint.Point{X: p.Cursor.X, Y: p.Cursor.Y - m.scroll}
	}
	return rows, c
}

// head is where we are, and the time left in words. A quiet page has none.
func (m *model) head(p screen.Page) []paint.Row {
	e, right := m.env, p.Right
	if right == "" {
		right = m.timeLeft()
	}
	key := headKey{e.Snap.Meta.Title.String(), p.Item, p.Step, right, m.turned.key.words, e.W, p.Quiet, m.theme.Marks}
	return m.headed.get(key, func() []paint.Row {
		if key.quiet {
			return slices.Concat(make([]paint.Row, topRows/2), m.turned.rows, make([]paint.Row, topRows/2))
		}
		rows := headRows(key, m.theme)
		rows = append(append(rows, m.turned.rows...), paint.Line(paint.Text(theme.Rule, strings.Repeat(m.theme.Rule, e.W))))
		return append(rows, make([]paint.Row, max(0, topRows+len(m.turned.rows)-len(rows)))...)
	})
}

// headRows says where we are: the workshop and the item beside what stands at the
// right, and the step below. Nothing is cut: where that is too long the item goes
// below, and where it saves a row before the step.
func headRows(k headKey, t theme.Theme) []paint.Row {
	dot, room, right := " "+t.Dot+" ", k.w, strings.TrimSpace(k.right)
	if right != "" {
		room -= paint.Width(right) + 2
	}
	title, item, step := k.title, k.item, paint.Paragraph(theme.Dim, k.step, k.w)
	if one := title + dot + item; item != "" && paint.Width(one) <= room {
		title, item = one, ""
	}
	rows := paint.Paragraph(theme.Head, title, room)
	rows[0] = paint.Ends(rows[0], paint.Line(paint.Text(theme.Dim, right)), k.w)
	if item == "" {
		return append(rows, step...)
	}
	apart, words := paint.Paragraph(theme.Head, item, k.w), item+dot+k.step
	if both := paint.Wrap(words, k.w); k.step != "" && len(both) < len(apart)+len(step) {
		for _, s := range both {
			at := min(max(s.From, len(item)), s.To)
			rows = append(rows, paint.Line(paint.Text(theme.Head, words[s.From:at]), paint.Text(theme.Dim, words[at:s.To])))
		}
		return rows
	}
	if rows = append(rows, apart...); k.step != "" {
		rows = append(rows, step...)
	}
	return rows
}

// timeLeft is the guide of the present item, in words.
func (m *model) timeLeft() string {
	s := m.env.Snap
	item, ok := s.Agenda.Now()
	meeting := s.Agenda.Meeting
	switch {
	case !ok || item.Activity == agenda.Opening || meeting.OpenedAt.IsZero() || !meeting.EndedAt.IsZero():
		return ""
	case s.Agenda.Resting():
		return m.env.Say("time.paused")
	}
	left, ok := s.Agenda.Left(m.env.Now)
	switch {
	case !ok:
		return m.env.Say("time.none")
	case left <= 0:
		return m.env.Say("time.over")
	}
	k := timeKey{m.env.Words, left / time.Second, s.Agenda.Timer.Running}
	if k != m.timed.key {
		m.timed.key, m.timed.words = k, m.env.Words.AboutShort(left)
		if left < time.Minute && k.running {
			m.timed.words = m.env.Say("time.seconds", "n", int(k.left)+1)
		}
	}
	return m.timed.words
}

// noticeRows is the line for this person alone, at the foot of its two rows; one
// that takes more takes them from the page.
func (m *model) noticeRows() []paint.Row {
	words := m.notice
	if m.projects() { // nothing there is for one person
		words = ""
	}
	if words == "" {
		words = m.standing()
	}
	var rows []paint.Row
	if words != "" {
		rows = paint.Paragraph(theme.Waiting, words, m.env.W)
	}
	rows = rows[:min(len(rows), m.env.H/2)] // whatever it says, the page stays in sight
	return append(make([]paint.Row, max(0, footRows-1-len(rows))), rows...)
}

// standing is what everyone's screen says as long as it holds: what is wrong with
// the server, a pause, a room without a host.
func (m *model) standing() string {
	switch {
	case m.env.Snap.Trouble != "":
		return m.env.Say(m.env.Snap.Trouble)
	case m.env.Seat() == nil && !m.projects(), m.away:
		return ""
	}
	switch s := m.env.Snap; {
	case s.Status == workshop.Ended:
		return m.env.Say("frame.ended", "date", m.env.Words.Day(s.EndedAt.Add(workshop.SigningWindow), m.env.Zone))
	case s.Agenda.Resting() && m.front != Pause && m.front != Host: // they say so themselves
		return m.env.Say("menu.pause.now")
	}
	if m.person.ForAnother() {
		return m.waitingFor()
	}
	if m.projects() {
		return ""
	}
	if line, _, ok := host.Offer(m.env); ok {
		return line
	}
	if line, _ := host.Held(m.env); line != "" {
		return line
	}
	return m.offerTurn()
}

// tooSmall is the one card below 60×20: what to do instead.
func (m *model) tooSmall() paint.Frame {
	rows := []paint.Row{nil}
	if m.person.ForAnother() {
		rows = append(append(rows, paint.Paragraph(theme.Waiting, m.forName(), max(1, m.w-2))...), nil)
	}
	for _, words := range []string{m.env.Say("frame.small.title"), m.env.Say("frame.small.what", "w", minW, "h", minH), m.env.Say("frame.small.linear")} {
		rows = append(rows, paint.Paragraph(theme.Plain, words, max(1, m.w-2))...)
		rows = append(rows, nil)
	}
	return paint.Frame{W: m.w, H: m.h, Rows: paint.Shift(1, rows)}
}
