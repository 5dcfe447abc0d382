package values

import (
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// The events of this exercise. None holds a card before the wall opens, and none
// joins a card or a mark to a seat outside named mode, unless the writer signed.
type (
	// Prepared copies what the exercise shows from content.
	Prepared struct {
		Content Content `json:"content"`
	}
	ModeSet struct {
		Mode poll.Mode `json:"mode"`
	}
	DeckLaid struct {
		Shown bool `json:"shown"`
	}
	PageTurned struct {
		On string `json:"on"`
		N  int    `json:"n"`
	}
	// WritingOpened begins a round of quiet writing.
	WritingOpened struct {
		Writing Writing `json:"writing"`
	}
	// LastCalled is the last call of a writing, a marking or a check.
	LastCalled struct {
		ID string `json:"id"`
	}
	// WallShown shows a round's cards, all at once, in no order.
	WallShown struct {
		Writing string `json:"writing"`
		Cards   []Card `json:"cards,omitempty"`
		OnList  int    `json:"on_list"`
		Wrote   int    `json:"wrote"`
		Passed  int    `json:"passed"`
		NotCast int    `json:"not_cast"`
		// Ways is set where some were put for another.
		Ways *poll.Ways `json:"ways,omitempty"`
	}
	// Voided says that a round, marks or a check have no result, or that who
	// wrote what is gone.
	Voided struct {
		ID  string `json:"id"`
		Why string `json:"why"`
	}
	// CardWithdrawn takes a card's words back. It is stamped without a giver.
	CardWithdrawn struct {
		Card string `json:"card"`
	}
	// CardsMoved is one act: cards moved, perhaps to a new cluster.
	CardsMoved struct {
		Act   string   `json:"act"`
		Moves []Move   `json:"moves"`
		New   *Cluster `json:"new,omitempty"`
	}
	// ApartEnded lets a card that was kept apart be moved again.
	ApartEnded struct {
		Cluster string `json:"cluster"`
	}
	// ClusterNamed is one act: a name for a cluster.
	ClusterNamed struct {
		Act    string `json:"act"`
		Naming Naming `json:"naming"`
	}
	// ActUndone takes an act back.
	ActUndone struct {
		Act string `json:"act"`
	}
	// MarksOpened and MarksClosed are the first and last moment of marking.
	MarksOpened struct {
		Marking Marking `json:"marking"`
	}
	MarksClosed struct {
		Marks  string     `json:"marks"`
		Result MarkResult `json:"result"`
	}
	// ClusterKept is the host's word beside the marks.
	ClusterKept struct {
		Cluster string `json:"cluster"`
		Kept    Kept   `json:"kept,omitempty"`
	}
	// DeedAdded, DeedChanged and DeedTaken write the two columns.
	DeedAdded struct {
		Deed Deed `json:"deed"`
	}
	DeedChanged struct {
		Deed  string        `json:"deed"`
		Words safetext.Text `json:"words"`
		Lang  string        `json:"lang,omitempty"`
	}
	DeedTaken struct {
		Deed string `json:"deed"`
		Gone bool   `json:"gone"`
	}
	// ClusterLinked links a cluster to values of the practice model, or to none.
	ClusterLinked struct {
		Cluster string   `json:"cluster"`
		Links   []string `json:"links,omitempty"`
	}
	// CheckOpened and CheckClosed are a consent check's first and last moment.
	CheckOpened struct {
		Check Check `json:"check"`
	}
	CheckClosed struct {
		Check   string       `json:"check"`
		Outcome poll.Outcome `json:"outcome"`
	}
	// Recorded is how the exercise was recorded; Reopened unlocks it.
	Recorded struct {
		Verdict Verdict `json:"verdict"`
		Gave    []Gift  `json:"gave,omitempty"`
	}
	Reopened struct {
		Why safetext.Text `json:"why"`
	}
)

func (Prepared) Kind() string      { return "values.prepared" }
func (ModeSet) Kind() string       { return "values.mode_set" }
func (DeckLaid) Kind() string      { return "values.deck_laid" }
func (PageTurned) Kind() string    { return "values.page_turned" }
func (WritingOpened) Kind() string { return "values.writing_opened" }
func (LastCalled) Kind() string    { return "values.last_called" }
func (WallShown) Kind() string     { return "values.wall_shown" }
func (Voided) Kind() string        { return "values.voided" }
func (CardWithdrawn) Kind() string { return "values.card_withdrawn" }
func (CardsMoved) Kind() string    { return "values.cards_moved" }
func (ApartEnded) Kind() string    { return "values.apart_ended" }
func (ClusterNamed) Kind() string  { return "values.cluster_named" }
func (ActUndone) Kind() string     { return "values.act_undone" }
func (MarksOpened) Kind() string   { return "values.marks_opened" }
func (MarksClosed) Kind() string   { return "values.marks_closed" }
func (ClusterKept) Kind() string   { return "values.cluster_kept" }
func (DeedAdded) Kind() string     { return "values.deed_added" }
func (DeedChanged) Kind() string   { return "values.deed_changed" }
func (DeedTaken) Kind() string     { return "values.deed_taken" }
func (ClusterLinked) Kind() string { return "values.cluster_linked" }
func (CheckOpened) Kind() string   { return "values.check_opened" }
func (CheckClosed) Kind() string   { return "values.check_closed" }
func (Recorded) Kind() string      { return "values.recorded" }
func (Reopened) Kind() string      { return "values.reopened" }

// Events lists the codecs of this exercise.
func Events() []act.Codec {
	return []act.Codec{
		act.JSON[Prepared](1), act.JSON[ModeSet](1), act.JSON[DeckLaid](1), act.JSON[PageTurned](1),
		act.JSON[WritingOpened](1), act.JSON[LastCalled](1), act.JSON[WallShown](1), act.JSON[Voided](1),
		act.JSON[CardWithdrawn](1), act.JSON[CardsMoved](1), act.JSON[ApartEnded](1), act.JSON[ClusterNamed](1),
		act.JSON[ActUndone](1), act.JSON[MarksOpened](1), act.JSON[MarksClosed](1), act.JSON[ClusterKept](1),
		act.JSON[DeedAdded](1), act.JSON[DeedChanged](1), act.JSON[DeedTaken](1), act.JSON[ClusterLinked](1),
		act.JSON[CheckOpened](1), act.JSON[CheckClosed](1), act.JSON[Recorded](1), act.JSON[Reopened](1),
	}
}
