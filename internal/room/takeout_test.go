package room_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// payloads is all that the log still says.
func (s *stand) payloads(t *testing.T) []byte {
	t.Helper()
	var all bytes.Buffer
	for rec, err := range s.log.Read(t.Context(), s.id, 1) {
		if err != nil {
			t.Fatal(err)
		}
		all.Write(rec.Payload)
	}
	return all.Bytes()
}

// says fails unless the log says just what it should.
func (s *stand) says(t *testing.T, words string, want bool) {
	t.Helper()
	if have := bytes.Contains(bytes.ToLower(s.payloads(t)), []byte(strings.ToLower(words))); have != want {
		t.Errorf("the log says %q: %v, want %v", words, have, want)
	}
}

// same fails unless what the room shows is what its log says now.
func (s *stand) same(t *testing.T, r *room.Room) {
	t.Helper()
	if !reflect.DeepEqual(r.Snapshot().State, s.replayed(t)) {
		t.Error("what the room shows is not what its log says")
	}
}

func line(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }

// cards is a room with cards on the wall, three of each writer.
func (s *stand) cards(t *testing.T) (r *room.Room, host roster.SeatID, writers []roster.SeatID, leave func()) {
	t.Helper()
	r, host, leave = s.writing(t)
	for _, name := range []string{"Rosa Delgado", "William Hart", "Maria Quintero", "Lena Ortiz", "Sam Ortiz"} {
		writers = append(writers, join(t, r, "another "+name))
	}
	do(t, r, host, values.OpenWriting{Warned: true})
	round := r.Snapshot().Values.Writings[0].ID
	for i, seat := range writers {
		cards := []values.Draft{{Word: line(fmt.Sprintf("kept-%d", i))}, {Word: line(fmt.Sprintf("word-%d", i)), Sentence: line(fmt.Sprintf("sentence-of-%d", i)),
			Gloss: line(fmt.Sprintf("gloss-of-%d", i))}}
		do(t, r, seat, values.WriteCards{Writing: round, Cards: cards})
	}
	do(t, r, host, values.LastCall{ID: round})
	do(t, r, host, values.ShowWall{Writing: round})
	return r, host, writers, leave
}

func card(t *testing.T, r *room.Room, word string) values.Card {
	t.Helper()
	for _, c := range r.Snapshot().Values.Cards {
		if c.Word.String() == word {
			return c
		}
	}
	t.Fatalf("no card %q", word)
	return values.Card{}
}

// A card that its writer takes back leaves the log, and no other card does, nor
// anything that was done since the wall was shown (domain R-15).
func TestAWithdrawnCardLeavesTheLog(t *testing.T) {
	s := build(t)
	r, host, writers, leave := s.cards(t)
	defer leave()
	do(t, r, host, values.MoveCard{Card: card(t, r, "kept-1").ID, New: true})
	for i := range 3 { // the later ones are taken out of what the first left
		c := card(t, r, fmt.Sprintf("word-%d", i))
		do(t, r, writers[i], values.WithdrawCard{Card: c.ID, Writing: c.Writing})
		for _, words := range []string{c.Word.String(), c.Sentence.String(), c.Gloss.String()} {
			s.says(t, words, false)
		}
		s.says(t, "kept-0", true)
		s.says(t, "word-4", true)
		s.same(t, r)
	}
}

// What withdrawals of views take back leaves the log once nobody holds the view.
func TestAWithdrawnViewLeavesTheLog(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	rosa := join(t, r, "Rosa Delgado")
	do(t, r, rosa, terms.AddView{Section: "purpose", Words: line("the first wording")})
	id := r.Snapshot().Terms.Views[0].ID
	do(t, r, rosa, terms.EditView{ID: id, Words: line("the second wording")})
	do(t, r, host, terms.JoinView{ID: id})
	do(t, r, rosa, terms.LeaveView{ID: id})
	s.says(t, "second wording", true)
	do(t, r, host, terms.LeaveView{ID: id})
	s.says(t, "first wording", false)
	s.says(t, "second wording", false)
	s.same(t, r)
}

// stuck is a log whose redactions fail for a while.
type stuck struct {
	*memlog.Log
	fail bool
}

func (s *stuck) Redact(ctx context.Context, id string, seqs []eventlog.Seq) error {
	if s.fail {
		return errors.New("the disk refuses")
	}
	return s.Log.Redact(ctx, id, seqs)
}

// A process that died, or whose disk refused, between the withdrawal and the
// redaction ends it later: with the next command, or at the next start.
func TestAnUnfinishedRedactionIsFinished(t *testing.T) {
	for _, when := range []string{"next command", "next start"} {
		t.Run(when, func(t *testing.T) {
			s := build(t)
			log := &stuck{Log: s.log, fail: true}
			s.house = room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec(), Snapshots: s.log, Folds: workshop.NewFolds()})
			r, host, writers, leave := s.cards(t)
			c := card(t, r, "word-2")
			do(t, r, writers[2], values.WithdrawCard{Card: c.ID, Writing: c.Writing})
			s.says(t, "word-2", true)
			log.fail = false
			if when == "next command" {
				do(t, r, host, followup.Park{Words: line("What next?")})
				s.says(t, "word-2", false)
				s.same(t, r)
			} else { // the process dies: nothing of its house is heard of again
				again := room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec(), Snapshots: s.log, Folds: workshop.NewFolds()})
				next, out, err := again.Enter(t.Context(), s.id)
				if err != nil {
					t.Fatal(err)
				}
				s.says(t, "word-2", false)
				s.same(t, next)
				out()
				if err := again.Close(t.Context()); err != nil {
					t.Error(err)
				}
			}
			leave()
		})
	}
}

// An operator takes words out wherever they stand, whoever wrote them and however
// they were typed; the rest stays, and the record says that it happened.
func TestTakenOutWordsStandNowhere(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	r, host, leave := s.opened(t)
	defer leave()
	rosa := join(t, r, "Rosa Delgado")
	for _, letter := range "We heard of Tommy Ashdown, and of others." {
		do(t, r, rosa, key(string(letter), r.Snapshot().Texts.Get(section)))
	}
	do(t, r, host, key(" All stay.", r.Snapshot().Texts.Get(section)))
	do(t, r, rosa, terms.MakeReady{Section: "purpose"})
	do(t, r, rosa, followup.Park{Words: line("Why was tommy  ashdown moved?")})
	do(t, r, rosa, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, "Rosa Delgado"), Capacity: line("aunt of Tommy Ashdown")}})
	types(t, r, host, 2100)
	<-sh.saved // a stored state that holds the words
	status := r.Snapshot().Terms.Section("purpose").Status
	history := r.Snapshot().Terms.Section("purpose").History

	out := workshop.TakeOut{Words: line("Tommy Ashdown"), Why: workshop.TakenFamily}
	if err := r.Do(t.Context(), room.NewCommand(host, out)); fault.Code(err) != "not_yours" {
		t.Errorf("a host: %v", err)
	}
	do(t, r, "", out)
	s.says(t, "ommy", false)
	s.says(t, "shdown", false)
	s.same(t, r)
	state := r.Snapshot().State
	if got := state.Texts.Get(section).Plain(); !strings.HasPrefix(got, "We heard of […], and of others. All stay.") {
		t.Errorf("the section reads %.60q", got)
	}
	if got := state.Followup.Questions[0].Words.String(); got != "Why was […] moved?" {
		t.Errorf("the question reads %q", got)
	}
	if sec := state.Terms.Section("purpose"); sec.Status != status || !reflect.DeepEqual(sec.History, history) {
		t.Errorf("the section's status is %s, its history %v; want %s and %v", sec.Status, sec.History, status, history)
	}
	if len(state.Taken) != 1 || state.Taken[0].Why != workshop.TakenFamily {
		t.Errorf("the record says %v", state.Taken)
	}
	if snap, ok, err := s.log.LoadSnapshot(t.Context(), s.id, workshop.NewFolds().Name()); err != nil || ok && bytes.Contains(snap.Data, []byte("shdown")) {
		t.Errorf("a stored state still holds the words, %v", err)
	}
	// People go on where they were; what they had not sent meets the new text.
	do(t, r, rosa, key(" More.", r.Snapshot().Texts.Get(section)))
	old := workshop.EditText{Text: section, Edit: text.Edit{Base: 1, Do: text.Insert{At: text.New().End(), Text: "late"}}}
	_ = r.Do(t.Context(), room.NewCommand(rosa, old))
	s.same(t, r)
	for _, no := range []workshop.TakeOut{out, {Words: line("a b"), Why: workshop.TakenAsked}, {Words: line("others")},
		{Words: line("Rio Claro"), Why: workshop.TakenAsked}} {
		err := r.Do(t.Context(), room.NewCommand("", no))
		if code := fault.Code(err); !strings.HasPrefix(code, "redact_") {
			t.Errorf("%q for %q: %v", no.Words, no.Why, err)
		}
	}
	s.same(t, r)
}

// An operator hears when the disk does not let go of the words yet; they go with
// the next command that finds it well.
func TestWordsThatTheDiskHoldsAreSaidToStay(t *testing.T) {
	s := build(t)
	log := &stuck{Log: s.log, fail: true}
	s.house = room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec()})
	r, host, leave := s.opened(t)
	defer leave()
	do(t, r, host, followup.Park{Words: line("Where is Tommy Ashdown?")})
	err := r.Do(t.Context(), room.NewCommand("", workshop.TakeOut{Words: line("Tommy Ashdown"), Why: workshop.TakenFamily}))
	if fault.Code(err) != "redact_later" {
		t.Errorf("the operator hears %v", err)
	}
	s.says(t, "Tommy Ashdown?\"", true)
	log.fail = false
	do(t, r, host, followup.Park{Words: line("What next?")})
	s.says(t, "Ashdown", false)
	s.same(t, r)
}

// tallied is a log that counts the events it hands out.
type tallied struct {
	*memlog.Log
	read atomic.Int64
}

func (c *tallied) Read(ctx context.Context, id string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		for rec, err := range c.Log.Read(ctx, id, from) {
			c.read.Add(1)
			if !yield(rec, err) {
				return
			}
		}
	}
}

// Who takes views back again and again has a long log read once, not each time:
// nobody waits for it.
func TestATakeBackReadsNoLongLog(t *testing.T) {
	s := build(t)
	log := &tallied{Log: s.log}
	s.house = room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec()})
	r, host, leave := s.opened(t)
	defer leave()
	rosa := join(t, r, "Rosa Delgado")
	for i := range 6 {
		do(t, r, rosa, terms.AddView{Section: "purpose", Words: line(fmt.Sprintf("the view-%d of Rosa", i))})
		types(t, r, host, 300)
	}
	for i := range 6 {
		id := r.Snapshot().Terms.Views[5-i].ID
		log.read.Store(0)
		do(t, r, rosa, terms.LeaveView{ID: id})
		if read := log.read.Load(); i > 0 && read > 30 {
			t.Errorf("take-back %d read %d events", i, read)
		}
		s.says(t, fmt.Sprintf("view-%d", 5-i), false)
	}
	s.same(t, r)
}

// However they were typed, over two paragraphs too, they stand nowhere.
func TestTakenOutWordsAreFoundHoweverTyped(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	do(t, r, host, key("Of Jose\u0301\nIban\u0303ez, and others.", r.Snapshot().Texts.Get(section)))
	do(t, r, host, followup.Park{Words: line("Where is JOSÉ\u00a0IBAÑEZ?")})
	do(t, r, "", workshop.TakeOut{Words: line("José Ibañez"), Why: workshop.TakenFamily})
	for _, part := range []string{"Jose\u0301", "José", "Iban\u0303ez", "ibañez"} {
		s.says(t, part, false)
	}
	s.same(t, r)
	if got := r.Snapshot().Texts.Get(section).Plain(); got != "Of […]\n, and others." {
		t.Errorf("the section reads %q", got)
	}
}

// gated is a log whose reads from the beginning wait until they are let on.
type gated struct {
	*memlog.Log
	shut atomic.Pointer[chan struct{}]
}

func (g *gated) Read(ctx context.Context, id string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		if gate := g.shut.Load(); gate != nil && from == 1 {
			select {
			case <-*gate:
			case <-ctx.Done():
				yield(eventlog.Record{}, ctx.Err())
				return
			}
		}
		for rec, err := range g.Log.Read(ctx, id, from) {
			if !yield(rec, err) {
				return
			}
		}
	}
}

// While a long log is read for the first who takes words back, the others go on;
// and a room that ends meanwhile waits for nobody.
func TestALongLogIsReadBesideTheWork(t *testing.T) {
	for _, ends := range []bool{false, true} {
		t.Run(fmt.Sprintf("ends %v", ends), func(t *testing.T) {
			s := build(t)
			log := &gated{Log: s.log}
			s.house = room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec()})
			r, host, leave := s.opened(t)
			rosa := join(t, r, "Rosa Delgado")
			do(t, r, rosa, terms.AddView{Section: "purpose", Words: line("the wording of Rosa")})
			types(t, r, host, 2100)
			gate := make(chan struct{})
			log.shut.Store(&gate)
			told := make(chan error, 2)
			take := room.NewCommand(rosa, terms.LeaveView{ID: r.Snapshot().Terms.Views[0].ID})
			if err := r.Submit(t.Context(), take, func(err error) { told <- err }); err != nil {
				t.Fatal(err)
			}
			do(t, r, host, followup.Park{Words: line("What next?")})
			s.says(t, "the wording", true)
			if ends {
				leave()
				if err := s.house.Close(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := <-told; fault.Code(err) != "server_stopping" {
					t.Errorf("who waited hears %v", err)
				}
				return
			}
			defer leave()
			close(gate)
			if err := <-told; err != nil {
				t.Fatal(err)
			}
			s.says(t, "the wording", false)
			s.same(t, r)
		})
	}
}
