package server_test

import (
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// shared is a terminal of the hall that several people share. The first of them,
// the hall's, came with a key.
type shared struct {
	*tuitest.Person
	*stand
	rosa, hart string // their names
	seat       roster.SeatID
	words      string // Hart's return words
}

const hartName = "William Hart"

// sitTogether lets somebody new sit down beside the hall's first person, and
// gives the turn back.
func sitTogether(t *testing.T, s *stand, o tuitest.Options) *shared {
	t.Helper()
	x := &shared{Person: s.comes(0, o), stand: s, rosa: s.hall.People[0].Name, hart: hartName}
	x.Press(keys.Others)
	x.See("Others at this computer", "Somebody sits down with us")
	x.Type("1")
	x.See("to somebody new", "1–2 begin")
	x.Type("1")
	x.See("What should we call you?")
	x.Type(x.hart)
	x.See(x.hart)
	x.Press(keys.Main)
	x.See("Your return words")
	lines := strings.Split(x.Grid().String(), "\n")
	for i, l := range lines {
		if strings.Contains(l, "Your return words") {
			x.words = strings.TrimSpace(lines[i+2])
		}
	}
	x.Press(keys.Yes)
	x.See("Answering now: "+x.hart, "We have begun.")
	x.Press(keys.Main)
	x.SeeGone("We have begun.")
	for _, seat := range s.snap().Roster.Here() {
		if seat.Name.String() == x.hart {
			x.seat = seat.ID
		}
	}
	x.handOver(x.rosa)
	return x
}

// handOver gives the turn to somebody at the table, who takes it.
func (x *shared) handOver(name string) {
	x.t.Helper()
	x.covers(name)
	x.uncover(name)
}

// covers hands over, up to the cover that names its key.
func (x *shared) covers(name string) {
	x.t.Helper()
	presses(x.t, x.Person, "x", func(g tuitest.Grid) bool { return g.Says("Hand over to " + name) })
	x.Type("1")
	x.SeeThat("the cover", func(g tuitest.Grid) bool {
		return g.Says("Please hand this computer over to "+name) && g.Has("j  I am here")
	})
}

func (x *shared) uncover(name string) {
	x.t.Helper()
	x.Press(keys.Here)
	x.See("Answering now: " + name)
}

// shows is all that can be seen at the terminal, scrolled back too.
func (x *shared) shows() string { return x.Screen().Scrollback() + x.Grid().String() }

// nothingOf fails if anything of these stands at the terminal.
func (x *shared) nothingOf(when string, words ...string) {
	x.t.Helper()
	for _, w := range words {
		if all := x.shows(); strings.Contains(flat(all), w) {
			x.t.Errorf("%s, %q stands at the terminal:\n%s", when, w, all)
		}
	}
}

// votes opens the first vote for everyone in the hall.
func (x *shared) votes() *spectrum.Round {
	x.t.Helper()
	topic, err := bench.Topic(x.t.Context(), x.room, "Visiting hours")
	if err != nil {
		x.t.Fatal(err)
	}
	x.move(votePlace(x.room, topic, spectrum.StepVote1))
	return x.openVote(topic, spectrum.First)
}

// answers takes a level for both questions of a vote, and says why.
func (x *shared) answers(level, why string) {
	x.t.Helper()
	for _, question := range []string{"question 1 of 2", "question 2 of 2"} {
		x.See(question)
		presses(x.t, x.Person, level, func(g tuitest.Grid) bool { return g.Has("› " + level) })
		if why != "" {
			presses(x.t, x.Person, "w", func(g tuitest.Grid) bool { return g.CursorShown })
			x.Type(why)
			x.See(why)
			x.Press(keys.Main)
			x.SeeThat("the page again", func(g tuitest.Grid) bool { return !g.CursorShown })
			why = ""
		}
		presses(x.t, x.Person, "\r", func(g tuitest.Grid) bool { return !g.Says(question) })
	}
}

// Two people at one terminal vote, each on a ballot of their own: between their
// turns and in the other's, nothing of theirs is at the terminal; both are here,
// and both count.
func TestTwoAtOneTerminalVoteUnseen(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	x := sitTogether(t, s, tuitest.Options{})
	both := func(w *workshop.Snapshot) bool {
		return w.Presence.Here[s.hall.People[0].Seat] && w.Presence.Here[x.seat]
	}
	s.eventually("both are here", both)
	round := x.votes()
	x.See("Visiting hours")

	x.answers("3", secret("reason", 0))
	x.See("When you have finished, hand over to " + x.hart + ": x")
	presses(t, x.Person, "w", func(g tuitest.Grid) bool { return g.CursorShown })
	x.Type(secret("draft", 0))
	x.See(secret("draft", 0))
	x.Press(keys.Close)
	x.SeeThat("the page again", func(g tuitest.Grid) bool { return !g.CursorShown })
	from := len(x.Transcript())
	x.covers(x.hart)
	mine := []string{secret("reason", 0), secret("draft", 0), "Involve", "Your answer"}
	x.nothingOf("under the cover", append(mine, "Visiting hours")...)
	if s.eventually("both are here", both); strings.Contains(string(x.Transcript()[from:]), "zq") {
		t.Error("the cover came with what the one before wrote")
	}

	from = len(x.Transcript())
	x.uncover(x.hart)
	x.See("question 1 of 2")
	x.nothingOf("in another's turn", secret("reason", 0), secret("draft", 0), "› 3")
	x.answers("5", "")
	presses(t, x.Person, "v", func(g tuitest.Grid) bool { return g.Says("Co-lead") })
	x.nothingOf("in another's turn", secret("reason", 0), secret("draft", 0), "hand over to")
	if seen := string(x.Transcript()[from:]); strings.Contains(seen, "zq") {
		t.Error("another's turn came with what the one before wrote")
	}

	x.handOver(x.rosa)
	presses(t, x.Person, "v", func(g tuitest.Grid) bool { return g.Says("Involve") })
	s.eventually("two answers", func(w *workshop.Snapshot) bool { return w.Counts[round.Should.ID] == 2 })
	s.do("", spectrum.LastCall{ID: round.ID})
	s.do("", spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	_, shown := s.snap().Spectrum.Round(round.ID)
	if r := shown.ShouldResult; r.Answered != 2 || r.Counts[2] != 1 || r.Counts[4] != 1 || r.OnList != 6 {
		t.Errorf("the vote shows %+v", r)
	}
}

// Keys of the one before, typed while they can't see where they go, land nowhere:
// neither do they open the next one's turn, nor answer in it (design §1,
// promise 8).
func TestKeysTypedAsTheTurnChangesLandNowhere(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	x := sitTogether(t, s, tuitest.Options{})
	round := x.votes()
	x.See("question 1 of 2")
	presses(t, x.Person, "x", func(g tuitest.Grid) bool { return g.Says("Hand over to " + x.hart) })
	x.Type("1")
	for range 30 { // before the cover can be seen, and as it comes
		x.Type("j")
		x.Type("3\r")
	}
	x.SeeThat("the cover, still", func(g tuitest.Grid) bool { return g.Says("over to "+x.hart) && g.Has("j  I am here") })
	x.uncover(x.hart)
	x.See("question 1 of 2")
	x.nothingOf("in the next one's turn", "› 3")
	x.Press(keys.Help)
	x.See("Esc  back")
	if n := s.snap().Counts[round.Should.ID] + s.snap().Counts[round.Today.ID]; n != 0 {
		t.Errorf("%d answers came of keys that nobody saw", n)
	}
	x.Press(keys.Close)
	x.SeeGone("Esc  back")
	x.covers(x.rosa)
	s.do("", spectrum.LastCall{ID: round.ID})
	s.do("", spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	s.move(s.hall.Writing) // under the cover the room moves on
	x.See("over to " + x.rosa)
	x.uncover(x.rosa)
	x.See("Section 2")
}

// A host's powers are theirs alone, in their turn: the next one's commands are
// given under the seat whose turn it is, and nothing of the host's is in front of
// them.
func TestAHostAtATableHostsInTheirTurnAlone(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	x := sitTogether(t, s, tuitest.Options{})
	s.do("", roster.Grant{Seat: s.hall.People[0].Seat, Role: roster.Host})
	x.See("Answering now: "+x.rosa, "Say next")
	x.handOver(x.hart)
	x.See("Section 2")
	presses(t, x.Person, "m", func(g tuitest.Grid) bool { return g.Says("What the room is doing") })
	x.nothingOf("in a participant's turn", "Host view", "For the host", "Say next")
	x.Press(keys.Close)
	x.SeeGone("What the room is doing")
	writes(t, x.Person)
	x.Type("Written by the one whose turn it is")
	x.Press(keys.Main)
	s.eventually("the words, by who has the turn", func(w *workshop.Snapshot) bool {
		doc := w.Texts.Get(s.hall.Text)
		if doc == nil || !strings.Contains(doc.Plain(), "whose turn it is") {
			return false
		}
		for _, p := range doc.Paras() {
			for by := range p.Authors {
				if by != string(x.seat) {
					t.Fatalf("written by %s, and it was the turn of %s", by, x.seat)
				}
			}
		}
		return true
	})
}

// A link that is cut takes everyone at the terminal with it; each comes back to
// their seat, and to what they had begun: one by the key, one by return words.
func TestATableThatIsCutOffComesBack(t *testing.T) {
	s := open(t, bench.Plan{People: 5, Open: true})
	x := sitTogether(t, s, tuitest.Options{})
	round := x.votes()
	x.answers("2", "")
	x.handOver(x.hart)
	x.answers("4", "")
	x.Cut()
	s.eventually("both are gone", func(w *workshop.Snapshot) bool {
		return !w.Presence.Here[s.hall.People[0].Seat] && !w.Presence.Here[x.seat]
	})
	rosa := s.comes(0, tuitest.Options{})
	presses(t, rosa, "v", func(g tuitest.Grid) bool { return g.Says("Consult") })
	hart := tuitest.Dial(t, s.Addr(), s.hall.Code, tuitest.Options{})
	hart.See("1 English")
	hart.Type("1\r")
	hart.See("What should we call you?")
	hart.Press(keys.NextPart)
	hart.See("Were you here before?")
	hart.Type(x.words)
	hart.See(x.words)
	hart.Press(keys.Main)
	s.eventually("both are back", func(w *workshop.Snapshot) bool {
		return w.Presence.Here[s.hall.People[0].Seat] && w.Presence.Here[x.seat] && w.Counts[round.Should.ID] == 2
	})
}

// People get up from a table and leave it to the others; who comes back by their
// words sits on the seat they had; and the last one's leaving ends the session.
func TestPeopleSitDownAndGetUp(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	x := sitTogether(t, s, tuitest.Options{W: 60, H: 20})
	x.handOver(x.hart)
	x.Press(keys.Leave)
	x.See("Who leaves?", "I get up; the others stay")
	x.Type("1")
	x.See("over to "+x.rosa, "j  I am here")
	s.eventually("one is here", func(w *workshop.Snapshot) bool {
		return w.Presence.Here[s.hall.People[0].Seat] && !w.Presence.Here[x.seat]
	})
	x.Press(keys.Here)
	x.SeeGone("over to")
	x.nothingOf("alone again", "Answering now")

	presses(t, x.Person, "x", func(g tuitest.Grid) bool { return g.Says("Somebody sits down with us") })
	x.Type("1")
	x.See("to somebody new", "x  not now")
	x.Type("x")
	x.See("over to "+x.rosa, "j  I am here")
	x.Press(keys.Here)
	x.SeeGone("over to")
	presses(t, x.Person, "x", func(g tuitest.Grid) bool { return g.Says("Somebody sits down with us") })
	x.Type("1")
	x.See("to somebody new", "1–2 begin")
	x.Type("1")
	x.See("What should we call you?")
	x.Press(keys.NextPart)
	x.See("Were you here before?")
	x.Type(x.words)
	x.See(x.words)
	x.Press(keys.Main)
	x.See("Answering now: "+x.hart, "We have begun.")
	x.Press(keys.Main)
	x.SeeGone("We have begun.")
	if n := len(s.snap().Roster.Here()); n != 3 {
		t.Errorf("%d seats for three people", n)
	}
	presses(t, x.Person, "x", func(g tuitest.Grid) bool { return g.Says("Hand over to " + x.rosa) })
	x.Press(keys.Leave)
	x.See("Who leaves?")
	x.Type("2")
	if status := x.SeeEnd(); status != 0 {
		t.Errorf("they left with %d", status)
	}
}

// Who has stepped away is still away when the terminal goes to somebody else and
// comes back: for their seat they never left.
func TestSteppingAwayOutlastsAHandOver(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	rosa := s.hall.People[0]
	p := s.comes(0, tuitest.Options{})
	s.room.StepAway(rosa.Seat, true)
	p.See("You have stepped away.")
	presses(t, p, "x", func(g tuitest.Grid) bool { return g.Says("Somebody sits down with us") })
	p.Type("1")
	p.See("to somebody new", "x  not now")
	if !s.room.Away(rosa.Seat) {
		t.Error("the first hand-over brings them back")
	}
	p.Type("x")
	p.See("over to "+rosa.Name, "j  I am here")
	p.Press(keys.Here)
	p.See("You have stepped away.")
	presses(t, p, "\r", func(g tuitest.Grid) bool { return !g.Says("You have stepped away.") })
	if s.room.Away(rosa.Seat) {
		t.Error("they can't come back")
	}
}
