package spectrum

import (
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// The events of this exercise. None holds an answer or a reason before its
// close, and none joins one to a seat outside named mode.
type (
	// Prepared copies what the exercise shows from content.
	Prepared struct {
		Content Content `json:"content"`
	}
	// TopicAdded begins a topic; TopicDropped takes one out that was never
	// voted on.
	TopicAdded struct {
		Topic    string `json:"topic"`
		Sentence Entry  `json:"sentence"`
	}
	TopicDropped struct {
		Topic string `json:"topic"`
	}
	// FieldFilled sets one field of the record.
	FieldFilled struct {
		Topic string `json:"topic"`
		Field Field  `json:"field"`
		Value Value  `json:"value"`
	}
	// FlagSet says that the topic affects a Tribe, FlagCleared that it does not.
	FlagSet struct {
		Topic string `json:"topic"`
		Flag  Flag   `json:"flag"`
	}
	FlagCleared struct {
		Topic  string        `json:"topic"`
		Nation safetext.Text `json:"nation,omitzero"`
	}
	// ModeSet says how the topic's votes are asked.
	ModeSet struct {
		Topic string    `json:"topic"`
		Mode  poll.Mode `json:"mode"`
	}
	// PageTurned turns a page for the room.
	PageTurned struct {
		On string `json:"on"`
		N  int    `json:"n"`
	}
	// VoteOpened begins a round with its frozen list.
	VoteOpened struct {
		Topic string `json:"topic"`
		Round Round  `json:"round"`
	}
	// LastCalled is the last call of a round or a check.
	LastCalled struct {
		ID string `json:"id"`
	}
	// VoteClosed is the reveal of a round: everything at once.
	VoteClosed struct {
		Round   string        `json:"round"`
		Today   *poll.Result  `json:"today,omitempty"`
		Should  poll.Result   `json:"should"`
		Reasons []poll.Reason `json:"reasons,omitempty"`
		// More gathers what people add from now on; empty if it did already.
		More *poll.Poll `json:"more,omitempty"`
	}
	// Voided says that a round, a check or added reasons have no result.
	Voided struct {
		ID  string `json:"id"`
		Why string `json:"why"`
	}
	// ReasonsShown shows the reasons added since a reveal, together.
	ReasonsShown struct {
		Topic   string        `json:"topic"`
		Reasons []poll.Reason `json:"reasons,omitempty"`
		More    *poll.Poll    `json:"more,omitempty"`
	}
	// LevelsSettled is what the group made of two levels that stand.
	LevelsSettled struct {
		Topic      string     `json:"topic"`
		Settlement Settlement `json:"settlement"`
	}
	// Stated is the decision-maker's statement.
	Stated struct {
		Topic     string    `json:"topic"`
		Statement Statement `json:"statement"`
	}
	// PromiseSet sets what stands beside the promise's text.
	PromiseSet struct {
		Topic   string  `json:"topic"`
		Promise Promise `json:"promise"`
	}
	// CheckOpened and CheckClosed are a consent check's first and last moment.
	CheckOpened struct {
		Topic string `json:"topic"`
		Check Check  `json:"check"`
	}
	CheckClosed struct {
		Check   string       `json:"check"`
		Outcome poll.Outcome `json:"outcome"`
	}
	// ViewSet adds or changes a minority view, ViewWithdrawn takes it back.
	ViewSet struct {
		Topic string `json:"topic"`
		View  View   `json:"view"`
	}
	ViewWithdrawn struct {
		Topic string `json:"topic"`
		View  string `json:"view"`
	}
	// PositionReleased shows a government's position.
	PositionReleased struct {
		Topic    string   `json:"topic"`
		Position Position `json:"position"`
	}
	// Recorded is how the topic was recorded; Reopened unlocks it.
	Recorded struct {
		Topic   string  `json:"topic"`
		Verdict Verdict `json:"verdict"`
		// Reasons are those added since the last reveal, shown with it.
		Reasons []poll.Reason `json:"reasons,omitempty"`
		// Gave is what went on to the Terms of Reference.
		Gave []act.Gift `json:"gave,omitempty"`
	}
	Reopened struct {
		Topic string        `json:"topic"`
		Why   safetext.Text `json:"why"`
	}
)

// Value is the new value of a field; which part is used depends on the field.
type Value struct {
	Entry  Entry   `json:"entry,omitzero"`   // fields of words; Said also for FieldFixed
	Limits []Limit `json:"limits,omitempty"` // FieldFixed
	Person Person  `json:"person,omitzero"`  // FieldSigns
	Tribe  string  `json:"tribe,omitempty"`  // FieldTribe
}

func (Prepared) Kind() string         { return "spectrum.prepared" }
func (TopicAdded) Kind() string       { return "spectrum.topic_added" }
func (TopicDropped) Kind() string     { return "spectrum.topic_dropped" }
func (FieldFilled) Kind() string      { return "spectrum.field_filled" }
func (FlagSet) Kind() string          { return "spectrum.flag_set" }
func (FlagCleared) Kind() string      { return "spectrum.flag_cleared" }
func (ModeSet) Kind() string          { return "spectrum.mode_set" }
func (PageTurned) Kind() string       { return "spectrum.page_turned" }
func (VoteOpened) Kind() string       { return "spectrum.vote_opened" }
func (LastCalled) Kind() string       { return "spectrum.last_called" }
func (VoteClosed) Kind() string       { return "spectrum.vote_closed" }
func (Voided) Kind() string           { return "spectrum.voided" }
func (ReasonsShown) Kind() string     { return "spectrum.reasons_shown" }
func (LevelsSettled) Kind() string    { return "spectrum.levels_settled" }
func (Stated) Kind() string           { return "spectrum.stated" }
func (PromiseSet) Kind() string       { return "spectrum.promise_set" }
func (CheckOpened) Kind() string      { return "spectrum.check_opened" }
func (CheckClosed) Kind() string      { return "spectrum.check_closed" }
func (ViewSet) Kind() string          { return "spectrum.view_set" }
func (ViewWithdrawn) Kind() string    { return "spectrum.view_withdrawn" }
func (PositionReleased) Kind() string { return "spectrum.position_released" }
func (Recorded) Kind() string         { return "spectrum.recorded" }
func (Reopened) Kind() string         { return "spectrum.reopened" }

// Events lists the codecs of this exercise.
func Events() []act.Codec {
	return []act.Codec{
		act.JSON[Prepared](1), act.JSON[TopicAdded](1), act.JSON[TopicDropped](1), act.JSON[FieldFilled](1),
		act.JSON[FlagSet](1), act.JSON[FlagCleared](1), act.JSON[ModeSet](1), act.JSON[PageTurned](1),
		act.JSON[VoteOpened](1), act.JSON[LastCalled](1), act.JSON[VoteClosed](1), act.JSON[Voided](1),
		act.JSON[ReasonsShown](1), act.JSON[LevelsSettled](1), act.JSON[Stated](1), act.JSON[PromiseSet](1),
		act.JSON[CheckOpened](1), act.JSON[CheckClosed](1), act.JSON[ViewSet](1), act.JSON[ViewWithdrawn](1),
		act.JSON[PositionReleased](1), act.JSON[Recorded](1), act.JSON[Reopened](1),
	}
}
