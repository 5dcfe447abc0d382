package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"syscall"
)

// Census is what a server holds at a moment.
type Census struct {
	Goroutines, Files int
	Heap, Resident    int64 // bytes
}

// counted begins the line in which a child tells what it holds.
const counted = "holds "

// countWhenAsked answers each SIGUSR1 with what the process holds, after giving
// back what nobody needs, and each SIGUSR2 with where its goroutines are.
func countWhenAsked(ctx context.Context) {
	asked, where := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	signal.Notify(where, syscall.SIGUSR2)
	defer signal.Stop(asked)
	defer signal.Stop(where)
	for {
		select {
		case <-where:
			_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
		case <-asked:
			debug.FreeOSMemory()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			fmt.Printf("%s%d %d\n", counted, runtime.NumGoroutine(), m.HeapAlloc)
		case <-ctx.Done():
			return
		}
	}
}

// Census asks the process what it holds. One caller at a time.
func (p *Process) Census(ctx context.Context) (c Census, err error) {
	if err := p.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		return c, err
	}
	select {
	case line, ok := <-p.census:
		if !ok {
			return c, errors.New("the server has ended")
		}
		if _, err := fmt.Sscan(line, &c.Goroutines, &c.Heap); err != nil {
			return c, err
		}
	case <-ctx.Done():
		return c, ctx.Err()
	}
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.cmd.Process.Pid))
	if err != nil {
		return c, err
	}
	c.Files = len(files)
	_, c.Resident, err = p.Usage()
	return c, err
}

// Where has the process write to its log where its goroutines are.
func (p *Process) Where() error { return p.cmd.Process.Signal(syscall.SIGUSR2) }
