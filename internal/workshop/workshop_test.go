package workshop_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
)

// table decides and folds as a room does, and folds beside it what the log
// would give back.
type table struct {
	t      rapid.TB
	codec  *workshop.Codec
	live   *workshop.State
	replay *workshop.State
	now    time.Time
	n      int
}

func set(t rapid.TB, agendaID string) *table {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	create, ok := prepare.Workshop(lib, workshop.Meta{
		ID: "w", Title: clean("Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
	}, prepare.Plan{Agenda: agendaID, Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatalf("no agenda %q", agendaID)
	}
	x := &table{t: t, codec: workshop.NewCodec(), live: workshop.Empty(), replay: workshop.Empty(),
		now: time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC)}
	x.must("", create)
	return x
}

func clean(s string) safetext.Text { return safetext.Clean(safetext.Title, s) }

func (x *table) give(seat roster.SeatID, body any) error {
	x.n++
	x.now = x.now.Add(time.Second)
	d, err := x.live.Decide(workshop.Command{ID: fmt.Sprintf("c%05d", x.n), Seat: seat, Body: body}, workshop.Facts{Now: x.now})
	if err != nil {
		return err
	}
	for _, e := range d.Events {
		seq := x.live.Seq + 1
		x.live = x.live.Apply(act.Stamp{Seq: seq, At: x.now, By: seat}, e)
		kind, version, payload, err := x.codec.Encode(seat, e)
		if err != nil {
			x.t.Fatalf("encode %T: %v", e, err)
		}
		stamp, back, err := x.codec.Decode(seq, x.now, kind, version, payload)
		if err != nil {
			x.t.Fatalf("decode %s: %v", kind, err)
		}
		x.replay = x.replay.Apply(stamp, back)
	}
	return nil
}

func (x *table) must(seat roster.SeatID, body any) {
	if err := x.give(seat, body); err != nil {
		x.t.Fatalf("%T: %v", body, err)
	}
}

func (x *table) join(name string) roster.SeatID {
	seat := roster.SeatID("seat-" + name)
	x.must("", roster.Join{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: "en"})
	return seat
}

// Any sequence of commands leaves the rules standing, and replaying the log
// gives the same state (promise 2).
func TestAnySequenceReplays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := set(t, "c")
		seats := []roster.SeatID{x.join("Dana"), x.join("Rosa"), x.join("June"), x.join("Max")}
		x.must("", roster.Grant{Seat: seats[0], Role: roster.Host})
		x.must(seats[0], workshop.OpenMeeting{})
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			seat := rapid.SampledFrom(append(seats, "", "nobody")).Draw(t, "seat")
			body := anyCommand(t, x, seats)
			before := x.live
			if err := x.give(seat, body); err != nil {
				if fault.Code(err) == "internal" {
					t.Fatalf("%T failed inside: %v", body, err)
				}
				if x.live != before {
					t.Fatalf("%T was refused and changed something", body)
				}
			}
			rules(t, x.live)
		}
		if !reflect.DeepEqual(x.live, x.replay) {
			t.Fatal("the replay differs from the live state")
		}
	})
}

func rules(t *rapid.T, s *workshop.State) {
	if _, ok := s.Agenda.Now(); !ok && s.Status == workshop.Open && s.Agenda.Meeting.EndedAt.IsZero() {
		t.Fatal("the room is nowhere")
	}
	marks := map[string]bool{}
	for _, seat := range s.Roster.Seats {
		if seat.Mark == "" || marks[seat.Mark] {
			t.Fatalf("mark %q of %s is empty or another's", seat.Mark, seat.Name)
		}
		marks[seat.Mark] = true
	}
	for _, q := range s.Followup.Queue {
		if s.Roster.Seat(q) == nil {
			t.Fatalf("nobody's hand is up: %s", q)
		}
	}
}

// anyCommand draws a command of any part that fits the moment or does not.
func anyCommand(t *rapid.T, x *table, seats []roster.SeatID) any {
	seat := rapid.SampledFrom(seats).Draw(t, "whom")
	item := rapid.SampledFrom(x.live.Agenda.Items).Draw(t, "item")
	words := safetext.Clean(safetext.Line, rapid.StringN(0, 20, 60).Draw(t, "words"))
	to, _ := x.live.Agenda.Next()
	back, _ := x.live.Agenda.Back()
	section := rapid.SampledFrom([]string{"terms/purpose/en", "terms/scope/es", "notes/" + item.ID, "elsewhere"}).Draw(t, "text")
	doc := x.live.Texts.Get(section)
	if doc == nil {
		doc = text.New()
	}
	return rapid.SampledFrom([]any{
		workshop.MoveTo{From: x.live.Agenda.At, To: to},
		workshop.MoveTo{From: x.live.Agenda.At, To: back},
		workshop.MoveTo{From: x.live.Agenda.At, To: agenda.Start(item)},
		workshop.EditText{Text: section, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: words.String()}}},
		workshop.EditText{Text: section, Edit: text.Edit{Base: doc.Version(), Do: text.Erase{At: doc.End()}}},
		workshop.EditText{Text: section, Edit: text.Edit{Base: doc.Version(), Do: text.Undo{}}},
		workshop.Checkpoint{}, workshop.EndMeeting{}, workshop.OpenMeeting{},
		agenda.AddItem{Item: agenda.Item{Title: agenda.Title("en", words), Minutes: 5, Activity: agenda.Talk}, Behind: item.ID},
		agenda.MoveItem{ID: item.ID}, agenda.RemoveItem{ID: item.ID}, agenda.SkipItem{ID: item.ID, Skipped: true},
		agenda.StartTimer{}, agenda.PauseTimer{}, agenda.AddMinutes{Minutes: 5}, agenda.PauseRoom{Paused: true}, agenda.PauseRoom{},
		agenda.Propose{Title: words},
		followup.Park{Words: words, Lang: "en"}, followup.Ask{}, followup.Lower{}, followup.Call{}, followup.Reorder{Seat: seat},
		roster.Describe{About: roster.About{Name: words, Group: roster.Community}}, roster.Grant{Seat: seat, Role: roster.CoHost},
		roster.Take{Seat: seat, Role: roster.CoHost}, roster.HandOver{To: seat}, roster.LockDoor{Locked: true},
		roster.EndSeat{Seat: seat}, roster.HoldRoom{}, roster.LetGo{}, roster.ShowName{Yes: true}, roster.SpeakLanguage{Lang: "es"},
	}).Draw(t, "command")
}

// A step of the host's is given where the host saw the room; if it has moved
// since, nothing happens (promise 8).
func TestMoveGivenElsewhere(t *testing.T) {
	x := set(t, "c")
	host := x.join("Dana")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must(host, workshop.OpenMeeting{})
	seen := x.live.Agenda.At
	to, _ := x.live.Agenda.Next()
	x.must(host, workshop.MoveTo{From: seen, To: to})
	if err := x.give(host, workshop.MoveTo{From: seen, To: to}); fault.Code(err) != "room_moved" {
		t.Errorf("the second of two presses: %v", err)
	}
}

// Going back loses nothing of what was written (promise 7).
func TestGoingBackLosesNothing(t *testing.T) {
	x := set(t, "c")
	host := x.join("Dana")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must(host, workshop.OpenMeeting{})
	first := x.live.Agenda.At
	notes := "notes/" + first.Item
	x.must(host, workshop.EditText{Text: notes, Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: "We began with names."}}})
	to, _ := x.live.Agenda.Next()
	x.must(host, workshop.MoveTo{From: first, To: to})
	x.must(host, workshop.MoveTo{From: to, To: first})
	if got := x.live.Texts.Get(notes).Plain(); got != "We began with names." || x.live.Agenda.At != first {
		t.Errorf("back at %v with %q", x.live.Agenda.At, got)
	}
}

// What each status takes (design §2).
func TestStatuses(t *testing.T) {
	x := set(t, "c")
	host, rosa := x.join("Dana"), x.join("Rosa")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must(host, workshop.OpenMeeting{})
	x.must(host, workshop.EndMeeting{})
	x.must("", workshop.EndWorkshop{})
	for _, tt := range []struct {
		seat roster.SeatID
		body any
		code string
	}{
		{"", roster.Join{Seat: "late", About: roster.About{Name: clean("Late")}}, "workshop_unknown"},
		{rosa, followup.Park{Words: clean("Who pays for rides?")}, "workshop_ended"},
		{rosa, roster.Describe{About: roster.About{Name: clean("Rosa D.")}}, ""},
		{rosa, workshop.EditText{Text: "terms/purpose/en"}, "workshop_ended"},
	} {
		if err := x.give(tt.seat, tt.body); fault.Code(err) != tt.code {
			t.Errorf("ended, %T: %v, want %q", tt.body, err, tt.code)
		}
	}
	x.must("", workshop.CloseWorkshop{})
	if err := x.give(rosa, roster.Describe{About: roster.About{Name: clean("Rosa")}}); fault.Code(err) != "workshop_closed" {
		t.Errorf("closed: %v", err)
	}
}

// A redacted event of any kind folds to a state (design §2).
func TestRedactedEventsFold(t *testing.T) {
	x := set(t, "c")
	x.join("Dana")
	for _, kind := range x.codec.Kinds() {
		stamp, e, err := x.codec.Decode(x.live.Seq+1, x.now, kind, 1, nil)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if x.live.Apply(stamp, e) == nil {
			t.Errorf("%s: no state", kind)
		}
	}
}

// Three people begin an empty section at the same moment, in two languages: all
// their words are in the one text that the earliest began, each run whole, and
// no stray translation is left.
func TestFirstWordsAtOnceStayTogether(t *testing.T) {
	x := set(t, "c")
	host, rosa, max0, luz := x.join("Dana"), x.join("Rosa"), x.join("Max"), x.join("Luz")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must(host, workshop.OpenMeeting{})
	key := func(seat roster.SeatID, lang, words string) {
		x.must(seat, workshop.EditText{Text: "terms/purpose/" + lang, First: true,
			Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: words}}})
	}
	key(max0, "en", "W")
	key(rosa, "es", "P")
	key(luz, "es", "S")
	key(rosa, "es", "a")
	key(max0, "en", "e")
	key(luz, "es", "í")
	x.must(rosa, workshop.EditText{Text: "terms/purpose/es", First: true,
		Edit: text.Edit{Do: text.Erase{At: text.New().End()}}})
	if got := x.live.Texts.Get("terms/purpose/en").Plain(); got != "We\nP\nSí" {
		t.Errorf("the section says %q", got)
	}
	if x.live.Texts.Get("terms/purpose/es") != nil {
		t.Error("a stray translation was begun")
	}
	if !reflect.DeepEqual(x.live, x.replay) {
		t.Error("the replay differs")
	}
}
