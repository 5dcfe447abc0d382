package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"

	"convene/server"
	"convene/server/guard"
)

// What a child process is told.
const (
	roleName = "CONVENE_BENCH_ROLE"
	dirName  = "CONVENE_BENCH_DIR"
	// profileName, when set, is a file that takes the server's CPU profile.
	profileName = "CONVENE_BENCH_PROFILE"
	// silenceName, when set, is how long a client may leave a ping unanswered.
	silenceName = "CONVENE_BENCH_SILENCE"
	// restlessName, when set, is a workshop whose room is moved to and fro.
	restlessName = "CONVENE_BENCH_RESTLESS"

	roleHall  = "hall"
	roleFloor = "floor"
)

// Child does what this process was started for, if Start started it, and reports
// whether it was. A program calls it first. beside runs next to a house's server
// until the context ends; nil for nothing.
func Child(beside func(ctx context.Context, s *server.Server)) (was bool) {
	role := os.Getenv(roleName)
	if role == "" {
		return false
	}
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	go func() { // a parent that ends, however it ends, takes its children along
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	go countWhenAsked(ctx)
	var err error
	switch role {
	case roleHall:
		err = serveHall(ctx, os.Getenv(dirName), beside)
	case roleFloor:
		err = serveFloor(ctx)
	default:
		err = fmt.Errorf("no role %q", role)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// serveHall serves a prepared folder. The generator comes from one address and
// is exempted from its limit.
func serveHall(ctx context.Context, dir string, beside func(context.Context, *server.Server)) error {
	silence, _ := time.ParseDuration(os.Getenv(silenceName)) // none is the server's own
	s, err := server.Listen(ctx, server.Config{
		Listen: "127.0.0.1:0", Data: dir, Exempt: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Limits: guard.Limits{Silence: silence},
		Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return err
	}
	if file := os.Getenv(profileName); file != "" {
		stop, err := profile(file)
		if err != nil {
			return errors.Join(err, s.Close(ctx))
		}
		defer stop()
	}
	announce(s.Addr())
	if beside != nil {
		go beside(ctx, s)
	}
	if id := os.Getenv(restlessName); id != "" {
		go restless(ctx, s, id)
	}
	return s.Serve(ctx)
}

// profile writes where the processor's time goes to a file, until stop.
func profile(file string) (stop func(), err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { pprof.StopCPUProfile(); _ = f.Close() }, nil
}

const announced = "listening on "

func announce(addr string) { fmt.Println(announced + addr) }

// Process is a server that was started as a process of its own.
type Process struct {
	Addr   string
	cmd    *exec.Cmd
	stdin  io.Closer
	ended  chan error
	census chan string
}

// StartHall serves a folder in a process of its own; env are further "NAME=value"
// for the child. What it logs goes to log.
func StartHall(ctx context.Context, dir string, log io.Writer, env ...string) (*Process, error) {
	return start(ctx, log, append(env, roleName+"="+roleHall, dirName+"="+dir)...)
}

func start(ctx context.Context, log io.Writer, env ...string) (*Process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &Process{cmd: exec.Command(self), ended: make(chan error, 1), census: make(chan string, 1)}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = log
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	p.stdin = in
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	heard := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if addr, ok := strings.CutPrefix(lines.Text(), announced); ok {
				heard <- addr
			}
			if held, ok := strings.CutPrefix(lines.Text(), counted); ok {
				p.census <- held
			}
		}
		close(heard)
		close(p.census)
		p.ended <- p.cmd.Wait()
	}()
	select {
	case addr, ok := <-heard:
		if !ok {
			return nil, errors.Join(errors.New("the server did not start"), <-p.ended)
		}
		p.Addr = addr
		return p, nil
	case <-ctx.Done():
		p.Kill()
		return nil, ctx.Err()
	}
}

// Kill ends the process at once, as kill -9 does, and returns when it is gone.
func (p *Process) Kill() {
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	<-p.ended
	_ = p.stdin.Close()
}

// stopWithin is how long an orderly stop may take.
const stopWithin = 20 * time.Second

// Stop ends the process in order.
func (p *Process) Stop() error {
	_ = p.stdin.Close()
	select {
	case err := <-p.ended:
		return err
	case <-time.After(stopWithin):
		p.Kill()
		return errors.New("the server did not stop")
	}
}
