package screen_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/ballot/memballot"
	"convene/internal/eventlog/memlog"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/theme"
)

const shared = "terms/purpose/en"

// newRoom runs a real room on a log and a box in memory.
func newRoom(t testing.TB, lib *library.Library) (*memlog.Log, *room.Room) {
	t.Helper()
	log := memlog.New()
	house := room.NewHouse(room.Parts{Log: log, Box: memballot.New(), Codec: workshop.NewCodec(), Clock: time.Now})
	create, _ := prepare.Workshop(lib, workshop.Meta{ID: "w1", Title: safetext.Clean(safetext.Title, "Rio Claro"), Zone: "UTC", PublicBody: "no"},
		prepare.Plan{Agenda: "c", Zone: "UTC"})
	if err := house.Found(t.Context(), "w1", room.NewCommand("", create)); err != nil {
		t.Fatal(err)
	}
	r, leave, err := house.Enter(t.Context(), "w1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		leave()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := house.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return log, r
}

// typist is one person with an editor, on a goroutine of their own as in their
// program: outcomes come back to it through a mailbox.
type typist struct {
	seat roster.SeatID
	r    *room.Room
	lib  *library.Library
	w    *screen.Writing
	mail chan workshop.EditText
	open int
	bad  error
}

func (p *typist) env() *screen.Env {
	return &screen.Env{Snap: p.r.Snapshot(), Me: p.seat, Lib: p.lib, Words: p.lib.Words("en"), Lang: "en",
		Keys: keys.NewMap(), Theme: theme.New(theme.Options{}), Zone: time.UTC, Now: time.Now(), W: 76, H: 17, Drafts: map[string]string{}}
}

func (p *typist) carry(ctx context.Context, do screen.Do) {
	for _, body := range do.Commands {
		edit := body.(workshop.EditText)
		p.open++
		if err := p.r.Submit(ctx, room.NewCommand(p.seat, edit), func(err error) {
			if err != nil {
				edit.Edit.Op = err.Error()
			}
			p.mail <- edit
		}); err != nil {
			p.bad = err
		}
	}
}

// hear takes outcomes: what is there, or all that are still to come.
func (p *typist) hear(ctx context.Context, all bool) {
	for p.open > 0 {
		var edit workshop.EditText
		if all {
			edit = <-p.mail
		} else {
			select {
			case edit = <-p.mail:
			default:
				return
			}
		}
		p.hearOne(ctx, edit)
	}
}

func (p *typist) hearOne(ctx context.Context, edit workshop.EditText) {
	p.open--
	if edit.Edit.Op != "" {
		p.bad = fmt.Errorf("%s: %s", p.seat, edit.Edit.Op)
	}
	do, _ := p.w.Done(p.env(), edit, nil)
	p.carry(ctx, do)
}

// letters sorts the letters of a text, for comparing what was typed with what
// stands there.
func letters(s string) string {
	out := []rune(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, s))
	slices.Sort(out)
	return string(out)
}

// Twenty people type in one section at once, with accents, pastes, line breaks
// and carets that move: all end with the same text, the log's replay too, and
// each one's words are all there under their own name.
func TestTwentyPeopleInOneSection(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	moves := []keys.Key{keys.Press(keys.Home), keys.Press(keys.End), keys.Press(keys.Up), keys.Press(keys.Down),
		keys.Press(keys.Left), keys.Press(keys.Right).With(keys.Ctrl), keys.Press(keys.Enter)}
	words := []string{"niñas ", "y̓əm", "visit ", "日本", "Ünö ", "שלום ", "e\u0301"}
	rapid.Check(t, func(rt *rapid.T) {
		log, r := newRoom(t, lib)
		everyone := make([]*typist, 20)
		typed := make([]string, len(everyone))
		plans := make([][]keys.Key, len(everyone))
		for i := range everyone {
			seat := roster.SeatID(fmt.Sprintf("seat-%02d", i))
			name := fmt.Sprintf("Person %c", 'A'+i)
			if err := r.Do(t.Context(), room.NewCommand("", roster.Join{Seat: seat, Lang: "en",
				About: roster.About{Name: safetext.Clean(safetext.Name, name)}})); err != nil {
				rt.Fatal(err)
			}
			everyone[i] = &typist{seat: seat, r: r, lib: lib, w: screen.NewWriting(shared), mail: make(chan workshop.EditText, 256)}
			for _, n := range rapid.SliceOfN(rapid.IntRange(0, 2*len(words)-1), 8, 25).Draw(rt, "plan") {
				if n >= len(words) {
					plans[i] = append(plans[i], moves[n-len(words)])
					continue
				}
				typed[i] += words[n]
				if n%2 == 0 {
					plans[i] = append(plans[i], keys.Pasted(words[n]))
					continue
				}
				for _, c := range words[n] {
					plans[i] = append(plans[i], keys.Char(c))
				}
			}
		}
		var wg sync.WaitGroup
		for i, p := range everyone {
			wg.Go(func() {
				p.w.Begin(p.env())
				for n, k := range plans[i] {
					do := p.w.Key(p.env(), k)
					for do.Later {
						p.hearOne(t.Context(), <-p.mail)
						do = p.w.Key(p.env(), k)
					}
					p.carry(t.Context(), do)
					if n%3 == i%3 {
						p.w.Layout(p.env())
					}
					p.hear(t.Context(), false)
				}
				p.hear(t.Context(), true)
			})
		}
		wg.Wait()

		doc := r.Snapshot().Texts.Get(shared)
		for i, p := range everyone {
			if p.bad != nil {
				rt.Fatal(p.bad)
			}
			if got, want := letters(byAuthor(doc, string(p.seat))), letters(typed[i]); got != want {
				rt.Fatalf("%s typed %q (%q), and %q stands there, in %q", p.seat, typed[i], want, got, doc.Plain())
			}
		}
		replay := room.NewHouse(room.Parts{Log: log, Box: memballot.New(), Codec: workshop.NewCodec(), Clock: time.Now})
		replayed, err := replay.Peek(t.Context(), "w1")
		if err != nil || replayed.Texts.Get(shared).Plain() != doc.Plain() {
			rt.Fatalf("replay differs: %v", err)
		}
	})
}

func byAuthor(doc *text.Doc, seat string) string {
	var b strings.Builder
	for _, p := range doc.Paras() {
		for by, words := range p.Authors {
			if by == seat {
				b.WriteString(words)
			}
		}
	}
	return b.String()
}
