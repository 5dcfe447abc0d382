package bench

import (
	"strings"
	"testing"
	"time"
)

// A short soak comes to its end and leaves nothing behind.
func TestShortSoak(t *testing.T) {
	var out strings.Builder
	ok, err := Soak(t.Context(), SoakPlan{People: 12, For: 3 * time.Second, Every: time.Second}, &out)
	if err != nil || !ok {
		t.Fatalf("%v\n%s", err, out.String())
	}
}

// What is left behind is found.
func TestSoakFindsWhatIsLeft(t *testing.T) {
	most := Census{Goroutines: 10, Files: 10, Heap: 1 << 20}
	for what, after := range map[string]Census{
		"goroutines":    {Goroutines: 11, Files: 10, Heap: 1 << 20},
		"files":         {Goroutines: 10, Files: 11, Heap: 1 << 20},
		"bytes of heap": {Goroutines: 10, Files: 10, Heap: 1<<20 + 1},
	} {
		var out strings.Builder
		if verdict(&out, most, after) || !strings.Contains(out.String(), "LEFT BEHIND") || !strings.Contains(out.String(), what) {
			t.Errorf("%s: it says %s", what, out.String())
		}
	}
	if !verdict(new(strings.Builder), most, most) {
		t.Error("nothing more is something")
	}
}
