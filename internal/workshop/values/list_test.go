package values_test

import (
	"slices"
	"strings"
	"testing"

	"convene/internal/fault"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/values"
)

// Two people move one card: the second is told who was first, and where it is.
func TestALostRaceSaysWhoWasFirst(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"respect", "honesty"}})
	h.goTo(values.StepCluster)
	card := h.card("respect")
	h.Must("p2", values.MoveCard{Card: card.ID, New: true})
	h.Must("p2", values.NameCluster{Cluster: h.card("respect").Cluster, Name: clean("Dignity")})
	err := h.Do("p3", values.MoveCard{Card: card.ID, New: true})
	var f *fault.Error
	if f, _ = err.(*fault.Error); f == nil || f.Code != "values_card_moved" {
		t.Fatalf("%v", err)
	}
	if f.Args["who"] != h.People.Seat("p2").Styled() || f.Args["cluster"] != "Dignity" || f.Args["card"] != "respect" {
		t.Fatalf("told %v", f.Args)
	}
	h.Refused("values_cluster_renamed", "p3", values.NameCluster{Cluster: h.card("respect").Cluster, Name: clean("Respect")})
	h.Refused("values_cluster_gone", "p3", values.MoveCard{Card: h.card("honesty").ID, To: "nowhere"})
	h.Same()
}

func TestUndoTakesBackOnesOwnLastAct(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"respect", "honesty", "hope"}})
	a := h.gather("Dignity", "respect", "honesty")
	h.Refused("values_nothing_to_undo", "p2", values.UndoCluster{})
	b := h.gather("Hope", "hope")
	h.Must("p2", values.MergeClusters{From: b, Into: a})
	if len(h.State.In(a)) != 3 || len(h.State.Live()) != 1 {
		t.Fatalf("merged: %+v", h.State.Cards)
	}
	h.Must("p2", values.UndoCluster{})
	if len(h.State.In(a)) != 2 || h.State.Title(b) != "Hope" {
		t.Fatalf("a merge undone: %+v", h.State.Cards)
	}
	h.Must("p1", values.UndoCluster{}) // the name "Hope"
	if h.State.Title(b) != "hope" {
		t.Fatalf("title %q", h.State.Title(b))
	}
	h.Must("p2", values.MoveCard{Card: h.card("hope").ID, From: b, To: a})
	h.Refused("values_card_moved", "p1", values.UndoCluster{}) // somebody built on it
	h.Must("p2", values.UndoCluster{})
	h.Must("p1", values.UndoCluster{})
	if h.card("hope").Cluster != "" || !h.State.CanUndo("p1") || h.State.CanUndo("p2") {
		t.Fatalf("hope lies in %q", h.card("hope").Cluster)
	}
	h.Same()
}

// A value that is kept apart is not folded into another, nor named by others.
func TestKeepApart(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"ulemi", "respect"}})
	a := h.gather("Respect", "respect")
	card := h.card("ulemi")
	h.Must("p2", values.KeepApart{Card: card.ID})
	apart := h.card("ulemi").Cluster
	for _, c := range []values.Command{values.MoveCard{Card: card.ID, From: apart, To: a},
		values.MoveCard{Card: h.card("respect").ID, From: a, To: apart}, values.MergeClusters{From: apart, Into: a},
		values.MergeClusters{From: a, Into: apart}, values.NameCluster{Cluster: apart, Name: clean("Spirit")},
		values.KeepApart{Card: card.ID, From: apart, Off: true}} {
		h.Refused("values_apart", "p3", c)
	}
	if h.State.Title(apart) != "ulemi" || len(h.State.Live()) != 2 {
		t.Fatalf("it stands among the values as %q", h.State.Title(apart))
	}
	h.Must("p2", values.KeepApart{Card: card.ID, From: apart, Off: true})
	h.Must("p3", values.MoveCard{Card: card.ID, From: apart, To: a})
	h.Same()
}

// Up to five marks each, counted by cluster; equal counts all stay, and what few
// hold is kept as such.
func TestMarks(t *testing.T) {
	h := newHall(t, 6)
	words := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	h.wall(map[string][]string{"p1": words[:3], "p2": words[3:6], "p3": words[6:]})
	ids := map[string]string{}
	for _, word := range words {
		ids[word] = h.gather(strings.ToUpper(word), word)
	}
	h.goTo(values.StepSupport)
	h.Must("host", values.OpenMarks{})
	m := h.State.OpenMarking()
	six := []string{ids["a"], ids["b"], ids["c"], ids["d"], ids["e"], ids["f"]}
	h.Refused("values_marks_range", "p1", values.Mark{Marks: m.Poll.ID, Clusters: six})
	h.Refused("poll_choice_unknown", "p1", values.Mark{Marks: m.Poll.ID, Clusters: []string{ids["a"], ids["a"]}})
	h.Refused("poll_choice_unknown", "p1", values.Mark{Marks: m.Poll.ID, Clusters: []string{"nowhere"}})
	h.Must("p1", values.Mark{Marks: m.Poll.ID, Clusters: six[:5]})
	if own, _ := values.ReadMarks(h.Box[m.Poll.ID]["p1"]); !slices.Equal(own, six[:5]) {
		t.Fatalf("own marks %v", own)
	}
	h.goTo(values.StepCluster)
	h.Refused("poll_open", "p1", values.MoveCard{Card: h.card("a").ID, From: ids["a"], New: true})
	h.Must("host", values.CallOff{ID: m.Poll.ID})

	m = h.marks(map[string][]string{"p1": {ids["a"], ids["b"], ids["c"], ids["d"], ids["e"]},
		"p2": {ids["a"], ids["f"], ids["g"], ids["h"]}, "p3": nil})
	if r := m.Result; r.Answered != 2 || r.Passed != 1 || r.NotCast != 4 || len(r.Named) > 0 || h.State.Count(ids["a"]) != 2 {
		t.Fatalf("result %+v", r)
	}
	if got := h.State.Chosen(); len(got) != 8 || got[0].ID != ids["a"] {
		t.Fatalf("equal counts at the end all stay: %d chosen", len(got))
	}
	if got := h.State.HeldBySome(); len(got) != 1 || got[0].ID != ids["i"] {
		t.Fatalf("held by some: %+v", got)
	}
	h.Must("host", values.Keep{Cluster: ids["i"], Kept: values.KeptYes})
	h.Must("host", values.Keep{Cluster: ids["a"], Kept: values.KeptNo})
	if got := h.State.HeldBySome(); len(got) != 1 || got[0].ID != ids["a"] {
		t.Fatalf("the group's word: %+v", got)
	}
	h.Same()
}

func TestEveryonePassesOnTheMarks(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"respect"}})
	h.gather("Respect", "respect")
	h.marks(map[string][]string{"p1": nil, "p2": nil})
	if len(h.State.Chosen()) != 0 || len(h.State.HeldBySome()) != 1 {
		t.Fatalf("chosen %v", h.State.Chosen())
	}
	h.Must("host", values.RecordValues{})
	if v := h.State.Verdict; v.Status != values.Open || v.Lacks[0] != values.LackValues {
		t.Fatalf("verdict %+v", v)
	}
}

// Anyone changes a line; what stood before and who wrote it is kept.
func TestDeedsKeepTheirTrace(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"patience"}})
	cluster := h.gather("Patience", "patience")
	h.goTo(values.StepDeeds)
	h.Must("p1", values.AddDeed{Cluster: cluster, Side: values.WeDo, Words: clean("we wait"), Lang: "en"})
	id := h.State.Deeds[0].ID
	h.Must("p2", values.ChangeDeed{Deed: id, Words: clean("we wait for elders"), Lang: "en"})
	h.Refused("values_deed_changed", "p3", values.ChangeDeed{Deed: id, Words: clean("we hurry")})
	h.Must("p3", values.TakeDeed{Deed: id, Rev: 1})
	if len(h.State.DeedsOf(cluster, values.WeDo)) != 0 {
		t.Fatal("a line that was taken out still shows")
	}
	h.Refused("values_deed_gone", "p1", values.ChangeDeed{Deed: id, Words: clean("x"), Rev: 2})
	h.Must("p1", values.TakeDeed{Deed: id, Back: true, Rev: 2})
	d := h.State.DeedsOf(cluster, values.WeDo)[0]
	if d.By != "p1" || d.ChangedBy != "p2" || d.TakenBy != "p1" || len(d.Before) != 1 || d.Before[0].By != "p1" || d.Before[0].Words.String() != "we wait" {
		t.Fatalf("trace %+v", d)
	}
	h.goTo(values.StepCPM)
	h.Must("p1", values.Link{Cluster: cluster, Links: []string{"V1"}})
	h.Refused("poll_choice_unknown", "p1", values.Link{Cluster: cluster, Links: []string{"V9"}})
	h.Must("p1", values.Link{Cluster: cluster}) // no link is as good
	if c, _ := h.State.Cluster(cluster); !c.Linked || len(c.Links) > 0 {
		t.Fatalf("cluster %+v", c)
	}
	h.Same()
}

func TestTheListBecomesFinalAndGoesToTheTerms(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"patience", "humour"}})
	cluster := h.gather("Patience", "patience")
	h.gather("Humour", "humour")
	h.marks(map[string][]string{"p1": {cluster}})
	h.goTo(values.StepDeeds)
	h.Must("p1", values.AddDeed{Cluster: cluster, Side: values.WeDo, Words: clean("we wait for elders"), Lang: "en"})
	h.Must("p1", values.AddDeed{Cluster: cluster, Side: values.WeSlipped, Words: clean("we look at the clock"), Lang: "en"})
	h.check(poll.CannotBear)
	h.Must("host", values.RecordValues{})
	if v := h.State.Verdict; v.Status != values.Open || !slices.Equal(v.Lacks, []values.Lack{values.LackConsent}) {
		t.Fatalf("verdict %+v", v)
	}
	h.Refused("values_recorded", "host", values.OpenCheck{})
	h.Must("host", values.Reopen{Why: clean("we talked")})
	h.check(poll.LiveWith)
	h.Outcomes = nil
	h.Must("host", values.RecordValues{})
	if h.State.Verdict.Status != values.Final {
		t.Fatalf("verdict %+v", h.State.Verdict)
	}
	got := map[string]string{}
	for _, o := range h.Outcomes {
		if o.Withdrawn {
			got["taken back "+o.Label] = o.Section
		} else {
			got[o.Section] = o.Label + ":" + o.Words
		}
	}
	for section, want := range map[string]string{"values": "terms.from.value:Patience\nwe wait for elders",
		"ways-of-work": "terms.from.we_do:we wait for elders", "conflict": "terms.from.we_slipped:we look at the clock",
		"annex": "terms.from.held_by_some:Humour", "taken back terms.from.value_proposed": "values"} {
		if got[section] != want {
			t.Errorf("%s got %q, want %q", section, got[section], want)
		}
	}
	h.Same()
}

func TestAChangedListIsAskedAboutAgain(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"patience"}})
	cluster := h.gather("Patience", "patience")
	if c := h.check(poll.MoreTalk); c.Outcome.Consent.Standing != poll.NeedTalk {
		t.Fatalf("first %+v", c.Outcome)
	}
	if c := h.check(poll.MoreTalk); c.Outcome.Consent.Standing != poll.Concerns || !c.Outcome.FollowUp {
		t.Fatalf("again %+v", c.Outcome)
	}
	h.Must("p1", values.AddDeed{Cluster: cluster, Side: values.WeDo, Words: clean("we wait")})
	if got := h.State.Lacks(); !slices.Equal(got, []values.Lack{values.LackAgain}) {
		t.Fatalf("lacks %v", got)
	}
	h.Public = "yes"
	if c := h.check(poll.Behind); c.Poll.Mode != poll.Named || len(h.State.Lacks()) > 0 {
		t.Fatalf("a public body's check: %+v", c)
	}
}

// A card that nobody gathered can be marked as it is: it is not dropped for lack
// of a second.
func TestALooseCardStandsForItself(t *testing.T) {
	h := newHall(t, 5)
	h.wall(map[string][]string{"p1": {"a", "b"}, "p2": {"c"}})
	h.gather("A", "a")
	h.goTo(values.StepSupport)
	h.Must("host", values.OpenMarks{})
	m := h.State.OpenMarking()
	var titles []string
	for _, id := range m.Poll.Options {
		titles = append(titles, h.State.Title(id))
	}
	slices.Sort(titles)
	if !slices.Equal(titles, []string{"A", "b", "c"}) {
		t.Fatalf("offered %v", titles)
	}
	h.Same()
}

// What was never held is not recorded, nor carried over.
func TestAnExerciseThatWasNotHeldIsNotRecorded(t *testing.T) {
	h := newHall(t, 6)
	h.Refused("values_nothing_held", "host", values.RecordValues{})
	h.Refused("values_nothing_held", "host", values.CarryOver{})
	h.Refused("only_host", "p1", values.RecordValues{})
}
