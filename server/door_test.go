package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/desk"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/server"
	"convene/tui/tuitest"
)

// The one answer of the door (design §2), in both languages while none is known.
const (
	noSuchCode   = "No workshop can be entered with that code."
	noSuchCodeEs = "No se puede entrar a ningún taller con ese código."
	whatCode     = "What is the code of your workshop?"
	whatCodeEs   = "¿Cuál es el código de su taller?"
)

// seatOf makes a seat without a key, in Spanish and line by line where wanted,
// and gives its return words.
func (s *stand) seatOf(name, lang, face string) string {
	s.t.Helper()
	_, words, err := s.House().Desk.Take(s.t.Context(), s.room, &desk.Guest{},
		roster.About{Name: safetext.Clean(safetext.Name, name)}, lang, face)
	if err != nil {
		s.t.Fatal(err)
	}
	return words
}

// ends ends the workshop in its log; the catalogue hears of it only when told.
func (s *stand) ends(told bool) {
	s.t.Helper()
	if told {
		if err := s.House().Desk.SetStatus(s.t.Context(), s.room, "", workshop.Ended); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	s.do("", workshop.EndWorkshop{})
}

// A workshop that ended is answered as a wrong code is, however the door comes
// to know of it; the answer is in every language until one is known.
func TestTheDoorOfAnEndedWorkshop(t *testing.T) {
	for _, c := range []struct {
		name string
		told bool
	}{{"the catalogue knows", true}, {"the log alone knows", false}} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, bench.Plan{People: 2, Open: true})
			s.ends(c.told)
			p := tuitest.Dial(t, s.Addr(), s.hall.Code, tuitest.Options{})
			p.See(noSuchCode, noSuchCodeEs, whatCode, whatCodeEs)
			p.Type("AAAA-AAAA\r")
			p.SeeThat("the same answer to a wrong code", func(g tuitest.Grid) bool {
				return strings.Count(g.String(), noSuchCode[:20]) == 2 && strings.Count(g.String(), noSuchCodeEs[:20]) == 2 &&
					strings.Count(g.String(), whatCodeEs) == 2
			})
			p.Send("\x03")
			p.See("Goodbye.", "Hasta luego.")
			if status := p.SeeEnd(); status != 0 {
				t.Errorf("status %d", status)
			}
		})
	}
}

// A seat's language is known: return words open it in the language and the face
// that it chose, and nothing is asked again.
func TestReturnWordsBringTheLanguage(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	full := s.seatOf("Luz Ortega", "es", "full")
	lines := s.seatOf("Max Ortega", "es", "linear")
	s.ends(true)
	for _, c := range []struct{ words, then string }{{full, "El taller terminó"}, {lines, "Cada línea se lee una vez"}} {
		p := tuitest.Dial(t, s.Addr(), s.hall.Code, tuitest.Options{W: 120, H: 50})
		p.See(whatCode, whatCodeEs)
		p.Type(c.words + "\r")
		p.See(c.then)
		if all := string(p.Transcript()); strings.Contains(all, "1 English") {
			t.Errorf("the language was asked again: %q", all)
		}
		_ = p.Close()
	}
}

// Whoever stands at the door while the workshop ends hears the one answer and
// is asked for a code, at whatever question they were.
func TestEndedWhileAtTheDoor(t *testing.T) {
	for _, c := range []struct {
		name, user string
		until      string // what stands there when the workshop ends
		answers    []string
		then       string
	}{
		{"at the language", "", "1 English", nil, "1\r"},
		{"at the name", "", "1 English", []string{"1\r", "What should we call you?"}, "June Whitehorse\r"},
		{"at the name, line by line", "+linear", "1 English", []string{"2\r", "es mi primera vez", "1\r", "¿Cómo quiere"}, "June Whitehorse\r"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, bench.Plan{People: 2, Open: true})
			words := s.seatOf("Luz Ortega", "en", "full")
			p := tuitest.Dial(t, s.Addr(), s.hall.Code+c.user, tuitest.Options{H: 60})
			p.See(c.until)
			for i := 0; i < len(c.answers); i += 2 {
				p.Type(c.answers[i])
				p.See(c.answers[i+1])
			}
			seats := len(s.room.Snapshot().Roster.Seats)
			s.ends(true)
			p.Type(c.then)
			answer, question := noSuchCode, whatCode
			if c.user != "" {
				answer, question = noSuchCodeEs, whatCodeEs
			}
			p.See(answer, question)
			if now := len(s.room.Snapshot().Roster.Seats); now != seats {
				t.Errorf("%d seats after the end, %d before", now, seats)
			}
			// And with a code and return words they are in.
			p.Type(s.hall.Code + "\r")
			p.See(answer, question)
			p.Type(words + "\r")
			p.SeeThat("the room", func(g tuitest.Grid) bool { return g.Says("ended") || g.Says("terminó") })
		})
	}
}

// The answer to an ended workshop counts as a wrong try, wherever it was given.
func TestTheOneAnswerIsThrottled(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	s.ends(false)
	guest := &desk.Guest{}
	slowed := 0
	for range 20 {
		id, err := s.House().Desk.Find(t.Context(), guest, s.hall.Code)
		if err == nil {
			err = s.House().Desk.Admit(t.Context(), guest, s.room, "")
			if id != s.hall.ID {
				t.Fatal(id)
			}
		}
		if err == nil {
			t.Fatal("a stranger was let into an ended workshop")
		}
		if strings.Contains(err.Error(), "slow_down") {
			slowed++
		}
	}
	if slowed != 15 {
		t.Errorf("%d of 20 tries were slowed", slowed)
	}
}

// A county's own languages are offered at the door behind those that are built in,
// whose numbers stay; at both faces.
func TestTheDoorOffersACountysLanguage(t *testing.T) {
	county := filepath.Join(t.TempDir(), "content")
	french := os.DirFS(filepath.Join("..", "content", "es"))
	must(t, os.CopyFS(filepath.Join(county, "fr"), french))
	name := filepath.Join(county, "fr", "language.toml")
	grammar, err := os.ReadFile(name)
	must(t, err)
	must(t, os.WriteFile(name, []byte(strings.Replace(string(grammar), `name = "Español"`, `name = "Français"`, 1)), 0o600))
	bye := filepath.Join(county, "fr", "welcome.toml")
	words, err := os.ReadFile(bye)
	must(t, err)
	must(t, os.WriteFile(bye, []byte(strings.Replace(string(words), `"welcome.head" = "`, `"welcome.head" = "Bonjour. `, 1)), 0o600))
	s := open(t, bench.Plan{People: 2, Open: true}, func(c *server.Config) { c.Content = county })
	p := tuitest.Dial(t, s.Addr(), s.hall.Code, tuitest.Options{})
	p.See("1 English", "2 Español", "3 line by line", "4 Français", "Type a number, then press Enter")
	p.Type("5\r")
	p.Type("4\r")
	p.See("Bonjour.")
	q := tuitest.Dial(t, s.Addr(), s.hall.Code+"+linear", tuitest.Options{})
	q.See("4 Français", "Type a number, then press Enter")
	q.Type("3\r")
	q.Type("4\r")
	q.See("Bonjour.")
}
