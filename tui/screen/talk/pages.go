package talk

import (
	"slices"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// opening is a quiet page: the title alone, in the middle, without a timer, a
// count or a prompt (design §7).
func opening(e *screen.Env, item agenda.Item, p screen.Page) screen.Page {
	title := paint.Paragraph(theme.Strong, item.Title.In(e.Lang), e.W-8)
	p.Rows = make([]paint.Row, max(0, (e.H-len(title))/2-1))
	for _, r := range title {
		p.Rows = append(p.Rows, centred(r, e.W))
	}
	p.Quiet, p.Right = true, " "
	return p
}

func centred(r paint.Row, width int) paint.Row { return paint.Indent(max(0, (width-r.Width())/2), r) }

// pause says when the room goes on, if that is known.
func pause(e *screen.Env, item agenda.Item, p screen.Page) screen.Page {
	words := e.Say("talk.break.soon")
	if t := e.Snap.Agenda.Timer; t.Running && t.EndsAt.After(e.Now) && !e.Snap.Agenda.Paused {
		words = e.Say("talk.break.until", "time", e.Words.Time(t.EndsAt, e.Zone))
	}
	p.Rows = append(paint.Paragraph(theme.Strong, words, e.W), nil)
	if prompt := item.Prompt.In(e.Lang); prompt != "" {
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, prompt, e.W)...), nil)
	}
	p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("talk.break.kept"), e.W)...)
	return p
}

// closing says what goes out and which questions are still to be answered, by
// whom and by when.
func closing(e *screen.Env, item agenda.Item, p screen.Page) screen.Page {
	p.Rows = append(paint.Paragraph(theme.Strong, asked(e, item), e.W), nil)
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say("talk.close.notes"), e.W)...), nil)
	open := slices.DeleteFunc(slices.Clone(e.Snap.Followup.Questions), func(q followup.Question) bool { return q.Done })
	if len(open) > 0 {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("talk.close.questions"), e.W)...)
	}
	for _, q := range open {
		p.Rows = append(p.Rows, paint.Shift(2, paint.Paragraph(theme.Plain, e.Theirs(q.Words.String(), q.Lang), e.W-2))...)
		p.Rows = append(p.Rows, paint.Shift(4, paint.Paragraph(theme.Dim, settled(e, q), e.W-4))...)
	}
	if queue := speakers(e); len(queue) > 0 {
		p.Rows = append(append(p.Rows, nil), queue...)
	}
	p.Hints = []keys.Hint{{Action: keys.Speak}}
	if inQueue(e) {
		p.Hints[0].Words = e.Say("queue.lower")
	}
	return p
}

// settled is who answers a question and by when, as far as that is settled.
func settled(e *screen.Env, q followup.Question) string {
	who := e.Say("park.owner.none")
	switch seat := e.Snap.Roster.Seat(q.Owner); {
	case seat != nil:
		who = e.Say("park.owner", "name", screen.PersonName(seat))
	case !q.OwnerName.IsBlank():
		who = e.Say("park.owner", "name", q.OwnerName.String())
	}
	if q.Due.IsZero() {
		return who
	}
	return who + ", " + e.Say("park.due", "moment", e.Words.Moment(q.Due, e.Zone))
}

// speakers says who has the word and who comes next. One's own turn is the one
// thing here that the room waits for.
func speakers(e *screen.Env) []paint.Row {
	f := e.Snap.Followup
	var rows []paint.Row
	if f.Speaking == e.Me && e.Me != "" {
		rows = paint.Paragraph(theme.Waiting, e.Say("queue.now.you"), e.W)
	} else if seat := e.Snap.Roster.Seat(f.Speaking); seat != nil {
		rows = paint.Paragraph(theme.Plain, e.Say("queue.now", "name", screen.PersonName(seat)), e.W)
	}
	var names []string
	for _, id := range f.Queue {
		if id == e.Me {
			names = append(names, e.Say("common.you"))
		} else if seat := e.Snap.Roster.Seat(id); seat != nil {
			names = append(names, screen.PersonName(seat))
		}
	}
	switch {
	case len(names) == 0:
		return rows
	case len(rows) == 0:
		return paint.Paragraph(theme.Dim, e.Say("queue.waiting", "names", e.Words.List(names)), e.W)
	}
	return append(rows, paint.Paragraph(theme.Dim, e.Say("queue.next", "names", e.Words.List(names)), e.W)...)
}

func inQueue(e *screen.Env) bool {
	return e.Snap.Followup.Speaking == e.Me || slices.Contains(e.Snap.Followup.Queue, e.Me)
}
