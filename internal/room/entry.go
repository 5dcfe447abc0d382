package room

import (
	"bytes"

	"convene/internal/workshop/roster"
)

// Sitter is somebody on a seat, and by which way they came in. The empty entry is
// the person's own: their key, their words. One who came in by words that a host
// made has an entry of their own, for the host may be who came: it sees none of
// the answers and unsent words that were put by another (safety §5). They count
// as before, until it gives new ones in their place.
type Sitter struct {
	Seat  roster.SeatID
	Entry string
}

// Own is a seat by its person's own way in.
func Own(seat roster.SeatID) Sitter { return Sitter{Seat: seat} }

// For is somebody who answers for the person of a seat, as one of its entries:
// what they put is signed with their name and the way it came, and nobody reads
// it back. Whether they may, the domain says at each answer (domain R-04).
func (s Sitter) For(seat roster.SeatID, way roster.Way) Sitter {
	return Sitter{Seat: seat, Entry: roster.Hand{By: s.Seat, Way: way}.Entry()}
}

// ForAnother reports whether the sitter answers for another.
func (s Sitter) ForAnother() bool { return roster.IsHand(s.Entry) }

// claims reports whether what an entry put is the sitter's all the same: a person
// by their own way has what a hand put for them, for they had agreed to the hand.
// What came by words that a host made is not theirs to claim, nor the other way.
func (s Sitter) claims(by string) bool { return s.Entry == "" && roster.IsHand(by) }

// drawer is under which name the box keeps a sitter's unsent words.
func (s Sitter) drawer() string {
	if s.Entry == "" {
		return string(s.Seat)
	}
	return string(s.Seat) + "\x00" + s.Entry
}

// entryRoom is how much longer a signed value may be than the answer in it.
const entryRoom = 48

// sign marks an answer with the entry that put it. One by the person's own way is
// as it is: no answer begins with a zero byte.
func sign(entry string, value []byte) []byte {
	if entry == "" {
		return value
	}
	return append(append([]byte{0}, entry...), append([]byte{0}, value...)...)
}

// signed parts an answer from the entry that put it.
func signed(value []byte) (entry string, answer []byte) {
	if len(value) == 0 || value[0] != 0 {
		return "", value
	}
	by, answer, _ := bytes.Cut(value[1:], []byte{0})
	return string(by), answer
}
