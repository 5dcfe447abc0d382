package server

import (
	"context"
	"errors"
	"io"
	"strings"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/safetext"
	"convene/server/edge"
	"convene/server/guard"
	"convene/server/remote"
	"convene/server/transfer"
)

// shelf is the one-line face's folder as the file protocols see it.
type shelf struct{ *remote.Shelf }

func (s shelf) List(ctx context.Context, folder string) ([]transfer.File, error) {
	files, err := s.Shelf.List(ctx, folder)
	out := make([]transfer.File, len(files))
	for i, f := range files {
		out[i] = transfer.File(f)
	}
	return out, err
}

func (s shelf) Stat(ctx context.Context, path string) (transfer.File, error) {
	f, err := s.Shelf.Stat(ctx, path)
	return transfer.File(f), err
}

// files serves the sftp subsystem.
func (s *Server) files(ctx context.Context, e *edge.Session, c remote.Call) {
	folder, err := s.verbs.Shelf(ctx, c)
	if err != nil {
		s.sorry(e, s.house.Lib.Words(c.Lang), err)
		return
	}
	defer folder.Close()
	if err := transfer.SFTP(ctx, s.transfer(e, folder)); err != nil && ctx.Err() == nil {
		s.log.Info("sftp ended", "error", err)
	}
}

// command serves a line that is not a verb but another program's: true when it
// was one.
func (s *Server) command(ctx context.Context, e *edge.Session, c remote.Call) bool {
	words := s.house.Lib.Words(c.Lang)
	switch program, _, _ := strings.Cut(c.Line, " "); program {
	case "rsync":
		s.sorry(e, words, fault.New("files.rsync", "line", s.verbs.SFTPLine(c.Code)))
		return true
	case "scp":
	default:
		return false
	}
	wants, ok := transfer.ParseSCP(c.Line)
	if !ok {
		s.sorry(e, words, fault.New("remote.line"))
		return true
	}
	folder, err := s.verbs.Shelf(ctx, c)
	if err != nil {
		s.sorry(e, words, err)
		return true
	}
	defer folder.Close()
	explain := func(err error) string { return s.explain(folder.Words(), c.Code, err) }
	e.Exit(transfer.SCP(ctx, s.transfer(e, folder), wants, explain))
	return true
}

func (s *Server) transfer(e *edge.Session, folder *remote.Shelf) transfer.Session {
	return transfer.Session{
		Stream: stream{e}, Folder: shelf{folder}, Largest: remote.MaxAgenda, Contain: guard.Container(s.log, "files", e.Close),
		Tell: func(err error) { _, _ = io.WriteString(e.Stderr(), s.explain(folder.Words(), "", err)+"\n") },
	}
}

// stream is a session that can be hung up on.
type stream struct{ *edge.Session }

func (s stream) Close() error {
	s.Session.Close()
	return nil
}

// sorry says why a program of the client's is not served, where it shows it.
func (s *Server) sorry(e *edge.Session, words library.Words, err error) {
	_, _ = io.WriteString(e.Stderr(), s.sentence(words, err)+"\n") // nobody may be left to tell
	e.Exit(remote.Failed)
}

// explain says a refusal of the file protocols.
func (s *Server) explain(words library.Words, code string, err error) string {
	for is, said := range map[error]*fault.Error{
		transfer.ErrFixed:  fault.New("files.fixed"),
		transfer.ErrMany:   fault.New("files.many"),
		transfer.ErrLarge:  fault.New("agenda_file.size"),
		transfer.ErrPart:   fault.New("agenda_file.part"),
		transfer.ErrFolder: fault.New("files.folder"),
		transfer.ErrUpload: fault.New("files.put", "line", s.verbs.SFTPLine(code)),
	} {
		if errors.Is(err, is) {
			return s.sentence(words, said)
		}
	}
	return s.sentence(words, err)
}

// sentence is one line of printable characters.
func (s *Server) sentence(words library.Words, err error) string {
	switch fault.Code(err) {
	case "internal", "storage_unavailable":
		s.log.Error("files failed", "error", err)
	}
	return safetext.Clean(safetext.Line, words.Fault(err)).String()
}
