package transfer

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/pkg/sftp"
)

// SFTP serves the sftp subsystem until the client hangs up or ctx ends.
func SFTP(ctx context.Context, s Session) error {
	defer s.keep().rest()
	h := &handlers{Session: s, ctx: ctx}
	server := sftp.NewRequestServer(inStep(s.Stream), sftp.Handlers{FileGet: h, FilePut: h, FileCmd: h, FileList: h})
	stop := context.AfterFunc(ctx, func() { _ = s.Stream.Close() })
	defer stop()
	if err := server.Serve(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// handlers answer the library's requests.
type handlers struct {
	Session
	ctx context.Context

	mu   sync.Mutex
	open int
	told int
}

var (
	_ sftp.FileReader         = (*handlers)(nil)
	_ sftp.FileWriter         = (*handlers)(nil)
	_ sftp.FileCmder          = (*handlers)(nil)
	_ sftp.LstatFileLister    = (*handlers)(nil)
	_ sftp.ReadlinkFileLister = (*handlers)(nil)
)

// refuse explains an error to the person, and gives the protocol's own to the
// client: what went wrong inside is nobody's outside.
func (h *handlers) refuse(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return sftp.ErrSSHFxNoSuchFile // clients ask for what may not be there, and say so themselves
	}
	h.mu.Lock()
	h.told++
	tell := h.told <= maxTold
	h.mu.Unlock()
	if tell {
		h.Tell(err)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, ErrFixed) {
		return sftp.ErrSSHFxPermissionDenied
	}
	return sftp.ErrSSHFxFailure
}

// handle counts an open file or folder.
func (h *handlers) handle() (*handle, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open >= MaxHandles {
		return nil, ErrMany
	}
	h.open++
	return &handle{of: h}, nil
}

// handle is one open file or folder; it is closed once.
type handle struct {
	of   *handlers
	once sync.Once
}

func (o *handle) Close() error {
	o.once.Do(func() {
		o.of.mu.Lock()
		o.of.open--
		o.of.mu.Unlock()
	})
	return nil
}

// Fileread implements sftp.FileReader.
func (h *handlers) Fileread(r *sftp.Request) (got io.ReaderAt, err error) {
	err = sftp.ErrSSHFxFailure // what a panic leaves
	defer h.Contain()
	body, failed := h.Folder.Read(h.ctx, clean(r.Filepath))
	if failed != nil {
		return nil, h.refuse(failed)
	}
	o, failed := h.handle()
	if failed != nil {
		return nil, h.refuse(failed)
	}
	return struct {
		io.ReaderAt
		io.Closer
	}{bytes.NewReader(body), o}, nil
}

// Filewrite implements sftp.FileWriter. A file is taken whole, from its first
// byte; what was there before is no part of it.
func (h *handlers) Filewrite(r *sftp.Request) (to io.WriterAt, err error) {
	err = sftp.ErrSSHFxFailure
	defer h.Contain()
	at := clean(r.Filepath)
	failed := h.Folder.MayWrite(h.ctx, at)
	if failed == nil && (r.Pflags().Append || r.Pflags().Excl) {
		failed = ErrFixed
	}
	if failed != nil {
		return nil, h.refuse(failed)
	}
	o, failed := h.handle()
	if failed != nil {
		return nil, h.refuse(failed)
	}
	return &upload{handle: o, path: at}, nil
}

// Filecmd implements sftp.FileCmder. Nothing is changed by it: stock clients set
// the attributes of what they have just sent, and are left in peace.
func (h *handlers) Filecmd(r *sftp.Request) (err error) {
	err = sftp.ErrSSHFxFailure
	defer h.Contain()
	if r.Method == "Setstat" && h.Folder.MayWrite(h.ctx, clean(r.Filepath)) == nil {
		return nil
	}
	return h.refuse(ErrFixed)
}

// Readlink implements sftp.ReadlinkFileLister: there are no links.
func (h *handlers) Readlink(string) (string, error) { return "", sftp.ErrSSHFxNoSuchFile }

// Lstat implements sftp.LstatFileLister.
func (h *handlers) Lstat(r *sftp.Request) (sftp.ListerAt, error) { return h.info(r) }

// Filelist implements sftp.FileLister.
func (h *handlers) Filelist(r *sftp.Request) (got sftp.ListerAt, err error) {
	if r.Method != "List" {
		return h.info(r)
	}
	err = sftp.ErrSSHFxFailure
	defer h.Contain()
	files, failed := h.Folder.List(h.ctx, clean(r.Filepath))
	if failed != nil {
		return nil, h.refuse(failed)
	}
	o, failed := h.handle()
	if failed != nil {
		return nil, h.refuse(failed)
	}
	var infos list
	for _, f := range files {
		infos = append(infos, info{f})
	}
	return struct {
		list
		io.Closer
	}{infos, o}, nil
}

func (h *handlers) info(r *sftp.Request) (got sftp.ListerAt, err error) {
	err = sftp.ErrSSHFxFailure
	defer h.Contain()
	f, failed := h.stat(h.ctx, r.Filepath)
	if failed != nil {
		return nil, h.refuse(failed)
	}
	return list{info{f}}, nil
}

type list []os.FileInfo

// ListAt implements sftp.ListerAt.
func (l list) ListAt(to []os.FileInfo, from int64) (int, error) {
	if from < 0 || from >= int64(len(l)) {
		return 0, io.EOF
	}
	n := copy(to, l[from:])
	if n < len(to) {
		return n, io.EOF
	}
	return n, nil
}

// info is a file as the library asks for it.
type info struct{ f File }

func (i info) Name() string       { return i.f.Name }
func (i info) Size() int64        { return i.f.Size }
func (i info) ModTime() time.Time { return i.f.Time }
func (i info) IsDir() bool        { return i.f.Dir }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	switch {
	case i.f.Dir:
		return fs.ModeDir | 0o500
	case i.f.Writable:
		return 0o600
	}
	return 0o400
}
