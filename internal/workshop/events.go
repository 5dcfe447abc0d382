package workshop

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// The root's own events.
type (
	// Created is a workshop's first event.
	Created struct {
		Meta Meta `json:"meta"`
	}
	// MetaSet replaces what was settled.
	MetaSet struct {
		Meta Meta `json:"meta"`
	}
	// StatusSet takes the workshop further.
	StatusSet struct {
		Status Status `json:"status"`
	}
)

func (Created) Kind() string   { return "workshop.created" }
func (MetaSet) Kind() string   { return "workshop.meta_set" }
func (StatusSet) Kind() string { return "workshop.status_set" }

// Codec writes events for the log and reads them back; old versions stay
// readable for ever. It is safe for concurrent use.
type Codec struct{ byKind map[string]act.Codec }

// NewCodec gathers the codecs of every part.
func NewCodec() *Codec {
	c := &Codec{byKind: make(map[string]act.Codec)}
	for _, list := range [][]act.Codec{
		{act.JSON[Created](1), act.JSON[MetaSet](1), act.JSON[StatusSet](1), act.JSON[WordsTaken](1), act.JSON[Restated](1), act.JSON[Leaving](1)},
		rosterEvents(), textEvents(),
		agenda.Events(), followup.Events(), spectrum.Events(), values.Events(), terms.Events(),
	} {
		for _, k := range list {
			c.byKind[k.Kind] = k
		}
	}
	return c
}

func rosterEvents() []act.Codec {
	return []act.Codec{
		act.JSON[roster.Joined](1), act.JSON[roster.Described](1), act.JSON[roster.SpokeLanguage](1),
		act.JSON[roster.RoleGiven](1), act.JSON[roster.RoleTaken](1), act.JSON[roster.NationNamed](1),
		act.JSON[roster.DelegateStated](1), act.JSON[roster.DelegateConfirmed](1), act.JSON[roster.DoorLocked](1),
		act.JSON[roster.CodeChanged](1), act.JSON[roster.WordReissued](1), act.JSON[roster.WordUsed](1), act.JSON[roster.SeatEnded](1),
		act.JSON[roster.Held](1), act.JSON[roster.NameShown](1),
		act.JSON[roster.VoiceGiven](1), act.JSON[roster.VoiceEnded](1),
	}
}

// envelope is what the log's payload holds: who gave the command, and the event.
type envelope struct {
	By    roster.SeatID   `json:"by,omitempty"`
	Event json.RawMessage `json:"event"`
}

// Kinds lists every kind of event, sorted.
func (c *Codec) Kinds() []string { return slices.Sorted(maps.Keys(c.byKind)) }

// Encode makes an event's payload. An event of an unknown kind is a slip of the
// programmer's and an error.
func (c *Codec) Encode(by roster.SeatID, e act.Event) (kind string, version int, payload []byte, err error) {
	k, ok := c.byKind[e.Kind()]
	if !ok {
		return "", 0, nil, fmt.Errorf("workshop: event kind %q has no codec", e.Kind())
	}
	body, err := json.Marshal(e)
	if err != nil {
		return "", 0, nil, fmt.Errorf("write event %s: %w", e.Kind(), err)
	}
	payload, err = json.Marshal(envelope{By: by, Event: body})
	if err != nil {
		return "", 0, nil, fmt.Errorf("write event %s: %w", e.Kind(), err)
	}
	return k.Kind, k.Version, payload, nil
}

// Decode reads an event. A redacted payload (nil) gives the zero event of its
// kind. An unknown kind is an error: a newer program wrote this log.
func (c *Codec) Decode(seq uint64, at time.Time, kind string, version int, payload []byte) (act.Stamp, act.Event, error) {
	stamp := act.Stamp{Seq: seq, At: at}
	k, ok := c.byKind[kind]
	if !ok || version > k.Version {
		return stamp, nil, fmt.Errorf("workshop: event %d is %s v%d, which this program does not know", seq, kind, version)
	}
	if len(payload) == 0 {
		e, err := k.Decode(version, nil)
		return stamp, e, err
	}
	var env envelope
	if err := json.Unmarshal(payload, &env); err != nil {
		return stamp, nil, fmt.Errorf("read event %d: %w", seq, err)
	}
	if len(env.Event) == 0 { // damage: only a redaction leaves nothing, and it leaves no envelope
		return stamp, nil, fmt.Errorf("read event %d: there is none in it", seq)
	}
	stamp.By = env.By
	e, err := k.Decode(version, env.Event)
	if err != nil {
		return stamp, nil, fmt.Errorf("event %d: %w", seq, err)
	}
	return stamp, e, nil
}
