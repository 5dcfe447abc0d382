package workshop_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// hands gives a scribe, a person with a terminal and one whom the scribe wrote
// onto the list, in a meeting that runs.
func hands(t rapid.TB) (x *table, host, june, rosa, william roster.SeatID) {
	x = set(t, "c")
	host, june, rosa = x.join("Dana Whitfield"), x.join("June Whitehorse"), x.join("Rosa Delgado")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must("", roster.Grant{Seat: june, Role: roster.Scribe})
	william = "seat-william"
	x.must(june, roster.WriteIn{Seat: william, About: roster.About{Name: clean("William Hart")}, Lang: "es"})
	x.must(host, workshop.OpenMeeting{})
	return x, host, june, rosa, william
}

// forAnother gives a command for a seat by a hand, and says what became of it.
func (x *table) forAnother(by roster.SeatID, way roster.Way, seat roster.SeatID, body any) string {
	entry := roster.Hand{By: by, Way: way}.Entry()
	_, err := x.live.Decide(workshop.Command{ID: "h", Seat: seat, Entry: entry, Body: body}, workshop.Facts{Now: x.now})
	return fault.Code(err)
}

// Whatever a person's seat may do, who answers for them may only answer, and only
// where they agreed: not act as a host by a host's seat, and not sign (domain §1.6).
func TestAHandOnlyAnswers(t *testing.T) {
	x, host, june, _, _ := hands(t)
	x.must(host, roster.LetAnswer{By: june})
	x.must(host, roster.Grant{Seat: host, Role: roster.Coordinator})
	all := commands()
	all[own] = append(all[own], spectrum.Cast{}, spectrum.WriteReason{}, spectrum.AddReason{}, values.WriteCards{Pass: true}, values.Mark{Pass: true},
		values.Cast{}, values.WriteReason{}, terms.Answer{Choice: poll.Pass}, terms.Reason{Words: clean("Because.")})
	answers := 0
	for _, list := range all {
		for _, body := range list {
			code := x.forAnother(june, roster.Paper, host, body)
			if !workshop.Answers(body) {
				if code != "not_for_another" && code != "workshop_unknown" {
					t.Errorf("%T for a host who agreed: %q", body, code)
				}
				continue
			}
			answers++
			if code == "not_for_another" || code == "voice_needed" || code == "only_scribe" {
				t.Errorf("%T is refused though the person agreed: %q", body, code)
			}
			for _, by := range []roster.SeatID{"seat-Rosa Delgado", "nobody", ""} {
				if code := x.forAnother(by, roster.Paper, host, body); code != "only_scribe" && code != "not_for_another" && by != "" {
					t.Errorf("%T by %q, who is no scribe: %q", body, by, code)
				}
			}
		}
	}
	if answers < 9 {
		t.Errorf("%d commands answer", answers)
	}
}

// An entry that looks like a hand's and is none answers nothing; one by words is
// never taken for a hand's.
func TestAHandIsNotForged(t *testing.T) {
	x, _, june, _, william := hands(t)
	x.must(june, roster.HeardYes{Seat: william})
	body := commands()[writes][slices.IndexFunc(commands()[writes], workshop.Answers)]
	for _, entry := range []string{":", "paper:", ":" + string(june), "host:" + string(june), "paper:nobody", "paper::" + string(june)} {
		_, err := x.live.Decide(workshop.Command{ID: "h", Seat: william, Entry: entry, Body: body}, workshop.Facts{Now: x.now})
		if fault.Code(err) != "only_scribe" {
			t.Errorf("the entry %q: %v", entry, err)
		}
	}
	for _, way := range roster.Ways() {
		h := roster.Hand{By: june, Way: way}
		if roster.HandOf(h.Entry()) != h || !roster.IsHand(h.Entry()) {
			t.Errorf("%+v reads as %+v", h, roster.HandOf(h.Entry()))
		}
	}
	if roster.IsHand("Q5ZD7K2V") || roster.HandOf("Q5ZD7K2V") != (roster.Hand{}) || roster.IsHand("") {
		t.Error("words are taken for a hand")
	}
}

// Who agreed, how, and until when (domain R-04).
func TestAgreeingThatAnotherAnswers(t *testing.T) {
	x, host, june, rosa, william := hands(t)
	may := func(when string, seat roster.SeatID, want bool) {
		t.Helper()
		if x.live.MayAnswerFor(seat, june) != want || x.replay.MayAnswerFor(seat, june) != want {
			t.Errorf("%s: June may answer for %s is %v", when, seat, !want)
		}
	}
	refused := func(seat roster.SeatID, body any, want string) {
		t.Helper()
		if code := fault.Code(x.give(seat, body)); code != want {
			t.Errorf("%T by %s: %q, not %q", body, seat, code, want)
		}
	}
	may("before anything", william, false)
	// A scribe's word is enough only for who has no way in of their own.
	refused(june, roster.HeardYes{Seat: rosa}, "voice_own_screen")
	refused(rosa, roster.HeardYes{Seat: william}, "only_scribe")
	refused(rosa, roster.LetAnswer{By: rosa}, "voice_no_scribe")
	refused(june, roster.LetAnswer{By: william}, "voice_no_scribe")
	x.must(june, roster.HeardYes{Seat: william})
	may("said aloud", william, true)
	x.must(rosa, roster.LetAnswer{By: june})
	may("given on her own screen", rosa, true)
	seq := x.live.Seq
	x.must(june, roster.HeardYes{Seat: william})
	x.must(rosa, roster.LetAnswer{By: june})
	if x.live.Seq != seq {
		t.Error("a yes that stands is put on the record again")
	}
	if x.live.MayAnswerFor(william, host) {
		t.Error("one scribe's yes is another's")
	}
	refused(host, roster.EndVoice{Seat: rosa, By: june}, "")
	may("a host ended it", rosa, false)
	x.must(rosa, roster.LetAnswer{By: june})
	refused(rosa, roster.EndVoice{Seat: william, By: june}, "not_yours")
	refused(rosa, roster.EndVoice{Seat: rosa, By: june}, "")
	may("she took it back", rosa, false)
	x.must(rosa, roster.LetAnswer{By: june})
	x.must("", roster.Take{Seat: june, Role: roster.Scribe})
	may("June is no scribe any more", william, false)
	x.must("", roster.Grant{Seat: june, Role: roster.Scribe})
	x.must(host, workshop.EndMeeting{})
	x.must(host, agenda.Plan{Items: x.live.Agenda.Items[:2]})
	x.must(host, workshop.OpenMeeting{})
	may("the next meeting", william, false)
	may("the next meeting, her own screen's yes", rosa, true)
	x.must(june, roster.HeardYes{Seat: william})
	may("said again", william, true)
	// Words opened his seat: from now on he says it himself.
	x.must(host, roster.NoteWordReissued{Seat: william})
	may("words were made", william, true)
	x.must("", roster.NoteWordUsed{Seat: william})
	may("he has a way in", william, false)
	refused(june, roster.HeardYes{Seat: william}, "voice_own_screen")
	x.must(william, roster.LetAnswer{By: june})
	may("and agreed himself", william, true)
	x.must(host, roster.EndSeat{Seat: william})
	may("his seat was ended", william, false)
}

// A seat that a scribe made counts like any other, and everyone can see who made
// it; a locked door holds for scribes too.
func TestWrittenOntoTheList(t *testing.T) {
	x, host, june, _, william := hands(t)
	seat := x.live.Roster.Seat(william)
	if seat.ListedBy != june || !seat.Wayless() || seat.Lang != "es" || !slices.Contains(x.live.Roster.Voters(), seat) {
		t.Errorf("written in: %+v", seat)
	}
	if a := x.live.Roster.Door[0]; a.Kind != roster.WroteIn || a.Seat != william || a.By != june {
		t.Errorf("on the record: %+v", a)
	}
	again := roster.WriteIn{Seat: "seat-2", About: roster.About{Name: clean("william hart")}, Lang: "en"}
	x.must(june, again)
	if n := x.live.Roster.Seat("seat-2").Number; n != 2 {
		t.Errorf("a name like another's has the number %d", n)
	}
	x.must(host, roster.LockDoor{Locked: true})
	again.Seat = "seat-3"
	if code := fault.Code(x.give(june, again)); code != "door_locked" {
		t.Errorf("through a locked door: %q", code)
	}
}

// Whatever people agree to and take back, in any order: replaying the record gives
// the same leave, and nobody answers without the role and a yes that stands.
func TestAnyLeaveReplays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, host, june, rosa, william := hands(t)
		all := []roster.SeatID{host, june, rosa, william}
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			pick := func(what string) roster.SeatID { return rapid.SampledFrom(all).Draw(t, fmt.Sprint(what, i)) }
			giver, a, b := pick("giver"), pick("a"), pick("b")
			_ = x.give(giver, rapid.SampledFrom([]any{
				roster.HeardYes{Seat: a}, roster.LetAnswer{By: a}, roster.EndVoice{Seat: a, By: b},
				roster.Grant{Seat: a, Role: roster.Scribe}, roster.Take{Seat: a, Role: roster.Scribe},
			}).Draw(t, fmt.Sprint("body", i)))
			for _, seat := range all {
				for _, by := range all {
					may := x.live.MayAnswerFor(seat, by)
					if may != x.replay.MayAnswerFor(seat, by) {
						t.Fatalf("the record says otherwise of %s by %s", seat, by)
					}
					if may && (seat == by || !x.live.Roster.CanScribe(by) || !x.live.Roster.Agreed(seat, by, 1)) {
						t.Fatalf("%s answers for %s", by, seat)
					}
				}
			}
		}
	})
}
