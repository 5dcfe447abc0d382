package terms_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// TestAnySequenceOfCommandsKeepsTheRules gives random commands by random people
// and looks at the rules after each one.
func TestAnySequenceOfCommandsKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := workshop(t)
		people := []roster.SeatID{"", "host", "coord", "rosa", "max", "june", "dele", "obs"}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			who := rapid.SampledFrom(people).Draw(t, "who")
			c := r.anyCommand(t)
			before := r.state
			locked := r.lockedWords()
			_ = r.do(who, c)
			r.writeSomewhere(t, who)
			r.rules(t, before, locked)
			r.now = r.now.Add(1e9 * 30)
		}
		r.sameReplayed()
	})
}

// lockedWords are the words of the sections that are agreed.
func (r *room) lockedWords() map[string]string {
	out := map[string]string{}
	for _, sec := range r.state.Sections {
		if id := terms.TextID(sec.ID, sec.Original); sec.Status == terms.Agreed || sec.Status == terms.Concerns || sec.Status == terms.Checking {
			out[id] = r.texts[id].Plain()
		}
	}
	return out
}

func (r *room) writeSomewhere(t *rapid.T, who roster.SeatID) {
	id := terms.TextID(rapid.SampledFrom([]string{"purpose", "sovereignty", "support"}).Draw(t, "where"),
		rapid.SampledFrom([]string{"en", "es"}).Draw(t, "tongue"))
	if r.state.MayWrite(r.world(who), id) == nil {
		r.write(who, id, "x ")
	}
}

// rules holds what must be true whatever was done.
func (r *room) rules(t *rapid.T, before *terms.State, locked map[string]string) {
	for _, sec := range r.state.Sections {
		text := terms.TextID(sec.ID, sec.Original)
		if was, ok := locked[text]; ok && r.texts[text].Plain() != was {
			t.Fatalf("the words of %s changed while they stood locked", sec.ID)
		}
		if (sec.Status == terms.Checking) != sec.Check.IsOpen() {
			t.Fatalf("section %s is %q, and its check open: %v", sec.ID, sec.Status, sec.Check.IsOpen())
		}
		if sec.Status == terms.Agreed || sec.Status == terms.Concerns {
			if sec.Check == nil || !sec.Check.Standing().Reached() || sec.Check.Version != sec.Version {
				t.Fatalf("section %s is agreed without a check that says so: %+v", sec.ID, sec.Check)
			}
		}
		if sec.Status == terms.NotUsed && (sec.Minimum || sec.Why.IsBlank()) {
			t.Fatalf("section %s may not be left out: %+v", sec.ID, sec)
		}
		for _, c := range append(sec.Past, sec.Check) {
			if c == nil || c.Standing() == poll.Unasked {
				continue
			}
			res := c.Outcome.Result
			if res.OnList != res.Answered+res.Passed+res.NotCast || c.Poll.Mode != poll.Named && len(res.Named) > 0 {
				t.Fatalf("a result that does not add up, or names: %+v", res)
			}
		}
		was := before.Section(sec.ID)
		if len(sec.History) < len(was.History) || len(sec.Past) < len(was.Past) {
			t.Fatalf("section %s forgets its history", sec.ID)
		}
	}
	if r.state.Whole.Version < before.Whole.Version || len(r.state.Whole.Signed) < len(before.Whole.Signed) {
		t.Fatal("a version or a signature is forgotten")
	}
	if r.state.Whole.Version > 0 && r.state.Whole.Review.IsZero() {
		t.Fatal("adopted without a review date")
	}
	for _, x := range r.state.Whole.Signers {
		if x.Status != terms.AskedToSign && (r.state.Whole.Version == 0 || x.Version != r.state.Whole.Version) {
			t.Fatalf("a signature of another version: %+v", x)
		}
	}
	for _, l := range r.log {
		if l.kind == "terms.check_closed" && !bytes.Contains(l.payload, []byte(`"named"`)) &&
			bytes.Contains(l.payload, []byte("rosa")) {
			t.Fatalf("a close says a seat: %s", l.payload)
		}
	}
}

func (r *room) anyCommand(t *rapid.T) terms.Command {
	section := rapid.SampledFrom([]string{"purpose", "sovereignty", "support", "nowhere"}).Draw(t, "section")
	check := "none"
	for _, c := range r.state.OpenChecks() {
		check = c.ID()
	}
	view := "none"
	if len(r.state.Views) > 0 {
		view = rapid.SampledFrom(r.state.Views).Draw(t, "view").ID
	}
	signer := "none"
	if len(r.state.Whole.Signers) > 0 {
		signer = rapid.SampledFrom(r.state.Whole.Signers).Draw(t, "signer").ID
	}
	arrival := "none"
	if len(r.state.Arrivals) > 0 {
		arrival = rapid.SampledFrom(r.state.Arrivals).Draw(t, "arrival").ID
	}
	reason := clean(rapid.SampledFrom([]string{"", "A new law"}).Draw(t, "reason"))
	choice := rapid.SampledFrom(append(poll.AgreeOptions(), poll.Pass, poll.Unsure, "")).Draw(t, "choice")
	nation := clean("Example Tribe")
	status := rapid.SampledFrom([]terms.SignStatus{terms.Signs, terms.Supports, terms.Pending, terms.StandsAside, ""}).Draw(t, "sign")
	return rapid.SampledFrom([]terms.Command{
		terms.MakeReady{Section: section}, terms.MakeReady{Section: section}, terms.MakeDraft{Section: section},
		terms.OpenCheck{Section: section}, terms.OpenCheck{Section: section, Question: terms.Question{Mode: poll.Named}},
		terms.Answer{Poll: check, Choice: choice}, terms.Answer{Poll: check, Choice: poll.Behind},
		terms.Reason{Poll: check, Words: reason}, terms.LastCall{Poll: check}, terms.CloseCheck{Poll: check},
		terms.VoidPoll{ID: check}, terms.Reopen{Section: section, Reason: reason},
		terms.WishReopen{Section: section, Reason: reason}, terms.TakeOn{Section: section, Seat: "rosa", Due: r.now}, terms.MarkNotUsed{Section: section, Reason: reason},
		terms.SetOriginal{Section: section, Lang: "es"}, terms.SetTranslation{Section: section, Lang: "es"},
		terms.Touch{Section: section, Nation: nation}, terms.Untouch{Section: section, Nation: nation},
		terms.AddView{Section: section, Words: reason}, terms.EditView{ID: view, Words: reason},
		terms.JoinView{ID: view}, terms.LeaveView{ID: view},
		terms.SetReview{Date: r.now.AddDate(1, 0, 0)}, terms.OpenAdoption{},
		terms.SetStatus{To: terms.InForce}, terms.SetStatus{To: terms.UnderReview, Reason: reason},
		terms.SetStatus{To: terms.Over, Reason: reason},
		terms.AskSigner{Signer: terms.Signer{Seat: "rosa", Required: true}},
		terms.AskSigner{Signer: terms.Signer{Name: clean("Ana Ruiz"), Nation: nation}},
		terms.Sign{Status: status, Note: reason, RatifiedBy: reason}, terms.DropSigner{ID: signer},
		terms.EnterSign{ID: signer, Status: status, Note: reason, Method: terms.OnPaper, Date: r.now},
		terms.Arrive{Outcomes: []act.Outcome{{Source: "values/c1", Section: section, Words: reason.String(), Label: "x"}}},
		terms.Arrive{Outcomes: []act.Outcome{{Source: "values/c1", Withdrawn: true}}},
		terms.Accept{Arrivals: []string{arrival}}, terms.LeaveOut{Arrival: arrival},
	}).Draw(t, "command")
}

func TestRedactedEventsAreHarmless(t *testing.T) {
	r := workshop(t)
	r.agreed("purpose", "We exist for children.")
	r.must("june", terms.AddView{Section: "purpose", Words: clean("Weekends matter.")})
	r.must("coord", terms.AskSigner{Signer: terms.Signer{Name: clean("Ana Ruiz")}})
	for _, c := range terms.Events() {
		e, err := c.Decode(c.Version, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*terms.State{{}, r.state} {
			next := s.Apply(act.Stamp{Seq: 99, At: r.now, By: "rosa"}, e)
			if next == nil {
				t.Fatalf("%s leads to no state", c.Kind)
			}
			if next.Whole.Status != s.Whole.Status || len(next.Sections) != len(s.Sections) {
				t.Fatalf("%s without its payload changes the document", c.Kind)
			}
		}
	}
}
