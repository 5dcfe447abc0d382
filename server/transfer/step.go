package transfer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// errPacket ends a session whose client sends what no client of ours sends.
var errPacket = errors.New("transfer: a packet is too long")

// step is a stream of sftp packets on which each request waits for the answer to
// the one before. The library would take dozens at once, a quarter of a megabyte
// each, and reads a file that it is still opening; a client may send ahead as
// before, and waits in its own buffers.
//
// The library reads from one goroutine and writes from one at a time.
type step struct {
	io.Closer
	from io.Reader
	to   io.Writer

	left uint32 // of the request that is being read
	head bytes.Reader
	raw  [4]byte
	busy bool // a request is being answered

	reply    []byte
	answered chan struct{}
}

func inStep(stream io.ReadWriteCloser) *step {
	return &step{Closer: stream, from: stream, to: stream, answered: make(chan struct{}, 1)}
}

// Read passes requests on, each a length and so many bytes.
func (s *step) Read(b []byte) (int, error) {
	if s.head.Len() > 0 {
		return s.head.Read(b)
	}
	if s.left == 0 {
		if err := s.next(); err != nil {
			return 0, err
		}
		return s.head.Read(b)
	}
	n, err := s.from.Read(b[:min(len(b), int(s.left))])
	s.left -= uint32(n) //nolint:gosec // n is at most left
	return n, err
}

// next reads a request's length, once the one before is answered. Every request
// has one answer, and where it could not be sent the stream is over anyway.
func (s *step) next() error {
	if s.busy {
		<-s.answered
	}
	if n, err := io.ReadFull(s.from, s.raw[:]); err != nil {
		if n > 0 {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	s.busy = true
	if s.left = binary.BigEndian.Uint32(s.raw[:]); s.left > MaxPacket {
		return errPacket
	}
	s.head.Reset(s.raw[:])
	return nil
}

// Write gathers an answer and sends it whole.
func (s *step) Write(b []byte) (int, error) {
	s.reply = append(s.reply, b...)
	if len(s.reply) < 4 || len(s.reply) < 4+int(binary.BigEndian.Uint32(s.reply)) {
		return len(b), nil
	}
	_, err := s.to.Write(s.reply)
	s.reply = s.reply[:0]
	s.answered <- struct{}{}
	return len(b), err
}
