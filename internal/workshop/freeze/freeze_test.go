package freeze_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/workshop/freeze"
)

type colour string

type leaf struct {
	N int
	S string
}

type tree struct {
	Yes    bool
	Count  int
	Small  uint8
	Name   string
	Colour colour
	Leaves []*leaf
	Names  []string
	Bytes  []byte
	By     map[colour]leaf
	Same   *leaf
	Other  *leaf
	At     time.Time
	Closed closed
	Pair   [2]string
}

// closed can't be seen into.
type closed struct{ secret string }

type opened struct{ Secret string }

func closedForm() freeze.Form {
	return freeze.As(func(c closed) opened { return opened{c.secret} }, func(o opened) closed { return closed{o.Secret} })
}

func shape(t testing.TB) *freeze.Shape[*tree] {
	t.Helper()
	s, err := freeze.Of[*tree](closedForm())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func draw(t *rapid.T) *tree {
	leaves := []*leaf{nil, {1, "one"}, {-2, strings.Repeat("long ", 40)}, {N: 1 << 62}}
	pick := rapid.SampledFrom(leaves)
	words := rapid.SampledFrom([]string{"", "a", "Rosa", "Delgado", strings.Repeat("x", 100), "ñ"})
	return &tree{
		Yes: rapid.Bool().Draw(t, "yes"), Count: rapid.Int().Draw(t, "count"), Small: rapid.Uint8().Draw(t, "small"),
		Name: words.Draw(t, "name"), Colour: colour(words.Draw(t, "colour")),
		Leaves: rapid.OneOf(rapid.Just[[]*leaf](nil), rapid.SliceOf(pick)).Draw(t, "leaves"),
		Names:  rapid.OneOf(rapid.Just[[]string](nil), rapid.SliceOf(words)).Draw(t, "names"),
		Bytes:  rapid.OneOf(rapid.Just[[]byte](nil), rapid.SliceOf(rapid.Byte())).Draw(t, "bytes"),
		By: rapid.OneOf(rapid.Just[map[colour]leaf](nil), rapid.MapOf(rapid.Custom(func(t *rapid.T) colour {
			return colour(words.Draw(t, "key"))
		}), rapid.Custom(func(t *rapid.T) leaf { return leaf{rapid.Int().Draw(t, "n"), words.Draw(t, "s")} }))).Draw(t, "by"),
		Same: pick.Draw(t, "same"), Other: pick.Draw(t, "other"),
		At:     rapid.SampledFrom([]time.Time{{}, time.UnixMilli(1_800_000_000_123).UTC(), time.Unix(-5, 7).UTC()}).Draw(t, "at"),
		Pair:   [2]string{words.Draw(t, "left"), words.Draw(t, "right")},
		Closed: closed{words.Draw(t, "secret")},
	}
}

// What was frozen comes back deeply equal, what was shared is shared again, and
// the same value gives the same bytes.
func TestThawGivesWhatWasFrozen(t *testing.T) {
	s := shape(t)
	rapid.Check(t, func(t *rapid.T) {
		was := draw(t)
		frozen := s.Freeze(was)
		is, err := s.Thaw(frozen)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(is, was) {
			t.Fatalf("froze %+v, thawed %+v", was, is)
		}
		if (is.Same == is.Other) != (was.Same == was.Other) {
			t.Fatal("what was shared is not")
		}
		if again := s.Freeze(is); string(again) != string(frozen) {
			t.Fatal("the same value gives other bytes")
		}
	})
}

// A type that can't be written is refused when the shape is made, not met later.
func TestRefusedTypes(t *testing.T) {
	type holder struct{ F func() }
	type any1 struct{ A any }
	type list struct{ Next *list }
	type keyed struct{ M map[leaf]int }
	for name, err := range map[string]error{
		"hidden": refused[closed](), "function": refused[holder](), "interface": refused[any1](),
		"itself": refused[list](), "key": refused[keyed](), "nothing": refused[[]struct{}](), "float": refused[float64](),
	} {
		if err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
}

func refused[T any]() error {
	_, err := freeze.Of[T]()
	return err
}

// Another field, or another name for one, is another shape.
func TestNames(t *testing.T) {
	type one struct{ A, B int }
	type two struct{ B, A int }
	type three struct{ A, B, C int }
	names := map[string]bool{name[one](t): true, name[two](t): true, name[three](t): true}
	if again := name[one](t); len(names) != 3 || !names[again] {
		t.Errorf("the shapes are called %v", names)
	}
}

func name[T any](t *testing.T) string {
	s, err := freeze.Of[T]()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(s.Name())
}

// Cut short or with something behind it nothing is read.
func TestDamage(t *testing.T) {
	s := shape(t)
	b := s.Freeze(&tree{Name: "Rosa", Leaves: []*leaf{{1, "x"}, {2, "y"}}, By: map[colour]leaf{"red": {3, "z"}}})
	for n := range b {
		if _, err := s.Thaw(b[:n]); !errors.Is(err, freeze.ErrShape) {
			t.Fatalf("%d of %d bytes: %v", n, len(b), err)
		}
	}
	if _, err := s.Thaw(append(b, 0)); !errors.Is(err, freeze.ErrShape) {
		t.Errorf("a byte too many: %v", err)
	}
}

// No bytes make a panic or a value out of measure.
func FuzzThaw(f *testing.F) {
	s, err := freeze.Of[*tree](closedForm())
	if err != nil {
		f.Fatal(err)
	}
	same := &leaf{1, "one"}
	f.Add(s.Freeze(nil))
	f.Add(s.Freeze(&tree{Name: "Rosa", Leaves: []*leaf{same, nil, same}, By: map[colour]leaf{"red": {3, "z"}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := s.Thaw(b)
		if err == nil {
			if again, err := s.Thaw(s.Freeze(v)); err != nil || !reflect.DeepEqual(again, v) {
				t.Fatal("what was thawed does not freeze")
			}
		}
	})
}
