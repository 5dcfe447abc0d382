package values_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"

	"convene/tui/screen"
	"convene/tui/screen/values"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

// The people of the tests.
const (
	host = "seat-Dana"
	rosa = "seat-Rosa"
)

// room is a staged meeting that does nothing but share values.
type room struct {
	*stage.Stage
	t   *testing.T
	scr map[roster.SeatID]*values.Screen
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{Stage: stage.New(t, ""), t: t, scr: map[roster.SeatID]*values.Screen{}}
	r.Sit("Dana", "en", roster.Host)
	for _, name := range []string{"Rosa", "Max", "June", "Hart", "Ines"} {
		r.Sit(name, "en")
	}
	r.Give(host, agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Values we bring", "es": "Los valores que traemos"},
		Minutes: 60, Activity: domain.Activity, Steps: domain.Steps()}})
	r.Give(host, workshop.OpenMeeting{})
	return r
}

func (r *room) screen(seat roster.SeatID) *values.Screen {
	if r.scr[seat] == nil {
		r.scr[seat] = values.New()
	}
	return r.scr[seat]
}

// to moves the room to a step.
func (r *room) to(step string) {
	r.t.Helper()
	at := r.State.Agenda.At
	r.Give(host, workshop.MoveTo{From: at, To: act.Place{Item: at.Item, Step: step}})
}

// say is a page as text.
func (r *room) say(seat roster.SeatID, lang string) string {
	r.t.Helper()
	e := r.Env(seat, lang)
	return r.text(e, r.screen(seat))
}

func (r *room) text(e *screen.Env, s *values.Screen) string {
	r.t.Helper()
	p := s.Page(e)
	for _, row := range p.Rows {
		if row.Width() > e.W {
			r.t.Errorf("wider than %d: %q", e.W, row.String())
		}
	}
	return stage.Text(e, p, s.InText(e))
}

// sees fails unless all words stand on a seat's page.
func (r *room) sees(seat roster.SeatID, words ...string) {
	r.t.Helper()
	page := r.say(seat, "en")
	for _, w := range words {
		if !strings.Contains(page, w) {
			r.t.Errorf("%s does not see %q:\n%s", seat, w, page)
		}
	}
}

// misses fails if any of the words stands on a seat's page.
func (r *room) misses(seat roster.SeatID, words ...string) {
	r.t.Helper()
	page := r.say(seat, "en")
	for _, w := range words {
		if strings.Contains(page, w) {
			r.t.Errorf("%s sees %q:\n%s", seat, w, page)
		}
	}
}

// keys gives keys to a seat's screen: characters, and names of others in <>.
func (r *room) keys(seat roster.SeatID, typed string) (screen.Do, *screen.Ask) {
	r.t.Helper()
	return r.Press(r.screen(seat), seat, "en", parse(typed)...)
}

func parse(typed string) []keys.Key {
	named := map[string]keys.Key{"enter": keys.Press(keys.Enter), "esc": keys.Press(keys.Esc), "tab": keys.Press(keys.Tab),
		"up": keys.Press(keys.Up), "down": keys.Press(keys.Down), "space": keys.Char(' ')}
	var out []keys.Key
	for typed != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(typed, "<"), ">"); ok && typed[0] == '<' {
			out, typed = append(out, named[name]), rest
			continue
		}
		r := []rune(typed)[0]
		out, typed = append(out, keys.Char(r)), typed[len(string(r)):]
	}
	return out
}

// both checks a page in both languages at 80×24, and in a tall and a small
// window.
func (r *room) both(name string, seat roster.SeatID) {
	r.t.Helper()
	for _, lang := range []string{"en", "es"} {
		for _, size := range []struct {
			name string
			w, h int
		}{{"", 76, 17}, {"_116", 76, 33}, {"_60", 56, 13}} {
			e := r.Env(seat, lang)
			e.W, e.H = size.w, size.h
			golden.Text(r.t, name+"_"+lang+size.name, r.text(e, r.screen(seat)))
			if over := len(r.screen(seat).Page(e).Rows) - e.H; over > 0 && size.h > 13 {
				r.t.Errorf("%s in %s: %d rows too many for %d×%d", name, lang, over, size.w, size.h)
			}
		}
	}
}

func word(s string) safetext.Text { return safetext.Clean(safetext.Title, s) }

func line(s string) safetext.Text { return safetext.Clean(safetext.Line, s) }

// write opens the cards and lets everyone write.
func (r *room) write() {
	r.t.Helper()
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.card("seat-Rosa", domain.Draft{Word: word("Respeto"), Sentence: line("Nos escuchan hasta el final."), Lang: "es"},
		domain.Draft{Word: word("Listening"), Sentence: line("We ask before we answer."), Lang: "en"})
	r.card("seat-Max", domain.Draft{Word: word("Honesty"), Sentence: line("We say what we cannot do, and why."), Lang: "en", Signed: true})
	r.card("seat-June", domain.Draft{Word: word("Kinship"), Lang: "en"}, domain.Draft{Word: word("Hearing people out"), Lang: "en"})
	r.card("seat-Hart", domain.Draft{Word: word("Pimatisiwin"), Gloss: line("a good life"), Lang: "Example language"})
}

func (r *room) card(seat roster.SeatID, cards ...domain.Draft) {
	r.t.Helper()
	r.Give(seat, domain.WriteCards{Writing: r.State.Values.OpenWriting().ID, Cards: cards})
}

// wall shows what everyone wrote.
func (r *room) wall() {
	r.t.Helper()
	r.write()
	id := r.State.Values.OpenWriting().ID
	r.Give(host, domain.LastCall{ID: id})
	r.Give(host, domain.ShowWall{Writing: id})
}

// cardID finds a card by its word.
func (r *room) cardID(w string) (id string, number int) {
	r.t.Helper()
	for i, c := range r.State.Values.Cards {
		if c.Word.String() == w {
			return c.ID, i + 1
		}
	}
	r.t.Fatalf("no card %q", w)
	return "", 0
}

// gather lays all cards in four gatherings.
func (r *room) gather() {
	r.t.Helper()
	r.wall()
	r.to(domain.StepCluster)
	for _, w := range []string{"Listening", "Honesty", "Kinship"} {
		id, _ := r.cardID(w)
		r.Give(host, domain.MoveCard{Card: id, New: true})
	}
	listening := r.State.Values.Clusters[0].ID
	for _, w := range []string{"Hearing people out", "Respeto"} {
		id, _ := r.cardID(w)
		r.Give("seat-Max", domain.MoveCard{Card: id, To: listening})
	}
	r.Give("seat-June", domain.NameCluster{Cluster: listening, Name: word("We listen to the end"), Lang: "en"})
	id, _ := r.cardID("Pimatisiwin")
	r.Give("seat-Hart", domain.KeepApart{Card: id})
}

// marked closes the marks: Honesty gets none.
func (r *room) marked() {
	r.t.Helper()
	r.gather()
	r.to(domain.StepSupport)
	r.Give(host, domain.OpenMarks{})
	m := r.State.Values.OpenMarking()
	o := m.Poll.Options
	for seat, marks := range map[roster.SeatID][]string{"seat-Rosa": {o[0], o[2]}, "seat-Max": {o[0]}, "seat-June": {o[0], o[2], o[3]}} {
		r.Give(seat, domain.Mark{Marks: m.Poll.ID, Clusters: marks})
	}
	r.Give(host, domain.LastCall{ID: m.Poll.ID})
	r.Give(host, domain.CloseMarks{Marks: m.Poll.ID})
}

// deeds writes lines for the first value.
func (r *room) deeds() {
	r.t.Helper()
	r.marked()
	r.to(domain.StepDeeds)
	id := r.State.Values.Chosen()[0].ID
	r.Give("seat-Rosa", domain.AddDeed{Cluster: id, Side: domain.WeDo, Words: line("ask families first, and say what became of it"), Lang: "en"})
	r.Give("seat-Max", domain.AddDeed{Cluster: id, Side: domain.WeDo, Words: line("leave ten minutes at the end of each visit for questions"), Lang: "en"})
	r.Give("seat-Dana", domain.AddDeed{Cluster: id, Side: domain.WeSlipped, Words: line("the letter arrives before the call"), Lang: "en"})
}

// checked opens the consent check.
func (r *room) checked() *domain.Check {
	r.t.Helper()
	r.deeds()
	r.to(domain.StepConsent)
	r.Give(host, domain.OpenCheck{})
	return r.State.Values.OpenCheck()
}

func (r *room) closed() {
	r.t.Helper()
	k := r.checked()
	for seat, choice := range map[roster.SeatID]string{host: poll.Behind, "seat-Rosa": poll.LiveWith, "seat-Max": poll.StandAside, "seat-June": poll.SmallDoubt, "seat-Hart": "pass"} {
		r.Give(seat, domain.Cast{Poll: k.Poll.ID, Choice: choice})
	}
	r.Give("seat-Max", domain.WriteReason{Poll: k.Reasons.ID, Words: line("Ten minutes are not enough."), Lang: "en"})
	r.Give(host, domain.LastCall{ID: k.ID()})
	r.Give(host, domain.CloseCheck{Check: k.ID()})
}
