package remote_test

import (
	"io"
	"strconv"
	"strings"
	"testing"

	"convene/server/remote"
)

// One workshop's people can't take every place there is: another's still come
// in, and a place that is given back is free again.
func TestShelvesAreAWorkshopsOwn(t *testing.T) {
	var p remote.Places
	var leave func()
	for n := range remote.ShelvesHere {
		out, ok := p.Enter("w1", strconv.Itoa(n/remote.ShelvesEach))
		if !ok {
			t.Fatalf("place %d was taken", n)
		}
		leave = out
	}
	if _, ok := p.Enter("w1", "one more"); ok {
		t.Error("a workshop has no bound")
	}
	if _, ok := p.Enter("w2", "0"); !ok {
		t.Error("a workshop took another's places")
	}
	if _, ok := p.Enter("w2", "0"); !ok {
		t.Error("one key's places in one workshop count in another")
	}
	if _, ok := p.Enter("w2", "0"); ok {
		t.Error("a key has no bound")
	}
	leave()
	leave()
	if _, ok := p.Enter("w1", "one more"); !ok {
		t.Error("a place was not given back")
	}
}

// A letter is erased whole, and the longest reason there can be is taken.
func TestALineIsTypedByLetters(t *testing.T) {
	long := strings.Repeat("\U0001F600", 280)
	for typed, want := range map[string]string{
		"se\u00f1\x7f\x7fi\r": "si",
		"\x7f\x08a\n":         "a",
		"a\xff\x7fb\n":        "ab",
		long + "\n":           long,
	} {
		if got, err := remote.ReadLine(strings.NewReader(typed)); got != want || err != nil {
			t.Errorf("%.20q: %q, %v", typed, got, err)
		}
	}
	if _, err := remote.ReadLine(strings.NewReader(strings.Repeat("x", 1<<20))); err == nil || err == io.EOF {
		t.Errorf("a line without end: %v", err)
	}
}

// The name that a client sends is never said back.
func TestTheClientsNameIsNotSaidBack(t *testing.T) {
	h := open(t)
	got := h.call(remote.Call{Guest: h.guest(""), Code: "mallory", Line: "help"})
	if strings.Contains(got.out, "mallory") || !strings.Contains(got.out, "CODE@") {
		t.Error(got.out)
	}
	got = h.call(remote.Call{Guest: h.guest(""), Code: strings.ToLower(h.made.Code.String()), Line: "help"})
	if !strings.Contains(got.out, h.made.Code.String()+"@") {
		t.Error(got.out)
	}
}
