package tui_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui"
	"convene/tui/keys"
)

// clock is a hall's time, which stands still until the test moves it on.
type clock struct{ at atomic.Int64 }

func (h *hall) stopClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC).UnixMilli())
	h.deps.Now = func() time.Time { return time.UnixMilli(c.at.Load()).UTC() }
	return c
}

func (c *clock) pass(d time.Duration) { c.at.Add(d.Milliseconds()) }

// line presses the number of the menu line that says words.
func (p *person) line(h *hall, words string) {
	p.t.Helper()
	p.press(h.keyed(keys.Menu))
	p.see(words)
	for _, row := range p.screen.Grid().Rows() {
		if before, _, ok := strings.Cut(row, "  "+words); ok {
			p.press(keys.Char(rune(before[len(before)-1])))
			return
		}
	}
	p.t.Fatalf("no line %q on\n%s", words, p.screen.Grid().String())
}

// A pause that anyone asks for comes over a field at once, and whoever asks sees
// what everyone sees. Keys go nowhere meanwhile, the words are kept, and no key
// meant for the card does anything to what comes back (promise 8, domain §8.14).
func TestAPauseComesOverEverything(t *testing.T) {
	h := open(t)
	now := h.stopClock()
	host, rosa, max := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en"), h.sit("Max", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	one, other, dana := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: max}, 80, 24), h.person(tui.Person{Seat: host}, 80, 24)
	one.see("Shared notes")
	one.press(h.keyed(keys.Write))
	one.see("new line")
	one.write("I came because")
	one.see("I came because")
	other.see("I came because")
	dana.see("Nothing waits for you.")
	now.pass(time.Second)
	other.line(h, "Ask for a pause for everyone")
	other.see("Nobody sees who asked.")
	now.pass(time.Second)
	other.press(h.keyed(keys.Yes))
	one.see("We paused.")
	other.see("We paused.")
	dana.see("1. Stop:")
	if a, b := one.screen.Grid().String(), other.screen.Grid().String(); a != b {
		t.Errorf("who asked can be seen:\n%s\n%s", a, b)
	}
	before := h.room.Snapshot()
	one.press(keys.Press(keys.Enter))
	one.see("The screen just changed")
	one.write("my nephew y")
	one.see("The letters you typed did nothing")
	now.pass(time.Second)
	one.press(keys.Press(keys.Enter), h.keyed(keys.Yes), keys.Press(keys.Esc))
	h.unchanged(before)
	if text := h.room.Snapshot().Texts; text != before.Texts {
		t.Error("what was typed on the card went into the text")
	}
	dana.press(keys.Press(keys.Enter))
	dana.see("Go on after the pause?")
	now.pass(time.Second)
	dana.press(h.keyed(keys.Yes))
	one.see("I came because")
	one.see("new line") // the field is open, as it was
	other.see("Shared notes")
	other.press(h.keyed(keys.Write))
	other.see("The screen just changed")
	now.pass(time.Second)
	one.write(" of my nephew")
	one.see("I came because of my nephew")
}

// The second ask of a person is the hosts' to answer, without a name.
func TestAnotherPauseWaitsForTheHost(t *testing.T) {
	h := open(t)
	now := h.stopClock()
	host, rosa := h.sit("Dana Whitfield", "en", roster.Host), h.sit("Rosa Delgado", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	h.give(rosa, agenda.AskPause{})
	h.give(host, agenda.PauseRoom{})
	p, dana := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: host}, 80, 24)
	p.see("Shared notes")
	p.line(h, "Ask for a pause for everyone")
	p.see("Nobody sees who asked.")
	now.pass(time.Second)
	p.press(h.keyed(keys.Yes))
	p.see("someone asks for another")
	dana.see("1  Someone asks for another pause")
	p.line(h, "Ask for more time")
	p.see("someone would like more time, and not who")
	dana.see("2  Someone would like more time")
	if dana.screen.Grid().Says("Rosa") {
		t.Error("a name is in sight")
	}
	dana.press(keys.Char('2'))
	dana.see("2  5 minutes more")
	now.pass(time.Second)
	dana.press(keys.Char('2'))
	h.until(func(s *workshop.Snapshot) bool { return len(s.Wishes) == 1 })
	dana.press(keys.Char('1'))
	dana.see("2  I have seen it")
	now.pass(time.Second)
	dana.press(keys.Char('2'))
	dana.see("Nothing waits for you.")
}

// Who steps away has nothing of the room on the screen, over every connection;
// a vote that opens does not count on them, and they are told so when they are
// back. The others' screens show no difference.
func TestSteppingAwayShowsNothingOfTheRoom(t *testing.T) {
	h := open(t)
	now := h.stopClock()
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	for _, name := range []string{"Max", "June", "Hart", "Luz"} {
		h.sit(name, "en")
	}
	h.give(host, workshop.OpenMeeting{})
	topic := h.topic("the visiting schedule for families")
	h.levels(host, spectrum.StepQuiet)
	p, second, other := h.person(tui.Person{Seat: rosa}, 150, 40), h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: "seat-Max"}, 80, 24)
	p.see("erased when the meeting ends")
	second.see("erased when the meeting ends")
	other.see("erased when the meeting ends")
	shown := other.screen.Grid().String()
	p.press(h.keyed(keys.Write))
	p.see("Esc")
	p.write("my sister")
	p.see("my sister")
	p.press(keys.Press(keys.Esc))
	p.line(h, "Step away for a while")
	for _, x := range []*person{p, second} {
		x.see("You have stepped away.")
		for _, words := range []string{"Rio Claro", "visiting", "Max", "sister", "min"} {
			if x.screen.Grid().Says(words) {
				t.Errorf("%q is in sight:\n%s", words, x.screen.Grid().String())
			}
		}
	}
	if other.screen.Grid().String() != shown {
		t.Error("another's screen shows that somebody stepped away")
	}
	h.levels(host, spectrum.StepVote1)
	h.give(host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	if r := h.room.Snapshot().Spectrum.Topic(topic).OpenRound(); r.Should.May(rosa) || len(r.Should.Roll) != 5 {
		t.Errorf("on the list: %v", r.Should.Roll)
	}
	p.press(keys.Char('3'))
	now.pass(time.Second)
	p.press(keys.Press(keys.Enter))
	p.see("your first answer is in the next one")
	second.see("you had stepped away as it opened")
}

// A private word goes to the one who was chosen: in their list without a name
// until it is opened, nowhere else, and in no file to be read.
func TestAPrivateWordIsTheirsAlone(t *testing.T) {
	h := open(t)
	now := h.stopClock()
	host, lee, rosa := h.sit("Dana Whitfield", "en", roster.Host), h.sit("Lee Park", "en", roster.CoHost), h.sit("Rosa Delgado", "en")
	h.give(lee, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, "Lee Park"), Group: roster.Caregiver}})
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p, dana, other := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: host}, 80, 24), h.person(tui.Person{Seat: lee}, 80, 24)
	p.see("Shared notes")
	dana.see("Nothing waits for you.")
	other.see("Nothing waits for you.")
	p.line(h, "A private word to a host you choose")
	p.see("2  Lee Park, co-host")
	p.see("not from the agency")
	p.press(keys.Char('2'))
	p.see("For Lee Park alone")
	const words = "This is close to my own case."
	p.write(words)
	p.see(words)
	p.press(keys.Press(keys.Enter))
	p.see("It is with Lee Park now")
	other.see("1  Someone would like a private word")
	if other.screen.Grid().Says("Rosa") || other.screen.Grid().Says("own case") {
		t.Error("a name or the words are in sight before they were opened")
	}
	other.press(keys.Char('1'))
	other.see("A private word from Rosa Delgado")
	other.see(words)
	if dana.screen.Grid().Says("private word") {
		t.Error("another host sees that there is a word")
	}
	h.inNoFile(words)
	now.pass(time.Second)
	other.press(keys.Char('1'))
	other.see("Nothing waits for you.")
	h.give("", roster.Take{Seat: lee, Role: roster.CoHost})
}

// Whom one writes to may guide the room no more: then the words stay.
func TestAPrivateWordThatCannotGo(t *testing.T) {
	h := open(t)
	h.sit("Dana Whitfield", "en", roster.Host)
	lee, rosa := h.sit("Lee Park", "en", roster.CoHost), h.sit("Rosa Delgado", "en")
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("You are in the room")
	p.line(h, "A private word to a host you choose")
	p.see("2  Lee Park, co-host")
	p.press(keys.Char('2'))
	p.see("For Lee Park alone")
	p.write("Please read it aloud to me.")
	p.see("Please read it aloud to me.")
	h.give("", roster.Take{Seat: lee, Role: roster.CoHost})
	p.press(keys.Press(keys.Enter))
	p.see("They no longer guide the room")
	p.press(keys.Press(keys.Esc))
	p.line(h, "A private word to a host you choose")
	p.see("1  Dana Whitfield, host")
	p.press(keys.Char('1'))
	p.see("For Dana Whitfield alone")
	p.see("Please read it aloud to me.")
}

// inNoFile fails if words lie in the data folder as they were typed.
func (h *hall) inNoFile(words string) {
	h.t.Helper()
	err := filepath.WalkDir(h.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte(words)) {
			h.t.Errorf("%s holds %q", filepath.Base(name), words)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// A list that is short because somebody has stepped away is asked about as any
// short list is, and nobody is told why.
func TestAListIsShortWhereSomebodyIsAway(t *testing.T) {
	h := open(t)
	now := h.stopClock()
	host := h.sit("Dana", "en", roster.Host)
	for _, name := range []string{"Rosa", "Max", "June", "Hart"} {
		h.sit(name, "en")
	}
	h.give(host, workshop.OpenMeeting{})
	topic := h.topic("the visiting schedule for families")
	h.levels(host, spectrum.StepVote1)
	away := h.person(tui.Person{Seat: "seat-Rosa"}, 80, 24)
	away.see("?  help")
	h.room.StepAway("seat-Rosa", true)
	p := h.person(tui.Person{Seat: host}, 80, 24)
	p.see("Nothing waits for you.")
	p.press(keys.Press(keys.Enter))
	p.see("5 seats will vote")
	now.pass(time.Second)
	p.press(keys.Char('1'))
	p.see("Fewer than 5 people are on the list")
	now.pass(time.Second)
	p.press(h.keyed(keys.Yes))
	h.until(func(s *workshop.Snapshot) bool { return s.Spectrum.Topic(topic).OpenRound() != nil })
	if r := h.room.Snapshot().Spectrum.Topic(topic).OpenRound(); len(r.Should.Roll) != 4 || !r.Few {
		t.Errorf("%d on the list, few %v", len(r.Should.Roll), r.Few)
	}
}
