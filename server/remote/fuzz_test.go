package remote_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"testing"

	"convene/internal/fault"
	"convene/server/remote"
)

// nowhere is a folder of which nothing is copied and nothing goes: a line that
// was made up names any file.
type nowhere struct{ folder }

func (nowhere) Backup(context.Context, string, bool) error    { return fault.New("backup.exists") }
func (nowhere) Check(context.Context) ([]*fault.Error, error) { return nil, nil }
func (nowhere) Forget(context.Context, string) error          { return errors.New("kept") }
func (f nowhere) RotateHostKeys(bool) (string, string, error) { return "", "", fault.New("internal") }
func (f nowhere) Fingerprints() (string, string, error)       { return "SHA256:x", "", nil }

// FuzzControl holds for any bytes on the control socket: the server answers with
// whole messages, ends what it began, and listens on.
func FuzzControl(f *testing.F) {
	h := open(f)
	f.Add([]byte("{\"verb\":\"list\"}\n"))
	f.Add([]byte("{\"verb\":\"show\",\"code\":\"" + h.made.Code.String() + "\",\"locale\":\"es\"}\n"))
	f.Add([]byte("{\"verb\":\"end\",\"code\":\"" + h.made.Code.String() + "\"}\n{\"answer\":\"no\"}\n"))
	f.Add([]byte("{\"verb\":\"new\",\"title\":\"\\u001b[2J\",\"zone\":\"Mars\",\"retention_days\":-1}\n"))
	f.Add([]byte("{\"verb\":\"export\",\"format\":\"md\",\"lang\":\"xx\",\"what\":\"../../etc/passwd\"}\n"))
	f.Add([]byte("[]\n{}\nnull\n\"\"\n\xff"))
	verbs := remote.New(remote.Parts{Lib: h.lib, Rooms: h.rooms, Desk: h.desk, Folder: nowhere{}, Address: "127.0.0.1:2222"})
	path := filepath.Join(f.TempDir(), "c.sock")
	control, err := remote.ListenControl(path, verbs, slog.New(slog.DiscardHandler))
	if err != nil {
		f.Fatal(err)
	}
	go control.Serve(context.Background())
	f.Cleanup(func() { _ = control.Close() })
	f.Fuzz(func(t *testing.T, sent []byte) {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		go func() {
			_, _ = conn.Write(sent)
			_ = conn.(*net.UnixConn).CloseWrite()
		}()
		got, _ := io.ReadAll(conn)
		if len(got) > 0 && got[len(got)-1] != '\n' {
			t.Fatalf("%q was answered by half a message: %q", sent, got)
		}
		for line := range bytes.Lines(got) {
			if line[0] != '{' {
				t.Fatalf("%q was answered %q", sent, line)
			}
		}
	})
}
