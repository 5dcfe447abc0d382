package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// faces are the rooms in which people act: they speak for a seat, and never with
// the authority of the server, which is a command without one.
var faces = []string{"tui/…", "server/remote"}

// usurps finds the places of a file that make a command by hand, or with the
// server's own authority.
func (s source) usurps() []string {
	names := make(map[string]string)
	for p, name := range s.imports() {
		names[name] = p
	}
	var out []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		at, what := n, ""
		if lit, ok := n.(*ast.CompositeLit); ok {
			n, what = lit.Type, "Command"
		} else if _, ok := n.(*ast.SelectorExpr); ok {
			what = "NewCommand"
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != what {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && strings.HasPrefix(names[x.Name], "convene/internal/") {
			out = append(out, s.name+":"+strconv.Itoa(s.fset.Position(at.Pos()).Line)+": "+x.Name+"."+what)
		}
		return true
	})
	return out
}

// No face can bypass what a seat may do: each command of theirs is given for a
// seat, and judged by Decide as that seat's (domain §1.6).
func TestFacesActForASeatOnly(t *testing.T) {
	for _, s := range sources(t) {
		if !anyFits(faces, s.pkg) || strings.HasPrefix(s.pkg, "tui/tuitest") {
			continue
		}
		for _, u := range s.usurps() {
			t.Error(u, "instead of room.ForSeat")
		}
	}
}

func TestUsurpersAreFound(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", `package x
import (
	"convene/internal/room"
	w "convene/internal/workshop"
)
func f() {
	_ = room.NewCommand("", nil)
	_ = w.Command{Body: nil}
	_ = &w.Command{}
	_ = room.ForSeat("a", nil)
	var _ w.Command
	give := room.NewCommand
}
`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := (source{"x", "x.go", file, fset}).usurps(); len(got) != 4 {
		t.Errorf("%d of 4 were found: %q", len(got), got)
	}
}
