package workshop_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// foldAtMost is how many events of one input are folded.
const foldAtMost = 64

// FuzzEvents holds for whatever stands in a log: a payload is refused, or gives an
// event that is written and read back alike and folds into any state without harm;
// and a fold is the same each time. An input is a log: a line an event, its first
// byte the kind, the rest the payload; an empty payload is a redacted one.
func FuzzEvents(f *testing.F) {
	codec := workshop.NewCodec()
	kinds := codec.Kinds()
	var empty, nobody bytes.Buffer
	for i := range kinds {
		empty.Write([]byte{mark(i, kinds), '\n'})
		nobody.WriteString(string([]byte{mark(i, kinds)}) + `{"by":"a","event":{}}` + "\n")
	}
	f.Add(empty.Bytes())
	f.Add(nobody.Bytes())
	f.Add(history(f, codec))
	for _, seed := range filled(codec) {
		f.Add(seed)
	}
	f.Add([]byte("\x00{\"event\":null}\n\x01{\"event\":[]}\n\x02[]\n\x03\xff"))
	f.Fuzz(func(t *testing.T, log []byte) {
		first, again := workshop.Empty(), workshop.Empty()
		n := 0
		for line := range bytes.SplitSeq(log, []byte("\n")) {
			if n++; len(line) == 0 || n > foldAtMost {
				continue
			}
			at := time.UnixMilli(int64(n) * 1000).UTC()
			kind := kinds[int(line[0])%len(kinds)]
			stamp, e, err := codec.Decode(uint64(n), at, kind, 1, line[1:])
			if err != nil {
				continue
			}
			if len(line) == 1 { // redacted, and never written again
				first, again = first.Apply(stamp, e), again.Apply(stamp, e)
				continue
			}
			_, version, payload, err := codec.Encode(stamp.By, e)
			if err != nil {
				t.Fatalf("%s was read from %q and can't be written: %v", kind, line[1:], err)
			}
			stamp2, e2, err := codec.Decode(uint64(n), at, kind, version, payload)
			if err != nil || stamp2 != stamp {
				t.Fatalf("%s: %q can't be read back: %v", kind, payload, err)
			}
			_, _, rewritten, err := codec.Encode(stamp2.By, e2)
			if err != nil {
				t.Fatalf("%s: %q can't be written again: %v", kind, payload, err)
			}
			_, e3, err := codec.Decode(uint64(n), at, kind, version, rewritten)
			if err != nil {
				t.Fatalf("%s: %q can't be read again: %v", kind, rewritten, err)
			}
			first, again = first.Apply(stamp, e2), again.Apply(stamp2, e3)
		}
		if !reflect.DeepEqual(first, again) {
			t.Fatal("two folds of one log differ")
		}
		look(first)
	})
}

// mark is the byte that stands for the i-th kind, and is no end of a line.
func mark(i int, kinds []string) byte {
	if i == '\n' {
		i += len(kinds)
	}
	return byte(i)
}

// history is a short true log, in the form of an input.
func history(f *testing.F, codec *workshop.Codec) []byte {
	kinds := codec.Kinds()
	var log bytes.Buffer
	for _, e := range []act.Event{
		roster.Joined{Seat: "a", About: roster.About{Name: clean("Rosa Delgado")}},
		roster.RoleGiven{Seat: "a", Role: roster.Host},
		workshop.StatusSet{Status: workshop.Open},
	} {
		kind, _, payload, err := codec.Encode("a", e)
		if err != nil {
			f.Fatal(err)
		}
		for i, k := range kinds {
			if k == kind {
				log.WriteByte(mark(i, kinds))
			}
		}
		log.Write(payload)
		log.WriteByte('\n')
	}
	return log.Bytes()
}

// filled is, for each kind, a log with an event of that kind in which every field
// holds something, after one that begins a workshop; all ids in it are "a".
func filled(codec *workshop.Codec) (seeds [][]byte) {
	for i, kind := range codec.Kinds() {
		_, e, err := codec.Decode(1, time.Time{}, kind, 1, nil)
		if err != nil || e == nil {
			continue
		}
		v := reflect.New(reflect.TypeOf(e)).Elem()
		fill(v, 0)
		body, err := json.Marshal(v.Interface())
		if err != nil {
			continue // holds what only a true change of a text can
		}
		seeds = append(seeds, fmt.Appendf([]byte{mark(i, codec.Kinds())}, "{\"by\":\"a\",\"event\":%s}\n", body))
	}
	return seeds
}

// fill puts something into every field of a value.
func fill(v reflect.Value, deep int) {
	if !v.CanSet() || deep > 6 {
		return
	}
	if t, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok && v.Kind() == reflect.Struct {
		_ = t.UnmarshalText([]byte("a")) // a time stays the zero time
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(1)
	case reflect.Uint64, reflect.Uint8, reflect.Uint:
		v.SetUint(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), deep+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), deep+1)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, deep+1)
		fill(value, deep+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), deep+1)
		}
	}
}

// look asks a folded state what every face asks it.
func look(s *workshop.State) {
	for _, c := range []roster.SeatID{"", "a"} {
		s.Roster.CanGuide(c)
	}
	for _, id := range s.Texts.IDs() {
		_ = s.Texts.Get(id).Plain()
	}
	_ = s.OpenPolls()
}
