package remote_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

type can struct {
	Name, About, Does, Says, How string
	Options                      []struct{ Answer, Label string }
}

// can gives what a key may do now, or in a part; the kinds before each name.
func (b *ballot) can(key, part string) (all []can) {
	b.t.Helper()
	got := b.ask(b.guest(key), strings.TrimSpace("do "+part)+" --json", "")
	if err := json.Unmarshal([]byte(got.out), &all); err != nil {
		b.t.Fatalf("%s: %+v: %v", key, got, err)
	}
	return all
}

// named gives the name of the first thing of a kind that a key may do, where it
// says or is about words.
func (b *ballot) named(key, part, kind, words string) string {
	b.t.Helper()
	all := b.can(key, part)
	for _, x := range all {
		if k, _, _ := strings.Cut(x.Name, "-"); k == kind && strings.Contains(x.About+" "+x.Does+" "+x.Says, words) {
			return x.Name
		}
	}
	b.t.Fatalf("%s can't do %s of %q: %+v", key, kind, words, all)
	return ""
}

// at takes the room to a step of an exercise.
func (b *ballot) at(activity, step string) {
	b.t.Helper()
	s := b.room.Snapshot()
	if !s.Agenda.Running() {
		b.give(b.room, b.host, workshop.OpenMeeting{})
		s = b.room.Snapshot()
	}
	for _, item := range s.Agenda.Items {
		if item.Activity == activity && (step == "" || slices.Contains(item.Steps, step)) {
			b.give(b.room, b.host, workshop.MoveTo{From: s.Agenda.At, To: act.Place{Item: item.ID, Step: step}})
			return
		}
	}
	steps := map[string][]string{values.Activity: values.Steps(), spectrum.Activity: spectrum.Steps(), terms.Activity: terms.Steps()}[activity]
	b.give(b.room, b.host, agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": activity}, Minutes: 20, Activity: activity, Steps: steps}})
	b.at(activity, step)
}

// Cards are laid together, named and told apart, lines are written from word to
// deed, and values are linked, a line each; what has changed since a name was told
// is not changed by it (promise 8).
func TestTheWallAndDeedsByLines(t *testing.T) {
	b := gathered(t)
	b.at(values.Activity, values.StepWrite)
	b.give(b.room, b.host, values.OpenWriting{})
	card := b.names("a")["card"]
	for key, words := range map[string]string{"a": "Kinship", "b": "Patience", "c": "Respect: We hear people out."} {
		b.says(key, "vote "+card+" "+words, "", 0, "is in.")
	}
	b.says("a", "read", "", 0, "values")
	if got := b.ask(b.guest("b"), "read", ""); strings.Contains(got.out, "Kinship") {
		t.Errorf("a card is read before the wall opened: %q", got.out)
	}
	w := b.room.Snapshot().Values.OpenWriting()
	b.give(b.room, b.host, values.LastCall{ID: w.ID})
	b.give(b.room, b.host, values.ShowWall{Writing: w.ID})
	b.at(values.Activity, values.StepCluster)
	b.says("d", "read", "", 0, "Respect. We hear people out.")
	move := b.named("a", "", "move", "Patience")
	b.says("a", "do "+move+" new", "", 0, "Done:")
	b.says("b", "do "+move+" new", "", 1, move+" is not there: it may have changed, or be over. Nothing was done.")
	gathering := b.named("b", "", "gathering", "Patience")
	b.says("c", "do "+b.named("c", "", "move", "Respect")+" "+gathering, "", 0, "Done:")
	b.says("c", "do "+b.named("c", "", "move", "Kinship")+" apart", "", 0, "Done:")
	b.says("a", "do "+gathering+" We take our time", "", 1, "is not there")
	gathering = b.named("a", "", "gathering", "Patience")
	b.says("a", "do "+gathering+" We take our time", "", 0, "Done:")
	b.says("b", "do "+gathering+" Slow", "", 1, "is not there")
	b.says("a", "read", "", 0, "Gathering 1: We take our time\n  ")
	b.says("a", "read", "", 0, "Gathering 2, kept apart by Rosa c\n  Kinship\n")
	b.says("a", "do "+b.named("a", "", "move", "Kinship")+" nowhere", "", 2, "Nothing was sent.")
	b.says("c", "do "+b.named("c", "me", "takeback", "Respect"), "", 0, "Done:")
	if strings.Contains(b.ask(b.guest("a"), "read", "").out, "Respect") {
		t.Error("the card that was taken back is read")
	}
	b.at(values.Activity, values.StepSupport)
	b.give(b.room, b.host, values.OpenMarks{Warned: true})
	marks := b.names("a")["marks"]
	b.says("a", "vote --lang es", "", 0, "    no contesto  ")
	b.says("a", "vote "+marks+" no contesto", "", 0, "is in.")
	b.says("b", "vote "+marks+" 1 2", "", 0, "is in.")
	m := b.room.Snapshot().Values.OpenMarking().Poll.ID
	b.give(b.room, b.host, values.LastCall{ID: m})
	b.give(b.room, b.host, values.CloseMarks{Marks: m})
	b.at(values.Activity, values.StepDeeds)
	b.says("a", "do "+b.named("a", "", "live", "We take our time"), "ask families first\n", 0, "Done: When we live this we.")
	line := b.named("b", "", "line", "ask families first")
	b.says("b", "do "+line+" ask families first, and wait", "", 0, "Done:")
	b.says("c", "do "+line+" withdraw", "", 1, "is not there")
	b.says("c", "do "+b.named("c", "", "slip", "We take our time")+" the letter comes before the call", "", 0, "Done:")
	b.says("c", "do "+b.named("c", "", "line", "the letter")+" withdraw", "", 0, "Done:")
	b.says("c", "do "+b.named("c", "", "line", "the letter"), "", 0, "Done: put it back.")
	b.at(values.Activity, values.StepCPM)
	b.says("a", "do "+b.named("a", "", "link", "We take our time")+" 1, 3", "", 0, "Done:")
	b.says("a", "do "+b.named("a", "", "link", "We take our time")+" 99", "", 1, "not one of the answers")
	x := b.room.Snapshot().Values
	if got := x.List()[0]; len(got.Do) != 1 || got.Do[0].String() != "ask families first, and wait" || len(got.Slipped) != 1 {
		t.Errorf("%+v", got)
	}
	if c, _ := x.Cluster(x.List()[0].Cluster); len(c.Links) != 2 {
		t.Errorf("%+v", c)
	}
	b.at(values.Activity, values.StepConsent)
	b.give(b.room, b.host, values.OpenCheck{Warned: true})
	b.says("e", "vote", "", 0, "    1. We take our time\n    When we live this we: ask families first, and wait\n")
}

// A topic's record, its promise and the word of who decides, by lines; two who
// change the same part are told, and nobody overwrites the other (promise 8).
func TestATopicByLines(t *testing.T) {
	b := gathered(t)
	b.at(spectrum.Activity, spectrum.StepFrame)
	b.give(b.room, b.host, spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, "the visiting schedule"), Lang: "en"})
	touched := b.named("a", "", "touched", "visiting")
	b.says("a", "do "+touched+` "Parents and children"`, "", 0, "Done: Who is touched by it.")
	b.says("b", "do "+touched+" Staff", "", 1, "is not there")
	for kind, words := range map[string]string{"fixed": "2 The number of visits; the juvenile court; the law asks for it; Congress", "open": "Days and hours",
		"signs": "Rosa a", "due": "June", "means": "nothing", "tribe": "no"} {
		b.says("b", "do "+b.named("b", "", kind, "visiting")+" "+words, "", 0, "Done:")
	}
	b.says("b", "do "+b.named("b", "", "fixed", "visiting")+" 2 The number of visits", "", 2, "A limit begins with the number")
	b.says("b", "do "+b.named("b", "", "signs", "visiting")+" Nobody Known", "", 2, "Nobody here goes by that name")
	b.says("b", "do "+b.named("b", "", "fixed", "visiting")+" 4 Meals; 2099-01-01", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "fixed", "visiting")+" withdraw 2", "", 0, "Done:")
	b.says("c", "read", "", 0, "What is fixed: The number of visits, fixed by the juvenile court, because the law asks for it, Congress could change it")
	b.says("c", "read", "", 0, "Who makes the final decision: Rosa a, here")
	topic := b.topic()
	if missing := topic.Missing(); len(missing) > 0 || len(topic.Fixed) != 1 {
		t.Errorf("missing %v, fixed %v", missing, topic.Fixed)
	}
	b.at(spectrum.Activity, spectrum.StepVote2)
	b.give(b.room, b.host, spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.Second})
	b.says("a", "do "+touched+" Others", "", 1, "is not there")
	should := b.names("a")["should"]
	for _, key := range []string{"host-key", "a", "b", "c", "d", "e"} {
		b.says(key, "vote "+should, "4\n", 0, "is in.")
	}
	b.closes(spectrum.Second)
	b.says("d", "do "+b.named("d", "", "reason", "visiting")+" Rides first", "", 0, "Done:")
	b.says("d", "do "+b.named("d", "", "view", "visiting")+" Young people need two seats", "", 0, "Done:")
	b.says("d", "do "+b.named("d", "", "view", "Young people")+" Young people need two seats here", "", 0, "Done:")
	b.at(spectrum.Activity, spectrum.StepPromise)
	b.says("a", "do "+b.named("a", "", "add", "our own sentence")+" We plan every visit with the family.", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "para", "We plan")+" We plan every visit together with the family.", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "before", "")+" Our word:", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "para", "Our word")+" withdraw", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "conditions", "")+" If the court agrees", "", 0, "Done:")
	keeper := b.named("c", "", "keeper", "")
	b.says("c", "do "+keeper+" absent Judge Ruiz", "", 0, "Done:")
	b.says("c", "do "+keeper+" Rosa c", "", 1, "is not there")
	b.says("c", "do "+b.named("c", "", "keeper", "Judge Ruiz")+" rosa C", "", 0, "Done:")
	b.says("c", "do "+b.named("c", "", "proof", "")+" tomorrow", "", 1, "Write it like 2027-06-01")
	b.says("c", "do "+b.named("c", "", "proof", "")+" 2099-06-01", "", 0, "Done:")
	b.says("a", "do "+b.named("a", "", "statement", "")+" 2 3 the judge decides the rest", "", 0, "Done:")
	for _, x := range b.can("b", "") {
		if strings.HasPrefix(x.Name, "statement") || strings.HasPrefix(x.Name, "position") {
			t.Errorf("Rosa b may not do %s", x.Name)
		}
	}
	for _, want := range []string{"We plan every visit together with the family.", "On what conditions: If the court agrees", "Who keeps it: Rosa c\n",
		"By when we will see it: June 1, 2099", "Rosa a can keep it up to Involve, because the judge decides the rest", "Young people need two seats here"} {
		b.says("e", "read", "", 0, want)
	}
	b.at(spectrum.Activity, spectrum.StepConsent)
	b.give(b.room, b.host, spectrum.OpenCheck{Topic: topic.ID, Warned: true})
	for _, want := range []string{"Level: Involve", "    We plan every visit together with the family.", "    On what conditions: If the court agrees",
		"  1  I disagree but will stand aside (your concern is written down)"} {
		b.says("e", "vote", "", 0, want)
	}
	if doc := b.room.Snapshot().Texts.Get(topic.PromiseText()); doc.Plain() != "We plan every visit together with the family." {
		t.Errorf("the promise: %q", doc.Plain())
	}
}

// A government's delegate gives their words, unseen, and its position; what they
// gave stands on no line, and nobody else can give it.
func TestADelegateByLines(t *testing.T) {
	b := openBallot(t, poll.HiddenNames)
	words, err := b.desk.IssueDelegate(t.Context(), b.room, b.host, safetext.Clean(safetext.Name, "Example Tribe"), "en")
	if err != nil {
		t.Fatal(err)
	}
	b.says("a", "signin "+words, "", 2, "your computer may keep what stands on a line")
	b.says("a", "signin", "wrong words here\n", 1, "")
	b.says("a", "signin", words+"\n", 0, "You speak for Example Tribe.")
	b.says("a", "do "+b.named("a", "", "affects", "Example Tribe"), "", 0, "Done:")
	position := b.named("a", "", "position", "Example Tribe")
	b.says("a", "do "+position+" 5 2099-03-01 Our Council meets in March.", "", 0, "Done:")
	b.says("a", "do "+position+" 1", "", 1, "is not there")
	b.says("b", "read", "", 0, "which answers by March 1, 2099. Our Council meets in March.")
	b.says("b", "do "+position+" 1", "", 1, "is not there")
	p := b.topic().Position(safetext.Clean(safetext.Name, "Example Tribe"))
	if p == nil || p.Stand != spectrum.ToCouncil || !p.Confirmed {
		t.Errorf("%+v", p)
	}
}

// What anyone may do in a section, and who settles what was kept for later.
func TestASectionAndNotesByLines(t *testing.T) {
	b := gathered(t)
	b.give(b.room, "", roster.Grant{Seat: b.seatOf("Rosa e"), Role: roster.NoteKeeper})
	b.at(terms.Activity, terms.Steps()[0])
	b.says("a", "do", "", 0, "other view")
	b.says("a", "do 99", "", 2, "The sections are numbered")
	b.says("a", "do A", "", 0, "A. Annexes (")
	b.says("a", "tor a", "", 0, "A. Annexes (")
	b.says("a", "do "+b.named("a", "3", "add", "")+" Children stay with their kin.", "", 0, "Done:")
	para := b.named("b", "3", "para", "kin")
	b.says("a", "do "+b.named("a", "3", "ready", ""), "", 0, "Done:")
	b.says("b", "do "+para+" Children stay with kin.", "", 0, "Done:")
	b.says("a", "tor 3", "", 0, "Children stay with kin.")
	b.says("a", "do "+b.named("a", "3", "myview", "")+" Two seats for young people", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "3", "hold", "Two seats"), "", 0, "Done:")
	b.says("a", "do "+b.named("a", "3", "view", "Two seats")+" withdraw", "", 0, "Done:")
	b.says("a", "question Who pays for rides?", "", 0, "kept for later")
	b.says("e", "do "+b.named("e", "", "later", "rides")+" 1 Rosa b", "", 0, "Done:")
	b.says("b", "do "+b.named("b", "", "later", "Rosa b will answer")+" 3 The county does.", "", 0, "Done:")
	for _, x := range b.can("a", "") {
		if strings.HasPrefix(x.Name, "later") {
			t.Error("a participant may settle a question")
		}
	}
	b.says("a", "do speak", "", 0, "You are on the list to speak.")
	b.says("a", "do speak", "", 0, "You are off the list.")
	b.says("a", "do time", "", 0, "more time, and not who")
	b.says("a", "do "+b.named("a", "", "private", "")+" Come to me", "", 2, "may keep what stands on a line")
	b.says("a", "do "+b.named("a", "", "private", ""), "Come to me\n", 0, "Nobody else sees it.")
	b.says("a", "do propose Rides", "", 0, "The host sees it.")
	b.says("a", "do pronouns she/her", "", 0, "Changed.")
	b.says("a", "do group 3", "", 0, "Changed.")
	b.says("b", "who", "", 0, "Rosa a, she/her")
	b.says("a", "do pause", "", 0, "Everyone's screen will say that we paused.")
	b.says("a", "do language es", "", 0, "Done:")
	b.says("a", "do nothing-here", "", 1, "no está")
	b.give(b.room, "", roster.Grant{Seat: b.seatOf("Rosa d"), Role: roster.Observer})
	for _, x := range append(b.can("d", ""), b.can("d", "3")...) {
		if k, _, _ := strings.Cut(x.Name, "-"); k != "private" && k != "pause" {
			t.Errorf("an observer may do %s", x.Name)
		}
	}
	b.says("d", "do "+para+" mine", "", 1, "is not there")
}
