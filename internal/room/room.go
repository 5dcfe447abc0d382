package room

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

const (
	// inboxSize is how many commands may wait; a sender beyond it waits too.
	inboxSize = 1024
	// batchSize is how many commands one batch takes at most.
	batchSize = 256
)

// Room is one running workshop. All methods are safe for concurrent use.
type Room struct {
	id    string
	parts Parts

	inbox    chan request
	quit     chan struct{}
	quitOnce sync.Once
	over     chan struct{} // closed when the owner has returned
	warned   chan struct{} // holds at most one signal: the house's trouble has changed

	shown atomic.Pointer[workshop.Snapshot]
	watch watchers
	walls walls

	// The owner goroutine's own.
	state   *workshop.State
	head    eventlog.Head
	counts  map[string]int
	keyed   map[string]bool // polls whose key the box holds
	guests  presence
	owned   bool // it runs
	broken  bool
	unsent  unsent
	unseen  unseen
	erase   bool // the meeting has ended and its drafts are still there
	store   stored
	gone    []eventlog.Seq // payloads that must leave the log
	leaving eventlog.Seq   // behind which a take-out began that is not through; or 0
	stuck   bool           // that take-out, for a reason that stays
	stale   bool           // when they have, the state is to be folded anew
	places  places
	reading *reading // of the places, beside the room's work; nil for none
}

// request is one thing asked of the owner: a command, or a change of presence.
type request struct {
	cmd  workshop.Command
	who  *arrival
	done func(error)
}

// load folds the log and settles the box with what it says.
func load(p Parts, id string) (*Room, error) {
	ctx := context.Background()
	log, err := whole(ctx, p, id)
	if err != nil {
		return nil, err
	}
	state := log.state
	if state.Status == "" {
		return nil, fault.New("workshop_unknown")
	}
	r := &Room{
		id: id, parts: p, state: state, head: log.head, erase: log.justOver, store: log.store, gone: log.owed, leaving: log.leaving,
		inbox: make(chan request, inboxSize), quit: make(chan struct{}), over: make(chan struct{}), warned: make(chan struct{}, 1),
		counts: make(map[string]int), keyed: make(map[string]bool), unsent: unsent{state: state},
	}
	r.guests.init(p.Clock())
	if err := r.settleBox(ctx); err != nil {
		return nil, unavailable(err)
	}
	r.goOn(ctx)
	r.redact(ctx)
	if r.broken { // it would end at once; who enters would start it again, and again
		return nil, fault.New("storage_unavailable")
	}
	r.publish()
	return r, nil
}

// ID is the workshop's id.
func (r *Room) ID() string { return r.id }

// Snapshot is the latest published state. It never blocks.
func (r *Room) Snapshot() *workshop.Snapshot { return r.shown.Load() }

// nobody is a seat that no one has: its commands are refused, whatever they are.
const nobody = roster.SeatID("nobody")

// ForSeat gives the command of a person at a face its random id. No seat is the
// server's own authority, which no face has: who has not sat down yet is nobody.
func ForSeat(who Sitter, body any) workshop.Command {
	if who.Seat == "" {
		who.Seat = nobody
	}
	cmd := NewCommand(who.Seat, body)
	cmd.Entry = who.Entry
	return cmd
}

// NewCommand gives a command its random id. The empty seat is the server's own:
// faces use [ForSeat].
func NewCommand(seat roster.SeatID, body any) workshop.Command {
	return workshop.Command{ID: rand.Text(), Seat: seat, Body: body}
}

// Do gives a command and waits until what it leads to is on disk, or refused.
func (r *Room) Do(ctx context.Context, cmd workshop.Command) error {
	result := make(chan error, 1)
	if err := r.Submit(ctx, cmd, func(err error) { result <- err }); err != nil {
		return err
	}
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Submit gives a command and returns as soon as it waits in the room's inbox;
// commands of one caller are taken in order. done is called once, by the
// owner, when the outcome is on disk or refused; it must not block. An error
// means that the command was not taken and done will not be called.
func (r *Room) Submit(ctx context.Context, cmd workshop.Command, done func(error)) error {
	return r.send(ctx, request{cmd: cmd, done: done})
}

func (r *Room) send(ctx context.Context, q request) error {
	select {
	case <-r.quit:
		return fault.New("server_stopping")
	default:
	}
	select {
	case r.inbox <- q:
	case <-r.quit:
		return fault.New("server_stopping")
	case <-ctx.Done():
		return ctx.Err()
	}
	if isClosed(r.over) { // the owner will not look again
		r.turnAway()
	}
	return nil
}

// turnAway answers what came too late for the owner. Both the owner and a late
// sender call it, so that whoever comes last finds what is left.
func (r *Room) turnAway() {
	for {
		select {
		case q := <-r.inbox:
			reply(q, fault.New("server_stopping"))
		default:
			return
		}
	}
}

func (r *Room) stop()       { r.quitOnce.Do(func() { close(r.quit) }) }
func (r *Room) ended() bool { return isClosed(r.over) || isClosed(r.quit) }

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// run is the owner. It ends on stop, after what was already in the inbox. Last of
// all, when nobody waits for it any more, it stores the state for the next start.
func (r *Room) run() {
	defer r.storeLast()
	defer r.turnAway()
	defer close(r.over)
	defer r.watch.closeAll()
	r.owned = true
	r.parts.trouble.add(r)
	defer r.parts.trouble.remove(r)
	if r.Snapshot().Trouble != r.parts.trouble.now() { // it has changed since the start
		r.publish()
	}
	r.storeOften()
	for {
		select {
		case q := <-r.inbox:
			r.take(q)
		case <-r.warned:
			r.publish()
		case <-r.quit:
			r.finish()
			return
		}
	}
}

// take makes a batch of q and whatever else waits, never waiting for more.
func (r *Room) take(q request) {
	batch := append(make([]request, 0, 8), q)
	for len(batch) < batchSize {
		select {
		case q := <-r.inbox:
			batch = append(batch, q)
			continue
		default:
		}
		break
	}
	r.guarded(batch)
}

// guarded commits a batch; a panic in it ends this room, not the process, and
// tells everyone who waits. The value may hold a person's words and is not
// logged.
func (r *Room) guarded(batch []request) {
	told := make([]bool, len(batch))
	defer r.caught("room ended by a panic", func() {
		r.stop()
		for i, q := range batch {
			if !told[i] {
				reply(q, fault.New("internal"))
			}
		}
	})
	r.commit(batch, told)
}

// caught, deferred, ends a panic: it says to the operator what did not go well, and
// does the rest.
func (r *Room) caught(what string, rest func()) {
	if v := recover(); v != nil {
		r.parts.Error.Error(what, "workshop", r.id, "type", fmt.Sprintf("%T", v), "stack", stack())
		rest()
	}
}

func reply(q request, err error) {
	if q.done != nil {
		q.done(err)
	}
}

// finish takes what still waits and writes the whole of the changed texts.
func (r *Room) finish() {
	for {
		select {
		case q := <-r.inbox:
			r.take(q)
			continue
		default:
		}
		break
	}
	if !r.broken {
		r.goOn(context.Background())
		r.redact(context.Background())
		r.guarded([]request{{cmd: NewCommand("", workshop.Checkpoint{}), done: func(err error) {
			if err != nil && fault.Code(err) != "workshop_closed" {
				r.parts.Error.Error("last checkpoint failed", "workshop", r.id, "error", err)
			}
		}}})
	}
}

// publish shows the present state to everyone.
func (r *Room) publish() {
	r.shown.Store(&workshop.Snapshot{State: r.state, Counts: r.counts, Presence: r.guests.shown, Wishes: r.unseen.wishes, Trouble: r.parts.trouble.now()})
	r.watch.wakeAll()
}

// now is the time that goes into events: whole milliseconds, as the log keeps it.
func (r *Room) now() time.Time { return r.parts.Clock().UTC().Truncate(time.Millisecond) }

// append writes the batch; when the outcome is unknown it asks again with the
// same batch, which the log knows by its id, until it is known.
func (r *Room) append(b eventlog.Batch) (eventlog.Head, error) {
	ctx, began := context.Background(), time.Now()
	head, err := r.parts.Log.Append(ctx, r.id, b)
	for n := 1; errors.Is(err, eventlog.ErrUnknown) && r.again(n); n++ {
		head, err = r.parts.Log.Append(ctx, r.id, b)
		if errors.Is(err, eventlog.ErrFull) || errors.Is(err, eventlog.ErrUnavailable) {
			err = eventlog.ErrUnknown // of this try, which says nothing of the first
		}
	}
	if r.parts.Committed != nil {
		r.parts.Committed(time.Since(began), err)
	}
	return head, err
}
