package sqlite_test

import (
	"errors"
	"slices"
	"testing"

	"convene/internal/access"
	"convene/internal/sqlite"
)

func TestWorkshopIsFoundByItsCodeAndOnlyThat(t *testing.T) {
	s := open(t, folder(t))
	w := newWorkshop(t, s)
	newWorkshop(t, s)
	got, err := s.Catalogue().ByCode(t.Context(), w.Code)
	if err != nil || got != w {
		t.Fatalf("by code: %+v, %v", got, err)
	}
	fresh := access.NewCode()
	err = s.Catalogue().Change(t.Context(), w.ID, func(w *sqlite.Workshop) {
		w.Code, w.Title, w.Status = fresh, "second title", sqlite.StatusOpen
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Catalogue().ByCode(t.Context(), w.Code); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("the old code: %v", err)
	}
	got, err = s.Catalogue().ByCode(t.Context(), fresh)
	if err != nil || got.ID != w.ID || got.Title != "second title" || got.Status != sqlite.StatusOpen || got.Code != fresh {
		t.Errorf("by the new code: %+v, %v", got, err)
	}
	if all, err := s.Catalogue().Workshops(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("list: %v, %v", all, err)
	}
}

func TestCodeOfAnotherIsRefused(t *testing.T) {
	s := open(t, folder(t))
	a, b := newWorkshop(t, s), newWorkshop(t, s)
	err := s.Catalogue().Change(t.Context(), b.ID, func(w *sqlite.Workshop) { w.Code, w.Title = a.Code, "no" })
	if !errors.Is(err, sqlite.ErrTaken) {
		t.Errorf("changing to a taken code: %v", err)
	}
	if got, _ := s.Catalogue().Workshop(t.Context(), b.ID); got != b {
		t.Errorf("a refused change left %+v", got)
	}
	c := b
	c.ID, c.Code = "c", a.Code
	if err := s.Catalogue().Create(t.Context(), c); !errors.Is(err, sqlite.ErrTaken) {
		t.Errorf("creating with a taken code: %v", err)
	}
	if err := s.Catalogue().Change(t.Context(), "none", func(*sqlite.Workshop) {}); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("changing what is not there: %v", err)
	}
}

func TestCodesAreNotInTheFiles(t *testing.T) {
	s := open(t, folder(t))
	w := newWorkshop(t, s)
	code := w.Code.String()
	plain := code[:4] + code[5:]
	if files := found(t, s.Dir(), []byte(code), []byte(plain)); len(files) > 0 {
		t.Errorf("the code is in %v", files)
	}
}

func TestSeatsKeysAndWords(t *testing.T) {
	s := open(t, folder(t))
	w := newWorkshop(t, s)
	c, secret := s.Catalogue(), s.Secret().Workshop(w.ID)
	for _, seat := range []string{"rosa", "joe"} {
		must(t, c.PutSeat(t.Context(), sqlite.Seat{Workshop: w.ID, ID: seat, Language: "en", Face: "full"}))
	}
	must(t, c.PutSeat(t.Context(), sqlite.Seat{Workshop: w.ID, ID: "rosa", Language: "es", Face: "linear"}))
	if got, err := c.Seat(t.Context(), w.ID, "rosa"); err != nil || got.Language != "es" || got.Face != "linear" {
		t.Errorf("seat: %+v, %v", got, err)
	}
	key := secret.KeyTag("SHA256:abc")
	for range 2 {
		must(t, c.AddKey(t.Context(), w.ID, sqlite.Way{Seat: "rosa"}, key))
		must(t, c.AddKey(t.Context(), w.ID, sqlite.Way{Seat: "joe", Entry: "e"}, key))
	}
	if got, err := c.SeatsByKey(t.Context(), w.ID, key); err != nil || !slices.Equal(got, []sqlite.Way{{Seat: "joe", Entry: "e"}, {Seat: "rosa"}}) {
		t.Errorf("one key's seats: %v, %v", got, err)
	}

	// What is the person's own stays so, and what was another's may become it.
	must(t, c.AddKey(t.Context(), w.ID, sqlite.Way{Seat: "rosa", Entry: "e"}, key))
	if got, _ := c.SeatsByKey(t.Context(), w.ID, key); got[1].Entry != "" {
		t.Errorf("a person's own key became %q", got[1].Entry)
	}

	own, once := secret.ReturnTag("river stone cedar lake"), secret.ReturnTag("cedar lake river stone")
	rosa := sqlite.ReturnWords{Way: sqlite.Way{Seat: "rosa"}}
	hosts := sqlite.ReturnWords{Way: sqlite.Way{Seat: "rosa", Entry: "e"}, Once: true, Maker: "dana"}
	must(t, c.SetReturnWords(t.Context(), w.ID, rosa, own))
	must(t, c.SetReturnWords(t.Context(), w.ID, hosts, once))
	if err := c.SetReturnWords(t.Context(), w.ID, sqlite.ReturnWords{Way: sqlite.Way{Seat: "joe"}}, own); !errors.Is(err, sqlite.ErrTaken) {
		t.Errorf("another's words: %v", err)
	}
	for range 2 { // looking uses nothing up
		if got, err := c.ReturnWords(t.Context(), w.ID, secret.ReturnTag("River-stone CEDAR  lake")); err != nil || got != rosa {
			t.Errorf("own words: %+v, %v", got, err)
		}
		if got, err := c.ReturnWords(t.Context(), w.ID, once); err != nil || got != hosts {
			t.Errorf("words for once: %+v, %v", got, err)
		}
	}
	must(t, c.SpendReturnWords(t.Context(), w.ID, once))
	if _, err := c.ReturnWords(t.Context(), w.ID, once); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("words for once, twice: %v", err)
	}
	// Another entry's new words leave the person's own as they are.
	must(t, c.SetReturnWords(t.Context(), w.ID, sqlite.ReturnWords{Way: hosts.Way}, once))
	if _, err := c.ReturnWords(t.Context(), w.ID, own); err != nil {
		t.Errorf("another entry's words took the person's own away: %v", err)
	}
	must(t, c.SetReturnWords(t.Context(), w.ID, rosa, secret.ReturnTag("new")))
	if _, err := c.ReturnWords(t.Context(), w.ID, own); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("replaced words: %v", err)
	}

	must(t, c.RemoveSeat(t.Context(), w.ID, "rosa"))
	if _, err := c.Seat(t.Context(), w.ID, "rosa"); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("an ended seat: %v", err)
	}
	if got, _ := c.SeatsByKey(t.Context(), w.ID, key); !slices.Equal(got, []sqlite.Way{{Seat: "joe", Entry: "e"}}) {
		t.Errorf("seats after one ended: %v", got)
	}
	if err := c.AddKey(t.Context(), w.ID, sqlite.Way{Seat: "rosa"}, key); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("a key for no seat: %v", err)
	}
}

func TestDelegateWordsWorkOnce(t *testing.T) {
	s := open(t, folder(t))
	w, other := newWorkshop(t, s), newWorkshop(t, s)
	words := s.Secret().Workshop(w.ID).DelegateTag("cedar river stone lake")
	must(t, s.Catalogue().AddDelegateWords(t.Context(), w.ID, "Example Tribe", words))
	if _, err := s.Catalogue().DelegateWords(t.Context(), other.ID, words); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("in another workshop: %v", err)
	}
	if nation, err := s.Catalogue().DelegateWords(t.Context(), w.ID, words); err != nil || nation != "Example Tribe" {
		t.Errorf("at first: %q, %v", nation, err)
	}
	must(t, s.Catalogue().SpendDelegateWords(t.Context(), w.ID, words))
	if _, err := s.Catalogue().DelegateWords(t.Context(), w.ID, words); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("again: %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
