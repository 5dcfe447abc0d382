package linear_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

func title(w string) safetext.Text { return safetext.Clean(safetext.Title, w) }

func words(w string) safetext.Text { return safetext.Clean(safetext.Idea, w) }

// topic adds a topic whose record is complete, so that it can be voted on.
func (h *hall) topic(sentence string) string {
	h.t.Helper()
	h.do(h.host, spectrum.AddTopic{Sentence: words(sentence), Lang: "en"})
	topics := h.room.Snapshot().Spectrum.Topics
	id := topics[len(topics)-1].ID
	for f, v := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: {Entry: spectrum.Entry{Text: words("families")}},
		spectrum.FieldFixed:   {Entry: spectrum.Entry{Said: spectrum.Nothing}},
		spectrum.FieldOpen:    {Entry: spectrum.Entry{Text: words("where and when")}},
		spectrum.FieldSigns:   {Person: spectrum.Person{Seat: h.host}},
		spectrum.FieldDue:     {Entry: spectrum.Entry{Text: words("June")}},
		spectrum.FieldMeans:   {Entry: spectrum.Entry{Text: words("two hours")}},
		spectrum.FieldTribe:   {Tribe: spectrum.TribeNo},
	} {
		h.do(h.host, spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	return id
}

// clean checks promise 5 and the face's own: nothing but printable characters,
// line ends and, where a person erases on their line, that.
func clean(t *testing.T, text string) {
	t.Helper()
	for i, r := range text {
		if r < ' ' && r != '\r' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			t.Errorf("control character %U at %d: %q", r, i, text[max(0, i-40):i+1])
			return
		}
	}
	if strings.ContainsAny(text, "│─┌┐└┘·…█") {
		t.Errorf("a sign that is no plain punctuation in:\n%s", text)
	}
	if strings.Contains(text, "[linear.") || strings.Contains(text, "{") {
		t.Errorf("a sentence is missing or not filled in:\n%s", text)
	}
}

// Somebody comes in by the door, gets return words, and takes part in a vote
// whose answers stay hidden until the close.
func TestJoinAndVote(t *testing.T) {
	h := open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz", "Lee Park"} {
		h.sit(name, "en")
	}
	rosa := h.enter("", "en")
	rosa.hears("Welcome.").asked().types("1").says("Rosa Delgado")
	rosa.hears("Your screen reader may speak this.").hears("when you are ready:").types("ready")
	rosa.hears("amber lantern Rosa Delgado").hears("You are in the room.")
	seat := roster.SeatID("seat-Rosa Delgado")
	if h.room.Snapshot().Roster.Seat(seat) == nil {
		t.Fatal("no seat was made")
	}
	h.do(h.host, workshop.OpenMeeting{})
	rosa.hears("The meeting begins.").asked()
	h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	id := h.room.Snapshot().Spectrum.Topics[0].ID
	rosa.hears("The vote is not open.")
	h.do(h.host, spectrum.OpenVote{Topic: id, Vote: spectrum.First})
	rosa.hears("A vote is open.").hears("Secret: no screen").hears("How much say is there today").hears("3. ").asked().types("2")
	rosa.hears("Your answer is in.").hears("How much say should there be").asked().types("vote 3")
	rosa.hears("Your answers are in.").asked().types("reason").says("We should choose together.")
	rosa.hears("Sent.").asked().types("take back").hears("Your reason: We should choose together.").hears("no:").types("y").hears("Sent.").asked()
	rosa.types("reason We should choose together.").hears("Sent.").asked()
	for name, level := range map[string]string{"Max Orozco": "inform", "June Falk": "involve"} {
		h.do(roster.SeatID("seat-"+name), spectrum.Cast{Poll: id + "/r1/should", Choice: level})
	}
	before := rosa.out.all()
	if strings.Contains(before, "Involve: 1 answer") {
		t.Error("a hidden answer was told")
	}
	h.do(h.host, spectrum.LastCall{ID: id + "/r1"})
	rosa.hears("The vote closes soon.")
	h.do(h.host, spectrum.CloseVote{Round: id + "/r1", Vote: spectrum.First})
	rosa.hears("The vote is closed.").hears("1 answer").hears("Reason 1: We should choose together.").hears("step 5 of 8").hears("We talk about the result.").asked()
	got, ok, err := h.room.Own(t.Context(), room.Own(seat), id+"/r1/should")
	if ok || err != nil {
		t.Errorf("an own answer shows after the close: %q %v", got, err)
	}
	clean(t, rosa.out.all())
	once(t, rosa.out.all(), "A vote is open.", "The vote is closed.", "Reason 1: We should", "The meeting begins.")
}

// once checks that nothing is told twice.
func once(t *testing.T, text string, told ...string) {
	t.Helper()
	for _, w := range told {
		if n := strings.Count(text, w); n != 1 {
			t.Errorf("%q was told %d times", w, n)
		}
	}
}

// A card is written, waits unseen, and shows with the wall.
func TestCards(t *testing.T) {
	h := open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz"} {
		h.sit(name, "en")
	}
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en")
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("values", values.StepWrite)
	h.do(h.host, values.OpenWriting{})
	w := h.room.Snapshot().Values.Writings[0]
	rosa.goesOn().hears("Write up to 3 cards").asked() // told as the question, for whoever comes while it is open
	rosa.types("write")
	rosa.says("Confianza").says("").hears("Show your name").asked().types("1").hears("1 card is put by")
	max1 := h.enter("seat-Max Orozco", "es")
	max1.goesOn().hears("Número o palabra:").types("pass").hears("Su respuesta está guardada.")
	h.do(h.host, values.LastCall{ID: w.ID})
	if strings.Contains(max1.out.all(), "Confianza") {
		t.Error("a card was told before the wall opened")
	}
	h.do(h.host, values.ShowWall{Writing: w.ID})
	max1.hears("El muro está abierto.").hears("En inglés: Confianza")
	rosa.hears("The wall is open.").hears("Confianza").hears("We lay together").asked()
	rosa.types("move").hears("1. Confianza").asked().types("1").hears("a new gathering").asked().types("1").hears("Sent.")
	max1.hears("Rosa Delgado movió \"En inglés: Confianza\"")
	clean(t, rosa.out.all())
	clean(t, max1.out.all())
}

// A section is written by paragraphs, changed with a warning when it was changed
// meanwhile, checked, adopted, and signed.
func TestWriteCheckSign(t *testing.T) {
	h := open(t, "c")
	rest := []roster.SeatID{h.sit("Max Orozco", "en"), h.sit("June Falk", "en"), h.sit("Ana Ruiz", "en")}
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en")
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("terms", terms.StepDraft)
	sec := h.room.Snapshot().Terms.Sections[0]
	rosa.hears("Type the number of a section").asked().types("write 1").hears("Write in this section.").asked()
	rosa.types("add").says("Children stay with their kin.").hears("The text has 1 paragraph.")
	rosa.says("Families are heard.").hears("The text has 2 paragraphs.").says("").asked()
	rosa.types("read").hears("Paragraph 1, by Rosa Delgado: Children stay").hears("Paragraph 2").asked()
	x := terms.TextID(sec.ID, "en")
	d := h.room.Snapshot().Texts.Get(x)
	h.do(rest[0], workshop.EditText{Text: x, Edit: edit(d, d.End(), " And answered.")})
	rosa.types("replace 2").hears("has changed since you read it. It is now: Families are heard. And answered.")
	rosa.hears("anything else for no:").types("n").hears("Nothing was done.").asked()
	rosa.types("delete 1").hears("The text has 1 paragraph.").asked()
	if got := h.room.Snapshot().Texts.Get(x).Plain(); got != "Families are heard. And answered." {
		t.Errorf("the text is %q", got)
	}
	rosa.types("ready").hears("Sent.").hears("make it a draft again").asked()
	h.do(h.host, terms.OpenCheck{Section: sec.ID})
	rosa.hears("A check is open").hears("Hidden names:").hears("5. I am fully behind this").hears("t. I need this in my language").asked().types("4")
	rosa.hears("Your answer is in.").asked()
	check := h.room.Snapshot().Terms.Sections[0].Check
	for _, seat := range rest {
		h.do(seat, terms.Answer{Poll: check.ID(), Choice: poll.Behind})
	}
	h.do(h.host, terms.LastCall{Poll: check.ID()})
	h.do(h.host, terms.CloseCheck{Poll: check.ID()})
	rosa.hears("The check is closed").hears("Agreed.").asked()
	once(t, rosa.out.all(), "A check is open", "The check is closed")
	h.adopt(append(rest, h.host, "seat-Rosa Delgado"))
	rosa.hears("The document: adopted by the group").asked().types("back").hears("sign: Say how you stand").asked().types("sign")
	rosa.hears("1. signs").asked().types("1").hears("printed with your name").hears("no:").types("y").hears("Sent.").asked()
	signer, ok := h.room.Snapshot().Terms.Whole.SignerOf("seat-Rosa Delgado", safetext.Text{})
	if !ok || signer.Status != terms.Signs {
		t.Errorf("the sign-off says %+v", signer)
	}
	clean(t, rosa.out.all())
}

// adopt takes every section to an agreement, and the whole to its adoption.
func (h *hall) adopt(seats []roster.SeatID) {
	h.t.Helper()
	agree := func(check *terms.Check) {
		for _, seat := range seats {
			h.do(seat, terms.Answer{Poll: check.ID(), Choice: poll.Behind})
		}
		h.do(h.host, terms.LastCall{Poll: check.ID()})
		h.do(h.host, terms.CloseCheck{Poll: check.ID()})
	}
	for _, sec := range h.room.Snapshot().Terms.Sections {
		switch {
		case sec.Annex || sec.Status.Settled():
			continue
		case !sec.Minimum && !sec.Itself:
			h.do(h.host, terms.MarkNotUsed{Section: sec.ID, Reason: words("not needed yet")})
			continue
		}
		x := terms.TextID(sec.ID, "en")
		d := text.New()
		h.do(h.host, workshop.EditText{Text: x, Edit: edit(d, d.End(), "We keep our word.")})
		h.do(h.host, terms.MakeReady{Section: sec.ID})
		h.do(h.host, terms.OpenCheck{Section: sec.ID})
		agree(h.room.Snapshot().Terms.Section(sec.ID).Check)
	}
	h.do(h.host, terms.SetReview{Date: time.Now().AddDate(0, 6, 0)})
	h.do(h.host, terms.OpenAdoption{})
	agree(h.room.Snapshot().Terms.Whole.Check)
}
