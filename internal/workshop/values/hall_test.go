package values_test

import (
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/halltest"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// hall is a hall that holds the exercise.
type hall struct {
	*halltest.Hall[*values.State]
}

type tester = halltest.Tester

func clean(s string) safetext.Text { return halltest.Clean(s) }

// newHall has a host and n members, and the content of the exercise.
func newHall(t tester, n int) *hall {
	h := &hall{halltest.New(t, &values.State{}, values.Events(), values.Activity, n)}
	content := values.Content{Write: []values.Words{{"en": "What matters to you?"}},
		CPM: []values.Entry{{ID: "V1", Text: values.Words{"en": "Families can change."}}, {ID: "V2"}}}
	h.Must("", values.Prepare{Content: content})
	return h
}

// goTo takes the room to a step.
func (h *hall) goTo(step string) { h.At = act.Place{Item: "i1", Step: step} }

// draft is a card of one word.
func draft(word string) values.Draft { return values.Draft{Word: clean(word), Lang: "en"} }

// wall holds a whole round of writing: each seat's words become a card each.
func (h *hall) wall(words map[string][]string) *values.Writing {
	h.T.Helper()
	h.goTo(values.StepWrite)
	h.Must("host", values.OpenWriting{Warned: true, Again: true})
	id := h.State.OpenWriting().ID
	for seat, list := range words {
		var cards []values.Draft
		for _, word := range list {
			cards = append(cards, draft(word))
		}
		h.Must(roster.SeatID(seat), values.WriteCards{Writing: id, Cards: cards})
	}
	h.Must("host", values.LastCall{ID: id})
	h.Must("host", values.ShowWall{Writing: id})
	return h.State.Writings[len(h.State.Writings)-1]
}

// card finds a card by its word.
func (h *hall) card(word string) values.Card {
	h.T.Helper()
	for _, c := range h.State.Cards {
		if c.Word.String() == word {
			return c
		}
	}
	h.T.Fatalf("no card %q", word)
	return values.Card{}
}

// gather lays cards in a new cluster with a name, and gives its id.
func (h *hall) gather(name string, words ...string) string {
	h.T.Helper()
	h.goTo(values.StepCluster)
	first := h.card(words[0])
	h.Must("p1", values.MoveCard{Card: first.ID, From: first.Cluster, New: true})
	id := h.card(words[0]).Cluster
	for _, word := range words[1:] {
		c := h.card(word)
		h.Must("p1", values.MoveCard{Card: c.ID, From: c.Cluster, To: id})
	}
	h.Must("p1", values.NameCluster{Cluster: id, Name: clean(name), Lang: "en"})
	return id
}

// marks holds a whole marking.
func (h *hall) marks(by map[string][]string) *values.Marking {
	h.T.Helper()
	h.goTo(values.StepSupport)
	h.Must("host", values.OpenMarks{Warned: true, Again: true})
	id := h.State.OpenMarking().Poll.ID
	for seat, clusters := range by {
		h.Must(roster.SeatID(seat), values.Mark{Marks: id, Clusters: clusters, Pass: len(clusters) == 0})
	}
	h.Must("host", values.LastCall{ID: id})
	h.Must("host", values.CloseMarks{Marks: id})
	return h.State.LastMarking()
}

// check asks for consent and closes with everyone's same answer.
func (h *hall) check(answer string) *values.Check {
	h.T.Helper()
	h.goTo(values.StepConsent)
	h.Must("host", values.OpenCheck{Warned: true})
	c := h.State.OpenCheck()
	for _, seat := range h.People.Voters() {
		h.Must(seat.ID, values.Cast{Poll: c.Poll.ID, Choice: answer})
	}
	h.Must("host", values.LastCall{ID: c.ID()})
	h.Must("host", values.CloseCheck{Check: c.ID()})
	return h.State.LastCheck()
}
