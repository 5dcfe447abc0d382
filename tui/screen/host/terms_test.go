package host_test

import (
	"testing"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

func TestACheckIsClosedInTwoPresses(t *testing.T) {
	s, ended := hall(t, "c"), 0
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
