// Package roomscreen is what a projector shows: where the room is, what is asked
// of it, and what everyone has seen already, in few words with wide margins, to
// be read from afar. It is nobody's, without a seat: it has no keys but those of the
// frame, and shows nothing that is one person's or a host's.
//
// A Screen belongs to the one goroutine of its program and never blocks. What it
// shows is made from the snapshot alone.
package roomscreen

import (
	"net"
	"slices"
	"strings"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Screen is a room screen.
type Screen struct {
	// Address is where people connect, as "host" or "host:port".
	Address string
	// Code is the join code that stands on it while the door is open: the one that
	// it was opened with.
	Code string
}

// New makes the screen.
func New(address, code string) *Screen { return &Screen{Address: address, Code: code} }

// InText implements screen.Screen.
func (*Screen) InText(*screen.Env) bool { return false }

// Key implements screen.Screen: nobody acts here.
func (*Screen) Key(*screen.Env, keys.Key) screen.Do { return screen.Do{} }

// side is the margin of the text, left and right, beside the frame's own.
const side = 4

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	p := &sheet{e: e, w: e.W - 2*side}
	out := screen.Page{Focus: -1}
	a := e.Snap.Agenda
	item, ok := a.Now()
	switch {
	case e.Snap.Status == workshop.Ended || e.Snap.Status == workshop.Closed:
		p.strong(e.Say("roomscreen.ended"))
	case !a.Meeting.EndedAt.IsZero():
		out.Right = " "
		p.strong(e.Say("lobby.ended"))
	case !ok || !a.Running():
		out.Right = " "
		p.strong(e.Say("roomscreen.soon"))
	default:
		out.Item, out.Step = item.Title.In(e.Lang), e.StepWords(item.Activity, a.At.Step)
		p.item(item)
	}
	rows := p.rows
	if join := s.join(e, p.w); join != nil && len(rows)+1+len(join) <= e.H { // what is asked comes first
		for len(rows) < e.H-len(join) {
			rows = append(rows, nil)
		}
		rows = append(rows, join...)
	}
	out.Rows = paint.Shift(side, fit(rows, e.H))
	return out
}

// fit keeps what fits, for nobody turns pages here: empty lines go first, the last
// of them before the others.
func fit(rows []paint.Row, high int) []paint.Row {
	for y := len(rows) - 1; y >= 0 && len(rows) > high; y-- {
		if len(rows[y]) == 0 {
			rows = slices.Delete(rows, y, y+1)
		}
	}
	return rows[:max(0, min(len(rows), high))]
}

// join is how one comes in, while one can.
func (s *Screen) join(e *screen.Env, w int) []paint.Row {
	open := e.Snap.Status == workshop.Prepared || e.Snap.Status == workshop.Open
	if s.Code == "" || e.Snap.Roster.Locked || !open {
		return nil
	}
	line := "ssh "
	host, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		host, port = s.Address, ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" && port != "22" {
		line += "-p " + port + " "
	}
	return append(paint.Paragraph(theme.Dim, e.Say("roomscreen.join"), w),
		paint.Shift(2, paint.Paragraph(theme.Accent, line+s.Code+"@"+host, w-2))...)
}

// sheet is a page being written: paragraphs with an empty line between them.
type sheet struct {
	e    *screen.Env
	w    int
	rows []paint.Row
}

func (p *sheet) para(style theme.Style, words string) {
	if words == "" {
		return
	}
	if len(p.rows) > 0 {
		p.rows = append(p.rows, nil)
	}
	p.rows = append(p.rows, paint.Paragraph(style, words, p.w)...)
}

func (p *sheet) strong(words string) { p.para(theme.Strong, words) }
func (p *sheet) plain(words string)  { p.para(theme.Plain, words) }
func (p *sheet) dim(words string)    { p.para(theme.Dim, words) }

// lines are rows that stand close together, each behind its mark.
func (p *sheet) lines(marks, words []string) {
	p.rows = append(p.rows, nil)
	for i, w := range words {
		mark := marks[i] + "  "
		lead := paint.Line(paint.Text(theme.Key, mark))
		wide := paint.Width(mark)
		p.rows = append(p.rows, paint.Beside(paint.Block{Rows: []paint.Row{lead}, Width: wide},
			paint.Block{Rows: paint.Paragraph(theme.Plain, w, p.w-wide), Width: p.w - wide})...)
	}
}

// tail leaves the last rows, so that what is being written stays in sight.
func (p *sheet) tail(from, most int) {
	if over := len(p.rows) - from - most; over > 0 {
		p.rows = append(p.rows[:from], p.rows[from+over:]...)
	}
}

// item is the present item: a rest, its note, or what it does.
func (p *sheet) item(item agenda.Item) {
	e, a := p.e, p.e.Snap.Agenda
	switch {
	case a.Resting():
		p.strong(e.Say("roomscreen.paused"))
		p.plain(e.Say("roomscreen.paused.what"))
		return
	case len(item.Care) > 0 && a.At == agenda.Start(item):
		p.strong(item.Care.In(e.Lang))
		p.plain(e.Say("care.can"))
	}
	switch item.Activity {
	case spectrum.Activity:
		p.spectrum()
	case values.Activity:
		p.values()
	case terms.Activity:
		p.terms(item)
	default:
		p.talk(item)
	}
}

// talk is an item without an exercise.
func (p *sheet) talk(item agenda.Item) {
	e, a := p.e, p.e.Snap.Agenda
	p.strong(item.Title.In(e.Lang))
	switch {
	case item.Activity == agenda.Opening:
		return
	case item.Activity == agenda.Break && a.Timer.Running:
		p.plain(e.Say("talk.break.until", "time", e.Words.Clock(a.Timer.EndsAt, e.Zone)))
		return
	case item.Activity == agenda.Break:
		p.plain(e.Say("talk.break.soon"))
		return
	}
	p.plain(item.Prompt.In(e.Lang))
	if doc := e.Snap.Texts.Get("notes/" + item.ID); doc != nil && strings.TrimSpace(doc.Plain()) != "" {
		p.dim(e.Say("talk.notes"))
		from := len(p.rows)
		p.rows = append(p.rows, paint.Paragraph(theme.Plain, doc.Plain(), p.w)...)
		p.tail(from, e.H-from-4)
	}
}
