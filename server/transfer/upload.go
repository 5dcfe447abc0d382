package transfer

import (
	"errors"
	"sync"

	"github.com/pkg/sftp"
)

// upload gathers a file that a client writes, and gives it to the Folder when
// the client closes it. A file with a gap, or whose client was cut off, is given
// to nobody.
type upload struct {
	*handle
	path string

	mu   sync.Mutex
	body []byte
	got  []span // the stretches that arrived, in order, none touching another
	err  error
	done bool
}

type span struct{ from, to int }

// maxSpans is how many gaps a file may have while it arrives. Stock clients
// write in order and have none.
const maxSpans = 64

// WriteAt implements io.WriterAt. Pieces may come in any order, and twice.
func (u *upload) WriteAt(p []byte, at int64) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.got) > maxSpans {
		u.err = ErrPart
		return 0, u.of.refuse(ErrPart)
	}
	if at < 0 || at > u.of.Largest || at+int64(len(p)) > u.of.Largest {
		if u.err == nil {
			u.err = ErrLarge
		}
		return 0, u.of.refuse(ErrLarge)
	}
	from, to := int(at), int(at)+len(p)
	for len(u.body) < to {
		u.body = append(u.body, make([]byte, to-len(u.body))...)
	}
	copy(u.body[from:], p)
	u.mark(span{from, to})
	return len(p), nil
}

// mark notes a stretch, and joins what it touches.
func (u *upload) mark(s span) {
	var out []span
	for _, have := range u.got {
		switch {
		case have.to < s.from || have.from > s.to:
			out = append(out, have)
		default:
			s = span{min(s.from, have.from), max(s.to, have.to)}
		}
	}
	u.got = append(out, s)
}

// TransferError implements sftp.TransferError: the client is gone before it
// closed the file.
func (u *upload) TransferError(err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.err == nil {
		u.err = errors.Join(ErrPart, err)
	}
}

// Close takes the file, if all of it is here.
func (u *upload) Close() (err error) {
	defer func() { _ = u.handle.Close() }()
	err = sftp.ErrSSHFxFailure // what a panic leaves
	defer u.of.Contain()
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.done {
		return nil
	}
	u.done = true
	whole := len(u.got) == 0 || len(u.got) == 1 && u.got[0] == span{0, len(u.body)}
	if u.err == nil && !whole {
		u.err = ErrPart
	}
	if u.err != nil {
		return u.of.refuse(u.err)
	}
	return u.of.refuse(u.of.Folder.Write(u.of.ctx, u.path, u.body))
}
