package tui

import (
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
)

// hand: Rosa is a scribe and answers for William Hart, who has no terminal.
func (g *gallery) hand() {
	william := roster.SeatID("william")
	g.Hands = map[roster.SeatID]roster.Hand{}
	g.Give("", roster.Grant{Seat: g.rosa, Role: roster.Scribe})
	g.Give(g.rosa, roster.WriteIn{Seat: william, About: roster.About{Name: named("William Hart")}, Lang: "es"})
	g.hang("for/menu", g.rosa, "m")
	g.hang("for/list", g.rosa, "m{for.menu}")
	g.hang("for/name", g.rosa, "m{for.menu}{for.new}William")
	g.pose("for/how", g.rosa, func(m *model) { m.askWay(william) })
	g.pose("for/aloud", g.rosa, func(m *model) { m.askYes(william, roster.Paper) })
	g.hang("for/mine", g.eli, "m{menu.mine}{for.mine}")
	g.hang("for/mine_ask", g.eli, "m{menu.mine}{for.mine}2")
	g.Give(g.rosa, roster.HeardYes{Seat: william})
	g.Give(g.eli, roster.LetAnswer{By: g.rosa})
	g.hang("for/people", g.max, "m{menu.places}{menu.people}")
	g.hang("for/mine_given", g.eli, "m{menu.mine}{for.mine}")
	g.Give(g.dana, workshop.OpenMeeting{})
	g.handed("for/nothing", william, "")
	g.topic()
	g.record()
	g.to(spectrum.Activity, spectrum.StepVote1)
	r := g.vote(spectrum.First)
	g.handed("for/question", william, "")
	g.handed("for/question_long_name", g.hart, "")
	g.handed("for/chosen", william, "3")
	g.handed("for/read_back", william, "3<enter>")
	g.handed("for/not_enter", william, "3<enter><enter>")
	g.handed("for/reason", william, "wThe nights are long.")
	g.handed("for/own_menu", william, "m")
	g.handed("for/language", william, "l")
	g.cast(r.Today.ID, "2233114")
	g.cast(r.Should.ID, "4433555")
	g.Give(g.dana, spectrum.LastCall{ID: r.ID})
	for _, seat := range []roster.SeatID{g.eli, g.luz, g.june} {
		g.Hands[seat] = roster.Hand{By: g.rosa, Way: roster.Paper}
	}
	g.Give(g.dana, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
	g.to(spectrum.Activity, spectrum.StepReveal)
	g.hang("for/result", g.rosa, "")
	g.to(values.Activity, values.StepWrite)
	g.Give(g.dana, values.OpenWriting{PerSeat: 3})
	g.handed("for/cards", william, "")
	g.handed("for/card_read_back", william, "wPaciencia<enter><enter><enter><enter>")
}

// handed takes a picture of what Rosa sees as she answers for somebody.
func (g *gallery) handed(name string, seat roster.SeatID, typed string) {
	g.hang(name, seat, typed)
	g.pictures[len(g.pictures)-1].helper = g.rosa
}
