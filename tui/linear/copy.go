package linear

import (
	"net"
	"strings"

	"convene/internal/workshop/terms"
)

// copyLines say how to take the document home: the lines to type on one's own
// computer.
func (s *session) copyLines() {
	code, err := s.deps.Desk.Code(s.ctx, s.room.ID())
	if err != nil {
		s.fail(err)
		return
	}
	s.tell(s.Say("document.export.head") + ".")
	if st := s.snap.Terms.Whole.Status; st == terms.DraftDoc || st == terms.UnderReview {
		s.tell(s.Say("document.export.blocked"))
	}
	lines := s.copyFrom(code.String())
	s.tell(s.Say("document.export.line"), lines[0], s.Say("document.export.then"), lines[1],
		s.Say("document.export.key"), s.Say("document.export.own_words"))
}

// copyFrom is what a person types, on any system: the second line when the first
// has connected.
func (s *session) copyFrom(code string) [2]string {
	host, port, err := net.SplitHostPort(s.deps.Address)
	if err != nil {
		host, port = s.deps.Address, "22"
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	line := "sftp "
	if port != "22" {
		line += "-P " + port + " "
	}
	return [2]string{line + code + "@" + host, "get " + s.w.Lang() + "/terms-of-reference.docx"}
}
