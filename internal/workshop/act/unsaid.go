package act

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// Unsaid is what a command leads to that is in no event, log or export. The
// running room remembers it and may lose it; who gave the command is nowhere, but
// in a word that its receiver alone reads.
type Unsaid struct {
	// Paused says that the room rests because the giver asked for it: the room
	// remembers when (World.AskedPause).
	Paused bool
	// Wish waits for whoever leads the room; Heard takes one away again.
	Wish, Heard Wish
	// Word is for one person alone.
	Word *Word
}

// Wish is something that somebody asked for without being seen. How many asked
// for the same is not kept.
type Wish string

// The wishes.
const (
	// AnotherPause is a pause asked for by someone who had one a while ago.
	AnotherPause Wish = "pause"
	MoreTime     Wish = "time"
)

// Word is what somebody says to one person alone. Empty words mean: please come
// to me.
type Word struct {
	From, To roster.SeatID
	Words    safetext.Text
	Lang     string
}
