package host_test

import (
	"strings"
	"testing"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/tuitest/stage"
)

// checking is a room at the checks of the sections, with one that is written and
// ready.
func checking(t *testing.T) *stage.Stage {
	s := hall(t, "c")
	s.Give(dana, workshop.OpenMeeting{})
	for _, item := range s.State.Agenda.Items {
		for _, step := range item.Steps {
			if step == terms.StepCheck {
				s.Give(dana, workshop.MoveTo{From: s.State.Agenda.At, To: act.Place{Item: item.ID, Step: step}})
			}
		}
	}
	doc := text.New()
	s.Give(rosa, workshop.EditText{Text: terms.TextID("communication", "en"),
		Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: "Elders are called."}}})
	s.Give(rosa, terms.MakeReady{Section: "communication"})
	return s
}

// Where sections are checked, Enter leads to the next that is ready; whoever goes
// on past the checks is told which sections no check has agreed.
func TestTheNextCheckIsOneKeyAndNobodyGoesOnUnawares(t *testing.T) {
	s, ended := checking(t), 0
	scr := newHost(s, &ended)
	has(s, scr, dana, "check section 11")
	do, _ := s.Press(scr, dana, "en", enter)
	if do.Open != "terms" || do.Arg != "check/communication" {
		t.Errorf("Enter leads to %q %q", do.Open, do.Arg)
	}
	s.Give(rosa, terms.MakeDraft{Section: "communication"})
	_, ask := s.Press(scr, dana, "en", enter)
	if ask == nil || len(ask.Lines) != 1 || ask.Lines[0] != "1 section has words that no check has agreed: 11. It can still be checked here." {
		t.Errorf("asked %+v", ask)
	}
}

// A proposal to reopen a section waits for the host, with its reason, until it
// is answered.
func TestAProposalToReopenWaitsForTheHost(t *testing.T) {
	s, ended := checking(t), 0
	scr := newHost(s, &ended)
	s.Give(dana, terms.OpenCheck{Section: "communication"})
	id := s.State.Terms.OpenChecks()[0].ID()
	s.Give(rosa, terms.Answer{Poll: id, Choice: poll.LiveWith})
	s.Give(dana, terms.LastCall{Poll: id})
	s.Give(dana, terms.CloseCheck{Poll: id})
	s.Give(rosa, terms.WishReopen{Section: "communication", Reason: line("Elders have no phones.")})
	has(s, scr, dana, "A proposal to reopen")
	_, ask := s.Press(scr, dana, "en", keys.Char('1'))
	if ask == nil || !strings.Contains(strings.Join(ask.Lines, " "), "Rosa proposes to reopen it: Elders have no phones.") {
		t.Fatalf("asked %+v", ask)
	}
	s.Carry(scr, dana, "en", ask.Choices[0].Do)
	if sec := s.State.Terms.Section("communication"); sec.Status != terms.Draft || len(sec.Wishes) != 0 {
		t.Errorf("the section is %q with %d proposals", sec.Status, len(sec.Wishes))
	}
}

func TestACheckIsClosedInTwoPresses(t *testing.T) {
	s, ended := checking(t), 0
	s.Give(dana, terms.OpenCheck{Section: "communication"})
	scr := newHost(s, &ended)
	has(s, scr, dana, "Can you live and work with this text as it stands?")
	has(s, scr, dana, "No answer is in · 6 people are on this vote's list")
	id := s.State.Terms.OpenChecks()[0].ID()
	s.Give(rosa, terms.Answer{Poll: id, Choice: poll.LiveWith})
	_, ask := s.Press(scr, dana, "en", enter)
	yes(s, scr, ask)
	_, ask = s.Press(scr, dana, "en", enter)
	if ask == nil || ask.Title != "5 on the list have not answered; closing leaves them out. Close and show?" {
		t.Fatalf("asked %+v", ask)
	}
	yes(s, scr, ask)
	if len(s.State.Terms.OpenChecks()) > 0 {
		t.Error("the check is still open")
	}
}
