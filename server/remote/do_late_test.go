package remote_test

import (
	"io"
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/server/remote"
)

// wall opens one with a card of each of four people, and takes the room to where
// they are laid together.
func (b *ballot) wall() {
	b.t.Helper()
	b.at(values.Activity, values.StepWrite)
	b.give(b.room, b.host, values.OpenWriting{})
	card := b.names("a")["card"]
	for key, word := range map[string]string{"a": "Kinship", "b": "Patience", "c": "Respect", "d": "Honesty"} {
		b.says(key, "vote "+card+" "+word, "", 0, "is in.")
	}
	w := b.room.Snapshot().Values.OpenWriting()
	b.give(b.room, b.host, values.LastCall{ID: w.ID})
	b.give(b.room, b.host, values.ShowWall{Writing: w.ID})
	b.at(values.Activity, values.StepCluster)
}

// gathers lays a card by itself and gives the gathering a name.
func (b *ballot) gathers(word, name string) {
	b.t.Helper()
	b.says("a", "do "+b.named("a", "", "move", word)+" new", "", 0, "Done:")
	b.says("a", "do "+b.named("a", "", "gathering", word)+" "+name, "", 0, "Done:")
}

// lies checks in which gathering a card lies, by its title.
func (b *ballot) lies(word, title string) {
	b.t.Helper()
	x := b.room.Snapshot().Values
	for _, c := range x.Cards {
		if c.Word.String() == word && x.Title(c.Cluster) != title {
			b.t.Errorf("%s lies in %q, not in %q", word, x.Title(c.Cluster), title)
		}
	}
}

// A card goes to the gathering that was named, whole, and to no other that begins
// alike; what could mean two gatherings, or says more than one, moves nothing.
func TestAnAnswerIsMeantWhole(t *testing.T) {
	b := gathered(t)
	b.wall()
	b.gathers("Patience", "Care")
	b.gathers("Respect", "Care for elders")
	kinship := b.named("b", "", "move", "Kinship")
	b.says("b", "do "+kinship+" care for elders and others", "", 2, "Nothing was sent.")
	b.says("b", "do "+kinship+" new please", "", 2, "Nothing was sent.")
	b.says("b", "do "+kinship+" Care for Elders", "", 0, "Done:")
	b.lies("Kinship", "Care for elders")
	b.gathers("Patience", "New families")
	b.says("b", "do "+b.named("b", "", "move", "Honesty")+" new families", "", 0, "Done:")
	b.lies("Honesty", "New families")
	b.says("b", "do "+b.named("b", "", "move", "Honesty")+" new", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "gathering", "Honesty")+" Care for elders", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "move", "Patience")+" Care for elders", "", 2, "Nothing was sent.")
	b.lies("Patience", "New families")
	b.says("b", "do history yes or no", "", 2, "Nothing was sent.")
	b.says("b", "do group 3 The river valley", "", 2, "Nothing was sent.")
	b.says("b", "do group 7 The river valley", "", 0, "Changed.")
}

// Gatherings become one while they hold what was read of them; a card that came
// meanwhile goes nowhere unseen (promise 8).
func TestGatheringsThatChangedStay(t *testing.T) {
	b := gathered(t)
	b.wall()
	b.gathers("Patience", "Time")
	b.gathers("Respect", "Regard")
	merge, name := b.named("b", "", "merge", "Time"), b.named("b", "", "gathering", "Patience")
	into := b.named("b", "", "gathering", "Respect")
	b.says("a", "do "+b.named("a", "", "move", "Kinship")+" Time", "", 0, "Done:")
	b.says("b", "do "+merge+" Regard", "", 1, "is not there")
	b.says("b", "do "+name+" Slowness", "", 1, "is not there")
	b.says("a", "do "+b.named("a", "", "move", "Honesty")+" Regard", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "merge", "Time")+" "+into, "", 2, "Nothing was sent.")
	b.lies("Patience", "Time")
	b.says("b", "do "+b.named("b", "", "merge", `"Time"`)+" Regard", "", 0, "Done:")
	b.lies("Kinship", "Regard")
}

// A word that was read at the question is typed to the question: what changed
// while somebody typed is not answered.
func TestWhatChangesWhileSomebodyTypes(t *testing.T) {
	b := gathered(t)
	b.wall()
	b.gathers("Patience", "Time")
	b.gathers("Respect", "Regard")
	merge, move := b.named("b", "", "merge", "Time"), b.named("a", "", "move", "Kinship")
	got := b.slowly("b", "do "+merge, "Regard\n", func() { b.says("a", "do "+move+" Time", "", 0, "Done:") })
	if got.code != 1 || !strings.Contains(got.err, "is not there") {
		t.Errorf("%+v", got)
	}
	b.lies("Patience", "Time")
}

// Whoever decides gives their word to the promise that they read.
func TestAWordToAPromiseThatChanged(t *testing.T) {
	b := gathered(t)
	b.at(spectrum.Activity, spectrum.StepFrame)
	b.give(b.room, b.host, spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, "the visiting schedule"), Lang: "en"})
	for kind, words := range map[string]string{"touched": "Children", "fixed": "nothing", "open": "Days and hours", "signs": "Rosa a", "due": "June",
		"means": "nothing", "tribe": "no"} {
		b.says("b", "do "+b.named("b", "", kind, "visiting")+" "+words, "", 0, "Done:")
	}
	b.at(spectrum.Activity, spectrum.StepVote2)
	b.give(b.room, b.host, spectrum.OpenVote{Topic: b.topic().ID, Vote: spectrum.Second})
	should := b.names("a")["should"]
	for _, key := range []string{"host-key", "a", "b", "c", "d", "e"} {
		b.says(key, "vote "+should, "4\n", 0, "is in.")
	}
	b.closes(spectrum.Second)
	b.at(spectrum.Activity, spectrum.StepPromise)
	b.says("a", "do "+b.named("a", "", "add", "our own sentence")+" We plan visits when we have time.", "", 0, "Done:")
	for _, change := range []func(){
		func() {
			b.says("b", "do "+b.named("b", "", "para", "We plan")+" We decide nothing without every family.", "", 0, "Done:")
		},
		func() { b.says("b", "do "+b.named("b", "", "conditions", "")+" None at all", "", 0, "Done:") },
		func() { b.says("b", "do "+b.named("b", "", "keeper", "")+" Rosa c", "", 0, "Done:") },
	} {
		statement := b.named("a", "", "statement", "")
		change()
		b.says("a", "do "+statement+" 1", "", 1, "is not there")
	}
	b.says("a", "do "+b.named("a", "", "statement", "")+" 1 if the court agrees", "", 2, "Nothing was sent.")
	if st := b.topic().Statement(); st != nil {
		t.Errorf("a word to what was not read: %+v", st)
	}
	b.says("a", "do "+b.named("a", "", "statement", "")+" 1", "", 0, "Done:")
}

// Links that somebody chose are read before others take their place.
func TestLinksThatSomebodyChose(t *testing.T) {
	b := gathered(t)
	b.wall()
	b.gathers("Respect", "2")
	b.gathers("Patience", "Time")
	b.at(values.Activity, values.StepSupport)
	b.give(b.room, b.host, values.OpenMarks{Warned: true})
	marks := b.names("a")["marks"]
	for _, key := range []string{"a", "b", "c"} {
		b.says(key, "vote "+marks+" 2", "", 0, "is in.") // the number, not what is called so
	}
	m := b.room.Snapshot().Values.OpenMarking().Poll.ID
	b.give(b.room, b.host, values.LastCall{ID: m})
	b.give(b.room, b.host, values.CloseMarks{Marks: m})
	b.at(values.Activity, values.StepCPM)
	link := b.named("a", "", "link", "Time")
	b.says("b", "do "+link+" 1, 3", "", 0, "Done:")
	b.says("a", "do "+link+" 2", "", 1, "is not there")
	if c := b.room.Snapshot().Values.Chosen()[0]; len(c.Links) != 2 {
		t.Errorf("%v", c.Links)
	}
	link = b.named("a", "", "link", "1, 3")
	b.says("b", "do "+link+" nothing", "", 0, "Done:")
	b.says("a", "do "+link+" 2", "", 1, "is not there")
	b.says("a", "do "+b.named("a", "", "link", "nothing")+" 2", "", 0, "Done:")
}

// Each seat of a key comes in to its own face, whatever is asked of another.
func TestALanguageKeepsEachSeatsFace(t *testing.T) {
	h := open(t)
	faces := map[string]string{"Rosa one": "linear", "William two": "full", "Dana three": "linear"}
	seats := map[string]roster.SeatID{}
	h.in(func(r *room.Room) {
		for _, name := range []string{"Rosa one", "William two", "Dana three"} {
			id, _, err := h.desk.Take(t.Context(), r, h.guest("k"), roster.About{Name: safetext.Clean(safetext.Name, name)}, "en", faces[name])
			if err != nil {
				t.Fatal(err)
			}
			seats[name] = id
		}
	})
	for name, face := range faces {
		if got := h.ask(h.guest("k"), `do --as "`+name+`" language es`, ""); got.code != 0 {
			t.Fatalf("%+v", got)
		}
		lang, now, err := h.desk.Chosen(t.Context(), h.made.ID, seats[name])
		if err != nil || lang != "es" || now != face {
			t.Errorf("%s comes to %s in %s, not to %s: %v", name, now, lang, face, err)
		}
	}
}

// slowly sends a line and types behind it once something else was done.
func (b *ballot) slowly(key, line, typed string, meanwhile func()) answer {
	b.t.Helper()
	return b.call(remote.Call{Guest: b.guest(key), Code: b.made.Code.String(), Line: line, In: &late{strings.NewReader(typed), meanwhile}})
}

// late is read once something was done.
type late struct {
	io.Reader
	first func()
}

func (l *late) Read(p []byte) (int, error) {
	if l.first != nil {
		l.first()
		l.first = nil
	}
	return l.Reader.Read(p)
}
