package room_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// byPaper is a room with a scribe and three people whom she wrote onto the list
// and who agreed, beside people with terminals.
func byPaper(t *testing.T, r *room.Room) (june roster.SeatID, onPaper []roster.SeatID) {
	t.Helper()
	june = join(t, r, "June Whitehorse")
	do(t, r, "", roster.Grant{Seat: june, Role: roster.Scribe})
	for _, name := range []string{"William Hart", "Ana Reyes", "Joe Begay"} {
		seat := roster.SeatID("seat-" + name)
		do(t, r, june, roster.WriteIn{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: "en"})
		do(t, r, june, roster.HeardYes{Seat: seat})
		onPaper = append(onPaper, seat)
	}
	return june, onPaper
}

// spokenFor is a room that writes cards, in which June may answer for Rosa, who has
// a terminal, and for three who have none.
func spokenFor(t *testing.T) (r *room.Room, host, june, rosa roster.SeatID, onPaper []roster.SeatID, w *values.Writing) {
	t.Helper()
	r, host, leave := build(t).opened(t)
	t.Cleanup(leave)
	june, onPaper = byPaper(t, r)
	rosa = join(t, r, "Rosa Delgado")
	do(t, r, rosa, roster.LetAnswer{By: june})
	return r, host, june, rosa, onPaper, writing(t, r, host)
}

// One ballot a seat, the last counts, whoever put it; nobody reads what was put
// for another, and nobody who answers for another reads what the person put or
// typed (promise 3).
func TestWhatIsPutForAnotherIsReadByNobody(t *testing.T) {
	r, host, june, rosa, onPaper, w := spokenFor(t)
	put := func(who room.Sitter, word string) error {
		return r.Do(t.Context(), room.ForSeat(who, cards(w.ID, word)))
	}
	reads := func(who room.Sitter) bool {
		_, ok, err := r.Own(t.Context(), who, w.Cards.ID)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	hand := room.Own(june).For(rosa, roster.Beside)
	if err := put(room.Own(rosa), "Patience"); err != nil || !reads(room.Own(rosa)) || reads(hand) {
		t.Errorf("her own: %v", err)
	}
	if err := put(hand, "Humour"); err != nil || reads(room.Own(rosa)) || reads(hand) || reads(room.Own(june)) {
		t.Errorf("put for her, and read by somebody: %v", err)
	}
	for _, x := range []struct {
		who room.Sitter
		by  roster.SeatID
	}{{room.Own(rosa), june}, {room.Own(june), ""}, {room.Own(host), ""}, {hand, ""}, {room.Sitter{Seat: rosa, Entry: "words"}, ""}} {
		if a, err := r.Answer(t.Context(), x.who, w.Cards.ID); err != nil || a.By != x.by || a.Value != nil {
			t.Errorf("%+v is told %+v, %v", x.who, a, err)
		}
	}
	counted(t, r, w.Cards.ID, 1)
	if err := r.Draft(t.Context(), hand, r.Snapshot(), "field", "half a card"); err != nil {
		t.Fatal(err)
	}
	for _, who := range []room.Sitter{hand, room.Own(june), room.Own(rosa)} {
		if d, err := r.Drafts(t.Context(), who); err != nil || len(d) > 0 {
			t.Errorf("what was typed for her is kept: %v, %v", d, err)
		}
	}
	do(t, r, rosa, roster.EndVoice{Seat: rosa, By: june})
	if err := put(hand, "Haste"); fault.Code(err) != "voice_needed" {
		t.Errorf("after she took it back: %v", err)
	}
	if err := put(room.Own(host).For(onPaper[0], roster.Paper), "Haste"); fault.Code(err) != "voice_needed" {
		t.Errorf("a host, on another's yes: %v", err)
	}
	for _, seat := range onPaper {
		if err := put(room.Own(june).For(seat, roster.Paper), "Respect"); err != nil {
			t.Fatal(err)
		}
	}
	counted(t, r, w.Cards.ID, 4)
}

// Cards that somebody typed for a person with their yes are the person's to take
// back, by their own way in alone: not by who typed them, nor by words that a host
// made (domain R-04, safety §5).
func TestCardsTypedForSomebodyAreTheirsToTakeBack(t *testing.T) {
	r, host, june, rosa, onPaper, w := spokenFor(t)
	hand := room.Own(june).For(rosa, roster.Beside)
	for word, who := range map[string]room.Sitter{"Humour": hand, "Respect": room.Own(june).For(onPaper[0], roster.Paper), "Haste": room.Own(june)} {
		if err := r.Do(t.Context(), room.ForSeat(who, cards(w.ID, word))); err != nil {
			t.Fatal(err)
		}
	}
	do(t, r, host, values.LastCall{ID: w.ID})
	do(t, r, host, values.ShowWall{Writing: w.ID})
	cards := map[string]string{}
	for _, c := range r.Snapshot().Values.Cards {
		cards[c.Word.String()] = c.ID
	}
	for _, who := range []room.Sitter{hand, room.Own(june), room.Own(host), {Seat: rosa, Entry: "by the host"}} {
		value, _, err := r.Own(t.Context(), who, w.Claims.ID)
		if err != nil || slices.Contains(values.ReadClaims(value), cards["Humour"]) {
			t.Errorf("%+v finds whose card it is: %q, %v", who, value, err)
		}
		if err := r.Do(t.Context(), room.ForSeat(who, values.WithdrawCard{Card: cards["Humour"], Writing: w.ID})); err == nil {
			t.Errorf("%+v takes it back", who)
		}
	}
	value, ok, err := r.Own(t.Context(), room.Own(rosa), w.Claims.ID)
	if mine := values.ReadClaims(value); err != nil || !ok || !slices.Equal(mine, []string{cards["Humour"]}) {
		t.Errorf("her own way finds %q, %v", mine, err)
	}
	if err := r.Do(t.Context(), room.ForSeat(room.Own(rosa), values.WithdrawCard{Card: cards["Respect"], Writing: w.ID})); fault.Code(err) != "values_not_your_card" {
		t.Errorf("another's card: %v", err)
	}
	do(t, r, rosa, values.WithdrawCard{Card: cards["Humour"], Writing: w.ID})
	if c, _ := r.Snapshot().Values.Card(cards["Humour"]); !c.Withdrawn {
		t.Error("it still hangs on the wall")
	}
}

// The reveal says how many came on paper, while the host hears it before; neither
// the event nor anything else in the log joins a way to an answer.
func TestTheWallSaysHowManyCameOnPaper(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	june, onPaper := byPaper(t, r)
	onScreen := []roster.SeatID{host, june, join(t, r, "Rosa Delgado"), join(t, r, "Max Ortega")}
	w := writing(t, r, host)
	words := map[roster.SeatID]string{}
	for i, seat := range append(onScreen, onPaper...) {
		who := room.Own(seat)
		if i >= len(onScreen) {
			who = room.Own(june).For(seat, roster.Paper)
		}
		words[seat] = "word " + string(rune('A'+i))
		if err := r.Do(t.Context(), room.ForSeat(who, cards(w.ID, words[seat]))); err != nil {
			t.Fatal(err)
		}
	}
	counted(t, r, w.Cards.ID, 7)
	want := poll.Ways{Screen: 4, Paper: 3}
	do(t, r, host, values.LastCall{ID: w.ID})
	do(t, r, host, values.ShowWall{Writing: w.ID})
	shown := r.Snapshot().Values.Writings[0]
	if shown.Ways == nil || *shown.Ways != want {
		t.Errorf("at the wall: %+v", shown.Ways)
	}
	for _, c := range r.Snapshot().Values.Cards {
		if c.Seat != "" || c.By != "" {
			t.Errorf("a card tells whose hand it was: %+v", c)
		}
		raw, err := json.Marshal(c)
		if err != nil || strings.Contains(string(raw), "paper") || strings.Contains(string(raw), string(june)) {
			t.Errorf("%s, %v", raw, err)
		}
	}
	// No event that tells a card, or how they came, names a scribe or a person but the host who closed.
	for rec, err := range s.log.Read(t.Context(), s.id, 1) {
		if err != nil {
			t.Fatal(err)
		}
		said := string(rec.Payload)
		about := strings.Contains(said, "word ") || strings.Contains(said, `"paper":`)
		for seat := range words {
			if about && seat != host && strings.Contains(said, string(seat)) {
				t.Errorf("%s joins somebody to what was sent: %s", rec.Type, said)
			}
		}
	}
}
