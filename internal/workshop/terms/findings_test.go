package terms_test

import (
	"testing"

	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

func seat(id string) roster.SeatID { return roster.SeatID(id) }

func (r *room) findings() map[string]terms.Finding {
	out := map[string]terms.Finding{}
	for _, f := range r.state.Findings(terms.Input{Now: r.now, Facts: r.facts,
		Text: func(id string) *text.Doc { return r.texts[id] }}) {
		out[f.Code+" "+f.Section+" "+f.Subject] = f
	}
	return out
}

func (r *room) found(key string, blocks terms.DocStatus, who terms.Settler) {
	r.t.Helper()
	f, ok := r.findings()[key]
	if !ok {
		r.t.Fatalf("no finding %q in %v", key, r.findings())
	}
	if f.Blocks != blocks || f.Who != who {
		r.t.Fatalf("%q blocks %q and is settled by %q", key, f.Blocks, f.Who)
	}
}

func (r *room) gone(key string) {
	r.t.Helper()
	if f, ok := r.findings()[key]; ok {
		r.t.Fatalf("still found: %+v", f)
	}
}

func TestFindings(t *testing.T) {
	r := workshop(t)
	r.found("section_empty purpose ", terms.AdoptedDoc, terms.ByGroup)
	r.gone("section_empty header ")
	r.gone("section_empty support ")
	r.found("review_missing review ", terms.AdoptedDoc, terms.ByHost)

	r.write("rosa", terms.TextID("purpose", "en"), "The ILT meets with the CPM (Core Practice Model). Case number 12, ICWA.")
	r.gone("section_empty purpose ")
	r.found("section_open purpose ", terms.DraftDoc, terms.ByGroup)
	r.found("abbreviation purpose ILT", terms.DraftDoc, terms.ByGroup)
	r.gone("abbreviation purpose CPM")
	r.gone("abbreviation purpose ICWA")
	r.found("watch_word purpose case number", terms.DraftDoc, terms.ByGroup)
	r.gone("watch_word purpose probation")

	f := r.findings()["watch_word purpose case number"]
	r.must("rosa", terms.AnswerFinding{Finding: f, Words: clean("It is an example.")})
	if a := r.findings()["watch_word purpose case number"].Answered; a == nil || a.By != "rosa" {
		t.Fatalf("the answer is lost: %+v", a)
	}
	r.refused("finding_blocks", "rosa", terms.AnswerFinding{Finding: r.findings()["review_missing review "]})

	r.facts.Promises = []terms.Promise{{Title: "Visits", Waits: []terms.Wait{{Nation: clean("Example Tribe")}}}}
	r.found("promise_no_keeper engagement Visits", terms.AdoptedDoc, terms.ByKeeper)
	r.found("promise_no_date engagement Visits", terms.AdoptedDoc, terms.ByKeeper)
	silent := "nation_silent engagement Example Tribe · Visits"
	r.found(silent, terms.DraftDoc, terms.ByNation)
	// Nobody here says for a government that its silence may stand.
	r.refused("finding_blocks", "rosa", terms.AnswerFinding{Finding: r.findings()[silent], Words: clean("They are busy.")})
	forged := r.findings()[silent]
	forged.Code = terms.WatchWord
	r.must("rosa", terms.AnswerFinding{Finding: forged, Words: clean("They are busy.")})
	if r.findings()[silent].Answered != nil {
		t.Fatal("someone answered for a government")
	}
	// Who took it to the Council has spoken that far, and said by when.
	r.facts.Promises[0].Waits[0] = terms.Wait{Nation: clean("Example Tribe"), Council: true, Due: "2027-06-01"}
	r.gone(silent)
	r.found("nation_council engagement Example Tribe · Visits", terms.DraftDoc, terms.ByNation)
	if due := r.findings()["nation_council engagement Example Tribe · Visits"].Due; due != "2027-06-01" {
		t.Fatalf("due %q", due)
	}
	r.sameReplayed()
}

func TestAnOldTranslationBlocksOnlyWhereBothBind(t *testing.T) {
	r := workshop(t)
	r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
	r.write("max", terms.TextID("purpose", "es"), "Existimos para la niñez.")
	r.facts.Binding = []string{"en", "es"}
	r.found("translation_old purpose es", terms.AdoptedDoc, terms.ByTranslator)
	r.must("max", terms.SetTranslation{Section: "purpose", Lang: "es"})
	r.gone("translation_old purpose es")
	r.write("rosa", terms.TextID("purpose", "en"), " All.")
	r.found("translation_old purpose es", terms.AdoptedDoc, terms.ByTranslator)
	r.facts.Binding = nil
	r.found("translation_old purpose es", terms.DraftDoc, terms.ByTranslator)
}

func TestArrivals(t *testing.T) {
	r := workshop(t)
	promise := act.Outcome{Source: "spectrum/t1", Section: "purpose", Words: "We build it with you.", Lang: "en", Label: "terms.from.promise"}
	other := act.Outcome{Source: "values/c1", Section: "purpose", Words: "Patience.", Lang: "en", Label: "terms.from.value"}
	lost := act.Outcome{Source: "values/c2", Section: "no-such", Words: "Held by some.", Lang: "es", Label: "terms.from.some"}
	r.refused("not_yours", "host", terms.Arrive{Outcomes: []act.Outcome{promise}})
	r.must("", terms.Arrive{Outcomes: []act.Outcome{promise, other, lost}})
	r.must("", terms.Arrive{Outcomes: []act.Outcome{promise}}) // again, the same
	if len(r.state.Arrivals) != 3 || r.state.Arrivals[2].Section != "annex" {
		t.Fatalf("arrived: %+v", r.state.Arrivals)
	}
	changed := promise
	changed.Words = "We build it with you, by June."
	r.must("", terms.Arrive{Outcomes: []act.Outcome{changed}})
	if len(r.state.Arrivals) != 3 || r.state.Arrivals[0].Words != changed.Words {
		t.Fatal("a draft that waits is not replaced by its newer words")
	}
	r.refused("only_participant", "obs", terms.Accept{Arrivals: []string{r.state.Arrivals[0].ID}})
	r.must("rosa", terms.LeaveOut{Arrival: r.state.Arrivals[1].ID, Reason: clean("Said elsewhere")})
	r.must("rosa", terms.Accept{Arrivals: []string{r.state.Arrivals[0].ID, r.state.Arrivals[1].ID}})
	r.must("max", terms.Accept{Arrivals: []string{r.state.Arrivals[0].ID}}) // too late, and no second copy
	if got := r.texts[terms.TextID("purpose", "en")].Plain(); got != "We build it with you, by June.\nPatience." {
		t.Fatalf("the section says %q", got)
	}
	r.status("purpose", terms.Draft)

	// Newer words after that arrive beside; a withdrawn source says so.
	r.must("", terms.Arrive{Outcomes: []act.Outcome{promise}})
	gone := other
	gone.Withdrawn = true
	r.must("", terms.Arrive{Outcomes: []act.Outcome{gone}})
	r.found("source_withdrawn purpose values/c1", terms.DraftDoc, terms.ByHost)
	r.found("arrival_waiting purpose spectrum/t1", terms.DraftDoc, terms.ByGroup)
	if a := r.state.Arrivals[1]; !a.Withdrawn || a.Words != "" {
		t.Fatalf("a withdrawn source keeps its words: %+v", a)
	}
	r.refused("arrival_gone", "rosa", terms.Accept{Arrivals: []string{r.state.Arrivals[1].ID}})
	r.sameReplayed()
}

// What goes into the text may say what it is; what waits stays as it came.
func TestAnArrivalGoesInAsItIsTold(t *testing.T) {
	r := workshop(t)
	r.must("", terms.Arrive{Outcomes: []act.Outcome{{Source: "spectrum/t1/position", Section: "sovereignty",
		Words: "Example Tribe\nvisits", Lang: "en", Label: "terms.from.position_does_not_agree"}}})
	id := r.state.Arrivals[0].ID
	r.must("rosa", terms.Accept{Arrivals: []string{id}, Told: map[string]string{id: "It does not agree: Example Tribe; visits."}})
	if got := r.texts[terms.TextID("sovereignty", "en")].Plain(); got != "It does not agree: Example Tribe; visits." {
		t.Fatalf("the section says %q", got)
	}
	if r.state.Arrivals[0].Words != "Example Tribe\nvisits" {
		t.Fatal("the draft lost its own words")
	}
	r.sameReplayed()
}
