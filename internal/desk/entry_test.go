package desk_test

import (
	"testing"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/sqlite"
	"convene/internal/workshop/roster"
)

// Who comes in by words that a host made sees none of the unsent words of before,
// and the seat's person keeps theirs; each step is on the record.
func TestAHostsWordsOpenAnEmptyDesk(t *testing.T) {
	h := open(t)
	host, _ := h.seat(h.guest("host"), "Dana Whitfield")
	ana, own := h.seat(h.guest("ana"), "Ana Reyes")
	h.give("", roster.Grant{Seat: host, Role: roster.Host})
	once, err := h.desk.OnceWords(t.Context(), h.room, host, ana, "en")
	if err != nil {
		t.Fatal(err)
	}
	dana := h.guest("dana's other key")
	who, err := h.desk.Return(t.Context(), h.made.ID, dana, once)
	if err != nil || who.Seat != ana || who.Entry == "" {
		t.Fatalf("by a host's words: %+v, %v", who, err)
	}
	if _, err := h.desk.Return(t.Context(), h.made.ID, dana, once); fault.Code(err) != "words_unknown" {
		t.Errorf("words for once, twice: %v", err)
	}
	if known, _ := h.desk.Known(t.Context(), h.made.ID, dana); len(known) != 1 || known[0].Sitter != who {
		t.Errorf("the key that came by them: %+v", known)
	}
	// Words made behind them are no way to what was before, nor the end of Ana's.
	more, err := h.desk.NewWords(t.Context(), h.made.ID, who, "en")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), more); err != nil || got != who {
		t.Errorf("by words made behind them: %+v, %v", got, err)
	}
	if got, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), own); err != nil || got != room.Own(ana) {
		t.Errorf("by her own words: %+v, %v", got, err)
	}
	acts := h.room.Snapshot().Roster.Opened(ana, nil)
	if len(acts) != 2 || acts[0].Kind != roster.NewWord || acts[0].By != host || acts[1].Kind != roster.UsedWord {
		t.Errorf("on the record: %+v", acts)
	}

	s := h.room.Snapshot()
	for _, x := range []struct {
		who  room.Sitter
		text string
	}{{room.Own(ana), "hers"}, {who, "another's"}} {
		if err := h.room.Draft(t.Context(), x.who, s, "field", x.text); err != nil {
			t.Fatal(err)
		}
	}
	for who, want := range map[room.Sitter]string{room.Own(ana): "hers", who: "another's"} {
		if d, err := h.room.Drafts(t.Context(), who); err != nil || d["field"] != want {
			t.Errorf("%+v reads %q, %v", who, d["field"], err)
		}
	}
}

// A co-host can't become the host by words for the host's seat, nor by words for
// a seat that becomes a host's later.
func TestACoHostMakesNoWordsForAHost(t *testing.T) {
	h := open(t)
	host, _ := h.seat(h.guest("host"), "Dana Whitfield")
	co, _ := h.seat(h.guest("co"), "Max Ortega")
	joe, _ := h.seat(h.guest("joe"), "Joe Begay")
	h.give("", roster.Grant{Seat: host, Role: roster.Host})
	h.give("", roster.Grant{Seat: co, Role: roster.CoHost})
	if _, err := h.desk.OnceWords(t.Context(), h.room, co, host, "en"); fault.Code(err) != "only_the_host" {
		t.Errorf("a co-host's words for the host: %v", err)
	}
	early, err := h.desk.OnceWords(t.Context(), h.room, co, joe, "en")
	if err != nil {
		t.Fatal(err)
	}
	h.give("", roster.Grant{Seat: joe, Role: roster.Coordinator})
	if _, err := h.desk.OnceWords(t.Context(), h.room, co, joe, "en"); fault.Code(err) != "only_the_host" {
		t.Errorf("a co-host's words for the coordinator: %v", err)
	}
	if _, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), early); fault.Code(err) != "words_unknown" {
		t.Errorf("words made before the seat rose: %v", err)
	}
	if _, err := h.desk.OnceWords(t.Context(), h.room, host, joe, "en"); err != nil {
		t.Errorf("a host's words: %v", err)
	}
}

// A delegate's words are used up when the seat speaks for the nation, not before.
func TestWordsOutliveAStepThatFails(t *testing.T) {
	h := open(t)
	words, err := h.desk.IssueDelegate(t.Context(), h.room, "", about("Example Tribe").Name, "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.desk.SignIn(t.Context(), h.room, h.guest(""), "nobody's", words); err == nil {
		t.Fatal("a seat that is not there signed in")
	}
	june, _ := h.seat(h.guest(""), "June Whitehorse")
	if _, nation, err := h.desk.SignIn(t.Context(), h.room, h.guest(""), june, words); err != nil || nation != "Example Tribe" {
		t.Errorf("the words were lost: %q, %v", nation, err)
	}
	if _, _, err := h.desk.SignIn(t.Context(), h.room, h.guest(""), june, words); fault.Code(err) != "phrase_unknown" {
		t.Errorf("the words work twice: %v", err)
	}
}

// A seat that was ended has no key and no words left.
func TestAnEndedSeatLosesItsKeys(t *testing.T) {
	h := open(t)
	host, _ := h.seat(h.guest("host"), "Dana Whitfield")
	h.give("", roster.Grant{Seat: host, Role: roster.Host})
	gone, _ := h.seat(h.guest("max"), "Max Ortega")
	if err := h.desk.EndSeat(t.Context(), h.room, gone, host); err == nil {
		t.Error("anybody ends seats")
	}
	if err := h.desk.EndSeat(t.Context(), h.room, host, gone); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.Catalogue().Seat(t.Context(), h.made.ID, string(gone)); err != sqlite.ErrNotFound {
		t.Errorf("an ended seat is still reached: %v", err)
	}
}

// A hall in which somebody tries codes stays open to those who have a seat there,
// and to nobody else.
func TestAKnownKeyComesInThoughItsAddressIsSlowed(t *testing.T) {
	h := open(t)
	ana := h.guest("ana")
	h.seat(ana, "Ana Reyes")
	for range 6 {
		_, _ = h.desk.Find(t.Context(), &desk.Guest{Addr: ana.Addr}, "AAAA-AAAA")
	}
	if id, err := h.desk.Find(t.Context(), ana, h.made.Code.String()); err != nil || id != h.made.ID {
		t.Errorf("a key with a seat: %q, %v", id, err)
	}
	for name, try := range map[string]func() error{
		"a wrong code": func() error { _, err := h.desk.Find(t.Context(), ana, "AAAA-AAAA"); return err },
		"another's key": func() error {
			_, err := h.desk.Find(t.Context(), &desk.Guest{Addr: ana.Addr, Key: []byte("x")}, h.made.Code.String())
			return err
		},
		"the code alone": func() error {
			_, err := h.desk.Find(t.Context(), &desk.Guest{Addr: ana.Addr}, h.made.Code.String())
			return err
		},
	} {
		if err := try(); fault.Code(err) != "slow_down" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
