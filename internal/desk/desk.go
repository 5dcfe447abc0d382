// Package desk is the front desk: who may enter which workshop, take which seat,
// and hold which role there. It joins what the catalogue knows (codes, keys,
// words, passphrases, all as digests) with what the log says (seats, roles), so
// that every face lets people in by the same rules (design §5).
//
// A Desk is safe for concurrent use. Its methods block on disk and on hashing,
// and on nothing a client does. It starts no goroutine.
package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"sync"
	"time"

	"convene/internal/access"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// Desk is the front desk of one server.
type Desk struct {
	catalogue *sqlite.Catalogue
	secret    access.Secret
	house     *room.House
	hasher    *access.Hasher
	throttle  *access.Throttle
	log       *slog.Logger
	now       func() time.Time

	// spending is held from the look at words that work once until they are used
	// up, so that they are used up only when what they were for is done, and by
	// one guest.
	spending sync.Mutex
}

// New makes a desk. From an exempt network more tries may be wrong.
func New(store *sqlite.Store, house *room.House, log *slog.Logger, now func() time.Time, exempt ...netip.Prefix) *Desk {
	return &Desk{
		catalogue: store.Catalogue(), secret: store.Secret(), house: house,
		hasher: access.NewHasher(2), throttle: access.NewThrottle(now, 10_000, exempt...), log: log, now: now,
	}
}

// WrongTries is how many codes, words and passphrases were wrong since the start.
func (d *Desk) WrongTries() uint64 { return d.throttle.Wrong() }

// Guest is one connection at the door: where it comes from and, if it signed
// with one, the fingerprint of its key. Neither is ever shown or logged.
type Guest struct {
	Addr netip.Addr
	// Key is the public key in wire form, nil without one.
	Key []byte
}

// Known is a seat that the guest's key opens; the person still says whether it
// is theirs before anything private shows.
type Known struct {
	room.Sitter
	Name string
	Lang string
	Face string
}

// Find gives the id of the workshop that a code opens to this guest. Unknown,
// ended and closed have one answer for those without a seat there; wrong tries
// are slowed by address.
func (d *Desk) Find(ctx context.Context, g *Guest, raw string) (id string, err error) {
	err = d.judge(ctx, g, func() error {
		id, err = d.find(ctx, g, raw)
		return err
	})
	if fault.Code(err) == "slow_down" {
		if known, ok := d.home(ctx, g, raw); ok {
			return known, nil
		}
	}
	return id, err
}

// home is the workshop of a code in which the guest's key has a seat: somebody
// who tries codes locks nobody out who is at home there. Who has no seat learns
// nothing by it, for a wrong code and a right one are looked up alike.
func (d *Desk) home(ctx context.Context, g *Guest, raw string) (string, bool) {
	code, ok := access.ParseCode(raw)
	if !ok || g.Key == nil {
		return "", false
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if err != nil && !errors.Is(err, sqlite.ErrNotFound) {
		return "", false
	}
	if known, err := d.Known(ctx, w.ID, g); err != nil || len(known) == 0 {
		return "", false
	}
	id, err := d.find(ctx, g, raw)
	return id, err == nil
}

func (d *Desk) find(ctx context.Context, g *Guest, raw string) (string, error) {
	unknown := fault.New("code_unknown")
	code, ok := access.ParseCode(raw)
	if !ok {
		return "", unknown
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if errors.Is(err, sqlite.ErrNotFound) {
		return "", unknown
	}
	if err != nil {
		return "", storage(err)
	}
	if w.Status == sqlite.StatusEnded || w.Status == sqlite.StatusClosed {
		known, err := d.Known(ctx, w.ID, g) // a key that has a seat still opens it
		if err != nil {
			return "", err
		}
		if len(known) == 0 {
			return "", unknown
		}
		state, err := d.state(ctx, w.ID)
		if err != nil {
			return "", err
		}
		if state.Expired(d.now()) {
			return "", unknown
		}
	}
	return w.ID, nil
}

// Admit lets a guest into a room that Find, or Back with a seat, gave. The log
// says what a workshop's status is: where a process died before the catalogue
// heard of it, the catalogue is told, and who has no seat hears the one answer.
func (d *Desk) Admit(ctx context.Context, g *Guest, r *room.Room, back roster.SeatID) error {
	w, err := d.catalogue.Workshop(ctx, r.ID())
	if err != nil {
		return storage(err)
	}
	is := sqlite.Status(r.Snapshot().Status)
	if w.Status != is {
		if err := d.catalogue.Change(ctx, r.ID(), func(w *sqlite.Workshop) { w.Status = is }); err != nil {
			return storage(err)
		}
	}
	if back != "" || !over(r) {
		return nil
	}
	known, err := d.Known(ctx, r.ID(), g)
	if err == nil && len(known) == 0 {
		err = d.tooLate(ctx, g)
	}
	return err
}

// Stranger lets somebody who is nobody with a seat stay at a room's door, as
// long as new seats are made there.
func (d *Desk) Stranger(ctx context.Context, g *Guest, r *room.Room) error {
	if !over(r) {
		return nil
	}
	return d.tooLate(ctx, g)
}

// over says that a workshop makes no new seats any more.
func over(r *room.Room) bool {
	s := r.Snapshot().Status
	return s == workshop.Ended || s == workshop.Closed
}

// tooLate answers somebody without a seat for whom a workshop has ended: as a
// wrong code is answered, and counted as one.
func (d *Desk) tooLate(ctx context.Context, g *Guest) error {
	return d.judge(ctx, g, func() error { return fault.New("code_unknown") })
}

// judge lets a guest's try be judged by try, which refuses a wrong one with a
// fault that says that something is unknown; a disk that fails is nobody's wrong
// try. Wrong tries are slowed by address.
func (d *Desk) judge(ctx context.Context, g *Guest, try func() error) error {
	var err error
	wait, gone := d.throttle.Judge(ctx, g.Addr, func() bool {
		err = try()
		switch fault.Code(err) {
		case "code_unknown", "phrase_unknown", "words_unknown":
			return true
		}
		return false
	})
	switch {
	case gone != nil:
		return gone
	case wait > 0:
		return fault.New("slow_down", "seconds", int(wait/time.Second)+1)
	}
	return err
}

// Known lists the seats that the guest's key opens, in the order they came.
func (d *Desk) Known(ctx context.Context, id string, g *Guest) ([]Known, error) {
	if g.Key == nil {
		return nil, nil
	}
	seats, err := d.catalogue.SeatsByKey(ctx, id, d.keyTag(id, g.Key))
	if err != nil {
		return nil, storage(err)
	}
	if len(seats) == 0 {
		return nil, nil
	}
	state, err := d.state(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Known
	for _, s := range seats {
		seat := state.Roster.Seat(roster.SeatID(s.Seat))
		if seat == nil || seat.Ended {
			d.clear(ctx, id, s.Seat)
			continue
		}
		row, err := d.catalogue.Seat(ctx, id, s.Seat)
		if err != nil {
			return nil, storage(err)
		}
		out = append(out, Known{Sitter: room.Sitter{Seat: seat.ID, Entry: s.Entry}, Name: seat.Styled(), Lang: row.Language, Face: row.Face})
	}
	came := func(k Known) int {
		return slices.IndexFunc(state.Roster.Seats, func(s *roster.Seat) bool { return s.ID == k.Seat })
	}
	slices.SortFunc(out, func(a, b Known) int { return came(a) - came(b) })
	return out, nil
}

func (d *Desk) state(ctx context.Context, id string) (*workshop.State, error) {
	return d.house.Peek(ctx, id)
}

func (d *Desk) keyTag(id string, key []byte) access.Tag {
	sum := sha256.Sum256(key)
	return d.secret.Workshop(id).KeyTag("SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:]))
}

// storage says that the disk refused, in a person's words.
func storage(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, eventlog.ErrFull):
		return fault.New("disk_full").With(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return fault.New("storage_unavailable").With(err)
}
