package linear

import (
	"context"
	"errors"
	"time"

	"convene/internal/fault"
)

// line reads one line behind a prompt. While nothing has been typed yet, what
// happens in the room is told by idle; what comes while the person types waits
// until their line is sent.
func (s *session) line(prompt string, secret bool, idle func() error) (string, error) {
	s.last, s.block = s.remember(), nil
	edit := s.console.edit(secret)
	var began time.Time // when the first key came
	early := false
	if err := s.prompt(prompt); err != nil {
		return "", err
	}
	news := false
	var err error
	for {
		if news && edit.text == "" {
			news = false
			before := len(s.block)
			s.asked = false
			if err := idle(); err != nil {
				return "", err
			}
			switch told := len(s.block) > before; {
			case told && (s.asked || prompt != s.asks()):
				err = s.prompt(prompt)
			case told: // the question stands: whoever hears each arrival need not hear it again
				err = s.console.write("")
			}
			if err != nil {
				return "", err
			}
		}
		due := time.NewTimer(s.wrapUp.wait(s))
		select {
		case <-s.ctx.Done():
			due.Stop()
			return "", context.Cause(s.ctx)
		case <-s.visit.Over():
			due.Stop()
			return "", fault.New("server_stopping")
		case <-s.visit.Wake():
			news = true
		case <-due.C:
			news = true
		case e, ok := <-s.console.Events:
			done, err := edit.event(e, ok)
			if began.IsZero() && (done || edit.text != "") {
				began, early = s.deps.Now(), s.pace.late()
			}
			switch {
			case errors.Is(err, errInterrupt):
				due.Stop()
				return "", errors.Join(err, s.console.newline())
			case err != nil:
				due.Stop()
				return "", err
			case done:
				due.Stop()
				s.console.ended()
				if edit.long {
					s.tell(s.Say("fault.too_long"))
				}
				s.began, s.early = began, early
				return edit.taken(), nil
			}
		}
		due.Stop()
	}
}

// prompt asks for a line, and notes when it is known to have arrived.
func (s *session) prompt(words string) error {
	err := s.console.Prompt(words)
	if p := &s.pace; s.console.Seen != nil && !p.changed.IsZero() && p.arrived == nil {
		p.arrived = s.console.Seen()
	}
	return err
}

// remember is the last message, for "again": what was told since the line
// before, or what was told then if nothing was.
func (s *session) remember() []string {
	if len(s.block) == 0 {
		return s.last
	}
	return s.block
}
