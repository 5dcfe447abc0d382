package spectrum

import (
	"strconv"

	"convene/internal/safetext"
	"convene/internal/workshop"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// pageOf is the page in front of a place that the host turns pages in: the
// room's, or the one the person went to on their own.
func (s *Screen) pageOf(e *screen.Env, on string) int {
	if n, ok := s.ahead[on]; ok {
		return n
	}
	return roomPage(e, on)
}

func roomPage(e *screen.Env, on string) int {
	if p := e.Snap.Spectrum.Page; p.On == on {
		return p.N
	}
	return 0
}

// turnKey reads on or back, for this person alone; after the last page comes the
// first.
func (s *Screen) turnKey(on string, count, now int, a keys.Action) screen.Do {
	if count < 1 {
		return screen.Ignore()
	}
	switch a {
	case keys.More:
		s.ahead[on] = (now + 1) % count
		return screen.Do{}
	case keys.Before:
		s.ahead[on] = max(0, now-1)
		return screen.Do{}
	}
	return screen.Ignore()
}

// turnHints are those of a place with pages: read on, and where someone reads
// apart from the room, back to it.
func (s *Screen) turnHints(e *screen.Env, on, more string) []keys.Hint {
	out := []keys.Hint{{Action: keys.More, Words: more}}
	if n, ok := s.ahead[on]; ok && n != roomPage(e, on) {
		out = append(out, keys.Hint{Action: keys.Close, Words: e.Say("spectrum.foot.room")})
	}
	return out
}

// tourPage shows one level, and after the last one all of them.
func (s *Screen) tourPage(e *screen.Env) screen.Page {
	levels := e.Snap.Spectrum.Content.Levels
	n := min(s.pageOf(e, domain.StepTour), len(levels))
	p := screen.Page{Focus: -1, Step: e.Say("common.page", "page", n+1, "pages", len(levels)+1)}
	p.Rows = s.memo.rows(e, "tour", n, func() []paint.Row {
		if n < len(levels) {
			return levelRows(e, levels[n], n)
		}
		return allLevels(e, levels)
	})
	more := e.Say("spectrum.foot.next_level")
	if n == len(levels) {
		more = e.Say("spectrum.foot.first_level")
	}
	p.Hints = s.turnHints(e, domain.StepTour, more)
	return p
}

// levelRows is one level: what it is for, the promise, ways, how talk flows, who
// decides, an example.
func levelRows(e *screen.Env, l domain.Level, n int) []paint.Row {
	name := strconv.Itoa(n+1) + "  " + guide.In(e, l.Name)
	rows := paint.Paragraph(theme.Strong, name, e.W)
	if also := guide.In(e, l.Also); also != "" {
		rows = append(rows, paint.Shift(3, paint.Paragraph(theme.Dim, also, e.W-3))...)
	}
	rows = append(rows, nil)
	parts := []struct {
		id    string
		words domain.Words
	}{{"goal", l.Goal}, {"promise", l.Promise}, {"ways", l.Ways}, {"flow", l.Flow}, {"decides", l.Decider}, {"example", l.Example}}
	wide := 0
	for _, part := range parts {
		wide = max(wide, paint.Width(e.Say("spectrum.tour."+part.id)))
	}
	wide += 3
	dense, apart := rows, rows
	for _, part := range parts {
		words := guide.In(e, part.words)
		if words == "" {
			continue
		}
		block := behind(paint.Line(paint.Text(theme.Dim, e.Say("spectrum.tour."+part.id))), wide,
			paint.Paragraph(theme.Plain, words, e.W-wide))
		dense = append(dense[:len(dense):len(dense)], block...)
		apart = append(append(apart[:len(apart):len(apart)], block...), nil)
	}
	if len(apart)-1 <= e.H { // the last blank row is none
		return apart[:len(apart)-1]
	}
	return dense
}

// allLevels is all five on one page, with the credit.
func allLevels(e *screen.Env, levels []domain.Level) []paint.Row {
	rows := append(paint.Paragraph(theme.Strong, e.Say("spectrum.tour.all"), e.W), nil)
	rows = append(rows, levelList(e, levels, "", true)...)
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("spectrum.tour.none_best"), e.W)...)
	return append(rows, paint.Paragraph(theme.Dim, e.Say("spectrum.credit"), e.W)...)
}

// note is a private note being written.
type note struct {
	field *field.Field
	draft string
}

func noteDraft(topic string, n int) string {
	return "spectrum/" + topic + "/" + workshop.PrivateNote + "/" + strconv.Itoa(n)
}

// quietPage is one question to think about, and the person's own note on it.
func (s *Screen) quietPage(e *screen.Env, v view) screen.Page {
	questions := e.Snap.Spectrum.Content.Questions
	p := screen.Page{Focus: -1}
	if len(questions) == 0 {
		p.Rows = paint.Paragraph(theme.Strong, e.Say("spectrum.quiet.head"), e.W)
		p.Hints = s.hostHint(e, v)
		return p
	}
	n := min(s.pageOf(e, domain.StepQuiet), len(questions)-1)
	p.Step = e.Say("spectrum.question_of", "number", n+1, "total", len(questions))
	p.Rows = append(paint.Paragraph(theme.Strong, guide.In(e, questions[n]), e.W), nil)
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Dim, e.Say("spectrum.quiet.note"), e.W)...), nil)
	if s.note != nil {
		body, cursor := s.note.field.Layout(e.W-2, e.Theme)
		p.Cursor = &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(p.Rows)}
		p.Rows = append(p.Rows, paint.Shift(2, body)...)
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("spectrum.foot.newline")},
			{Action: keys.NextPart, Words: e.Say("spectrum.foot.next_question")}, {Action: keys.Close, Words: e.Say("spectrum.foot.stop")}}
		return p
	}
	words, style := e.Drafts[noteDraft(v.topic.ID, n)], theme.Accent
	if words == "" {
		words, style = e.Say("spectrum.quiet.empty"), theme.Dim
	}
	p.Rows = append(p.Rows, paint.Shift(2, paint.Paragraph(style, words, e.W-2))...)
	p.Hints = append([]keys.Hint{{Action: keys.Main, Words: e.Say("spectrum.foot.note"), Field: true}},
		s.turnHints(e, domain.StepQuiet, e.Say("spectrum.foot.next_question"))...)
	return p
}

func (s *Screen) quietKey(e *screen.Env, v view, a keys.Action) screen.Do {
	questions := e.Snap.Spectrum.Content.Questions
	n := min(s.pageOf(e, domain.StepQuiet), len(questions)-1)
	if (a == keys.Main || a == keys.Write) && n >= 0 && e.Seat() != nil {
		s.begin(e, v, n)
		return screen.Do{}
	}
	return s.turnKey(domain.StepQuiet, len(questions), n, a)
}

// begin starts the note of a question. While someone writes, the room's turning
// of a page leaves theirs in front.
func (s *Screen) begin(e *screen.Env, v view, n int) {
	draft := noteDraft(v.topic.ID, n)
	s.note = &note{field: newField(e, safetext.Idea, draft, ""), draft: draft}
	s.ahead[domain.StepQuiet] = n
	s.held = &v
}

// noteKey handles a key while the note is written. It is never sent: it is only
// kept as its writer's own draft.
func (s *Screen) noteKey(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	switch {
	case a == keys.Close:
		s.note, s.held = nil, nil
		return screen.Do{}
	case a == keys.NextPart && v.topic != nil:
		n := (s.pageOf(e, domain.StepQuiet) + 1) % max(1, len(e.Snap.Spectrum.Content.Questions))
		s.begin(e, v, n)
		return screen.Do{}
	case s.note.field.Key(k):
		return screen.Do{Draft: &screen.Draft{Field: s.note.draft, Words: s.note.field.Text()}}
	}
	return screen.Do{}
}
