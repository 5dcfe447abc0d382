package terms

import (
	"convene/internal/fault"
	"convene/internal/workshop/act"
)

// Activity is the name of this exercise in an agenda.
const Activity = "terms"

// The steps of the exercise (domain §4.4).
const (
	StepWhy    = "why"
	StepBring  = "bring"
	StepAssign = "assign"
	StepDraft  = "draft"
	StepRead   = "read"
	StepSettle = "settle"
	StepCheck  = "check"
	StepAdopt  = "adopt"
)

// Steps lists the steps in order.
func Steps() []string {
	return []string{StepWhy, StepBring, StepAssign, StepDraft, StepRead, StepSettle, StepCheck, StepAdopt}
}

// MayEnter refuses a document without an outline; nothing else is asked before a
// step, since people may write whenever they like.
func (s *State) MayEnter(_ act.World, _ act.Place) error {
	if len(s.Sections) == 0 {
		return fault.New("terms_unprepared")
	}
	return nil
}

// MayLeave refuses while a check gathers answers, and says which.
func (s *State) MayLeave(_ act.World, _, _ act.Place) error {
	open := s.OpenChecks()
	if len(open) == 0 {
		return nil
	}
	if sec := s.Section(open[0].Section); sec != nil {
		return fault.New("check_running", "section", sec.Order)
	}
	return fault.New("adoption_running")
}
