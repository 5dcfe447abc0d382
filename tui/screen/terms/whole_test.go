package terms_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/terms"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

// agree answers an open check for everyone and closes it.
func agree(s *stage.Stage, id string) {
	s.T.Helper()
	for _, seat := range []roster.SeatID{dana, rosa, max0, june, luz} {
		s.Give(seat, domain.Answer{Poll: id, Choice: "4"})
	}
	s.Give(dana, domain.LastCall{Poll: id})
	s.Give(dana, domain.CloseCheck{Poll: id})
}

// finished is a document with every section of the minimum, ready to be adopted.
func finished(t testing.TB) *stage.Stage {
	s := meeting(t, domain.StepAdopt)
	for _, sec := range s.State.Terms.Sections {
		if sec.Minimum && !sec.Itself && sec.ID != domain.SignoffID {
			wrote(s, rosa, sec.ID, "en", "We agree on this in our own words.")
			s.Give(rosa, domain.MakeReady{Section: sec.ID})
			s.Give(dana, domain.OpenCheck{Section: sec.ID, Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
			agree(s, s.State.Terms.Section(sec.ID).Check.ID())
		}
	}
	s.Give(dana, domain.SetReview{Date: s.Now.AddDate(1, 0, 0)})
	return s
}

func TestAdoptionThenSigning(t *testing.T) {
	s := finished(t)
	host := terms.New()
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Ask the group to adopt the whole")
	s.Press(host, dana, "en", enter)
	pick(t, s, host, dana, "Luz")
	_, ask := s.Press(host, dana, "en", enter)
	yes(s, host, dana, ask)
	mine := terms.New()
	got := shows(s, mine, rosa, "en")
	has(t, got, "Can you live and work with these Terms of Reference as a whole?")
	golden.Text(t, "en/adoption", got)
	agree(s, s.State.Terms.Whole.Check.ID())
	if st := s.State.Terms.Whole.Status; st != domain.AdoptedDoc {
		t.Fatalf("status %q", st)
	}

	s.Press(mine, rosa, "en", enter) // from the result back to the whole
	s.Press(mine, rosa, "en", keys.Char('s'))
	hasNot(t, shows(s, mine, rosa, "en"), "›") // nothing is chosen at the start
	if do, ask := s.Press(mine, rosa, "en", enter); ask != nil || do.Notice == "" {
		t.Error("Enter without a choice did something, or said nothing")
	}
	_, ask = pick(t, s, mine, rosa, "stands aside")
	if ask != nil {
		t.Error("standing aside asked for no note")
	}
	_, ask = s.Press(mine, rosa, "en", stage.Type("Weekend hours are missing.\n")...)
	has(t, ask.Title, "Rosa: stands aside")
	yes(s, mine, rosa, ask)
	who, ok := s.State.Terms.Whole.SignerOf(rosa, safetext.Text{})
	if !ok || who.Status != domain.StandsAside || who.Note.String() != "Weekend hours are missing." {
		t.Errorf("%+v", who)
	}
	for _, lang := range []string{"en", "es"} {
		golden.Text(t, lang+"/whole", shows(s, mine, rosa, lang))
	}
	golden.Text(t, "en/result", shows(s, resultOf(s), rosa, "en"))
}

func resultOf(s *stage.Stage) screen.Screen {
	scr := section(s, rosa, "purpose")
	s.Press(scr, rosa, "en", tab)
	pick(s.T.(*testing.T), s, scr, rosa, "What the check said")
	return scr
}

func TestADelegateSaysForWhomTheySign(t *testing.T) {
	s := finished(t)
	nation := safetext.Clean(safetext.Name, "Example Tribe")
	s.Give("", roster.NameNation{ID: "n1", Name: nation})
	s.Give("", roster.ConfirmDelegate{Seat: june, Nation: nation})
	s.Give(dana, domain.OpenAdoption{Question: domain.Question{Warned: true, Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	agree(s, s.State.Terms.Whole.Check.ID())
	scr := terms.New()
	s.Press(scr, june, "en", keys.Char('s'))
	pick(t, s, scr, june, "For Example Tribe")
	pick(t, s, scr, june, "pending ratification")
	_, ask := s.Press(scr, june, "en", stage.Type("the Tribal Council\n")...)
	has(t, ask.Title, "June, Example Tribe: pending ratification by the Tribal Council")
	yes(s, scr, june, ask)
	if who, ok := s.State.Terms.Whole.SignerOf(june, nation); !ok || who.Status != domain.Pending {
		t.Errorf("%+v", who)
	}
	got := strings.Join(strings.Fields(strings.ReplaceAll(shows(s, scr, june, "en"), "|", " ")), " ")
	has(t, got, "Section 7 touches Example Tribe and is not in force without its word. The rest does not wait.")
	has(t, got, "June, Example Tribe pending ratification by the Tribal Council")
	has(t, got, "We wait for 1 signature.")
}

func TestSigningAfterTheEnd(t *testing.T) {
	s := finished(t)
	s.Give(dana, domain.OpenAdoption{Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	agree(s, s.State.Terms.Whole.Check.ID())
	s.Give(dana, workshop.EndWorkshop{})
	scr := terms.New()
	scr.Arg(s.Env(rosa, "en"), "sign")
	_, ask := pick(t, s, scr, rosa, "supports")
	yes(s, scr, rosa, ask)
	if who, ok := s.State.Terms.Whole.SignerOf(rosa, safetext.Text{}); !ok || who.Status != domain.Supports {
		t.Errorf("%+v", who)
	}
}

func TestATranslationIsWrittenComparedAndRead(t *testing.T) {
	s := meeting(t, domain.StepDraft)
	wrote(s, rosa, "purpose", "en", "Children stay with their kin.")
	scr := section(s, luz, "purpose")
	s.Press(scr, luz, "en", tab)
	pick(t, s, scr, luz, "Write this section in Spanish")
	s.Press(scr, luz, "en", stage.Type("Los niños se quedan con su familia.")...)
	s.Press(scr, luz, "en", esc, tab)
	pick(t, s, scr, luz, "says what the original says")
	if !s.State.Terms.Section("purpose").Fresh(s.State.Texts.Get, "es") {
		t.Error("the translation is not fresh")
	}
	if got := s.State.Texts.Get("terms/purpose/en").Plain(); got != "Children stay with their kin." {
		t.Errorf("the original became %q", got)
	}
	s.Press(scr, luz, "en", keys.Char('o'))
	has(t, shows(s, scr, luz, "en"), "Children stay with their kin.")
}

// Whatever is pressed, by whomever and whatever the room does meanwhile, the
// screen draws, and no row is wider than the terminal.
func TestAnyKeyDraws(t *testing.T) {
	all := []keys.Key{enter, tab, esc, keys.Press(keys.Up), keys.Press(keys.Down), keys.Char(' '), keys.Press(keys.PageUp),
		keys.Press(keys.Home), keys.Press(keys.End), keys.Press(keys.Backspace), keys.Pasted("日本 e\u0301\n2027-06-01")}
	for _, r := range "1234567890abcdeghinoprstuvwy" {
		all = append(all, keys.Char(r))
	}
	steps := []string{domain.StepWhy, domain.StepBring, domain.StepDraft, domain.StepRead, domain.StepCheck, domain.StepAdopt}
	rapid.Check(t, func(rt *rapid.T) {
		s := meeting(t, rapid.SampledFrom(steps).Draw(rt, "step"))
		arrive(s)
		asked(s)
		seats := []roster.SeatID{dana, rosa, luz}
		screens := map[roster.SeatID]*terms.Screen{dana: terms.New(), rosa: terms.New(), luz: terms.New()}
		w, h := rapid.SampledFrom([]int{56, 76}).Draw(rt, "w"), rapid.SampledFrom([]int{13, 17}).Draw(rt, "h")
		for range rapid.IntRange(1, 60).Draw(rt, "keys") {
			seat := rapid.SampledFrom(seats).Draw(rt, "seat")
			scr, lang := screens[seat], rapid.SampledFrom([]string{"en", "es"}).Draw(rt, "lang")
			_, ask := s.Press(scr, seat, lang, rapid.SampledFrom(all).Draw(rt, "key"))
			if ask != nil && rapid.Bool().Draw(rt, "yes") {
				s.Carry(scr, seat, lang, ask.Do)
				for _, c := range ask.Choices[:min(1, len(ask.Choices))] {
					s.Carry(scr, seat, lang, c.Do)
				}
			}
			e := s.Env(seat, lang)
			e.W, e.H = w, h
			p := scr.Page(e)
			for _, r := range p.Rows {
				if r.Width() > w {
					rt.Fatalf("%d cells in %d: %q", r.Width(), w, r)
				}
			}
			if c := p.Cursor; c != nil && (c.Y < 0 || c.Y >= len(p.Rows) || c.X > w) {
				rt.Fatalf("cursor %+v on %d rows", *c, len(p.Rows))
			}
		}
	})
}

// A review date is a day of the calendar: the one that was typed, here and in
// every file, whatever the meeting's zone.
func TestTheReviewDateIsTheDayThatWasTyped(t *testing.T) {
	s := finished(t)
	host := terms.New()
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Set the review date")
	s.Press(host, dana, "en", stage.Type("2027-11-01")...)
	s.Press(host, dana, "en", enter)
	if got, want := s.State.Terms.Whole.Review, time.Date(2027, 11, 1, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("the review is by %s, want %s", got, want)
	}
	has(t, shows(s, host, dana, "en"), "We review this text by November 1, 2027.")
}

// Sections that no check has agreed are named before the whole is asked, to those
// who are asked, and before it is put in force; adopted, they say with what, and
// nobody is led to write in them, in any language.
func TestWhatNoCheckSettledIsNamedAndAdoptedWithTheWhole(t *testing.T) {
	s := finished(t)
	wrote(s, rosa, "support", "en", "A stipend within ten days.")
	host := terms.New()
	s.Press(host, dana, "en", tab)
	pick(t, s, host, dana, "Ask the group to adopt the whole")
	s.Press(host, dana, "en", enter)
	pick(t, s, host, dana, "Luz")
	_, ask := s.Press(host, dana, "en", enter)
	has(t, strings.Join(ask.Lines, "\n"), "1 section has words that no check has agreed: 15 Resources, pay and support.")
	yes(s, host, dana, ask)
	mine := terms.New()
	has(t, shows(s, mine, rosa, "en"), "1 section has had no check of its own")
	agree(s, s.State.Terms.Whole.Check.ID())
	s.Press(mine, rosa, "en", enter)
	whole := strings.Join(strings.Fields(strings.ReplaceAll(shows(s, mine, rosa, "en"), "|", " ")), " ")
	has(t, whole, "1 section was adopted with the whole, without a check of its own: 15 Resources, pay and support.")
	sec := section(s, rosa, "support")
	has(t, shows(s, sec, rosa, "en"), "adopted with the whole")
	s.Press(sec, rosa, "en", tab)
	hasNot(t, shows(s, sec, rosa, "en"), "Write this section in")

	s.Give(dana, domain.AskSigner{Signer: domain.Signer{Seat: rosa, Name: safetext.Clean(safetext.Name, "Rosa")}})
	s.Give(rosa, domain.Sign{Status: domain.Signs})
	s.Press(host, dana, "en", tab)
	_, ask = pick(t, s, host, dana, "Put it in force")
	if ask == nil || !strings.Contains(strings.Join(ask.Lines, "\n"), "without a check of its own: 15 Resources, pay and support.") {
		t.Errorf("before it is in force: %+v", ask)
	}
}

// Who sees the answers is said whole before anyone answers, on the longest check
// too: in Spanish, and to a delegate.
func TestWhoSeesTheAnswersIsSaidWholeBeforeAnyoneAnswers(t *testing.T) {
	s := finished(t)
	nation := safetext.Clean(safetext.Name, "Example Tribe")
	s.Give("", roster.NameNation{ID: "n1", Name: nation})
	s.Give("", roster.ConfirmDelegate{Seat: june, Nation: nation})
	s.Sit("Amos", "en")
	s.Give(dana, domain.OpenAdoption{Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	for seat, langs := range map[roster.SeatID][]string{june: {"en", "es"}, luz: {"en", "es"}} {
		for _, lang := range langs {
			mode, _ := s.Lib.Mode(string(s.State.Terms.Whole.Check.Poll.Mode))
			got := strings.Join(strings.Fields(strings.ReplaceAll(shows(s, terms.New(), seat, lang), "|", " ")), " ")
			if want := s.Env(seat, lang).Words.In(mode.Promise); !strings.Contains(got, want) {
				t.Errorf("%s in %s: %q is not in\n%s", seat, lang, want, shows(s, terms.New(), seat, lang))
			}
			if e := s.Env(seat, lang); len(terms.New().Page(e).Rows) > e.H {
				t.Errorf("%s in %s: %d rows on a screen of %d\n%s", seat, lang, len(terms.New().Page(e).Rows), e.H, shows(s, terms.New(), seat, lang))
			}
		}
	}
}

// What keeps the whole from being adopted is shown before anyone is asked to
// read aloud, on the page where it can be settled.
func TestWhatIsMissingIsShownBeforeTheGroupIsAsked(t *testing.T) {
	s := meeting(t, domain.StepAdopt)
	wrote(s, rosa, "purpose", "en", "Children stay with their kin.")
	host := terms.New()
	s.Press(host, dana, "en", tab)
	do, _ := pick(t, s, host, dana, "Ask the group to adopt the whole")
	if do.Open != "document" || !strings.Contains(do.Notice, "missing before that") {
		t.Errorf("the host was led to %q and told %q", do.Open, do.Notice)
	}
}

// The host's screen leads to one section's check; who read aloud at the last one
// reads on, until somebody else is named, and the last question names the section.
func TestTheNextCheckTakesItsReaderFromTheLast(t *testing.T) {
	s := finished(t)
	wrote(s, rosa, "support", "en", "A stipend within ten days.")
	s.Give(rosa, domain.MakeReady{Section: "support"})
	host := terms.New()
	host.Arg(s.Env(dana, "en"), "check/support")
	has(t, shows(s, host, dana, "en"), "Luz reads it aloud in Spanish")
	_, ask := s.Press(host, dana, "en", enter)
	if ask == nil || ask.Title != "Ask 5 people about section 15 now?" {
		t.Fatalf("asked %+v", ask)
	}
	s.Press(host, dana, "en", tab)
	has(t, shows(s, host, dana, "en"), "Who reads it aloud in Spanish?")
	yes(s, host, dana, ask)
	if c := s.State.Terms.Section("support").Check; !c.IsOpen() || len(c.Readers) != 1 || c.Readers[0].Seat != luz {
		t.Errorf("the check is %+v", c)
	}
}
