package transfer

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
)

// The old protocol's limits: the longest line of a client's, and how many files
// one command may name.
const (
	maxReply = 1 << 10
	maxNamed = 32
)

// Wants is what an "scp" command line asks for.
type Wants struct {
	Upload    bool
	Recursive bool
	Times     bool
	Paths     []string
}

// ParseSCP reads the line that an old client sends for itself; ok is false for
// any other line. Only what stock clients write is understood; the paths are
// words between spaces, and nothing of them is run.
func ParseSCP(line string) (w Wants, ok bool) {
	words := strings.Fields(line)
	if len(words) == 0 || words[0] != "scp" {
		return w, false
	}
	from := false
	for words = words[1:]; len(words) > 0 && strings.HasPrefix(words[0], "-"); words = words[1:] {
		if words[0] == "--" {
			words = words[1:]
			break
		}
		for _, flag := range words[0][1:] {
			switch flag {
			case 'f':
				from = true
			case 't':
				w.Upload = true
			case 'r':
				w.Recursive = true
			case 'p':
				w.Times = true
			case 'd', 'v', 'q':
			default:
				return w, false
			}
		}
	}
	for _, p := range words {
		w.Paths = append(w.Paths, strings.Trim(p, `'"`))
	}
	return w, from != w.Upload && len(w.Paths) > 0 && len(w.Paths) <= maxNamed
}

// SCP sends files by the old protocol, and gives the status to end with. Files
// sent to us are refused. explain makes a sentence of an error.
func SCP(ctx context.Context, s Session, w Wants, explain func(error) string) (status int) {
	defer s.keep().rest()
	c := scp{Session: s, ctx: ctx, wants: w, explain: explain, in: bufio.NewReaderSize(s.Stream, maxReply)}
	stop := context.AfterFunc(ctx, func() { _ = s.Stream.Close() })
	defer stop()
	if w.Upload {
		_ = c.warn(ErrUpload)
		return 1
	}
	if c.heard() != nil {
		return 1
	}
	for _, p := range w.Paths {
		paths, err := s.match(ctx, p)
		if err != nil {
			err = c.warn(err)
		}
		for i := 0; i < len(paths) && err == nil; i++ {
			err = c.send(paths[i])
		}
		if err != nil {
			return 1
		}
	}
	if c.refused {
		return 1
	}
	return 0
}

// scp is one run of the old protocol.
type scp struct {
	Session
	ctx     context.Context
	wants   Wants
	explain func(error) string
	in      *bufio.Reader
	refused bool
}

var errPeer = errors.New("transfer: the client gave up")

// errSkip says that the client can't take this one file; the next may follow.
var errSkip = errors.New("transfer: the client can't take it")

// heard waits for the client's word that it is ready.
func (c *scp) heard() error {
	b, err := c.in.ReadByte()
	switch {
	case err != nil || b > 1:
		return errPeer
	case b == 0:
		return nil
	}
	c.refused = true
	if _, err = c.in.ReadSlice('\n'); err != nil { // why, for its own person
		return errPeer
	}
	return errSkip
}

// warn tells the client why one file is not sent; it goes on with the next.
func (c *scp) warn(why error) error {
	c.refused = true
	_, err := fmt.Fprintf(c.Stream, "\x01%s\n", strings.ReplaceAll(c.explain(why), "\n", " "))
	return err
}

func (c *scp) say(format string, args ...any) error {
	if _, err := fmt.Fprintf(c.Stream, format, args...); err != nil {
		return err
	}
	return c.heard()
}

// send sends what a path names; an error ends it all.
func (c *scp) send(at string) error {
	err := c.offer(at)
	if errors.Is(err, errSkip) {
		return nil
	}
	return err
}

func (c *scp) offer(at string) error {
	f, err := c.stat(c.ctx, at)
	switch {
	case err != nil:
		return c.warn(err)
	case f.Dir && !c.wants.Recursive:
		return c.warn(ErrFolder)
	case f.Dir:
		return c.folder(at, f)
	}
	return c.file(at, f)
}

func (c *scp) times(f File) error {
	if !c.wants.Times {
		return nil
	}
	return c.say("T%d 0 %d 0\n", f.Time.Unix(), f.Time.Unix())
}

func (c *scp) file(at string, f File) error {
	body, err := c.Folder.Read(c.ctx, at)
	if err != nil {
		return c.warn(err)
	}
	if err := c.times(f); err != nil {
		return err
	}
	if err := c.say("C0600 %d %s\n", len(body), f.Name); err != nil {
		return err
	}
	if _, err := c.Stream.Write(body); err != nil {
		return err
	}
	return c.say("\x00")
}

// folder sends a folder and all that is in it.
func (c *scp) folder(at string, f File) error {
	files, err := c.Folder.List(c.ctx, at)
	if err != nil {
		return c.warn(err)
	}
	if err := c.times(f); err != nil {
		return err
	}
	name := f.Name
	if name == "/" {
		name = "convene"
	}
	if err := c.say("D0700 0 %s\n", name); err != nil {
		return err
	}
	for _, inside := range files {
		if err := c.send(clean(at + "/" + inside.Name)); err != nil {
			return err
		}
	}
	return c.say("E\n")
}
