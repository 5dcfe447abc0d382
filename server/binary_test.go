package server_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"convene/internal/bench"
	"convene/tui/tuitest"
)

// binaryDir is taken away when the tests have run.
func binaryDir() string {
	return filepath.Join(os.TempDir(), fmt.Sprint("convene-binary-", os.Getpid()))
}

// binary is the program itself, built once.
var binary = sync.OnceValues(func() (string, error) { //nolint:gochecknoglobals // built once
	path := filepath.Join(binaryDir(), "convene")
	out, err := exec.Command("go", "build", "-o", path, "convene/cmd/convene").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

// program is the program serving a hall, as an operator starts it.
type program struct {
	*exec.Cmd
	addr string
	out  journal // what it says
	errs journal // what it logs
	read chan struct{}
}

// serves starts the program on a folder, by way of a shell line that ends in
// exec "$0" "$@" where one is given.
func serves(t *testing.T, dir, shell string, flags ...string) *program {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", dir, "--exempt", "127.0.0.0/8"}, flags...)
	p := &program{Cmd: exec.Command(path, args...), read: make(chan struct{})}
	if shell != "" {
		p.Cmd = exec.Command("sh", append([]string{"-c", shell, path}, args...)...)
	}
	p.Env = append(os.Environ(), "LC_ALL=C")
	p.Stderr = &p.errs
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	listens := make(chan string, 1)
	go func() {
		defer close(p.read)
		found := false
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Fprintln(&p.out, lines.Text())
			if _, port, ok := strings.Cut(lines.Text(), "127.0.0.1:"); ok && !found {
				listens <- "127.0.0.1:" + strings.TrimRight(port, ". ")
				found = true
			}
		}
	}()
	t.Cleanup(func() { p.end(syscall.SIGKILL) })
	select {
	case p.addr = <-listens:
	case <-p.read:
		t.Fatalf("it does not serve: %s%s", p.out.String(), p.errs.String())
	}
	return p
}

// end sends a signal and waits until the program is gone; its status is the
// answer. To do it again is no error.
func (p *program) end(with syscall.Signal) (status int) {
	_ = p.Process.Signal(with)
	<-p.read
	var exit *exec.ExitError
	if err := p.Wait(); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return p.ProcessState.ExitCode()
}

// full makes a folder with a hall whose people write a section together.
func full(t *testing.T, dir string, people int) bench.Hall {
	t.Helper()
	hall, err := bench.Prepare(t.Context(), dir, bench.Plan{People: people, Open: true})
	if err != nil {
		t.Fatal(err)
	}
	return hall
}

// atTheText brings the i-th person to the section and lets them write there.
func atTheText(t *testing.T, addr string, hall bench.Hall, i int) *tuitest.Person {
	t.Helper()
	p := arrive(t, addr, hall, i, tuitest.Options{W: 80, H: 24})
	p.SeeThat("the section", func(g tuitest.Grid) bool { return g.Says("Section 2 of 19") || g.Says("Sección 2 de 19") })
	writes(t, p)
	return p
}
