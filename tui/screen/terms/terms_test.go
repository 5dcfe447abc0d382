package terms_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/terms"
	"convene/tui/tuitest/stage"
)

func has(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%q is not in\n%s", want, got)
	}
}

func hasNot(t *testing.T, got, unwanted string) {
	t.Helper()
	if strings.Contains(got, unwanted) {
		t.Errorf("%q is in\n%s", unwanted, got)
	}
}

// pick chooses the line of a menu that says words.
func pick(t *testing.T, s *stage.Stage, scr screen.Screen, seat roster.SeatID, words string) (screen.Do, *screen.Ask) {
	t.Helper()
	for range 20 {
		for _, l := range strings.Split(shows(s, scr, seat, "en"), "\n") {
			if strings.HasPrefix(l, "|›") && strings.Contains(l, words) {
				return s.Press(scr, seat, "en", enter)
			}
		}
		s.Press(scr, seat, "en", keys.Press(keys.Down))
	}
	t.Fatalf("no line %q in\n%s", words, shows(s, scr, seat, "en"))
	return screen.Do{}, nil
}

func yes(s *stage.Stage, scr screen.Screen, seat roster.SeatID, ask *screen.Ask) {
	s.T.Helper()
	if ask == nil {
		s.T.Fatal("nothing was asked")
	}
	s.Carry(scr, seat, "en", ask.Do)
}

func section(s *stage.Stage, seat roster.SeatID, id string) *terms.Screen {
	scr := terms.New()
	scr.Arg(s.Env(seat, "en"), id)
	return scr
}

func TestWritingIsSeenByOthersWithItsWriter(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	mine, theirs := section(s, rosa, "conflict"), section(s, max0, "conflict")
	has(t, shows(s, mine, rosa, "en"), "Named: everyone sees your words as you type them.")
	s.Press(mine, rosa, "en", keys.Char('w'))
	s.Press(mine, rosa, "en", stage.Type("Anyone may ask for a pause.")...)
	textID, at, ok := mine.Caret(s.Env(rosa, "en"))
	if !ok || textID != "terms/conflict/en" || at.Off != len("Anyone may ask for a pause.") {
		t.Errorf("caret %q %+v %v", textID, at, ok)
	}
	has(t, shows(s, theirs, max0, "en"), "Anyone may ask for a pause.")
	has(t, shows(s, theirs, max0, "en"), "Rosa")
	s.Carets[rosa] = workshop.Caret{Text: textID, At: at, Typed: s.Now}
	has(t, shows(s, theirs, max0, "en"), "Rosa is writing")
	has(t, shows(s, theirs, max0, "en"), "1 person writing")
	s.Press(mine, rosa, "en", esc, keys.Char('u'))
	hasNot(t, shows(s, theirs, max0, "en"), "pause.") // the full stop was typed alone
}

// Two stand in an empty section, each in their own language. The first words
// decide its original; whoever only stood there goes on writing in it, and no
// letter of theirs becomes a command.
func TestTheFirstWordsOfAnotherLanguageLeaveNobodyWithoutAField(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	rosas, luzs := section(s, rosa, "conflict"), section(s, luz, "conflict")
	s.Press(luzs, luz, "es", keys.Char('w'))
	s.Press(rosas, rosa, "en", keys.Char('w'))
	s.Press(rosas, rosa, "en", stage.Type("We")...)
	shows(s, luzs, luz, "es")
	s.Press(rosas, rosa, "en", stage.Type(" stop.")...)
	if !luzs.InText(s.Env(luz, "es")) {
		t.Fatal("the field is gone")
	}
	s.Press(luzs, luz, "es", enter)
	s.Press(luzs, luz, "es", stage.Type("Paramos.")...)
	if got := s.State.Texts.Get("terms/conflict/en").Plain(); got != "We stop.\nParamos." {
		t.Errorf("the section says %q", got)
	}
}

func TestWritingOnTheSideStaysPrivateUntilPlaced(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	scr := section(s, rosa, "conflict")
	s.Press(scr, rosa, "en", tab)
	pick(t, s, scr, rosa, "on the side")
	has(t, shows(s, scr, rosa, "en"), "Only you see this until you place it.")
	s.Press(scr, rosa, "en", stage.Type("Two of us listen.")...)
	s.Press(scr, rosa, "en", esc)
	if s.State.Texts.Get("terms/conflict/en") != nil {
		t.Error("words on the side became shared")
	}
	s.Press(scr, rosa, "en", tab)
	pick(t, s, scr, rosa, "on the side")
	has(t, shows(s, scr, rosa, "en"), "Two of us listen.")
	s.Press(scr, rosa, "en", tab, enter)
	if got := s.State.Texts.Get("terms/conflict/en"); got == nil || got.Plain() != "Two of us listen." {
		t.Fatalf("placed: %v", got)
	}
	if d := s.Env(rosa, "en").Drafts["side/terms/conflict/en"]; d != "" {
		t.Errorf("the draft is still there: %q", d)
	}
	has(t, shows(s, scr, rosa, "en"), "   1  Two of us listen.")
}

func arrive(s *stage.Stage) {
	s.Give("", domain.Arrive{Outcomes: []act.Outcome{
		{Source: "spectrum/visits", Section: "engagement", Words: "We design the visiting hours together.", Lang: "en", Label: "terms.from.promise"},
		{Source: "values/patience", Section: "values", Words: "Patience: we give people time.", Lang: "en", Label: "terms.from.value"},
		{Source: "values/candour", Section: "values", Words: "Candour.", Lang: "en", Label: "terms.from.value"},
	}})
}

func TestTheBringStepOpensTheArrivals(t *testing.T) {
	s := meeting(t, domain.StepWhy)
	arrive(s)
	goTo(s, domain.StepBring)
	scr := terms.New()
	got := shows(s, scr, rosa, "en")
	has(t, got, "3 drafts from the exercises")
	has(t, got, "from a level and its promise")
	s.Press(scr, rosa, "en", enter)
	if got := s.State.Texts.Get("terms/engagement/en").Plain(); got != "A level and its promise: We design the visiting hours together." {
		t.Errorf("%q", got)
	}
	s.Press(scr, rosa, "en", keys.Char('2'), keys.Char('d'))
	s.Press(scr, rosa, "en", stage.Type("Said already.\n")...)
	if n := len(s.State.Terms.Waiting("")); n != 1 {
		t.Errorf("%d wait", n)
	}
	s.Press(scr, rosa, "en", keys.Char('e'))
	has(t, shows(s, scr, rosa, "en"), "Patience: we give people time.▏")
}

func TestTheCheckChoosesNothingAndKeepsTheAnswerFromNeighbours(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	asked(s)
	scr := terms.New()
	has(t, shows(s, scr, rosa, "en"), "Nothing is chosen yet.")
	if do, _ := s.Press(scr, rosa, "en", enter); do.Notice == "" || len(do.Commands) > 0 {
		t.Errorf("Enter without a choice: %+v", do)
	}
	s.Press(scr, rosa, "en", keys.Char('2'))
	has(t, shows(s, scr, rosa, "en"), "› 2  I need more talk first")
	s.Press(scr, rosa, "en", enter)
	got := shows(s, scr, rosa, "en")
	has(t, got, "Your answer is in")
	hasNot(t, got, "› 2")
	s.Press(scr, rosa, "en", keys.Char('v'))
	has(t, shows(s, scr, rosa, "en"), "Your answer: I need more talk first")
	s.Press(scr, rosa, "en", keys.Char('w'))
	s.Press(scr, rosa, "en", stage.Type("Who pays?\n")...)
	s.Press(scr, rosa, "en", keys.Char('d'))
	has(t, shows(s, scr, rosa, "en"), "Nothing is chosen yet.")
	hasNot(t, shows(s, scr, rosa, "en"), "you, Max") // who wrote what is no part of the question
}

func TestLastCallReachesThoseWhoChoseAndDidNotSend(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	asked(s)
	scr, host := terms.New(), terms.New()
	shows(s, scr, rosa, "en")
	s.Press(scr, rosa, "en", keys.Char('5'))
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Last call")
	has(t, shows(s, scr, rosa, "en"), "You chose something and did not send it.")
	s.Press(scr, rosa, "en", enter)
	for _, seat := range []roster.SeatID{max0, june, luz} {
		s.Give(seat, domain.Answer{Poll: s.State.Terms.Section("communication").Check.ID(), Choice: "4"})
	}
	s.Press(host, dana, "en", tab)
	_, ask := pick(t, s, host, dana, "close and show")
	has(t, ask.Title, "1 on the list has not answered")
	yes(s, host, dana, ask)
	got := shows(s, scr, rosa, "en")
	has(t, got, "Agreed.")
	has(t, got, "On the list 5, answered 4")
	if st := s.State.Terms.Section("communication").Status; st != domain.Agreed {
		t.Errorf("status %q", st)
	}
}

func TestAnAgreedSectionIsReopenedWithAReason(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	asked(s)
	id := s.State.Terms.Section("communication").Check.ID()
	for _, seat := range []roster.SeatID{dana, rosa, max0, june, luz} {
		s.Give(seat, domain.Answer{Poll: id, Choice: "5"})
	}
	s.Give(dana, domain.LastCall{Poll: id})
	s.Give(dana, domain.CloseCheck{Poll: id})

	mine := section(s, rosa, "communication")
	s.Press(mine, rosa, "en", keys.Char('w'))
	if mine.InText(s.Env(rosa, "en")) {
		t.Error("a locked section takes keys")
	}
	s.Press(mine, rosa, "en", tab)
	pick(t, s, mine, rosa, "Propose to reopen it")
	s.Press(mine, rosa, "en", stage.Type("The Tribe asked for a week.\n")...)

	host := section(s, dana, "communication")
	has(t, shows(s, host, dana, "en"), "Rosa proposes to reopen it: The Tribe asked for a week.")
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Reopen it")
	if do, _ := s.Press(host, dana, "en", enter); len(do.Commands) != 1 {
		t.Fatalf("%+v", do)
	}
	if st := s.State.Terms.Section("communication").Status; st != domain.Agreed {
		t.Error("reopened without a reason")
	}
	s.Press(host, dana, "en", stage.Type("The Tribe asked.\n")...)
	if st := s.State.Terms.Section("communication").Status; st != domain.Draft {
		t.Errorf("status %q", st)
	}
	s.Press(host, dana, "en", keys.Char('h'))
	has(t, shows(s, host, dana, "en"), "The Tribe asked.")
}

func TestTheHostNamesAReaderForALanguageWithoutAText(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	ready(s)
	host := section(s, dana, "communication")
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Open the check")
	has(t, shows(s, host, dana, "en"), "Who reads it aloud in Spanish?")
	s.Press(host, dana, "en", enter)
	pick(t, s, host, dana, "Luz")
	has(t, shows(s, host, dana, "en"), "5 seats will vote. Is that everyone here?")
	_, ask := s.Press(host, dana, "en", enter)
	yes(s, host, dana, ask)
	if len(s.State.Terms.OpenChecks()) != 1 {
		t.Fatal("no check is open")
	}
	has(t, shows(s, host, dana, "en"), "Can you live and work with this text")
	has(t, shows(s, host, dana, "en"), "Luz reads it aloud in Spanish")
}

func TestHostActionsAreOfferedOnlyToThoseWhoMay(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	ready(s)
	for seat, may := range map[roster.SeatID]bool{dana: true, rosa: false} {
		scr := section(s, seat, "communication")
		s.Press(scr, seat, "en", tab)
		if strings.Contains(shows(s, scr, seat, "en"), "Open the check") != may {
			t.Errorf("%s: \n%s", seat, shows(s, scr, seat, "en"))
		}
	}
}

func TestOnlyHoldersChangeAView(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	s.Give(rosa, domain.AddView{Section: "purpose", Words: safetext.Clean(safetext.Idea, "Spring is too late."), Lang: "en", Sign: true})
	for seat, main := range map[roster.SeatID]string{rosa: "change my words", max0: "I hold this view too"} {
		scr := section(s, seat, "purpose")
		s.Press(scr, seat, "en", tab)
		pick(t, s, scr, seat, "Other views: 1")
		has(t, shows(s, scr, seat, "en"), "Enter  "+main)
	}
}

func TestSomeoneWhoWritesIsNotTornAwayByACheck(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	ready(s)
	scr := section(s, rosa, "conflict")
	s.Press(scr, rosa, "en", enter)
	s.Give(dana, domain.OpenCheck{Section: "communication", Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	s.Press(scr, rosa, "en", stage.Type("5 of us")...)
	if got := s.State.Texts.Get("terms/conflict/en").Plain(); got != "5 of us" {
		t.Errorf("%q", got)
	}
	s.Press(scr, rosa, "en", esc)
	has(t, shows(s, scr, rosa, "en"), "Can you live and work with this text as it stands?")
}

func TestSmallScreensFit(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	asked(s)
	for _, lang := range []string{"en", "es"} {
		for _, size := range [][2]int{{76, 17}, {56, 13}} {
			for _, scr := range []*terms.Screen{terms.New(), section(s, rosa, "conflict"), section(s, rosa, "communication")} {
				e := s.Env(rosa, lang)
				e.W, e.H = size[0], size[1]
				p := scr.Page(e)
				for _, r := range p.Rows {
					if r.Width() > e.W {
						t.Errorf("%s %v: %d cells in %q", lang, size, r.Width(), r)
					}
				}
				if size[1] == 17 && len(p.Rows) > e.H {
					t.Errorf("%s %v: %d rows\n%s", lang, size, len(p.Rows), stage.Text(e, p, false))
				}
			}
		}
	}
}

// Fewer than four can't hide a name: the check is asked with names, and says so.
func TestTooFewAreAskedWithNames(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	ready(s)
	s.Give(luz, roster.SpeakLanguage{Lang: "en"})
	scr := section(s, dana, "communication")
	s.Press(scr, dana, "en", tab)
	pick(t, s, scr, dana, "Open the check")
	for _, name := range []string{"Max", "June"} {
		for !strings.Contains(chosenLine(shows(s, scr, dana, "en")), name) {
			s.Press(scr, dana, "en", keys.Press(keys.Down))
		}
		s.Press(scr, dana, "en", keys.Char('e'))
	}
	_, ask := s.Press(scr, dana, "en", enter)
	if ask == nil || ask.Yes != "open it, with names" || !strings.Contains(strings.Join(ask.Lines, " "), "names can't be hidden") {
		t.Fatalf("asked %+v", ask)
	}
	yes(s, scr, dana, ask)
	if c := s.State.Terms.Section("communication").Check; !c.IsOpen() || c.Poll.Mode != poll.Named {
		t.Errorf("the check is %+v", c)
	}
	// What "named" promised is kept when the result shows.
	shows(s, scr, dana, "en")
	id := s.State.Terms.OpenChecks()[0].ID()
	s.Give(rosa, domain.Answer{Poll: id, Choice: poll.LiveWith})
	s.Give(dana, domain.Answer{Poll: id, Choice: poll.Pass})
	s.Give(dana, domain.LastCall{Poll: id})
	s.Give(dana, domain.CloseCheck{Poll: id})
	got := shows(s, scr, dana, "en")
	has(t, got, "I can live with it: Rosa")
	has(t, got, "Pass, or not mine to decide: Dana Whitfield")
}

func chosenLine(page string) string {
	for _, l := range strings.Split(page, "\n") {
		if strings.HasPrefix(l, "|›") {
			return l
		}
	}
	return ""
}

// In a list of things to do a digit does one at once.
func TestADigitDoesWhatItsLineSays(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	scr := section(s, rosa, "conflict")
	s.Press(scr, rosa, "en", tab)
	for _, l := range strings.Split(shows(s, scr, rosa, "en"), "\n") {
		if n, words, ok := strings.Cut(strings.Trim(l, "|› "), "  "); ok && strings.Contains(words, "on the side") {
			s.Press(scr, rosa, "en", keys.Char(rune(n[0])))
			has(t, shows(s, scr, rosa, "en"), "Only you see this until you place it.")
			return
		}
	}
	t.Fatal("there is no such line")
}
