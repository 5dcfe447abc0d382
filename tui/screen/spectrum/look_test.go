package spectrum_test

import (
	"testing"

	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
)

func TestFrameLooks(t *testing.T) {
	s := newScene(t, 2, 5)
	s.look("frame_missing", s.seats[1])
	s.look("frame_field", s.seats[1], keys.Press(keys.Enter))
	s.look("frame_signs", s.seats[1], keys.Char('5'))
	s.look("frame_fixed", s.seats[1], keys.Char('3'))
	s.look("frame_tribe", s.seats[1], keys.Char('8'))
	s.look("frame_host", s.host, keys.Press(keys.Tab))
	s.fill(domain.Person{Name: clean("The Honorable Maria Theresa Vandenberg-Okonkwo, Presiding Ju")})
	s.look("frame_full", s.seats[1])
}

func TestTourLooks(t *testing.T) {
	s := ready(t, 2, 5, domain.StepTour)
	s.look("tour_1", s.seats[1])
	s.Give(s.host, domain.TurnPage{On: domain.StepTour, N: 4})
	s.look("tour_5", s.seats[1])
	s.look("tour_all", s.seats[1], keys.Char(' '))
}

func TestQuietLooks(t *testing.T) {
	s := ready(t, 2, 5, domain.StepQuiet)
	s.look("quiet", s.seats[1])
	s.look("quiet_note", s.seats[1], append([]keys.Key{keys.Press(keys.Enter)}, keys.Char('H'), keys.Char('i'))...)
}

func TestVoteLooks(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	s.look("vote_wait", s.seats[1])
	r := s.open(domain.First)
	s.look("vote_empty", s.seats[1])
	s.look("vote_chosen", s.seats[1], keys.Char('3'))
	s.cast(r.Today.ID, "111111222")
	s.cast(r.Should.ID, "-1-111222")
	s.look("vote_second", s.seats[1], keys.Char('4'))
	s.look("vote_second_shown", s.seats[1], keys.Char('v'))
	s.look("vote_in", s.seats[3])
	s.look("vote_in_shown", s.seats[3], keys.Char('v'))
	s.look("vote_reason", s.seats[3], keys.Char('w'))
	s.look("vote_reason_level", s.seats[3], keys.Char('w'), keys.Press(keys.Tab))
	late := s.person("Olive Park", "en", "lived")
	s.look("vote_late", late)
	s.Give(s.host, domain.LastCall{ID: r.ID})
	s.look("vote_last_call", s.seats[9])
	s.look("vote_last_call_unsent", s.seats[9], keys.Char('2'))
	s.look("vote_host_close", s.host, keys.Press(keys.Tab))
}

func TestDelegateLooks(t *testing.T) {
	s := newScene(t, 2, 5)
	d := s.delegate()
	s.fill(domain.Person{Seat: s.host})
	s.look("delegate_affects", d, keys.Char('8'))
	s.Give(d, domain.Affect{Topic: s.topic().ID})
	s.to(domain.StepVote1)
	s.open(domain.First)
	s.look("delegate_vote", d)
	s.look("delegate_stands", d, keys.Char('1'))
	s.look("delegate_release", d, keys.Char('2'))
	s.look("delegate_self", d, keys.Char('4'))
}

func reveal(t *testing.T) *scene {
	s := ready(t, 6, 8, domain.StepVote1)
	d := s.delegate()
	s.Give(d, domain.Affect{Topic: s.topic().ID})
	s.Give(d, domain.Release{Topic: s.topic().ID, Stand: domain.ToCouncil})
	r := s.open(domain.First)
	s.cast(r.Today.ID, "1111112222n3322")
	s.cast(r.Should.ID, "233434344443p55")
	s.why(r.Reasons.ID, 1, "en", "", "We can only keep a promise the judge lets us keep.")
	s.why(r.Reasons.ID, 8, "es", "", "Nos preguntan, y después no sabemos qué pasó.")
	s.why(r.Reasons.ID, 9, "en", "colead", "Families know best when a visit helps. "+
		"A schedule that is made without us is a schedule that is not kept, and then it is us who are said to have missed it.")
	s.why(r.Reasons.ID, 10, "en", "", "Rides first.")
	s.shut()
	return s
}

func TestRevealLooks(t *testing.T) {
	s := reveal(t)
	s.look("reveal_1", s.seats[1])
	s.look("reveal_2", s.seats[1], keys.Char(' '))
	s.look("reveal_3", s.seats[1], keys.Char(' '), keys.Char(' '))
	s.Give(s.host, domain.TurnPage{On: s.topic().LastRound(0).ID, N: 2})
	s.look("reveal_turned", s.seats[1])
	s.look("reveal_host", s.host)
	s.Give(s.seats[4], domain.AddReason{Poll: s.topic().MoreID(), Words: clean("I had not thought of rides."), Lang: "en"})
	s.Give(s.host, domain.ShowReasons{Topic: s.topic().ID, Poll: s.topic().MoreID()})
	s.look("reveal_later", s.seats[1], keys.Char(' '), keys.Char(' '))
}

func TestOddResultsLook(t *testing.T) {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	s.cast(r.Should.ID, "ppppppppppppppp")
	s.cast(r.Today.ID, "pppppppppppnnnn")
	s.shut()
	s.look("result_all_pass", s.seats[1])

	s = ready(t, 2, 5, domain.StepVote1)
	r = s.open(domain.First)
	s.cast(r.Should.ID, "---4")
	s.cast(r.Today.ID, "---1")
	s.shut()
	s.look("result_one", s.seats[1])

	s = ready(t, 2, 5, domain.StepVote1)
	r = s.open(domain.First)
	s.Give("", domain.VoidPoll{ID: r.Should.ID})
	s.look("result_void", s.seats[1])
}

func TestCompareLooks(t *testing.T) {
	s := reveal(t)
	s.to(domain.StepVote2)
	s.look("vote2_wait", s.seats[1])
	r := s.open(domain.Second)
	s.look("vote2", s.seats[1], keys.Char('4'))
	s.cast(r.Should.ID, "444444344443344")
	s.shut()
	s.look("compare", s.seats[1])

	s.open(domain.Second)
	r = s.topic().OpenRound()
	s.cast(r.Should.ID, "33333334444444")
	s.shut()
	s.look("compare_tie", s.seats[1])
	s.look("compare_tie_host", s.host)
	s.look("settle", s.host, keys.Press(keys.Enter))
	s.look("settle_day", s.host, enter, keys.Char('2'), enter, keys.Char('1'), enter)
	s.Give(s.host, domain.SettleLevels{Topic: s.topic().ID, Settlement: domain.Settlement{Round: r.ID, How: domain.Pilot,
		Levels: [2]string{"involve", "collaborate"}, Day: "2027-06-01", Words: entry("We look again in June.")}})
	s.look("compare_settled", s.seats[1])

	s.open(domain.Second)
	r = s.topic().OpenRound()
	s.cast(r.Should.ID, "133333334444445")
	s.shut()
	s.look("compare_wide", s.seats[1])
}

// promised is a scene at the promise, with a level that stands.
func promised(t *testing.T) *scene {
	s := ready(t, 6, 8, domain.StepVote1)
	r := s.open(domain.First)
	s.cast(r.Today.ID, "111112222233322")
	s.cast(r.Should.ID, "444444344443344")
	s.shut()
	s.to(domain.StepVote2)
	r = s.open(domain.Second)
	s.cast(r.Should.ID, "444444344443344")
	s.shut()
	s.to(domain.StepPromise)
	return s
}

const promise = "We plan every visit together with the family, and when one has to move we call before we change it."

func TestPromiseLooks(t *testing.T) {
	s := promised(t)
	s.look("promise_empty", s.seats[1])
	s.write(s.seats[1], promise)
	s.Give(s.seats[2], domain.SetPromise{Topic: s.topic().ID, Conditions: entry("If the court agrees"),
		Keeper: domain.Person{Seat: s.host}, Proof: "2027-06-01"})
	s.Give(s.seats[2], domain.SetView{Topic: s.topic().ID, Words: clean("A call is not enough; it should be our yes."), Lang: "en"})
	s.look("promise", s.seats[1])
	s.look("promise_writing", s.seats[1], keys.Press(keys.Enter))
	s.look("promise_statement", s.host, keys.Char('4'))
	s.look("promise_views", s.seats[2], keys.Char('c'))
	s.look("promise_view", s.seats[2], keys.Char('c'), keys.Char('1'))
	s.Give(s.host, domain.Declare{Topic: s.topic().ID, Kind: domain.UpTo, Level: "involve",
		Because: entry("the judge decides the rest")})
	s.look("promise_said", s.seats[1])
}

func TestConsentLooks(t *testing.T) {
	s := promised(t)
	s.write(s.seats[1], promise)
	s.Give(s.seats[2], domain.SetPromise{Topic: s.topic().ID, Conditions: entry("If the court agrees"),
		Keeper: domain.Person{Seat: s.host}, Proof: "2027-06-01"})
	s.to(domain.StepConsent)
	s.look("consent_wait", s.seats[1])
	s.Give(s.host, domain.OpenCheck{Topic: s.topic().ID})
	id := s.topic().OpenCheck().ID()
	s.look("consent", s.seats[1], keys.Char('4'))
	s.look("consent_read_on", s.seats[1], keys.Char(' '))
	for i, seat := range s.seats {
		choice := []string{poll.Behind, poll.LiveWith, poll.SmallDoubt, poll.StandAside, poll.Pass}[i%5]
		s.Give(seat, domain.Cast{Poll: id, Choice: choice})
	}
	s.why(id+"/reasons", 3, "en", "", "I would rather have had a yes.")
	s.look("consent_in", s.seats[1])
	s.Give(s.host, domain.LastCall{ID: id})
	s.Give(s.host, domain.CloseCheck{Check: id})
	s.look("consent_outcome", s.seats[1])
	s.look("consent_outcome_host", s.host)
	s.Give(s.host, domain.RecordTopic{Topic: s.topic().ID, More: s.topic().MoreID()})
	s.look("verdict_proposed", s.seats[1])
	s.Give(s.host, domain.Reopen{Topic: s.topic().ID, Why: clean("Dana has an answer now.")})
	s.Give(s.host, domain.Declare{Topic: s.topic().ID, Kind: domain.CanKeep})
	s.Give(s.host, domain.OpenCheck{Topic: s.topic().ID})
	id = s.topic().OpenCheck().ID()
	for _, seat := range s.seats {
		s.Give(seat, domain.Cast{Poll: id, Choice: poll.Behind})
	}
	s.Give(s.host, domain.LastCall{ID: id})
	s.Give(s.host, domain.CloseCheck{Check: id})
	s.Give(s.host, domain.RecordTopic{Topic: s.topic().ID, More: s.topic().MoreID()})
	s.look("verdict_final", s.seats[1])
}
