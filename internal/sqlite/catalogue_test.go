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
		must(t, c.AddKey(t.Context(), w.ID, "rosa", key))
		must(t, c.AddKey(t.Context(), w.ID, "joe", key))
	}
	if got, err := c.SeatsByKey(t.Context(), w.ID, key); err != nil || !slices.Equal(got, []string{"joe", "rosa"}) {
		t.Errorf("one key's seats: %v, %v", got, err)
	}

	own, once := secret.ReturnTag("river stone cedar lake"), secret.ReturnTag("cedar lake river stone")
	must(t, c.SetReturnWords(t.Context(), w.ID, "rosa", own, false))
	must(t, c.SetReturnWords(t.Context(), w.ID, "rosa", once, true))
	if err := c.SetReturnWords(t.Context(), w.ID, "joe", own, false); !errors.Is(err, sqlite.ErrTaken) {
		t.Errorf("another's words: %v", err)
	}
	for range 2 {
		if seat, err := c.TakeReturnWords(t.Context(), w.ID, secret.ReturnTag("River-stone CEDAR  lake")); err != nil || seat != "rosa" {
			t.Errorf("own words: %q, %v", seat, err)
		}
	}
	if seat, err := c.TakeReturnWords(t.Context(), w.ID, once); err != nil || seat != "rosa" {
		t.Errorf("words for once: %q, %v", seat, err)
	}
	if _, err := c.TakeReturnWords(t.Context(), w.ID, once); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("words for once, twice: %v", err)
	}
	must(t, c.SetReturnWords(t.Context(), w.ID, "rosa", secret.ReturnTag("new"), false))
	if _, err := c.TakeReturnWords(t.Context(), w.ID, own); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("replaced words: %v", err)
	}

	must(t, c.RemoveSeat(t.Context(), w.ID, "rosa"))
	if _, err := c.Seat(t.Context(), w.ID, "rosa"); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("an ended seat: %v", err)
	}
	if got, _ := c.SeatsByKey(t.Context(), w.ID, key); !slices.Equal(got, []string{"joe"}) {
		t.Errorf("seats after one ended: %v", got)
	}
	if err := c.AddKey(t.Context(), w.ID, "rosa", key); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("a key for no seat: %v", err)
	}
}

func TestDelegateWordsWorkOnce(t *testing.T) {
	s := open(t, folder(t))
	w, other := newWorkshop(t, s), newWorkshop(t, s)
	words := s.Secret().Workshop(w.ID).DelegateTag("cedar river stone lake")
	must(t, s.Catalogue().AddDelegateWords(t.Context(), w.ID, "Example Tribe", words))
	if _, err := s.Catalogue().TakeDelegateWords(t.Context(), other.ID, words); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("in another workshop: %v", err)
	}
	if nation, err := s.Catalogue().TakeDelegateWords(t.Context(), w.ID, words); err != nil || nation != "Example Tribe" {
		t.Errorf("at first: %q, %v", nation, err)
	}
	if _, err := s.Catalogue().TakeDelegateWords(t.Context(), w.ID, words); !errors.Is(err, sqlite.ErrNotFound) {
		t.Errorf("again: %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
