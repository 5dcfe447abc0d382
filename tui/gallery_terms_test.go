package tui

import (
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	screenTerms "convene/tui/screen/terms"
)

// terms walks through the Terms of Reference.
func (g *gallery) terms() {
	g.to("break", "")
	g.hang("talk/break", g.rosa, "")
	g.to(Terms, terms.StepBring)
	g.Give("", terms.Arrive{Outcomes: []act.Outcome{
		{Source: "spectrum/visits", Section: "engagement", Words: "We design the visiting hours together.", Lang: "en", Label: "terms.from.promise"},
		{Source: "values/patience", Section: "values", Words: "Patience: we give people time.", Lang: "en", Label: "terms.from.value"}}})
	g.hang("terms/arrivals", g.rosa, "")
	g.hang("terms/arrivals_host", g.dana, "v")
	g.to(Terms, terms.StepAssign)
	g.hang("terms/assign", g.rosa, "")
	g.to(Terms, terms.StepDraft)
	g.hang("terms/outline_empty", g.rosa, "")
	g.talked()
	g.hang("terms/outline", g.rosa, "")
	g.hang("terms/outline_end", g.rosa, "<end>")
	g.open("terms/section", g.rosa, "")
	g.open("terms/writing", g.rosa, "<enter>")
	g.open("terms/acts", g.rosa, "<tab>")
	g.open("terms/history", g.rosa, "h")
	g.open("terms/section_es", g.luz, "")
	g.to(Terms, terms.StepRead)
	g.hang("terms/read", g.rosa, "")
	g.to(Terms, terms.StepSettle)
	g.hang("terms/settle", g.rosa, "")
	g.checks("terms/")
	g.adopts()
}

// open is a picture of section 11 after some keys.
func (g *gallery) open(name string, seat roster.SeatID, typed string) {
	g.pose(name, seat, func(m *model) {
		m.lookAt(Terms)
		m.current().(*screenTerms.Screen).Arg(m.env, "communication")
		m.presses(typed)
	})
}

// talked is section 11 as several people wrote it.
func (g *gallery) talked() {
	id := terms.TextID("communication", "en")
	g.write(g.rosa, id, "Every question gets a first reply inside 24 business hours and ")
	g.write(g.max, id, "a date for the full one.\n")
	g.write(g.sam, id, "The coordinator sends notes within three working days, in English and Spanish, to everyone who was there and to everyone who was missed.\n")
	g.write(g.june, id, "When we say no, we say why. The reason is written in the notes, with the name of the law, rule or budget.\n")
	g.write(g.luz, id, "Elders are called, not e-mailed.")
}

// checks asks about a section.
func (g *gallery) checks(where string) {
	if g.State.Texts.Get(terms.TextID("communication", "en")) == nil {
		g.to(Terms, terms.StepDraft)
		g.talked()
	}
	g.to(Terms, terms.StepCheck)
	g.Give(g.rosa, terms.MakeReady{Section: "communication"})
	g.hang(where+"check_ready", g.rosa, "")
	g.hang(where+"check_host", g.dana, "")
	g.Give(g.dana, terms.OpenCheck{Section: "communication", Question: terms.Question{Warned: true, Readers: []terms.Reader{{Lang: "es", Seat: g.luz}}}})
	g.hang(where+"check", g.rosa, "")
	g.hang(where+"check_chosen", g.rosa, "3")
	g.hang(where+"check_reader", g.luz, "")
	g.hang(where+"check_delegate", g.hart, "")
	g.hang(where+"check_asked", g.dana, "")
	id := g.State.Terms.OpenChecks()[0].ID()
	for i, seat := range g.voters() {
		g.Give(seat, terms.Answer{Poll: id, Choice: []string{"5", "4", "3", "1", "5", "5", "4", "5"}[i]})
	}
	g.Give(g.rosa, terms.Reason{Poll: id, Words: said("The day is missing."), Lang: "en"})
	g.hang(where+"check_in", g.rosa, "")
	g.Give(g.dana, terms.LastCall{Poll: id})
	g.hang(where+"check_close", g.dana, "<enter>")
	g.Give(g.dana, terms.CloseCheck{Poll: id})
	g.hang(where+"check_result", g.rosa, "")
	g.hang(where+"check_result_host", g.dana, "")
}

// voters are on the list of what is asked.
func (g *gallery) voters() (out []roster.SeatID) {
	for _, v := range g.State.Roster.Voters() {
		out = append(out, v.ID)
	}
	return out
}

// adopts adopts the whole, and signs.
func (g *gallery) adopts() {
	readers := terms.Question{Warned: true, Readers: []terms.Reader{{Lang: "es", Seat: g.luz}}}
	g.to(Terms, terms.StepAdopt)
	g.hang("terms/whole_missing", g.rosa, "")
	g.hang("terms/whole_missing_host", g.dana, "v<tab>")
	for _, sec := range g.State.Terms.Sections {
		if sec.Minimum && !sec.Itself && sec.ID != terms.SignoffID && sec.ID != "communication" {
			g.write(g.rosa, terms.TextID(sec.ID, "en"), "We agree on this in our own words.")
		}
	}
	g.Give(g.dana, terms.SetReview{Date: g.Now.AddDate(1, 0, 0)})
	g.hang("terms/whole", g.rosa, "")
	g.hang("terms/whole_acts", g.dana, "v<tab>")
	g.Give(g.dana, terms.OpenAdoption{Question: readers})
	g.hang("terms/adoption", g.rosa, "")
	g.hang("terms/adoption_delegate", g.hart, "")
	id := g.State.Terms.Whole.Check.ID()
	for _, seat := range g.voters() {
		g.Give(seat, terms.Answer{Poll: id, Choice: "4"})
	}
	g.Give(g.dana, terms.LastCall{Poll: id})
	g.Give(g.dana, terms.CloseCheck{Poll: id})
	g.hang("terms/adopted", g.rosa, "")
	g.hang("terms/sign", g.rosa, "s")
	g.hang("terms/sign_chosen", g.rosa, "s4")
	g.hang("terms/sign_note", g.rosa, "s4<enter>Weekend hours are missing.")
	g.hang("terms/sign_delegate", g.hart, "s")
	g.Give(g.rosa, terms.Sign{Status: terms.StandsAside, Note: said("Weekend hours are missing.")})
	g.Give(g.max, terms.Sign{Status: terms.Supports})
	g.hang("terms/signed", g.rosa, "")
	g.hang("terms/signed_host", g.dana, "")
}
