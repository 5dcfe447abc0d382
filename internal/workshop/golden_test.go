package workshop_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/tui/tuitest/golden"
)

// record is an event as a log holds it.
type record struct {
	Type    string          `json:"type"`
	Version int             `json:"version"`
	At      int64           `json:"at"`
	Payload json.RawMessage `json:"payload"`
}

// story is the log of a half-day workshop that eight people held: every part of
// it, as it was written then. It is never written anew: old logs stay readable.
func story(t testing.TB) (all []record) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "story.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := lines.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d events, %v", len(all), err)
	}
	return all
}

// fold goes on from a state that has the first from events.
func fold(t testing.TB, codec *workshop.Codec, s *workshop.State, all []record, from int) *workshop.State {
	t.Helper()
	for i, r := range all[from:] {
		stamp, e, err := codec.Decode(uint64(from+i+1), time.UnixMilli(r.At).UTC(), r.Type, r.Version, r.Payload)
		if err != nil {
			t.Fatal(err)
		}
		s = s.Apply(stamp, e)
	}
	return s
}

// A whole workshop's log, cut anywhere: the state that was stored there and the
// events behind it come to what all events come to.
func TestStoryGoesOnFromAnyCut(t *testing.T) {
	all, codec, folds := story(t), workshop.NewCodec(), workshop.NewFolds()
	whole := fold(t, codec, workshop.Empty(), all, 0)
	at := workshop.Empty()
	for cut := range len(all) {
		back := restored(t, folds, at)
		if !reflect.DeepEqual(fold(t, codec, back, all, cut), whole) {
			t.Fatalf("stored at %d it went another way", cut)
		}
		at = fold(t, codec, at, all[:cut+1], cut)
	}
	restored(t, folds, whole)
}

// The fold of an old log is what it was when the fold was last named. If this
// fails, stored states of an older program would be taken for this one's: raise
// foldVersion, unless only the name's second half has changed, and write the file
// anew with -update.
func TestFoldIsNamed(t *testing.T) {
	folds := workshop.NewFolds()
	whole := fold(t, workshop.NewCodec(), workshop.Empty(), story(t), 0)
	golden.Text(t, "fold", fmt.Sprintf("%s\n%x\n", folds.Name(), sha256.Sum256(folds.Freeze(whole))))
}
