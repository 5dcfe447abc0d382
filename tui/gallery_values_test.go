package tui

import (
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// values walks through Sharing Values.
func (g *gallery) values() {
	g.to(values.Activity, values.StepOpening)
	g.pose("values/care", g.rosa, func(m *model) {
		m.person.Read = nil
		m.follow()
	})
	g.hang("values/opening", g.rosa, "")
	g.hang("values/opening_host", g.dana, "")
	g.to(values.Activity, values.StepWrite)
	g.hang("values/write_waiting", g.rosa, "")
	g.hang("values/write_ask", g.dana, "<enter>")
	g.Give(g.dana, values.OpenWriting{})
	g.hang("values/write", g.rosa, "")
	g.hang("values/form", g.rosa, "<enter>Respect<tab>You hear me out, also when the answer is no and you know it already.")
	g.hang("values/form_language", g.rosa, "<enter>Respeto<tab><tab>2")
	g.cards()
	g.hang("values/write_in", g.rosa, "")
	g.Give(g.dana, values.LayDeck{Shown: true})
	g.hang("values/deck", g.rosa, "")
	g.hang("values/write_host", g.dana, "")
	w := g.State.Values.OpenWriting().ID
	g.Give(g.dana, values.LastCall{ID: w})
	g.hang("values/write_called", g.eli, "")
	g.hang("values/write_unsent", g.eli, "<enter>Respect<esc>")
	g.to(values.Activity, values.StepStories)
	g.hang("values/stories", g.rosa, "")
	g.to(values.Activity, values.StepWall)
	g.hang("values/wall_waiting", g.rosa, "")
	g.hang("values/wall_ask", g.dana, "<enter>")
	g.Give(g.dana, values.ShowWall{Writing: w})
	g.hang("values/wall", g.rosa, "")
	g.hang("values/wall_mine", g.rosa, "v")
	g.to(values.Activity, values.StepCluster)
	g.gather()
	g.hang("values/cluster", g.rosa, "")
	g.hang("values/cluster_card", g.rosa, "<down>")
	g.hang("values/cluster_to", g.rosa, "<down><enter>2")
	g.hang("values/cluster_name", g.rosa, "<down>e")
	g.hang("values/cluster_host", g.dana, "")
	g.to(values.Activity, values.StepSupport)
	g.hang("values/support_waiting", g.rosa, "")
	g.Give(g.dana, values.OpenMarks{})
	g.hang("values/support", g.rosa, "")
	g.hang("values/support_chosen", g.rosa, "13")
	g.mark()
	g.hang("values/support_result", g.rosa, "")
	g.hang("values/support_host", g.dana, "")
	g.to(values.Activity, values.StepDeeds)
	id := g.State.Values.Chosen()[0].ID
	g.Give(g.rosa, values.AddDeed{Cluster: id, Side: values.WeDo, Words: said("ask families first, and say what became of it"), Lang: "en"})
	g.Give(g.luz, values.AddDeed{Cluster: id, Side: values.WeDo, Words: said("esperamos a que cada quien termine"), Lang: "es"})
	g.Give(g.max, values.AddDeed{Cluster: id, Side: values.WeSlipped, Words: said("the letter arrives before the call"), Lang: "en"})
	g.hang("values/deeds", g.rosa, "")
	g.hang("values/deeds_line", g.rosa, "<tab><enter>we talk over each other")
	g.hang("values/deeds_host", g.dana, "")
	g.to(values.Activity, values.StepCPM)
	g.hang("values/cpm", g.rosa, "")
	g.to(values.Activity, values.StepConsent)
	g.hang("values/consent_waiting", g.rosa, "")
	g.Give(g.dana, values.OpenCheck{})
	g.hang("values/consent", g.rosa, "")
	g.hang("values/consent_chosen", g.rosa, "1")
	g.hang("values/consent_reason", g.rosa, "wTen minutes are not enough for so many words.")
	g.hang("values/consent_delegate", g.hart, "")
	g.agree()
	g.hang("values/consent_in", g.rosa, "")
	g.Give(g.dana, values.LastCall{ID: g.State.Values.OpenCheck().ID()})
	g.hang("values/consent_close", g.dana, "<enter>")
	g.Give(g.dana, values.CloseCheck{Check: g.State.Values.OpenCheck().ID()})
	g.hang("values/consent_result", g.rosa, "")
	g.hang("values/consent_result_host", g.dana, "")
	g.Give(g.dana, values.RecordValues{})
	g.hang("values/record", g.rosa, "")
	g.hang("values/record_more", g.rosa, "<space><space>")
}

// cards has people write theirs.
func (g *gallery) cards() {
	id := g.State.Values.OpenWriting().ID
	word := func(s string) safetext.Text { return safetext.Clean(safetext.Title, s) }
	inTurn(map[roster.SeatID][]values.Draft{
		g.rosa: {{Word: word("Respeto"), Sentence: said("Nos escuchan hasta el final."), Lang: "es"}, {Word: word("Listening"), Sentence: said("We ask before we answer."), Lang: "en"}},
		g.max:  {{Word: word("Honesty"), Sentence: said("We say what we cannot do, and why."), Lang: "en", Signed: true}},
		g.june: {{Word: word("Kinship"), Lang: "en"}, {Word: word("思いやり"), Gloss: said("care for one another"), Lang: "Japanese"}},
		g.sam:  {{Word: word("Hearing people out"), Lang: "en"}},
		g.hart: {{Word: word("Pimatisiwin"), Gloss: said("a good life"), Lang: "Example language"}},
	}, func(seat roster.SeatID, cards []values.Draft) {
		g.Give(seat, values.WriteCards{Writing: id, Cards: cards})
	})
}

// card is the id of a card by its word.
func (g *gallery) card(word string) string {
	g.T.Helper()
	for _, c := range g.State.Values.Cards {
		if c.Word.String() == word {
			return c.ID
		}
	}
	g.T.Fatalf("no card %q", word)
	return ""
}

func (g *gallery) gather() {
	for _, w := range []string{"Listening", "Honesty", "Kinship"} {
		g.Give(g.dana, values.MoveCard{Card: g.card(w), New: true})
	}
	listening := g.State.Values.Clusters[0].ID
	for _, w := range []string{"Hearing people out", "Respeto"} {
		g.Give(g.max, values.MoveCard{Card: g.card(w), To: listening})
	}
	g.Give(g.june, values.NameCluster{Cluster: listening, Name: named("We listen to the end"), Lang: "en"})
	g.Give(g.hart, values.KeepApart{Card: g.card("Pimatisiwin")})
}

func (g *gallery) mark() {
	m := g.State.Values.OpenMarking()
	o := m.Poll.Options
	inTurn(map[roster.SeatID][]string{g.rosa: {o[0], o[2]}, g.max: {o[0]}, g.june: {o[0], o[2], o[3]}, g.luz: {o[1]}},
		func(seat roster.SeatID, marks []string) { g.Give(seat, values.Mark{Marks: m.Poll.ID, Clusters: marks}) })
	g.hang("values/support_in", g.rosa, "")
	g.Give(g.dana, values.LastCall{ID: m.Poll.ID})
	g.Give(g.dana, values.CloseMarks{Marks: m.Poll.ID})
}

// agree answers the check of the values, most of them well.
func (g *gallery) agree() {
	id := g.State.Values.OpenCheck().ID()
	inTurn(map[roster.SeatID]string{g.dana: poll.Behind, g.rosa: poll.LiveWith, g.max: poll.StandAside,
		g.june: poll.SmallDoubt, g.eli: poll.LiveWith, g.luz: poll.Behind, g.sam: poll.Pass},
		func(seat roster.SeatID, choice string) { g.Give(seat, values.Cast{Poll: id, Choice: choice}) })
	g.Give(g.max, values.WriteReason{Poll: g.State.Values.OpenCheck().Reasons.ID, Words: said("Ten minutes are not enough."), Lang: "en"})
}
