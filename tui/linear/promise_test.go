package linear_test

import (
	"strings"
	"testing"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
)

// voting is a hall where the first vote on a topic is open, with somebody at the
// terminal.
func voting(t *testing.T) (h *hall, rosa *person, topic string) {
	t.Helper()
	h = open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz", "Lee Park"} {
		h.sit(name, "en")
	}
	h.do(h.host, workshop.OpenMeeting{})
	topic = h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	rosa = h.enter(h.sit("Rosa Delgado", "en"), "en")
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	rosa.hears("How much say is there today").asked()
	return h, rosa, topic
}

func (p *person) enters() *person {
	p.events <- input.Event{Kind: input.Press, Key: keys.Press(keys.Enter)}
	return p
}

// An answer that was being typed when the room moved on lands nowhere, and the
// new question is told (promise 8).
func TestAnswerLandsOnItsOwnQuestion(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.holds("2").hears("2")
	h.do(h.host, spectrum.CallOff{ID: topic + "/r1"})
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	rosa.enters().hears("The room has just moved, so nothing was sent.")
	rosa.hears("How much say is there today").asked()
	if value, ok, _ := h.room.Own(t.Context(), room.Own("seat-Rosa Delgado"), topic+"/r2/today"); ok {
		t.Errorf("the answer landed on another question: %q", value)
	}
	if n := h.room.Snapshot().Counts[topic+"/r2/today"]; n != 0 {
		t.Errorf("%d answers on a question nobody answered", n)
	}
	rosa.types("4").hears("Your answer is in.")
	if value, ok, _ := h.room.Own(t.Context(), room.Own("seat-Rosa Delgado"), topic+"/r2/today"); !ok || string(value) != "collaborate" {
		t.Errorf("the second answer is %q", value)
	}
}

// Words written to a question that closed meanwhile are not sent and not lost.
func TestWordsAreKeptWhenTheQuestionIsGone(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.types("1").hears("should there be").asked().types("1").hears("Your answers are in.").asked()
	rosa.types("reason").hears("Your words:").holds("Because we know").hears("Because we know")
	h.do(h.host, spectrum.LastCall{ID: topic + "/r1"})
	h.do(h.host, spectrum.CloseVote{Round: topic + "/r1", Vote: spectrum.First})
	rosa.enters().hears("Nothing was sent").hears("Your words are kept").asked()
	rosa.types("kept").hears("Kept: Because we know").asked()
	if r := h.room.Snapshot().Spectrum.Topic(topic).Rounds[0]; len(r.Written) != 0 {
		t.Errorf("a reason was shown that was not sent: %v", r.Written)
	}
	drafts, err := h.room.Drafts(t.Context(), room.Own("seat-Rosa Delgado"))
	if err != nil || drafts["line/"+topic+"/r1/reasons"] != "Because we know" {
		t.Errorf("the words are not kept with the seat: %v %v", drafts, err)
	}
}

// What others do waits until the line is sent.
func TestOthersWaitForTheLine(t *testing.T) {
	h, rosa, _ := voting(t)
	rosa.holds("whe").hears("whe")
	h.sit("Sam Ortiz", "en")
	rosa.holds("re").hears("re")
	if strings.Contains(rosa.out.all(), "Sam Ortiz") {
		t.Error("a change was told into the line being typed")
	}
	rosa.enters().hears("How much say is there today").hears("Sam Ortiz came in.").asked()
	clean(t, rosa.out.all())
	once(t, rosa.out.all(), "Sam Ortiz came in.")
}

// What others do is told while somebody waits, and what is asked stands: the prompt
// is not read again with each arrival. A new question has its own.
func TestThePromptIsNotRepeatedWithEachArrival(t *testing.T) {
	h, rosa, topic := voting(t)
	for _, name := range []string{"Sam Ortiz", "Eva Marsh", "Leo Byrd"} {
		before := len(rosa.out.all())
		h.sit(name, "en")
		rosa.hears(name + " came in.")
		if told := strings.TrimSpace(rosa.out.all()[before:]); told != name+" came in." {
			t.Errorf("with an arrival came %q", told)
		}
	}
	rosa.types("where").hears("How much say is there today").asked()
	h.again(topic, "/r1")
	rosa.hears("A vote is open.").hears("How much say is there today").asked()
	clean(t, rosa.out.all())
}

// At a text question every line is the text; a command word is asked about, and
// a slash begins a command. Words of both languages work.
func TestTextQuestion(t *testing.T) {
	h, rosa, _ := voting(t)
	rosa.types("aparcar").says("help").hears("Is \"help\" your text").asked().types("1").hears("Kept for later").asked()
	rosa.types("park").says("/where").hears("The room is at").says("/back").asked()
	rosa.types("park //etc").asked()
	got := h.room.Snapshot().Followup.Questions
	if len(got) != 2 || got[0].Words.String() != "help" || got[1].Words.String() != "//etc" {
		t.Errorf("parked: %v", got)
	}
	rosa.types("dónde").hears("The room is at").asked()
	rosa.types("deletrear Rosa").hears("capital R, o, s, a, space, capital D").asked()
	rosa.types("leave").hears("anything else for no:").types("y")
	if next := <-rosa.done; next.Then != linear.Left || next.Person.Seat != "seat-Rosa Delgado" {
		t.Errorf("left as %+v", next)
	}
}

// A passphrase is never shown, and "full" goes to the other face as the same
// person in the same language.
func TestSignInAndFull(t *testing.T) {
	h, rosa, _ := voting(t)
	rosa.types("host sign-in").hears("Your screen reader may speak this.").hears("not shown:").types("ready")
	rosa.says(phrase).hears("You are host from now on").asked()
	if strings.Contains(rosa.out.all(), phrase) {
		t.Error("the passphrase was shown")
	}
	if !h.room.Snapshot().Roster.CanGuide("seat-Rosa Delgado") {
		t.Error("signed in and no host")
	}
	rosa.types("language").hears("Español").asked().types("2").hears("¿Cuánto se puede decir hoy")
	rosa.hears("Número o palabra:").types("full")
	if next := <-rosa.done; next.Then == linear.Left || next.Person.Lang != "es" {
		t.Errorf("went on as %+v", next)
	}
}

// A host does a vote from the first move to the result, line by line.
func TestHost(t *testing.T) {
	h := open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz", "Lee Park"} {
		h.sit(name, "en")
	}
	dana := h.enter(h.host, "en")
	dana.hears("You are in the room.").asked().types("begin").hears("Begin the meeting").hears("no:").types("y")
	dana.hears("The meeting begins.").asked()
	topic := h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepQuiet)
	dana.hears("step 3 of 8").asked().types("next").hears("Move the room on").hears("no:").types("no").hears("Nothing was done.").asked()
	dana.types("next").hears("no:").types("y").hears("step 4 of 8").asked()
	dana.types("open").hears("5 seats will vote").asked().types("1").hears("A vote is open.").asked()
	h.do("seat-Max Orozco", spectrum.Cast{Poll: topic + "/r1/today", Choice: "inform"})
	h.do("seat-Max Orozco", spectrum.Cast{Poll: topic + "/r1/should", Choice: "involve"})
	dana.types("close").hears("does nothing here right now").asked() // the last call comes first
	dana.types("last call").hears("The vote closes soon.").asked()
	dana.types("close and show").hears("4 on the list have not answered").hears("can't be hidden again").hears("no:").types("y")
	dana.hears("The vote is closed.").hears("Involve: 1 answer").hears("step 5 of 8").asked()
	dana.types("host").hears("For the host").asked().types("minutes 5").hears("Sent.").asked().types("timer").hears("Sent.").asked()
	dana.types("pause").hears("We paused.").asked()
	if a := h.room.Snapshot().Agenda; !a.Paused {
		t.Error("no pause")
	}
	clean(t, dana.out.all())
}

// While quiet, only what needs the person is told; the rest comes afterwards.
func TestQuiet(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.types("quiet").hears("You hear only what needs you.").asked()
	h.sit("Sam Ortiz", "en")
	h.do(h.host, spectrum.LastCall{ID: topic + "/r1"})
	rosa.hears("The vote closes soon.")
	if strings.Contains(rosa.out.all(), "Sam Ortiz") {
		t.Error("not quiet")
	}
	rosa.types("quiet").hears("Sam Ortiz came in.").asked()
}

// The end of one's own seat is told, and ends the session.
func TestSeatEnded(t *testing.T) {
	h, rosa, _ := voting(t)
	h.do(h.host, roster.EndSeat{Seat: "seat-Rosa Delgado"})
	rosa.hears("The seat of Rosa Delgado was ended.")
	if next := <-rosa.done; next.Then != linear.Left || fault.Code(rosa.told) != "seat_ended" {
		t.Errorf("the session ended with %+v, %v", next, rosa.told)
	}
}

// A paragraph that someone else changed while new words for it were typed is not
// overwritten, and the words are kept.
func TestParagraphChangedWhileWriting(t *testing.T) {
	h, rosa, _ := voting(t)
	topic := h.room.Snapshot().Spectrum.Topics[0].ID
	h.do(h.host, spectrum.CallOff{ID: topic + "/r1"})
	h.moveTo("terms", terms.StepDraft)
	x := terms.TextID(h.room.Snapshot().Terms.Sections[0].ID, "en")
	d := text.New()
	h.do(h.host, workshop.EditText{Text: x, Edit: edit(d, d.End(), "We meet monthly.")})
	rosa.hears("Type the number of a section").asked().types("1").hears("Write in this section.").asked()
	rosa.types("replace 1").hears("Paragraph 1, by Dana Whitfield").hears("Your words:").holds("We meet weekly.").hears("weekly.")
	d = h.room.Snapshot().Texts.Get(x)
	h.do(h.host, workshop.EditText{Text: x, Edit: edit(d, d.End(), " At noon.")})
	rosa.enters().hears("Paragraph 1 changed while you wrote.").hears("Your words are kept").asked()
	if got := h.room.Snapshot().Texts.Get(x).Plain(); got != "We meet monthly. At noon." {
		t.Errorf("the text is %q", got)
	}
	rosa.types("replace 1").hears("These are words of others").hears("no:").types("y").hears("Kept from before: We meet weekly.").says("/send").hears("It is in.").asked()
	if got := h.room.Snapshot().Texts.Get(x).Plain(); got != "We meet weekly." {
		t.Errorf("the text is %q", got)
	}
}

// Whoever was away when a host opened their seat hears it when they come in by
// their own way, each time with its day; whoever comes in by the host's words does
// not (safety §5).
func TestAnOpenedSeatIsToldAtTheNextVisit(t *testing.T) {
	h := open(t, "a")
	rosa := h.sit("Rosa Delgado", "en")
	h.do(h.host, roster.NoteWordReissued{Seat: rosa})
	h.do("", roster.NoteWordUsed{Seat: rosa})
	h.enter(rosa, "en").hears("Dana Whitfield made a word that opens your seat").hears("A host's word opened your seat")
	h.enter(rosa, "es").hears("Una palabra de quien guía abrió su lugar")
}

// Everyone hears that a room screen is on, and that the last one is off: once each,
// however many there are between. Who comes meanwhile hears it of the list of people.
func TestARoomScreenGoesOnAndOff(t *testing.T) {
	h, rosa, _ := voting(t)
	luis := h.enter(h.sit("Luis Ibarra", "es"), "es").pide()
	screen := func() (off func()) {
		t.Helper()
		off, err := h.room.ScreenOn(func(error) {})
		if err != nil {
			t.Fatal(err)
		}
		return off
	}
	first := screen()
	rosa.hears("A room screen is on: it shows what everyone sees.")
	luis.hears("Hay una pantalla de sala encendida")
	second := screen()
	h.do("", roster.NoteCodeChanged{}) // taken after what was told before
	rosa.types("who").hears("2 room screens are on").asked()
	first()
	h.do("", roster.NoteCodeChanged{})
	late := h.enter(h.sit("Eva Marsh", "en"), "en").asked().types("who").hears("A room screen is on").asked()
	second()
	for _, p := range []*person{rosa, late} {
		p.hears("A room screen is off.")
	}
	luis.hears("Una pantalla de sala se apagó.")
	rosa.types("who").hears("Eva Marsh").asked()
	once(t, rosa.out.all(), "A room screen is on", "A room screen is off.")
	once(t, late.out.all(), "A room screen is on", "A room screen is off.")
	once(t, luis.out.all(), "Hay una pantalla de sala encendida", "Una pantalla de sala se apagó.")
	clean(t, rosa.out.all())
}

// Between a check and the record it is said what keeps the matter from being final,
// as a screen shows it: to everyone, in their language.
func TestWhatIsLackingIsToldBeforeTheRecord(t *testing.T) {
	h, luz := meeting(t)
	topic := h.voted()
	h.moveTo("spectrum", spectrum.StepPromise)
	luz.hears("paso 7 de 8").pide() // what comes with a topic that is new to her is not told apart
	promise := h.room.Snapshot().Spectrum.Topics[0].PromiseText()
	h.do(seatOf("June Falk"), workshop.EditText{Text: promise, Edit: text.Edit{Do: text.Insert{At: text.Pos{Para: text.FirstPara}, Text: "We ask first."}}})
	h.moveTo("spectrum", spectrum.StepConsent)
	h.do(h.host, spectrum.OpenCheck{Topic: topic})
	c := h.room.Snapshot().Spectrum.Topics[0].OpenCheck().ID()
	h.do(seatOf("June Falk"), spectrum.Cast{Poll: c, Choice: poll.Behind})
	luz.hears("Hay una consulta abierta").pide()
	if strings.Contains(luz.out.all(), "Todavía no es final") {
		t.Error("told before the check was closed")
	}
	h.do(h.host, spectrum.LastCall{ID: c})
	h.do(h.host, spectrum.CloseCheck{Check: c})
	luz.hears("La consulta está cerrada").hears("Todavía no es final: todavía nadie cumple la promesa.").pide()
	h.do(h.host, spectrum.RecordTopic{Topic: topic, More: h.room.Snapshot().Spectrum.Topics[0].MoreID()})
	luz.hears("Registrado como propuesta").hears("Todavía no es final: todavía nadie cumple la promesa.")
	once(t, luz.out.all(), "Registrado como propuesta")
}
