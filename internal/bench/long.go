package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"convene/internal/access"
	"convene/internal/eventlog"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/server"
)

// Lengthen writes keys into a hall's section until its log has this many events,
// as its people would have typed them, and stores the state as a room does when
// it ends. No server may hold the folder.
func (h Hall) Lengthen(ctx context.Context, events int) (err error) {
	house, err := server.Open(ctx, server.Config{Data: h.Dir, Logger: quiet()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close(ctx)) }()
	state, err := house.Rooms.Peek(ctx, h.ID)
	if err != nil {
		return err
	}
	log := house.Store.Log()
	head, err := log.Head(ctx, h.ID)
	if err != nil {
		return err
	}
	w := &long{hall: h, state: state, codec: workshop.NewCodec(), now: time.Now().UTC().Truncate(time.Millisecond)}
	for left := events - int(head.Seq); left > 0; left -= len(w.batch) {
		if err := w.fill(min(left, eventlog.MaxBatchEvents)); err != nil {
			return err
		}
		head, err = log.Append(ctx, h.ID, eventlog.Batch{
			ID: rand.Text(), Epoch: 1, Expect: head.Seq, Prev: head.Hash, At: w.now, Events: w.batch})
		if err != nil {
			return err
		}
	}
	folds := workshop.NewFolds()
	return house.Store.Snapshots().SaveSnapshot(ctx, h.ID, eventlog.Snapshot{Head: head, Fold: folds.Name(), Data: folds.Freeze(w.state)})
}

// sentence is how many keys somebody presses before somebody else does.
const sentence = 60

// long writes a log without a room: nobody watches, and nothing waits for the
// disk.
type long struct {
	hall  Hall
	state *workshop.State
	codec *workshop.Codec
	now   time.Time
	batch []eventlog.Event
	keys  int
}

// fill decides keys until there are n events. All of a batch have one time.
func (w *long) fill(n int) error {
	w.now = w.now.Add(time.Second)
	w.batch = w.batch[:0]
	for len(w.batch) < n {
		w.keys++
		seat := w.hall.People[w.keys/sentence%min(10, len(w.hall.People))].Seat
		cmd := workshop.Command{ID: fmt.Sprintf("k%d", w.keys), Seat: seat, Body: w.edit()}
		d, err := w.state.Decide(cmd, workshop.Facts{Now: w.now})
		if err != nil {
			return err
		}
		for _, e := range d.Events {
			kind, version, payload, err := w.codec.Encode(seat, e)
			if err != nil {
				return err
			}
			w.batch = append(w.batch, eventlog.Event{Type: kind, Version: version, Payload: payload})
			w.state = w.state.Apply(act.Stamp{Seq: w.state.Seq + 1, At: w.now, By: seat}, e)
		}
	}
	return nil
}

// edit is the next key of whoever writes: people write a sentence each, in turn,
// until the section is long, then take as much out as they put in.
func (w *long) edit() workshop.EditText {
	doc := w.state.Texts.Get(w.hall.Text)
	if doc == nil {
		doc = text.New()
	}
	var do text.Action = text.Insert{At: doc.End(), Text: string(letter(w.keys/sentence, w.keys))}
	const full = 16 << 10 // bytes of a section that a group has long worked on
	switch {
	case w.keys%sentence == 0:
		do = text.Insert{At: doc.End(), Text: "\n"}
	case w.keys%7 == 0:
		do = text.Insert{At: doc.End(), Text: " "}
	case doc.Size() > full || w.keys%2 == 1 && doc.Size() > full/2:
		do = text.Erase{At: doc.End()}
	}
	return workshop.EditText{Text: w.hall.Text, Edit: text.Edit{Base: doc.Version(), Do: do}}
}

// Stock founds further workshops in a folder that no server holds, as an operator
// does, but for the passphrases, whose hashing takes its time on purpose.
func Stock(ctx context.Context, dir string, workshops int) (err error) {
	house, err := server.Open(ctx, server.Config{Data: dir, Logger: quiet()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close(ctx)) }()
	create, err := partnership(house.Lib)
	if err != nil {
		return err
	}
	return atOnce(ctx, workshops, func(ctx context.Context, i int) error {
		create := create
		create.Meta.ID = rand.Text()
		create.Meta.Title = safetext.Clean(safetext.Title, fmt.Sprintf("Partnership %d", i+1))
		if err := house.Rooms.Found(ctx, create.Meta.ID, room.NewCommand("", create)); err != nil {
			return err
		}
		return house.Store.Catalogue().Create(ctx, sqlite.Workshop{
			ID: create.Meta.ID, Code: access.NewCode(), Title: create.Meta.Title.String(),
			Status: sqlite.StatusPrepared, Created: time.Now(),
		})
	})
}
