package linear

import (
	"net"

	"convene/internal/workshop/terms"
)

// copyLines say how to take the document home: the lines to type on one's own
// computer, one for each kind of file.
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
	s.tell(s.Say("document.export.line"))
	for _, format := range []string{"docx", "pdf", "html", "md"} {
		s.tell(s.copyLine(code.String(), format))
	}
	s.tell(s.Say("document.export.own_words"))
}

// copyLine is what a person types; English is what the other end takes without
// being told.
func (s *session) copyLine(code, format string) string {
	host, port, err := net.SplitHostPort(s.deps.Address)
	if err != nil {
		host, port = s.deps.Address, "22"
	}
	line := "ssh "
	if port != "22" {
		line += "-p " + port + " "
	}
	line += code + "@" + host + " export tor --format " + format
	if lang := s.w.Lang(); lang != "en" {
		line += " --lang " + lang
	}
	return line + " > tor." + format
}
