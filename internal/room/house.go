// Package room runs workshops. A Room is one running workshop: a single
// goroutine owns its state, takes the commands that wait, decides each against
// the state the earlier ones leave, appends their events as one batch, and
// publishes a new snapshot only once the log says that they are on disk.
//
// Concurrency: only the owner goroutine touches the working state and the box's
// polls. It may block on the log and the box and on nothing else: replies are
// callbacks that must not block, and watchers hold the latest snapshot only. A
// room starts with its first visitor and ends after its last one; a House holds
// the running rooms, and its Close waits for every owner to finish.
package room

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
)

// Clock tells the time that goes into events.
type Clock func() time.Time

// Parts is what rooms are made of. Log, Box and Codec are required.
type Parts struct {
	Log   eventlog.Log
	Box   ballot.Box
	Codec *workshop.Codec
	// Snapshots and Folds keep folded states beside the log, so that a long one
	// is not replayed at each start; nil for neither.
	Snapshots eventlog.Snapshots
	Folds     *workshop.Folds
	Clock     Clock
	Error     *slog.Logger
	// Linger is how long an empty room stays before it ends; a dropped link
	// returns to a warm room.
	Linger time.Duration
	// Committed, if set, is told how long each batch took to be on disk, or to
	// fail; the owners call it, side by side, and it must not block.
	Committed func(took time.Duration, err error)
	// Refused, if set, is told of each command of a person's that the domain
	// refused: a face that offers what is not theirs to do shows there. Called
	// as Committed is.
	Refused func(c workshop.Command, err error)

	trouble *trouble // of the house
}

// House holds the running rooms, at most one per workshop.
type House struct {
	parts Parts
	mu    sync.Mutex
	rooms map[string]*entry
	looks map[string]*look
	shut  map[string]bool // workshops that nobody may enter, by Alone
	done  bool
	wg    sync.WaitGroup
}

// entry is a room that runs or is starting; ready closes when room or err is set.
type entry struct {
	ready chan struct{}
	room  *Room
	err   error
	users int
}

// NewHouse makes a house without rooms.
func NewHouse(p Parts) *House {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	if p.Error == nil {
		p.Error = slog.New(slog.DiscardHandler)
	}
	p.trouble = &trouble{rooms: make(map[*Room]struct{})}
	return &House{parts: p, rooms: make(map[string]*entry), looks: make(map[string]*look), shut: make(map[string]bool)}
}

// Enter gives the running room of a workshop, starting it if need be. leave must
// be called once when the caller is done with the room; it never blocks.
func (h *House) Enter(ctx context.Context, id string) (r *Room, leave func(), err error) {
	for {
		e, starter, err := h.claim(id)
		if err != nil {
			return nil, nil, err
		}
		if starter {
			h.open(id, e)
		}
		select {
		case <-e.ready:
		case <-ctx.Done():
			h.release(id, e)
			return nil, nil, ctx.Err()
		}
		if e.err != nil {
			h.drop(id, e)
			return nil, nil, e.err
		}
		if e.room.ended() { // start again behind its last word
			select {
			case <-e.room.over:
			case <-ctx.Done():
				h.release(id, e)
				return nil, nil, ctx.Err()
			}
			h.drop(id, e)
			continue
		}
		var once sync.Once
		return e.room, func() { once.Do(func() { h.release(id, e) }) }, nil
	}
}

func (h *House) claim(id string) (e *entry, starter bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.done {
		return nil, false, fault.New("server_stopping")
	}
	if h.shut[id] {
		return nil, false, fault.New("workshop_unknown")
	}
	e, ok := h.rooms[id]
	if !ok {
		e = &entry{ready: make(chan struct{})}
		h.rooms[id] = e
	}
	e.users++
	return e, !ok, nil
}

// open starts an entry's room. Whatever happens, those who wait for it are told.
func (h *House) open(id string, e *entry) {
	defer close(e.ready)
	defer func() {
		if v := recover(); v != nil {
			h.parts.Error.Error("room not started: a panic", "workshop", id, "type", fmt.Sprintf("%T", v), "stack", stack())
			e.room, e.err = nil, fault.New("internal")
		}
	}()
	e.room, e.err = h.start(id)
}

func (h *House) start(id string) (*Room, error) {
	r, err := load(h.parts, id)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.done { // Close no longer waits for it
		return nil, fault.New("server_stopping")
	}
	h.wg.Go(r.run)
	return r, nil
}

// release ends the room when nobody has come back within the linger.
func (h *House) release(id string, e *entry) {
	h.mu.Lock()
	e.users--
	empty := e.users == 0
	h.mu.Unlock()
	if !empty {
		return
	}
	if h.parts.Linger == 0 {
		h.endIfEmpty(id, e)
		return
	}
	time.AfterFunc(h.parts.Linger, func() { h.endIfEmpty(id, e) })
}

func (h *House) endIfEmpty(id string, e *entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if e.users > 0 || h.rooms[id] != e {
		return
	}
	select {
	case <-e.ready:
	default:
		return // still starting: its starter holds it
	}
	// The entry stays until the owner has written its last: who enters before
	// waits for it, so that a workshop never has two owners.
	if e.room != nil {
		e.room.stop()
		h.wg.Go(func() { h.forget(id, e) })
	}
}

// forget takes an ended room's entry away once its owner has returned.
func (h *House) forget(id string, e *entry) {
	<-e.room.over
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rooms[id] == e {
		delete(h.rooms, id)
	}
}

func (h *House) drop(id string, e *entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rooms[id] == e {
		delete(h.rooms, id)
	}
	e.users--
}

// Running counts the rooms that run or are starting.
func (h *House) Running() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, e := range h.rooms {
		if !isClosed(e.ready) || e.room != nil && !e.room.ended() {
			n++
		}
	}
	return n
}

// Each calls f for every running room; f must not block.
func (h *House) Each(f func(*Room)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range h.rooms {
		select {
		case <-e.ready:
			if e.room != nil {
				f(e.room)
			}
		default:
		}
	}
}

// Close refuses new visitors, ends every room after what it has begun, and
// returns when all have ended or ctx has.
func (h *House) Close(ctx context.Context) error {
	h.mu.Lock()
	h.done = true
	for id, e := range h.rooms {
		select {
		case <-e.ready:
			if e.room != nil {
				e.room.stop()
			}
		default:
		}
		delete(h.rooms, id)
	}
	h.mu.Unlock()
	ended := make(chan struct{})
	go func() { h.wg.Wait(); close(ended) }()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Settle starts and ends the room of a workshop in which a process that died may
// have left something: a key between a reveal and its shred, or words that were
// being taken out. They go now, not when somebody happens to come. The server gives
// it at its start.
func (h *House) Settle(ctx context.Context, id string) error {
	_, leave, err := h.Enter(ctx, id)
	if err == nil {
		leave()
	}
	return err
}
