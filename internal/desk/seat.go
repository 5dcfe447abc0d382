package desk

import (
	"context"
	"crypto/rand"
	"errors"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/sqlite"
	"convene/internal/workshop/roster"
)

// Take makes a seat for someone new and gives the words with which they come
// back without a key. The words are shown once and kept as a digest. It goes on
// to its end though the guest's link is cut, and a seat that nobody could come
// back to is ended: a vote would wait for it for ever. Where the workshop has
// ended meanwhile, it answers as a wrong code is answered.
func (d *Desk) Take(ctx context.Context, r *room.Room, g *Guest, about roster.About, lang, face string) (roster.SeatID, string, error) {
	ctx = context.WithoutCancel(ctx)
	seat := roster.SeatID(rand.Text())
	if err := r.Do(ctx, room.NewCommand("", roster.Join{Seat: seat, About: about, Lang: lang})); err != nil {
		if over(r) {
			err = d.tooLate(ctx, g)
		}
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
func (d *Desk) Return(ctx context.Context, id string, g *Guest, words string) (seat roster.SeatID, err error) {
	err = d.judge(ctx, g, func() error {
		seat, err = d.returning(ctx, id, words)
		return err
	})
	if err != nil {
		return "", err
	}
	return seat, d.Bind(ctx, id, seat, g)
}

// returning is the seat that return words open.
func (d *Desk) returning(ctx context.Context, id, words string) (roster.SeatID, error) {
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
	return roster.SeatID(seat), nil
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

// Chosen gives the language and the face that a seat chose; empty before it did.
func (d *Desk) Chosen(ctx context.Context, id string, seat roster.SeatID) (lang, face string, err error) {
	row, err := d.catalogue.Seat(ctx, id, string(seat))
	return row.Language, row.Face, storage(err)
}

// Prefer keeps the language and the face that a seat chose.
func (d *Desk) Prefer(ctx context.Context, id string, seat roster.SeatID, lang, face string) error {
	return storage(d.catalogue.PutSeat(ctx, sqlite.Seat{Workshop: id, ID: string(seat), Language: lang, Face: face}))
}
