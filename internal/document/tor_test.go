package document_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

func (g *gathering) tor(lang string) (document.Doc, []terms.Finding) {
	g.tb.Helper()
	doc, findings, err := document.TermsDoc(g.state, g.lib, lang, g.now)
	if err != nil {
		g.tb.Fatal(err)
	}
	return doc, findings
}

// says checks that the plain text holds these words in this order.
func says(t *testing.T, text string, want ...string) {
	t.Helper()
	rest := text
	for _, w := range want {
		i := strings.Index(rest, w)
		if i < 0 {
			t.Fatalf("%q is missing, or not in its place, in:\n%s", w, text)
		}
		rest = rest[i+len(w):]
	}
}

// plain is the text format with its lines joined, so that wrapping is no matter.
func plain(t *testing.T, doc document.Doc) string {
	t.Helper()
	return strings.Join(strings.Fields(string(render(t, doc, document.Text))), " ")
}

func TestADraftOpensWithWhatIsMissing(t *testing.T) {
	g := worked(t)
	doc, findings := g.tor("en")
	if !doc.Draft || len(findings) == 0 || doc.Lang != "en" {
		t.Fatalf("draft %v with %d findings", doc.Draft, len(findings))
	}
	says(t, plain(t, doc), "DRAFT", "Rio Claro Family Partnership", "Terms of Reference", "What is missing before this can be adopted",
		"4 · Our shared values: no text yet (the group)", "no review date (the host)", "Worth a look", "5 · Scope: in, out, fixed: not agreed yet (the group)", "In short", "We exist so that children",
		"agreed with concerns · version 1", "We exist so that children", "The second paragraph has áéí, ñ and ʔəy̓.",
		"Fathers are not named.", "a member", "Visiting hours", "Collaborate", "not used: No budget yet",
		"Other views", "The whole is too long.", "Max Osei", "Concerns", "Weekends are still missing.",
		"Counts", "Questions for later", "Who pays for rides?", "Sources and credits",
		"Change history", "Rosa Delgado wrote", "Follow-ups", "Who pays for rides?", "Ana Ruiz", "March 8, 2027")
}

func TestOurWordsAreInOneLanguageAndPeoplesInTheirs(t *testing.T) {
	g := worked(t)
	doc, _ := g.tor("es")
	says(t, plain(t, doc), "BORRADOR", "Términos de referencia", "Lo que falta", "4 · Nuestros valores: sin texto todavía (el grupo)",
		"Existimos para que la niñez", "M. Torres", "inglés", "We exist so that children", "Fathers are not named.", "Los horarios de visita.")
	html := string(render(t, doc, document.HTML))
	if !strings.Contains(html, `lang="en"`) || !strings.Contains(html, `<html lang="es"`) {
		t.Fatal("English words stand in a Spanish document without saying so")
	}
	english, _ := g.tor("en")
	says(t, plain(t, english), "We exist so that children", "Los horarios de visita.")
	if strings.Contains(plain(t, english), "Existimos para que la niñez") {
		t.Fatal("an English reader gets the translation for the original")
	}
	if id := regexp.MustCompile(`\[[a-z_]+\.[a-z_.]+\]`); id.MatchString(plain(t, doc)) || id.MatchString(plain(t, english)) {
		t.Fatalf("a sentence is missing: %s", id.FindString(plain(t, doc)+plain(t, english)))
	}
}

func TestNoDocumentTellsWhatIsNotItsToTell(t *testing.T) {
	g := worked(t)
	tor, _ := g.tor("en")
	record := document.RecordDoc(g.state, g.lib, "en", g.now)
	for _, doc := range []document.Doc{tor, record} {
		for _, f := range []document.Format{document.Markdown, document.Text, document.HTML, document.JSON} {
			out := string(render(t, doc, f))
			for _, secret := range []string{"seat-", "w-secret-id", "terms/purpose"} {
				if strings.Contains(out, secret) {
					t.Fatalf("%s holds %q", f, secret)
				}
			}
			// June stood aside, wrote the reason and the view; Luz and the host said
			// no to their names.
			for _, name := range []string{"June Hart", "Luz Ibarra", "Dana Whitfield"} {
				if strings.Contains(out, name) {
					t.Fatalf("%s names %s, who did not say yes", f, name)
				}
			}
		}
	}
	g.do("seat-rosa", roster.ShowName{})
	tor, _ = g.tor("en")
	if out := plain(t, tor); strings.Contains(out, "Rosa Delgado") {
		t.Fatal("a name stays after its owner took the yes back")
	}
}

func TestBothStandWhereATribeDoesNotAgree(t *testing.T) {
	g := worked(t)
	doc, findings := g.tor("en")
	says(t, plain(t, doc), "Positions of Tribal governments", "Example Tribe does not agree.", "We were not asked.",
		"open: Example Tribe has not said \"agrees\"")
	for _, f := range findings {
		if f.Code == terms.NationSilent && !f.Warns() {
			t.Fatal("a government that has not agreed blocks what does not touch it")
		}
	}
}

// minimum writes and agrees every section of the minimum.
func (g *gathering) minimum() {
	for _, sec := range g.state.Terms.Sections {
		if sec.Minimum && !sec.Itself && sec.Status == terms.Empty {
			g.agree(sec.ID, "Agreed words of "+sec.ID+".")
		}
	}
	g.do("seat-host", terms.SetReview{Date: g.now.AddDate(1, 0, 0)})
}

func TestAdoptedAndInForce(t *testing.T) {
	g := worked(t)
	g.minimum()
	g.do("seat-coord", terms.AskSigner{Signer: terms.Signer{Seat: "seat-rosa", Required: true}})
	g.do("seat-coord", terms.AskSigner{Signer: terms.Signer{Name: said("Chair of the Council"), Nation: said("Example Tribe")}})
	g.do("seat-host", terms.OpenAdoption{Question: readAloud()})
	g.answer(g.state.Terms.Whole.Check.ID())
	doc, findings := g.tor("en")
	if doc.Draft {
		t.Fatalf("adopted, and still a draft: %+v", findings)
	}
	out := plain(t, doc)
	says(t, out, "Status: adopted by the group, ratification pending", "Version: 1", "Section 7 touches Example Tribe and is not in force without its word. The rest does not wait.",
		"7 Tribal sovereignty", "Not in force without the word of Example Tribe.", "Adopted by the group on March 1, 2027", "Rosa Delgado", "asked to sign", "Chair of the Council")
	if strings.Contains(out, "DRAFT") || strings.Contains(out, "What is missing") {
		t.Fatal("an adopted document is marked as a draft")
	}
	bound := g.state.Meta
	bound.Binding = []string{"en", "es"}
	g.do("", workshop.ChangeMeta{Meta: bound})
	if doc, _ := g.tor("en"); !doc.Draft || doc.Status != "draft" {
		t.Fatal("something blocks it, and it is called adopted")
	}
	bound.Binding = nil
	g.do("", workshop.ChangeMeta{Meta: bound})

	g.do("seat-rosa", terms.Sign{Status: terms.Signs})
	g.do("seat-host", terms.SetStatus{To: terms.InForce})
	doc, _ = g.tor("en")
	says(t, plain(t, doc), "Status: in force, but for what touches Example Tribe", "signs", "March 1, 2027", "on screen")

	// What can't be called adopted any more is a draft that says why.
	g.now = g.now.AddDate(0, 0, 1)
	g.do("seat-host", terms.Reopen{Section: "purpose", Reason: said("A new law")})
	doc, _ = g.tor("en")
	if !doc.Draft {
		t.Fatal("a document under review is not marked")
	}
	says(t, plain(t, doc), "This is a draft of version 2. It has not been adopted. Version 1 was adopted on March 1, 2027.",
		"Version: 2", "Rosa Delgado", "Status: signs", "Version: 1", "the status of the whole changed · in force", "reopened it: A new law", "the status of the whole changed · under review")
	says(t, plain(t, doc), "under review", "Version: 2", "What is missing")
}

func TestRecordOfTheWorkshop(t *testing.T) {
	g := worked(t)
	g.now = g.now.Add(12 * time.Minute)
	doc := document.RecordDoc(g.state, g.lib, "es", g.now)
	says(t, plain(t, doc), "Registro del taller", "7 personas", "Llegada", "12 min", "We said our names.",
		"Visiting hours", "Colaborar", "We build the schedule with you.", "Ana Ruiz", "We were not asked.", "Pendientes")
}

func TestAWorkshopWithoutAnOutlineHasNoTerms(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = document.TermsDoc(workshop.Empty(), lib, "en", time.Now())
	if fault.Code(err) != "terms_unprepared" {
		t.Fatal(err)
	}
	if doc := document.RecordDoc(workshop.Empty(), lib, "en", time.Now()); len(render(t, doc, document.Markdown)) == 0 {
		t.Fatal("a record of nothing can't be written")
	}
}

// Read aloud it is sentences: no drawn signs, no line that says nothing, and what is
// in another language says so.
func TestSpoken(t *testing.T) {
	g := worked(t)
	doc, _ := g.tor("es")
	lines := document.Spoken(doc, func(lang, words string) string { return "En " + lang + ": " + words })
	for _, l := range lines {
		if strings.ContainsAny(l, "|#·•─│█_") || strings.Contains(l, "==") || strings.Contains(l, "--") || strings.HasSuffix(l, ": ") {
			t.Errorf("it reads %q", l)
		}
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{"3 Visión, propósito y objetivos", "3, Visión, propósito y objetivos, versión 1", "Weekends are still missing.", "En en: "} {
		if !strings.Contains(all, want) {
			t.Errorf("it does not read %q:\n%s", want, all)
		}
	}
}

func TestEveryFormatOfTheTerms(t *testing.T) {
	g := worked(t)
	doc, _ := g.tor("es")
	for _, f := range document.Formats() {
		if len(render(t, doc, f.Format)) < 1000 {
			t.Errorf("%s is hardly anything", f.Format)
		}
	}
}

// A concern is promised to be written down, so asking again takes none away.
func TestEarlierRoundsOfACheckStay(t *testing.T) {
	g := worked(t)
	check := func(id, standing, concern string) poll.Check {
		c := poll.NewCheck(id, poll.HiddenNames, poll.Cell, 1, poll.List{})
		c.Outcome.Consent.Standing = poll.Standing(standing)
		c.Outcome.Result = poll.Result{Counts: make([]int, len(c.Poll.Options)), OnList: 6, Answered: 6}
		c.Outcome.Concerns = []poll.Reason{{Words: said(concern), Lang: "en"}}
		c.ClosedAt = g.now
		return c
	}
	for _, c := range []poll.Check{check("values/c1", string(poll.NeedTalk), "Kinship is missing."), check("values/c2", string(poll.Concerns), "It came late.")} {
		c.Outcome.Consent.Unheard = true // is said of what was agreed only
		opened := values.Check{Check: c}
		g.fold("seat-host", values.CheckOpened{Check: opened})
		g.fold("seat-host", values.CheckClosed{Check: c.ID(), Outcome: c.Outcome})
	}
	tor, _ := g.tor("en")
	for _, doc := range []document.Doc{tor, document.RecordDoc(g.state, g.lib, "en", g.now)} {
		says(t, plain(t, doc), "round 1 of 2", "Kinship is missing.", "round 2 of 2", "It came late.",
			"round 1 of 2", "Some need more talk first.", "round 2 of 2", "Agreed, not every group has been heard.")
	}
}

// What the group proposed stays in sight where the decision-maker can keep less,
// and every kind of statement and position has its name as a draft.
func TestWhatTheGroupProposedStays(t *testing.T) {
	g := worked(t)
	topic := g.state.Spectrum.Topics[0]
	topic.Settlement = &spectrum.Settlement{Round: topic.Proposal().Round, How: spectrum.Pilot, Levels: [2]string{"colead", "collaborate"}}
	doc, _ := g.tor("en")
	says(t, plain(t, doc), "Level", "Collaborate", "The group proposed", "Co-lead")
	topic.Flags = []spectrum.Flag{{Nation: said("Example Tribe")}}
	topic.Views = []spectrum.View{{ID: "v1", Words: said("Weekends matter more."), Lang: "en", Holder: "seat-june"}}
	record := document.RecordDoc(g.state, g.lib, "en", g.now)
	says(t, plain(t, record), "Does it affect a Tribe?: yes: Example Tribe", "Government: Example Tribe Position:", "Other views", "Weekends matter more.")
	for _, lang := range []string{"en", "es"} {
		w := g.lib.Words(lang)
		for _, kind := range []spectrum.StatementKind{spectrum.CanKeep, spectrum.UpTo, spectrum.MustCheck} {
			if id := "terms.from.statement_" + string(kind); !w.Has(id) {
				t.Errorf("%s has no %s", lang, id)
			}
		}
		for _, stand := range spectrum.Stands() {
			if id := "terms.from.position_" + string(stand); !w.Has(id) {
				t.Errorf("%s has no %s", lang, id)
			}
		}
	}
}

// Asking again is a new round beside the old one: what people wrote beside the
// first is in the document and the record too, and so is its count (domain
// §4.1.1).
func TestEveryRoundOfASectionsCheckIsKept(t *testing.T) {
	g := worked(t)
	g.do("seat-host", terms.Reopen{Section: "purpose", Reason: said("Two asked for it.")})
	g.write("seat-rosa", terms.TextID("purpose", "en"), " And with their Tribe.")
	g.do("seat-rosa", terms.MakeReady{Section: "purpose"})
	g.do("seat-host", terms.OpenCheck{Section: "purpose", Question: readAloud()})
	id := g.state.Terms.Section("purpose").Check.ID()
	for _, seat := range members() {
		g.do(seat, terms.Answer{Poll: id, Choice: "5"})
	}
	g.do("seat-max", terms.Reason{Poll: id, Words: said("Now it is ours."), Lang: "en"})
	g.do("seat-host", terms.LastCall{Poll: id})
	g.do("seat-host", terms.CloseCheck{Poll: id})
	tor, _ := g.tor("en")
	for _, doc := range []document.Doc{tor, document.RecordDoc(g.state, g.lib, "en", g.now)} {
		says(t, plain(t, doc), "version 1 · round 1 of 2", "Weekends are still missing.", "version 2 · round 2 of 2", "Now it is ours.")
	}
}
