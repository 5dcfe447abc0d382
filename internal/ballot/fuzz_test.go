package ballot_test

import (
	"bytes"
	"testing"

	"convene/internal/ballot"
)

// FuzzOpen holds for whatever lies in the box: only what was sealed with this key
// for this row opens, and what was sealed opens as it was.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("tag"), []byte("value"), uint16(64), []byte{})
	f.Add([]byte{}, []byte{}, uint16(0), []byte{1})
	f.Add([]byte("t"), bytes.Repeat([]byte{0xff}, 300), uint16(300), []byte{0, 0, 0, 9})
	f.Fuzz(func(t *testing.T, tag, value []byte, size uint16, other []byte) {
		key := ballot.NewKey()
		if got, err := key.Open(tag, other); err == nil {
			t.Fatalf("%x opened as %x", other, got)
		}
		sealed, err := key.Seal(tag, value, int(size))
		if err != nil {
			if len(value) <= int(size) {
				t.Fatal(err)
			}
			return
		}
		if empty, _ := key.Seal(tag, nil, int(size)); len(empty) != len(sealed) {
			t.Fatalf("a value of %d bytes shows: %d and %d", len(value), len(sealed), len(empty))
		}
		got, err := key.Open(tag, sealed)
		if err != nil || !bytes.Equal(got, value) {
			t.Fatalf("%x came back as %x: %v", value, got, err)
		}
		for _, spoiled := range [][]byte{append(bytes.Clone(sealed), other...), sealed[:len(sealed)-1]} {
			if len(spoiled) != len(sealed) {
				if _, err := key.Open(tag, spoiled); err == nil {
					t.Fatal("a spoiled value opened")
				}
			}
		}
		if _, err := ballot.NewKey().Open(tag, sealed); err == nil {
			t.Fatal("another key opened it")
		}
		if _, err := key.Open(append(bytes.Clone(tag), 1), sealed); err == nil {
			t.Fatal("it opened for another row")
		}
	})
}
