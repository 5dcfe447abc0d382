package linear

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
)

// still is how long nothing must be typed before a cover asks for its word: what
// came before was meant for the person before.
const still = 500 * time.Millisecond

// Cover stands between the turns of two people. Lines that were told stay above:
// it says so, leaves blank lines, as many as the terminal is high, and waits for
// the word by which whoever comes says that they are here.
func Cover(ctx context.Context, console *Console, d Deps, c Covered, r *room.Room) (Uncovered, error) {
	k := &cover{ctx: ctx, console: console, deps: d, about: c, room: r, visit: r.Visit(""), book: newWordBook(d.Lib)}
	defer k.visit.Leave()
	left := Uncovered{Then: Left}
	if err := k.tell(); err != nil {
		return left, err
	}
	if err := k.quiet(); err != nil {
		return left, err
	}
	for {
		out, done, err := k.ask()
		if err != nil || done {
			return out, err
		}
	}
}

type cover struct {
	ctx     context.Context
	console *Console
	deps    Deps
	about   Covered
	room    *room.Room
	visit   *room.Visit
	book    wordBook
}

func (k *cover) tell() error {
	if err := k.console.clear(); err != nil {
		return err
	}
	if k.about.Told != nil {
		if err := k.console.Say(k.words().Fault(k.about.Told)); err != nil {
			return err
		}
	}
	for _, lang := range slices.Compact([]string{k.about.From, k.about.Lang}) { // who hands over is to know
		if err := k.console.Say(k.deps.Lib.Words(lang).Say("cover.scrollback")); err != nil {
			return err
		}
	}
	return nil
}

func (k *cover) words() library.Words { return k.deps.Lib.Words(k.about.Lang) }

// quiet lets go of what is typed until nothing was for a while.
func (k *cover) quiet() error {
	clock := time.NewTimer(still)
	defer clock.Stop()
	for {
		select {
		case <-k.ctx.Done():
			return context.Cause(k.ctx)
		case <-k.visit.Over():
			return fault.New("server_stopping")
		case <-clock.C:
			return nil
		case _, ok := <-k.console.Events:
			if !ok {
				return ErrLeft
			}
			clock.Reset(still)
		}
	}
}

// ask asks for the word, once.
func (k *cover) ask() (out Uncovered, done bool, err error) {
	if err := k.prompt(); err != nil {
		return out, false, err
	}
	line, err := k.line()
	if errors.Is(err, errInterrupt) {
		return k.leave()
	}
	if err != nil {
		return Uncovered{Then: Left}, true, err
	}
	line = strings.TrimSpace(line)
	id, _, _ := k.book.find(line)
	all := k.deps.Lib.Languages()
	n, numbered := number(line, len(all))
	switch {
	case id == "leave":
		return k.leave()
	case id == "table":
		return Uncovered{Then: GotUp}, true, nil
	case k.about.To != "" && id == "here":
		return Uncovered{Then: HandOver, Lang: k.about.Lang}, true, nil
	case k.about.To == "" && numbered:
		return Uncovered{Then: HandOver, Lang: all[n-1].Tag}, true, nil
	}
	return out, false, nil
}

// leave asks whether everyone leaves. Who asks twice does.
func (k *cover) leave() (out Uncovered, done bool, err error) {
	w := k.words()
	if err := k.console.Say(w.Say("cover.leave")); err != nil {
		return out, false, err
	}
	if err := k.console.Prompt(w.Say("linear.prompt.yes")); err != nil {
		return out, false, err
	}
	line, err := k.line()
	id, _, _ := k.book.find(line)
	if errors.Is(err, errInterrupt) {
		id, err = "yes", k.console.newline()
	}
	return Uncovered{Then: Left}, id == "yes", err
}

// prompt says whose turn comes, and which word says that they are here.
func (k *cover) prompt() error {
	w := k.words()
	if k.about.To == "" {
		for i, l := range k.deps.Lib.Languages() {
			w := k.deps.Lib.Words(l.Tag)
			if err := k.console.Say(w.Say("cover.new") + " " + w.Say("linear.option", "key", i+1, "label", w.Say("cover.new.begin"))); err != nil {
				return err
			}
		}
		return k.console.Prompt(w.Say("linear.prompt"))
	}
	name := w.Say("linear.someone")
	first, _, _ := strings.Cut(w.Say("linear.word.here"), ",")
	if seat := k.room.Snapshot().Roster.Seat(k.about.To); seat != nil {
		name = seat.Styled()
	}
	if from := k.deps.Lib.Words(k.about.From); from.Lang() != w.Lang() {
		if err := k.console.Say(from.Say("cover.to") + " " + name + "."); err != nil {
			return err
		}
	}
	if err := k.console.Say(w.Say("cover.linear.to", "name", name, "word", first)); err != nil {
		return err
	}
	return k.console.Prompt(w.Say("linear.prompt"))
}

// line reads one line, and ends with the room.
func (k *cover) line() (string, error) {
	edit := k.console.edit(false)
	for {
		select {
		case <-k.ctx.Done():
			return "", context.Cause(k.ctx)
		case <-k.visit.Over():
			return "", fault.New("server_stopping")
		case e, ok := <-k.console.Events:
			done, err := edit.event(e, ok)
			if err != nil {
				return "", err
			}
			if done {
				return edit.taken(), k.console.newline()
			}
		}
	}
}
