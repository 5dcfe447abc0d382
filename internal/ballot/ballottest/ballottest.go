// Package ballottest is the conformance suite of ballot: every implementation
// passes all of it. It is for tests only.
package ballottest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"convene/internal/ballot"
)

// Opened is what an implementation offers the suite: an empty box, and a way to
// lose a poll's key.
type Opened struct {
	ballot.Box
	Void func(ballot.Ref)
}

// Run runs the suite; open makes an empty box for one test and cleans up by
// itself.
func Run(t *testing.T, open func(t *testing.T) Opened) {
	for name, test := range map[string]func(*testing.T, Opened){
		"a new answer replaces the old":         putAndGet,
		"an answer can be withdrawn":            withdraw,
		"what does not fit is refused":          tooLarge,
		"a poll that is not open takes nothing": notOpen,
		"opening twice keeps what is in it":     openTwice,
		"reading all gives each answer once":    readAll,
		"shredding is for good, and twice":      shredded,
		"polls are apart":                       apart,
		"a poll without its key is voided":      voided,
		"everyone at once":                      together,
		"drafts are a seat's own":               drafts,
		"drafts are erased":                     eraseDrafts,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func opened(t *testing.T, b Opened, p ballot.Ref) ballot.Ref {
	t.Helper()
	if err := b.Open(t.Context(), p, 32); err != nil {
		t.Fatalf("open: %v", err)
	}
	return p
}

func put(t *testing.T, b Opened, p ballot.Ref, who, value string) {
	t.Helper()
	if err := b.Put(t.Context(), p, who, []byte(value)); err != nil {
		t.Fatalf("put: %v", err)
	}
}

// everyone is all whose answers the tests put into the box, and one who never
// answers.
func everyone() []string {
	names := []string{"rosa", "joe", "nobody"}
	for i := range 20 {
		names = append(names, fmt.Sprint(i), fmt.Sprint("seat", i))
	}
	return names
}

// all reads a poll's answers, sorted.
func all(t *testing.T, b Opened, p ballot.Ref) string {
	t.Helper()
	values, err := b.Answers(t.Context(), p, everyone())
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	n, err := b.Count(t.Context(), p)
	if err != nil || n != len(values) {
		t.Errorf("count says %d, %v; there are %d", n, err, len(values))
	}
	texts := make([]string, 0, len(values))
	for _, v := range values {
		texts = append(texts, string(v))
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}

func wantAll(t *testing.T, b Opened, p ballot.Ref, want string) {
	t.Helper()
	if got := all(t, b, p); got != want {
		t.Errorf("answers are %q, want %q", got, want)
	}
}

func one() ballot.Ref { return ballot.Ref{Workshop: "w", Poll: "p"} }

func putAndGet(t *testing.T, b Opened) {
	p := opened(t, b, one())
	if _, ok, err := b.Get(t.Context(), p, "rosa"); ok || err != nil {
		t.Errorf("before an answer: %v, %v", ok, err)
	}
	put(t, b, p, "rosa", "3")
	put(t, b, p, "joe", "1")
	put(t, b, p, "rosa", "5 because")
	if v, ok, err := b.Get(t.Context(), p, "rosa"); string(v) != "5 because" || !ok || err != nil {
		t.Errorf("got %q, %v, %v", v, ok, err)
	}
	wantAll(t, b, p, "1 5 because")
	if of, err := b.Answers(t.Context(), p, []string{"joe", "nobody"}); err != nil || len(of) != 1 || string(of["joe"]) != "1" {
		t.Errorf("of joe and nobody: %q, %v", of, err)
	}
	put(t, b, p, "joe", "")
	if v, ok, err := b.Get(t.Context(), p, "joe"); len(v) != 0 || !ok || err != nil {
		t.Errorf("an empty answer came back as %q, %v, %v", v, ok, err)
	}
}

func withdraw(t *testing.T, b Opened) {
	p := opened(t, b, one())
	put(t, b, p, "rosa", "3")
	put(t, b, p, "joe", "1")
	for range 2 { // once more is no error
		if err := b.Withdraw(t.Context(), p, "rosa"); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, _ := b.Get(t.Context(), p, "rosa"); ok {
		t.Error("a withdrawn answer is still there")
	}
	wantAll(t, b, p, "1")
}

func tooLarge(t *testing.T, b Opened) {
	p := opened(t, b, one())
	put(t, b, p, "rosa", strings.Repeat("x", 32))
	var large *ballot.TooLarge
	if err := b.Put(t.Context(), p, "rosa", make([]byte, 33)); !errors.As(err, &large) || large.Limit != 32 || large.Have != 33 {
		t.Errorf("33 bytes in 32: %v", err)
	}
	wantAll(t, b, p, strings.Repeat("x", 32))
	for _, size := range []int{0, -1, ballot.MaxSize + 1} {
		if err := b.Open(t.Context(), ballot.Ref{Workshop: "w", Poll: "q"}, size); !errors.As(err, &large) {
			t.Errorf("a poll of %d bytes: %v", size, err)
		}
	}
	if err := b.PutDraft(t.Context(), "w", "rosa", "f", strings.Repeat("x", ballot.MaxDraft+1)); !errors.As(err, &large) {
		t.Errorf("too long a draft: %v", err)
	}
}

// wantErr checks that nothing of a poll can be used.
func wantErr(t *testing.T, b Opened, p ballot.Ref, want error) {
	t.Helper()
	_, _, err := b.Get(t.Context(), p, "rosa")
	_, err2 := b.Answers(t.Context(), p, everyone())
	for name, err := range map[string]error{
		"put": b.Put(t.Context(), p, "rosa", nil), "withdraw": b.Withdraw(t.Context(), p, "rosa"), "get": err, "read": err2,
	} {
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
	}
}

func notOpen(t *testing.T, b Opened) {
	wantErr(t, b, one(), ballot.ErrClosed)
	if _, err := b.Count(t.Context(), one()); !errors.Is(err, ballot.ErrClosed) {
		t.Errorf("count: %v", err)
	}
}

func openTwice(t *testing.T, b Opened) {
	p := opened(t, b, one())
	put(t, b, p, "rosa", "3")
	opened(t, b, p)
	wantAll(t, b, p, "3")
	if err := b.Open(t.Context(), p, 33); err == nil {
		t.Error("an open poll was opened with another size")
	}
}

func readAll(t *testing.T, b Opened) {
	p := opened(t, b, one())
	wantAll(t, b, p, "")
	for i := range 7 {
		put(t, b, p, fmt.Sprint("seat", i), "same")
	}
	wantAll(t, b, p, "same same same same same same same")
}

func shredded(t *testing.T, b Opened) {
	p := opened(t, b, one())
	put(t, b, p, "rosa", "3")
	for range 2 {
		if err := b.Shred(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	wantErr(t, b, p, ballot.ErrClosed)
	if polls, err := b.Polls(t.Context(), "w"); len(polls) != 0 || err != nil {
		t.Errorf("polls are %v, %v", polls, err)
	}
}

func apart(t *testing.T, b Opened) {
	p := opened(t, b, one())
	q := opened(t, b, ballot.Ref{Workshop: "w", Poll: "q"})
	other := opened(t, b, ballot.Ref{Workshop: "v", Poll: "p"})
	put(t, b, p, "rosa", "3")
	put(t, b, q, "rosa", "4")
	put(t, b, q, "joe", "4")
	if err := b.Shred(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	wantAll(t, b, q, "4 4")
	wantAll(t, b, other, "")
	opened(t, b, ballot.Ref{Workshop: "w", Poll: "a"})
	got, err := b.Polls(t.Context(), "w")
	if want := []ballot.Poll{{ID: "a"}, {ID: "q", Count: 2}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("polls are %v, %v", got, err)
	}
}

func voided(t *testing.T, b Opened) {
	p := opened(t, b, one())
	put(t, b, p, "rosa", "3")
	b.Void(p)
	wantErr(t, b, p, ballot.ErrVoided)
	if err := b.Open(t.Context(), p, 32); !errors.Is(err, ballot.ErrVoided) {
		t.Errorf("opening it again: %v", err)
	}
	got, err := b.Polls(t.Context(), "w")
	if want := []ballot.Poll{{ID: "p", Count: 1, Voided: true}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("polls are %v, %v", got, err)
	}
	if err := b.Shred(t.Context(), p); err != nil {
		t.Errorf("shredding it: %v", err)
	}
	wantErr(t, b, p, ballot.ErrClosed)
}

func together(t *testing.T, b Opened) {
	p := opened(t, b, one())
	var wg sync.WaitGroup
	for seat := range 20 {
		wg.Go(func() {
			for i := range 5 {
				if err := b.Put(t.Context(), p, fmt.Sprint(seat), fmt.Append(nil, i)); err != nil {
					t.Errorf("put: %v", err)
				}
			}
			if err := b.PutDraft(t.Context(), "w", fmt.Sprint(seat), "f", "words"); err != nil {
				t.Errorf("draft: %v", err)
			}
		})
	}
	wg.Wait()
	wantAll(t, b, p, strings.TrimSpace(strings.Repeat("4 ", 20)))
	for seat := range 20 {
		wantDrafts(t, b, fmt.Sprint(seat), map[string]string{"f": "words"})
	}
}
