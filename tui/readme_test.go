package tui_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui"
	"convene/tui/tuitest/golden"
)

// The screen in the README is the reveal of a vote as a participant sees it at
// 80×24; make golden writes it anew.
func TestTheReadmeShowsARealScreen(t *testing.T) {
	h := open(t)
	seats := h.reveal()
	p := h.person(tui.Person{Seat: seats[3]}, 80, 24)
	p.see("The middle answer: Consult today, Collaborate for what should be.")
	p.see("?  help")
	golden.Block(t, "../README.md", p.screen.Grid())
}

// reveal takes the room through a vote to what was said: seven people of the
// agency, the host among them, eight others, and a delegate beside the count.
func (h *hall) reveal() (seats []roster.SeatID) {
	h.t.Helper()
	join := func(name string, group roster.Group, roles ...roster.Role) roster.SeatID {
		seat := h.sit(name, "en", roles...)
		h.give(seat, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, name), Group: group}})
		return seat
	}
	host := join("Dana Whitfield", roster.Agency, roster.Host)
	for i, name := range strings.Fields("Rosa Max June Eli Ana Sam Ida Leo Nia Tom Eva Kai Ben Zoe") {
		seats = append(seats, join(name, map[bool]roster.Group{true: roster.Agency, false: roster.Lived}[i < 6]))
	}
	tribe := safetext.Clean(safetext.Name, "Example Tribe")
	delegate := join("Marian Cole", roster.Tribal)
	h.give("", roster.NameNation{ID: "n1", Name: tribe})
	h.give("", roster.ConfirmDelegate{Seat: delegate, Nation: tribe})
	h.give(host, workshop.OpenMeeting{})
	h.give(host, spectrum.AddTopic{Sentence: said("the visiting schedule for families"), Lang: "en"})
	h.levels(host, spectrum.StepFrame)
	topic := func() *spectrum.Topic { s := h.room.Snapshot(); return s.Spectrum.Present(s.Agenda.At) }
	entry := spectrum.Entry{Text: safetext.Clean(safetext.Idea, "Parents and visiting staff"), Lang: "en"}
	limit := spectrum.Limit{What: entry, Kind: "court", Source: said("the juvenile court"), Reason: said("the law asks for it")}
	for _, f := range []struct {
		field spectrum.Field
		value spectrum.Value
	}{
		{spectrum.FieldTouched, spectrum.Value{Entry: entry}}, {spectrum.FieldFixed, spectrum.Value{Limits: []spectrum.Limit{limit}}},
		{spectrum.FieldOpen, spectrum.Value{Entry: entry}}, {spectrum.FieldSigns, spectrum.Value{Person: spectrum.Person{Seat: host}}},
		{spectrum.FieldDue, spectrum.Value{Entry: entry}}, {spectrum.FieldMeans, spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nobody}}},
		{spectrum.FieldTribe, spectrum.Value{Tribe: spectrum.TribeNo}},
	} {
		h.give(host, spectrum.Fill{Topic: topic().ID, Field: f.field, Value: f.value, Rev: topic().Edits[f.field].Rev})
	}
	h.give(delegate, spectrum.Affect{Topic: topic().ID})
	h.give(delegate, spectrum.Release{Topic: topic().ID, Stand: spectrum.ToCouncil})
	h.levels(host, spectrum.StepVote1)
	h.give(host, spectrum.OpenVote{Topic: topic().ID, Vote: spectrum.First, Warned: true})
	r := topic().OpenRound()
	all := append([]roster.SeatID{host}, seats...)
	names := map[rune]string{'1': "inform", '2': "consult", '3': "involve", '4': "collaborate", '5': "colead", 'n': "unsure", 'p': "pass"}
	for poll, answers := range map[string]string{r.Today.ID: "1111112222n3322", r.Should.ID: "233434344443p55"} {
		for i, a := range answers {
			h.give(all[i], spectrum.Cast{Poll: poll, Choice: names[a]})
		}
	}
	h.give(host, spectrum.LastCall{ID: r.ID})
	h.give(host, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
	h.levels(host, spectrum.StepReveal)
	return seats
}

// levels takes the room to a step of the spectrum.
func (h *hall) levels(host roster.SeatID, step string) {
	h.t.Helper()
	at := h.room.Snapshot().Agenda.At
	for _, item := range h.room.Snapshot().Agenda.Items {
		to := act.Place{Item: item.ID, Step: step}
		if item.Activity == tui.Spectrum && at != to {
			h.give(host, workshop.MoveTo{From: at, To: to})
		}
	}
}
