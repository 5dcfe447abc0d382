package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/server"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// mostReveal is how long all screens may take to show a vote.
const mostReveal = 500 * time.Millisecond

// reveal measures how long a vote takes to show on everyone's screen, from the
// host's yes.
func (c Config) reveal(ctx context.Context, _ io.Writer) ([]must, error) {
	var all []time.Duration
	for range max(1, c.Rounds) {
		err := inFolder(func(dir string) error {
			took, err := c.revealed(ctx, dir)
			all = append(all, took)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	took := spreadOf(all).p50
	return []must{within(fmt.Sprintf("a vote's result on %d screens", c.Reveal), took, mostReveal)}, nil
}

func (c Config) revealed(ctx context.Context, dir string) (time.Duration, error) {
	hall, err := Prepare(ctx, dir, Plan{People: c.Reveal, Open: true})
	if err != nil {
		return 0, err
	}
	if err := hall.vote(ctx); err != nil {
		return 0, fmt.Errorf("vote: %w", err)
	}
	p, err := StartHall(ctx, dir, os.Stderr)
	if err != nil {
		return 0, err
	}
	crowd := newCrowd(p, Room{People: c.Reveal})
	defer func() { _ = crowd.leave() }()
	records := make([]record, c.Reveal)
	w, h := size(0)
	host := tuitest.NewScreen(w, h, nil) // the host's own eyes
	defer host.Close()
	crowd.open = func(ctx context.Context, i int) (*guest, error) {
		return hall.comes(ctx, p.Addr, i, func(p []byte) {
			records[i].read(p)
			if i == 0 {
				_, _ = host.Write(p)
			}
		})
	}
	if err := crowd.gather(ctx); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := crowd.closes(ctx, host); err != nil {
		return 0, err
	}
	yes := time.Now()
	if err := crowd.guests[0].send("y"); err != nil {
		return 0, err
	}
	// The host keeps their own view, which says what everyone sees.
	return lastToSee(ctx, records, yes, "The middle answer", "La respuesta del medio", "Everyone sees")
}

// closes has the host ask for the close, up to the question whether to do it. Just
// after they came a first key may be asked about, so it is pressed until it works.
func (c *crowd) closes(ctx context.Context, host *tuitest.Screen) error {
	asked := func(g tuitest.Grid) bool { return g.Says("Close and show?") }
	for !asked(host.Grid()) {
		if err := c.guests[0].send(press(keys.Main)); err != nil {
			return err
		}
		soon, cancel := context.WithTimeout(ctx, again)
		_ = host.Wait(soon, asked)
		cancel()
		if ctx.Err() != nil {
			return fmt.Errorf("the host is not asked; the screen shows\n%s", host.Grid())
		}
	}
	return settled(ctx)
}

// settled waits until a question that just came may be answered.
func settled(ctx context.Context) error {
	select {
	case <-time.After(again):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// calm waits until nothing has come to anybody for a while: working out what their
// screens showed takes the cores from what is measured.
func calm(ctx context.Context, records []record) error {
	for {
		if err := settled(ctx); err != nil {
			return err
		}
		var newest time.Time
		for i := range records {
			if at := records[i].newest(); at.After(newest) {
				newest = at
			}
		}
		if time.Since(newest) > again {
			return nil
		}
	}
}

// lastToSee waits until every screen says one of these words, and gives how long
// the last one took.
func lastToSee(ctx context.Context, records []record, from time.Time, words ...string) (time.Duration, error) {
	says := func(g tuitest.Grid) bool {
		for _, w := range words {
			if g.Says(w) {
				return true
			}
		}
		return false
	}
	var last time.Duration
	if err := calm(ctx, records); err != nil {
		return 0, err
	}
	for i := range records {
		for {
			w, h := size(i)
			at, ok := records[i].replay(w, h, from, says)
			if ok {
				last = max(last, at.Sub(from))
				break
			}
			if err := settled(ctx); err != nil {
				return 0, fmt.Errorf("guest %d never saw the result: %w", i, err)
			}
		}
	}
	return last, nil
}

// vote opens a vote in the hall, has everyone answer, and gives the last call.
func (h Hall) vote(ctx context.Context) (err error) {
	house, err := server.Open(ctx, server.Config{Data: h.Dir, Logger: quiet()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close(ctx)) }()
	r, leave, err := house.Rooms.Enter(ctx, h.ID)
	if err != nil {
		return err
	}
	defer leave()
	do := func(body any) error { return r.Do(ctx, room.NewCommand("", body)) }
	item := agenda.Item{Title: agenda.Words{"en": "Choose our level", "es": "Elegimos el nivel"}, Minutes: 45,
		Activity: spectrum.Activity, Steps: spectrum.Steps()}
	topic, err := Topic(ctx, r, "Visiting hours")
	if err == nil {
		err = errors.Join(do(roster.Grant{Seat: h.People[0].Seat, Role: roster.Host}), do(agenda.AddItem{Item: item}))
	}
	if err != nil {
		return err
	}
	at, ok := Place(r, spectrum.Activity, spectrum.StepVote1)
	if !ok {
		return fault.New("item_gone")
	}
	at = act.Place{Item: at.Item, Step: at.Step, Topic: topic}
	err = errors.Join(do(workshop.MoveTo{From: r.Snapshot().Agenda.At, To: at}), do(spectrum.OpenVote{Topic: topic, Vote: spectrum.First, Warned: true}))
	if err != nil {
		return err
	}
	round := r.Snapshot().Spectrum.Topic(topic).OpenRound()
	err = atOnce(ctx, len(h.People), func(ctx context.Context, i int) error {
		for _, poll := range []string{round.Today.ID, round.Should.ID} {
			choice := round.Should.Options[i%len(round.Should.Options)]
			if err := r.Do(ctx, room.NewCommand(h.People[i].Seat, spectrum.Cast{Poll: poll, Choice: choice})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return do(spectrum.LastCall{ID: round.ID})
}

// Topic adds a topic whose record is complete, as the server itself, and gives its id.
func Topic(ctx context.Context, r *room.Room, title string) (string, error) {
	do := func(body any) error { return r.Do(ctx, room.NewCommand("", body)) }
	if err := do(spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, title), Lang: "en"}); err != nil {
		return "", err
	}
	topics := r.Snapshot().Spectrum.Topics
	id := topics[len(topics)-1].ID
	nothing := spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nothing}}
	for f, v := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: nothing, spectrum.FieldFixed: nothing, spectrum.FieldOpen: nothing,
		spectrum.FieldSigns: {Person: spectrum.Person{Said: spectrum.Nobody}}, spectrum.FieldDue: nothing,
		spectrum.FieldMeans: nothing, spectrum.FieldTribe: {Tribe: spectrum.TribeNo},
	} {
		if err := do(spectrum.Fill{Topic: id, Field: f, Value: v}); err != nil {
			return "", fmt.Errorf("%s: %w", f, err)
		}
	}
	return id, nil
}
