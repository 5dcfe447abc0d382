package server

// Here is this machine at its own door, for tests.
var Here = here

// Drawn is how many frames all screens were drawn together.
func (s *Server) Drawn() uint64 {
	drawn, _ := s.face.Pace.Frames()
	return drawn
}
