package terms

import (
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Check is one consent check and what it asked about: which text, in which
// languages. It is never changed once in a State.
type Check struct {
	poll.Check
	// Section is what it is about; empty is the whole document.
	Section string `json:"section,omitempty"`
	// Version is the section's, or that of the whole that it would become.
	Version int `json:"version"`
	// Texts are the texts asked about.
	Texts []TextVersion `json:"texts"`
	// Readers read it aloud in languages that have no text.
	Readers []Reader `json:"readers,omitempty"`
}

// TextVersion is one text that a check asks about.
type TextVersion struct {
	Section string `json:"section"`
	Lang    string `json:"lang"`
	// Print is the print of its words.
	Print uint64 `json:"print"`
}

// ID is the check's id, which is its poll's; empty for nil.
func (c *Check) ID() string {
	if c == nil {
		return ""
	}
	return c.Check.ID()
}

// IsOpen reports whether answers are gathered now; false for nil.
func (c *Check) IsOpen() bool { return c != nil && c.Check.IsOpen() }

// Standing is what a closed check said; Unasked while it is open, and for nil.
func (c *Check) Standing() poll.Standing {
	if c == nil {
		return poll.Unasked
	}
	return c.Check.Standing()
}

// Rounds lists every check of the section that came to something, oldest first:
// asking again is a new round beside the old one (domain §4.1.1).
func (sec *Section) Rounds() []*Check { return rounds(sec.Past, sec.Check) }

// Rounds lists every adoption check that came to something, oldest first.
func (w Whole) Rounds() []*Check { return rounds(w.Past, w.Check) }

func rounds(past []*Check, last *Check) []*Check {
	all := append(slices.Clip(past), last)
	return slices.DeleteFunc(slices.Clone(all), func(c *Check) bool { return c.Standing() == poll.Unasked })
}

// about reports whether the check asks, or asked, about a section's text.
func (c *Check) about(section, lang string) bool {
	return c != nil && slices.ContainsFunc(c.Texts, func(t TextVersion) bool {
		return t.Section == section && t.Lang == lang
	})
}

// OpenChecks lists the checks that gather answers now.
func (s *State) OpenChecks() []*Check {
	var out []*Check
	for _, sec := range s.Sections {
		if sec.Check.IsOpen() {
			out = append(out, sec.Check)
		}
	}
	if s.Whole.Check.IsOpen() {
		out = append(out, s.Whole.Check)
	}
	return out
}

// OpenPolls lists the polls whose answers are being gathered now.
func (s *State) OpenPolls() []poll.Open {
	var out []poll.Open
	for _, c := range s.OpenChecks() {
		out = append(out, c.Open()...)
	}
	return out
}

// check gives the open check with this id, or nil.
func (s *State) check(id string) *Check {
	for _, c := range s.OpenChecks() {
		if c.ID() == id {
			return c
		}
	}
	return nil
}

// Question is how a check is asked.
type Question struct {
	// Mode is hidden names when empty; a public body always asks openly.
	Mode poll.Mode
	// Readers read aloud, for languages in the room that have no text.
	Readers []Reader
	// Aside are seats that are not asked this time.
	Aside []roster.SeatID
	// Warned confirms the check of a short list.
	Warned bool
}

// OpenCheck asks the room about a section that is ready, or asks again about one
// that stayed open. A host or co-host may.
type OpenCheck struct {
	Section string
	Question
}

func (c OpenCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	sec, err := s.writable(c.Section)
	switch {
	case err != nil:
		return act.Result{}, err
	case sec.Status != Ready && sec.Status != Open:
		return act.Result{}, fault.New("section_not_ready", "section", sec.Order)
	}
	check, err := c.ask(w, s, c.Section)
	if err != nil {
		return act.Result{}, err
	}
	check.Version = sec.Version
	if last := sec.Check; last != nil && last.Version == sec.Version && !last.Voided {
		check.Round = last.Round + 1
	}
	return events(CheckOpened{Check: check}), nil
}

// ask makes the check, or says what it lacks.
func (q Question) ask(w act.World, s *State, section string) (*Check, error) {
	texts := Texts(w.Text)
	if missing := s.Missing(texts, w.Roster, section, q.Readers); len(missing) > 0 {
		return nil, fault.New("check_languages", "languages", strings.Join(missing, ", "))
	}
	mode := poll.CheckMode(w.PublicBody, q.Mode)
	list, err := poll.Gather(w.Roster, mode, w.Without(q.Aside), q.Warned)
	if err != nil {
		return nil, err
	}
	c := &Check{Check: poll.NewCheck(w.NewID(0), mode, poll.Cell, 1, list), Section: section, Readers: q.Readers}
	for _, sec := range s.asked(texts, section) {
		c.Texts = append(c.Texts, TextVersion{sec.ID, sec.Original, texts.print(sec.ID, sec.Original)})
		for _, t := range sec.Translations {
			if sec.Fresh(texts, t.Lang) {
				c.Texts = append(c.Texts, TextVersion{sec.ID, t.Lang, t.Own})
			}
		}
	}
	return c, nil
}

// Answer puts the giver's answer to a check; an empty Choice withdraws it. It can
// be changed until the check closes.
type Answer struct{ Poll, Choice string }

func (c Answer) Decide(w act.World, s *State) (act.Result, error) {
	check, err := s.answerable(w, c.Poll)
	if err != nil {
		return act.Result{}, err
	}
	seal := act.Seal{Poll: check.Poll.ID, Seat: w.Seat}
	if c.Choice != "" {
		if !check.Poll.Offers(c.Choice) {
			return act.Result{}, fault.New("poll_choice_unknown")
		}
		seal.Value = []byte(c.Choice)
	}
	return act.Result{Seals: []act.Seal{seal}}, nil
}

// Reason puts the giver's reason beside a check, apart from the answer; empty
// words withdraw it. Nobody is asked for one.
type Reason struct {
	Poll  string
	Words safetext.Text
	Lang  string
}

func (c Reason) Decide(w act.World, s *State) (act.Result, error) {
	check, err := s.answerable(w, c.Poll)
	if err != nil {
		return act.Result{}, err
	}
	seal := act.Seal{Poll: check.Reasons.ID, Seat: w.Seat}
	if !c.Words.IsBlank() {
		if seal.Value, err = (poll.Reason{Words: c.Words, Lang: c.Lang}).Seal(check.Reasons); err != nil {
			return act.Result{}, err
		}
	}
	return act.Result{Seals: []act.Seal{seal}}, nil
}

// answerable gives the open check that a seat may answer.
func (s *State) answerable(w act.World, id string) (*Check, error) {
	if err := w.Write(); err != nil {
		return nil, err
	}
	check := s.check(id)
	switch {
	case check == nil:
		return nil, fault.New("moved_on")
	case !check.Poll.May(w.Seat):
		return nil, fault.New("not_on_list")
	}
	return check, nil
}

// LastCall tells those who chose and have not sent; the first of two presses.
type LastCall struct{ Poll string }

func (c LastCall) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	check := s.check(c.Poll)
	if check == nil {
		return act.Result{}, fault.New("moved_on")
	}
	if !check.CalledAt.IsZero() {
		return act.Result{}, nil
	}
	return events(LastCalled(c)), nil
}

// CloseCheck closes a check after the last call and shows what came of it.
type CloseCheck struct{ Poll string }

// Opens names the polls whose answers the close needs.
func (c CloseCheck) Opens() []string { return []string{c.Poll, reasonsOf(c.Poll)} }

func (c CloseCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	check := s.check(c.Poll)
	switch {
	case check == nil:
		return act.Result{}, fault.New("moved_on")
	case check.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	outcome := check.Judge(w.Roster, casts(w, check.Poll.ID), casts(w, check.Reasons.ID))
	return events(CheckClosed{Poll: c.Poll, Outcome: outcome}), nil
}

// casts are the opened answers of a poll, on their way into a result.
func casts(w act.World, id string) []poll.Cast {
	var out []poll.Cast
	for _, a := range w.Answers[id] {
		out = append(out, poll.Cast{Seat: a.Seat, Choice: string(a.Value), Hand: a.Hand})
	}
	return out
}

// reasonsOf names the poll of reasons that belongs to a check's.
func reasonsOf(id string) string { return id + reasonsSuffix }

const reasonsSuffix = "/reasons"

// VoidPoll ends a check whose key, or whose reasons' key, was lost; the server gives it, and the event
// says so to all. The section is ready to be asked about again.
type VoidPoll struct{ ID string }

func (c VoidPoll) Decide(w act.World, s *State) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	id := strings.TrimSuffix(c.ID, reasonsSuffix)
	if s.check(id) == nil {
		return act.Result{}, nil
	}
	return events(CheckVoided{Poll: id}), nil
}
