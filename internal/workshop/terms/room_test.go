package terms_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// room is the smallest thing that can hold a document: it decides, folds, keeps
// a box and shared texts, as the root and the room do.
type room struct {
	t      tester
	now    time.Time
	seq    uint64
	people *roster.State
	state  *terms.State
	texts  map[string]*text.Doc
	box    map[string]map[roster.SeatID][]byte
	facts  terms.Facts
	public string
	log    []line
}

// line is one event as the log keeps it, or one event of a shared text.
type line struct {
	at      act.Stamp
	kind    string
	payload []byte
	text    string
	writing terms.Writing
}

// tester is what a test and a rapid property have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func newRoom(t tester, people ...roster.Event) *room {
	r := &room{t: t, now: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), people: &roster.State{}, state: &terms.State{},
		texts: map[string]*text.Doc{}, box: map[string]map[roster.SeatID][]byte{}, public: "no"}
	for _, e := range people {
		r.people = r.people.Apply(r.now, e)
	}
	return r
}

// joined makes a seat with a name and a language.
func joined(id, name, lang string) roster.Event {
	return roster.Joined{Seat: roster.SeatID(id), Lang: lang, Mark: id,
		About: roster.About{Name: clean(name), Capacity: clean("")}}
}

func given(id string, role roster.Role) roster.Event {
	return roster.RoleGiven{Seat: roster.SeatID(id), Role: role}
}

func clean(s string) safetext.Text { return safetext.Clean(safetext.Idea, s) }

// workshop is a room with a host, a coordinator, three members who read English,
// a delegate, an observer, and an outline of four sections and the annex.
func workshop(t tester) *room {
	r := newRoom(t, joined("host", "Dana Whitfield", "en"), given("host", roster.Host),
		joined("coord", "Lee Park", "en"), given("coord", roster.Coordinator),
		joined("rosa", "Rosa Delgado", "en"), joined("max", "Max Osei", "en"), joined("june", "June Hart", "en"),
		joined("dele", "Sam Rivers", "en"), roster.DelegateConfirmed{Seat: "dele", Nation: clean("Example Tribe")},
		joined("obs", "Ola Berg", "en"), given("obs", roster.Observer))
	r.must("", terms.Prepare{Sections: outline(), Watch: []string{"case number", "probation"}, Known: []string{"ICWA"}})
	return r
}

func outline() []terms.Template {
	return []terms.Template{
		{ID: "header", Order: 1, Title: terms.Words{"en": "Name"}, Minimum: true, Itself: true},
		{ID: "purpose", Order: 3, Title: terms.Words{"en": "Purpose"}, Minimum: true},
		{ID: "sovereignty", Order: 7, Title: terms.Words{"en": "Sovereignty"}, Minimum: true},
		{ID: "support", Order: 15, Title: terms.Words{"en": "Support"}},
		{ID: "signoff", Order: 19, Title: terms.Words{"en": "Sign-off"}, Minimum: true},
		{ID: "annex", Order: 20, Title: terms.Words{"en": "Annexes"}, Annex: true},
	}
}

func (r *room) world(seat roster.SeatID) act.World {
	r.seq++
	return act.World{Now: r.now, ID: fmt.Sprintf("c%d", r.seq), Seat: seat, Roster: r.people, PublicBody: r.public,
		Text: func(id string) *text.Doc { return r.texts[id] }}
}

// do decides a command and folds what follows.
func (r *room) do(seat roster.SeatID, c terms.Command) error {
	r.t.Helper()
	w := r.world(seat)
	if n, ok := c.(terms.NeedsFacts); ok {
		c = n.WithFacts(r.facts)
	}
	if o, ok := c.(act.Opener); ok {
		w.Answers = map[string][]act.Answer{}
		for _, id := range o.Opens() {
			for seat, v := range r.box[id] {
				w.Answers[id] = append(w.Answers[id], act.Answer{Seat: seat, Value: v})
			}
		}
	}
	res, err := c.Decide(w, r.state)
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) {
			r.t.Fatalf("%T refused with %v, which tells a person nothing", c, err)
		}
		return err
	}
	at := act.Stamp{Seq: r.seq, At: r.now, By: seat}
	for _, e := range res.Events {
		r.apply(at, e)
	}
	for _, s := range res.Seals {
		if r.box[s.Poll] == nil {
			r.box[s.Poll] = map[roster.SeatID][]byte{}
		}
		if s.Value == nil {
			delete(r.box[s.Poll], s.Seat)
		} else {
			r.box[s.Poll][s.Seat] = s.Value
		}
	}
	for _, d := range res.Texts {
		r.write(roster.SeatID(d.Author), d.ID, d.Words)
	}
	return nil
}

func (r *room) must(seat roster.SeatID, c terms.Command) {
	r.t.Helper()
	if err := r.do(seat, c); err != nil {
		r.t.Fatalf("%T by %q: %v", c, seat, err)
	}
}

// refused checks that a command is refused with this code.
func (r *room) refused(code string, seat roster.SeatID, c terms.Command) {
	r.t.Helper()
	if got := fault.Code(r.do(seat, c)); got != code {
		r.t.Fatalf("%T by %q: refused with %q, want %q", c, seat, got, code)
	}
}

func (r *room) apply(at act.Stamp, e act.Event) {
	r.t.Helper()
	payload, err := json.Marshal(e)
	if err != nil {
		r.t.Fatal(err)
	}
	r.log = append(r.log, line{at: at, kind: e.Kind(), payload: payload})
	r.state = r.state.Apply(at, e)
}

// write puts words at the end of a section's text, as the root does.
func (r *room) write(seat roster.SeatID, id, words string) {
	r.t.Helper()
	r.seq++
	doc := r.texts[id]
	if doc == nil {
		doc = text.New()
	}
	last := doc.Paras()[len(doc.Paras())-1]
	events, err := doc.Decide(text.Edit{Base: doc.Version(), Author: string(seat), Op: fmt.Sprint(r.seq),
		Do: text.Insert{At: text.Pos{Para: last.ID, Off: len(last.Text)}, Text: words}}, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, e := range events {
		doc = doc.Apply(e)
	}
	r.texts[id] = doc
	r.wrote(seat, id, terms.Writing{Kind: terms.Wrote, Empty: doc.IsEmpty()})
}

func (r *room) wrote(seat roster.SeatID, id string, w terms.Writing) {
	at := act.Stamp{Seq: r.seq, At: r.now, By: seat}
	r.log = append(r.log, line{at: at, text: id, writing: w})
	r.state = r.state.Wrote(at, id, w)
}

// replayed folds the log from the start, each event read back from its bytes.
func (r *room) replayed() *terms.State {
	r.t.Helper()
	codecs := map[string]act.Codec{}
	for _, c := range terms.Events() {
		codecs[c.Kind] = c
	}
	s := &terms.State{}
	for _, l := range r.log {
		if l.text != "" {
			s = s.Wrote(l.at, l.text, l.writing)
			continue
		}
		e, err := codecs[l.kind].Decode(codecs[l.kind].Version, l.payload)
		if err != nil {
			r.t.Fatal(err)
		}
		s = s.Apply(l.at, e)
	}
	return s
}

func (r *room) sameReplayed() {
	r.t.Helper()
	if got := r.replayed(); !reflect.DeepEqual(got, r.state) {
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(r.state)
		r.t.Fatalf("the log's replay is another state\nreplayed %s\nlive     %s", a, b)
	}
}

func (r *room) section(id string) *terms.Section {
	r.t.Helper()
	sec := r.state.Section(id)
	if sec == nil {
		r.t.Fatalf("no section %q", id)
	}
	return sec
}

func (r *room) status(id string, want terms.Status) {
	r.t.Helper()
	if got := r.section(id).Status; got != want {
		r.t.Fatalf("section %s is %q, want %q", id, got, want)
	}
}

// opened opens a check on a section that is written and made ready.
func (r *room) opened(id string, q terms.Question) string {
	r.t.Helper()
	r.must("rosa", terms.MakeReady{Section: id})
	r.must("host", terms.OpenCheck{Section: id, Question: q})
	return r.section(id).Check.ID()
}

func (r *room) closed(id string) {
	r.t.Helper()
	r.must("host", terms.LastCall{Poll: id})
	r.must("host", terms.CloseCheck{Poll: id})
}

// answered gives the same answers from host, coord, rosa, max and june in turn.
func (r *room) answered(id string, choices ...string) {
	r.t.Helper()
	for i, c := range choices {
		r.must([]roster.SeatID{"host", "coord", "rosa", "max", "june"}[i], terms.Answer{Poll: id, Choice: c})
	}
}

// agreed takes a section from its words to agreement.
func (r *room) agreed(id, words string) {
	r.t.Helper()
	r.write("rosa", terms.TextID(id, "en"), words)
	check := r.opened(id, terms.Question{})
	r.answered(check, poll.Behind, poll.Behind, poll.LiveWith, poll.SmallDoubt, poll.Behind)
	r.closed(check)
}

// adopted takes the whole to adoption.
func (r *room) adopted() {
	r.t.Helper()
	for _, id := range []string{"purpose", "sovereignty"} {
		if r.section(id).Status == terms.Empty {
			r.agreed(id, "We exist so that children stay safely with their kin.")
		}
	}
	r.must("host", terms.SetReview{Date: r.now.AddDate(1, 0, 0)})
	r.must("host", terms.OpenAdoption{})
	check := r.state.Whole.Check.ID()
	r.answered(check, poll.Behind, poll.Behind, poll.Behind, poll.Behind, poll.Behind)
	r.closed(check)
	if r.state.Whole.Status != terms.AdoptedDoc {
		r.t.Fatalf("the whole is %q after everyone agreed", r.state.Whole.Status)
	}
}
