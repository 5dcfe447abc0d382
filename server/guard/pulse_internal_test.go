package guard

import (
	"testing"
	"time"
)

// answer has everything sent so far answered after a time.
func (p *pulse) answer(took time.Duration) {
	asked := time.Now()
	_, mark, _ := p.due(asked)
	p.heard(mark, asked, asked.Add(took))
}

// fits is how many bytes go out before no further frame may.
func (p *pulse) fits() int {
	for n := 0; ; n++ {
		select {
		case <-p.ready():
			p.wrote(1, time.Now())
		default:
			return n
		}
	}
}

// On a slow link ever less is sent ahead of its answers, down to about a frame, so
// that nothing waits long behind it; once they come quickly again it is as before.
func TestPulse_LessIsUnansweredOnASlowLink(t *testing.T) {
	p := newPulse(Limits{}.Filled())
	if n := p.fits(); n != 4096 {
		t.Fatalf("at first %d bytes may be unanswered", n)
	}
	p.answer(4 * time.Second)
	if n := p.fits(); n != 1024 {
		t.Errorf("after an answer in four seconds %d bytes may be", n)
	}
	p.answer(900 * time.Millisecond) // neither slow nor quick
	if n := p.fits(); n != 1024 {
		t.Errorf("after an answer in 0.9 seconds %d bytes may be", n)
	}
	p.answer(19 * time.Second)
	if n := p.fits(); n != leastCredit {
		t.Errorf("after a very late answer %d bytes may be", n)
	}
	for want := 2 * leastCredit; want <= 4096; want *= 2 {
		p.answer(100 * time.Millisecond)
		if n := p.fits(); n != want {
			t.Errorf("after a quick answer %d bytes may be, not %d", n, want)
		}
	}
	p.answer(100 * time.Millisecond)
	if n := p.fits(); n != 4096 {
		t.Errorf("at last %d bytes may be unanswered", n)
	}
}

// An answer about little says nothing of how much a link takes.
func TestPulse_AnswersAboutLittleRaiseNothing(t *testing.T) {
	p := newPulse(Limits{}.Filled())
	p.wrote(3000, time.Now())
	p.answer(4 * time.Second)
	for range 10 {
		p.wrote(100, time.Now())
		p.answer(100 * time.Millisecond)
	}
	if n := p.fits(); n != 1024 {
		t.Errorf("%d bytes may be unanswered", n)
	}
}
