package tui

import (
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// entry is an answer in a topic's record.
func entry(words string) spectrum.Entry { return spectrum.Entry{Text: said(words), Lang: "en"} }

func (g *gallery) present() *spectrum.Topic { return g.State.Spectrum.Present(g.State.Agenda.At) }

// topic brings a topic, and takes the room there.
func (g *gallery) topic() {
	g.Give(g.dana, spectrum.AddTopic{Sentence: said("the visiting schedule for families"), Lang: "en"})
	g.to(spectrum.Activity, spectrum.StepFrame)
}

// record fills the topic's record.
func (g *gallery) record() {
	id := g.present().ID
	for _, f := range []struct {
		field spectrum.Field
		value spectrum.Value
	}{
		{spectrum.FieldTouched, spectrum.Value{Entry: entry("Parents, children in care, resource families, visiting staff")}},
		{spectrum.FieldFixed, spectrum.Value{Limits: []spectrum.Limit{{What: entry("Court orders set the least number of visits"),
			Kind: "court", Source: said("the juvenile court"), Reason: said("the law asks for it")}}}},
		{spectrum.FieldOpen, spectrum.Value{Entry: entry("Days, hours, places, who is asked when a visit moves")}},
		{spectrum.FieldSigns, spectrum.Value{Person: spectrum.Person{Seat: g.dana}}},
		{spectrum.FieldDue, spectrum.Value{Entry: entry("1 March 2027")}},
		{spectrum.FieldMeans, spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nobody}}},
		{spectrum.FieldTribe, spectrum.Value{Tribe: spectrum.TribeNo}},
	} {
		g.Give(g.dana, spectrum.Fill{Topic: id, Field: f.field, Value: f.value, Rev: g.present().Edits[f.field].Rev})
	}
	g.Give(g.hart, spectrum.Affect{Topic: id})
}

// vote opens a vote.
func (g *gallery) vote(v spectrum.Vote) *spectrum.Round {
	g.Give(g.dana, spectrum.OpenVote{Topic: g.present().ID, Vote: v, Warned: true, Again: g.present().LastRound(v) != nil})
	return g.present().OpenRound()
}

// cast answers for the voters in their order, a digit each; n and p are not sure
// and pass.
func (g *gallery) cast(id, answers string) {
	names := map[rune]string{'1': "inform", '2': "consult", '3': "involve", '4': "collaborate", '5': "colead", 'n': "unsure", 'p': "pass"}
	for i, seat := range []roster.SeatID{g.dana, g.max, g.rosa, g.eli, g.luz, g.sam, g.june}[:len(answers)] {
		g.Give(seat, spectrum.Cast{Poll: id, Choice: names[rune(answers[i])]})
	}
}

func (g *gallery) shut() {
	r := g.present().OpenRound()
	g.Give(g.dana, spectrum.LastCall{ID: r.ID})
	g.hang("spectrum/vote_called", g.rosa, "")
	g.hang("spectrum/vote_unsent", g.hart, "4")
	g.hang("spectrum/vote_close", g.dana, "<enter>")
	g.Give(g.dana, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
}

// levels walks through the Spectrum.
func (g *gallery) levels() {
	g.to(spectrum.Activity, spectrum.StepFrame)
	g.hang("spectrum/no_topic", g.rosa, "")
	g.hang("spectrum/no_topic_host", g.dana, "")
	g.topic()
	g.hang("spectrum/frame_empty", g.rosa, "")
	g.hang("spectrum/frame_field", g.rosa, "<enter>Parents, children in care")
	g.hang("spectrum/frame_limit", g.rosa, "3")
	g.hang("spectrum/frame_signs", g.rosa, "5")
	g.hang("spectrum/frame_host", g.dana, "")
	g.record()
	g.hang("spectrum/frame", g.rosa, "")
	g.to(spectrum.Activity, spectrum.StepTour)
	g.hang("spectrum/tour", g.rosa, "")
	g.Give(g.dana, spectrum.TurnPage{On: spectrum.StepTour, N: 4})
	g.hang("spectrum/tour_last", g.rosa, "")
	g.hang("spectrum/tour_all", g.rosa, "<space>")
	g.to(spectrum.Activity, spectrum.StepQuiet)
	g.hang("spectrum/quiet", g.rosa, "")
	g.hang("spectrum/quiet_note", g.rosa, "<enter>Rides are what keeps us away.")
	g.to(spectrum.Activity, spectrum.StepVote1)
	g.hang("spectrum/vote_waiting", g.rosa, "")
	g.hang("spectrum/vote_ask", g.dana, "<enter>")
	r := g.vote(spectrum.First)
	g.hang("spectrum/vote", g.rosa, "")
	g.hang("spectrum/vote_chosen", g.rosa, "3")
	g.hang("spectrum/vote_host", g.dana, "")
	g.hang("spectrum/vote_host_answers", g.dana, "v")
	g.hang("spectrum/vote_delegate", g.hart, "")
	g.hang("spectrum/vote_delegate_position", g.hart, "1")
	g.hang("spectrum/vote_observer", g.lee, "")
	g.cast(r.Today.ID, "1111223")
	g.hang("spectrum/vote_second", g.rosa, "4")
	g.cast(r.Should.ID, "23445p5")
	g.hang("spectrum/vote_in", g.rosa, "")
	g.hang("spectrum/vote_in_shown", g.rosa, "v")
	g.hang("spectrum/vote_reason", g.rosa, "wRides first.")
	g.Give(g.luz, spectrum.WriteReason{Poll: r.Reasons.ID, Words: said("Nos preguntan, y después no sabemos qué pasó."), Lang: "es"})
	g.Give(g.eli, spectrum.WriteReason{Poll: r.Reasons.ID, Words: said("Families know best when a visit helps. A schedule that is made without us is not kept, and then it is us who are said to have missed it."), Lang: "en", Level: "colead"})
	g.Give(g.hart, spectrum.Release{Topic: g.present().ID, Stand: spectrum.ToCouncil})
	late := g.Sit("Olive Park", "en")
	g.hang("spectrum/vote_late", late, "")
	g.shut()
	g.hang("spectrum/reveal", g.rosa, "")
	g.hang("spectrum/reveal_reasons", g.rosa, "<space>")
	g.hang("spectrum/reveal_host", g.dana, "")
	g.hang("spectrum/reveal_host_looks", g.dana, "v")
	g.to(spectrum.Activity, spectrum.StepVote2)
	r = g.vote(spectrum.Second)
	g.hang("spectrum/vote2", g.rosa, "4")
	g.hang("spectrum/vote2_delegate", g.hart, "")
	g.cast(r.Should.ID, "3344433")
	g.Give(g.dana, spectrum.LastCall{ID: r.ID})
	g.Give(g.dana, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
	g.hang("spectrum/compare", g.rosa, "")
	g.hang("spectrum/compare_host", g.dana, "")
	r = g.vote(spectrum.Second)
	g.cast(r.Should.ID, "4444443")
	g.Give(g.dana, spectrum.LastCall{ID: r.ID})
	g.Give(g.dana, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
	g.promise()
	g.consent()
}

func (g *gallery) promise() {
	g.to(spectrum.Activity, spectrum.StepPromise)
	t := g.present()
	g.hang("spectrum/promise_empty", g.rosa, "")
	g.write(g.rosa, t.PromiseText(), "We plan every visit together with the family, and when one has to move we call before we change it.")
	g.Give(g.eli, spectrum.SetPromise{Topic: t.ID, Conditions: entry("If the court agrees"), Keeper: spectrum.Person{Seat: g.max}, Proof: "2027-06-01"})
	g.Give(g.eli, spectrum.SetView{Topic: t.ID, Words: said("A call is not enough; it should be our yes."), Lang: "en"})
	g.hang("spectrum/promise", g.rosa, "")
	g.hang("spectrum/promise_writing", g.rosa, "<enter>")
	g.hang("spectrum/promise_statement", g.dana, "v4")
	g.hang("spectrum/promise_views", g.eli, "c")
	g.Give(g.dana, spectrum.Declare{Topic: t.ID, Kind: spectrum.UpTo, Level: "involve", Because: entry("the judge decides the rest")})
	g.hang("spectrum/promise_said", g.rosa, "")
	g.hang("spectrum/promise_host", g.dana, "")
}

func (g *gallery) consent() {
	g.to(spectrum.Activity, spectrum.StepConsent)
	g.hang("spectrum/consent_waiting", g.rosa, "")
	g.Give(g.dana, spectrum.OpenCheck{Topic: g.present().ID})
	id := g.present().OpenCheck().ID()
	g.hang("spectrum/consent", g.rosa, "")
	g.hang("spectrum/consent_chosen", g.rosa, "4")
	g.hang("spectrum/consent_delegate", g.hart, "")
	inTurn(map[roster.SeatID]string{g.dana: poll.Behind, g.max: poll.LiveWith, g.rosa: poll.SmallDoubt, g.eli: poll.StandAside, g.luz: poll.Pass},
		func(seat roster.SeatID, choice string) { g.Give(seat, spectrum.Cast{Poll: id, Choice: choice}) })
	g.Give(g.eli, spectrum.WriteReason{Poll: id + "/reasons", Words: said("I would rather have had a yes."), Lang: "en"})
	g.hang("spectrum/consent_in", g.rosa, "")
	g.Give(g.dana, spectrum.LastCall{ID: id})
	g.hang("spectrum/consent_close", g.dana, "<enter>")
	g.Give(g.dana, spectrum.CloseCheck{Check: id})
	g.hang("spectrum/consent_result", g.rosa, "")
	g.hang("spectrum/consent_host", g.dana, "")
	g.Give(g.dana, spectrum.RecordTopic{Topic: g.present().ID, More: g.present().MoreID()})
	g.hang("spectrum/recorded", g.rosa, "")
	g.hang("spectrum/recorded_more", g.rosa, "<space>")
}
