package server_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// manyWriters is how many people write in one section at once.
const manyWriters = 20

// piece is something a person puts in: typed key by key, or pasted.
type piece struct {
	words string
	paste bool
}

// pieces are what the i-th person writes: words with accents, composed and in
// pieces, wide and joined characters, and pastes of several lines.
func pieces(i int) []piece {
	me := fmt.Sprintf("w%02d", i)
	return []piece{
		{words: me + "cariño "},
		{words: me + "de\u0301cada "}, // an accent of its own
		{paste: true, words: "¿" + me + "quién? Ƛ̓ "},
		{words: me + "漢字 "},
		{paste: true, words: me + "first\n" + me + "second ñandú "},
		{words: me + "👩‍👧 "},
		{words: me + "end"},
	}
}

// Twenty people write in one section at once: every screen, the log's replay and
// the exported text end the same, and nothing typed is missing.
func TestTwentyPeopleWriteTogether(t *testing.T) {
	s := open(t, bench.Plan{People: manyWriters, Open: true})
	people := make([]*tuitest.Person, manyWriters)
	for i := range people {
		people[i] = s.comes(i, tuitest.Options{W: 110 + i, H: 100}) // so high that all of it is in view
	}
	for i, p := range people {
		writes(t, p)
		p.Press(keys.Main)
		p.Type(fmt.Sprintf("w%02dbegins ", i))
		p.See(fmt.Sprintf("w%02dbegins", i))
	}
	var busy sync.WaitGroup
	for i, p := range people {
		busy.Go(func() {
			for _, x := range pieces(i) {
				if !put(p.Client, x) {
					return
				}
			}
		})
	}
	busy.Wait()
	s.eventually("every last word", func(now *workshop.Snapshot) bool {
		doc := now.Texts.Get(s.hall.Text)
		for i := range manyWriters {
			if doc == nil || !strings.Contains(doc.Plain(), fmt.Sprintf("w%02dend", i)) {
				return false
			}
		}
		return true
	})
	text := s.snap().Texts.Get(s.hall.Text).Plain()
	for i := range manyWriters {
		want := fmt.Sprintf("w%02dbegins ", i)
		for _, x := range pieces(i) {
			want += x.words
		}
		if !strings.Contains(text, want) {
			t.Errorf("of what person %d wrote, something is missing or out of its order: want\n%q\nin\n%q", i, want, text)
		}
	}
	everyScreen(t, people, text)
	s.replays(text)
	s.do("", roster.Grant{Seat: s.hall.People[0].Seat, Role: roster.Coordinator})
	for _, format := range []string{"text", "markdown", "json"} {
		out := flat(s.one(0, "export tor --format "+format))
		for i := range manyWriters {
			for _, x := range []string{"begins", "cariño", "de\u0301cada", "first", "second", "end"} {
				if w := fmt.Sprintf("w%02d%s", i, x); !strings.Contains(out, w) {
					t.Errorf("%q is missing in the %s", w, format)
				}
			}
		}
	}
}

// put types or pastes as a terminal does.
func put(c *tuitest.Client, x piece) bool {
	if x.paste {
		return c.Send(tuitest.Bytes(keys.Pasted(x.words))) == nil
	}
	for _, r := range x.words {
		if c.Send(string(r)) != nil {
			return false
		}
	}
	return true
}

// everyScreen waits until each screen shows each paragraph of the text, and all
// show them in the same order.
func everyScreen(t *testing.T, people []*tuitest.Person, text string) {
	t.Helper()
	for i, p := range people {
		p.SeeThat(fmt.Sprintf("person %d: the whole text", i), func(g tuitest.Grid) bool {
			shown, at := flat(g.String()), 0
			for _, para := range strings.Split(text, "\n") {
				for _, word := range strings.Fields(para) {
					if strings.HasPrefix(word, "w") && !strings.ContainsAny(word, "漢👩") {
						next := strings.Index(shown[at:], word)
						if next < 0 {
							return false
						}
						at += next + len(word)
					}
				}
			}
			return true
		})
	}
}

// replays folds the log anew and compares.
func (s *stand) replays(text string) {
	s.t.Helper()
	if got := s.again().Texts.Get(s.hall.Text).Plain(); got != text {
		s.t.Errorf("the log's replay differs:\n%q\n%q", got, text)
	}
}

// again folds the workshop's log from its bytes.
func (s *stand) again() *workshop.State {
	s.t.Helper()
	state, codec := workshop.Empty(), workshop.NewCodec()
	for rec, err := range s.House().Store.Log().Read(s.t.Context(), s.hall.ID, 1) {
		if err != nil {
			s.t.Fatal(err)
		}
		stamp, e, err := codec.Decode(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
		if err != nil {
			s.t.Fatal(err)
		}
		state = state.Apply(stamp, e)
	}
	return state
}

// flat is text with every run of blanks as one.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
