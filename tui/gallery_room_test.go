package tui

import (
	"context"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/tui/linear"
	"convene/tui/screen"
	"convene/tui/screen/document"
	"convene/tui/screen/door"
	"convene/tui/theme"
)

// walks are the workshops of the gallery. The first is the whole of one.
func walks(t testing.TB) []*gallery {
	g := newGallery(t, "c")
	g.before()
	g.arrival()
	g.values()
	g.levels()
	g.terms()
	g.after()
	few := newGallery(t, "c")
	few.few()
	bare := newGallery(t, "")
	bare.hang("bare/host", bare.dana, "")
	bare.hang("bare/agenda", bare.dana, "a")
	hand := newGallery(t, "c")
	hand.hand()
	return []*gallery{g, few, bare, hand}
}

// before: the door, and who is early.
func (g *gallery) before() {
	g.hang("door/name", "", "")
	g.hang("door/name_typed", "", "Nguye\u0302\u0303n 山田 花子")
	g.hang("door/return", "", "<tab>")
	g.hang("door/menu", "", "<tab>")
	g.pose("door/words", "", func(m *model) {
		m.current().(*door.Screen).Done(m.env, "door", screen.Seated{Seat: g.rosa, Words: "amber river stone lantern"}, nil)
	})
	g.hang("lobby/participant", g.rosa, "")
	g.hang("lobby/host", g.dana, "")
	g.hang("lobby/observer", g.lee, "")
	g.hang("agenda/before", g.rosa, "a")
	g.everywhere()
}

// everywhere is what can be opened from any screen.
func (g *gallery) everywhere() {
	g.hang("menu/participant", g.rosa, "m")
	g.hang("menu/host", g.dana, "m")
	g.hang("menu/places", g.rosa, "m{menu.places}")
	g.hang("private/nobody", g.dana, "m{keys.privateword.menu}")
	g.hang("menu/mine", g.rosa, "m{menu.mine}")
	g.hang("menu/table", g.rosa, "m{menu.mine}{menu.table}")
	g.hang("menu/language", g.rosa, "m{menu.mine}{menu.language}")
	g.hang("menu/look", g.rosa, "m{menu.mine}{menu.look}")
	g.hang("menu/words", g.rosa, "m{menu.mine}{menu.words}")
	g.hang("menu/park", g.rosa, "m{menu.park}Who pays for rides to visits, and who is asked when one of them has to be moved?")
	g.hang("menu/signin", g.rosa, "m{menu.signin}amber river")
	g.hang("menu/leave", g.rosa, "<ctrl-c>")
	g.hang("help/keys", g.rosa, "?")
	g.hang("help/words", g.rosa, "?<tab>")
	g.hang("help/sources", g.rosa, "?<tab><tab>")
	g.hang("help/habits", g.dana, "?<tab><tab><tab>")
	g.hang("me/page", g.hart, "m{menu.mine}{menu.me}")
	g.hang("me/group", g.rosa, "m{menu.mine}{menu.me}4")
	g.hang("me/title", g.hart, "m{menu.mine}{menu.me}2")
	g.hang("people/participant", g.rosa, "m{menu.places}{menu.people}")
	g.hang("people/host", g.dana, "m{menu.places}{menu.people}<down><down>")
	g.hang("people/acts", g.dana, "m{menu.places}{menu.people}<down><down><enter>")
	g.hang("people/door", g.dana, "m{menu.places}{menu.people}<tab>")
	g.hang("people/nation", g.dana, "m{menu.places}{menu.people}<tab>4Example Tribe")
	g.hang("questions/empty", g.rosa, "m{menu.places}{menu.questions}")
}

// arrival: the meeting begins, with talk; questions, hands, a pause.
func (g *gallery) arrival() {
	g.Give(g.dana, workshop.OpenMeeting{})
	g.hang("opening/participant", g.rosa, "")
	g.hang("opening/host", g.dana, "")
	g.to("welcome", "")
	g.hang("talk/empty", g.rosa, "")
	g.pose("table/turn", g.rosa, func(m *model) {
		m.person.Table = []linear.Neighbour{{Seat: g.rosa}, {Seat: g.hart}}
		m.size()
	})
	g.hang("talk/host", g.dana, "")
	g.hang("talk/host_more", g.dana, "<tab>")
	g.hang("talk/host_moves", g.dana, "<enter>")
	g.write(g.rosa, "notes/welcome", "We said why we came. ليلى حداد came for her niece; 山田 花子 for her grandson. Nobody was asked to say more than they wished to.")
	g.hang("talk/notes", g.rosa, "")
	g.hang("talk/writing", g.eli, "w")
	g.Give(g.rosa, followup.Park{Words: said("Who pays for rides to visits, and who is asked when one of them has to be moved?"), Lang: "en"})
	g.Give(g.luz, followup.Park{Words: said("¿Quién avisa a los abuelos?"), Lang: "es"})
	q := g.State.Followup.Questions[0]
	g.Give(g.dana, followup.Assign{ID: q.ID, Owner: g.hart, Due: followup.FirstReply(q.AskedAt, g.Env(g.dana, "en").Zone)})
	g.Give(g.rosa, followup.Ask{})
	g.Give(g.june, followup.Ask{})
	g.hang("questions/participant", g.rosa, "m{menu.places}{menu.questions}")
	g.hang("questions/asking", g.eli, "m{menu.places}{menu.questions}wWho keeps the list of rooms?")
	g.hang("questions/host", g.dana, "m{menu.places}{menu.questions}")
	g.hang("questions/queue", g.dana, "m{menu.places}{menu.questions}<tab>")
	g.hang("questions/acts", g.dana, "m{menu.places}{menu.questions}<down><enter>")
	g.hang("host/waiting", g.dana, "")
	g.Give(g.dana, followup.Call{})
	g.hang("questions/speaking", g.june, "m{menu.places}{menu.questions}<tab>")
	g.Give(g.rosa, agenda.Propose{Title: named("Rides to visits, and who pays for them in the first year of it")})
	g.hang("agenda/participant", g.rosa, "a")
	g.hang("agenda/host", g.dana, "a<down>")
	g.hang("agenda/acts", g.dana, "a<down><down><down><enter>")
	g.Give(g.dana, agenda.PauseRoom{Paused: true})
	g.hang("paused/participant", g.rosa, "")
	g.hang("paused/menu", g.rosa, "m")
	g.hang("paused/help", g.rosa, "?")
	g.hang("paused/host", g.dana, "")
	g.Give(g.dana, agenda.PauseRoom{})
	g.unseen()
	g.NoGuideSince = g.Now.Add(-3 * time.Minute)
	g.hang("held/offer", g.rosa, "")
	g.Give(g.rosa, roster.HoldRoom{})
	g.hang("held/holder", g.rosa, "")
	g.hang("held/others", g.eli, "")
	g.NoGuideSince = time.Time{}
	g.Give(g.rosa, roster.LetGo{})
	g.to("why", "")
	g.hang("terms/why", g.rosa, "")
	g.pose("late/card", g.rosa, func(m *model) { m.overlay = m.catchUp() })
	g.pose("notice/moved", g.rosa, func(m *model) { m.tell(m.env.Say("room.moved.writing")) })
	g.hang("document/early", g.rosa, "m{menu.places}{menu.document}")
}

// unseen: what anyone asks for without being seen, and stepping away.
func (g *gallery) unseen() {
	g.hang("paused/ask", g.rosa, "m{keys.pause.menu}")
	g.Give("", roster.Grant{Seat: g.eli, Role: roster.CoHost})
	g.hang("private/who", g.rosa, "m{keys.privateword.menu}")
	g.hang("private/word", g.rosa, "m{keys.privateword.menu}2This is close to my own case. May I sit out?")
	g.Give(g.rosa, workshop.SayAlone{To: g.eli, Words: said("This is close to my own case. May I sit out while the others go on with it?"), Lang: "en"})
	g.Give(g.luz, workshop.SayAlone{To: g.eli, Lang: "es"})
	g.Give(g.rosa, agenda.AskTime{})
	g.Wish(act.AnotherPause)
	g.hang("private/waiting", g.eli, "")
	g.hang("private/open", g.eli, "1")
	g.hang("paused/wish", g.dana, "1")
	g.hang("paused/time", g.dana, "2")
	g.Give(g.rosa, agenda.AskPause{})
	g.hang("paused/cohost", g.eli, "")
	g.Give(g.dana, agenda.PauseRoom{})
	g.Give(g.dana, agenda.HearWish{Wish: act.AnotherPause})
	g.Give(g.dana, agenda.HearWish{Wish: act.MoreTime})
	g.Give("", roster.Take{Seat: g.eli, Role: roster.CoHost})
	away := func(m *model) { m.setAway(true) }
	g.pose("away/card", g.rosa, away)
	g.pose("away/menu", g.rosa, func(m *model) { away(m); m.movedAt = time.Time{}; m.presses("m") })
	g.pose("away/leave", g.rosa, func(m *model) { away(m); m.presses("<ctrl-c>") })
	g.pose("away/table", g.rosa, func(m *model) {
		m.person.Table = []linear.Neighbour{{Seat: g.rosa}, {Seat: g.luz}}
		away(m)
	})
}

// after: the meeting, then the workshop has ended.
func (g *gallery) after() {
	g.to("close", "")
	g.hang("close/participant", g.rosa, "")
	g.hang("document/text", g.rosa, "m{menu.places}{menu.document}")
	g.pose("document/taking", g.rosa, func(m *model) {
		m.screens[Document] = document.New(document.Deps{Address: m.deps.Address, Code: func(context.Context) (string, error) { return "K7M2P", nil }})
		m.later = nil
		m.presses("m{menu.places}{menu.document}<tab>")
		for _, call := range m.later {
			m.returned(call().(returned))
		}
	})
	g.hang("document/findings", g.rosa, "m{menu.places}{menu.document}<tab><tab>")
	g.hang("document/host", g.dana, "m{menu.places}{menu.document}")
	g.Give(g.dana, workshop.EndMeeting{})
	g.hang("ended/meeting", g.rosa, "")
	g.hang("ended/meeting_host", g.dana, "")
	g.Give(g.dana, workshop.EndWorkshop{})
	g.hang("ended/workshop", g.rosa, "")
	g.hang("ended/workshop_host", g.dana, "")
}

// few: fewer than five are asked, and a delegate is among them.
func (g *gallery) few() {
	for _, seat := range []roster.SeatID{g.eli, g.sam, g.june} {
		g.Give(g.dana, roster.EndSeat{Seat: seat})
	}
	g.Give(g.dana, workshop.OpenMeeting{})
	g.topic()
	g.record()
	g.to(spectrum.Activity, spectrum.StepVote1)
	r := g.vote(spectrum.First)
	g.hang("few/vote", g.rosa, "")
	g.hang("few/vote_delegate", g.hart, "")
	g.Give(g.dana, spectrum.LastCall{ID: r.ID})
	g.Give(g.dana, spectrum.CloseVote{Round: r.ID, Vote: r.Vote})
	g.to(values.Activity, values.StepWrite)
	g.hang("few/cards_host", g.dana, "<enter>")
	g.checks("few/")
}

// Strong contrast, a light background and plain signs, on a few screens of every
// kind.
func TestGalleryInOtherLooks(t *testing.T) {
	looks := map[string]theme.Options{
		"contrast": {Contrast: true}, "light": {Light: true}, "ascii": {ASCII: true},
		"light_contrast_ascii": {Light: true, Contrast: true, ASCII: true},
	}
	on, g := easel{}, walks(t)[0]
	defer on.close()
	for _, p := range g.pictures {
		switch p.name {
		case "spectrum/vote_chosen", "spectrum/reveal", "terms/section", "host/waiting", "menu/look", "terms/check_chosen", "values/form":
			for name, look := range looks {
				t.Run(p.name+"/"+name, func(t *testing.T) { p.inLook(t, on, g, name, look) })
			}
		}
	}
}
