package remote_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// says checks what a line ended with and said, on either stream.
func (b *ballot) says(key, line, typed string, code int, words string) {
	b.t.Helper()
	if got := b.ask(b.guest(key), line, typed); got.code != code || !strings.Contains(got.out+got.err, words) {
		b.t.Errorf("%s: %s: ended with %d and said %q and %q, not %q", key, line, got.code, got.out, got.err, words)
	}
}

// Cards are written by a line each, which names the writing that it belongs to: a
// line for a writing that was called off adds to no other (promise 8).
func TestCardsByLines(t *testing.T) {
	b := gathered(t)
	b.give(b.room, b.host, agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Values"}, Minutes: 20, Activity: values.Activity, Steps: values.Steps()}})
	b.give(b.room, b.host, workshop.OpenMeeting{})
	for _, item := range b.room.Snapshot().Agenda.Items {
		if item.Activity == values.Activity {
			b.give(b.room, b.host, workshop.MoveTo{From: b.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: values.StepWrite}})
		}
	}
	b.give(b.room, b.host, values.OpenWriting{})
	card := b.names("a")["card"]
	if card == "" {
		t.Fatal("no card is asked for")
	}
	b.says("a", "vote", "", 0, "Hidden names: other people and the host do not see who wrote a card")
	b.says("a", "vote "+card+` "Kinship: We call the grandmothers before we decide."`, "", 0, "is in.")
	b.says("a", "vote "+card+" Patience", "", 0, "is in.")
	b.says("b", "vote "+card, "Respect\n", 0, "is in.")
	b.says("c", "vote "+card+" pass", "", 0, "is in.")
	b.says("d", "vote "+card+" Pride", "", 0, "is in.")
	b.says("d", "vote "+card+" withdraw", "", 0, "is in.")
	b.says("a", "vote "+card+" Three", "", 0, "is in.")
	b.says("a", "vote "+card+" Four", "", 1, "") // three a seat
	b.says("a", "results", "", 0, "Nothing was closed")
	w := b.room.Snapshot().Values.OpenWriting()
	b.give(b.room, b.host, values.LastCall{ID: w.ID})
	b.give(b.room, b.host, values.ShowWall{Writing: w.ID})
	var words []string
	for _, c := range b.room.Snapshot().Values.Cards {
		words = append(words, c.Word.String()+"/"+c.Sentence.String())
	}
	for _, want := range []string{"Kinship/We call the grandmothers before we decide.", "Patience/", "Respect/", "Three/"} {
		if !strings.Contains(strings.Join(words, "; "), want) {
			t.Errorf("%q is not on the wall: %q", want, words)
		}
	}
	if len(words) != 4 {
		t.Errorf("on the wall: %q", words)
	}
	at := b.room.Snapshot().Agenda.At
	b.give(b.room, b.host, workshop.MoveTo{From: at, To: act.Place{Item: at.Item, Step: values.StepWrite}})
	b.give(b.room, b.host, values.OpenWriting{Again: true})
	b.says("e", "vote "+card+" Late", "", 1, card+" is not open. Nothing was sent.")
	if n := b.room.Snapshot().Counts[b.room.Snapshot().Values.OpenWriting().Cards.ID]; n != 0 {
		t.Errorf("%d cards in the second writing", n)
	}
}

// A document is written, adopted and signed by lines alone.
func TestADocumentByLines(t *testing.T) {
	b := gathered(t)
	b.give(b.room, b.host, workshop.OpenMeeting{})
	b.says("a", "sign", "", 0, "draft")
	b.says("a", "sign 1", "", 1, "")
	b.says("a", "write 99 x", "", 2, "The sections are numbered from 1 to")
	b.says("a", "write 3", "", 1, "")
	b.says("stranger", "write 3 x", "", 1, "")
	b.says("a", `write 3 "Children stay with their kin."`, "", 0, "Your words stand in section 3")
	b.says("b", "write 3 We say what became of it.", "", 0, "Your words stand in section 3")
	b.says("c", "tor 3", "", 0, "Children stay with their kin.\nWe say what became of it.")
	for _, sec := range b.room.Snapshot().Terms.Sections {
		if sec.Minimum && !sec.Itself && sec.ID != terms.SignoffID && sec.Order != 3 {
			b.says("a", fmt.Sprintf("write %d We keep our word.", sec.Order), "", 0, "Your words stand")
		}
	}
	b.give(b.room, b.host, terms.SetReview{Date: time.Now().AddDate(0, 6, 0)})
	b.give(b.room, b.host, terms.OpenAdoption{Question: terms.Question{Warned: true}})
	whole := b.names("a")["whole"]
	b.says("a", "vote", "", 0, "sections have words that no check has agreed: ")
	for _, key := range []string{"host-key", "a", "b", "c", "d", "e"} {
		b.says(key, "vote "+whole+" 5", "", 0, "is in.")
	}
	id := b.room.Snapshot().Terms.Whole.Check.ID()
	b.give(b.room, b.host, terms.LastCall{Poll: id})
	b.give(b.room, b.host, terms.CloseCheck{Poll: id})
	b.says("a", "sign", "", 0, "  4  stands aside, with a note")
	b.says("a", "sign 9", "", 2, "Nothing was signed.")
	b.says("a", "sign", "", 0, "This is printed with your name.")
	b.says("a", "sign 1", "", 0, "Rosa a: signs\nThis is printed with your name.")
	b.says("b", "sign 4", "", 1, "")
	b.says("b", `sign 4 "The day is missing."`, "", 0, "Rosa b: stands aside, with a note")
	b.says("c", "sign 3 the Board of Rio Claro", "", 0, "Rosa c: pending ratification by the Board of Rio Claro")
	b.says("d", "sign 1 --nation", "", 1, "") // no delegate
	b.says("e", "sign", "", 0, "Rosa c: pending ratification by the Board of Rio Claro")
	got, ok := b.room.Snapshot().Terms.Whole.SignerOf(b.seatOf("Rosa b"), safetext.Text{})
	if !ok || got.Status != terms.StandsAside || got.Note.String() != "The day is missing." {
		t.Errorf("%+v", got)
	}
}

func (b *ballot) seatOf(name string) roster.SeatID {
	for _, s := range b.room.Snapshot().Roster.Here() {
		if s.Name.String() == name {
			return s.ID
		}
	}
	return ""
}
