package guide_test

import (
	"testing"

	"convene/internal/safetext"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// Within a question of ours a topic has no question marks of its own.
func TestSubject(t *testing.T) {
	for typed, want := range map[string]string{
		"Visiting hours":              "Visiting hours",
		"Who sets the schedule?":      "Who sets the schedule",
		"¿Quién decide los horarios?": "Quién decide los horarios",
	} {
		topic := &domain.Topic{}
		topic.Sentence.Text = safetext.Clean(safetext.Line, typed)
		if got := guide.Subject(&screen.Env{}, topic); got != want {
			t.Errorf("%q is asked about as %q, want %q", typed, got, want)
		}
	}
	if guide.Subject(&screen.Env{}, nil) != "" {
		t.Error("no topic has a subject")
	}
}
