package terms_test

import (
	"slices"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

func TestAMinorityViewIsItsHoldersAlone(t *testing.T) {
	r := workshop(t)
	r.agreed("purpose", "We exist for children.")
	r.must("june", terms.AddView{Section: "purpose", Words: clean("Weekends matter."), Lang: "en"})
	view := r.state.ViewsOf("purpose")[0]
	for _, other := range []string{"host", "rosa", "coord"} {
		r.refused("view_not_yours", seat(other), terms.EditView{ID: view.ID, Words: clean("They do not.")})
		r.must(seat(other), terms.LeaveView{ID: view.ID}) // holds nothing, changes nothing
	}
	r.refused("only_participant", "obs", terms.JoinView{ID: view.ID})
	r.must("max", terms.JoinView{ID: view.ID, Sign: true})
	r.must("max", terms.EditView{ID: view.ID, Words: clean("Weekends matter much."), Lang: "en"})
	view = r.state.ViewsOf("purpose")[0]
	if view.Words != clean("Weekends matter much.") || len(view.Holders) != 2 || view.Holders[0].Signed || !view.Holders[1].Signed {
		t.Fatalf("the view is %+v", view)
	}
	// It is carried through a reopening, and goes when nobody holds it.
	r.must("host", terms.Reopen{Section: "purpose", Reason: clean("A new law")})
	r.must("june", terms.LeaveView{ID: view.ID})
	if len(r.state.ViewsOf("purpose")) != 1 {
		t.Fatal("a view that is still held is gone")
	}
	r.must("max", terms.LeaveView{ID: view.ID})
	if len(r.state.ViewsOf("purpose")) != 0 || r.state.Views[0].Words != (safetext.Text{}) {
		t.Fatal("a withdrawn view keeps its words")
	}
	r.refused("view_gone", "max", terms.EditView{ID: view.ID, Words: clean("x")})
	r.sameReplayed()
}

func TestAdoptionNeedsWhatTheChecksAskFor(t *testing.T) {
	r := workshop(t)
	r.refused("findings_block", "host", terms.OpenAdoption{})
	r.agreed("purpose", "We exist for children.")
	r.agreed("sovereignty", "Nothing here speaks for a Council.")
	r.refused("findings_block", "host", terms.OpenAdoption{}) // no review date yet
	r.refused("review_range", "host", terms.SetReview{Date: r.now.AddDate(0, 19, 0)})
	r.must("host", terms.SetReview{Date: r.now.AddDate(1, 0, 0)})
	r.facts.Promises = []terms.Promise{{Topic: "t1", Title: "Visiting hours", Proof: true}}
	r.refused("findings_block", "host", terms.OpenAdoption{})
	r.facts.Promises[0].Keeper = true
	r.refused("only_host", "rosa", terms.OpenAdoption{})
	r.must("host", terms.OpenAdoption{})
	whole := r.state.Whole.Check
	if whole.Version != 1 || len(whole.Texts) != 2 {
		t.Fatalf("adoption asks about version %d of %+v", whole.Version, whole.Texts)
	}
	r.refused("check_running", "host", terms.Reopen{Section: "purpose", Reason: clean("Wait")})
	if err := r.state.MayLeave(r.world("host"), act.Place{}, act.Place{}); fault.Code(err) != "adoption_running" {
		t.Fatal(err)
	}
	r.answered(whole.ID(), poll.Behind, poll.CannotBear)
	r.closed(whole.ID())
	if r.state.Whole.Status != terms.DraftDoc || r.state.Whole.Version != 0 {
		t.Fatal("adopted although someone cannot accept it")
	}
	r.adopted()
	w := r.state.Whole
	if w.Version != 1 || !w.SignUntil.Equal(r.now.Add(terms.SigningWindow)) {
		t.Fatalf("adopted as %+v", w)
	}
	if err := r.state.MayWrite(r.world("rosa"), terms.TextID("purpose", "en")); fault.Code(err) != "document_locked" {
		t.Fatalf("an adopted text may be changed: %v", err)
	}
	r.must("host", terms.Reopen{Section: "purpose", Reason: clean("A new law")})
	if r.state.Whole.Status != terms.UnderReview {
		t.Fatal("a section was reopened and nobody is told that the whole is under review")
	}
	r.sameReplayed()
}

func TestSigningAndInForce(t *testing.T) {
	r := workshop(t)
	r.refused("document_not_adopted", "rosa", terms.Sign{Status: terms.Signs})
	r.must("coord", terms.AskSigner{Signer: terms.Signer{Seat: "rosa", Required: true}})
	r.must("coord", terms.AskSigner{Signer: terms.Signer{Name: clean("Ana Ruiz"), Title: clean("Director"), Required: true}})
	r.must("coord", terms.AskSigner{Signer: terms.Signer{Name: clean("Chair of the Council"), Nation: clean("Example Tribe")}})
	r.adopted()
	r.refused("findings_block", "host", terms.SetStatus{To: terms.InForce})
	r.refused("ratifier_needed", "rosa", terms.Sign{Status: terms.Pending})
	r.refused("note_needed", "rosa", terms.Sign{Status: terms.StandsAside})
	r.refused("only_participant", "obs", terms.Sign{Status: terms.Signs})
	r.must("rosa", terms.Sign{Status: terms.Pending, RatifiedBy: clean("the Board")})
	r.must("rosa", terms.Sign{Status: terms.Supports})

	ana := r.state.Whole.Signers[1]
	r.refused("only_coordinator", "host", terms.EnterSign{ID: ana.ID, Status: terms.Signs, Method: terms.OnPaper, Date: r.now})
	r.refused("already_signed", "coord", terms.EnterSign{ID: r.state.Whole.Signers[0].ID, Status: terms.StandsAside,
		Note: clean("no"), Method: terms.OnPaper, Date: r.now})
	r.refused("findings_block", "host", terms.SetStatus{To: terms.InForce})
	r.must("coord", terms.EnterSign{ID: ana.ID, Status: terms.Signs, Method: terms.OnPaper, Date: r.now.AddDate(0, 0, -1)})

	// The missing ratification holds back only what touches that government.
	r.must("host", terms.SetStatus{To: terms.InForce})
	if held := r.state.HeldBack(); !slices.Equal(held, []terms.HeldBack{{Section: "sovereignty", Nation: clean("Example Tribe")}}) {
		t.Fatalf("held back: %+v", held)
	}
	r.refused("only_delegate", "rosa", terms.Touch{Section: "purpose", Nation: clean("Example Tribe")})
	r.must("dele", terms.Touch{Section: "purpose", Nation: clean("Example Tribe")})
	if len(r.state.HeldBack()) != 2 {
		t.Fatal("a section that touches a government is not held back")
	}
	r.refused("only_delegate", "host", terms.Untouch{Section: "purpose", Nation: clean("Example Tribe")})
	tribe := r.state.Whole.Signers[2]
	r.refused("number_needed", "coord", terms.EnterSign{ID: tribe.ID, Status: terms.Supports, Method: terms.Resolution, Date: r.now})
	r.must("coord", terms.EnterSign{ID: tribe.ID, Status: terms.Supports, Method: terms.Resolution, Number: clean("2027-11"), Date: r.now})
	if len(r.state.HeldBack()) != 0 {
		t.Fatal("ratified, and still held back")
	}

	r.now = r.now.Add(terms.SigningWindow + time.Hour)
	r.refused("window_over", "max", terms.Sign{Status: terms.Signs})
	r.must("coord", terms.ExtendSigning{Until: r.now.AddDate(0, 1, 0)})
	r.refused("only_delegate", "max", terms.Sign{Status: terms.Signs, ForNation: true})
	r.must("dele", terms.Sign{Status: terms.Pending, ForNation: true, RatifiedBy: clean("the Council")})
	if x, ok := r.state.Whole.SignerOf("dele", clean("Example Tribe")); !ok || x.Status != terms.Pending {
		t.Fatalf("the delegate signed for %+v", x)
	}
	r.sameReplayed()

	// A new version is signed anew; what was signed before is kept.
	r.must("host", terms.SetStatus{To: terms.UnderReview, Reason: clean("The yearly review")})
	signed := len(r.state.Whole.Signers)
	r.adopted()
	for _, x := range r.state.Whole.Signers {
		if x.Status != terms.AskedToSign || !x.Date.IsZero() {
			t.Fatalf("a signature of version 1 stands under version 2: %+v", x)
		}
	}
	if len(r.state.Whole.Signed) != signed || r.state.Whole.Version != 2 {
		t.Fatalf("%d signatures kept of %d, version %d", len(r.state.Whole.Signed), signed, r.state.Whole.Version)
	}
	r.sameReplayed()
}

func TestWhatIsTakenAfterTheLastMeeting(t *testing.T) {
	for _, c := range []terms.Command{terms.Sign{}, terms.EnterSign{}, terms.SetStatus{}, terms.AnswerFinding{}} {
		if _, ok := c.(terms.AfterEnd); !ok {
			t.Errorf("%T is refused after the last meeting", c)
		}
	}
	for _, c := range []terms.Command{terms.OpenCheck{}, terms.Reopen{}, terms.Answer{}, terms.MakeReady{}} {
		if _, ok := c.(terms.AfterEnd); ok {
			t.Errorf("%T is taken after the last meeting", c)
		}
	}
}

// Sections that no check settled are named before the whole is asked, and said
// to be adopted with it, never agreed; an adopted text takes no new words in any
// language.
func TestWhatNoCheckSettledIsAdoptedWithTheWhole(t *testing.T) {
	r := workshop(t)
	r.agreed("purpose", "We exist for children.")
	r.agreed("sovereignty", "Nothing here speaks for a Council.")
	r.write("rosa", terms.TextID("support", "en"), "A stipend within ten days.")
	texts := terms.Texts(r.world("rosa").Text)
	if un := r.state.Unchecked(texts); len(un) != 1 || un[0].ID != "support" {
		t.Fatalf("unchecked before the whole is asked: %v", un)
	}
	stand := func(id string, want terms.Status) {
		t.Helper()
		if got := r.state.Stands(r.section(id)); got != want {
			t.Fatalf("%s stands as %q, want %q", id, got, want)
		}
	}
	stand("support", terms.Draft)
	r.must("host", terms.SetReview{Date: r.now.AddDate(1, 0, 0)})
	r.adopted()
	stand("support", terms.WithWhole)
	stand("purpose", terms.Agreed)
	stand("header", terms.Empty)
	for _, lang := range []string{"en", "es"} {
		if err := r.state.MayWrite(r.world("rosa"), terms.TextID("support", lang)); fault.Code(err) != "document_locked" {
			t.Fatalf("an adopted document takes words in %s: %v", lang, err)
		}
	}
	r.must("host", terms.Reopen{Section: "support", Reason: clean("The budget changed")})
	stand("support", terms.Draft)
	if err := r.state.MayWrite(r.world("rosa"), terms.TextID("support", "es")); err != nil {
		t.Fatalf("a reopened section takes no translation: %v", err)
	}
	r.must("host", terms.SetStatus{To: terms.Over, Reason: clean("We stop here")})
	stand("support", terms.Draft)
	r.sameReplayed()
}
