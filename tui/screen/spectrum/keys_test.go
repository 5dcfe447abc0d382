package spectrum_test

import (
	"strings"
	"testing"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/spectrum"
	"convene/tui/tuitest/stage"
)

// user is a person at the screen, in English.
type user struct {
	*scene
	scr  *spectrum.Screen
	seat roster.SeatID
	do   screen.Do
	ask  *screen.Ask
}

func (s *scene) user(seat roster.SeatID) *user {
	u := &user{scene: s, scr: spectrum.New(), seat: seat}
	u.scr.Moved(s.Env(seat, "en"))
	return u
}

var (
	enter = keys.Press(keys.Enter)
	esc   = keys.Press(keys.Esc)
	tab   = keys.Press(keys.Tab)
	space = keys.Char(' ')
)

func (u *user) press(ks ...keys.Key) {
	u.t.Helper()
	u.do, u.ask = u.Press(u.scr, u.seat, "en", ks...)
}

func (u *user) typed(words string) { u.press(stage.Type(words)...) }

func (u *user) shows() string { return frame(u.Env(u.seat, "en"), u.scr) }

func (u *user) sees(words ...string) {
	u.t.Helper()
	shown := strings.Join(strings.Fields(strings.ReplaceAll(u.shows(), "|", " ")), " ")
	for _, w := range words {
		if !strings.Contains(shown, w) {
			u.t.Fatalf("%q is not on the screen:\n%s", w, u.shows())
		}
	}
}

func (u *user) misses(words ...string) {
	u.t.Helper()
	for _, w := range words {
		if strings.Contains(u.shows(), w) {
			u.t.Fatalf("%q is on the screen:\n%s", w, u.shows())
		}
	}
}

// own is what lies in the box for the person.
func (u *user) own(poll string) string { return string(u.Env(u.seat, "en").Own[poll]) }

// yes answers the question with its yes, or with a numbered answer from 1.
func (u *user) yes(n int) {
	u.t.Helper()
	if u.ask == nil {
		u.t.Fatalf("nothing was asked:\n%s", u.shows())
	}
	do := u.ask.Do
	if n > 0 {
		do = u.ask.Choices[n-1].Do
	}
	if do.Open != "" {
		u.scr.Arg(u.Env(u.seat, "en"), do.Arg)
	}
	u.ask = u.Carry(u.scr, u.seat, "en", do)
}

func TestAnAnswerNeedsAChoiceAndEnterAndLeavesSight(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	u := s.user(s.seats[7])
	u.misses("› ")
	u.press(enter)
	if u.do.Notice == "" || u.own(r.Today.ID) != "" {
		t.Fatalf("Enter without a choice did %+v", u.do)
	}
	u.press(keys.Char('2'))
	if u.sees("› 2"); u.own(r.Today.ID) != "" {
		t.Fatal("a choice was sent without Enter")
	}
	u.press(enter)
	if got := u.own(r.Today.ID); got != "consult" {
		t.Fatalf("the box holds %q", got)
	}
	u.sees("question 2 of 2", "Your answer for today is in; v shows it.")
	u.misses("› ")
	u.press(keys.Char('b'))
	u.sees("question 1 of 2", "Your answer is in; v shows it.")
	u.misses("› ")
	u.press(enter)
	u.press(keys.Char('v'))
	u.sees("Your answer for today: Consult.")
	u.press(keys.Char('x'))
	u.misses("Your answer for today: Consult.")
	u.press(keys.Char('p'), enter)
	if got := u.own(r.Should.ID); got != poll.Pass {
		t.Fatalf("the box holds %q", got)
	}
	u.sees("Your answers are in.")
	u.misses("Consult", "pass")
	u.press(keys.Char('1'), keys.Char('n'), enter)
	if got := u.own(r.Today.ID); got != poll.Unsure {
		t.Fatalf("the changed answer is %q", got)
	}
	u.press(keys.Char('v'))
	u.sees("today: not sure", "should be: pass")
}

func TestTheRoomIsNeverToldACount(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	u := s.user(s.seats[7])
	u.misses("Answers are coming", "Most answers")
	s.cast(r.Should.ID, "12")
	u.sees("Answers are coming in.")
	s.cast(r.Should.ID, "1222333344")
	u.sees("Most answers are in.")
	u.misses("10", "15")
}

func TestLastCallTellsAloneWhoChoseAndDidNotSend(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	chose, idle := s.user(s.seats[7]), s.user(s.seats[8])
	chose.press(keys.Char('4'))
	s.Give(s.host, domain.LastCall{ID: r.ID})
	chose.sees("You chose something and did not send it.")
	idle.misses("You chose something")
	idle.sees("The vote closes soon.")
}

func TestWhoCameLateReadsAlong(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	late := s.user(s.person("Olive Park", "en", roster.Community))
	late.sees("your first answer is in the next one")
	late.press(keys.Char('3'), enter)
	if late.own(r.Today.ID) != "" || len(late.do.Commands) > 0 {
		t.Fatalf("someone who came late answered: %+v", late.do)
	}
	if !strings.Contains(late.do.Notice, "your first answer is in the next one") {
		t.Errorf("whoever tries is not told why they can't answer: %q", late.do.Notice)
	}
	aside := ready(t, 6, 8, domain.StepVote1)
	aside.Give(aside.host, domain.OpenVote{Topic: aside.topic().ID, Vote: domain.First, SetAside: aside.seats[:1]})
	u := aside.user(aside.seats[0])
	u.sees("it was set aside")
}

func TestWhoAnswersBeforeTheVoteIsToldToWait(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	u := s.user(s.seats[0])
	u.press(keys.Char('3'))
	if !strings.Contains(u.do.Notice, "opens the vote soon") || len(u.do.Commands) > 0 {
		t.Errorf("a choice before the vote did %+v", u.do)
	}
}

func TestAReasonIsApartFromTheAnswer(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	u := s.user(s.seats[7])
	u.press(keys.Char('w'))
	u.typed("Nobody asks us 1 time.")
	if u.do.Draft == nil || u.do.Draft.Words != "Nobody asks us 1 time." {
		t.Fatalf("unsent words are not kept: %+v", u.do.Draft)
	}
	u.press(tab, keys.Char('2'), enter)
	reason, ok := poll.ReadReason([]byte(u.own(r.Reasons.ID)))
	if !ok || reason.Words.String() != "Nobody asks us 1 time." || reason.Choice != "consult" {
		t.Fatalf("the box holds %+v", reason)
	}
	if u.own(r.Today.ID) != "" {
		t.Fatal("a reason answered the question")
	}
	if words := u.Env(u.seat, "en").Drafts["spectrum/"+r.Reasons.ID]; words != "" {
		t.Fatalf("the draft of sent words is %q", words)
	}
	u.sees("question 1 of 2")
}

func TestAMissingFieldIsFilledRightThere(t *testing.T) {
	s := newScene(t, 2, 5)
	u := s.user(s.seats[4])
	u.press(enter)
	u.sees("Who is touched by it")
	u.typed("Parents")
	u.press(enter)
	if got := u.topic().Touched.Text.String(); got != "Parents" {
		t.Fatalf("the field says %q", got)
	}
	u.press(enter)
	u.sees("What is fixed")
	if u.press(keys.Char('0')); u.topic().FixedSaid != "" {
		t.Fatal("a digit alone said it")
	}
	u.press(enter)
	if u.topic().FixedSaid != domain.Nothing {
		t.Fatal("nothing is fixed was not taken")
	}
	u.press(enter)
	u.press(tab, keys.Char('2'), enter)
	if u.topic().Record.Open.Said != domain.Nobody {
		t.Fatal("no one here can decide was not taken")
	}
	u.press(enter, keys.Char('w'))
	u.typed("Judge Ana Vance")
	u.press(enter)
	u.sees("Judge Ana Vance, not here. What we find is only proposed.")
	u.press(keys.Char('5'), keys.Char('1'), enter)
	if u.topic().Signs.Seat != s.host {
		t.Fatalf("who signs is %+v", u.topic().Signs)
	}
	u.press(enter, tab, keys.Char('1'), enter, enter, tab, keys.Char('1'), enter, enter, keys.Char('1'), enter)
	if missing := u.topic().Missing(); len(missing) > 0 {
		t.Fatalf("still missing: %v", missing)
	}
	u.sees("The topic is complete.")
}

func TestALimitIsAskedAPartAtATime(t *testing.T) {
	s := newScene(t, 2, 5)
	u := s.user(s.seats[4])
	u.press(keys.Char('3'), enter)
	u.typed("The number of visits")
	u.press(enter)
	u.press(keys.Char('2'), enter)
	u.typed("the judge")
	u.press(enter)
	u.typed("the law says so")
	u.press(enter)
	u.typed("the appeals court")
	u.press(enter)
	if n := len(u.topic().Fixed); n != 1 {
		t.Fatalf("%d limits:\n%s", n, u.shows())
	}
	u.sees("The number of visits: fixed by the judge, because the law says so (the appeals court could change it)")
	if words := u.Env(u.seat, "en").Drafts["spectrum/"+u.topic().ID+"/limit"]; words != "" {
		t.Fatalf("the form's draft is %q", words)
	}
	u.press(keys.Char('3'), keys.Char('w'))
	u.typed("Rides")
	u.press(enter)
	u.press(keys.Char('4'), enter, tab, keys.Char('1'), enter)
	u.typed("2027-02-01")
	u.press(enter)
	u.sees("Rides: not sure by whom; someone looks by February 1, 2027")
	u.press(keys.Char('3'), keys.Char('1'), enter, keys.Char('d'))
	if n := len(u.topic().Fixed); n != 1 {
		t.Fatalf("%d limits after one was taken out", n)
	}
}

func TestAFieldThatSomeoneElseChangedKeepsOnesWords(t *testing.T) {
	s := newScene(t, 2, 5)
	u := s.user(s.seats[4])
	u.press(keys.Char('2'))
	u.typed("Parents")
	s.Give(s.seats[3], domain.Fill{Topic: s.topic().ID, Field: domain.FieldTouched, Value: domain.Value{Entry: entry("Youth")}})
	u.press(enter)
	u.sees("Parents", "It says now: Youth")
	u.press(enter)
	if got := u.topic().Touched.Text.String(); got != "Parents" {
		t.Fatalf("the field says %q", got)
	}
}

func TestReadingAheadAndBackToTheRoom(t *testing.T) {
	s := ready(t, 2, 5, domain.StepTour)
	u := s.user(s.seats[3])
	u.sees("1 Inform")
	u.press(space)
	u.sees("2 Consult")
	s.Give(s.host, domain.TurnPage{On: domain.StepTour, N: 3})
	u.sees("2 Consult")
	u.press(esc)
	u.sees("4 Collaborate")
	s.Give(s.host, domain.TurnPage{On: domain.StepTour, N: 4})
	u.sees("5 Co-lead")
}

func TestLookingBackIsReadOnly(t *testing.T) {
	s := reveal(t)
	u := s.user(s.seats[3])
	u.press(keys.Char('b'))
	u.sees("First vote", "looking back")
	u.press(keys.Char('3'), enter)
	if len(u.do.Commands) > 0 {
		t.Fatalf("looking back gave %+v", u.do.Commands)
	}
	u.press(esc)
	u.sees("Step 5 of 8")
}

func TestAPrivateNoteIsNeverSent(t *testing.T) {
	s := ready(t, 2, 5, domain.StepQuiet)
	u := s.user(s.seats[3])
	u.press(enter)
	u.typed("my sister")
	if !u.scr.InText(u.Env(u.seat, "en")) || len(u.do.Commands) > 0 || u.do.Draft == nil {
		t.Fatalf("a note did %+v", u.do)
	}
	s.to(domain.StepVote1) // the room goes on while the note is written
	u.typed(" 2")
	u.sees("my sister 2", "What exactly will be decided")
	u.press(esc)
	u.sees("First vote")
	s.to(domain.StepQuiet)
	u.scr.Moved(u.Env(u.seat, "en"))
	u.sees("my sister 2")
	u.press(space)
	u.misses("my sister 2")
}

func TestAnAnswerLandsOnItsOwnQuestion(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	u := s.user(s.seats[7])
	u.press(keys.Char('4'))
	s.cast(r.Should.ID, "12")
	s.shut() // the room moves to the result
	u.scr.Moved(u.Env(u.seat, "en"))
	u.press(enter)
	if len(u.do.Commands) > 0 {
		t.Fatalf("Enter gave %+v", u.do.Commands)
	}
	s.to(domain.StepVote1)
	s.open(domain.First)
	u.scr.Moved(u.Env(u.seat, "en"))
	u.misses("› ")
	u.press(enter)
	if len(u.do.Commands) > 0 {
		t.Fatalf("an old choice went to a new question: %+v", u.do.Commands)
	}
}

func TestThePromiseIsWrittenTogether(t *testing.T) {
	s := promised(t)
	u := s.user(s.seats[3])
	u.press(enter)
	u.typed("We call 1 day before.")
	if got := s.State.Texts.Get(s.topic().PromiseText()).Plain(); got != "We call 1 day before." {
		t.Fatalf("the promise is %q", got)
	}
	if id, _, ok := u.scr.Caret(u.Env(u.seat, "en")); !ok || id != s.topic().PromiseText() {
		t.Fatal("the others do not see the caret")
	}
	u.press(esc)
	u.press(keys.Char('4'))
	if u.do.Notice == "" {
		t.Fatal("someone who does not sign could make the statement")
	}
	host := s.user(s.host)
	host.press(keys.Char('4'), keys.Char('1'), enter)
	s.write(s.seats[1], "and the day after")
	host.yes(0)
	if st := s.topic().Statement(); st != nil {
		t.Fatalf("a word was given to what was not read: %+v", st)
	}
	host.press(keys.Char('1'), enter)
	host.yes(0)
	host.sees("Dana Whitfield can keep this promise.")
	u.press(keys.Char('2'), keys.Char('4'), enter)
	if got := s.topic().Promise.Keeper.Seat; got != s.seats[2] {
		t.Fatalf("the keeper is %q", got)
	}
	u.press(keys.Char('3'))
	u.typed("2027-06-01")
	u.press(enter)
	u.sees("June 1, 2027")
}

func TestConsentIsChosenAndSent(t *testing.T) {
	s := promised(t)
	s.write(s.seats[1], promise)
	s.to(domain.StepConsent)
	s.Give(s.host, domain.OpenCheck{Topic: s.topic().ID})
	id := s.topic().OpenCheck().ID()
	u := s.user(s.seats[3])
	u.press(enter)
	u.misses("› ")
	u.press(keys.Char('t'), enter)
	if got := u.own(id); got != poll.ReadToMe {
		t.Fatalf("the box holds %q", got)
	}
	u.sees("Your answer is in.")
	u.press(keys.Char('1'), keys.Char('0'), enter)
	if got := u.own(id); got != poll.CannotBear {
		t.Fatalf("the changed answer is %q", got)
	}
	u.press(keys.Char('w'))
	u.typed("Too fast.")
	u.press(enter)
	if reason, ok := poll.ReadReason([]byte(u.own(id + "/reasons"))); !ok || reason.Words.String() != "Too fast." {
		t.Fatalf("the reason is %+v", reason)
	}
}

// TestTheHostCarriesATopicToItsRecord walks a topic through by the guide's own
// acts, as the host's screen offers them.
func TestTheHostCarriesATopicToItsRecord(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	host := s.user(s.host)
	act1 := func(words string) {
		t.Helper()
		host.press(tab)
		host.sees("1 " + words)
		host.press(keys.Char('1'))
	}
	act1("Open the vote")
	if host.ask.Title != "15 seats will vote. Is that everyone here?" {
		t.Fatalf("asked %q", host.ask.Title)
	}
	host.yes(2) // some are set aside first
	host.sees("Set a seat aside for this vote")
	host.press(space, keys.Char('1'), enter)
	if host.ask.Title != "14 seats will vote. Is that everyone here?" {
		t.Fatalf("asked %q", host.ask.Title)
	}
	host.yes(1)
	r := s.topic().OpenRound()
	if r == nil || len(r.Should.Roll) != 14 {
		t.Fatalf("the round is %+v", r)
	}
	s.cast(r.Today.ID, "11111222")
	s.cast(r.Should.ID, "44444")
	act1("Last call")
	host.yes(0)
	act1("Close and show")
	if host.ask.Title != "9 on the list have not answered; closing leaves them out. Close and show?" {
		t.Fatalf("asked %q", host.ask.Title)
	}
	host.yes(0)
	if s.State.Agenda.At.Step != domain.StepReveal {
		t.Fatal("the room did not go on to what we said")
	}
	s.to(domain.StepVote2)
	r = s.open(domain.Second)
	s.cast(r.Should.ID, "33334444")
	s.shut()
	host.scr.Moved(host.Env(s.host, "en"))
	act1("What becomes of the two levels")
	host.press(keys.Char('1'), enter, keys.Char('1'), enter, enter)
	if st := s.topic().Settlement; st == nil || st.How != domain.Stage || st.Levels != [2]string{"involve", "collaborate"} {
		t.Fatalf("the settlement is %+v", st)
	}
	s.to(domain.StepPromise)
	s.write(s.seats[1], promise)
	s.to(domain.StepConsent)
	host.scr.Moved(host.Env(s.host, "en"))
	act1("Ask the group")
	host.yes(1)
	act1("Last call")
	host.yes(0)
	act1("Close and show")
	host.yes(0)
	act1("Record the topic")
	if host.ask.Title != "Record this topic, not as final?" || len(host.ask.Lines) == 0 {
		t.Fatalf("asked %+v", host.ask)
	}
	host.yes(0)
	if v := s.topic().Verdict; v == nil || v.Status == domain.Final {
		t.Fatalf("recorded as %+v", v)
	}
}

func TestTheGuideOpensItsSheetsAndGoesBack(t *testing.T) {
	s := newScene(t, 2, 5)
	u := s.user(s.host)
	u.scr.Arg(u.Env(u.seat, "en"), "topic")
	u.typed("rides to visits")
	u.do = u.scr.Key(u.Env(u.seat, "en"), enter)
	s.Give(s.host, u.do.Commands[0])
	if do := u.scr.Done(u.Env(u.seat, "en"), u.do.Commands[0], nil, nil); !do.Follow {
		t.Fatal("the host does not go back to the host's screen")
	}
	if n := len(s.State.Spectrum.Topics); n != 2 {
		t.Fatalf("%d topics", n)
	}
	other := s.State.Spectrum.Topics[1]
	s.Give(s.host, workshop.MoveTo{From: s.State.Agenda.At, To: act.Place{Item: s.State.Agenda.At.Item, Step: domain.StepFrame, Topic: other.ID}})
	u.sees("rides to visits")
}

func TestFewAreWarnedAndTooFewVoteWithNames(t *testing.T) {
	s := ready(t, 1, 2, domain.StepVote1)
	host := s.user(s.host)
	host.press(enter)
	if !strings.Contains(strings.Join(host.ask.Lines, " "), "Fewer than 5") {
		t.Fatalf("asked %+v", host.ask)
	}
	host.yes(1)
	u := s.user(s.seats[0])
	u.sees("Fewer than 5 people are on the list.")

	s = ready(t, 1, 1, domain.StepVote1)
	host = s.user(s.host)
	host.press(enter)
	if len(host.ask.Choices) != 2 || !strings.Contains(strings.Join(host.ask.Lines, " "), "names can't be hidden") {
		t.Fatalf("asked %+v", host.ask)
	}
	host.yes(1)
	if r := s.topic().OpenRound(); r == nil || r.Mode != poll.Named {
		t.Fatalf("the round is %+v", r)
	}
	u = s.user(s.seats[0])
	u.sees("Named: when the result is shown, everyone sees whose answer is whose.")
}

// Who speaks for a government is on no list until they answer as themselves, so
// there is nothing to set aside.
func TestOnlySeatsOnTheListAreSetAside(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	s.delegate()
	host := s.user(s.host)
	host.press(tab, keys.Char('1'))
	host.yes(2)
	host.sees("Set a seat aside for this vote", "Rosa Delgado")
	for range 3 {
		host.misses("Marian Cole")
		host.press(keys.Char(' '))
	}
}
