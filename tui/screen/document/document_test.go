package document_test

import (
	"context"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/document"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

func deps() document.Deps {
	return document.Deps{Address: "127.0.0.1:2222", Code: func(context.Context) (string, error) { return "KITE-7M4Q", nil }}
}

func write(s *stage.Stage, seat roster.SeatID, section, words string) {
	s.T.Helper()
	s.Give(seat, workshop.EditText{Text: terms.TextID(section, "en"), Edit: text.Edit{Do: text.Insert{At: text.New().Start(), Text: words}}})
}

func room(t *testing.T) (s *stage.Stage, host, rosa roster.SeatID) {
	s = stage.New(t, "c")
	host, rosa = s.Sit("Dana Whitfield", "en", roster.Host), s.Sit("Rosa", "en")
	s.Give(host, workshop.OpenMeeting{})
	write(s, rosa, "purpose", "We exist so that children stay safely with their kin and culture.\nWe check this each spring with the QRX.")
	write(s, rosa, "communication", "Every question gets a first reply inside 24 business hours.")
	s.Give(rosa, terms.AddView{Section: "purpose", Words: safetext.Clean(safetext.Idea, "Spring is too late."), Lang: "en", Sign: true})
	return s, host, rosa
}

// carry runs a call as the root would.
func carry(t *testing.T, s *stage.Stage, scr *document.Screen, seat roster.SeatID, lang string, do screen.Do) {
	t.Helper()
	for _, c := range do.Calls {
		v, err := c.Run(t.Context())
		scr.Done(s.Env(seat, lang), c.Tag, v, err)
	}
}

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		s, host, rosa := room(t)
		scr := document.New(deps())
		golden.Text(t, lang+"/text", stage.Show(s.Env(rosa, lang), scr))
		do, _ := s.Press(scr, rosa, lang, keys.Press(keys.Tab))
		carry(t, s, scr, rosa, lang, do)
		golden.Text(t, lang+"/taking", stage.Show(s.Env(rosa, lang), scr))
		s.Press(scr, rosa, lang, keys.Press(keys.Tab))
		golden.Text(t, lang+"/findings", stage.Show(s.Env(rosa, lang), scr))
		if got := stage.Show(s.Env(host, lang), document.New(deps())); got != stage.Show(s.Env(rosa, lang), scr) {
			t.Errorf("a host does not begin with what is missing:\n%s", got)
		}
	}
}

func TestTheLinesAreExact(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"127.0.0.1:2222", "sftp -P 2222 KITE@127.0.0.1"},
		{"[2001:db8::7]:2222", "sftp -P 2222 KITE@[2001:db8::7]"},
		{"convene.example:22", "sftp KITE@convene.example"},
		{"convene.example", "sftp KITE@convene.example"},
	} {
		if got := document.Lines(c.address, "KITE", "es"); got != [2]string{c.want, "get es/terms-of-reference.docx"} {
			t.Errorf("%q", got)
		}
	}
}

func TestAWarningIsAnsweredAndTheAnswerShows(t *testing.T) {
	s, _, rosa := room(t)
	scr := document.New(deps())
	s.Press(scr, rosa, "en", keys.Press(keys.Tab), keys.Press(keys.Tab))
	for range 40 {
		if strings.Contains(chosen(s, scr, rosa), "QRX") {
			break
		}
		s.Press(scr, rosa, "en", keys.Press(keys.Down))
	}
	s.Press(scr, rosa, "en", keys.Char('w'))
	if !scr.InText(s.Env(rosa, "en")) {
		t.Fatal("no field opened")
	}
	s.Press(scr, rosa, "en", stage.Type("Everyone here knows it\n")...)
	if got := stage.Show(s.Env(rosa, "en"), scr); !strings.Contains(got, "it may stand: Everyone here knows it") {
		t.Errorf("\n%s", got)
	}
}

func chosen(s *stage.Stage, scr *document.Screen, seat roster.SeatID) string {
	for _, l := range strings.Split(stage.Show(s.Env(seat, "en"), scr), "\n") {
		if strings.HasPrefix(l, "|›") {
			return l
		}
	}
	return ""
}

func TestEnterOnAFindingOpensItsSection(t *testing.T) {
	s, host, _ := room(t)
	do, _ := s.Press(document.New(deps()), host, "en", keys.Press(keys.Enter))
	if do.Open != "terms" || s.State.Terms.Section(do.Arg) == nil {
		t.Errorf("%+v", do)
	}
}

// The review date and the signatures are settled with the whole text.
func TestEnterOnTheReviewDateOpensTheWhole(t *testing.T) {
	s, host, _ := room(t)
	scr := document.New(deps())
	for !strings.Contains(chosen(s, scr, host), "no review date") {
		s.Press(scr, host, "en", keys.Press(keys.Down))
	}
	if got := stage.Show(s.Env(host, "en"), scr); !strings.Contains(got, "open the whole") {
		t.Errorf("the foot says\n%s", got)
	}
	if do, _ := s.Press(scr, host, "en", keys.Press(keys.Enter)); do.Open != "terms" || do.Arg != "whole" {
		t.Errorf("%+v", do)
	}
}

func TestSigningIsOfferedOnlyWhenAdopted(t *testing.T) {
	s, _, rosa := room(t)
	do, _ := s.Press(document.New(deps()), rosa, "en", keys.Char('s'))
	if do.Open != "" || do.Notice == "" {
		t.Errorf("%+v", do)
	}
}

// Nobody here is asked why a government's silence may stand.
func TestNobodyAnswersForAGovernment(t *testing.T) {
	s, host, rosa := room(t)
	s.Give("", roster.ConfirmDelegate{Seat: rosa, Nation: safetext.Clean(safetext.Name, "Example Tribe")})
	s.Give(host, spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, "Visits"), Lang: "en"})
	topic := s.State.Spectrum.Topics[0].ID
	s.Give(rosa, spectrum.Affect{Topic: topic})
	s.Give(host, spectrum.CarryOver{Topic: topic})
	scr := document.New(deps())
	for range 40 {
		if strings.Contains(chosen(s, scr, host), "not spoken: ") {
			break
		}
		s.Press(scr, host, "en", keys.Press(keys.Down))
	}
	if got := stage.Show(s.Env(host, "en"), scr); !strings.Contains(got, "it: Example Tribe · Visits") || strings.Contains(got, "may stand") {
		t.Fatalf("\n%s", got)
	}
	s.Press(scr, host, "en", keys.Char('w'))
	if scr.InText(s.Env(host, "en")) {
		t.Error("a field opened in which somebody answers for a government")
	}
}

// What is copied from the screen is a command that works, in either language and
// with a long address: a shell joins the lines, and no word is cut.
func TestTheLineToTakeItHomeCanBeCopied(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		for _, address := range []string{"127.0.0.1:2222", "workshops.family-services.rio-claro-county.example.org:2222"} {
			s, _, rosa := room(t)
			d := deps()
			d.Address = address
			scr := document.New(d)
			do, _ := s.Press(scr, rosa, lang, keys.Press(keys.Tab))
			carry(t, s, scr, rosa, lang, do)
			var shown strings.Builder
			for _, r := range scr.Page(s.Env(rosa, lang)).Rows {
				if r.Width() > 76 {
					t.Errorf("%q is wider than the screen", r.String())
				}
				shown.WriteString(r.String() + "\n")
			}
			whole := strings.Join(strings.Fields(strings.ReplaceAll(shown.String(), "\\\n", "")), " ")
			for _, want := range document.Lines(address, "KITE-7M4Q", lang) {
				if !strings.Contains(whole, want) {
					t.Errorf("%s: %q is not to be copied from\n%s", lang, want, shown.String())
				}
			}
		}
	}
}
