package terms_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

func TestSectionGoesFromEmptyToLockedAndBack(t *testing.T) {
	r := workshop(t)
	en := terms.TextID("purpose", "en")
	r.status("purpose", terms.Empty)
	r.refused("section_empty", "rosa", terms.MakeReady{Section: "purpose"})
	r.write("rosa", en, "We exist for children.")
	r.status("purpose", terms.Draft)
	r.refused("section_not_ready", "host", terms.OpenCheck{Section: "purpose"})
	check := r.opened("purpose", terms.Question{})
	r.status("purpose", terms.Checking)
	if err := r.state.MayWrite(r.world("rosa"), en); fault.Code(err) != "check_running" {
		t.Fatalf("a text that is asked about may be written in: %v", err)
	}
	if err := r.state.MayWrite(r.world("rosa"), terms.TextID("purpose", "es")); err != nil {
		t.Fatalf("a translation that nobody asked about is refused: %v", err)
	}
	r.answered(check, poll.Behind, poll.Behind, poll.Behind, poll.Behind, poll.Behind)
	r.refused("last_call_first", "host", terms.CloseCheck{Poll: check})
	r.closed(check)
	r.status("purpose", terms.Agreed)
	if err := r.state.MayWrite(r.world("rosa"), en); fault.Code(err) != "section_locked" {
		t.Fatalf("an agreed section may be written in: %v", err)
	}
	r.refused("section_locked", "rosa", terms.MakeReady{Section: "purpose"})

	r.refused("only_host", "rosa", terms.Reopen{Section: "purpose", Reason: clean("A new law")})
	r.refused("reason_needed", "host", terms.Reopen{Section: "purpose"})
	r.must("rosa", terms.WishReopen{Section: "purpose", Reason: clean("A new law")})
	if len(r.section("purpose").Wishes) != 1 {
		t.Fatal("a wish to reopen is lost")
	}
	r.must("host", terms.Reopen{Section: "purpose", Reason: clean("A new law")})
	r.status("purpose", terms.Draft)
	sec := r.section("purpose")
	if sec.Check != nil || len(sec.Past) != 1 || sec.Past[0].ID() != check || len(sec.Wishes) != 0 {
		t.Fatalf("reopening keeps the check, or loses it from the past: %+v", sec)
	}
	if err := r.state.MayWrite(r.world("rosa"), en); err != nil {
		t.Fatal(err)
	}
	last := sec.History[len(sec.History)-1]
	if last.Kind != terms.Reopened || last.By != "host" || last.Note != clean("A new law") {
		t.Fatalf("the history does not say who reopened it and why: %+v", last)
	}
	r.sameReplayed()
}

func TestACheckIsAboutAVersion(t *testing.T) {
	r := workshop(t)
	en := terms.TextID("purpose", "en")
	r.write("rosa", en, "We exist for children.")
	r.must("rosa", terms.MakeReady{Section: "purpose"})
	if v := r.section("purpose").Version; v != 1 {
		t.Fatalf("the first ready text is version %d", v)
	}
	r.must("rosa", terms.MakeDraft{Section: "purpose"})
	check := r.opened("purpose", terms.Question{})
	if c := r.section("purpose").Check; c.Version != 1 || c.Round != 1 || len(c.Texts) != 1 || c.Texts[0].Lang != "en" {
		t.Fatalf("the check asks about %+v", c)
	}
	r.answered(check, poll.Behind, poll.MoreTalk)
	r.closed(check)
	r.status("purpose", terms.Open)

	// The same words are asked about again: a second round.
	r.must("host", terms.OpenCheck{Section: "purpose"})
	check = r.section("purpose").Check.ID()
	if c := r.section("purpose").Check; c.Round != 2 || c.Version != 1 {
		t.Fatalf("asked again: round %d of version %d", c.Round, c.Version)
	}
	r.answered(check, poll.CannotBear)
	r.closed(check)
	r.status("purpose", terms.Open)

	// Other words are another version, and its first round.
	r.write("rosa", en, " All of them.")
	r.status("purpose", terms.Draft)
	r.opened("purpose", terms.Question{})
	if c := r.section("purpose").Check; c.Round != 1 || c.Version != 2 || len(r.section("purpose").Past) != 2 {
		t.Fatalf("new words: round %d of version %d, %d past", c.Round, c.Version, len(r.section("purpose").Past))
	}
	r.sameReplayed()
}

func TestWhatACheckComesTo(t *testing.T) {
	for _, tc := range []struct {
		name    string
		rounds  [][]string
		want    terms.Status
		follows bool
	}{
		{"all agree", [][]string{{"5", "4", "3", "5", "5"}}, terms.Agreed, false},
		{"only concerns", [][]string{{"1", "1", "1", "1", "1"}}, terms.Concerns, false},
		{"one needs talk", [][]string{{"5", "2", "5", "5", "5"}}, terms.Open, false},
		{"still needs talk", [][]string{{"5", "2", "5", "5", "5"}, {"5", "2", "5", "5", "5"}}, terms.Concerns, true},
		{"one can't accept", [][]string{{"5", "0", "5", "5", "5"}, {"5", "0", "5", "5", "5"}}, terms.Open, false},
		{"needs it read", [][]string{{"read"}, {"read", "5", "5", "5", "5"}}, terms.Open, false},
		{"all pass", [][]string{{"pass", "pass", "pass"}}, terms.Open, false},
		{"nobody answers", [][]string{{}}, terms.Open, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := workshop(t)
			r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
			r.must("rosa", terms.MakeReady{Section: "purpose"})
			for _, answers := range tc.rounds {
				r.must("host", terms.OpenCheck{Section: "purpose"})
				id := r.section("purpose").Check.ID()
				r.answered(id, answers...)
				r.closed(id)
			}
			r.status("purpose", tc.want)
			if got := r.section("purpose").Check.Outcome.FollowUp; got != tc.follows {
				t.Fatalf("follow-up %v, want %v", got, tc.follows)
			}
		})
	}
}

func TestNothingJoinsASeatToAnAnswerUnlessNamed(t *testing.T) {
	for _, mode := range []poll.Mode{poll.HiddenNames, poll.Secret, poll.Named} {
		r := workshop(t)
		r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
		id := r.opened("purpose", terms.Question{Mode: mode})
		before := len(r.log)
		r.answered(id, "5", "5", "1", "5", "5")
		r.must("rosa", terms.Reason{Poll: id, Words: clean("Weekends are hard."), Lang: "en"})
		if len(r.log) != before {
			t.Fatal("an answer made an event before the close")
		}
		r.closed(id)
		o := r.section("purpose").Check.Outcome
		payload := string(r.log[len(r.log)-1].payload)
		joined := strings.Contains(payload, "rosa")
		if joined != (mode == poll.Named) {
			t.Fatalf("%s: the close says %s", mode, payload)
		}
		if len(o.Concerns) != 1 || o.Concerns[0].Words != clean("Weekends are hard.") {
			t.Fatalf("%s: concerns %+v", mode, o.Concerns)
		}
		r.sameReplayed()
	}
}

func TestWhoMayAskAndAnswer(t *testing.T) {
	r := workshop(t)
	r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
	r.must("rosa", terms.MakeReady{Section: "purpose"})
	r.refused("only_host", "rosa", terms.OpenCheck{Section: "purpose"})
	r.refused("poll_few", "host", terms.OpenCheck{Section: "purpose", Question: terms.Question{Aside: []roster.SeatID{"june"}}})
	r.refused("poll_too_few", "host", terms.OpenCheck{Section: "purpose",
		Question: terms.Question{Aside: []roster.SeatID{"june", "max"}, Warned: true}})
	r.must("host", terms.OpenCheck{Section: "purpose", Question: terms.Question{Aside: []roster.SeatID{"june"}, Warned: true}})
	id := r.section("purpose").Check.ID()
	r.refused("not_on_list", "june", terms.Answer{Poll: id, Choice: "5"})
	r.refused("only_participant", "obs", terms.Answer{Poll: id, Choice: "5"})
	r.refused("poll_choice_unknown", "rosa", terms.Answer{Poll: id, Choice: "6"})
	r.must("dele", terms.Answer{Poll: id, Choice: "5"}) // also as themselves
	r.refused("moved_on", "rosa", terms.Answer{Poll: "another", Choice: "5"})
	r.refused("only_host", "max", terms.LastCall{Poll: id})
	if err := r.state.MayLeave(r.world("host"), act.Place{}, act.Place{}); fault.Code(err) != "check_running" {
		t.Fatalf("the room may leave an open check: %v", err)
	}
	r.closed(id)
	r.refused("moved_on", "rosa", terms.Answer{Poll: id, Choice: "5"})

	r = workshop(t)
	r.public = "yes"
	r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
	r.opened("purpose", terms.Question{Mode: poll.HiddenNames})
	if m := r.section("purpose").Check.Poll.Mode; m != poll.Named {
		t.Fatalf("a public body is asked %s", m)
	}
}

func TestEveryLanguageInTheRoomHasATextOrAReader(t *testing.T) {
	r := workshop(t)
	r.people = r.people.Apply(r.now, roster.SpokeLanguage{Seat: "june", Lang: "es"})
	r.write("rosa", terms.TextID("purpose", "en"), "We exist for children.")
	r.must("rosa", terms.MakeReady{Section: "purpose"})
	err := r.do("host", terms.OpenCheck{Section: "purpose"})
	if fault.Code(err) != "check_languages" || err.(*fault.Error).Args["languages"] != "es" {
		t.Fatalf("a check opens without Spanish: %v", err)
	}
	nobody := terms.Question{Readers: []terms.Reader{{Lang: "es"}}}
	r.refused("check_languages", "host", terms.OpenCheck{Section: "purpose", Question: nobody})

	// A text in Spanish counts when someone has compared it with the original.
	r.refused("translation_empty", "max", terms.SetTranslation{Section: "purpose", Lang: "es"})
	r.write("max", terms.TextID("purpose", "es"), "Existimos para la niñez.")
	r.refused("check_languages", "host", terms.OpenCheck{Section: "purpose"})
	r.must("max", terms.SetTranslation{Section: "purpose", Lang: "es", Checker: clean("M. Torres")})
	r.status("purpose", terms.Ready)
	r.write("rosa", terms.TextID("purpose", "en"), " All of them.")
	r.must("rosa", terms.MakeReady{Section: "purpose"})
	r.refused("check_languages", "host", terms.OpenCheck{Section: "purpose"})

	reader := terms.Question{Readers: []terms.Reader{{Lang: "es", Seat: "max"}}}
	r.must("host", terms.OpenCheck{Section: "purpose", Question: reader})
	c := r.section("purpose").Check
	if len(c.Readers) != 1 || len(c.Texts) != 1 {
		t.Fatalf("the check does not say who reads, or claims an old translation: %+v", c)
	}
	r.must("", terms.VoidPoll{ID: c.Reasons.ID})
	r.status("purpose", terms.Ready)
	r.must("max", terms.SetTranslation{Section: "purpose", Lang: "es"})
	r.must("host", terms.OpenCheck{Section: "purpose"})
	if c := r.section("purpose").Check; len(c.Texts) != 2 || c.Round != 1 {
		t.Fatalf("asks about %+v in round %d", c.Texts, c.Round)
	}
	if err := r.state.MayWrite(r.world("max"), terms.TextID("purpose", "es")); fault.Code(err) != "check_running" {
		t.Fatalf("a translation that is asked about may be changed: %v", err)
	}
	r.sameReplayed()
}

func TestNotUsedTakesAReasonAndNeverAMinimumSection(t *testing.T) {
	r := workshop(t)
	r.refused("section_minimum", "host", terms.MarkNotUsed{Section: "purpose", Reason: clean("No time")})
	r.refused("reason_needed", "host", terms.MarkNotUsed{Section: "support"})
	r.refused("only_host", "rosa", terms.MarkNotUsed{Section: "support", Reason: clean("No budget yet")})
	r.must("host", terms.MarkNotUsed{Section: "support", Reason: clean("No budget yet")})
	if err := r.state.MayWrite(r.world("rosa"), terms.TextID("support", "en")); fault.Code(err) != "section_not_used" {
		t.Fatal(err)
	}
	r.must("host", terms.Reopen{Section: "support", Reason: clean("There is money now")})
	r.status("support", terms.Empty)
}

func TestHistoryFoldsWritingIntoStretches(t *testing.T) {
	r := workshop(t)
	id := terms.TextID("purpose", "en")
	for range 200 {
		r.write("rosa", id, "a")
		r.write("max", id, "b")
		r.now = r.now.Add(2 * time.Second)
	}
	if h := r.section("purpose").History; len(h) != 2 || h[0].By != "rosa" || h[1].By != "max" ||
		h[0].To.Sub(h[0].From) < 6*time.Minute {
		t.Fatalf("writing of two people is %+v", h)
	}
	before := r.state
	r.now = r.now.Add(time.Second)
	r.write("rosa", id, "a")
	r.now = r.now.Truncate(time.Minute).Add(time.Minute)
	r.write("rosa", id, "a")
	if r.state == before {
		t.Fatal("the stretch does not grow")
	}
	before = r.state
	r.write("rosa", id, "a")
	if r.state != before {
		t.Fatal("a key that changes nothing shown here makes another state")
	}
	r.now = r.now.Add(terms.Stretch + time.Minute)
	r.write("rosa", id, "a")
	r.must("rosa", terms.MakeReady{Section: "purpose"})
	r.write("rosa", id, "a")
	if h := r.section("purpose").History; len(h) != 5 {
		t.Fatalf("a pause and a step begin new lines: %+v", h)
	}
	r.wrote("rosa", id, terms.Writing{Kind: terms.TookOut, Empty: true})
	r.status("purpose", terms.Empty)
	if s := r.state.Wrote(act.Stamp{At: r.now, By: "rosa"}, "notes/1", terms.Writing{Kind: terms.Wrote}); s != r.state {
		t.Fatal("a text of another part changed this one")
	}
	r.sameReplayed()
}
