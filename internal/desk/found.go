package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// Founded is a workshop just made: what its people need to come in. The
// passphrases are shown once and kept as hashes.
type Founded struct {
	ID          string
	Code        access.Code
	Host        string
	Coordinator string
}

// Found makes a workshop. The create command copies the content it uses; lang
// chooses the words of the passphrases. For the operator alone.
func (d *Desk) Found(ctx context.Context, create workshop.Create, lang string, now time.Time) (Founded, error) {
	f := Founded{ID: rand.Text(), Host: access.NewPassphrase(lang), Coordinator: access.NewPassphrase(lang)}
	create.Meta.ID = f.ID
	host, err := d.hasher.Hash(ctx, f.Host)
	if err != nil {
		return Founded{}, err
	}
	coordinator, err := d.hasher.Hash(ctx, f.Coordinator)
	if err != nil {
		return Founded{}, err
	}
	// The log comes first: a code that opens nothing would be worse than a log
	// that nobody can reach.
	if err := d.house.Found(ctx, f.ID, room.NewCommand("", create)); err != nil {
		return Founded{}, err
	}
	for range 10 {
		f.Code = access.NewCode()
		err = d.catalogue.Create(ctx, sqlite.Workshop{
			ID: f.ID, Code: f.Code, Title: create.Meta.Title.String(), Status: sqlite.StatusPrepared,
			Created: now, HostHash: host, CoordinatorHash: coordinator,
		})
		if !errors.Is(err, sqlite.ErrTaken) {
			break
		}
	}
	return f, storage(err)
}

// ByCode finds a workshop for the operator, who needs no throttle.
func (d *Desk) ByCode(ctx context.Context, raw string) (sqlite.Workshop, error) {
	code, ok := access.ParseCode(raw)
	if !ok {
		return sqlite.Workshop{}, fault.New("code_unknown")
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if errors.Is(err, sqlite.ErrNotFound) {
		return sqlite.Workshop{}, fault.New("code_unknown")
	}
	return w, storage(err)
}

// List gives every workshop, the newest first, for the operator.
func (d *Desk) List(ctx context.Context) ([]sqlite.Workshop, error) {
	list, err := d.catalogue.Workshops(ctx)
	return list, storage(err)
}

// NewPassphrase replaces the host's or the coordinator's passphrase; seats that
// signed in before keep what they have.
func (d *Desk) NewPassphrase(ctx context.Context, id string, role roster.Role, lang string) (string, error) {
	phrase := access.NewPassphrase(lang)
	hash, err := d.hasher.Hash(ctx, phrase)
	if err != nil {
		return "", err
	}
	return phrase, storage(d.catalogue.Change(ctx, id, func(w *sqlite.Workshop) {
		if role == roster.Coordinator {
			w.CoordinatorHash = hash
		} else {
			w.HostHash = hash
		}
	}))
}

// SetStatus ends or closes a workshop, in its log and in the catalogue.
func (d *Desk) SetStatus(ctx context.Context, r *room.Room, by roster.SeatID, s workshop.Status) error {
	var body any = workshop.EndWorkshop{}
	status := sqlite.StatusEnded
	if s == workshop.Closed {
		body, status = workshop.CloseWorkshop{}, sqlite.StatusClosed
	}
	if err := r.Do(ctx, room.NewCommand(by, body)); err != nil {
		return err
	}
	return storage(d.catalogue.Change(ctx, r.ID(), func(w *sqlite.Workshop) { w.Status = status }))
}

// TakeOut takes words out of a workshop's whole record for good, with the server's
// own authority: its caller has made sure that the operator asks.
func (d *Desk) TakeOut(ctx context.Context, r *room.Room, words safetext.Text, why string) error {
	return r.Do(ctx, room.NewCommand("", workshop.TakeOut{Words: words, Why: why}))
}
