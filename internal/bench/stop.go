package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"convene/internal/library"
	"convene/tui/paint"
	"convene/tui/tuitest"
)

// What a stop and a start may take.
const (
	mostStop    = 10 * time.Second
	mostRestart = 3 * time.Second
)

// stopping tells the server to stop while everyone is there, as an operator's
// machine does, and starts it again.
func (c Config) stopping(ctx context.Context, _ io.Writer) (all []must, err error) {
	err = inFolder(func(dir string) error {
		all, err = c.stopped(ctx, dir)
		return err
	})
	return all, err
}

func (c Config) stopped(ctx context.Context, dir string) ([]must, error) {
	hall, err := Prepare(ctx, dir, Plan{People: c.Stopping, Open: true, Words: marks(1)})
	if err != nil {
		return nil, err
	}
	p, err := StartHall(ctx, dir, os.Stderr)
	if err != nil {
		return nil, err
	}
	crowd := newCrowd(p, Room{People: c.Stopping})
	records := make([]record, c.Stopping)
	crowd.open = func(ctx context.Context, i int) (*guest, error) { return hall.comes(ctx, p.Addr, i, records[i].read) }
	if err := crowd.gather(ctx); err != nil {
		_ = crowd.leave()
		return nil, err
	}
	told := time.Now()
	if err := p.Terminate(); err != nil {
		return nil, err
	}
	took := time.Since(told)
	for _, g := range crowd.guests {
		g.close()
	}
	saw, err := farewells(hall, records, told)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	again, err := StartHall(ctx, dir, os.Stderr)
	if err != nil {
		return nil, err
	}
	serving, err := served(ctx, again, began)
	if err != nil {
		return nil, err
	}
	if err := again.Stop(); err != nil {
		return nil, err
	}
	n := len(records)
	return []must{
		{
			what: fmt.Sprintf("%d people when the server stops: who reads why, on a terminal as it was", n),
			is:   num(float64(saw)), limit: num(float64(n)), missed: saw < n, judged: true,
		},
		within("from SIGTERM to the end", took, mostStop),
		within("from the next start to serving", serving, mostRestart),
	}, nil
}

// farewells counts whose terminal was put back, by the fixed reset, and says why
// they left.
func farewells(hall Hall, records []record, told time.Time) (int, error) {
	lib, err := library.Builtin()
	if err != nil {
		return 0, err
	}
	saw := 0
	for i := range records {
		w, h := size(i)
		why := lib.Words(hall.People[i].Lang).Say("door.stopping")
		// The sentence may be longer than the terminal is wide: its first words do.
		first := strings.Join(strings.Fields(why)[:4], " ")
		if !records[i].got(told, paint.Reset) {
			continue
		}
		if _, ok := records[i].replay(w, h, told, func(g tuitest.Grid) bool { return !g.Alternate && g.CursorShown && g.Says(first) }); ok {
			saw++
		}
	}
	return saw, nil
}

// Terminate stops the process as an operator's machine does, and returns when it
// has ended.
func (p *Process) Terminate() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return p.Stop()
}
