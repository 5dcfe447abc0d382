package terms_test

import (
	"slices"
	"testing"

	"convene/internal/workshop/act"
	"convene/internal/workshop/terms"
)

// held says which sections wait for which government, as "section/nation".
func (r *room) held() []string {
	var out []string
	for _, h := range r.state.HeldBack() {
		out = append(out, h.Section+"/"+h.Nation.String())
	}
	return out
}

func (r *room) holds(want ...string) {
	r.t.Helper()
	if got := r.held(); !slices.Equal(got, want) {
		r.t.Fatalf("held back %v, want %v", got, want)
	}
}

// A government's word is needed for what touches it, and for nothing else
// (domain §5): pending ratification, nobody else waits.
func TestAPendingRatificationHoldsBackWhatTouchesItAndNothingElse(t *testing.T) {
	r := workshop(t)
	tribe := clean("Example Tribe")
	r.must("host", terms.AskSigner{Signer: terms.Signer{Seat: "dele", Nation: tribe, Required: true}})
	r.must("host", terms.AskSigner{Signer: terms.Signer{Seat: "rosa", Required: true}})
	if x, _ := r.state.Whole.SignerOf("dele", tribe); x.Required {
		t.Fatal("the whole document is said to wait for a government")
	}
	r.refused("only_delegate", "host", terms.AskSigner{Signer: terms.Signer{Seat: "max", Nation: tribe}})
	r.agreed("support", "Rides are paid within ten days.")
	r.must("dele", terms.Touch{Section: "support", Nation: clean(" example tribe ")})
	r.adopted()
	r.holds("sovereignty/Example Tribe", "support/Example Tribe")

	r.must("dele", terms.Sign{ForNation: true, Status: terms.Pending, RatifiedBy: clean("the Council")})
	r.found("not_ratified signoff Example Tribe", terms.DraftDoc, terms.ByNation)
	r.found("not_signed signoff Rosa Delgado", terms.InForce, terms.BySigner)
	r.refused("findings_block", "host", terms.SetStatus{To: terms.InForce})
	r.must("rosa", terms.Sign{Status: terms.Signs})
	r.must("host", terms.SetStatus{To: terms.InForce}) // purpose does not touch it
	r.holds("sovereignty/Example Tribe", "support/Example Tribe")

	// The Council resolves; the coordinator enters it in the delegate's place.
	mine, _ := r.state.Whole.SignerOf("dele", tribe)
	r.must("coord", terms.EnterSign{ID: mine.ID, Status: terms.Signs, Method: terms.Resolution, Number: clean("2027-11"), Date: r.now})
	r.holds()
	r.gone("not_ratified signoff Example Tribe")
	r.sameReplayed()
}

// Nothing comes into force on nobody's word: a government's "pending" is none.
func TestNothingIsInForceOnNobodysWord(t *testing.T) {
	r := workshop(t)
	r.adopted()
	r.found("nobody_asked signoff ", terms.InForce, terms.ByCoordinator)
	r.must("dele", terms.Sign{ForNation: true, Status: terms.Pending, RatifiedBy: clean("the Council")})
	r.refused("findings_block", "host", terms.SetStatus{To: terms.InForce})
	r.must("max", terms.Sign{Status: terms.Supports})
	r.must("host", terms.SetStatus{To: terms.InForce})
}

// A section that touches a government which nobody asked to sign waits all the
// same; and where everything touches one, nothing can be in force.
func TestWhereEverythingTouchesAGovernmentNothingIsInForce(t *testing.T) {
	r := workshop(t)
	r.must("host", terms.AskSigner{Signer: terms.Signer{Seat: "rosa", Required: true}})
	r.must("dele", terms.Touch{Section: "purpose", Nation: clean("Example Tribe")})
	r.adopted()
	r.must("rosa", terms.Sign{Status: terms.Signs})
	r.holds("purpose/Example Tribe", "sovereignty/Example Tribe")
	r.gone("nobody_asked signoff ")
	r.found("not_ratified signoff Example Tribe", terms.InForce, terms.ByNation)
	r.refused("findings_block", "host", terms.SetStatus{To: terms.InForce})

	// A place that an older log calls required says no more than others do.
	old := terms.Signer{ID: "old", Name: clean("The Clerk"), Nation: clean("Example Tribe"), Required: true}
	r.apply(act.Stamp{Seq: r.seq, At: r.now, By: "host"}, terms.SignerSet{Signer: old})
	r.gone("not_signed signoff The Clerk")

	// Two delegates: one who stands aside outweighs the other's signature.
	r.must("dele", terms.Sign{ForNation: true, Status: terms.Signs})
	r.holds()
	r.must("coord", terms.AskSigner{Signer: terms.Signer{Name: clean("The Chair"), Nation: clean("EXAMPLE TRIBE")}})
	chair := r.state.Whole.Signers[len(r.state.Whole.Signers)-1]
	r.must("coord", terms.EnterSign{ID: chair.ID, Status: terms.StandsAside, Note: clean("Not asked in time"), Method: terms.OnPaper, Date: r.now})
	if len(r.held()) != 2 {
		t.Fatalf("held back: %v", r.held())
	}
	r.must("coord", terms.EnterSign{ID: chair.ID, Status: terms.Supports, Method: terms.OnPaper, Date: r.now})
	r.must("host", terms.SetStatus{To: terms.InForce})
	r.sameReplayed()
}
