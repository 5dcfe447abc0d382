package desk

import (
	"context"
	"crypto/rand"
	"errors"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop/roster"
)

// SignIn tries a phrase as the host passphrase, the coordinator passphrase and
// a delegate word, and gives the seat what it opens. It returns what that was:
// a role, or the nation the seat now speaks for.
func (d *Desk) SignIn(ctx context.Context, r *room.Room, g *Guest, seat roster.SeatID, phrase string) (role roster.Role, nation string, err error) {
	var n roster.Nation
	err = d.judge(ctx, g, func() error {
		role, n, err = d.opens(ctx, r, phrase)
		return err
	})
	switch {
	case err != nil:
		return "", "", err
	case role != "":
		return role, "", r.Do(ctx, room.NewCommand("", roster.Grant{Seat: seat, Role: role}))
	}
	return "", n.Name.String(), d.confirm(ctx, r, seat, n, phrase)
}

// confirm lets a seat speak for a nation by a delegate's words. They are used up
// when that is on the record, and not before: who is refused may try again.
func (d *Desk) confirm(ctx context.Context, r *room.Room, seat roster.SeatID, n roster.Nation, words string) error {
	d.spending.Lock()
	defer d.spending.Unlock()
	tag := d.secret.Workshop(r.ID()).DelegateTag(words)
	switch id, err := d.catalogue.DelegateWords(ctx, r.ID(), tag); {
	case errors.Is(err, sqlite.ErrNotFound), err == nil && id != n.ID:
		return fault.New("phrase_unknown") // somebody else was quicker
	case err != nil:
		return storage(err)
	}
	if err := r.Do(ctx, room.NewCommand("", roster.ConfirmDelegate{Seat: seat, Nation: n.Name})); err != nil {
		return err
	}
	return storage(d.catalogue.SpendDelegateWords(ctx, r.ID(), tag))
}

// opens says what a phrase opens: a role, or the word of a nation.
func (d *Desk) opens(ctx context.Context, r *room.Room, phrase string) (roster.Role, roster.Nation, error) {
	w, err := d.catalogue.Workshop(ctx, r.ID())
	if err != nil {
		return "", roster.Nation{}, storage(err)
	}
	for _, try := range []struct {
		hash string
		role roster.Role
	}{{w.HostHash, roster.Host}, {w.CoordinatorHash, roster.Coordinator}} {
		ok, err := d.hasher.Matches(ctx, phrase, try.hash)
		if err != nil {
			return "", roster.Nation{}, err
		}
		if ok {
			return try.role, roster.Nation{}, nil
		}
	}
	id, err := d.catalogue.DelegateWords(ctx, r.ID(), d.secret.Workshop(r.ID()).DelegateTag(phrase))
	if err != nil && !errors.Is(err, sqlite.ErrNotFound) {
		return "", roster.Nation{}, storage(err)
	}
	for _, n := range r.Snapshot().Roster.Nations {
		if err == nil && n.ID == id {
			return "", n, nil
		}
	}
	return "", roster.Nation{}, fault.New("phrase_unknown")
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
		r.EndScreens(fault.New("roomscreen_code")) // once the old one opens nothing: none comes on behind this
		return code, nil
	}
	return access.Code{}, fault.New("storage_unavailable")
}

// Code gives a workshop's join code, for a host's screen and the invitation.
func (d *Desk) Code(ctx context.Context, id string) (access.Code, error) {
	w, err := d.catalogue.Workshop(ctx, id)
	return w.Code, storage(err)
}
