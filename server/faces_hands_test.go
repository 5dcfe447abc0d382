package server_test

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// ear is one of the story's people at the line-by-line face.
type ear struct {
	*sayer
	who   *actor
	typed string   // all that they typed
	said  []string // what of it is shown as they type it
}

// listens brings the actor to the line-by-line face: a newcomer by the door,
// whoever has a seat by their key.
func (a *actor) listens() *ear {
	a.cast.t.Helper()
	e := &ear{who: a, sayer: &sayer{t: a.cast.t, Person: tuitest.Dial(a.cast.t, a.cast.server.Addr(), a.cast.code+"+linear",
		tuitest.Options{Signer: a.key, W: 300, H: 60})}}
	if a.cast.seat(a.name) != "" {
		e.hears(a.name + "?")
		e.whispers("1", a.in("Number or word:", "Número o palabra:"))
		return e
	}
	e.hears("1 English, 2 Español")
	e.whispers(a.in("1", "2"), a.in("Were you here before?", "estuvo aquí antes?"))
	e.does("1", a.in("What should we call you?", "¿Cómo quiere que le llamemos?"))
	e.does(a.name, a.in("ready:", "listo:"))
	e.whispers(a.in("ready", "listo"), a.in("You are in the room.", "Usted está en la sala."))
	return e
}

// does types a line until what it is for is told: just after the room moved, the
// face asks for it once more.
func (e *ear) does(line string, then ...string) {
	e.t.Helper()
	e.types(line, " "+line+" ", then...)
}

// whispers types a line that is not shown.
func (e *ear) whispers(line string, then ...string) {
	e.t.Helper()
	e.types(line, "", then...)
}

// types types a line, which is shown as echo; what was told before it was sent is
// no answer to it.
func (e *ear) types(line, echo string, then ...string) {
	e.t.Helper()
	again := e.who.in("type it again.", "escríbala otra vez.")
	moved := e.who.in("The room has just moved", "La sala acaba de cambiar")
	for end := time.Now().Add(patience); time.Now().Before(end); {
		e.from = len(e.Transcript())
		e.typed += line + "\n"
		if echo != "" {
			e.said = append(e.said, line)
		}
		e.Type(line + "\r")
		asked := false
		e.SeeThat(line+": "+strings.Join(then, " and "), func(tuitest.Grid) bool {
			_, since, _ := strings.Cut(" "+e.since()+" ", echo) // behind a prompt, or behind what others did
			asked = strings.Contains(since, again) || strings.Contains(since, moved)
			return asked || !slices.ContainsFunc(then, func(s string) bool { return !strings.Contains(since, s) })
		})
		if !asked {
			return
		}
	}
	e.t.Fatalf("%s could not say %q: %s", e.who.name, line, e.since())
}

// transcript is all that came to the person's terminal, which must be plain: no
// control character but line ends and what erases on one's own line.
func (e *ear) transcript() string {
	e.t.Helper()
	all := string(e.Transcript())
	for i, r := range all {
		if r < ' ' && r != '\r' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			e.t.Errorf("%s got the control character %U: %q", e.who.name, r, all[max(0, i-60):i+1])
			break
		}
	}
	return all
}

// seat is the seat of somebody by their name, empty before they have one.
func (c *cast) seat(name string) roster.SeatID {
	for _, s := range c.room.Snapshot().Roster.Here() {
		if s.Name.String() == name {
			return s.ID
		}
	}
	return ""
}

// line asks one line over ssh, with what is typed when it asks.
func (a *actor) line(line, typed string) answer {
	a.cast.t.Helper()
	client := dial(a.cast.t, a.cast.server.Addr(), a.cast.code, a.key)
	defer func() { _ = client.Close() }()
	return runTyping(a.cast.t, client, line, typed)
}

// answersLine answers the question of a kind that is open now, or the first, with
// words, or with options by what they are called.
func (a *actor) answersLine(kind string, words ...string) {
	a.cast.t.Helper()
	var asked []struct {
		Name, Mode string
		Options    []struct{ Answer, Label string }
	}
	got := a.line("vote --json", "")
	if err := json.Unmarshal([]byte(got.out), &asked); err != nil {
		a.cast.t.Fatalf("%s: %+v: %v", a.name, got, err)
	}
	for _, q := range asked {
		if kind != "" && !strings.HasPrefix(q.Name, kind+"-") {
			continue
		}
		for _, o := range q.Options {
			if i := slices.Index(words, o.Label); i >= 0 {
				words[i] = o.Answer
			}
		}
		line, typed := "vote "+q.Name+" "+strings.Join(words, " "), ""
		if q.Mode == "secret" { // no shell is to keep it
			line, typed = "vote "+q.Name, strings.Join(words, " ")+"\n"
		}
		if got = a.line(line, typed); got.code != 0 {
			a.cast.t.Errorf("%s: %s: %+v", a.name, line, got)
		}
		return
	}
	a.cast.t.Fatalf("%s is not asked for %s: %s", a.name, kind, got.out)
}

// sitsWith has somebody without a key sit down at another's terminal.
func (a *actor) sitsWith(other *actor) {
	a.cast.t.Helper()
	a.Person = other.Person
	a.Press(keys.Others)
	a.see("Somebody sits down with us")
	a.Type("1")
	a.see("to somebody new", "1–2  begin")
	a.Type("1")
	a.see("What should we call you?")
	a.writes(a.name)
	a.press(keys.Main, "Your return words")
	a.press(keys.Yes, "Answering now: "+a.name)
}

// turn gives the shared terminal to one of those who sit at it.
func (a *actor) turn() {
	a.cast.t.Helper()
	a.choose('x', "Hand over to "+a.name)
	a.Type("1")
	a.see("Please hand this computer over to "+a.name, "j  I am here")
	a.press(keys.Here, "Answering now: "+a.name)
}

// answersVote answers the open vote with a digit for each of its questions.
func (a *actor) answersVote(digits string) {
	a.cast.t.Helper()
	for _, d := range digits {
		a.choose(d, "› "+string(d))
		a.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.Says("› " + string(d)) }, "the answer sent")
	}
	a.see("in; v shows")
}
