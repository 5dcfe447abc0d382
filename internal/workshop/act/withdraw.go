package act

// Withdrawal is an event by which words are taken back for good: they leave the
// log too, not only the state (design §4, domain R-15). Both methods are pure.
type Withdrawal interface {
	Event
	// TakesFrom lists the kinds of earlier events that may hold the words; none
	// where the event takes nothing back.
	TakesFrom() []string
	// Without gives an earlier event as it stands from now on, and whether
	// anything was taken out of it. What it gives must fold to the same state as
	// the whole one did, once the withdrawal itself is folded.
	Without(earlier Event) (Event, bool)
}
