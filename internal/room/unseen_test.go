package room_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
)

// onClock is a house over the same log and box whose clock the test sets.
func (s *stand) onClock(t *testing.T) (*room.House, *atomic.Int64) {
	t.Helper()
	at := new(atomic.Int64)
	at.Store(time.Now().UnixMilli())
	h := room.NewHouse(room.Parts{Log: s.log, Box: s.box, Codec: workshop.NewCodec(),
		Clock: func() time.Time { return time.UnixMilli(at.Load()) }})
	t.Cleanup(func() { _ = h.Close(t.Context()) })
	return h, at
}

// the log as it stands, each event with everything around it.
func logged(t *testing.T, s *stand) []eventlog.Record {
	t.Helper()
	var out []eventlog.Record
	for rec, err := range s.log.Read(t.Context(), s.id, 1) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rec)
	}
	return out
}

// Anyone rests the room, once in ten minutes; the next ask waits for the hosts
// without a name. Whoever asks, a host by their own key too, the log is the same.
func TestAPauseAskedFor(t *testing.T) {
	s := build(t)
	h, at := s.onClock(t)
	r, leave, err := h.Enter(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	host, rosa, eve := join(t, r, "Dana Whitfield"), join(t, r, "Rosa Delgado"), join(t, r, "Eve Park")
	do(t, r, "", roster.Grant{Seat: host, Role: roster.Host})
	do(t, r, "", roster.Grant{Seat: eve, Role: roster.Observer})
	if err := r.Do(t.Context(), room.NewCommand(rosa, agenda.AskPause{})); fault.Code(err) != "meeting_not_open" {
		t.Errorf("a pause before the meeting: %v", err)
	}
	do(t, r, host, workshop.OpenMeeting{})
	rests := func(who roster.SeatID, ask any) eventlog.Record {
		t.Helper()
		do(t, r, who, ask)
		if !r.Snapshot().Agenda.Paused || len(r.Snapshot().Wishes) != 0 {
			t.Fatalf("paused %v, wishes %v", r.Snapshot().Agenda.Paused, r.Snapshot().Wishes)
		}
		all := logged(t, s)
		do(t, r, host, agenda.PauseRoom{})
		return all[len(all)-1]
	}
	first := rests(rosa, agenda.AskPause{})
	for _, other := range []eventlog.Record{rests(eve, agenda.AskPause{}), rests(host, agenda.PauseRoom{Paused: true})} {
		if first.Type != other.Type || string(first.Payload) != string(other.Payload) {
			t.Errorf("a pause tells who asked: %s %s, %s %s", first.Type, first.Payload, other.Type, other.Payload)
		}
	}
	for _, who := range []roster.SeatID{rosa, eve, rosa} {
		do(t, r, who, agenda.AskPause{})
	}
	if snap := r.Snapshot(); snap.Agenda.Paused || !slices.Equal(snap.Wishes, []act.Wish{act.AnotherPause}) {
		t.Errorf("the second asks: paused %v, wishes %v", snap.Agenda.Paused, snap.Wishes)
	}
	do(t, r, rosa, agenda.AskTime{})
	if w := r.Snapshot().Wishes; !slices.Equal(w, []act.Wish{act.AnotherPause, act.MoreTime}) {
		t.Errorf("wishes %v", w)
	}
	for _, w := range []act.Wish{act.AnotherPause, act.MoreTime} {
		if err := r.Do(t.Context(), room.NewCommand(rosa, agenda.HearWish{Wish: w})); fault.Code(err) != "only_host" {
			t.Errorf("a participant takes a wish away: %v", err)
		}
		do(t, r, host, agenda.HearWish{Wish: w})
	}
	if w := r.Snapshot().Wishes; len(w) != 0 {
		t.Errorf("heard, and still there: %v", w)
	}
	at.Add(int64(agenda.PauseAgain/time.Millisecond) - 1)
	do(t, r, rosa, agenda.AskPause{})
	if r.Snapshot().Agenda.Paused {
		t.Error("the room rests again before ten minutes are over")
	}
	at.Add(1)
	do(t, r, rosa, agenda.AskPause{})
	if !r.Snapshot().Agenda.Paused {
		t.Error("the room does not rest after ten minutes")
	}
	for _, rec := range logged(t, s) {
		if strings.HasPrefix(rec.Type, "agenda.pause") && (strings.Contains(string(rec.Payload), string(rosa)) || strings.Contains(string(rec.Payload), string(host))) {
			t.Errorf("the log names who asked: %s", rec.Payload)
		}
	}
}

// Somebody who has stepped away is on no list that is made meanwhile; nothing of
// it is in a snapshot, and coming in anew ends it.
func TestSteppingAway(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	var people []roster.SeatID
	for _, name := range []string{"Ana", "Ben", "Cleo", "Dov", "Eli", "Rosa"} {
		people = append(people, join(t, r, name))
	}
	rosa := people[5]
	visit, bens := r.Visit(rosa), r.Visit(people[1])
	defer bens.Leave()
	do(t, r, host, roster.SpeakLanguage{Lang: "es"}) // the arrivals are in
	before, err := json.Marshal(r.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	r.StepAway(rosa, true)
	r.StepAway(rosa, true)
	if !r.Away(rosa) || r.Away(host) {
		t.Error("it is not known who is away")
	}
	if !signals(visit.Own()) || signals(bens.Own()) {
		t.Error("another connection of the person is not told, or somebody else's is")
	}
	if after, err := json.Marshal(r.Snapshot()); err != nil || string(after) != string(before) {
		t.Errorf("a snapshot tells that somebody is away: %v", err)
	}
	second := r.Visit(rosa) // over another connection beside the first
	if !r.Away(rosa) {
		t.Error("a second connection brings somebody back")
	}
	w := writing(t, r, host)
	if w.Cards.May(rosa) || len(w.Cards.Roll) != 6 {
		t.Errorf("the list counts on somebody who is away: %v", w.Cards.Roll)
	}
	second.Leave()
	visit.Leave()
	if !r.Away(rosa) {
		t.Error("a lost link brings somebody back")
	}
	visit = r.Stay(rosa)
	if !r.Away(rosa) {
		t.Error("between two turns at a terminal, they are back")
	}
	visit.Leave()
	visit = r.Visit(rosa)
	defer visit.Leave()
	if r.Away(rosa) {
		t.Error("who comes in anew is still away")
	}
}

func signals(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// A private word is its receiver's alone: no event, no snapshot, nobody else's
// drawer; it goes when it was read, and at the end of the meeting with the rest.
func TestAPrivateWord(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	cohost, rosa := join(t, r, "Lee Park"), join(t, r, "Rosa Delgado")
	do(t, r, host, roster.Grant{Seat: cohost, Role: roster.CoHost})
	words := safetext.Clean(safetext.Line, "This is close to my own case. May I sit out?")
	say := func(to roster.SeatID, words safetext.Text) error {
		return r.Do(t.Context(), room.NewCommand(rosa, workshop.SayAlone{To: to, Words: words, Lang: "en"}))
	}
	theirs, others := r.Visit(host), r.Visit(cohost)
	defer theirs.Leave()
	defer others.Leave()
	do(t, r, host, roster.SpeakLanguage{Lang: "en"}) // the arrivals are in
	before, events := r.Snapshot(), len(logged(t, s))
	if err := say(host, words); err != nil {
		t.Fatal(err)
	}
	if err := say(host, safetext.Text{}); err != nil {
		t.Fatal(err)
	}
	if got := r.Snapshot(); got.State != before.State || len(logged(t, s)) != events {
		t.Error("a private word is an event")
	}
	<-theirs.Own()
	if signals(others.Own()) {
		t.Error("another host hears that a private word came")
	}
	read := func(who room.Sitter) []workshop.PrivateWord {
		t.Helper()
		list, err := r.PrivateWords(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	list := read(room.Own(host))
	if len(list) != 2 || list[0].From != rosa || list[0].Words.String()+list[1].Words.String() != words.String() {
		t.Fatalf("the receiver finds %+v", list)
	}
	for _, who := range []room.Sitter{room.Own(cohost), room.Own(rosa), {Seat: host, Entry: "made by another host"}} {
		if list := read(who); len(list) != 0 {
			t.Errorf("%+v reads %+v", who, list)
		}
	}
	if d, err := r.Drafts(t.Context(), room.Own(host)); err != nil || len(d) != 0 {
		t.Errorf("somebody else's words are among one's own: %v, %v", d, err)
	}
	if err := r.PutAway(t.Context(), room.Own(host), list[0].ID); err != nil || len(read(room.Own(host))) != 1 {
		t.Errorf("a word that was read is still there: %v", err)
	}
	for to, want := range map[roster.SeatID]string{rosa: "not_yours", join(t, r, "Max"): "private_gone", "nobody": "private_gone"} {
		if err := say(to, words); fault.Code(err) != want {
			t.Errorf("a word to %s: %v", to, err)
		}
	}
	for range workshop.MostPrivateWords - 1 {
		if err := say(host, words); err != nil {
			t.Fatal(err)
		}
	}
	if err := say(host, words); fault.Code(err) != "private_full" {
		t.Errorf("more words than may wait: %v", err)
	}
	do(t, r, host, workshop.EndMeeting{})
	if list := read(room.Own(host)); len(list) != 0 {
		t.Errorf("kept behind the end: %+v", list)
	}
	if err := say(host, words); fault.Code(err) != "meeting_over" {
		t.Errorf("a word behind the end: %v", err)
	}
}
