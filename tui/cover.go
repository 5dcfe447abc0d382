package tui

import (
	"context"
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Uncovered is what was done about a cover: the person named has the turn, in the
// language that somebody new chose; or another is to have it; or all leave.
type Uncovered = linear.Uncovered

// Cover keeps the screen covered between the turns of two people, until the one
// whose turn comes has it for themselves and presses the key that it names.
//
// What is typed before that key is named goes nowhere: it was meant for the
// screen before. The key is named when the terminal has the cover, and nothing
// was typed since for the grace of a moved screen (design promise 8).
func Cover(ctx context.Context, t Terminal, d Deps, c linear.Covered, r *room.Room) (Uncovered, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	look := t.theme()
	k := &cover{deps: d, room: r, about: c, theme: look, look: t.Look,
		brush: newBrush(paint.New(t.Out, look.Palette()), t, d.Pace), w: t.W, h: t.H}
	arrived := make(chan struct{}, 1)
	k.brush.saw = func(int) { arrived <- struct{}{} }
	k.brush.watch(1)
	visit := r.Visit("")
	defer visit.Leave()

	drawn := make(chan error, 1)
	go func() {
		defer contain(d.Log, "brush", func() { cancel(fault.New("internal")) })
		err := k.brush.run(ctx)
		drawn <- err
		cancel(err)
	}()
	out, err := k.loop(ctx, t, visit, arrived)
	cancel(nil)
	select {
	case <-drawn:
	case <-time.After(goodbye):
	}
	return out, err
}

// coverPause is the least time between two frames of a cover: what is typed there
// goes nowhere, and whoever floods it must not keep the server drawing.
const coverPause = 30 * time.Millisecond

// cover is the screen between two turns. Its loop owns it.
type cover struct {
	deps  Deps
	room  *room.Room
	about linear.Covered
	theme theme.Theme
	look  *Look
	brush *brush
	w, h  int

	typed   time.Time // when a key came last that was for nobody
	shown   bool      // the terminal has the cover
	leaving bool      // it is asked whether all leave
}

func (k *cover) loop(ctx context.Context, t Terminal, visit *room.Visit, arrived <-chan struct{}) (Uncovered, error) {
	k.typed, k.shown = time.Now(), t.Seen == nil
	clock := time.NewTimer(0)
	defer clock.Stop()
	sizes := t.Sizes
	var drawn time.Time
	for {
		now := time.Now()
		wait := k.typed.Add(grace).Sub(now)
		if soon := drawn.Add(coverPause).Sub(now); soon > 0 {
			wait = soon
		} else {
			k.brush.show(k.frame(), nil)
			drawn = now
		}
		if wait > 0 {
			clock.Reset(wait)
		}
		select {
		case <-ctx.Done():
			return Uncovered{Then: linear.Left}, told(ctx)
		case <-visit.Over():
			return Uncovered{Then: linear.Left}, fault.New("server_stopping")
		case <-visit.Wake(): // somebody may be called otherwise by now
		case <-clock.C:
		case <-arrived:
			k.typed, k.shown = time.Now(), true
		case s, ok := <-sizes:
			if !ok {
				sizes = nil
				continue
			}
			k.w, k.h = s.W, s.H
		case e, ok := <-t.In:
			if !ok {
				return Uncovered{Then: linear.Left}, nil
			}
			now, all := time.Now(), typed{e}
			if !k.named(now) { // all of it goes nowhere
				all = gather(e, t.In)
			}
			for _, e := range all {
				if out, done := k.event(e, now); done {
					return out, nil
				}
			}
		}
	}
}

// named reports whether the cover names its key, and takes it.
func (k *cover) named(now time.Time) bool { return k.shown && now.Sub(k.typed) >= grace }

// event takes what comes from the terminal. A key that was not named yet goes
// nowhere.
func (k *cover) event(e input.Event, now time.Time) (out Uncovered, done bool) {
	switch e.Kind {
	case input.Background:
		if o, other := seenOn(e, k.theme.Options, k.look); other {
			k.theme = theme.New(o)
			k.brush.show(k.frame(), k.theme.Palette())
		}
		return out, false
	case input.Press:
		if k.named(now) && !e.Burst {
			return k.press(e.Key)
		}
	}
	k.typed = now
	return out, false
}

func (k *cover) press(key keys.Key) (out Uncovered, done bool) {
	action := k.deps.Keys.Find(key, false)
	if k.leaving {
		k.leaving = false
		return Uncovered{Then: linear.Left}, action == keys.Yes
	}
	switch action {
	case keys.Here:
		return Uncovered{Then: linear.HandOver, Lang: k.about.Lang}, k.about.To != ""
	case keys.Choose:
		all := k.deps.Lib.Languages()
		if n, ok := key.Digit(); ok && k.about.To == "" && n >= 1 && n <= len(all) {
			return Uncovered{Then: linear.HandOver, Lang: all[n-1].Tag}, true
		}
	case keys.Others:
		return Uncovered{Then: linear.GotUp}, true
	case keys.Leave:
		k.leaving = true
	}
	return out, false
}

// frame lays the cover out: who has the turn, and nothing of anybody else's.
func (k *cover) frame() paint.Frame {
	w := max(1, min(k.w-2*margin, prose))
	body, hints := k.words(w)
	words := k.deps.Lib.Words(k.about.Lang)
	rows := append(make([]paint.Row, topRows, k.h), body...)
	for len(rows) < k.h-1 {
		rows = append(rows, nil)
	}
	rows = rows[:max(0, k.h-1)]
	if k.named(time.Now()) {
		labels := k.deps.Keys.Foot(words.Say, false, hints...)
		rows = append(rows, footRow(labels[:len(labels)-2], 4, 2)) // no menu and no help here
	}
	left := max(0, (k.w-w)/2)
	return paint.Frame{W: k.w, H: k.h, Rows: paint.Shift(left, rows)}
}

func (k *cover) words(w int) (rows []paint.Row, hints []keys.Hint) {
	words := k.deps.Lib.Words(k.about.Lang)
	add := func(style paint.Style, line string) {
		rows = append(append(rows, paint.Paragraph(style, line, w)...), nil)
	}
	if k.about.Told != nil {
		add(theme.Waiting, words.Fault(k.about.Told))
	}
	another := keys.Hint{Action: keys.Others, Words: words.Say("cover.another")}
	switch {
	case k.leaving:
		add(theme.Strong, words.Say("cover.leave"))
		return rows, []keys.Hint{{Action: keys.Yes, Words: words.Say("cover.leave.yes")}}
	case k.about.To == "":
		return append(rows, k.welcome(w)...), []keys.Hint{
			{Action: keys.Choose, Keys: upTo(len(k.deps.Lib.Languages())), Words: words.Say("cover.begin")},
			{Action: keys.Others, Words: words.Say("cover.not_now")}}
	}
	if from := k.about.From; from != k.about.Lang { // who hands over reads it too
		rows = append(rows, paint.Paragraph(theme.Plain, k.deps.Lib.Words(from).Say("cover.to"), w)...)
	}
	add(theme.Plain, words.Say("cover.to"))
	add(theme.Strong, k.name(words))
	add(theme.Plain, words.Say("cover.nothing"))
	return rows, []keys.Hint{{Action: keys.Here, Words: words.Say("cover.here")}, another}
}

// welcome is for somebody new, of whom no language is known: it says everything
// in each.
func (k *cover) welcome(w int) (rows []paint.Row) {
	for i, l := range k.deps.Lib.Languages() {
		words := k.deps.Lib.Words(l.Tag)
		rows = append(rows, paint.Paragraph(theme.Strong, words.Say("cover.new"), w)...)
		rows = append(rows, paint.Line(paint.Text(theme.Key, strconv.Itoa(i+1)), paint.Spaces(2), paint.Text(theme.Plain, words.Say("cover.new.begin"))), nil)
	}
	return rows
}

// name is how whoever comes is called.
func (k *cover) name(words library.Words) string {
	if seat := k.room.Snapshot().Roster.Seat(k.about.To); seat != nil {
		return screen.PersonName(seat)
	}
	return words.Say("linear.someone")
}
