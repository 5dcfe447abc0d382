package values_test

import (
	"strings"
	"testing"

	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/values"
	"convene/tui/screen"
	"convene/tui/screen/values/guide"
)

// next does the host's next act and answers yes to what it asks.
func (r *room) next(want string) {
	r.t.Helper()
	words, do, ok := guide.Next(r.Env(host, "en"))
	if !ok || words != want {
		r.t.Fatalf("the next act is %q (%v), want %q", words, ok, want)
	}
	r.carryYes(do)
}

func (r *room) carryYes(do screen.Do) {
	r.t.Helper()
	ask := r.Carry(r.screen(host), host, "en", do)
	for ask != nil {
		if len(ask.Choices) > 0 {
			ask.Do = ask.Choices[0].Do
		}
		ask = r.Carry(r.screen(host), host, "en", ask.Do)
	}
}

// more does another act by its words.
func (r *room) more(words string) {
	r.t.Helper()
	for _, c := range guide.More(r.Env(host, "en")) {
		if c.Words == words {
			r.carryYes(c.Do)
			return
		}
	}
	r.t.Fatalf("no act %q", words)
}

func (r *room) nothingNext() {
	r.t.Helper()
	if words, _, ok := guide.Next(r.Env(host, "en")); ok {
		r.t.Errorf("there is a next act: %q", words)
	}
}

func (r *room) asked(question, mode string) {
	r.t.Helper()
	q, m, polls := guide.Asked(r.Env(host, "en"))
	if q != question || m != mode || (question == "") != (len(polls) == 0) {
		r.t.Errorf("asked %q (%s) %v", q, m, polls)
	}
}

func TestAHostRunsTheWholeExercise(t *testing.T) {
	r := newRoom(t)
	r.nothingNext()
	r.to(domain.StepWrite)
	r.asked("", "")
	r.next("open the cards")
	r.asked("Which values do you bring to this table?", "Hidden names")
	r.nothingNext() // the stories come first
	r.card(rosa, domain.Draft{Word: word("Hope")})
	r.more("show the words of others to those who have written")
	r.sees(rosa, "Words of others")
	r.misses("seat-Max", "Words of others")
	r.to(domain.StepStories)
	r.next("last call")
	_, do, _ := guide.Next(r.Env(host, "en"))
	if do.Ask == nil || !strings.HasPrefix(do.Ask.Title, "5 people on the list have not written") || do.Ask.Yes == "" {
		t.Fatalf("showing the wall asks %+v", do.Ask)
	}
	r.next("show the wall")
	if at := r.State.Agenda.At.Step; at != domain.StepWall {
		t.Errorf("the room is at %q", at)
	}
	r.nothingNext()
	r.to(domain.StepCluster)
	id, _ := r.cardID("Hope")
	r.Give(rosa, domain.MoveCard{Card: id, New: true})
	r.to(domain.StepSupport)
	r.next("open the marks")
	r.asked("Mark up to five that you want to live by.", "Hidden names")
	r.Give(rosa, domain.Mark{Marks: "values/m1", Clusters: r.State.Values.OpenMarking().Poll.Options})
	r.next("last call")
	r.next("close the marks and show")
	r.nothingNext()
	r.to(domain.StepConsent)
	r.next("ask whether we can live with these")
	r.asked("Can you live with these values?", "Hidden names")
	r.Give(rosa, domain.Cast{Poll: "values/c1", Choice: poll.Behind})
	r.next("last call")
	r.next("close and show")
	r.next("record the values")
	if !r.State.Values.Recorded() || r.State.Values.Verdict.Status != domain.Final {
		t.Errorf("recorded as %+v", r.State.Values.Verdict)
	}
	r.nothingNext()
	r.sees(rosa, "Recorded.")
	r.more("open the values again")
	r.screen(host).Arg(r.Env(host, "en"), guide.ArgReopen)
	r.keys(host, "Max was not here<enter>")
	if r.State.Values.Recorded() {
		t.Error("still recorded")
	}
}

func TestAFewAreWarned(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	s := r.screen(host)
	s.Arg(r.Env(host, "en"), guide.ArgAside)
	_, ask := r.keys(host, "56<enter>")
	if ask == nil || !strings.HasPrefix(ask.Title, "4 seats") || !strings.Contains(strings.Join(ask.Lines, " "), "Fewer than 5") {
		t.Fatalf("asked %+v", ask)
	}
	r.carryYes(ask.Choices[0].Do)
	w := r.State.Values.OpenWriting()
	if w == nil || len(w.Cards.Roll) != 4 || !w.Few {
		t.Fatalf("opened %+v", w)
	}
	r.sees(rosa, "Fewer than 5 people are on the list")
}

func TestTooFewWriteWithNames(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.screen(host).Arg(r.Env(host, "en"), guide.ArgAside)
	_, ask := r.keys(host, "456<enter>")
	if ask.Choices[0].Words != "open, with names" {
		t.Fatalf("offered %+v", ask.Choices)
	}
	r.carryYes(ask.Choices[0].Do)
	if w := r.State.Values.OpenWriting(); w == nil || w.Cards.Mode != poll.Named {
		t.Fatalf("opened %+v", w)
	}
	r.sees(rosa, "Named: when the wall opens, everyone sees who wrote each card.")
}

func TestTheGroupsWordBesideTheMarks(t *testing.T) {
	r := newRoom(t)
	r.marked()
	r.more("Which values we go on with") // opens the list on the exercise's screen
	r.screen(host).Arg(r.Env(host, "en"), guide.ArgKeep)
	r.sees(host, "Honesty: no marks, held by some")
	r.keys(host, "2")
	r.sees(host, "Honesty: no marks, held by some", "Enter  change it")
	r.keys(host, "<enter>")
	r.sees(host, "Honesty: no marks, we go on with it, by the group's word")
	r.keys(host, "<esc>")
	r.sees(rosa, "We go on with 4 values.")
}

func TestNoHostActForOthers(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	for _, arg := range []string{guide.ArgAside, guide.ArgKeep, guide.ArgReopen} {
		r.screen(rosa).Arg(r.Env(rosa, "en"), arg)
		if r.screen(rosa).InText(r.Env(rosa, "en")) || strings.Contains(r.say(rosa, "en"), "Set a seat aside") {
			t.Errorf("%s opens for someone who is no host", arg)
		}
	}
}

// Enter reads every value's page before it moves the room on.
func TestTheHostMissesNoPageOfTheDeeds(t *testing.T) {
	r := newRoom(t)
	r.deeds()
	of := len(r.State.Values.Chosen())
	for range of - 1 {
		r.next("turn the page for the room")
	}
	if n, _ := guide.Page(r.Env(host, "en")); of < 2 || n != of {
		t.Errorf("the room reads page %d of %d", n, of)
	}
	r.nothingNext()
}
