package workshop

import (
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// Warned is a command that opens a question, given again by a host who has read
// the warning of a short list ("poll_few"). A face counts who is here; the room
// also knows who has stepped away, and tells nobody, so that its list may be short
// where the face's was not. ok is false for any other command.
func Warned(body any) (again any, ok bool) {
	switch c := body.(type) {
	case spectrum.OpenVote:
		c.Warned = true
		return c, true
	case spectrum.OpenCheck:
		c.Warned = true
		return c, true
	case values.OpenWriting:
		c.Warned = true
		return c, true
	case values.OpenMarks:
		c.Warned = true
		return c, true
	case values.OpenCheck:
		c.Warned = true
		return c, true
	case terms.OpenCheck:
		c.Warned = true
		return c, true
	case terms.OpenAdoption:
		c.Warned = true
		return c, true
	}
	return nil, false
}
