// Package transfer speaks sftp and the old scp protocol over a small folder that
// exists only in memory. It knows no workshop and no file of this machine: what
// there is, and who may read or write it, is the Folder's business.
//
// It owns the two protocols and their bounds: how long a packet, how many open
// handles and how large a file may be. Uploads by the old protocol, renaming,
// removing, links and attributes are refused.
//
// Concurrency: each call serves one session and returns when it is over. The
// sftp library runs eight readers and one worker beside it; all of them end with
// the stream. They may block on the stream and on the Folder, and a panic in the
// Folder ends this session alone.
package transfer

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Folder is what one person may see and send. Paths are absolute and clean. A
// missing one is fs.ErrNotExist, a forbidden one fs.ErrPermission. Its methods
// are called from several goroutines at once.
type Folder interface {
	List(ctx context.Context, folder string) ([]File, error)
	Stat(ctx context.Context, path string) (File, error)
	Read(ctx context.Context, path string) ([]byte, error)
	// MayWrite is asked before a file is taken, Write when all of it is here.
	MayWrite(ctx context.Context, path string) error
	Write(ctx context.Context, path string, body []byte) error
}

// File is one entry of a folder.
type File struct {
	Name     string
	Dir      bool
	Size     int64
	Time     time.Time
	Writable bool
}

// Bounds of one session.
const (
	// MaxPacket is the longest sftp packet taken; stock clients send 32 KiB of a
	// file at a time.
	MaxPacket = 64 << 10
	// MaxHandles is how many files and folders may be open.
	MaxHandles = 16
	// maxTold is how many refusals are explained in one session.
	maxTold = 20
)

// Why a transfer was refused, where the Folder did not say.
var (
	// ErrFixed says that nothing can be renamed, removed or made.
	ErrFixed = errors.New("transfer: nothing here can be changed that way")
	// ErrMany says that too many handles are open.
	ErrMany = errors.New("transfer: too many open files")
	// ErrLarge says that a file is larger than the session takes.
	ErrLarge = errors.New("transfer: the file is too large")
	// ErrPart says that a file did not arrive whole, so nothing was written.
	ErrPart = errors.New("transfer: the file did not arrive whole")
	// ErrFolder says that a folder was asked for as a file.
	ErrFolder = errors.New("transfer: that is a folder")
	// ErrUpload says that the old scp protocol takes no files.
	ErrUpload = errors.New("transfer: no upload by the old protocol")
)

// Session is one person's client and what is told them. Tell explains a refusal
// where the client shows it; the protocols have no room for a sentence.
type Session struct {
	Stream io.ReadWriteCloser
	Folder Folder
	Tell   func(error)
	// Patience is how long the stream may stand still; zero is [Patience].
	Patience time.Duration
	// Largest is the largest file taken, in bytes.
	Largest int64
	// Contain is deferred around every call of the Folder, so that a panic
	// ends this session alone.
	Contain func()
}

// stat describes one path; the top folder is called "/".
func (s *Session) stat(ctx context.Context, at string) (File, error) {
	f, err := s.Folder.Stat(ctx, clean(at))
	if err == nil && f.Name == "" {
		f.Name = "/"
	}
	return f, err
}

// clean makes a path absolute, and without ways up.
func clean(p string) string { return path.Clean("/" + p) }

// match lists the paths that a pattern of the old protocol means, as a shell on
// the other side would have.
func (s *Session) match(ctx context.Context, pattern string) ([]string, error) {
	pattern = clean(pattern)
	if !strings.ContainsAny(pattern, "*?[") {
		return []string{pattern}, nil
	}
	files, err := s.Folder.List(ctx, path.Dir(pattern))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		if ok, _ := path.Match(path.Base(pattern), f.Name); ok {
			out = append(out, clean(path.Dir(pattern)+"/"+f.Name))
		}
	}
	if len(out) == 0 {
		return nil, fs.ErrNotExist
	}
	return out, nil
}
