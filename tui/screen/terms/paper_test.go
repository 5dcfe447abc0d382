package terms_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/terms"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

var tribe = safetext.Clean(safetext.Name, "Example Tribe")

// adoptedWith is an adopted document with a delegate, and a coordinator who is no
// host.
func adoptedWith(t *testing.T) (s *stage.Stage, coordinator roster.SeatID) {
	s = finished(t)
	coordinator = s.Sit("Lee", "en", roster.Coordinator)
	s.Give("", roster.NameNation{ID: "n1", Name: tribe})
	s.Give("", roster.ConfirmDelegate{Seat: june, Nation: tribe})
	s.Give(dana, domain.OpenAdoption{Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	agree(s, s.State.Terms.Whole.Check.ID())
	return s, coordinator
}

// wholeText is the whole text, with which the room's last step begins.
func wholeText(s *stage.Stage, seat roster.SeatID) *terms.Screen {
	scr := terms.New()
	shows(s, scr, seat, "en")
	return scr
}

// do chooses a line of what can be done with the whole text.
func do(t *testing.T, s *stage.Stage, scr *terms.Screen, seat roster.SeatID, words string) *screen.Ask {
	t.Helper()
	s.Press(scr, seat, "en", tab)
	_, ask := pick(t, s, scr, seat, words)
	return ask
}

func oneLine(s *stage.Stage, scr screen.Screen, seat roster.SeatID) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(shows(s, scr, seat, "en"), "|", " ")), " ")
}

// What a delegate's word is needed for is said when they are asked, on the page
// of the whole, before "in force", and in the status: the same true thing.
func TestADelegateHoldsUpWhatTouchesTheirGovernmentAndNothingElse(t *testing.T) {
	s, _ := adoptedWith(t)
	scr := wholeText(s, dana)
	do(t, s, scr, dana, "Ask someone to sign")
	_, ask := pick(t, s, scr, dana, "June")
	if ask == nil || ask.Lines[0] != "What touches Example Tribe is in force only with its word. Nothing else waits for it." {
		t.Fatalf("asked %+v", ask)
	}
	s.Carry(scr, dana, "en", ask.Choices[0].Do)
	if x, ok := s.State.Terms.Whole.SignerOf(june, tribe); !ok || x.Required {
		t.Fatalf("asked to sign as %+v", x)
	}
	s.Give(june, domain.Sign{ForNation: true, Status: domain.Pending, RatifiedBy: safetext.Clean(safetext.Title, "the Council")})
	s.Give(rosa, domain.Sign{Status: domain.Signs})
	waits := "Section 7 touches Example Tribe and is not in force without its word. The rest does not wait."
	has(t, oneLine(s, scr, dana), waits)
	ask = do(t, s, scr, dana, "Put it in force")
	if ask == nil || len(ask.Lines) != 1 || ask.Lines[0] != waits {
		t.Fatalf("putting it in force says %+v", ask)
	}
	yes(s, scr, dana, ask)
	has(t, oneLine(s, scr, dana), "Version 1: in force, but for what touches Example Tribe")
	for _, lang := range []string{"en", "es"} {
		golden.Text(t, lang+"/in_force", shows(s, scr, dana, lang))
	}
}

// Somebody who is not here can be asked to sign for a government.
func TestAGovernmentWithoutADelegateIsAskedToSign(t *testing.T) {
	s, _ := adoptedWith(t)
	scr := wholeText(s, dana)
	do(t, s, scr, dana, "Ask someone to sign")
	pick(t, s, scr, dana, "Someone who is not on this list")
	s.Press(scr, dana, "en", stage.Type("Chair Amos Hart\n")...)
	has(t, shows(s, scr, dana, "en"), "For Example Tribe")
	pick(t, s, scr, dana, "For another Tribal government")
	_, ask := s.Press(scr, dana, "en", stage.Type("Other Nation\n")...)
	has(t, ask.Title+" "+ask.Lines[0], "Chair Amos Hart, Other Nation What touches Other Nation is in force only with its word.")
	yes(s, scr, dana, ask)
	if n := s.State.Terms.Unratified(); len(n) != 1 || n[0].String() != "Other Nation" {
		t.Errorf("without the word of %v", n)
	}
}

// The coordinator enters what came on paper or by resolution, before and after
// the end, and nobody else does; a delegate's "pending" is settled by it.
func TestTheCoordinatorEntersWhatWasSignedElsewhere(t *testing.T) {
	s, lee := adoptedWith(t)
	s.Give(dana, domain.AskSigner{Signer: domain.Signer{Name: safetext.Clean(safetext.Name, "Ana Ruiz"), Required: true}})
	s.Give(june, domain.Sign{ForNation: true, Status: domain.Pending, RatifiedBy: safetext.Clean(safetext.Title, "the Council")})
	s.Give(rosa, domain.Sign{Status: domain.Signs})
	host := wholeText(s, dana)
	s.Press(host, dana, "en", tab)
	hasNot(t, shows(s, host, dana, "en"), "on paper")

	scr := wholeText(s, lee)
	do(t, s, scr, lee, "Enter what was signed on paper")
	got := shows(s, scr, lee, "en")
	has(t, got, "Ana Ruiz")
	hasNot(t, got, "Rosa") // her own word stands
	pick(t, s, scr, lee, "Ana Ruiz")
	pick(t, s, scr, lee, "Signed on paper")
	pick(t, s, scr, lee, "supports")
	has(t, shows(s, scr, lee, "en"), "Which day is on it?")
	_, ask := s.Press(scr, lee, "en", stage.Type("2026-11-20\n")...)
	has(t, ask.Title+". "+ask.Lines[0], "Ana Ruiz: supports. It is printed: on paper, November 20, 2026.")
	yes(s, scr, lee, ask)
	if x := s.State.Terms.Whole.Signers[0]; x.Status != domain.Supports || x.EnteredBy != lee || x.Date.Format("2006-01-02") != "2026-11-20" {
		t.Errorf("entered as %+v", x)
	}

	s.Give(dana, workshop.EndWorkshop{})
	s.Now = s.Now.Add(domain.SigningWindow * 2)
	scr = terms.New()
	scr.Arg(s.Env(lee, "en"), "sign")
	do(t, s, scr, lee, "Enter what was signed on paper")
	pick(t, s, scr, lee, "June, Example Tribe")
	pick(t, s, scr, lee, "Resolved by a council or board")
	s.Press(scr, lee, "en", stage.Type("2026-11\n")...)
	pick(t, s, scr, lee, "signs")
	_, ask = s.Press(scr, lee, "en", stage.Type("2026-12-02\n")...)
	yes(s, scr, lee, ask)
	if n := s.State.Terms.Unratified(); len(n) != 0 {
		t.Errorf("the Council has resolved, and it waits for %v", n)
	}
	// A letter comes from somebody who was not asked before the end.
	do(t, s, scr, lee, "Ask someone to sign")
	pick(t, s, scr, lee, "Someone who is not on this list")
	s.Press(scr, lee, "en", stage.Type("Judge Ibarra\n")...)
	_, ask = pick(t, s, scr, lee, "For themselves")
	s.Carry(scr, lee, "en", ask.Choices[1].Do)
	if all := s.State.Terms.Whole.Signers; all[len(all)-1].Name.String() != "Judge Ibarra" {
		t.Errorf("the block is %+v", all)
	}
	do(t, s, scr, lee, "Keep signing open longer")
	has(t, shows(s, scr, lee, "en"), "Signing is open until December 23, 2026. Until when do we keep it open?")
	s.Press(scr, lee, "en", stage.Type("2027-03-01\n")...)
	if got := s.State.Terms.Whole.SignUntil.Format("2006-01-02"); got != "2027-03-02" { // its end, in UTC
		t.Errorf("signing is open until %s", got)
	}
}

// A host says which language a section is first written in.
func TestAHostSaysWhichTextIsTheOriginal(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	wrote(s, rosa, "purpose", "en", "We exist for children.")
	scr := section(s, dana, "purpose")
	s.Press(scr, dana, "en", tab)
	hasNot(t, shows(s, scr, dana, "en"), "text the original")
	wrote(s, luz, "purpose", "es", "Existimos para la niñez.")
	_, ask := pick(t, s, scr, dana, "Make the Spanish text the original")
	yes(s, scr, dana, ask)
	if got := s.State.Terms.Section("purpose").Original; got != "es" {
		t.Errorf("the original is %q", got)
	}
	mine := section(s, rosa, "purpose")
	s.Press(mine, rosa, "en", tab)
	hasNot(t, shows(s, mine, rosa, "en"), "text the original")
}

// "Everyone on the list has answered" is said of the list: a delegate who also
// answers as themselves hides nobody's silence, and their own is never told.
func TestClosingSpeaksOfTheList(t *testing.T) {
	for _, delegate := range []bool{false, true} {
		s := meeting(t, domain.StepCheck)
		ready(s)
		s.Give("", roster.ConfirmDelegate{Seat: june, Nation: tribe})
		s.Give(dana, domain.OpenCheck{Section: "communication", Question: domain.Question{Warned: true,
			Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
		id := s.State.Terms.OpenChecks()[0].ID()
		s.Give(dana, domain.LastCall{Poll: id})
		answer := func(seats ...roster.SeatID) {
			for _, seat := range seats {
				s.Give(seat, domain.Answer{Poll: id, Choice: poll.LiveWith})
			}
		}
		closing := func() string {
			scr := terms.New()
			shows(s, scr, dana, "en")
			s.Press(scr, dana, "en", tab)
			_, ask := pick(t, s, scr, dana, "close and show")
			return ask.Title
		}
		has(t, oneLine(s, terms.New(), june), "Its word is given in the sign-off, not here. Only if you wish, also answer as yourself.")
		hasNot(t, oneLine(s, terms.New(), rosa), "as yourself")
		if delegate {
			answer(june)
		}
		answer(dana, rosa, max0)
		has(t, closing(), "1 on the list has not answered")
		answer(luz)
		has(t, closing(), "Everyone on the list has answered.")
	}
}

// The texts of a public body rest between its meetings, and the screen says so.
func TestAPublicBodysTextsRestBetweenMeetings(t *testing.T) {
	s := stage.New(t, "c")
	s.Sit("Dana Whitfield", "en", roster.Host)
	s.Sit("Rosa", "en")
	meta := s.State.Meta
	meta.PublicBody = "yes"
	s.Give("", workshop.ChangeMeta{Meta: meta})
	s.Give(dana, workshop.OpenMeeting{})
	scr := terms.New()
	s.Press(scr, rosa, "en", keys.Char('s'))
	hasNot(t, shows(s, scr, rosa, "en"), "public body")
	s.Give(dana, workshop.EndMeeting{})
	has(t, oneLine(s, scr, rosa), "This is a public body: its texts are written in meetings. Until the next one they can be read and signed.")
	sec := section(s, rosa, "purpose")
	s.Press(sec, rosa, "en", keys.Char('w'))
	if sec.InText(s.Env(rosa, "en")) {
		t.Error("a field for shared words opened")
	}
}
