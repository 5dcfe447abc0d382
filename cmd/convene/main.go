// Command convene runs the server and the operator's verbs. It holds no logic:
// it reads flags, listens to signals, and ends with a status: 0 when the verb
// did what was asked, 1 when it did not, 2 when the line was not understood.
//
// Concurrency: one goroutine, and one that waits for signals; the first ends
// what runs in order, the second at once.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // meetings have zones, and small machines have no list of them

	"github.com/alecthomas/kong"

	"convene/server"
)

func main() {
	syscall.Umask(0o077)
	// Bubble Tea would write what people type to the files these name.
	_ = os.Unsetenv("TEA_TRACE")
	_ = os.Unsetenv("TEA_DEBUG")
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The statuses of the process.
const (
	ok      = 0
	failed  = 1
	unclear = 2
)

// shell is what a command runs in.
type shell struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	locale   string
	terminal bool // out shows on one
	status   int
}

func run(args []string, in io.Reader, out, errs io.Writer) (status int) {
	s := &shell{in: in, out: out, err: errs, locale: locale(), terminal: isTerminal(out)}
	var flags cli
	left := -1
	parser, err := kong.New(&flags, kong.Name("convene"), kong.Description("${cli_about}"),
		kong.Vars(server.Help(s.locale)), kong.Writers(out, errs), kong.Exit(func(code int) { left = code }))
	if err != nil {
		fmt.Fprintln(errs, "convene:", err)
		return failed
	}
	words, err := parser.Parse(args)
	switch {
	case left >= 0: // help was shown
		return left
	case err != nil:
		fmt.Fprintf(errs, "convene: %v. Try: convene --help\n", err)
		return unclear
	}
	stop := s.signals()
	defer stop()
	if err := words.Run(s); err != nil {
		fmt.Fprintln(errs, server.Explain(s.locale, err))
		return failed
	}
	return s.status
}

// signals makes the context that the first interrupt ends; a second one ends
// the process.
func (s *shell) signals() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	s.ctx = ctx
	heard := make(chan os.Signal, 2)
	signal.Notify(heard, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-heard:
			cancel()
		case <-ctx.Done():
			return
		}
		if _, again := <-heard; again {
			os.Exit(failed)
		}
	}()
	return func() {
		signal.Stop(heard)
		cancel()
		close(heard)
	}
}

// locale is the operator's first guess at a language.
func locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// isTerminal reports whether w shows on a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// serve runs the server until a signal.
func (c serveCmd) serve(s *shell) error {
	log := server.NewLog(s.err)
	slog.SetDefault(log) // for libraries that log by themselves
	srv, err := server.Listen(s.ctx, c.config(log))
	if err != nil {
		return err
	}
	if c.Sample {
		if err := srv.Sample(s.ctx, s.locale, s.out); err != nil {
			return errors.Join(err, srv.Close(s.ctx))
		}
	}
	if err := srv.Announce(s.locale, s.out); err != nil {
		return errors.Join(err, srv.Close(s.ctx))
	}
	// The operator hears of the stop before anyone is shown out.
	ctx, cancel := context.WithCancel(context.WithoutCancel(s.ctx))
	defer cancel()
	context.AfterFunc(s.ctx, func() {
		_ = srv.Stopping(s.locale, s.out) // the stop goes on unheard
		cancel()
	})
	if err := srv.Serve(ctx); err != nil {
		return err
	}
	return srv.Stopped(s.locale, s.out)
}

// order has an order done.
func (s *shell) order(f folder, o server.Order, out string) error {
	o.Locale, o.Terminal = s.locale, s.terminal
	config := server.Config{Data: f.Data, Content: f.Content, Listen: f.Listen, Logger: server.NewLog(s.err)}
	console := server.Console{Out: s.out, Err: s.err, Ask: server.Ask(s.in, s.err)}
	status, err := server.Operate(s.ctx, config, o, console, out)
	s.status = status
	return err
}
