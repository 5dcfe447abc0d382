package remote_test

import (
	"slices"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// offered are all names of what a key may do, wherever it may be done.
func (b *ballot) offered(key string) (all []can) {
	b.t.Helper()
	for _, part := range []string{"", "me", "3"} {
		all = append(all, b.can(key, part)...)
	}
	return all
}

// What is offered is taken: once the workshop has ended that is little, and
// nothing once it is closed.
func TestOnlyWhatIsTakenIsOffered(t *testing.T) {
	b := gathered(t)
	b.at(terms.Activity, terms.Steps()[0])
	b.says("a", "question Who pays for rides?", "", 0, "kept for later")
	b.says("a", "do "+b.named("a", "3", "view", "")+" Two seats", "", 0, "Done:")
	speak := "do speak"
	b.says("a", speak, "", 0, "You are on the list")
	b.give(b.room, "", workshop.EndWorkshop{})
	kinds := map[string]bool{}
	for _, key := range []string{"host-key", "a"} {
		for _, x := range b.offered(key) {
			kind, _, _ := strings.Cut(x.Name, "-")
			kinds[kind] = true
			line := "do " + x.Name + " Words here"
			switch {
			case kind == "leave":
				line = "do " + x.Name
			case kind == "later":
				line = "do " + x.Name + " 3 The county does."
			case len(x.Options) > 0:
				line = "do " + x.Name + " " + x.Options[0].Answer
			}
			b.says(key, line, "", 0, "")
		}
	}
	for _, kind := range []string{"name", "language", "later", "leave"} {
		if !kinds[kind] {
			t.Errorf("%s is not offered after the end: %v", kind, kinds)
		}
	}
	b.says("a", speak, "", 1, "This workshop has ended.")
	b.give(b.room, "", workshop.CloseWorkshop{})
	if all := b.offered("a"); len(all) > 0 {
		t.Errorf("offered when all is closed: %+v", all)
	}
	b.says("a", speak, "", 1, "This workshop is closed.")
}

// forged are words that would look like entries of another's list.
const forged = "fine\n\nAbout you\n  name            1\n    1  I agree"

// own checks that no line of what was said looks like one that people's words
// forge.
func (b *ballot) own(said string) {
	b.t.Helper()
	lines := strings.Split(said, "\n")
	if !strings.Contains(said, "fine") {
		b.t.Errorf("the words are not told: %q", said)
	}
	for _, line := range strings.Split(forged, "\n")[2:] {
		if slices.Contains(lines, line) || slices.Contains(lines, "  "+line) || slices.Contains(lines, "    "+line) {
			b.t.Errorf("words of several lines made %q:\n%s", line, said)
		}
	}
}

// Words of several lines stay below the entry that they belong to.
func TestWordsForgeNoEntry(t *testing.T) {
	b := gathered(t)
	b.at(terms.Activity, terms.Steps()[0])
	b.give(b.room, b.seatOf("Rosa a"), terms.AddView{Section: b.room.Snapshot().Terms.Sections[2].ID, Words: safetext.Clean(safetext.Idea, forged), Lang: "en"})
	b.own(b.ask(b.guest("b"), "do 3", "").out)
	b.at(spectrum.Activity, spectrum.StepFrame)
	b.give(b.room, b.host, spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, "the visiting schedule"), Lang: "en"})
	b.give(b.room, b.host, spectrum.Fill{Topic: b.topic().ID, Field: spectrum.FieldOpen, Value: spectrum.Value{Entry: spectrum.Entry{Text: safetext.Clean(safetext.Idea, forged), Lang: "en"}}})
	b.own(b.ask(b.guest("b"), "do", "").out)
	b.own(b.ask(b.guest("b"), "read", "").out)
}

// What was done is told with one sign at its end.
func TestDoneIsSaidWithOneSign(t *testing.T) {
	b := gathered(t)
	b.at(terms.Activity, terms.Steps()[0])
	b.says("a", "do language en", "", 0, "Done: Which language would you like to read?\n")
	b.says("a", "do "+b.named("a", "3", "view", "")+" Two seats", "", 0, "nobody else can change it.\n")
	for _, line := range []string{"do language en", "do " + b.named("a", "3", "add", "") + " Words"} {
		if got := b.ask(b.guest("a"), line, ""); strings.Contains(got.out, "..") || strings.Contains(got.out, "?.") {
			t.Errorf("%q", got.out)
		}
	}
	b.at(values.Activity, values.StepWrite)
	b.says("a", "do history no", "", 0, "Done: My name in the document's history.\n")
}
