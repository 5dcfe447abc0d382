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
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/netip"
	"time"

	"convene/internal/access"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
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
}

// New makes a desk.
func New(store *sqlite.Store, house *room.House, log *slog.Logger, now func() time.Time) *Desk {
	return &Desk{
		catalogue: store.Catalogue(), secret: store.Secret(), house: house,
		hasher: access.NewHasher(2), throttle: access.NewThrottle(now, 10_000), log: log, now: now,
	}
}

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
	Seat roster.SeatID
	Name string
	Lang string
	Face string
}

// Find gives the id of the workshop that a code opens to this guest. Unknown,
// ended and closed have one answer for those without a seat there; wrong tries
// are slowed by address.
func (d *Desk) Find(ctx context.Context, g *Guest, raw string) (id string, err error) {
	if wait := d.throttle.Take(g.Addr); wait > 0 {
		return "", fault.New("slow_down", "seconds", int(wait/time.Second)+1)
	}
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
	d.throttle.GiveBack(g.Addr)
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
	if w.Status == is {
		return nil
	}
	if err := d.catalogue.Change(ctx, r.ID(), func(w *sqlite.Workshop) { w.Status = is }); err != nil {
		return storage(err)
	}
	if back != "" || is != sqlite.StatusEnded && is != sqlite.StatusClosed {
		return nil
	}
	known, err := d.Known(ctx, r.ID(), g)
	if err == nil && len(known) == 0 {
		err = fault.New("code_unknown")
	}
	return err
}

// Known lists the seats that the guest's key opens.
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
		seat := state.Roster.Seat(roster.SeatID(s))
		if seat == nil || seat.Ended {
			continue
		}
		row, err := d.catalogue.Seat(ctx, id, s)
		if err != nil {
			return nil, storage(err)
		}
		out = append(out, Known{Seat: seat.ID, Name: seat.Styled(), Lang: row.Language, Face: row.Face})
	}
	return out, nil
}

// Take makes a seat for someone new and gives the words with which they come
// back without a key. The words are shown once and kept as a digest. It goes on
// to its end though the guest's link is cut, and a seat that nobody could come
// back to is ended: a vote would wait for it for ever.
func (d *Desk) Take(ctx context.Context, r *room.Room, g *Guest, about roster.About, lang, face string) (roster.SeatID, string, error) {
	ctx = context.WithoutCancel(ctx)
	seat := roster.SeatID(rand.Text())
	if err := r.Do(ctx, room.NewCommand("", roster.Join{Seat: seat, About: about, Lang: lang})); err != nil {
		return "", "", err
	}
	words, err := d.enter(ctx, r.ID(), seat, g, lang, face)
	if err == nil {
		return seat, words, nil
	}
	if failed := r.Do(ctx, room.NewCommand("", roster.EndSeat{Seat: seat})); failed != nil {
		d.log.Error("half a seat was left", "workshop", r.ID(), "error", failed)
	}
	return "", "", err
}

// enter puts a seat into the catalogue.
func (d *Desk) enter(ctx context.Context, id string, seat roster.SeatID, g *Guest, lang, face string) (words string, err error) {
	if err := d.catalogue.PutSeat(ctx, sqlite.Seat{Workshop: id, ID: string(seat), Language: lang, Face: face}); err != nil {
		return "", storage(err)
	}
	if err := d.Bind(ctx, id, seat, g); err != nil {
		return "", err
	}
	return d.NewWords(ctx, id, seat, lang)
}

// Bind lets the guest's key open the seat from now on.
func (d *Desk) Bind(ctx context.Context, id string, seat roster.SeatID, g *Guest) error {
	if g.Key == nil {
		return nil
	}
	return storage(d.catalogue.AddKey(ctx, id, string(seat), d.keyTag(id, g.Key)))
}

// NewWords replaces a person's return words.
func (d *Desk) NewWords(ctx context.Context, id string, seat roster.SeatID, lang string) (string, error) {
	return d.words(ctx, id, seat, lang, false)
}

// OnceWords makes a return word for someone who lost theirs. The host who asks
// for it sees it, and that it was given is on the record.
func (d *Desk) OnceWords(ctx context.Context, r *room.Room, host, seat roster.SeatID, lang string) (string, error) {
	if !r.Snapshot().Roster.CanGuide(host) {
		return "", fault.New("only_host")
	}
	// The record comes first: no word is given that nobody hears of.
	if err := r.Do(ctx, room.NewCommand(host, roster.NoteWordReissued{Seat: seat})); err != nil {
		return "", err
	}
	return d.words(ctx, r.ID(), seat, lang, true)
}

func (d *Desk) words(ctx context.Context, id string, seat roster.SeatID, lang string, once bool) (string, error) {
	secret := d.secret.Workshop(id)
	for range 10 {
		words := access.NewReturnWords(lang)
		err := d.catalogue.SetReturnWords(ctx, id, string(seat), secret.ReturnTag(words), once)
		if errors.Is(err, sqlite.ErrTaken) {
			continue
		}
		return words, storage(err)
	}
	return "", fault.New("storage_unavailable")
}

// Return finds the seat that return words open, and lets the guest's key open it
// from now on.
func (d *Desk) Return(ctx context.Context, id string, g *Guest, words string) (roster.SeatID, error) {
	if wait := d.throttle.Take(g.Addr); wait > 0 {
		return "", fault.New("slow_down", "seconds", int(wait/time.Second)+1)
	}
	seat, err := d.catalogue.TakeReturnWords(ctx, id, d.secret.Workshop(id).ReturnTag(words))
	if errors.Is(err, sqlite.ErrNotFound) {
		return "", fault.New("words_unknown")
	}
	if err != nil {
		return "", storage(err)
	}
	state, err := d.state(ctx, id)
	if err != nil {
		return "", err
	}
	if s := state.Roster.Seat(roster.SeatID(seat)); s == nil || s.Ended || state.Expired(d.now()) {
		return "", fault.New("words_unknown")
	}
	d.throttle.GiveBack(g.Addr)
	return roster.SeatID(seat), d.Bind(ctx, id, roster.SeatID(seat), g)
}

// Back finds the workshop and the seat of someone without a key who types their
// return words beside the code, whatever the workshop's status. A wrong code and
// wrong words have one answer.
func (d *Desk) Back(ctx context.Context, g *Guest, raw, words string) (id string, seat roster.SeatID, err error) {
	code, ok := access.ParseCode(raw)
	if !ok {
		return "", "", fault.New("code_unknown")
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if errors.Is(err, sqlite.ErrNotFound) {
		// Judge the words all the same, so that the time tells nothing.
		_, err := d.Return(ctx, "", g, words)
		if fault.Code(err) == "slow_down" {
			return "", "", err
		}
		return "", "", fault.New("code_unknown")
	}
	if err != nil {
		return "", "", storage(err)
	}
	seat, err = d.Return(ctx, w.ID, g, words)
	if fault.Code(err) == "words_unknown" {
		return "", "", fault.New("code_unknown")
	}
	return w.ID, seat, err
}

// Prefer keeps the language and the face that a seat chose.
func (d *Desk) Prefer(ctx context.Context, id string, seat roster.SeatID, lang, face string) error {
	return storage(d.catalogue.PutSeat(ctx, sqlite.Seat{Workshop: id, ID: string(seat), Language: lang, Face: face}))
}

// SignIn tries a phrase as the host passphrase, the coordinator passphrase and
// a delegate word, and gives the seat what it opens. It returns what that was:
// a role, or the nation the seat now speaks for.
func (d *Desk) SignIn(ctx context.Context, r *room.Room, g *Guest, seat roster.SeatID, phrase string) (role roster.Role, nation string, err error) {
	if wait := d.throttle.Take(g.Addr); wait > 0 {
		return "", "", fault.New("slow_down", "seconds", int(wait/time.Second)+1)
	}
	w, err := d.catalogue.Workshop(ctx, r.ID())
	if err != nil {
		return "", "", storage(err)
	}
	for _, try := range []struct {
		hash string
		role roster.Role
	}{{w.HostHash, roster.Host}, {w.CoordinatorHash, roster.Coordinator}} {
		ok, err := d.hasher.Matches(ctx, phrase, try.hash)
		if err != nil {
			return "", "", err
		}
		if ok {
			d.throttle.GiveBack(g.Addr)
			return try.role, "", r.Do(ctx, room.NewCommand("", roster.Grant{Seat: seat, Role: try.role}))
		}
	}
	id, err := d.catalogue.TakeDelegateWords(ctx, r.ID(), d.secret.Workshop(r.ID()).DelegateTag(phrase))
	if errors.Is(err, sqlite.ErrNotFound) {
		return "", "", fault.New("phrase_unknown")
	}
	if err != nil {
		return "", "", storage(err)
	}
	d.throttle.GiveBack(g.Addr)
	for _, n := range r.Snapshot().Roster.Nations {
		if n.ID == id {
			return "", n.Name.String(), r.Do(ctx, room.NewCommand("", roster.ConfirmDelegate{Seat: seat, Nation: n.Name}))
		}
	}
	return "", "", fault.New("phrase_unknown")
}

// IssueDelegate makes the words for a government's delegate, for the host to
// hand over. They are shown once.
func (d *Desk) IssueDelegate(ctx context.Context, r *room.Room, host roster.SeatID, nation safetext.Text, lang string) (string, error) {
	if host != "" && !r.Snapshot().Roster.CanGuide(host) {
		return "", fault.New("only_host")
	}
	id := ""
	for _, n := range r.Snapshot().Roster.Nations {
		if n.Name == nation {
			id = n.ID
		}
	}
	if id == "" {
		id = rand.Text()
		if err := r.Do(ctx, room.NewCommand("", roster.NameNation{ID: id, Name: nation})); err != nil {
			return "", err
		}
	}
	words := access.NewDelegateWords(lang)
	return words, storage(d.catalogue.AddDelegateWords(ctx, r.ID(), id, d.secret.Workshop(r.ID()).DelegateTag(words)))
}

// NewCode replaces the join code; seats stay as they are.
func (d *Desk) NewCode(ctx context.Context, r *room.Room, host roster.SeatID) (access.Code, error) {
	if host != "" && !r.Snapshot().Roster.CanGuide(host) {
		return access.Code{}, fault.New("only_host")
	}
	if err := r.Do(ctx, room.NewCommand(host, roster.NoteCodeChanged{})); err != nil {
		return access.Code{}, err
	}
	for range 10 {
		code := access.NewCode()
		err := d.catalogue.Change(ctx, r.ID(), func(w *sqlite.Workshop) { w.Code = code })
		if errors.Is(err, sqlite.ErrTaken) {
			continue
		}
		if err != nil {
			return access.Code{}, storage(err)
		}
		return code, nil
	}
	return access.Code{}, fault.New("storage_unavailable")
}

// Code gives a workshop's join code, for a host's screen and the invitation.
func (d *Desk) Code(ctx context.Context, id string) (access.Code, error) {
	w, err := d.catalogue.Workshop(ctx, id)
	return w.Code, storage(err)
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
