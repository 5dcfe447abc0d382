package ballot_test

import (
	"testing"

	"convene/internal/ballot"
)

// The order tells nothing: each of three values must come first at times. That it
// does not in 200 tries has a chance below one in 10^34.
func TestShuffleTellsNothing(t *testing.T) {
	first := make(map[string]int)
	for range 200 {
		values := []string{"a", "b", "c"}
		ballot.Shuffle(values)
		first[values[0]]++
	}
	if len(first) != 3 {
		t.Errorf("first came only %v", first)
	}
}
