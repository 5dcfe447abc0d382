// Package stage folds a workshop for the tests of screens: seats sit down,
// commands are decided and applied as a room would, and an Env shows the result
// to one of them. It has no goroutines and no disk; a Stage belongs to one test.
package stage

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Zone is where every staged meeting is held.
const Zone = "America/Los_Angeles"

// Stage is one workshop in memory.
type Stage struct {
	T     testing.TB
	Lib   *library.Library
	State *workshop.State
	Now   time.Time
	// Carets are where people write, for the next Env.
	Carets map[roster.SeatID]workshop.Caret
	// NoGuideSince is when the last host lost the link; zero while one is there.
	NoGuideSince time.Time

	sealed map[string]map[roster.SeatID][]byte
	drafts map[roster.SeatID]map[string]string
	wishes []act.Wish
	words  map[roster.SeatID][]workshop.PrivateWord
	given  int

	// Hands are those who put the answers of seats; the others put their own.
	Hands map[roster.SeatID]roster.Hand
}

// New founds a workshop from a ready agenda ("a", "b", "c"; "" is empty).
func New(t testing.TB, agendaID string) *Stage {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s := &Stage{T: t, Lib: lib, State: workshop.Empty(), Now: time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC),
		Carets: map[roster.SeatID]workshop.Caret{}, sealed: map[string]map[roster.SeatID][]byte{},
		drafts: map[roster.SeatID]map[string]string{}}
	create, ok := prepare.Workshop(lib, workshop.Meta{ID: "w1", Zone: Zone, PublicBody: "no",
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), RetentionDays: 365,
		Keeper: safetext.Clean(safetext.Name, "Rio Claro County")}, prepare.Plan{Agenda: agendaID, Zone: Zone})
	if !ok {
		t.Fatalf("no agenda %q", agendaID)
	}
	s.Give("", create)
	return s
}

// Sit gives somebody a seat named after them ("Rosa" sits on "seat-Rosa").
func (s *Stage) Sit(name, lang string, roles ...roster.Role) roster.SeatID {
	s.T.Helper()
	seat := roster.SeatID("seat-" + name)
	s.Give("", roster.Join{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: lang})
	for _, r := range roles {
		s.Give("", roster.Grant{Seat: seat, Role: r})
	}
	return seat
}

// Try gives a command and tells what became of it. A second passes with each.
func (s *Stage) Try(seat roster.SeatID, body any) error {
	s.given++
	s.Now = s.Now.Add(time.Second)
	facts := workshop.Facts{Now: s.Now, NoGuideSince: s.NoGuideSince, Answers: map[string][]act.Answer{}}
	if o, ok := body.(act.Opener); ok {
		for _, id := range o.Opens() {
			facts.Answers[id] = []act.Answer{} // opened, and perhaps empty
			for _, v := range s.State.Roster.Seats {
				if value := s.sealed[id][v.ID]; value != nil {
					facts.Answers[id] = append(facts.Answers[id], act.Answer{Seat: v.ID, Value: value, Hand: s.Hands[v.ID]})
				}
			}
		}
	}
	d, err := s.State.Decide(workshop.Command{ID: "given-" + strconv.Itoa(s.given), Seat: seat, Body: body}, facts)
	if err != nil {
		return err
	}
	s.unsaid(d.Unsaid)
	for _, x := range d.Seals {
		if s.sealed[x.Poll] == nil {
			s.sealed[x.Poll] = map[roster.SeatID][]byte{}
		}
		s.sealed[x.Poll][x.Seat] = x.Value
	}
	by := seat
	if d.Unsigned {
		by = ""
	}
	for _, e := range d.Events {
		s.State = s.State.Apply(act.Stamp{Seq: s.State.Seq + 1, At: s.Now, By: by}, e)
	}
	return nil
}

// unsaid remembers what no event says, as a room would.
func (s *Stage) unsaid(u act.Unsaid) {
	s.wishes = slices.DeleteFunc(slices.Clone(s.wishes), func(w act.Wish) bool { return w == u.Heard || w == u.Wish })
	if u.Wish != "" {
		s.wishes = append(s.wishes, u.Wish)
	}
	if w := u.Word; w != nil {
		if s.words == nil {
			s.words = map[roster.SeatID][]workshop.PrivateWord{}
		}
		s.words[w.To] = append(s.words[w.To], workshop.PrivateWord{ID: strconv.Itoa(s.given), From: w.From, Words: w.Words, Lang: w.Lang})
	}
}

// Wish has somebody wish for something unseen.
func (s *Stage) Wish(w act.Wish) { s.unsaid(act.Unsaid{Wish: w}) }

// Give gives a command that must be taken.
func (s *Stage) Give(seat roster.SeatID, body any) {
	s.T.Helper()
	if err := s.Try(seat, body); err != nil {
		s.T.Fatalf("%T: %v", body, err)
	}
}

// Snapshot is the workshop as a room would publish it now.
func (s *Stage) Snapshot() *workshop.Snapshot {
	counts := map[string]int{}
	for _, p := range s.State.OpenPolls() {
		for seat, v := range s.sealed[p.ID] {
			if v != nil && !slices.Contains(p.Apart, seat) {
				counts[p.ID]++
			}
		}
	}
	here := map[roster.SeatID]bool{}
	for _, seat := range s.State.Roster.Here() {
		here[seat.ID] = true
	}
	return &workshop.Snapshot{State: s.State, Counts: counts, Presence: &workshop.Presence{Here: here, Carets: s.Carets, NoGuideSince: s.NoGuideSince},
		Wishes: s.wishes}
}

// Env shows the workshop to a seat, in a language, with room for 76×17: what an
// 80×24 terminal leaves of it.
func (s *Stage) Env(seat roster.SeatID, lang string) *screen.Env {
	s.T.Helper()
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		s.T.Fatal(err)
	}
	own := map[string][]byte{}
	for _, p := range s.State.OpenPolls() {
		if v := s.sealed[p.ID][seat]; v != nil {
			own[p.ID] = v
		}
	}
	if s.drafts[seat] == nil {
		s.drafts[seat] = map[string]string{}
	}
	return &screen.Env{Snap: s.Snapshot(), Me: seat, Lib: s.Lib, Words: s.Lib.Words(lang), Lang: lang,
		Keys: keys.NewMap(), Theme: theme.New(theme.Options{}), Zone: zone, Now: s.Now, W: 76, H: 17,
		Own: own, Drafts: s.drafts[seat], Private: s.words[seat]}
}

// Carry does what a screen asked for, as the root would, and tells the screen
// what became of it. Questions are left to the test, which gets the last one.
func (s *Stage) Carry(scr screen.Screen, seat roster.SeatID, lang string, do screen.Do) *screen.Ask {
	s.T.Helper()
	if do.Draft != nil {
		s.Env(seat, lang).Drafts[do.Draft.Field] = do.Draft.Words
	}
	ask := do.Ask
	for _, body := range do.Commands {
		err := s.Try(seat, body)
		if d, ok := scr.(screen.Doner); ok {
			if more := s.Carry(scr, seat, lang, d.Done(s.Env(seat, lang), body, nil, err)); more != nil {
				ask = more
			}
		}
	}
	return ask
}

// Press gives keys to a screen one by one and carries out what it asks. It
// returns what the last key asked for.
func (s *Stage) Press(scr screen.Screen, seat roster.SeatID, lang string, ks ...keys.Key) (do screen.Do, ask *screen.Ask) {
	s.T.Helper()
	for _, k := range ks {
		do = scr.Key(s.Env(seat, lang), k)
		ask = s.Carry(scr, seat, lang, do)
	}
	return do, ask
}

// Type makes keys of text.
func Type(text string) []keys.Key {
	var out []keys.Key
	for _, r := range text {
		if r == '\n' {
			out = append(out, keys.Press(keys.Enter))
		} else {
			out = append(out, keys.Char(r))
		}
	}
	return out
}

// Show is what a screen shows as text: head, body, foot, with a mark where the
// cursor is.
func Show(e *screen.Env, scr screen.Screen) string {
	p := scr.Page(e)
	return Text(e, p, scr.InText(e))
}

// Shows is Show for a seat, and fails the test unless all of it fits, head and foot
// too.
func (s *Stage) Shows(scr screen.Screen, seat roster.SeatID, lang string) string {
	s.T.Helper()
	e := s.Env(seat, lang)
	p, inText := scr.Page(e), scr.InText(e)
	for i, r := range p.Rows {
		if r.Width() > e.W {
			s.T.Errorf("row %d is %d wide: %s", i, r.Width(), r)
		}
	}
	foot := -2
	for _, l := range e.Keys.Foot(e.Say, inText, p.Hints...) {
		foot += paint.Width(l.Key) + 1 + paint.Width(l.Words) + 2
	}
	if foot > e.W || paint.Width(p.Step) > e.W {
		s.T.Errorf("the foot is %d wide, the step %d: %v", foot, paint.Width(p.Step), p.Hints)
	}
	return Text(e, p, inText)
}

// Text is a page as text; inText says that letters are text there.
func Text(e *screen.Env, p screen.Page, inText bool) string {
	var b strings.Builder
	b.WriteString(p.Item + " / " + p.Step + " / " + p.Right + "\n")
	for y, r := range p.Rows {
		line := strings.TrimRight(r.String(), " ")
		if p.Cursor != nil && p.Cursor.Y == y {
			line = mark(paint.Pad(r, p.Cursor.X).String(), p.Cursor.X)
		}
		b.WriteString("|" + line + "\n")
	}
	for i, l := range e.Keys.Foot(e.Words.Say, inText, p.Hints...) {
		if i > 0 {
			b.WriteString("    ")
		}
		b.WriteString(l.Key + "  " + l.Words)
	}
	return b.String() + "\n"
}

// mark puts a caret into a line at a column.
func mark(line string, x int) string {
	at := len(line)
	for i := range line {
		if paint.Width(line[:i]) >= x {
			at = i
			break
		}
	}
	return line[:at] + "▏" + line[at:]
}
