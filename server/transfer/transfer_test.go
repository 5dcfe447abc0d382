package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"go.uber.org/goleak"

	"convene/server/transfer"
)

// largest is the largest file taken here, in bytes.
const largest = 64 << 10

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a folder with one file to read and one to write.
type shelf struct {
	mu    sync.Mutex
	wrote [][]byte
	asked []string
}

const readable, writable = "/es/record.md", "/agenda.toml"

func (s *shelf) note(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, path)
}

func (s *shelf) List(_ context.Context, folder string) ([]transfer.File, error) {
	s.note(folder)
	switch folder {
	case "/":
		return []transfer.File{{Name: "es", Dir: true}, {Name: "agenda.toml", Size: 4, Writable: true}}, nil
	case "/es":
		return []transfer.File{{Name: "record.md", Size: 5}}, nil
	case "/panic":
		panic("a person's words")
	}
	return nil, fs.ErrNotExist
}

func (s *shelf) Stat(ctx context.Context, path string) (transfer.File, error) {
	switch path {
	case "/", "/es":
		return transfer.File{Name: path[1:], Dir: true}, nil
	}
	body, err := s.Read(ctx, path)
	return transfer.File{Name: path[strings.LastIndex(path, "/")+1:], Size: int64(len(body))}, err
}

func (s *shelf) Read(_ context.Context, path string) ([]byte, error) {
	s.note(path)
	switch path {
	case readable:
		return []byte("words"), nil
	case writable:
		return []byte("plan"), nil
	case "/secret":
		return nil, fs.ErrPermission
	case "/panic":
		panic("a person's words")
	}
	return nil, fs.ErrNotExist
}

func (s *shelf) MayWrite(_ context.Context, path string) error {
	if path != writable {
		return fs.ErrPermission
	}
	return nil
}

func (s *shelf) Write(_ context.Context, _ string, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrote = append(s.wrote, bytes.Clone(body))
	return nil
}

// served is one session with the shelf, and what was told.
type served struct {
	*shelf
	t      *testing.T
	conn   net.Conn
	ended  chan error
	mu     sync.Mutex
	told   []error
	panics int
}

func serve(t *testing.T) *served { return serveFor(t, patience) }

// serveFor serves somebody who may stand still for so long.
func serveFor(t *testing.T, still time.Duration) *served {
	t.Helper()
	s := &served{shelf: &shelf{}, t: t, ended: make(chan error, 1)}
	here, there := net.Pipe()
	s.conn = here
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		s.ended <- transfer.SFTP(ctx, transfer.Session{
			Stream: there, Folder: s.shelf, Largest: largest, Patience: still,
			Tell: func(err error) {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.told = append(s.told, err)
			},
			Contain: func() {
				if v := recover(); v != nil {
					s.mu.Lock()
					s.panics++
					s.mu.Unlock()
				}
			},
		})
		_ = there.Close()
	}()
	t.Cleanup(func() {
		cancel()
		_ = here.Close()
	})
	return s
}

func (s *served) client() *sftp.Client {
	s.t.Helper()
	c, err := sftp.NewClientPipe(s.conn, s.conn)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// end hangs up and gives what was written.
func (s *served) end() [][]byte {
	_ = s.conn.Close()
	<-s.ended
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	return s.wrote
}

// Who goes away without hanging up gives their place back.
func TestWhoStandsStillIsLetGo(t *testing.T) {
	s := serveFor(t, time.Millisecond)
	select {
	case <-s.ended:
	case <-time.After(patience):
		t.Fatal("somebody who does nothing stays for ever")
	}
}

// No way leads out of the folder, whatever a path looks like.
func TestNothingElseIsReached(t *testing.T) {
	s := serve(t)
	c := s.client()
	for _, path := range []string{
		"../../etc/passwd", "/etc/passwd", "es/../../../../etc/passwd", "..", "es/record.md/..", "es//record.md\x00.txt", "\x00",
		"C:\\Windows", "es\\record.md", "./././es/./x", strings.Repeat("a", 60_000), strings.Repeat("../", 10_000) + "etc/passwd", "\u202eesrever", "/secret",
	} {
		f, err := c.Open(path)
		if err == nil {
			body, _ := io.ReadAll(f)
			if strings.HasSuffix(path, "..") && len(body) == 0 {
				continue // the folder itself, which has no bytes
			}
			t.Errorf("%.40q gave %q", path, body)
		}
	}
	for name, do := range map[string]func() error{
		"rename":  func() error { return c.Rename("/agenda.toml", "/x") },
		"posix":   func() error { return c.PosixRename("/agenda.toml", "/x") },
		"remove":  func() error { return c.Remove("/agenda.toml") },
		"rmdir":   func() error { return c.RemoveDirectory("/es") },
		"mkdir":   func() error { return c.Mkdir("/x") },
		"symlink": func() error { return c.Symlink("/etc/passwd", "/x") },
		"link":    func() error { return c.Link("/agenda.toml", "/x") },
		"chmod":   func() error { return c.Chmod("/es/record.md", 0o777) },
		"trunc":   func() error { return c.Truncate("/es/record.md", 0) },
		"create":  func() error { _, err := c.Create("/x"); return err },
		"write":   func() error { _, err := c.OpenFile("/es/record.md", os.O_WRONLY); return err },
		"append":  func() error { _, err := c.OpenFile("/agenda.toml", os.O_WRONLY|os.O_APPEND); return err },
		"link to": func() error { _, err := c.ReadLink("/agenda.toml"); return err },
		"disk":    func() error { _, err := c.StatVFS("/"); return err },
	} {
		if do() == nil {
			t.Errorf("%s was done", name)
		}
	}
	for _, asked := range s.asked {
		if !strings.HasPrefix(asked, "/") || strings.Contains(asked, "..") {
			t.Errorf("the folder was asked for %.40q", asked)
		}
	}
	if f, err := c.Open("es/record.md"); err != nil {
		t.Error(err)
	} else if body, _ := io.ReadAll(f); string(body) != "words" {
		t.Errorf("%q", body)
	}
	if got := s.end(); len(got) != 0 {
		t.Errorf("%q was written", got)
	}
	if len(s.told) == 0 || len(s.told) > 20 {
		t.Errorf("%d refusals were explained", len(s.told))
	}
}

// A file is taken whole, in whatever order its pieces come, and only when its
// client closes it.
func TestAFileIsTakenWholeOrNotAtAll(t *testing.T) {
	write := func(f *sftp.File, at int64, words string) error {
		_, err := f.WriteAt([]byte(words), at)
		return err
	}
	for _, c := range []struct {
		name string
		do   func(*testing.T, *sftp.Client, *sftp.File) error
		want string // "" is nothing at all
	}{
		{"in order", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, 0, "one "), write(f, 4, "two"), f.Close())
		}, "one two"},
		{"backwards, and twice", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, 4, "two"), write(f, 2, "e two"), write(f, 0, "one"), f.Close())
		}, "one two"},
		{"with a gap", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, 0, "one"), write(f, 5, "two"), f.Close())
		}, ""},
		{"resumed in the middle", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, 4, "two"), f.Close())
		}, ""},
		{"far away", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, 1<<62, "one"), f.Close())
		}, ""},
		{"before the beginning", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			return errors.Join(write(f, -5, "one"), f.Close())
		}, ""},
		{"too large", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			_, err := f.Write(bytes.Repeat([]byte("x"), largest+1))
			return errors.Join(err, f.Close())
		}, ""},
		{"in a thousand pieces", func(_ *testing.T, _ *sftp.Client, f *sftp.File) error {
			var err error
			for i := range int64(1000) {
				err = errors.Join(err, write(f, 2*i, "x"))
			}
			return errors.Join(err, write(f, 0, strings.Repeat("x", 2000)), f.Close()) // whole at last, but at what price
		}, ""},
		{"cut off", func(*testing.T, *sftp.Client, *sftp.File) error { return io.ErrUnexpectedEOF }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t)
			client := s.client()
			f, err := client.Create("agenda.toml")
			if err != nil {
				t.Fatal(err)
			}
			if c.name == "cut off" {
				if err := write(f, 0, "one two"); err != nil {
					t.Fatal(err)
				}
			}
			err = c.do(t, client, f)
			got := s.end()
			if c.want == "" {
				if err == nil || len(got) != 0 {
					t.Errorf("%v, and %.40q was taken", err, got)
				}
				return
			}
			if err != nil || len(got) != 1 || string(got[0]) != c.want {
				t.Errorf("%v, %.40q", err, got)
			}
		})
	}
}

// What one session holds is bounded: handles, and packets before there is room
// made for them.
func TestOneSessionIsBounded(t *testing.T) {
	s := serve(t)
	c := s.client()
	var open []*sftp.File
	for range 100 {
		if f, err := c.Open(readable); err == nil {
			open = append(open, f)
		}
	}
	if len(open) != transfer.MaxHandles {
		t.Errorf("%d files were open", len(open))
	}
	for _, f := range open {
		_ = f.Close()
	}
	if f, err := c.Open(readable); err != nil {
		t.Errorf("after they were closed: %v", err)
	} else {
		_ = f.Close()
	}
	s.end()

	for _, raw := range []string{"\xff\xff\xff\xff", "\x00\x01\x00\x01\x01", "\x00\x00\x00\x00", "\x00\x00"} {
		s := serve(t)
		_, _ = io.WriteString(s.conn, raw)
		if raw == "\x00\x00" {
			_ = s.conn.Close()
		}
		select {
		case err := <-s.ended:
			if err == nil {
				t.Errorf("%q ended as if nothing was wrong", raw)
			}
		case <-time.After(patience):
			t.Errorf("%q is waited for", raw)
		}
	}
}

// A panic behind the folder ends nothing but what was asked.
func TestAPanicIsContained(t *testing.T) {
	s := serve(t)
	c := s.client()
	if _, err := c.Open("/panic"); err == nil {
		t.Error("opened")
	}
	if _, err := c.ReadDir("/panic"); err == nil {
		t.Error("listed")
	}
	if f, err := c.Open(readable); err != nil {
		t.Error(err)
	} else {
		_ = f.Close()
	}
	s.end()
	if s.panics != 2 {
		t.Errorf("%d panics", s.panics)
	}
}

// Whatever bytes a client sends, the session ends when it hangs up, and nothing
// was written that was not sent whole.
func FuzzSFTP(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x05\x01\x00\x00\x00\x03"))
	f.Add([]byte("\x00\x00\x00\x05\x01\x00\x00\x00\x03\x00\x00\x00\x16\x03\x00\x00\x00\x01\x00\x00\x00\x05/es/x\x00\x00\x00\x01\x00\x00\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x09\x05\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x12\xc8\x00\x00\x00\x01\x00\x00\x00\x05hello"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := serve(t)
		go func() { _, _ = io.Copy(io.Discard, s.conn) }()
		_, _ = s.conn.Write(raw)
		s.end()
	})
}
