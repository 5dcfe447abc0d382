package tui_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
)

// notTheirs are the refusals that a face's offer must never lead to: what is
// offered is this person's to do (domain §1.6).
var notTheirs = []string{"only_host", "only_participant", "only_coordinator", "seat_unknown", "workshop_unknown"}

// handful is how many keys each of the idle hands presses at each place.
const handful = 200

// idler is somebody who presses keys without a thought.
type idler struct {
	hall *hall
	who  tui.Person
	keys []keys.Key
	*person
}

// plays presses a handful of keys; who has left by them comes back.
func (i *idler) plays(chance *rand.Rand) {
	for range handful {
		select {
		case i.person.keys <- input.Event{Kind: input.Press, Key: i.keys[chance.IntN(len(i.keys))]}:
		case result := <-i.ended:
			i.ended <- result // the end of the test waits for it, too
			i.person = i.hall.person(i.who, 80, 24)
		}
	}
}

// anyKeys are the keys of a plain keyboard but for Ctrl-C, the likely ones often.
func anyKeys() []keys.Key {
	var all []keys.Key
	for r := 'a'; r <= 'z'; r++ {
		all = append(all, keys.Char(r))
	}
	for range 4 {
		for r := '1'; r <= '9'; r++ {
			all = append(all, keys.Char(r))
		}
		for _, c := range []keys.Code{keys.Enter, keys.Enter, keys.Enter, keys.Tab, keys.Esc, keys.Esc, keys.Up, keys.Down, keys.Down, keys.PageDown} {
			all = append(all, keys.Press(c))
		}
	}
	return append(all, keys.Char('?'), keys.Char(' '), keys.Press(keys.Left), keys.Press(keys.Right), keys.Press(keys.Backspace), keys.Pasted("words"))
}

// Whatever keys people of every role press, at every place of every phase, their
// screens give no command that their role may not give; and who has no seat gives
// none at all.
func TestNoScreenOffersWhatIsNotTheirs(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed: %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	h := open(t)
	var mu sync.Mutex
	now, where, refused := time.Now(), "at the start", 0
	h.deps.Now = func() time.Time { // no key comes just after the room moved
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
	h.refused = func(c workshop.Command, err error) {
		mu.Lock()
		defer mu.Unlock()
		if refused++; slices.Contains(notTheirs, fault.Code(err)) {
			t.Errorf("%s, the screen of %s gave %T, which was refused: %v", where, c.Seat, c.Body, err)
		}
	}
	h.sit("Dana", "en", roster.Host)
	var idle []*idler
	for _, who := range []struct {
		name, lang string
		role       roster.Role
	}{{"Rosa", "en", ""}, {"Ines", "es", roster.Observer}, {"Sam", "en", roster.NoteKeeper}, {"Lee", "en", roster.Coordinator}, {"", "en", ""}} {
		i := &idler{hall: h, who: tui.Person{Lang: who.lang}, keys: anyKeys()}
		switch {
		case who.name == "": // at the door, where Enter would take a seat
			i.keys = slices.DeleteFunc(i.keys, func(k keys.Key) bool { return k.Code == keys.Enter })
		case who.role == "":
			i.who.Seat = h.sit(who.name, who.lang)
		default:
			i.who.Seat = h.sit(who.name, who.lang, who.role)
		}
		i.person = h.person(i.who, 80, 24)
		idle = append(idle, i)
	}
	everyone := func(place string) {
		mu.Lock()
		where = place
		mu.Unlock()
		var playing sync.WaitGroup
		for _, i := range idle {
			own := rand.New(rand.NewPCG(chance.Uint64(), 1))
			playing.Go(func() { i.plays(own) })
		}
		playing.Wait()
	}
	// change changes what people may do. They are away meanwhile: a field that was
	// opened before would be sent and refused, and its words stay.
	change := func(body any) error {
		for _, i := range idle {
			i.cut()
			i.ended <- <-i.ended
		}
		err := h.room.Do(t.Context(), room.NewCommand("", body))
		for _, i := range idle {
			i.person = h.person(i.who, 80, 24)
		}
		return err
	}
	everyone("before the meeting")
	if err := change(workshop.OpenMeeting{}); err != nil {
		t.Fatal(err)
	}
	topic := h.topic("Visiting hours")
	for _, item := range h.room.Snapshot().Agenda.Items {
		for _, step := range append([]string{""}, item.Steps...) {
			to := act.Place{Item: item.ID, Step: step}
			if item.Activity == spectrum.Activity {
				to.Topic = topic
			}
			if h.try(workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: to}) != nil {
				continue // something is needed first; the next place may not need it
			}
			everyone(fmt.Sprintf("at %s, %s", item.Title.In("en"), step))
			if h.opens(topic) {
				everyone(fmt.Sprintf("at %s, %s, while it is asked", item.Title.In("en"), step))
				h.closes(topic)
				everyone(fmt.Sprintf("at %s, %s, when it is told", item.Title.In("en"), step))
			}
		}
	}
	for _, end := range []any{workshop.EndMeeting{}, workshop.EndWorkshop{}, workshop.CloseWorkshop{}} {
		if err := change(end); err != nil {
			t.Logf("%T: %v", end, err)
			continue
		}
		everyone(fmt.Sprintf("after %T", end))
	}
	mu.Lock()
	defer mu.Unlock()
	if got := len(h.room.Snapshot().Roster.Here()); got != 5 {
		t.Errorf("%d seats; nobody took one", got)
	}
	t.Logf("%d events, %d commands refused for other reasons", h.room.Snapshot().Seq, refused)
}

// try gives a command of the server's, where it may be refused.
func (h *hall) try(body any) error {
	return h.room.Do(h.t.Context(), room.NewCommand("", body))
}

// topic adds one whose record says of everything that there is nothing.
func (h *hall) topic(title string) string {
	h.t.Helper()
	h.give("", spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, title), Lang: "en"})
	topics := h.room.Snapshot().Spectrum.Topics
	id := topics[len(topics)-1].ID
	nothing := spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nothing}}
	for f, v := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: nothing, spectrum.FieldFixed: nothing, spectrum.FieldOpen: nothing, spectrum.FieldDue: nothing,
		spectrum.FieldSigns: {Person: spectrum.Person{Said: spectrum.Nobody}}, spectrum.FieldMeans: nothing,
		spectrum.FieldTribe: {Tribe: spectrum.TribeNo},
	} {
		h.give("", spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	return id
}

// opens opens what can be asked where the room is, and says whether there was.
func (h *hall) opens(topic string) bool {
	seq := h.room.Snapshot().Seq
	for _, open := range []any{
		spectrum.OpenVote{Topic: topic, Vote: spectrum.First, Warned: true}, spectrum.OpenVote{Topic: topic, Vote: spectrum.Second, Warned: true},
		spectrum.OpenCheck{Topic: topic}, values.OpenWriting{}, values.OpenMarks{}, values.OpenCheck{}, terms.OpenCheck{},
	} {
		_ = h.try(open)
	}
	return h.room.Snapshot().Seq > seq
}

// closes tells what was asked.
func (h *hall) closes(topic string) {
	now := h.room.Snapshot()
	if t := now.Spectrum.Topic(topic); t != nil && t.OpenRound() != nil {
		_ = h.try(spectrum.LastCall{ID: t.OpenRound().ID})
		_ = h.try(spectrum.CloseVote{Round: t.OpenRound().ID, Vote: t.OpenRound().Vote})
	}
	if w := now.Values.OpenWriting(); w != nil {
		_ = h.try(values.LastCall{ID: w.ID})
		_ = h.try(values.ShowWall{Writing: w.ID})
	}
}
