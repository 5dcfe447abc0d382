package values

import (
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// still is a part without a field and without commands.
type still struct{}

func (still) key(*screen.Env, view, keys.Key, keys.Action) screen.Do { return screen.Ignore() }
func (still) done(*screen.Env, any, error) screen.Do                 { return screen.Do{} }
func (still) inText() bool                                           { return false }
func (still) leave()                                                 {}

// opening says what this is for, what the words become, and the safety lines.
type opening struct{ still }

func (opening) page(e *screen.Env, _ view) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.opening.purpose"))
	b.gap()
	b.say(theme.Plain, e.Say("values.opening.words"))
	if s.Verdict != nil && s.Verdict.Carried {
		b.say(theme.Plain, e.Say("values.opening.carried", "n", len(s.Verdict.List)))
	}
	b.gap()
	b.say(theme.Dim, e.Say("lobby.safety"))
	for _, l := range e.Lib.Safety() {
		lead := paint.Line(paint.Spaces(2), paint.Text(theme.Dim, e.Theme.Dot), paint.Spaces(1))
		b.add(hang(lead, paint.Paragraph(theme.Plain, e.Words.In(l.Text), e.W-4))...)
	}
	return screen.Page{Rows: b.rows, Focus: -1}
}

// stories is a calm screen: a prompt and the time in words, nothing to type. The
// people are not at the screen.
type stories struct{ still }

func (stories) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	for i, w := range s.Content.Story {
		style := theme.Plain
		if i == 0 {
			style = theme.Strong
		}
		b.say(style, in(e, w))
		b.gap()
	}
	b.say(theme.Plain, e.Say("values.stories.away"))
	b.say(theme.Plain, e.Say("values.stories.care"))
	p := screen.Page{Focus: -1}
	if w := s.OpenWriting(); w != nil && !v.looking && w.Cards.May(e.Me) && mayWrite(e) {
		b.gap()
		b.say(theme.Dim, e.Say("values.stories.cards"))
		b.add(called(e, w)...)
		p.Hints = append(p.Hints, keys.Hint{Action: keys.MyAnswer, Words: e.Say("values.foot.my_cards")})
	}
	if left, ok := e.Snap.Agenda.Left(e.Now); ok && left > 0 && !e.Snap.Agenda.Paused && !v.looking {
		b.gap()
		b.say(theme.Dim, e.Say("timer.about", "about", e.Words.AboutMinutes(left)))
	}
	p.Rows = b.rows
	return p
}

// called points out at the last call, to its writer alone, that a card is not
// sent.
func called(e *screen.Env, w *domain.Writing) []paint.Row {
	switch {
	case w.CalledAt.IsZero():
		return nil
	case unsent(e, w):
		return paint.Paragraph(theme.Waiting, e.Say("values.write.unsent"), e.W)
	}
	return paint.Paragraph(theme.Waiting, e.Say("values.write.last_call"), e.W)
}
