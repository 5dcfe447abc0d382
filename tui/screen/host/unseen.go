package host

import (
	"context"
	"slices"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// unseen is what somebody asked for without being seen: a word to this host
// alone, and wishes, which have no name at all. Nobody beside the host who looks
// over their shoulder reads a name before it is opened (screens, "Nobody is
// watched").
func (s *Screen) unseen(e *screen.Env) []screen.Choice {
	var out []screen.Choice
	if n := len(e.Private); n > 0 {
		out = append(out, screen.Choice{Words: e.Say("host.waiting.private", "n", n), Do: s.openWord(e, e.Private[0])})
	}
	if slices.Contains(e.Snap.Wishes, act.AnotherPause) {
		words := e.Say("host.waiting.pause")
		out = append(out, screen.Choice{Words: words, Do: choose(words, e.Say("host.pause.what"),
			wish(act.AnotherPause, e.Say("host.pause.do"), agenda.PauseRoom{Paused: true}),
			wish(act.AnotherPause, e.Say("host.wish.heard")))})
	}
	if slices.Contains(e.Snap.Wishes, act.MoreTime) {
		words := e.Say("host.waiting.time")
		var choices []screen.Choice
		if item, ok := e.Snap.Agenda.Now(); ok && item.Activity != agenda.Opening {
			for _, n := range []int{1, 5, 10} {
				choices = append(choices, wish(act.MoreTime, e.Say("timer.more", "n", n), agenda.AddMinutes{Minutes: n}))
			}
		}
		out = append(out, screen.Choice{Words: words, Do: choose(words, e.Say("timer.guide"),
			append(choices, wish(act.MoreTime, e.Say("host.wish.heard")))...)})
	}
	return out
}

// wish is an answer to one, which is heard with it.
func wish(w act.Wish, words string, bodies ...any) screen.Choice {
	return screen.Choice{Words: words, Do: screen.Give(append(bodies, agenda.HearWish{Wish: w})...)}
}

func choose(title, line string, choices ...screen.Choice) screen.Do {
	return screen.Do{Ask: &screen.Ask{Title: title, Lines: []string{line}, Choices: choices}}
}

// put tags the call that puts a private word away.
type put struct{}

// openWord shows a private word and whom it is from.
func (s *Screen) openWord(e *screen.Env, w workshop.PrivateWord) screen.Do {
	from := screen.PersonName(e.Snap.Roster.Seat(w.From))
	lines := []string{e.Say("host.private.none")}
	if !w.Words.IsBlank() {
		lines = []string{e.Theirs(e.Say("host.say.line", "line", w.Words.String()), w.Lang)}
	}
	return screen.Do{Ask: &screen.Ask{Title: e.Say("host.private.from", "name", from), Lines: append(lines, e.Say("host.private.what")),
		Choices: []screen.Choice{{Words: e.Say("host.private.done"), Do: screen.Do{Calls: []screen.Call{{Tag: put{},
			Run: func(ctx context.Context) (any, error) { return nil, s.deps.PutAway(ctx, w.ID) }}}}}}}}
}

// restRows are what a host needs while the room pauses: what everyone sees, and
// what to do in which order (domain §8.14).
func restRows(e *screen.Env) []paint.Row {
	rows := paint.Paragraph(theme.Strong, e.Say("host.rest"), e.W)
	for _, id := range []string{"host.rest.stop", "host.rest.check", "host.rest.offer"} {
		rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Plain, e.Say(id), e.W-2))...)
	}
	return rows
}
