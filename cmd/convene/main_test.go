package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// call runs a command line as the process would.
func call(t *testing.T, in string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

func TestStatuses(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	t.Setenv("CONVENE_DATA", filepath.Join(t.TempDir(), "var"))
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   string
		status int
		says   string // on stderr where the status is not 0, else on stdout
	}{
		{"--help", ok, "run the server"},
		{"serve --help", ok, "--per-address"},
		{"list", ok, "There is no workshop yet."},
		{"check", ok, "Everything fits together."},
		{"show AAAA-AAAA", failed, "No workshop can be entered with that code."},
		{"list --data " + file, failed, "can't be written"},
		{"serve --listen nowhere", failed, "It is not possible to listen on nowhere."},
		{"", unclear, "Try: convene --help"},
		{"frobnicate", unclear, "Try: convene --help"},
		{"new", unclear, "--title"},
		{"new --title T --public-body maybe", unclear, "--public-body"},
		{"serve --exempt everyone", unclear, "--exempt"},
		{"export AAAA-AAAA", unclear, "--format"},
		{"redact AAAA-AAAA", unclear, "--why"},
		{"redact AAAA-AAAA words --why no", unclear, "family"},
		{"redact AAAA-AAAA words --why family", failed, "No workshop can be entered with that code."},
		{"export AAAA-AAAA --format exe", unclear, "exe"},
	} {
		status, out, errs := call(t, "", strings.Fields(c.args)...)
		said := out
		if c.status != ok {
			said = errs
			if strings.Count(strings.TrimSpace(errs), "\n") != 0 {
				t.Errorf("%q: more than one line: %q", c.args, errs)
			}
		}
		if status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%q: %d, %q, %q; want %d and %q", c.args, status, out, errs, c.status, c.says)
		}
	}
}

// The operator reads their own language, in the help too.
func TestSpanish(t *testing.T) {
	t.Setenv("LC_ALL", "es_MX.UTF-8")
	if _, out, _ := call(t, "", "--help"); !strings.Contains(out, "poner en marcha el servidor") {
		t.Error(out)
	}
	if _, _, errs := call(t, "", "show", "AAAA-AAAA", "--data", filepath.Join(t.TempDir(), "var")); !strings.Contains(errs, "taller") {
		t.Error(errs)
	}
}

// From the first verb to the last, as an operator types them.
func TestAWorkshopsLife(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	dir := t.TempDir()
	t.Setenv("CONVENE_DATA", filepath.Join(dir, "var"))
	must := func(in string, args ...string) string {
		t.Helper()
		status, out, errs := call(t, in, args...)
		if status != ok {
			t.Fatalf("%q: %d %s%s", args, status, out, errs)
		}
		return out
	}
	made := must("", "new", "--title", "Kinship first", "--agenda", "c", "--keeper", "Rio Claro County")
	_, code, _ := strings.Cut(made, "Code: ")
	code, _, _ = strings.Cut(code, "\n")
	must("", "invite", code, "--address", "workshop.example.org")
	must("", "passphrase", code, "--role", "coordinator")
	must("", "delegate", code, "--nation", "Example Tribe")
	file := filepath.Join(dir, "tor.docx")
	must("", "export", code, "--format", "docx", "--lang", "es", "--out", file)
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	copied := filepath.Join(dir, "copy.db")
	must("", "backup", copied, "--with-keys")
	if status, _, _ := call(t, "no\n", "end", code); status != failed {
		t.Error("ended against a no")
	}
	must("yes\n", "end", code)
	must("yes\n", "close", code)
	must(code+"\n", "delete", code)
	must("", "restore", copied)
	if out := must("", "show", code); !strings.Contains(out, "Status: prepared") {
		t.Error(out)
	}
	if status, _, errs := call(t, "", "hostkey", "rotate", "--finish"); status != failed || !strings.Contains(errs, "No change") {
		t.Error("finished what never began:", errs)
	}
	both := must("", "hostkey", "rotate")
	if again := must("", "hostkey", "rotate"); strings.Count(both, "SHA256:") != 2 || again != both {
		t.Errorf("%q, and again %q", both, again)
	}
	if out := must("", "invite", code); strings.Count(out, "SHA256:") != 4 {
		t.Error("an invitation in two languages lacks a fingerprint:", out)
	}
	if done := must("", "hostkey", "rotate", "--finish"); strings.Count(done, "SHA256:") != 1 ||
		!strings.Contains(both, done[strings.Index(done, "SHA256:"):][:50]) {
		t.Errorf("%q, and finished %q", both, done)
	}
	must("", "check")
}

// A signal ends the server in order, and the folder is free for the next.
func TestSignalStopsInOrder(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	dir := filepath.Join(t.TempDir(), "var")
	for range 2 {
		out, to := io.Pipe()
		status := make(chan int, 1)
		var errs bytes.Buffer
		go func() {
			status <- run([]string{"serve", "--listen", "127.0.0.1:0", "--data", dir}, nil, to, &errs)
			_ = to.Close()
		}()
		said := bufio.NewScanner(out)
		for said.Scan() && !strings.Contains(said.Text(), "Ctrl-C") {
		}
		if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		last := ""
		for said.Scan() {
			last = said.Text()
		}
		if got := <-status; got != ok || last != "Stopped." {
			t.Fatalf("%d, %q, %s", got, last, errs.String())
		}
	}
}
