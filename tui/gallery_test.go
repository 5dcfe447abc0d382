package tui

import (
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/tuitest"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

// The gallery hangs every screen in every state: a workshop is walked through in
// memory, from the door to the documents, and what its people see on the way is
// drawn by the real root at four sizes, in both languages, with colours and
// without. A state is one line in a walk:
//
//	g.hang("spectrum/vote_chosen", g.rosa, "3")
//
// where the keys are typed before one looks. They may lead about, and open
// fields and questions, but must send nothing: what is sent is given by the walk.
type gallery struct {
	*stage.Stage
	pictures []picture

	dana, max, rosa, eli, luz, sam, june, hart, lee roster.SeatID
}

// picture is a moment of the workshop as one person sees it.
type picture struct {
	name   string
	seat   roster.SeatID
	helper roster.SeatID // who answers for the seat
	pose   func(*model)
	snap   *workshop.Snapshot
	own    map[string][]byte
	drafts map[string]string
	alone  []workshop.PrivateWord
	now    time.Time
}

// sizes are those a screen is looked at in.
var sizes = []Size{{W: 60, H: 20}, {W: 80, H: 24}, {W: 120, H: 40}, {W: 200, H: 60}}

// newGallery seats people of all kinds; several have names that are not easy to
// set: marks that combine, wide characters, letters from right to left, a title
// of sixty characters, two sets of pronouns.
func newGallery(t testing.TB, id string) *gallery {
	g := &gallery{Stage: stage.New(t, id)}
	sit := func(name, lang string, about roster.About, roles ...roster.Role) roster.SeatID {
		seat := g.Sit(name, lang, roles...)
		about.Name = named(name)
		g.Give(seat, roster.Describe{About: about})
		return seat
	}
	g.dana = sit("Dana Whitfield", "en", roster.About{Group: roster.Agency, Capacity: named("deputy director")}, roster.Host)
	g.max = sit("Max Ortega", "en", roster.About{Group: roster.Agency})
	g.rosa = sit("Rosa Delgado", "en", roster.About{Group: roster.Lived, Pronouns: named("she/her, ella")}, roster.NoteKeeper)
	g.eli = sit("Eli Stone", "en", roster.About{Group: roster.Lived, Pronouns: named("they/them, elle")})
	g.luz = sit("Luz Herrera", "es", roster.About{Group: roster.Lived})
	g.sam = sit("Nguye\u0302\u0303n Thi\u0323 A\u0301nh", "en", roster.About{Group: roster.Agency})
	g.june = sit("山田 花子", "en", roster.About{Group: roster.Lived})
	g.lee = sit("ليلى حداد", "en", roster.About{Group: roster.Agency}, roster.Observer)
	g.hart = sit("Eleanor Hart", "en", roster.About{Group: roster.Tribal,
		Title: named("The Honorable Vice-Chairperson of the Council of Example Tribe")})
	g.Give("", roster.NameNation{ID: "n1", Name: named("Example Tribe")})
	g.Give("", roster.ConfirmDelegate{Seat: g.hart, Nation: named("Example Tribe")})
	return g
}

func named(words string) safetext.Text { return safetext.Clean(safetext.Title, words) }
func said(words string) safetext.Text  { return safetext.Clean(safetext.Idea, words) }

// to takes the room to a step of an exercise, in the first item that has it; ""
// is the beginning of an item by its id.
func (g *gallery) to(activity, step string) {
	g.T.Helper()
	for _, item := range g.State.Agenda.Items {
		to := act.Place{Item: item.ID, Step: step}
		if step == "" {
			to = agenda.Start(item)
		}
		if step == "" && item.ID == activity || item.Activity == activity && slices.Contains(item.Steps, step) {
			g.Give(g.dana, workshop.MoveTo{From: g.State.Agenda.At, To: to})
			return
		}
	}
	g.T.Fatalf("no step %s of %s", step, activity)
}

// write puts words at the end of a shared text.
func (g *gallery) write(seat roster.SeatID, id, words string) {
	g.T.Helper()
	if g.State.Roster.Seat(seat).Ended {
		seat = g.rosa
	}
	d := g.State.Texts.Get(id)
	if d == nil {
		d = text.New()
	}
	g.Give(seat, workshop.EditText{Text: id, Edit: text.Edit{Base: d.Version(), Do: text.Insert{At: d.End(), Text: words}}})
}

// inTurn gives what people do, in the order of their seats.
func inTurn[T any](by map[roster.SeatID]T, do func(roster.SeatID, T)) {
	for _, seat := range slices.Sorted(maps.Keys(by)) {
		do(seat, by[seat])
	}
}

// hang takes a picture of what a seat sees after some keys; no seat is the door.
// Keys with names
// stand in <>.
func (g *gallery) hang(name string, seat roster.SeatID, typed string) {
	g.pose(name, seat, func(m *model) { m.presses(typed) })
}

// presses presses keys, each for itself. A line of a menu is named by its sentence,
// {menu.look}.
func (m *model) presses(typed string) {
	press := func(k keys.Key) {
		m.input(input.Event{Kind: input.Press, Key: k})
		m.settle()
		m.stray = stray{}
	}
	for typed != "" {
		before, rest, named := strings.Cut(typed, "{")
		for _, k := range pressed(before) {
			press(k)
		}
		if !named {
			return
		}
		id, behind, _ := strings.Cut(rest, "}")
		list, _ := m.overlay.(*menu)
		n := slices.IndexFunc(list.lines, func(l menuLine) bool { return l.words == m.env.Say(id, "key", m.env.KeyName(keys.Language)) })
		press(keys.Char(rune('0' + (n+1)%mostNumbered)))
		typed = behind
	}
}

// pose takes a picture of a person's program after something has been done to it.
func (g *gallery) pose(name string, seat roster.SeatID, do func(*model)) {
	e := g.Env(seat, "en")
	g.pictures = append(g.pictures, picture{name: name, seat: seat, pose: do, snap: e.Snap, own: e.Own, drafts: e.Drafts, alone: e.Private, now: g.Now})
}

// pressed parses keys.
func pressed(typed string) []keys.Key {
	named := map[string]keys.Key{"enter": keys.Press(keys.Enter), "esc": keys.Press(keys.Esc), "tab": keys.Press(keys.Tab),
		"up": keys.Press(keys.Up), "down": keys.Press(keys.Down), "end": keys.Press(keys.End), "space": keys.Char(' '), "ctrl-c": keys.Char('c').With(keys.Ctrl)}
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

// program is the person's program at the moment of the picture.
func (p picture) program(t testing.TB, s *stage.Stage, lang string, size Size, look theme.Options) *model {
	t.Helper()
	m := &model{
		ctx: t.Context(), cancel: func(err error) { t.Errorf("the session ended: %v", err) }, person: Person{Seat: p.seat, Helper: p.helper, Lang: lang},
		deps: Deps{Lib: s.Lib, Keys: keys.NewMap(), Pace: &Pace{}, Address: "convene.example:2222", Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
			Now: func() time.Time { return p.now }},
		theme: theme.New(look), w: size.W, h: size.H,
	}
	m.brush = newBrush(paint.New(io.Discard, m.theme.Palette()), Terminal{}, m.deps.Pace)
	m.mail.poke = func() {}
	m.outbox.worked = true         // nobody gives commands to a room
	noted := make(map[string]bool) // the notes were read, and what they are before is looked at
	for _, item := range p.snap.Agenda.Items {
		noted[item.ID] = true
	}
	m.person.Read = noted
	m.enter(p.snap)
	e := *m.env
	e.Own, e.Drafts, e.Private, m.loading = p.own, maps.Clone(p.drafts), p.alone, false
	m.env = &e
	m.compose() // as it was before any key
	p.pose(m)
	if m.unheard > 0 {
		t.Errorf("%s: a key sends %+v", p.name, m.outbox.waiting[0].Body)
	}
	return m
}

// easel are terminals to draw on, by size; making one is dear.
type easel map[Size]*tuitest.Screen

// draws gives what a frame looks like in a terminal.
func (e easel) draws(t testing.TB, f paint.Frame, look theme.Theme) tuitest.Grid {
	t.Helper()
	size := Size{W: f.W, H: f.H}
	if e[size] == nil {
		e[size] = tuitest.NewScreen(f.W, f.H, nil)
	}
	p := paint.New(e[size], look.Palette())
	if err := p.Enter(false); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Paint(f); err != nil {
		t.Fatal(err)
	}
	g := e[size].Grid()
	if err := p.Leave(); err != nil {
		t.Fatal(err)
	}
	return g
}

func (e easel) close() {
	for _, s := range e {
		_ = s.Close()
	}
}

// see is the picture with colours and without.
func (p picture) see(t testing.TB, on easel, s *stage.Stage, lang string, size Size, look theme.Options) golden.View {
	t.Helper()
	v := golden.View{Title: lang}
	for _, profile := range []theme.Profile{theme.TwoFiftySix, theme.None} {
		look.Profile = profile
		m := p.program(t, s, lang, size, look)
		f := m.compose()
		for y, row := range f.Rows {
			if row.Width() > f.W {
				t.Errorf("%s, %s %d×%d: line %d is %d wide: %s", p.name, lang, f.W, f.H, y+1, row.Width(), row)
			}
		}
		g := on.draws(t, f, m.theme)
		if cut := cutIn(g); cut != "" {
			t.Errorf("%s, %s %d×%d: words are cut: %s", p.name, lang, f.W, f.H, cut)
		}
		if profile == theme.None {
			v.Without = g
		} else {
			v.Colour = g
		}
	}
	return v
}

// cutIn is a line that ends in dots in the middle of its words, in a window of a
// size that everything fits.
func cutIn(g tuitest.Grid) string {
	for _, row := range g.Rows() {
		before, _, dots := strings.Cut(row, "…")
		if dots && !strings.HasSuffix(before, " ") {
			return row
		}
	}
	return ""
}

// Below 60×20 one card says what to do instead.
func TestTheCardOfASmallWindow(t *testing.T) {
	on := easel{}
	defer on.close()
	g := newGallery(t, "c")
	g.hang("small", g.rosa, "")
	var views []golden.View
	for _, lang := range []string{"en", "es"} {
		for _, size := range []Size{{W: 59, H: 20}, {W: 60, H: 19}, {W: 40, H: 12}} {
			views = append(views, g.pictures[0].see(t, on, g.Stage, lang, size, theme.Options{}))
		}
	}
	golden.Sheet(t, "gallery/small", views...)
}

// Every screen in every state at four sizes, in both languages, with colours and
// without.
func TestGallery(t *testing.T) {
	on := easel{}
	defer on.close()
	for _, g := range walks(t) {
		for _, p := range g.pictures {
			t.Run(p.name, func(t *testing.T) {
				var views []golden.View
				for _, lang := range []string{"en", "es"} {
					for _, size := range sizes {
						views = append(views, p.see(t, on, g.Stage, lang, size, theme.Options{}))
					}
				}
				golden.Sheet(t, "gallery/"+p.name, views...)
			})
		}
	}
}

// inLook compares the picture in another look, at one size.
func (p picture) inLook(t *testing.T, on easel, g *gallery, name string, look theme.Options) {
	golden.Sheet(t, "gallery/"+p.name+"_"+name, p.see(t, on, g.Stage, "en", sizes[1], look))
}
