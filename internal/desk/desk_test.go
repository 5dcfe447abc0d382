package desk_test

import (
	"context"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hall is a front desk with a workshop that keeps its record for ten days.
type hall struct {
	t     *testing.T
	lib   *library.Library
	store *sqlite.Store
	house *room.House
	desk  *desk.Desk
	made  desk.Founded
	room  *room.Room
	now   time.Time
	addr  int
}

func open(t *testing.T) *hall {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, lib: lib, store: store, now: time.Now()}
	house := room.NewHouse(room.Parts{Log: store.Log(), Box: store.Box(), Codec: workshop.NewCodec()})
	h.house = house
	h.desk = desk.New(store, house, slog.New(slog.DiscardHandler), func() time.Time { return h.now })
	create, ok := prepare.Workshop(lib, workshop.Meta{
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no", RetentionDays: 10,
	}, prepare.Plan{Agenda: "a", Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatal("no agenda a")
	}
	if h.made, err = h.desk.Found(t.Context(), create, "en", h.now); err != nil {
		t.Fatal(err)
	}
	r, leave, err := house.Enter(t.Context(), h.made.ID)
	if err != nil {
		t.Fatal(err)
	}
	h.room = r
	t.Cleanup(func() {
		leave()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := house.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// guest is somebody from an address of their own; an empty key is none.
func (h *hall) guest(key string) *desk.Guest {
	h.addr++
	g := &desk.Guest{Addr: netip.AddrFrom4([4]byte{10, 0, byte(h.addr >> 8), byte(h.addr)})}
	if key != "" {
		g.Key = []byte(key)
	}
	return g
}

// seat makes a seat and gives its return words.
func (h *hall) seat(g *desk.Guest, name string) (roster.SeatID, string) {
	h.t.Helper()
	seat, words, err := h.desk.Take(h.t.Context(), h.room, g, about(name), "en", "full")
	if err != nil {
		h.t.Fatal(err)
	}
	return seat, words
}

func about(name string) roster.About {
	return roster.About{Name: safetext.Clean(safetext.Name, name)}
}

func (h *hall) give(seat roster.SeatID, body any) {
	h.t.Helper()
	if err := h.room.Do(h.t.Context(), room.NewCommand(seat, body)); err != nil {
		h.t.Fatalf("%T: %v", body, err)
	}
}

// A seat is whole or it is not there: a link that is cut while it is made
// leaves nobody on the lists who can't come back.
func TestASeatIsWholeOrEnded(t *testing.T) {
	h := open(t)
	cut, cancel := context.WithCancel(t.Context())
	cancel()
	rosa := h.guest("rosa's key")
	if _, _, err := h.desk.Take(cut, h.room, rosa, about("Rosa Delgado"), "en", "full"); err != nil {
		t.Fatal(err)
	}
	known, err := h.desk.Known(t.Context(), h.made.ID, rosa)
	if err != nil || len(known) != 1 || known[0].Name != "Rosa Delgado" {
		t.Errorf("a cut link left %v, %v", known, err)
	}
	// A workshop that the catalogue does not know takes no seat into it.
	create, _ := prepare.Workshop(h.lib, workshop.Meta{ID: "w2", Title: safetext.Clean(safetext.Title, "Elsewhere"), Zone: "UTC"}, prepare.Plan{})
	if err := h.house.Found(t.Context(), "w2", room.NewCommand("", create)); err != nil {
		t.Fatal(err)
	}
	r, leave, err := h.house.Enter(t.Context(), "w2")
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	if _, _, err := h.desk.Take(t.Context(), r, h.guest(""), about("June Whitehorse"), "en", "full"); err == nil {
		t.Error("a seat without a way back was given")
	}
	if all, here := len(r.Snapshot().Roster.Seats), len(r.Snapshot().Roster.Here()); all != 1 || here != 0 {
		t.Errorf("of %d seats %d stayed", all, here)
	}
}

// The words of a seat that was ended open nothing.
func TestAnEndedSeatIsNotComeBackTo(t *testing.T) {
	h := open(t)
	seat, words := h.seat(h.guest(""), "Max Ortega")
	h.give("", roster.EndSeat{Seat: seat})
	if got, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), words); fault.Code(err) != "words_unknown" {
		t.Errorf("ended, and back in %q: %v", got, err)
	}
}

// While a document is being signed a host can still let someone back in who
// lost their words, and change a code that leaked; what could not be put on the
// record did not happen.
func TestWhatTheDeskDoesStandsOnTheRecord(t *testing.T) {
	h := open(t)
	host, _ := h.seat(h.guest("host"), "Dana Whitfield")
	rosa, own := h.seat(h.guest(""), "Rosa Delgado")
	h.give("", roster.Grant{Seat: host, Role: roster.Host})
	h.give("", workshop.EndWorkshop{})
	once, err := h.desk.OnceWords(t.Context(), h.room, host, rosa, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{once, own} {
		if who, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), words); err != nil || who.Seat != rosa {
			t.Errorf("back in %q: %v", who.Seat, err)
		}
	}
	if _, err := h.desk.NewCode(t.Context(), h.room, host); err != nil {
		t.Error(err)
	}
	if n := len(h.room.Snapshot().Roster.Door); n != 3 {
		t.Errorf("%d acts on the record", n)
	}
	h.give("", workshop.CloseWorkshop{})
	had, err := h.desk.Code(t.Context(), h.made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.desk.NewCode(t.Context(), h.room, host); err == nil {
		t.Error("a closed workshop took a new code")
	}
	if has, _ := h.desk.Code(t.Context(), h.made.ID); !has.Equal(had) {
		t.Error("a code changed that the record knows nothing of")
	}
}

// Unknown, ended, closed and kept no longer are one answer to who has no seat,
// and the last of them to everyone. The log says what a workshop's status is,
// also where the process died before the catalogue heard of it.
func TestOneAnswer(t *testing.T) {
	h := open(t)
	code, known, stranger := h.made.Code.String(), h.guest("rosa's key"), h.guest("")
	_, words := h.seat(known, "Rosa Delgado")
	find := func(g *desk.Guest) string {
		id, err := h.desk.Find(t.Context(), g, code)
		if err == nil {
			err = h.desk.Admit(t.Context(), g, h.room, "")
		}
		if err == nil && id != h.made.ID {
			t.Errorf("found %q", id)
		}
		return fault.Code(err)
	}
	if got := find(stranger); got != "" {
		t.Errorf("open to all: %q", got)
	}
	h.give("", workshop.EndWorkshop{}) // the catalogue has not heard
	for range 2 {
		if got := find(stranger); got != "code_unknown" {
			t.Errorf("ended, to a stranger: %q", got)
		}
		if got := find(known); got != "" {
			t.Errorf("ended, to a seat: %q", got)
		}
	}
	h.now = h.now.Add(11 * 24 * time.Hour)
	if got := find(known); got != "code_unknown" {
		t.Errorf("kept no longer, to a seat: %q", got)
	}
	if _, _, err := h.desk.Back(t.Context(), h.guest(""), code, words); fault.Code(err) != "code_unknown" {
		t.Errorf("kept no longer, by words: %v", err)
	}
}

// Wrong passphrases are slowed before they are hashed: a flood costs no core.
func TestAFloodIsNotHashed(t *testing.T) {
	h := open(t)
	seat, _ := h.seat(h.guest(""), "Max Ortega")
	g := h.guest("")
	slowed := 0
	for range 200 {
		_, _, err := h.desk.SignIn(t.Context(), h.room, g, seat, strings.Repeat("wrong ", 3))
		if fault.Code(err) == "slow_down" {
			slowed++
		}
	}
	if slowed != 195 {
		t.Errorf("%d of 200 tries were slowed", slowed)
	}
}
