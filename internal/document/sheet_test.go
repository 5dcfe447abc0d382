package document_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// onTable is a workshop of everything, opened, with the library's own content: a
// host, six people, and a delegate.
func onTable(tb testing.TB) *gathering {
	tb.Helper()
	lib, err := library.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	g := &gathering{tb: tb, lib: lib, now: time.Date(2027, 3, 2, 2, 30, 0, 0, time.UTC), state: workshop.Empty(),
		box: map[string]map[roster.SeatID][]byte{}}
	create, _ := prepare.Workshop(lib, workshop.Meta{ID: "w", Title: said("Rio Claro Family Partnership"), Zone: "America/Los_Angeles",
		PublicBody: "no", Keeper: said("Rio Claro County"), RetentionDays: 365}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	g.do("", create)
	for i, name := range []string{"Dana Whitfield", "Rosa Delgado", "Max Osei", "June Hart", "Luz Ibarra", "Lee Park", "Ana Ruiz"} {
		g.do("", roster.Join{Seat: roster.SeatID(fmt.Sprint("seat-", i)), About: roster.About{Name: said(name)}, Lang: "en"})
	}
	g.do("", roster.Grant{Seat: "seat-0", Role: roster.Host})
	g.do("seat-0", workshop.OpenMeeting{})
	return g
}

// at takes the room to a step of an item.
func (g *gathering) at(item, step string) {
	g.fold("seat-0", agenda.Moved{To: act.Place{Item: item, Step: step}})
}

// visiting adds a topic that is ready to be voted on.
func (g *gathering) visiting() string {
	g.do("seat-0", spectrum.AddTopic{Sentence: said("How families take part in planning visits"), Lang: "en"})
	id := g.state.Spectrum.Topics[0].ID
	fill := func(f spectrum.Field, v spectrum.Value) {
		g.do("seat-0", spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	fill(spectrum.FieldTouched, spectrum.Value{Entry: spectrum.Entry{Text: said("Families with visits"), Lang: "en"}})
	fill(spectrum.FieldFixed, spectrum.Value{Limits: []spectrum.Limit{{What: spectrum.Entry{Text: said("Who may visit"), Lang: "en"},
		Kind: "court", Source: said("the court"), Reason: said("a judge orders it")}}})
	fill(spectrum.FieldOpen, spectrum.Value{Entry: spectrum.Entry{Text: said("Los horarios y el lugar"), Lang: "es"}})
	fill(spectrum.FieldSigns, spectrum.Value{Person: spectrum.Person{Name: said("Ana Decider")}})
	fill(spectrum.FieldDue, spectrum.Value{Entry: spectrum.Entry{Text: said("June"), Lang: "en"}})
	fill(spectrum.FieldMeans, spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nothing}})
	fill(spectrum.FieldTribe, spectrum.Value{Tribe: spectrum.TribeNo})
	return id
}

// paper makes the sheet of where the room is, in both languages.
func (g *gathering) paper(large bool) document.Doc {
	g.tb.Helper()
	doc, err := document.SheetDoc(g.state, g.lib, document.Sheet{Langs: []string{"en", "es"}, Large: large}, g.now)
	if err != nil {
		g.tb.Fatal(err)
	}
	return doc
}

func (g *gathering) onPaper(f document.Format) string {
	g.tb.Helper()
	body := render(g.tb, g.paper(false), f)
	switch f {
	case document.PDF:
		return words(pdfText(g.tb, body))
	case document.HTML:
		return words(tool(g.tb, body, "pandoc", "-f", "html", "-t", "plain", "--wrap=none"))
	}
	return words(string(body))
}

// A vote on paper has all that is needed to answer it, in both languages and in
// every format that a printer takes.
func TestSheetOfAVoteHasAllThatIsNeeded(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	g.visiting()
	g.at("levels", spectrum.StepVote1)
	for _, f := range []document.Format{document.Text, document.HTML, document.PDF} {
		got := g.onPaper(f)
		for _, want := range []string{
			"How families take part in planning visits", "Who may visit · fixed by the court, because a judge orders it", "Los horarios y el lugar",
			"How much say is there today in this", "How much say should there be in this", "¿Qué tanto peso", "Dana Whitfield", "Rio Claro County",
			"1 Inform You will hear from us early, plainly and truthfully.", "5 Co-lead", "5 Dirigir en conjunto", "not sure", "pass",
			"Secret: no screen, paper or file shows who chose what.", "Secreto: ninguna pantalla", "Write no name on it", "No escriba ningún nombre", "torn up",
		} {
			if want == "¿Qué tanto peso" {
				want = words(g.lib.Words("es").Say("spectrum.question.today", "topic", "How families take part in planning visits"))
			}
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", f, want, got)
			}
		}
		boxes := map[document.Format]string{document.Text: "[ ]", document.HTML: "☐", document.PDF: "☐"}[f]
		if n := strings.Count(got, boxes); n != 2*2*7 {
			t.Errorf("%s has %d boxes, want 28", f, n)
		}
	}
}

// What was given under seal, what came of it, and who is here are on no sheet,
// whatever the room is at; the hosts' names and the keepers' are.
func TestSheetTellsNobodyAndNothingHidden(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	topic := g.visiting()
	g.at("levels", spectrum.StepVote1)
	g.do("seat-0", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	r := g.state.Spectrum.Topics[0].OpenRound()
	for i := range 6 {
		seat := roster.SeatID(fmt.Sprint("seat-", i+1))
		g.do(seat, spectrum.Cast{Poll: r.Today.ID, Choice: "inform"})
		g.do(seat, spectrum.Cast{Poll: r.Should.ID, Choice: "colead"})
		g.do(seat, spectrum.WriteReason{Poll: r.Reasons.ID, Words: said("Sealed reason of somebody"), Lang: "en"})
	}
	clean := func(where string, secrets ...string) {
		t.Helper()
		got := g.onPaper(document.Text)
		for _, bad := range append(secrets, "Sealed", "Rosa", "Max", "June Hart", "Luz", "Lee", "Ana", "answers are in", "on the list") {
			if strings.Contains(got, bad) {
				t.Errorf("%s: the sheet has %q:\n%s", where, bad, got)
			}
		}
	}
	clean("an open vote")
	g.do("seat-0", spectrum.LastCall{ID: r.ID})
	g.do("seat-0", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	g.at("levels", spectrum.StepReveal)
	clean("after the reveal", "middle answer")
	g.at("values", values.StepWrite)
	g.do("seat-0", values.OpenWriting{})
	w := g.state.Values.OpenWriting()
	g.do("seat-1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{{Word: said("Sealed card"), Lang: "en"}}})
	clean("quiet writing")
	g.do("seat-2", values.WriteCards{Writing: w.ID, Cards: []values.Draft{{Word: said("Patience"), Lang: "en", Signed: true}}})
	g.do("seat-0", values.LastCall{ID: w.ID})
	g.do("seat-0", values.ShowWall{Writing: w.ID})
	g.at("values", values.StepWall)
	if got := g.onPaper(document.Text); strings.Contains(got, "Max") || !strings.Contains(got, "Patience") || !strings.Contains(got, "Sealed card") {
		t.Errorf("the wall on paper:\n%s", got)
	}
}

// A sheet says who will see an answer in the words of the mode that it is asked
// in now, and never in those of another.
func TestSheetSpeaksTheModeOfTheOpenPoll(t *testing.T) {
	t.Parallel()
	for _, mode := range poll.Modes() {
		g := onTable(t)
		topic := g.visiting()
		g.do("seat-0", spectrum.SetMode{Topic: topic, Mode: mode})
		g.at("levels", spectrum.StepVote1)
		for _, open := range []bool{false, true} {
			if open {
				g.do("seat-0", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
			}
			got := g.onPaper(document.Text)
			for _, other := range poll.Modes() {
				m, _ := g.lib.Mode(string(other))
				for _, lang := range []string{"en", "es"} {
					if has := strings.Contains(got, words(g.lib.Words(lang).In(m.Promise))); has != (other == mode) {
						t.Errorf("asked %s (open %v): the promise of %s in %s stands on the sheet: %v", mode, open, other, lang, has)
					}
				}
			}
			if named := strings.Contains(got, "Everyone sees it with your name"); named != (mode == poll.Named) {
				t.Errorf("asked %s: a reason is said to show with the name: %v", mode, named)
			}
		}
	}
}

// Every step of every exercise has a sheet, and it asks what that step asks.
func TestSheetOfEveryStep(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	topic := g.visiting()
	g.at("levels", spectrum.StepPromise)
	g.write("seat-1", spectrum.PromiseText(topic), "We plan visits with you.")
	g.write("seat-1", terms.TextID("purpose", "en"), "First paragraph.\nSecond paragraph.")
	g.do("seat-1", terms.MakeReady{Section: "purpose"})
	for _, x := range []struct{ item, step, want string }{
		{"welcome", "", "You may leave it blank."},
		{"levels", spectrum.StepFrame, "First vote"},
		{"levels", spectrum.StepVote2, "Second vote"},
		{"levels", spectrum.StepPromise, "[1] We plan visits with you."},
		{"levels", spectrum.StepConsent, "Can you live and work with this level and this promise?"},
		{"values", values.StepStories, "Card 3 of 3"},
		{"values", values.StepSupport, "Mark up to five"},
		{"values", values.StepDeeds, "How this sheet comes in"},
		{"values", values.StepConsent, "[ ] 5 I am fully behind this"},
		{"draft1", terms.StepDraft, "[2] Second paragraph."},
		{"settle", terms.StepCheck, "Name the paragraph by its number"},
		{"adopt", terms.StepAdopt, "as a whole?"},
		{"break", "", "Break"},
	} {
		g.at(x.item, x.step)
		if got := g.onPaper(document.Text); !strings.Contains(got, x.want) {
			t.Errorf("%s %s: no %q in\n%s", x.item, x.step, x.want, got)
		}
	}
	g.at("settle", terms.StepCheck)
	g.do("seat-0", terms.OpenCheck{Section: "purpose"})
	if got := g.onPaper(document.Text); !strings.Contains(got, "Can you live and work with this text as it stands?") || !strings.Contains(got, "Hidden names:") {
		t.Errorf("a section under check:\n%s", got)
	}
}

// inflated are the streams of a PDF as they were written.
func inflated(tb testing.TB, pdf []byte) []string {
	tb.Helper()
	var out []string
	for _, part := range bytes.Split(pdf, []byte("stream\n"))[1:] {
		r, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue // what follows "endstream"
		}
		content, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, string(content))
	}
	return out
}

// In large print no letter of the PDF is smaller than 18 points, no line of text
// is wider than 40 columns but a word that can't be broken, and HTML has its own
// unit, also on paper.
func TestLargePrintIsLarge(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	g.visiting()
	g.at("levels", spectrum.StepVote1)
	sizes := regexp.MustCompile(`/F\d ([\d.]+) Tf`)
	smallest := func(doc document.Doc) float64 {
		least := 1000.0
		for _, content := range inflated(t, render(t, doc, document.PDF)) {
			for _, m := range sizes.FindAllStringSubmatch(content, -1) {
				size, err := strconv.ParseFloat(m[1], 64)
				if err != nil {
					t.Fatal(err)
				}
				least = min(least, size)
			}
		}
		return least
	}
	large := sample()
	large.Large = true
	for _, doc := range []document.Doc{g.paper(true), large} {
		if got := smallest(doc); got < 18 || got > 100 {
			t.Errorf("the smallest letter of the PDF has %v points, want 18 or more", got)
		}
		for _, line := range strings.Split(string(render(t, doc, document.Text)), "\n") {
			if n := len([]rune(line)); n > 40 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("a line of %d columns: %q", n, line)
			}
		}
		if html := string(render(t, doc, document.HTML)); !strings.Contains(html, "html { font-size: 24px; }") || !strings.Contains(html, "font-size: 18pt") {
			t.Error("HTML is not in large print")
		}
		wellFormed(t, render(t, doc, document.DOCX))
	}
	if got := smallest(g.paper(false)); got >= 18 {
		t.Errorf("the usual print has %v points", got)
	}
}

// Hostile names and words stay text on a sheet too.
func TestSheetWithHostileWords(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	for i, words := range hostile() {
		text := said(words)
		if text.IsBlank() {
			continue
		}
		g.fold("", roster.Joined{Seat: roster.SeatID(fmt.Sprint("bad-", i)), About: roster.About{Name: text}})
		g.do("", roster.Grant{Seat: roster.SeatID(fmt.Sprint("bad-", i)), Role: roster.Host})
		g.fold("seat-0", agenda.ItemChanged{Item: agenda.Item{ID: "welcome", Title: agenda.Words{"en": words}, Prompt: agenda.Words{"en": words}, Activity: agenda.Talk}})
		g.at("welcome", "")
		doc := g.paper(i%2 == 0)
		printable(t, render(t, doc, document.Text))
		html := string(render(t, doc, document.HTML))
		if strings.Contains(html, "<script") || strings.Contains(html, "<img") {
			t.Errorf("markup of somebody's in the HTML")
		}
		if i%4 == 0 {
			pdfText(t, render(t, doc, document.PDF))
		}
	}
}

// A sheet needs somewhere to be, and is none after the end.
func TestNoSheetFromNowhere(t *testing.T) {
	t.Parallel()
	g := onTable(t)
	ask := document.Sheet{Langs: []string{"en"}}
	g.fold("seat-0", agenda.Moved{})
	for _, x := range []struct {
		item, want string
	}{{"", "sheet_nowhere"}, {"no-such-item", "item_gone"}, {"levels", ""}} {
		ask.Item = x.item
		if _, err := document.SheetDoc(g.state, g.lib, ask, g.now); fault.Code(err) != x.want && (x.want != "" || err != nil) {
			t.Errorf("item %q: %v, want %s", x.item, err, x.want)
		}
	}
	ended := *g.state
	ended.Status = workshop.Ended
	if _, err := document.SheetDoc(&ended, g.lib, ask, g.now); fault.Code(err) != "sheet_over" {
		t.Errorf("after the end: %v", err)
	}
}
