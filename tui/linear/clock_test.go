package linear_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"convene/internal/workshop/agenda"
)

// stopped is a hall whose item's time runs as far as a test says, with somebody at
// the terminal.
type stopped struct {
	*hall
	rosa   *person
	whole  time.Duration // of the item
	guests int
}

func stop(t *testing.T, minutes int) *stopped {
	t.Helper()
	h, rosa, _ := voting(t)
	item, _ := h.room.Snapshot().Agenda.Now()
	item.Minutes = minutes
	h.do(h.host, agenda.ChangeItem{Item: item})
	h.do(h.host, agenda.AddMinutes{Minutes: minutes - int(h.left().Minutes())})
	h.do(h.host, agenda.StartTimer{})
	return &stopped{hall: h, rosa: rosa, whole: time.Duration(minutes) * time.Minute}
}

// left is what is left of the item's time by the room's clock, whole minutes.
func (h *hall) left() time.Duration {
	left, _ := h.room.Snapshot().Agenda.Left(time.Now())
	return left.Round(time.Minute)
}

// step puts the clock of the face to so long after the timer was started, and
// wakes the face.
func (s *stopped) step(to time.Duration) {
	s.ahead.Store(int64(to))
	s.wake()
}

// wake lets somebody come in, and waits until that was told, with what the time has
// come to behind it in one piece.
func (s *stopped) wake() {
	s.t.Helper()
	s.guests++
	name := "Guest " + strconv.Itoa(s.guests)
	s.sit(name, "en")
	s.rosa.hears(name + " came in.")
}

// times checks how often each was told until now.
func (s *stopped) times(half, nearly, over int) {
	s.t.Helper()
	for words, n := range map[string]int{"Half of the planned time has passed.": half,
		"Two minutes of the planned time are left.": nearly, "The planned time is over.": over} {
		if got := strings.Count(s.rosa.out.all(), words); got != n {
			s.t.Errorf("%q was told %d times, not %d", words, got, n)
		}
	}
}

// The time of an item is told at half, at two minutes and when it is over, each
// once, also where nothing else happens, and closes nothing.
func TestTime(t *testing.T) {
	s := stop(t, 20)
	s.step(9 * time.Minute)
	s.times(0, 0, 0)
	s.step(s.whole/2 - 300*time.Millisecond)
	s.rosa.hears("Half of the planned time has passed.") // by the clock alone
	s.wake()
	s.times(1, 0, 0)
	s.step(s.whole - 2*time.Minute + time.Second)
	s.times(1, 1, 0)
	s.step(s.whole + time.Minute)
	s.times(1, 1, 1)
	s.step(s.whole + time.Hour)
	s.times(1, 1, 1)
	s.rosa.types("1").hears("Your answer is in.")
}

// A pause tells nothing again. Time that was added has two last minutes and an end
// of its own.
func TestTimeAfterAPauseAndWithMoreTime(t *testing.T) {
	s := stop(t, 20)
	s.step(s.whole/2 + time.Second)
	s.times(1, 0, 0)
	s.do(s.host, agenda.PauseTimer{})
	s.wake()
	s.do(s.host, agenda.StartTimer{})
	s.wake()
	s.times(1, 0, 0)
	s.step(s.whole - time.Minute)
	s.times(1, 1, 0)
	s.do(s.host, agenda.PauseTimer{})
	s.wake()
	s.do(s.host, agenda.StartTimer{})
	s.wake()
	s.times(1, 1, 0)
	s.do(s.host, agenda.AddMinutes{Minutes: 15})
	s.rosa.hears("The host added 15 minutes.")
	s.step(s.whole + 10*time.Minute)
	s.times(1, 1, 0)
	s.step(s.whole + 14*time.Minute)
	s.times(1, 2, 0)
	s.step(s.whole + 16*time.Minute)
	s.times(1, 2, 1)
}

// In a short item only what is news is told.
func TestTimeOfAShortItem(t *testing.T) {
	for _, x := range []struct{ minutes, half, nearly int }{{2, 1, 0}, {4, 0, 1}, {5, 1, 1}} {
		s := stop(t, x.minutes)
		s.wake()
		s.times(0, 0, 0)
		for to := time.Duration(0); to <= s.whole+time.Second; to += 29 * time.Second {
			s.step(to)
		}
		s.step(s.whole + time.Minute)
		s.times(x.half, x.nearly, 1)
	}
}
