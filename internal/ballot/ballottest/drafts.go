package ballottest

import (
	"maps"
	"strings"
	"testing"

	"convene/internal/ballot"
)

func keep(t *testing.T, b Opened, workshop, seat, field, text string) {
	t.Helper()
	if err := b.PutDraft(t.Context(), workshop, seat, field, text); err != nil {
		t.Fatalf("draft: %v", err)
	}
}

// wantDrafts checks the drafts of a seat in workshop w.
func wantDrafts(t *testing.T, b Opened, seat string, want map[string]string) {
	t.Helper()
	got, err := b.Drafts(t.Context(), "w", seat)
	if err != nil || got == nil || !maps.Equal(got, want) {
		t.Errorf("drafts of %s are %q, %v; want %q", seat, got, err, want)
	}
}

func drafts(t *testing.T, b Opened) {
	wantDrafts(t, b, "rosa", map[string]string{})
	keep(t, b, "w", "rosa", "reason", "because")
	keep(t, b, "w", "rosa", "reason", "because ñ\nof it")
	long := strings.Repeat("x", ballot.MaxDraft)
	keep(t, b, "w", "rosa", "note", long)
	keep(t, b, "w", "joe", "reason", "mine")
	keep(t, b, "v", "rosa", "reason", "elsewhere")
	wantDrafts(t, b, "rosa", map[string]string{"reason": "because ñ\nof it", "note": long})
	wantDrafts(t, b, "joe", map[string]string{"reason": "mine"})
}

func eraseDrafts(t *testing.T, b Opened) {
	if err := b.EraseDrafts(t.Context(), "w"); err != nil {
		t.Errorf("erasing none: %v", err)
	}
	if err := b.PutDraft(t.Context(), "w", "rosa", "a", ""); err != nil {
		t.Errorf("erasing one of none: %v", err)
	}
	keep(t, b, "w", "rosa", "a", "one")
	keep(t, b, "w", "rosa", "b", "two")
	keep(t, b, "w", "rosa", "c", "three")
	keep(t, b, "w", "joe", "a", "four")
	if err := b.PutDraft(t.Context(), "w", "rosa", "a", ""); err != nil {
		t.Fatal(err)
	}
	keep(t, b, "w", "rosa", "b", "")
	wantDrafts(t, b, "rosa", map[string]string{"c": "three"})
	for range 2 {
		if err := b.EraseDrafts(t.Context(), "w"); err != nil {
			t.Fatal(err)
		}
	}
	wantDrafts(t, b, "rosa", map[string]string{})
	wantDrafts(t, b, "joe", map[string]string{})
	keep(t, b, "w", "joe", "a", "after")
	wantDrafts(t, b, "joe", map[string]string{"a": "after"})
}
