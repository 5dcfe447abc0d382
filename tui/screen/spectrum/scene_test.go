package spectrum_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/spectrum"
	"convene/tui/tuitest/stage"

	_ "convene/tui/tuitest/golden" // for its flag
)

// scene is a workshop at the spectrum's item, with people who have seats.
type scene struct {
	*stage.Stage
	t     *testing.T
	host  roster.SeatID
	seats []roster.SeatID // the agency's first, then the others'
}

const question = "the visiting schedule for families"

// newScene seats a host of the agency, and more people of the agency and of
// others; the room is at the spectrum's first step with one topic.
func newScene(t *testing.T, agency, others int) *scene {
	t.Helper()
	s := &scene{Stage: stage.New(t, "c"), t: t}
	s.host = s.person("Dana Whitfield", "en", roster.Agency, roster.Host)
	names := []string{"Rosa Delgado", "Max Ortega", "June Hart", "Eli Stone", "Ana Ruiz", "Sam Lee", "Ida Bloom",
		"Leo Marsh", "Nia West", "Tom Reed", "Eva Sol", "Kai Moon", "Ben Hill", "Zoe Lake"}
	for i := range agency {
		s.seats = append(s.seats, s.person(names[i], "en", roster.Agency))
	}
	for i := range others {
		s.seats = append(s.seats, s.person(names[agency+i], "es", roster.Lived))
	}
	s.Give(s.host, workshop.OpenMeeting{})
	s.Give(s.host, domain.AddTopic{Sentence: clean(question), Lang: "en"})
	s.to(domain.StepFrame)
	return s
}

func (s *scene) person(name, lang string, group roster.Group, roles ...roster.Role) roster.SeatID {
	s.t.Helper()
	seat := s.Sit(name, lang, roles...)
	s.Give(seat, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, name), Group: group}})
	return seat
}

// delegate seats somebody who speaks for Example Tribe.
func (s *scene) delegate() roster.SeatID {
	s.t.Helper()
	seat := s.person("Marian Cole", "en", roster.Tribal)
	s.Give("", roster.NameNation{ID: "n1", Name: safetext.Clean(safetext.Name, "Example Tribe")})
	s.Give("", roster.ConfirmDelegate{Seat: seat, Nation: safetext.Clean(safetext.Name, "Example Tribe")})
	return seat
}

func clean(words string) safetext.Text { return safetext.Clean(safetext.Idea, words) }

func entry(words string) domain.Entry { return domain.Entry{Text: clean(words), Lang: "en"} }

func (s *scene) topic() *domain.Topic { return s.State.Spectrum.Present(s.State.Agenda.At) }

// to takes the room to a step of the spectrum's item.
func (s *scene) to(step string) {
	s.t.Helper()
	item := ""
	for _, i := range s.State.Agenda.Items {
		if i.Activity == domain.Activity {
			item = i.ID
		}
	}
	s.Give(s.host, workshop.MoveTo{From: s.State.Agenda.At, To: act.Place{Item: item, Step: step}})
}

// fill fills the record; sign is who decides.
func (s *scene) fill(sign domain.Person) {
	s.t.Helper()
	set := func(f domain.Field, v domain.Value) {
		s.Give(s.host, domain.Fill{Topic: s.topic().ID, Field: f, Value: v, Rev: s.topic().Edits[f].Rev})
	}
	set(domain.FieldTouched, domain.Value{Entry: entry("Parents, children in care, resource families, visiting staff")})
	set(domain.FieldFixed, domain.Value{Limits: []domain.Limit{{What: entry("Court orders set the least number of visits"),
		Kind: "court", Source: clean("the juvenile court"), Reason: clean("the law asks for it")}}})
	set(domain.FieldOpen, domain.Value{Entry: entry("Days, hours, places, who is asked when a visit moves")})
	set(domain.FieldSigns, domain.Value{Person: sign})
	set(domain.FieldDue, domain.Value{Entry: entry("1 March 2027")})
	set(domain.FieldMeans, domain.Value{Entry: domain.Entry{Said: domain.Nobody}})
	set(domain.FieldTribe, domain.Value{Tribe: domain.TribeNo})
}

// ready is a scene with a full record, at a step.
func ready(t *testing.T, agency, others int, step string) *scene {
	t.Helper()
	s := newScene(t, agency, others)
	s.fill(domain.Person{Seat: s.host})
	s.to(step)
	return s
}

// ids are the levels by the digits of a vote: "1" is inform; n and p are not
// sure and pass.
func ids(c byte) string {
	switch c {
	case 'n':
		return "unsure"
	case 'p':
		return "pass"
	}
	return []string{"inform", "consult", "involve", "collaborate", "colead"}[c-'1']
}

func (s *scene) open(v domain.Vote) *domain.Round {
	s.t.Helper()
	s.Give(s.host, domain.OpenVote{Topic: s.topic().ID, Vote: v, Warned: true, Again: s.topic().LastRound(v) != nil})
	return s.topic().OpenRound()
}

// cast answers for the people on the list in their order: a digit each, '-' for
// nobody.
func (s *scene) cast(poll string, answers string) {
	s.t.Helper()
	all := append([]roster.SeatID{s.host}, s.seats...)
	for i := range answers {
		if answers[i] != '-' {
			s.Give(all[i], domain.Cast{Poll: poll, Choice: ids(answers[i])})
		}
	}
}

func (s *scene) shut() {
	s.t.Helper()
	r := s.topic().OpenRound()
	s.Give(s.host, domain.LastCall{ID: r.ID})
	s.Give(s.host, domain.CloseVote{Round: r.ID, Vote: r.Vote})
}

func (s *scene) why(poll string, seat int, lang, level, words string) {
	s.t.Helper()
	s.Give(s.seats[seat], domain.WriteReason{Poll: poll, Words: clean(words), Lang: lang, Level: level})
}

// write puts words into the promise.
func (s *scene) write(seat roster.SeatID, words string) {
	s.t.Helper()
	id := s.topic().PromiseText()
	doc := s.State.Texts.Get(id)
	if doc == nil {
		doc = text.New()
	}
	s.Give(seat, workshop.EditText{Text: id, Edit: text.Edit{Base: doc.Version(), Author: string(seat), Op: words[:4],
		Do: text.Insert{At: doc.End(), Text: words}}})
}

// view is a page as text at a size.
func (s *scene) view(scr screen.Screen, seat roster.SeatID, lang string, w, h int) string {
	e := s.Env(seat, lang)
	e.W, e.H = w, h
	return frame(e, scr)
}

func frame(e *screen.Env, scr screen.Screen) string {
	p := scr.Page(e)
	out := stage.Text(e, p, scr.InText(e))
	if over := len(p.Rows) - e.H; over > 0 {
		out += "(" + strconv.Itoa(over) + " rows beyond the screen)\n"
	}
	for _, r := range p.Rows {
		if r.Width() > e.W {
			out += "(too wide: " + r.String() + ")\n"
		}
	}
	return out
}

// look compares what a seat sees in both languages with testdata/NAME.txt; keys
// are pressed first, by a screen of their own for each language.
func (s *scene) look(name string, seat roster.SeatID, press ...keys.Key) {
	s.t.Helper()
	var b strings.Builder
	for _, lang := range []string{"en", "es"} {
		scr := spectrum.New()
		scr.Page(s.Env(seat, lang))
		s.Press(scr, seat, lang, press...)
		b.WriteString(s.view(scr, seat, lang, 76, 17))
		b.WriteString("\n")
		for _, size := range [][2]int{{56, 13}, {76, 33}} {
			if shown := s.view(scr, seat, lang, size[0], size[1]); strings.Contains(shown, "(too wide") {
				s.t.Errorf("%s at %d columns:\n%s", name, size[0], shown)
			}
		}
		clear(s.Env(seat, lang).Drafts)
	}
	compare(s.t, name, b.String())
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update, and look at it)", err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; now:\n%s", path, got)
	}
}
