package terms_test

import (
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/terms"
	"convene/tui/screen/terms"
	"convene/tui/tuitest/stage"
)

// What was kept from an earlier frame is what a screen made now would show,
// whatever happened in between (design §6).
func TestWhatIsKeptIsWhatIs(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	const id = "communication"
	kept := map[roster.SeatID]map[string]*terms.Screen{}
	look := func(after string) {
		t.Helper()
		for _, seat := range []roster.SeatID{dana, rosa, luz} {
			for _, lang := range []string{"en", "es"} {
				scr := kept[seat][lang]
				if scr == nil {
					scr = section(s, seat, id)
					if kept[seat] == nil {
						kept[seat] = map[string]*terms.Screen{}
					}
					kept[seat][lang] = scr
				}
				e := s.Env(seat, lang)
				e.Zone = time.UTC // the same one each time, as a person's is
				now, fresh := stage.Show(e, scr), stage.Show(e, section(s, seat, id))
				if now != fresh {
					t.Errorf("after %s, %s (%s) still sees\n%s\nbut there is\n%s", after, seat, lang, now, fresh)
				}
			}
		}
	}
	look("nothing")
	talked(s)
	look("words")
	s.Carets[rosa] = workshop.Caret{Text: domain.TextID(id, "en"), At: text.Pos{Para: text.FirstPara}, Typed: s.Now}
	look("somebody began to write")
	s.Now = s.Now.Add(domain.Stretch)
	look("a while")
	s.Give(rosa, domain.MakeReady{Section: id})
	look("ready")
	s.Give(dana, domain.OpenCheck{Section: id, Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	for seat := range kept { // the check is put in front of everyone, and left
		for lang, scr := range kept[seat] {
			s.Press(scr, seat, lang, esc)
		}
	}
	check := s.State.Terms.Section(id).Check.ID()
	for _, seat := range []roster.SeatID{dana, rosa, max0, june, luz} {
		s.Give(seat, domain.Answer{Poll: check, Choice: "5"})
	}
	s.Give(dana, domain.LastCall{Poll: check})
	s.Give(dana, domain.CloseCheck{Poll: check})
	look("the check")
	s.Give(dana, domain.Reopen{Section: id, Reason: safetext.Clean(safetext.Line, "Once more.")})
	look("open again")
	s.Give(dana, roster.Grant{Seat: rosa, Role: roster.Observer})
	look("one of them may only look on")
	s.Give(dana, workshop.EndWorkshop{})
	look("the end")
}

// What was taken out comes back from the list of what one can do, too.
func TestWhatWasTakenOutIsPutBackFromTheList(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	wrote(s, rosa, "purpose", "en", "Children stay with their kin.")
	d := s.State.Texts.Get("terms/purpose/en")
	p := d.Paras()[0].ID
	s.Give(max0, workshop.EditText{Text: "terms/purpose/en", Edit: text.Edit{Base: d.Version(),
		Do: text.Remove{Range: d.Range(text.Pos{Para: p}, text.Pos{Para: p, Off: 9})}}})
	scr := section(s, rosa, "purpose")
	s.Press(scr, rosa, "en", tab)
	pick(t, s, scr, rosa, "Put back what was taken out")
	pick(t, s, scr, rosa, "Max took out: Children")
	if got := s.State.Texts.Get("terms/purpose/en").Plain(); got != "Children stay with their kin." {
		t.Errorf("the section says %q", got)
	}
}
