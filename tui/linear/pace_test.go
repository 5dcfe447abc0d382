package linear_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/linear"
)

const rosaSeat = roster.SeatID("seat-Rosa Delgado")

// again takes the vote back and opens it once more: another question, that reads
// the same.
func (h *hall) again(topic, round string) {
	h.do(h.host, spectrum.CallOff{ID: topic + round})
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
}

// A line begun in the moment in which the room changed the question is not taken
// for the new one, even where it was told already (promise 8). Typed again, it is.
func TestHastyLine(t *testing.T) {
	h, rosa, topic := voting(t)
	h.again(topic, "/r1")
	rosa.hears("A vote is open.").hears("How much say is there today").asked().blurts("3")
	rosa.hears("The question changed just before your line").asked()
	if n := h.room.Snapshot().Counts[topic+"/r2/today"]; n != 0 {
		t.Fatal("an answer landed on a question that had just been told")
	}
	rosa.blurts("3").hears("Your answer is in.")
	if value, ok, _ := h.room.Own(t.Context(), room.Own(rosaSeat), topic+"/r2/today"); !ok || string(value) != "involve" {
		t.Errorf("typed again it is %q", value)
	}
}

// A slow link may take longer to bring a question than anybody waits: a line that
// was begun before it had arrived is not taken for it, however late it comes.
func TestLineFromBeforeTheQuestionArrived(t *testing.T) {
	h, _, topic := voting(t)
	here := make(chan struct{})
	close(here)
	var link atomic.Pointer[chan struct{}]
	link.Store(&here)
	ana := h.come("seat-Ana Ruiz", "en", &linear.Console{Echo: true, Seen: func() <-chan struct{} { return *link.Load() }})
	ana.hears("How much say is there today").asked()
	slow := make(chan struct{})
	link.Store(&slow)
	h.again(topic, "/r1")
	ana.hears("A vote is open.").hears("How much say is there today").asked()
	ana.types("4").hears("The question changed just before your line").asked()
	if n := h.room.Snapshot().Counts[topic+"/r2/today"]; n != 0 {
		t.Fatal("a line from before landed on the new question")
	}
	h.again(topic, "/r2")
	ana.hears("A vote is open.").hears("How much say is there today").asked()
	close(slow)
	ana.types("4").hears("Your answer is in.").asked()
}

// Words that only tell something are never held up, and words behind a command
// are kept.
func TestHastyWordsAreKept(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.types("1").hears("should there be").asked().types("1").hears("Your answers are in.").asked()
	h.do(h.host, spectrum.CallOff{ID: topic + "/r1"})
	rosa.hears("The host took this question back").asked().blurts("where").hears("The room is at").asked()
	a := h.room.Snapshot().Agenda
	talk, _ := h.item("Arrival, and how to address each other")
	h.do(h.host, workshop.MoveTo{From: a.At, To: agenda.Start(talk)})
	rosa.hears("We talk.").asked().blurts("add because we asked for it before")
	rosa.hears("Your words are kept, not sent.").asked().types("kept").hears("because we asked for it before").asked()
}

// Where the client shows what is typed, nobody knows when a line was begun: whether
// the first one after the room changed the question is meant for it is asked,
// whenever it comes, and one letter says so. One that was sent while the question
// was on its way is not taken for it at all.
func TestFirstLineWithoutATerminal(t *testing.T) {
	h, _, topic := voting(t)
	way := make(chan struct{})
	ana := h.come("seat-Ana Ruiz", "en", &linear.Console{LinesOnly: true, Seen: func() <-chan struct{} { return way }})
	none := func(round string) {
		t.Helper()
		if n := h.room.Snapshot().Counts[topic+round+"/today"]; n != 0 {
			t.Fatal("a line from before landed on the new question")
		}
	}
	ana.hears("How much say is there today").asked().types("1").hears("Your answer is in.").asked()
	h.again(topic, "/r1")
	ana.hears("A vote is open.").hears("How much say is there today").asked().types("4").hears("The question changed just before your line").asked()
	none("/r2")
	h.again(topic, "/r2")
	ana.hears("A vote is open.").hears("How much say is there today").asked()
	close(way)
	ana.types("4").hears("Is your line meant for it?").types("no").hears("Nothing was done.").asked()
	none("/r3")
	ana.types("4").hears("Your answer is in.").asked()
	h.again(topic, "/r3")
	ana.hears("A vote is open.").hears("How much say is there today").asked()
	ana.types("4").hears("Is your line meant for it?").types("park Who feeds the children on the way there?").hears("Nothing was done.").hears("Kept for later").asked()
	if n := len(h.room.Snapshot().Followup.Questions); n != 1 {
		t.Errorf("%d questions: a line of its own was lost", n)
	}
	none("/r4")
	h.again(topic, "/r4")
	ana.hears("A vote is open.").hears("How much say is there today").asked().types("4").hears("Is your line meant for it?")
	h.again(topic, "/r5")
	ana.types("y").hears("nothing was sent").asked()
	none("/r6")
	ana.types("full").hears("can only show lines").asked()
	if strings.Contains(ana.out.all(), "\r") {
		t.Error("a carriage return without a terminal")
	}
}

// A secret answer can be given without being shown; what is read out can be typed
// in its own words.
func TestAnswerNotShown(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.types("ready").hears("Your answer, not shown:").types("co-lead").hears("Your answer is in.")
	if strings.Contains(rosa.out.all(), "co-lead") {
		t.Error("the answer was shown")
	}
	if value, _, _ := h.room.Own(t.Context(), room.Own(rosaSeat), topic+"/r1/today"); string(value) != "colead" {
		t.Errorf("the answer is %q", value)
	}
	rosa.hears("should there be").asked().types("inform").hears("Your answers are in.").asked()
	if value, _, _ := h.room.Own(t.Context(), room.Own(rosaSeat), topic+"/r1/should"); string(value) != "inform" {
		t.Errorf("the answer is %q", value)
	}
}
