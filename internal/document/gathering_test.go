package document_test

import (
	"fmt"
	"testing"
	"time"

	"convene/internal/library"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// gathering is a workshop that people work in, without a room around it: the
// root decides and folds, and answers wait in a map.
type gathering struct {
	tb    testing.TB
	lib   *library.Library
	now   time.Time
	n     int
	state *workshop.State
	box   map[string]map[roster.SeatID][]byte
}

func said(s string) safetext.Text { return safetext.Clean(safetext.Idea, s) }

// gather makes a workshop with the library's template and levels, a host, a
// coordinator, five members of whom one reads Spanish, and a delegate.
func gather(tb testing.TB) *gathering {
	tb.Helper()
	lib, err := library.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	g := &gathering{tb: tb, lib: lib, now: time.Date(2027, 3, 2, 2, 30, 0, 0, time.UTC), state: workshop.Empty(),
		box: map[string]map[roster.SeatID][]byte{}}
	var template []terms.Template
	for _, sec := range lib.Template() {
		template = append(template, terms.Template{ID: sec.ID, Order: sec.Order, Title: terms.Words(sec.Title),
			Minimum: sec.Minimum, Itself: sec.Itself, Annex: sec.Annex})
	}
	var levels []spectrum.Level
	for _, l := range lib.Levels() {
		levels = append(levels, spectrum.Level{ID: l.ID, Name: spectrum.Words(l.Name)})
	}
	g.do("", workshop.Create{
		Meta: workshop.Meta{ID: "w-secret-id", Title: said("Rio Claro Family Partnership"), Zone: "America/Los_Angeles",
			PublicBody: "no", Keeper: said("Rio Claro County"), RetentionDays: 365},
		Prepare: []any{spectrum.Prepare{Content: spectrum.Content{Levels: levels}}, terms.Prepare{Sections: template},
			agenda.Plan{Meeting: agenda.Meeting{Zone: "America/Los_Angeles"}, Items: []agenda.Item{
				{ID: "talk", Title: agenda.Words{"en": "Arrival", "es": "Llegada"}, Minutes: 10, Activity: agenda.Talk}}}},
	})
	for _, p := range []struct{ id, name, lang string }{
		{"seat-host", "Dana Whitfield", "en"}, {"seat-coord", "Lee Park", "en"}, {"seat-rosa", "Rosa Delgado", "en"},
		{"seat-max", "Max Osei", "en"}, {"seat-june", "June Hart", "en"}, {"seat-luz", "Luz Ibarra", "es"}, {"seat-dele", "Sam Rivers", "en"},
	} {
		g.do("", roster.Join{Seat: roster.SeatID(p.id), About: roster.About{Name: said(p.name)}, Lang: p.lang})
	}
	g.do("", roster.Grant{Seat: "seat-host", Role: roster.Host})
	g.do("", roster.Grant{Seat: "seat-coord", Role: roster.Coordinator})
	g.do("", roster.ConfirmDelegate{Seat: "seat-dele", Nation: said("Example Tribe")})
	return g
}

// do gives a command, folds its events and keeps its seals.
func (g *gathering) do(seat roster.SeatID, body any) {
	g.tb.Helper()
	g.n++
	facts := workshop.Facts{Now: g.now}
	if o, ok := body.(act.Opener); ok {
		facts.Answers = map[string][]act.Answer{}
		for _, id := range o.Opens() {
			for who, v := range g.box[id] {
				facts.Answers[id] = append(facts.Answers[id], act.Answer{Seat: who, Value: v})
			}
		}
	}
	d, err := g.state.Decide(workshop.Command{ID: fmt.Sprintf("c%d", g.n), Seat: seat, Body: body}, facts)
	if err != nil {
		g.tb.Fatalf("%T by %s: %v", body, seat, err)
	}
	for _, e := range d.Events {
		g.fold(seat, e)
	}
	for _, s := range d.Seals {
		if g.box[s.Poll] == nil {
			g.box[s.Poll] = map[roster.SeatID][]byte{}
		}
		g.box[s.Poll][s.Seat] = s.Value
	}
}

func (g *gathering) fold(seat roster.SeatID, e act.Event) {
	g.state = g.state.Apply(act.Stamp{Seq: g.state.Seq + 1, At: g.now, By: seat}, e)
}

// write types words at the end of a shared text.
func (g *gathering) write(seat roster.SeatID, id, what string) {
	g.tb.Helper()
	doc := g.state.Texts.Get(id)
	if doc == nil {
		doc = text.New()
	}
	last := doc.Paras()[len(doc.Paras())-1]
	g.do(seat, workshop.EditText{Text: id, Edit: text.Edit{Base: doc.Version(),
		Do: text.Insert{At: text.Pos{Para: last.ID, Off: len(last.Text)}, Text: what}}})
}

// members are the seats that answer checks.
func members() []roster.SeatID {
	return []roster.SeatID{"seat-host", "seat-coord", "seat-rosa", "seat-max", "seat-june", "seat-luz"}
}

// agree takes a section to agreement; one member stands aside with a reason.
func (g *gathering) agree(section, what string) {
	g.tb.Helper()
	g.write("seat-rosa", terms.TextID(section, "en"), what)
	g.do("seat-rosa", terms.MakeReady{Section: section})
	g.do("seat-host", terms.OpenCheck{Section: section, Question: readAloud()})
	g.answer(g.state.Terms.Section(section).Check.ID())
}

func readAloud() terms.Question {
	return terms.Question{Readers: []terms.Reader{{Lang: "es", Seat: "seat-max"}, {Lang: "en", Name: said("M. Torres")}}}
}

func (g *gathering) answer(id string) {
	g.tb.Helper()
	for i, seat := range members() {
		g.do(seat, terms.Answer{Poll: id, Choice: []string{"5", "5", "4", "3", "1", "5"}[i]})
	}
	g.do("seat-june", terms.Reason{Poll: id, Words: said("Weekends are still missing."), Lang: "en"})
	g.do("seat-host", terms.LastCall{Poll: id})
	g.do("seat-host", terms.CloseCheck{Poll: id})
}

// worked is a gathering that wrote, agreed on, and left open.
func worked(tb testing.TB) *gathering {
	g := gather(tb)
	g.do("seat-host", workshop.OpenMeeting{})
	g.do("seat-rosa", roster.ShowName{Yes: true})
	g.write("seat-max", "notes/talk", "We said our names.")
	g.agree("purpose", "We exist so that children stay safely with their kin.\nThe second paragraph has áéí, ñ and ʔəy̓.")
	g.write("seat-luz", terms.TextID("purpose", "es"), "Existimos para que la niñez viva segura con sus parientes.")
	g.do("seat-luz", terms.SetTranslation{Section: "purpose", Lang: "es", Checker: said("M. Torres")})
	g.write("seat-luz", terms.TextID("scope", "es"), "Los horarios de visita.")
	g.do("seat-june", terms.AddView{Section: "purpose", Words: said("Fathers are not named."), Lang: "en"})
	g.do("seat-max", terms.AddView{Words: said("The whole is too long."), Lang: "en", Sign: true})
	g.do("seat-host", terms.MarkNotUsed{Section: "support", Reason: said("No budget yet")})
	g.do("seat-june", followup.Park{Words: said("Who pays for rides?"), Lang: "en"})
	g.do("seat-host", followup.Assign{ID: g.state.Followup.Questions[0].ID, OwnerName: said("Ana Ruiz"), Due: g.now.AddDate(0, 0, 7)})
	g.topic()
	return g
}

// topic records a topic that a government does not agree to.
func (g *gathering) topic() {
	g.do("seat-host", spectrum.AddTopic{Sentence: said("Visiting hours"), Lang: "en"})
	t := g.state.Spectrum.Topics[0].ID
	g.fold("seat-dele", spectrum.PositionReleased{Topic: t, Position: spectrum.Position{Nation: said("Example Tribe"),
		Stand: spectrum.DoesNotAgree, Words: said("We were not asked."), Lang: "en", Seat: "seat-dele", Confirmed: true}})
	g.fold("seat-host", spectrum.Recorded{Topic: t, Verdict: spectrum.Verdict{Status: spectrum.Open,
		Lacks: []spectrum.Lack{spectrum.LackTribe}, Nations: []safetext.Text{said("Example Tribe")},
		Offer: spectrum.Offer{Levels: []string{"collaborate"}, Promise: said("We build the schedule with you."),
			Keeper: spectrum.Person{Name: said("Ana Ruiz")}, Proof: "2027-06-01"}}})
}
