package bench

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"golang.org/x/crypto/ssh"
)

// What the slowest link must do. It sets the time itself, so that these times are
// judged.
const mostOwnSlow = 3 * time.Second

// typingBeside is how many others type in the section that somebody on the slow
// link writes in.
const typingBeside = 10

// far is what somebody on the slow link waits for.
type far struct {
	own, others  spread
	screen, join time.Duration // to the first screen, and from nothing to a seat
	bytes        int64         // of joining
}

// slowly measures the slowest link: the full-screen face while others type, and
// joining line by line.
func (c Config) slowly(ctx context.Context, w io.Writer) ([]must, error) {
	var f far
	err := inFolder(func(dir string) error { return c.slowScreen(ctx, dir, &f) })
	if err == nil {
		err = inFolder(func(dir string) error { return c.slowJoin(ctx, dir, &f) })
	}
	if err != nil {
		return nil, err
	}
	link := c.Link
	fmt.Fprintf(w, "a link of %g kbit/s each way and %s round trip, TCP's and IP's headers on it too\n", link.Rate*8/1000, link.Trip)
	fmt.Fprintf(w, "%-50s %7s %7s %7s %7s\n", "full screen 80×24, ten others typing beside; s", "p50", "p90", "p99", "max")
	for _, x := range []struct {
		what string
		spread
	}{{"  key to own screen", f.own}, {"  key to others' screens, read on that link", f.others}} {
		fmt.Fprintf(w, "%-50s %7s %7s %7s %7s\n", x.what, secs(x.p50), secs(x.p90), secs(x.p99), secs(x.max))
	}
	fmt.Fprintf(w, "%-50s %7s\n", "  from connecting to the first screen", secs(f.screen))
	fmt.Fprintf(w, "%-50s %7s   (%d bytes both ways)\n\n", "line by line, from connecting to one's own seat", secs(f.join), f.bytes)
	return []must{{
		what: fmt.Sprintf("slow link: key to own screen while %d others type, p99", typingBeside),
		is:   secs(f.own.p99) + " s", limit: "≤ " + secs(mostOwnSlow) + " s", missed: f.own.p99 > mostOwnSlow, judged: true,
	}}, nil
}

func secs(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

// slowScreen has somebody on the slow link write in the section in which ten
// others write.
func (c Config) slowScreen(ctx context.Context, dir string, f *far) (err error) {
	r := Room{People: 1 + typingBeside, Typists: 1 + typingBeside}
	crowd, err := c.hall(ctx, dir, r, func(i int, caller *call) {
		if i == 0 {
			caller.w, caller.h, caller.link = 80, 24, func(raw net.Conn) net.Conn { return c.Link.over(raw) }
		}
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, crowd.leave()) }()
	crowd.again = 10 * time.Second
	open := crowd.open
	crowd.open = func(ctx context.Context, i int) (*guest, error) {
		began := time.Now()
		g, err := open(ctx, i)
		if i == 0 {
			f.screen = time.Since(began)
		}
		return g, err
	}
	if err := errors.Join(crowd.gather(ctx), crowd.settle(ctx)); err != nil {
		return err
	}
	if err := crowd.typing(ctx, c, new(figures)); err != nil {
		return err
	}
	e := crowd.eyes[0]
	e.mu.Lock()
	defer e.mu.Unlock()
	f.own, f.others = spreadOf(e.own), spreadOf(e.others)
	return nil
}

// slowJoin has somebody new come line by line over the slow link, up to a seat of
// their own. They read and type in no time: what is measured is the link's.
func (c Config) slowJoin(ctx context.Context, dir string, f *far) (err error) {
	hall, err := Prepare(ctx, dir, Plan{People: 10, Open: true})
	if err != nil {
		return err
	}
	p, err := StartHall(ctx, dir, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		return err
	}
	var link *slowConn
	caller := calling(p.Addr, hall.Code, key, 10)
	caller.link = func(raw net.Conn) net.Conn { link = c.Link.over(raw); return link }
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	began := time.Now()
	g, err := caller.lines(ctx)
	if err != nil {
		return err
	}
	defer g.close()
	if err := g.does(ctx,
		"Type 1 or 2", "1",
		"Number or word:", "1",
		"Your words:", "Rosa Delgado",
		"when you are ready:", "ready",
		"Number or word:"); err != nil {
		return err
	}
	f.join = time.Since(began)
	f.bytes, _ = link.carried()
	return nil
}
