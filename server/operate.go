package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/sqlite"
	"convene/server/remote"
)

// Order is one verb of the operator's, and Console where it writes and asks.
type (
	Order   = remote.Order
	Console = remote.Console
)

const (
	// lockPatience is how long an order waits for a server that holds the
	// folder and does not listen yet, or listens no more.
	lockPatience = 3 * time.Second
	lockRetry    = 50 * time.Millisecond
)

// Operate does one order on the data folder: the running server does it, or,
// where none runs, this process with the folder to itself. out names a file of
// the caller's that takes what the order writes; empty is the console. The
// status is one of package remote's; the error, a fault, is for the caller to
// say.
func Operate(ctx context.Context, c Config, o Order, console Console, out string) (status int, err error) {
	if o.Verb == "restore" {
		return restore(ctx, c, o, console)
	}
	if out == "" {
		return dispatch(ctx, c, o, console)
	}
	if _, err := os.Lstat(out); err == nil {
		return remote.Failed, fault.New("file_exists", "file", out)
	}
	var body bytes.Buffer
	o.Terminal = false
	status, err = dispatch(ctx, c, o, Console{Out: &body, Err: console.Err, Ask: console.Ask})
	if err != nil || status != remote.OK {
		return status, err
	}
	if err := writeNew(out, body.Bytes()); err != nil {
		return remote.Failed, err
	}
	_, err = fmt.Fprintln(console.Out, wordsOf(o.Locale).Say("cli.export.done", "path", out))
	return remote.OK, err
}

// writeNew makes a file that was not there.
func writeNew(path string, body []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New("file_exists", "file", path)
	}
	if err == nil {
		_, err = f.Write(body)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fault.New("file_unwritable", "file", path).With(err)
	}
	return nil
}

// dispatch finds who does the order. Between a server's taking the folder and
// its listening there is a moment in which neither way is open; it passes.
func dispatch(ctx context.Context, c Config, o Order, console Console) (int, error) {
	path, err := socketOf(c.Data)
	if err != nil {
		return remote.Failed, err
	}
	for until := time.Now().Add(lockPatience); ; {
		status, err := remote.Ask(ctx, path, o, console)
		if !errors.Is(err, remote.ErrNobody) {
			return status, err
		}
		h, err := Open(ctx, c)
		if err == nil {
			status := h.verbs(c.Listen, nil).Operate(ctx, o, console)
			return status, h.Close(ctx)
		}
		if fault.Code(err) != "data.locked" || time.Now().After(until) {
			return remote.Failed, err
		}
		select {
		case <-time.After(lockRetry):
		case <-ctx.Done():
			return remote.Failed, ctx.Err()
		}
	}
}

func socketOf(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fault.New("data.unwritable", "dir", dir).With(err)
	}
	return socket(dir), nil
}

// restore puts a backup in the folder's place; no server may hold it.
func restore(ctx context.Context, c Config, o Order, console Console) (int, error) {
	err := sqlite.Restore(ctx, c.Data, o.File, time.Now())
	if fault.Code(err) == "data.locked" {
		return remote.Failed, fault.New("server_running", "dir", c.Data).With(err)
	}
	if err != nil {
		return remote.Failed, err
	}
	w := wordsOf(o.Locale)
	_, err = fmt.Fprintln(console.Out, w.Say("cli.restore.done", "path", o.File)+"\n"+w.Say("cli.restore.polls")+"\n"+w.Say("cli.restore.replaced", "path", filepath.Join(c.Data, "backups")))
	return remote.OK, err
}

// Ask makes a Console's Ask of somebody's input: the question on to, the answer
// from a line of from.
func Ask(from io.Reader, to io.Writer) func(string) (string, error) {
	return func(question string) (string, error) {
		if _, err := fmt.Fprint(to, question+" "); err != nil {
			return "", err
		}
		var line strings.Builder
		b := make([]byte, 1)
		for line.Len() < 1<<10 {
			n, err := from.Read(b)
			switch {
			case n == 1 && b[0] == '\n':
				return line.String(), nil
			case n == 1:
				line.WriteByte(b[0])
			case err == io.EOF && line.Len() > 0:
				return line.String(), nil
			case err != nil:
				return "", err
			}
		}
		return line.String(), nil
	}
}

// wordsOf gives the sentences of a locale from the content built in, for what
// is said before a county's own was read, or without it.
func wordsOf(locale string) library.Words {
	lib, err := library.Builtin()
	if err != nil {
		return library.Words{}
	}
	return lib.Words(lib.Guess(locale))
}

// Explain says an error to the operator, in one sentence.
func Explain(locale string, err error) string {
	w := wordsOf(locale)
	if fault.Code(err) == "internal" {
		return w.Say("cli.failed", "what", err.Error())
	}
	return w.Fault(err)
}

// Help gives the sentences that describe verbs and flags, by their ids with
// "_" for ".": "cli_help_serve".
func Help(locale string) map[string]string {
	w := wordsOf(locale)
	out := make(map[string]string)
	for _, id := range w.IDs() {
		if id == "cli.about" || strings.HasPrefix(id, "cli.help.") || strings.HasPrefix(id, "cli.flag.") {
			out[strings.ReplaceAll(id, ".", "_")] = w.Say(id)
		}
	}
	return out
}
