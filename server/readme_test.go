package server_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"convene/internal/bench"
)

// section is a part of the README, from its heading to the next.
func section(t *testing.T, heading string) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	must(t, err)
	_, rest, ok := strings.Cut(string(readme), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("the README has no part %q", heading)
	}
	part, _, _ := strings.Cut(rest, "\n## ")
	return part
}

// Whoever types the lines of "Joining" stands at the door; without a terminal it
// is the line-by-line one.
func TestTheWaysInOfTheReadme(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	c := s.at("Rosa Delgado")
	lines := regexp.MustCompile("`((?:ssh|plink) [^`]*@host)`").FindAllStringSubmatch(section(t, "Joining"), -1)
	if len(lines) < 3 {
		t.Fatalf("only %d lines were found", len(lines))
	}
	for _, line := range lines {
		if strings.HasPrefix(line[1], "plink") {
			continue // PuTTY's own tool; its line differs by one capital
		}
		got := c.types(line[1], "1\nwhere\nleave\ny\n")
		if strings.Contains(line[1], "+room") { // a projector's screen is drawn, and here is no terminal
			if got.code != 1 || !strings.Contains(got.out, "A room screen needs a terminal that can draw.") {
				t.Errorf("%s\nended with %d and said %q and %q", line[1], got.code, got.out, got.err)
			}
			continue
		}
		if got.code != 0 || !strings.Contains(got.out, "Are you Rosa Delgado?") || !strings.Contains(got.out, "Goodbye.") || strings.ContainsAny(got.out, "\x1b") {
			t.Errorf("%s\nended with %d and said %q and %q", line[1], got.code, got.out, got.err)
		}
	}
}

// operator types verbs at the server's own machine.
type operator struct {
	t     *testing.T
	dir   string // the data folder
	files string
	n     int
}

// types runs a line of the README, typed being what it asks for.
func (o *operator) types(line, typed string) answer {
	o.t.Helper()
	path, err := binary()
	must(o.t, err)
	cmd := exec.CommandContext(o.t.Context(), "bash", "-c", line)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(path)+":"+os.Getenv("PATH"), "CONVENE_DATA="+o.dir, "LC_ALL=C.UTF-8")
	cmd.Stdin = strings.NewReader(typed)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		o.t.Fatalf("%s: %v", line, err)
	}
	return answer{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// makes makes a workshop and gives its code.
func (o *operator) makes() string {
	o.t.Helper()
	got := o.types(`convene new --title "Rio Claro Family Partnership" --agenda a`, "")
	code := regexp.MustCompile(`\b[0-9A-Z]{4}-[0-9A-Z]{4}\b`).FindString(got.out)
	if got.code != 0 || code == "" {
		o.t.Fatalf("%+v", got)
	}
	return code
}

// verbs are those of the table, each with nothing that stands in brackets, and
// then with it.
func verbs(t *testing.T) (out []string) {
	for row := range strings.SplitSeq(section(t, "Operating"), "\n") {
		first, _, ok := strings.Cut(strings.TrimPrefix(row, "| "), " | ")
		if !ok || !strings.HasPrefix(first, "`convene ") {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(first, -1) {
			verb, said := strings.CutPrefix(m[1], "convene ")
			if !said {
				verb += " CODE"
			}
			bare := regexp.MustCompile(` *\[[^]]*\]`).ReplaceAllString(verb, "")
			whole := strings.NewReplacer("[tor, record or sheet]", "sheet", "[", "", "]", "").Replace(verb)
			if out = append(out, bare); whole != bare {
				out = append(out, whole)
			}
		}
	}
	return out
}

// The table of "Operating" does what it says, when no server runs and while one
// does.
func TestTheVerbsOfTheReadme(t *testing.T) {
	o := &operator{t: t, dir: filepath.Join(t.TempDir(), "data"), files: t.TempDir()}
	list := verbs(t)
	if len(list) < 20 {
		t.Fatalf("only %d verbs were found: %q", len(list), list)
	}
	o.all(list, false)
	p := serves(t, o.dir, "")
	o.all(list, true)
	if status := p.end(syscall.SIGTERM); status != 0 {
		t.Errorf("the server ended with %d: %s", status, p.errs.String())
	}
}

func (o *operator) all(list []string, running bool) {
	o.t.Helper()
	code, backup := o.makes(), ""
	for _, verb := range list {
		name, _, _ := strings.Cut(verb, " ")
		o.n++
		file, its := filepath.Join(o.files, fmt.Sprint("file", o.n)), code
		typed, want := "", 0
		switch name {
		case "end", "close":
			typed = "yes\n"
		case "delete":
			its = o.makes()
			typed = its + "\n"
		case "redact": // there is nothing to take out
			its, typed, want = o.makes(), "Rosa Delgado\n", 1
		case "backup":
			backup = file
		case "restore":
			file = backup
			if running {
				want = 1
			}
		}
		line := regexp.MustCompile(`\b(T|N|F|L|W|CODE|HOST|FILE)\b`).ReplaceAllStringFunc(verb, func(s string) string {
			n := "'Example Tribe'"
			if name == "export" {
				n = "1"
			}
			return map[string]string{"T": "'Rio Claro Family Partnership'", "N": n, "F": "pdf", "L": "es", "W": "asked",
				"CODE": its, "HOST": "host.example:2222", "FILE": file}[s]
		})
		if got := o.types("convene "+line, typed); got.code != want {
			o.t.Errorf("convene %s (a server runs: %t)\nended with %d, not %d, and said %q and %q", line, running, got.code, want, got.out, got.err)
		}
	}
}
