package terms

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Facts is what the checks before export must know from other parts. The root
// fills it in.
type Facts struct {
	// Promises are the promises of the spectrum's recorded topics.
	Promises []Promise
	// Binding lists the languages that the group said bind equally; empty until
	// it said so.
	Binding []string
}

// Promise is what was promised on one topic.
type Promise struct {
	// Topic is its id, Title how people know it.
	Topic string
	Title string
	// Keeper and Proof say that someone answers for it, by a date.
	Keeper bool
	Proof  bool
	// Waits are governments that the topic affects and whose word it lacks. One
	// that does not agree has spoken, and is not among them.
	Waits []Wait
}

// Wait is a government whose word a topic lacks.
type Wait struct {
	Nation safetext.Text
	// Council says that its delegate has taken it to the Council, which answers
	// by Due, a day as 2027-06-01, if they could say.
	Council bool
	Due     string
}

// Input is all that Findings looks at beside the state.
type Input struct {
	Now  time.Time
	Text Texts
	Facts
}

// Settler says who can settle a finding.
type Settler string

// Who can settle a finding.
const (
	ByGroup       Settler = "group"      // anyone who writes
	ByHost        Settler = "host"       // a host or co-host
	ByKeeper      Settler = "keeper"     // the topic's decision-maker
	ByNation      Settler = "nation"     // that government alone
	BySigner      Settler = "signer"     // the person who is asked to sign
	ByTranslator  Settler = "translator" // whoever checks a translation
	ByCoordinator Settler = "coordinator"
)

// Finding is something that an adopted document should not have (domain §5,
// "Checks before export"). A DRAFT only lists them.
type Finding struct {
	// Code names its sentence: "finding.<code>".
	Code string
	// Section is where; empty is the whole.
	Section string
	// Subject is what it is about, in people's own words: a topic's title, a
	// signer's name, an abbreviation, a language tag. May be empty.
	Subject string
	// Due is the day, as 2027-06-01, by which whoever can settle it said they
	// would; empty where nobody did.
	Due string
	// Blocks is the first status it blocks; empty blocks none.
	Blocks DocStatus
	Who    Settler
	// Answered is set when someone said why a warning may stand.
	Answered *FindingAnswer
}

// FindingAnswer is why a warning may stand.
type FindingAnswer struct {
	Key   string
	By    roster.SeatID
	Words safetext.Text
}

// Key names the finding for AnswerFinding; the same finding has the same key.
func (f Finding) Key() string { return f.Code + "|" + f.Section + "|" + f.Subject }

// Sentence is the id of the finding in full, "finding.<code>"; with Due it says
// the day too.
func (f Finding) Sentence() string {
	if f.Due != "" {
		return "finding." + f.Code + "_due"
	}
	return "finding." + f.Code
}

// Short is the id of the finding in a few words, for a list that names the
// section before them.
func (f Finding) Short() string { return "finding.short." + f.Code }

// Warns reports whether the finding only warns: it may stand in an adopted
// document.
func (f Finding) Warns() bool { return f.Blocks == DraftDoc }

// Answerable reports whether people here can say why it may stand. Nobody says
// that for a government (domain §8.1).
func (f Finding) Answerable() bool {
	return f.Warns() && !slices.Contains([]string{NationSilent, NationCouncil, NotRatified}, f.Code)
}

// Stops reports whether the finding keeps the document from a status.
func (f Finding) Stops(to DocStatus) bool {
	return f.Blocks == AdoptedDoc && (to == AdoptedDoc || to == InForce) || f.Blocks == InForce && to == InForce
}

// The codes of findings.
const (
	SectionEmpty     = "section_empty"
	SectionOpen      = "section_open" // has a text that the group has not agreed
	NoReason         = "no_reason"    // not used, without a reason
	CheckRuns        = "check_runs"
	PromiseNoKeeper  = "promise_no_keeper"
	PromiseNoDate    = "promise_no_date"
	NationSilent     = "nation_silent"
	NationCouncil    = "nation_council" // taken to the Council, which has not answered
	NotRatified      = "not_ratified"
	NotSigned        = "not_signed"
	NobodyAsked      = "nobody_asked" // to sign
	ReviewMissing    = "review_missing"
	ReviewFar        = "review_far"
	TranslationOld   = "translation_old"
	Abbreviation     = "abbreviation"
	WatchWord        = "watch_word"
	ArrivalWaiting   = "arrival_waiting"
	ArrivalWithdrawn = "source_withdrawn"
)

// Findings runs the checks before export, in the order of the document. It is
// pure: the same input gives the same list.
func (s *State) Findings(in Input) []Finding {
	var out []Finding
	for _, sec := range s.Sections {
		out = append(out, s.sectionFindings(sec, in)...)
	}
	out = append(out, s.wordFindings(in)...)
	for _, p := range in.Promises {
		if !p.Keeper {
			out = append(out, Finding{Code: PromiseNoKeeper, Section: EngagementID, Subject: p.Title, Blocks: AdoptedDoc, Who: ByKeeper})
		}
		if !p.Proof {
			out = append(out, Finding{Code: PromiseNoDate, Section: EngagementID, Subject: p.Title, Blocks: AdoptedDoc, Who: ByKeeper})
		}
		for _, n := range p.Waits {
			f := Finding{Code: NationSilent, Section: EngagementID, Subject: strings.TrimPrefix(n.Nation.String()+" · "+p.Title, " · "), Who: ByNation}
			if n.Council {
				f.Code, f.Due = NationCouncil, n.Due
			}
			out = append(out, f)
		}
	}
	out = append(out, s.wholeFindings(in)...)
	place := func(f Finding) int {
		if i := s.index(f.Section); i >= 0 {
			return i
		}
		return len(s.Sections)
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(place(a), place(b)) })
	for i := range out {
		for _, a := range s.Answered {
			if a.Key == out[i].Key() && out[i].Answerable() {
				out[i].Answered = &a
			}
		}
	}
	return out
}

// EngagementID is the section that holds the promises, SignoffID the one with
// the sign-off block, ReviewID the one with the review date.
const (
	EngagementID = "engagement"
	ReviewID     = "review"
	SignoffID    = "signoff"
)

func (s *State) sectionFindings(sec *Section, in Input) []Finding {
	var out []Finding
	add := func(code, subject string, blocks DocStatus, who Settler) {
		out = append(out, Finding{Code: code, Section: sec.ID, Subject: subject, Blocks: blocks, Who: who})
	}
	blank := sec.Blank(in.Text)
	switch {
	case sec.Status == NotUsed && sec.Why.IsBlank():
		add(NoReason, "", AdoptedDoc, ByHost)
	case sec.Status == NotUsed, sec.Annex:
	case sec.Check.IsOpen():
		add(CheckRuns, "", AdoptedDoc, ByHost)
	case blank && sec.Minimum && !sec.Itself && sec.ID != SignoffID:
		add(SectionEmpty, "", AdoptedDoc, ByGroup)
	case !blank && !sec.Status.Settled() && !s.Whole.Locked():
		add(SectionOpen, "", DraftDoc, ByGroup)
	}
	for _, a := range s.Arrivals {
		switch {
		case a.Section != sec.ID:
		case a.Fate == Waiting && !a.Withdrawn:
			add(ArrivalWaiting, a.Source, DraftDoc, ByGroup)
		case a.Fate == Accepted && a.Withdrawn:
			add(ArrivalWithdrawn, a.Source, DraftDoc, ByHost)
		}
	}
	if sec.Status == NotUsed || blank {
		return out
	}
	for _, t := range sec.Translations {
		if !sec.Fresh(in.Text, t.Lang) && !slices.Contains(in.Binding, t.Lang) {
			add(TranslationOld, t.Lang, DraftDoc, ByTranslator)
		}
	}
	for _, lang := range in.Binding {
		if !sec.Fresh(in.Text, lang) {
			add(TranslationOld, lang, AdoptedDoc, ByTranslator)
		}
	}
	return out
}

func (s *State) wholeFindings(in Input) []Finding {
	var out []Finding
	switch w := s.Whole; {
	case w.Review.IsZero():
		out = append(out, Finding{Code: ReviewMissing, Section: ReviewID, Blocks: AdoptedDoc, Who: ByHost})
	case w.Review.After(in.Now.AddDate(0, ReviewWithin, 0)):
		out = append(out, Finding{Code: ReviewFar, Section: ReviewID, Blocks: AdoptedDoc, Who: ByHost})
	}
	switch { // signatures are looked for from adoption on
	case s.Whole.Version == 0:
		return out
	case !slices.ContainsFunc(s.Whole.Signers, func(x Signer) bool { return x.Required || x.Status.Carries() }):
		out = append(out, Finding{Code: NobodyAsked, Section: SignoffID, Blocks: InForce, Who: ByCoordinator})
	}
	for _, x := range s.Whole.Unsigned() {
		out = append(out, Finding{Code: NotSigned, Section: SignoffID, Subject: x.Name.String(), Blocks: InForce, Who: BySigner})
	}
	return append(out, s.ratifications(in)...)
}

// ratifications are the governments whose word is missing. Each holds back what
// touches it and nothing else; where nothing else is left, nothing can be in
// force.
func (s *State) ratifications(in Input) []Finding {
	var out []Finding
	blocks := DraftDoc
	if s.nothingFree(in.Text) {
		blocks = InForce
	}
	for _, n := range s.Unratified() {
		out = append(out, Finding{Code: NotRatified, Section: SignoffID, Subject: n.String(), Blocks: blocks, Who: ByNation})
	}
	return out
}

// AnswerFinding says why a finding that only warns may stand, such as a word of
// the watch list that names nobody. Anyone who may write may, and the
// coordinator.
type AnswerFinding struct {
	Finding Finding
	Words   safetext.Text
}

func (c AnswerFinding) Decide(w act.World, s *State) (act.Result, error) {
	if w.Write() != nil && lead(w) != nil {
		return act.Result{}, fault.New("only_participant")
	}
	if !c.Finding.Answerable() || strings.TrimSpace(c.Finding.Code) == "" {
		return act.Result{}, fault.New("finding_blocks")
	}
	if err := fits(safetext.Line, c.Words); err != nil {
		return act.Result{}, err
	}
	return events(FindingAnswered{Key: c.Finding.Key(), Words: c.Words}), nil
}
