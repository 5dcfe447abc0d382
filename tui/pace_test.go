package tui

import (
	"testing"
	"testing/synctest"
	"time"
)

// Frames that come late make room for each other, and a room that is quiet
// again is quick again.
func TestPaceFollowsTheLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p Pace
		p.people.Store(10)
		if p.Interval() != quickest {
			t.Errorf("%v in a small room", p.Interval())
		}
		p.people.Store(500)
		calm := p.Interval()
		if calm != 500*each {
			t.Errorf("%v for five hundred", calm)
		}
		draw := func(late time.Duration) {
			for range 4 * smooth {
				time.Sleep(time.Millisecond)
				p.came(late, time.Now())
			}
		}
		draw(calm / 8)
		if p.Interval() != calm {
			t.Errorf("%v although the cores keep up", p.Interval())
		}
		draw(2 * calm)
		busy := p.Interval()
		if busy < 2*calm || busy > longest {
			t.Errorf("%v when frames come %v late", busy, 2*calm)
		}
		draw(time.Minute)
		if p.Interval() != longest {
			t.Errorf("%v at worst", p.Interval())
		}
		time.Sleep(2 * lately)
		if p.Interval() != calm {
			t.Errorf("%v after quiet", p.Interval())
		}
		p.came(0, time.Now())
		if p.Interval() != calm {
			t.Errorf("%v after the first frame since", p.Interval())
		}
	})
}

// Where every frame shows several keys, a room of middling size is drawn half as
// often; a large one is drawn no more seldom than it is anyway.
func TestManyWhoTypeAreDrawnLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p Pace
		p.people.Store(200)
		calm := p.Interval()
		show := func(events uint64) {
			for range 8 * steady {
				p.came(0, time.Now())
				p.took(events)
			}
		}
		show(1)
		if p.Interval() != calm {
			t.Errorf("%v although each frame shows a key", p.Interval())
		}
		show(6)
		if p.Interval() != crowded {
			t.Errorf("%v although each frame shows six", p.Interval())
		}
		p.people.Store(500)
		if p.Interval() != 500*each {
			t.Errorf("%v for five hundred", p.Interval())
		}
		p.people.Store(200)
		show(1)
		if p.Interval() != calm {
			t.Errorf("%v when it is calm again", p.Interval())
		}
		show(6)
		time.Sleep(2 * lately)
		if p.Interval() != calm {
			t.Errorf("%v after quiet", p.Interval())
		}
		p.came(0, time.Now())
		if p.Interval() != calm {
			t.Errorf("%v after the first frame since", p.Interval())
		}
	})
}

// What one person does makes a frame fall due for all in the room: in a small one at
// once, in a large one not for all at the same moment, nor later than the interval.
func TestFramesAfterACalmAreSpread(t *testing.T) {
	var p Pace
	p.people.Store(20)
	if s := p.spread(); s != 0 {
		t.Errorf("%v in a small room", s)
	}
	p.people.Store(500)
	var early, late int
	for range 500 {
		switch s := p.spread(); {
		case s < 0 || s >= p.Interval():
			t.Fatalf("%v", s)
		case s < p.Interval()/4:
			early++
		case s > p.Interval()/2:
			late++
		}
	}
	if early < 50 || late < 50 {
		t.Errorf("%d early, %d late of 500", early, late)
	}
}
