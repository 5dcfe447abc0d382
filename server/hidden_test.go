package server_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/tui/tuitest"
)

// Of ten voters these are connected and look on; the others answer unseen.
const (
	hiddenVoters = 10
	asHost       = 0
	asMember     = 1
	asLinear     = 2
)

// secret is what a seat wrote that nobody may see before the reveal, in words
// that stand nowhere else.
func secret(what string, i int) string { return fmt.Sprintf("zq%s%cxx", what, 'a'+i) }

// ballotHall is a hall with a question open, and people who look on at every
// face.
type ballotHall struct {
	*stand
	faces map[string]*tuitest.Person
	own   []string // what the member may see on their own screen: it is theirs
	topic string
	round *spectrum.Round
	keys  map[string][]byte // of the polls, by file
}

// openBallot opens the first vote on a topic, secret as every vote is unless the
// group says otherwise, and brings the onlookers.
func openBallot(t *testing.T) *ballotHall {
	t.Helper()
	b := &ballotHall{stand: open(t, bench.Plan{People: hiddenVoters, Open: true})}
	b.do("", roster.Grant{Seat: b.hall.People[asHost].Seat, Role: roster.Host})
	b.do("", roster.Grant{Seat: b.hall.People[asMember].Seat, Role: roster.Coordinator})
	var err error
	if b.topic, err = bench.Topic(t.Context(), b.room, "Visiting hours"); err != nil {
		t.Fatal(err)
	}
	b.move(votePlace(b.room, b.topic, spectrum.StepVote1))
	before := keyFiles(b.t, b.hall.Dir)
	b.do("", spectrum.OpenVote{Topic: b.topic, Vote: spectrum.First})
	b.round = b.snap().Spectrum.Topic(b.topic).OpenRound()
	b.keys = keyFiles(b.t, b.hall.Dir)
	for name := range before {
		delete(b.keys, name)
	}
	if len(b.keys) != 3 {
		t.Fatalf("a vote of three polls has %d keys", len(b.keys))
	}
	b.faces = map[string]*tuitest.Person{
		"host":   b.comes(asHost, tuitest.Options{W: 120, H: 40}),
		"member": b.comes(asMember, tuitest.Options{W: 80, H: 24}),
	}
	lines := b.hall.People[asLinear]
	b.faces["linear"] = tuitest.Dial(t, b.Addr(), b.hall.Code+"+linear", tuitest.Options{Signer: lines.Key, W: 80, H: 60})
	b.faces["linear"].See(lines.Name)
	b.faces["linear"].Type("1\r")
	return b
}

// answer casts every seat's answers; pick chooses a level for each.
func (b *ballotHall) answer(pick func(i int) int) {
	b.t.Helper()
	for i, p := range b.hall.People {
		choice := b.round.Should.Options[pick(i)]
		b.do(p.Seat, spectrum.Cast{Poll: b.round.Today.ID, Choice: choice})
		b.do(p.Seat, spectrum.Cast{Poll: b.round.Should.ID, Choice: choice})
		b.do(p.Seat, spectrum.WriteReason{Poll: b.round.Reasons.ID, Words: safetext.Clean(safetext.Line, secret("reason", i)), Lang: "en"})
		if err := b.room.Draft(b.t.Context(), room.Own(p.Seat), b.room.Snapshot(), "note", secret("draft", i)); err != nil {
			b.t.Fatal(err)
		}
	}
	b.faces["host"].See("10 answers") // the last answer has reached the screens
}

// contents is every byte of a folder, by path.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if os.IsNotExist(err) { // a journal that went meanwhile
			return nil
		}
		files[path] = raw
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// nowhere fails if words stand anywhere in the folder, the operator's log, any
// onlooker's terminal, or what the one-line face gives.
func (b *ballotHall) nowhere(what string, words ...string) {
	b.t.Helper()
	surfaces := contents(b.t, b.hall.Dir)
	surfaces["the server's log"] = []byte(b.log.String())
	for name, p := range b.faces {
		surfaces["the screen of the "+name] = p.Transcript()
	}
	for _, line := range []string{"status", "agenda", "read", "results", "do", "vote", "export tor --format text", "export record --format markdown", "export record --format json"} {
		surfaces[line] = []byte(b.one(asMember, line))
	}
	backup := filepath.Join(b.t.TempDir(), "backup.db")
	if err := b.House().Store.Backup(b.t.Context(), backup); err != nil {
		b.t.Fatal(err)
	}
	raw, err := os.ReadFile(backup)
	if err != nil {
		b.t.Fatal(err)
	}
	surfaces["a backup"] = raw
	for name, raw := range surfaces {
		for _, w := range words {
			if name == "the screen of the member" && slices.Contains(b.own, w) {
				continue
			}
			if bytes.Contains(raw, []byte(w)) {
				b.t.Errorf("%s: %q stands in %s", what, w, name)
			}
		}
	}
}

// all are the words of one kind that everyone wrote.
func all(what string) []string {
	var out []string
	for i := range hiddenVoters {
		out = append(out, secret(what, i))
	}
	return out
}

// While a secret vote is open nothing that was answered can be read anywhere,
// and after its close nothing joins a seat to an answer (design §1, promise 3).
func TestSecretVoteStaysSecret(t *testing.T) {
	b := openBallot(t)
	head := b.snap().Seq
	b.answer(func(i int) int { return i % 5 })
	if now := b.snap().Seq; now != head {
		t.Errorf("%d events were made by answering", now-head)
	}
	b.nowhere("while the vote is open", append(all("reason"), all("draft")...)...)
	if t.Failed() {
		return
	}
	b.do("", spectrum.LastCall{ID: b.round.ID})
	b.do("", spectrum.CloseVote{Round: b.round.ID, Vote: spectrum.First})
	b.faces["member"].See("La respuesta del medio")
	b.sealedForEver()
	b.joinsNobody()
}

// sealedForEver fails if anything that could open the closed polls is left.
func (b *ballotHall) sealedForEver() {
	b.t.Helper()
	for path, raw := range contents(b.t, b.hall.Dir) {
		for file, key := range b.keys {
			if path == file {
				b.t.Errorf("the key %s is still there", filepath.Base(file))
			}
			if bytes.Contains(raw, key) {
				b.t.Errorf("the key %s stands in %s", filepath.Base(file), path)
			}
		}
	}
}

// joinsNobody looks through the log as somebody who holds it would.
func (b *ballotHall) joinsNobody() {
	b.t.Helper()
	var order []string
	for rec, err := range b.House().Store.Log().Read(b.t.Context(), b.hall.ID, 1) {
		if err != nil {
			b.t.Fatal(err)
		}
		told := string(rec.Payload)
		if rec.Type == "spectrum.vote_opened" { // holds the list, and no answer
			continue
		}
		if !strings.Contains(told, "zqreason") && !strings.Contains(told, `"counts"`) {
			continue
		}
		for _, p := range b.hall.People {
			// The next poll's list names everyone there is, in the roster's order.
			if strings.Contains(beforeList(told), string(p.Seat)) {
				b.t.Errorf("event %d, %s, has both answers and a seat: %s", rec.Seq, rec.Type, told)
			}
		}
		for i := range hiddenVoters {
			if at := strings.Index(told, secret("reason", i)); at >= 0 {
				order = append(order, fmt.Sprintf("%06d", at))
			}
		}
	}
	if len(order) != hiddenVoters {
		b.t.Fatalf("%d of %d reasons are in the log after the close", len(order), hiddenVoters)
	}
	sorted := true
	for i := 1; i < len(order); i++ {
		sorted = sorted && order[i-1] < order[i]
	}
	if sorted {
		b.t.Error("the reasons stand in the order of the seats")
	}
}

// beforeList leaves the next poll out, which asks everyone for further reasons.
func beforeList(payload string) string {
	head, _, _ := strings.Cut(payload, `"more":`)
	return head
}

// What others answered while a vote is open changes nothing on any surface: two
// halls in which everything else is alike look alike.
func TestAnswersChangeNothingBeforeTheReveal(t *testing.T) {
	low, high := openBallot(t), openBallot(t)
	low.answer(func(int) int { return 0 })
	high.answer(func(i int) int { return 4 - i%2 })
	for name := range low.faces {
		if name == "linear" {
			continue // its lines have the time of reading in them
		}
		want := low.faces[name].Grid()
		high.faces[name].SeeThat("what the other hall shows", func(g tuitest.Grid) bool {
			_, same := g.Equal(want)
			return same
		})
	}
	for _, line := range []string{"status", "export record --format text"} {
		a, b := low.one(asMember, line), high.one(asMember, line)
		if strings.ReplaceAll(a, low.hall.Code, "") != strings.ReplaceAll(b, high.hall.Code, "") {
			t.Errorf("%s tells what was answered:\n%s\n%s", line, a, b)
		}
	}
}

// Quiet cards are nowhere before the wall, and on the wall without their authors.
func TestCardsAreHiddenUntilTheWall(t *testing.T) {
	b := openBallot(t)
	b.do("", spectrum.CallOff{ID: b.round.ID})
	at, ok := bench.Place(b.room, values.Activity, values.StepWrite)
	if !ok {
		t.Fatal("the agenda has no step for cards")
	}
	item, _ := b.snap().Agenda.Item(at.Item)
	item.Care = nil // everyone would read it first
	b.do("", agenda.ChangeItem{Item: item})
	b.move(at)
	b.do("", values.OpenWriting{})
	writing := b.snap().Values.OpenWriting()
	for i, p := range b.hall.People {
		b.do(p.Seat, values.WriteCards{Writing: writing.ID, Cards: []values.Draft{
			{Word: safetext.Clean(safetext.Title, secret("card", i)), Lang: "en"},
			{Word: safetext.Clean(safetext.Title, secret("twin", i)), Lang: "en"},
		}})
	}
	b.faces["host"].See("10 answers")
	b.own = []string{secret("card", asMember), secret("twin", asMember)}
	b.faces["member"].See(b.own...) // put by over another connection of theirs
	b.nowhere("before the wall", append(all("card"), all("twin")...)...)
	if t.Failed() {
		return
	}
	b.do("", values.LastCall{ID: writing.ID})
	b.do("", values.ShowWall{Writing: writing.ID})
	for rec, err := range b.House().Store.Log().Read(t.Context(), b.hall.ID, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(rec.Payload, []byte("zqcard")) {
			continue
		}
		for i, p := range b.hall.People {
			if bytes.Contains(rec.Payload, []byte(p.Seat)) {
				t.Errorf("the wall's event names seat %d", i)
			}
		}
	}
	if n := len(b.snap().Values.Cards); n != 2*hiddenVoters {
		t.Errorf("%d cards are on the wall", n)
	}
}
