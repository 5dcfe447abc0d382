package archtest

import (
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// arrows is the plan: a room, and after the colon the rooms it may import.
// "x/*" is every package under x, "x/…" is x and every package under it, and
// "x/*/y" the y of each package under x. Where several lines fit a package, the
// longest holds. Tests may import what they like. internal/safetext and internal/fault are open to all.
const arrows = `
cmd/convene:            server
cmd/convene-bench:      internal/bench
internal/bench:         server/… tui/… internal/…
server:                 server/* tui/… internal/room internal/workshop/… internal/sqlite internal/access internal/desk internal/prepare internal/document internal/library
server/guard:
server/transfer:
server/metrics:
server/edge:            server/guard
server/remote:          internal/room internal/workshop/… internal/document internal/access internal/library internal/desk internal/prepare

tui:                    tui/* internal/room internal/workshop/… internal/library internal/document internal/access internal/desk internal/text internal/prepare
tui/screen:             tui/paint tui/widget/* tui/theme tui/keys internal/workshop/… internal/library internal/text
tui/screen/*:           tui/screen tui/screen/*/guide tui/paint tui/widget/* tui/theme tui/keys internal/workshop/… internal/library internal/text
tui/screen/*/guide:     tui/screen tui/keys internal/workshop/… internal/library internal/text
tui/input:              tui/keys
tui/paint:
tui/widget/*:           tui/paint tui/theme tui/keys internal/text internal/library
tui/widget/agree:       tui/paint tui/theme tui/keys tui/widget/bars tui/widget/choice internal/text internal/library
tui/theme:
tui/keys:
tui/linear:             tui/input tui/keys tui/paint internal/room internal/workshop/… internal/library internal/document internal/access internal/desk internal/text internal/prepare
tui/tuitest:            tui/keys
tui/tuitest/*:          tui/… internal/…

internal/workshop:          internal/workshop/* internal/text
internal/workshop/roster:
internal/workshop/halltest:  internal/workshop/act internal/workshop/poll internal/workshop/roster internal/text
internal/workshop/freeze:
internal/workshop/act:      internal/workshop/roster internal/text
internal/workshop/poll:     internal/workshop/roster
internal/workshop/agenda:   internal/workshop/act internal/workshop/roster internal/text
internal/workshop/followup: internal/workshop/act internal/workshop/roster internal/text
internal/workshop/spectrum: internal/workshop/act internal/workshop/poll internal/workshop/roster internal/text
internal/workshop/values:   internal/workshop/act internal/workshop/poll internal/workshop/roster internal/text
internal/workshop/terms:    internal/workshop/act internal/workshop/poll internal/workshop/roster internal/text
internal/text:
internal/fault:
internal/safetext:
internal/room:              internal/workshop/… internal/eventlog internal/ballot internal/text
internal/eventlog:
internal/eventlog/*:        internal/eventlog
internal/ballot:
internal/ballot/*:          internal/ballot
internal/access:
internal/forgetful:
internal/sqlite:            internal/eventlog internal/ballot internal/access migrations
internal/desk:              internal/room internal/sqlite internal/access internal/eventlog internal/workshop/…
internal/prepare:           internal/library internal/workshop/…
internal/document:          internal/workshop/… internal/library internal/text
internal/library:           content
internal/library/*:
internal/archtest:
content:
migrations:
`

// outsiders are the libraries that few rooms may know: after the colon, which.
const outsiders = `
charm.land/ssh:           server server/guard server/edge internal/bench
charm.land/wish:          server server/guard server/edge
charm.land/wish/v2/scp:
charm.land/wish/v2/ratelimiter:
golang.org/x/crypto/ssh:  server server/guard server/edge internal/bench tui/tuitest
charm.land/bubbletea:     tui
charm.land/bubbles:       tui/widget/*
charm.land/lipgloss:      tui/…
github.com/pkg/sftp:      server/transfer
database/sql:             internal/sqlite
modernc.org/sqlite:       internal/sqlite
os/exec:                  internal/bench
github.com/hanwen/go-fuse: internal/forgetful
plugin:
unsafe:                   server/edge
`

// open are the rooms that everyone may import.
var open = []string{"internal/safetext", "internal/fault"}

// rule is one line of a plan.
type rule struct {
	room string
	may  []string
}

func rules(plan string) []rule {
	var out []rule
	for line := range strings.Lines(plan) {
		room, may, ok := strings.Cut(strings.TrimSpace(line), ":")
		if ok {
			out = append(out, rule{room, strings.Fields(may)})
		}
	}
	return out
}

// fits reports whether a package is meant by a pattern.
func fits(pattern, pkg string) bool {
	if under, ok := strings.CutSuffix(pattern, "/…"); ok {
		return pkg == under || strings.HasPrefix(pkg, under+"/")
	}
	if under, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(pkg, under+"/")
	}
	is, err := path.Match(pattern, pkg)
	return err == nil && is
}

func anyFits(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return fits(p, pkg) })
}

// breaches lists what the packages import against the plan. Imports of the
// house are given without its name; all others are outsiders.
func breaches(packages map[string][]string) []string {
	var out []string
	house, strangers := rules(arrows), rules(outsiders)
	for _, pkg := range slices.Sorted(maps.Keys(packages)) {
		var own *rule
		for i, r := range house {
			if fits(r.room, pkg) && (own == nil || len(r.room) > len(own.room)) {
				own = &house[i]
			}
		}
		if own == nil {
			out = append(out, fmt.Sprintf("%s has no place in the plan", pkg))
			continue
		}
		for _, imported := range packages[pkg] {
			if inside, ok := strings.CutPrefix(imported, "convene/"); ok {
				if !slices.Contains(open, inside) && !anyFits(own.may, inside) {
					out = append(out, fmt.Sprintf("%s may not import %s", pkg, inside))
				}
				continue
			}
			for _, r := range strangers {
				if fits(r.room+"/…", imported) && !anyFits(r.may, pkg) {
					out = append(out, fmt.Sprintf("%s may not import %s", pkg, imported))
				}
			}
		}
	}
	return out
}

func TestArrows(t *testing.T) {
	packages := make(map[string][]string)
	for _, f := range sources(t) {
		list := packages[f.pkg]
		for path := range f.imports() {
			if !slices.Contains(list, path) {
				list = append(list, path)
			}
		}
		packages[f.pkg] = list
	}
	if len(packages) < 20 {
		t.Fatalf("only %d packages were found", len(packages))
	}
	for _, b := range breaches(packages) {
		t.Error(b)
	}
}

// The plan itself says no to what it should.
func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct{ pkg, imported string }{
		{"tui/screen/spectrum", "convene/tui/screen/values"},
		{"tui/screen/spectrum", "convene/tui"},
		{"tui/screen/spectrum/guide", "convene/tui/screen/values/guide"},
		{"server", "convene/internal/bench"},
		{"tui/screen/spectrum", "convene/internal/room"},
		{"tui/screen/spectrum", "charm.land/bubbletea/v2"},
		{"tui/linear", "charm.land/bubbletea/v2"},
		{"tui/widget/editor", "convene/tui/screen"},
		{"internal/workshop/spectrum", "convene/internal/workshop/values"},
		{"internal/workshop/values", "convene/internal/workshop"},
		{"internal/workshop", "convene/internal/room"},
		{"internal/workshop", "convene/internal/library"},
		{"internal/room", "convene/internal/sqlite"},
		{"internal/desk", "database/sql"},
		{"server/remote", "convene/internal/sqlite"},
		{"server/remote", "golang.org/x/crypto/ssh"},
		{"server/remote", "convene/server/edge"},
		{"server/guard", "convene/internal/room"},
		{"cmd/convene", "convene/internal/room"},
		{"tui", "golang.org/x/crypto/ssh"},
		{"server", "os/exec"},
		{"server", "charm.land/wish/v2/scp"},
		{"internal/somewhere", "fmt"},
	} {
		if len(breaches(map[string][]string{c.pkg: {c.imported}})) == 0 {
			t.Errorf("%s may import %s", c.pkg, c.imported)
		}
	}
}

// The top level is fixed (design §3).
func TestTopLevel(t *testing.T) {
	fixed := strings.Fields("cmd tui server internal content migrations go.mod go.sum Makefile README.md")
	made := []string{"bin", "var"} // by make, and ignored by git
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, ".") && !slices.Contains(fixed, name) && !slices.Contains(made, name) {
			t.Errorf("%s does not belong at the top", name)
		}
	}
}
