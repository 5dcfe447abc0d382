package door_test

import (
	"strings"
	"testing"

	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/screen/door"
	"convene/tui/tuitest/stage"
)

// The welcome says what the meeting is for, also where its organisers have not
// said it.
func TestTheWelcomeSaysWhatTheMeetingIsFor(t *testing.T) {
	for agenda, want := range map[string]map[string]string{
		"b": {"en": "What matters to us, and how we will act on it.", "es": "Lo que nos importa, y cómo lo pondremos en práctica."},
		"":  {"en": "Visits.", "es": "Visits."},
	} {
		for lang, words := range want {
			s := stage.New(t, agenda)
			if agenda == "" {
				s.Give(s.Sit("Dana", "en", roster.Host), domain.AddItem{Item: domain.Item{ID: "i1", Activity: domain.Talk,
					Minutes: 5, Title: domain.Words{"en": "Visits"}}})
			}
			shown := strings.Join(strings.Fields(strings.ReplaceAll(stage.Show(s.Env("", lang), door.New(door.Deps{})), "\n|", " ")), " ")
			if line := s.Lib.Words(lang).Say("welcome.purpose", "purpose", words); !strings.Contains(shown, line) {
				t.Errorf("%s %s: %q is not in\n%s", agenda, lang, line, shown)
			}
		}
	}
}
