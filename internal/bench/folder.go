package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

// What a folder full of workshops and a workshop full of events may cost.
const (
	mostStart = 2 * time.Second
	mostJoin  = time.Second
)

// starting measures a start with many workshops in the folder, up to where the
// server speaks to who connects.
func (c Config) starting(ctx context.Context, _ io.Writer) (all []must, err error) {
	err = inFolder(func(dir string) error {
		if err := Stock(ctx, dir, c.Workshops); err != nil {
			return err
		}
		var took []time.Duration
		for i := range 1 + max(1, c.Rounds) {
			began := time.Now()
			p, err := StartHall(ctx, dir, os.Stderr)
			if err != nil {
				return err
			}
			t, err := served(ctx, p, began)
			if err != nil {
				return err
			}
			if i > 0 { // the first makes the host's keys
				took = append(took, t)
			}
			if err := p.Stop(); err != nil {
				return err
			}
		}
		all = append(all, within(fmt.Sprintf("start with %d workshops in the folder", c.Workshops), spreadOf(took).p50, mostStart))
		return nil
	})
	return all, err
}

// served waits until the server says who it is, as it does when it serves.
func served(ctx context.Context, p *Process, began time.Time) (time.Duration, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", p.Addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "SSH-2.0") {
		return 0, fmt.Errorf("the server says %q: %w", line, err)
	}
	return time.Since(began), nil
}

// joining measures how long the first to come to a long workshop waits for their
// first complete screen.
func (c Config) joining(ctx context.Context, _ io.Writer) (all []must, err error) {
	err = inFolder(func(dir string) error {
		hall, err := Prepare(ctx, dir, Plan{People: 20, Open: true})
		if err != nil {
			return err
		}
		if err := hall.Lengthen(ctx, c.Events); err != nil {
			return err
		}
		var took []time.Duration
		for i := range max(1, c.Rounds) {
			t, err := joined(ctx, hall, i)
			if err != nil {
				return err
			}
			took = append(took, t)
		}
		all = append(all, within(fmt.Sprintf("join a workshop of %d events", c.Events), spreadOf(took).p50, mostJoin))
		return nil
	})
	return all, err
}

// joined starts a server in which no room runs yet, and has one person come.
func joined(ctx context.Context, hall Hall, i int) (took time.Duration, err error) {
	p, err := StartHall(ctx, hall.Dir, os.Stderr)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	g, err := hall.comes(ctx, p.Addr, i, nil)
	if err != nil {
		_ = p.Stop()
		return 0, err
	}
	took = time.Since(began)
	g.close()
	return took, p.Stop()
}
