package desk

import (
	"context"
	"crypto/rand"
	"errors"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// seatsPerKey is how many people may come in by one computer's key: a family's,
// or a table's in a hall, and no program that fills a vote's list with names.
const seatsPerKey = 12

// Take makes a seat for someone new and gives the words with which they come
// back without a key. The words are shown once and kept as a digest. It goes on
// to its end though the guest's link is cut, and a seat that nobody could come
// back to is ended: a vote would wait for it for ever. Where the workshop has
// ended meanwhile, it answers as a wrong code is answered.
func (d *Desk) Take(ctx context.Context, r *room.Room, g *Guest, about roster.About, lang, face string) (roster.SeatID, string, error) {
	ctx = context.WithoutCancel(ctx)
	if known, err := d.Known(ctx, r.ID(), g); err != nil {
		return "", "", err
	} else if len(known) >= seatsPerKey {
		return "", "", fault.New("key_seats_full", "n", seatsPerKey)
	}
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
	d.clear(ctx, r.ID(), string(seat))
	return "", "", err
}

// enter puts a seat into the catalogue.
func (d *Desk) enter(ctx context.Context, id string, seat roster.SeatID, g *Guest, lang, face string) (words string, err error) {
	if err := d.catalogue.PutSeat(ctx, sqlite.Seat{Workshop: id, ID: string(seat), Language: lang, Face: face}); err != nil {
		return "", storage(err)
	}
	if err := d.Bind(ctx, id, room.Own(seat), g); err != nil {
		return "", err
	}
	return d.NewWords(ctx, id, room.Own(seat), lang)
}

// WriteIn makes a seat for somebody without a terminal, by the name they said to
// the scribe who gives this. No key and no words open it, until a host makes some
// for a person who finds a terminal after all.
func (d *Desk) WriteIn(ctx context.Context, r *room.Room, scribe room.Sitter, about roster.About, lang string) (roster.SeatID, error) {
	ctx = context.WithoutCancel(ctx)
	seat := roster.SeatID(rand.Text())
	if err := r.Do(ctx, room.ForSeat(scribe, roster.WriteIn{Seat: seat, About: about, Lang: lang})); err != nil {
		return "", err
	}
	// Where the catalogue fails the seat stands all the same: it is answered for.
	if err := d.catalogue.PutSeat(ctx, sqlite.Seat{Workshop: r.ID(), ID: string(seat), Language: lang}); err != nil {
		d.log.Error("a seat without a terminal can't be given words", "workshop", r.ID(), "error", err)
	}
	return seat, nil
}

// Bind lets the guest's key open the seat from now on; never that of somebody for
// whom they only answer.
func (d *Desk) Bind(ctx context.Context, id string, who room.Sitter, g *Guest) error {
	if who.ForAnother() {
		return fault.New("not_for_another")
	}
	if g.Key == nil {
		return nil
	}
	return storage(d.catalogue.AddKey(ctx, id, way(who), d.keyTag(id, g.Key)))
}

func way(who room.Sitter) sqlite.Way { return sqlite.Way{Seat: string(who.Seat), Entry: who.Entry} }

// NewWords replaces the return words of somebody's way in: who came in by a
// host's words leaves the person's own as they are.
func (d *Desk) NewWords(ctx context.Context, id string, who room.Sitter, lang string) (string, error) {
	if who.ForAnother() {
		return "", fault.New("not_for_another")
	}
	return d.words(ctx, id, sqlite.ReturnWords{Way: way(who)}, lang)
}

// OnceWords makes a return word for someone who lost theirs. The host who asks
// for it sees it, and that it was given is on the record. For the seat of a host
// or the coordinator only a host can. Who comes in by it begins a new entry.
func (d *Desk) OnceWords(ctx context.Context, r *room.Room, host, seat roster.SeatID, lang string) (string, error) {
	if !r.Snapshot().Roster.CanGuide(host) {
		return "", fault.New("only_host")
	}
	// The record comes first: no word is given that nobody hears of.
	if err := r.Do(ctx, room.NewCommand(host, roster.NoteWordReissued{Seat: seat})); err != nil {
		return "", err
	}
	to := way(room.Sitter{Seat: seat, Entry: rand.Text()})
	return d.words(ctx, r.ID(), sqlite.ReturnWords{Way: to, Once: true, Maker: string(host)}, lang)
}

func (d *Desk) words(ctx context.Context, id string, w sqlite.ReturnWords, lang string) (string, error) {
	secret := d.secret.Workshop(id)
	for range 10 {
		words := access.NewReturnWords(lang)
		err := d.catalogue.SetReturnWords(ctx, id, w, secret.ReturnTag(words))
		if errors.Is(err, sqlite.ErrTaken) {
			continue
		}
		return words, storage(err)
	}
	return "", fault.New("storage_unavailable")
}

// Return finds the seat that return words open, and lets the guest's key open it
// from now on, by the same way in.
func (d *Desk) Return(ctx context.Context, id string, g *Guest, words string) (who room.Sitter, err error) {
	var w sqlite.ReturnWords
	err = d.judge(ctx, g, func() error {
		w, err = d.returning(ctx, id, words)
		return err
	})
	if err != nil {
		return room.Sitter{}, err
	}
	who = room.Sitter{Seat: roster.SeatID(w.Seat), Entry: w.Entry}
	if w.Once {
		return who, d.spend(context.WithoutCancel(ctx), id, g, words)
	}
	return who, d.Bind(ctx, id, who, g)
}

// returning is what return words open.
func (d *Desk) returning(ctx context.Context, id, words string) (w sqlite.ReturnWords, err error) {
	w, err = d.catalogue.ReturnWords(ctx, id, d.secret.Workshop(id).ReturnTag(words))
	if errors.Is(err, sqlite.ErrNotFound) {
		return w, fault.New("words_unknown")
	}
	if err != nil {
		return w, storage(err)
	}
	state, err := d.state(ctx, id)
	if err != nil {
		return w, err
	}
	seat := state.Roster.Seat(roster.SeatID(w.Seat))
	if seat == nil || seat.Ended {
		d.clear(ctx, id, w.Seat)
		return w, fault.New("words_unknown")
	}
	// The seat may have become a host's since a co-host made the words.
	maker := state.Roster.Seat(roster.SeatID(w.Maker))
	above := (seat.Has(roster.Host) || seat.Has(roster.Coordinator)) && maker != nil && !maker.Has(roster.Host)
	if w.Once && above || state.Expired(d.now()) {
		return w, fault.New("words_unknown")
	}
	return w, nil
}

// spend lets a guest in by words that work once: they are on the record before
// they open anything, and used up when they did.
func (d *Desk) spend(ctx context.Context, id string, g *Guest, words string) error {
	d.spending.Lock()
	defer d.spending.Unlock()
	w, err := d.returning(ctx, id, words)
	if err != nil {
		return err // somebody else was quicker
	}
	r, leave, err := d.house.Enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	who := room.Sitter{Seat: roster.SeatID(w.Seat), Entry: w.Entry}
	// A closed workshop takes nothing more, and holds nothing that is hidden.
	if r.Snapshot().Status != workshop.Closed {
		if err := r.Do(ctx, room.NewCommand("", roster.NoteWordUsed{Seat: who.Seat})); err != nil {
			return err
		}
	}
	if err := d.Bind(ctx, id, who, g); err != nil {
		return err
	}
	return storage(d.catalogue.SpendReturnWords(ctx, id, d.secret.Workshop(id).ReturnTag(words)))
}

// EndSeat ends another's seat in a host's name: its words stay on the record, and
// no key and no words open it any more.
func (d *Desk) EndSeat(ctx context.Context, r *room.Room, host, seat roster.SeatID) error {
	if err := r.Do(ctx, room.ForSeat(room.Own(host), roster.EndSeat{Seat: seat})); err != nil {
		return err
	}
	d.clear(context.WithoutCancel(ctx), r.ID(), string(seat))
	return nil
}

// clear takes away what opens a seat that was ended. Where that fails it is done
// when somebody tries it: an ended seat opens to nobody anyway.
func (d *Desk) clear(ctx context.Context, id, seat string) {
	if err := d.catalogue.RemoveSeat(ctx, id, seat); err != nil {
		d.log.Error("an ended seat keeps its keys", "workshop", id, "error", err)
	}
}

// Back finds the workshop and the seat of someone without a key who types their
// return words beside the code, whatever the workshop's status. A wrong code and
// wrong words have one answer.
func (d *Desk) Back(ctx context.Context, g *Guest, raw, words string) (id string, who room.Sitter, err error) {
	code, ok := access.ParseCode(raw)
	if !ok {
		return "", room.Sitter{}, fault.New("code_unknown")
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if errors.Is(err, sqlite.ErrNotFound) {
		// Judge the words all the same, so that the time tells nothing.
		_, err := d.Return(ctx, "", g, words)
		if fault.Code(err) == "slow_down" {
			return "", room.Sitter{}, err
		}
		return "", room.Sitter{}, fault.New("code_unknown")
	}
	if err != nil {
		return "", room.Sitter{}, storage(err)
	}
	who, err = d.Return(ctx, w.ID, g, words)
	if fault.Code(err) == "words_unknown" {
		return "", room.Sitter{}, fault.New("code_unknown")
	}
	return w.ID, who, err
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
