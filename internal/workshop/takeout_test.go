package workshop_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
)

// sentences are the values of several words in a payload, whatever field they
// stand in.
func sentences(raw []byte) (out []string) {
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if len(strings.Fields(v)) > 1 && !strings.Contains(v, "\n") {
				out = append(out, v)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	var v any
	if json.Unmarshal(raw, &v) == nil {
		walk(v)
	}
	return out
}

// Whatever people said in a whole workshop can be taken out of its log, whatever
// field it stands in: a field that is added tomorrow too. Events that were asked
// again have nothing left to take, and the log still folds.
func TestWhateverWasSaidCanBeTakenOut(t *testing.T) {
	all, codec := story(t), workshop.NewCodec()
	end := fold(t, codec, workshop.Empty(), all, 0)
	var said []string
	for _, r := range all {
		if r.Type != "text.changed" && !strings.HasSuffix(r.Type, ".prepared") {
			said = append(said, sentences(r.Payload)...)
		}
	}
	slices.Sort(said)
	said = slices.Compact(said)
	if len(said) < 100 {
		t.Fatalf("%d sentences in the story", len(said))
	}
	tried := 0
	for i, words := range said {
		if i%3 != 0 && !strings.Contains(words, "Tribe") {
			continue
		}
		d, err := end.Decide(workshop.Command{ID: "c", Body: workshop.TakeOut{Words: safetext.Clean(safetext.Body, words), Why: workshop.TakenAsked}},
			workshop.Facts{Now: time.UnixMilli(1)})
		if err != nil {
			continue // in the title, or too short
		}
		tried++
		after, restated := erased(t, codec, all, d.Events)
		if restated == 0 {
			t.Errorf("%q: nothing was found", words)
		}
		for _, r := range after {
			if strings.HasSuffix(r.Type, ".prepared") {
				continue
			}
			for _, s := range sentences(r.Payload) {
				if strings.Contains(strings.ToLower(s), strings.ToLower(words)) {
					t.Errorf("%q is still in %s: %q", words, r.Type, s)
				}
			}
		}
		if _, again := erased(t, codec, after, d.Events); again > 0 {
			t.Errorf("%q: %d events were restated twice", words, again)
		}
		fold(t, codec, workshop.Empty(), after, 0)
	}
	if tried < 20 {
		t.Errorf("%d of %d sentences were tried", tried, len(said))
	}
}

// erased is the log as it is folded once words were taken out of it.
func erased(t *testing.T, codec *workshop.Codec, all []record, decided []act.Event) (out []record, n int) {
	t.Helper()
	x := codec.Eraser(decided)
	for i, r := range all {
		if err := x.Look(uint64(i+1), time.UnixMilli(r.At), r.Type, r.Version, r.Payload); err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range all {
		again, ok, err := x.Restate(uint64(i+1), time.UnixMilli(r.At), r.Type, r.Version, r.Payload)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			r.Type, r.Version, r.Payload = again.What, again.Version, again.Payload
			n++
		}
		out = append(out, r)
	}
	for i, e := range x.Cleaned() {
		kind, version, payload, err := codec.Encode("", e)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, record{Type: kind, Version: version, At: int64(i), Payload: payload})
	}
	return out, n
}

// A text in which words were taken out reads as before but for the mark, with the
// same history, status and authors; what is left of its changes tells no length.
func TestAHollowTextTellsNothing(t *testing.T) {
	all, codec := story(t), workshop.NewCodec()
	end := fold(t, codec, workshop.Empty(), all, 0)
	for _, id := range end.Texts.IDs() {
		words := strings.Fields(end.Texts.Get(id).Plain())
		i := slices.IndexFunc(words, func(w string) bool { return len(w) > 5 })
		if i < 0 || !strings.HasPrefix(id, "terms/") {
			continue
		}
		d, err := end.Decide(workshop.Command{ID: "c", Body: workshop.TakeOut{Words: safetext.Clean(safetext.Line, words[i]), Why: workshop.TakenHarm}},
			workshop.Facts{Now: time.UnixMilli(1)})
		if err != nil {
			t.Fatal(err)
		}
		after, _ := erased(t, codec, all, d.Events)
		got := fold(t, codec, workshop.Empty(), after, 0)
		want := strings.ReplaceAll(end.Texts.Get(id).Plain(), words[i], workshop.Mark)
		if plain := got.Texts.Get(id).Plain(); !strings.EqualFold(plain, want) {
			t.Errorf("%s reads %q, want %q", id, plain, want)
		}
		for k, sec := range end.Terms.Sections {
			if now := got.Terms.Sections[k]; fmt.Sprint(now.History) != fmt.Sprint(sec.History) || now.Status != sec.Status || now.Original != sec.Original {
				t.Errorf("%s: %s, %v; want %s, %v", sec.ID, now.Status, now.History, sec.Status, sec.History)
			}
		}
		lengths := make(map[int]bool)
		for _, r := range after[:len(all)] {
			if r.Type == "text.changed" && strings.Contains(string(r.Payload), `"text":"`+id+`"`) {
				lengths[len(r.Payload)/40] = true
			}
		}
		if len(lengths) > 3 {
			t.Errorf("what is left of %s is of %d lengths", id, len(lengths))
		}
	}
}
