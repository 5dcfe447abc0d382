package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the repository, from this folder.
const root = "../.."

// source is one Go file that is not a test.
type source struct {
	pkg  string // its folder, from the root
	name string
	file *ast.File
	fset *token.FileSet
}

// sources parses every Go file of the house but tests.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		out = append(out, source{filepath.ToSlash(filepath.Dir(rel)), rel, file, fset})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// imports gives each import's path and the name it has in the file.
func (s source) imports() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, i := range s.file.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				continue
			}
			if !yield(p, nameOf(i, p)) {
				return
			}
		}
	}
}

// nameOf is the name an import has in its file: the one it was given, or the
// last part of its path that is no version.
func nameOf(i *ast.ImportSpec, p string) string {
	if i.Name != nil {
		return i.Name.Name
	}
	name := path.Base(p)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(p))
	}
	if name == "bubbletea" {
		return "tea"
	}
	return name
}

// forbidden are calls that leave the way a frame takes, ask the terminal, touch
// a clipboard or start a program (design §6). A name that ends in * forbids
// whatever begins so.
func forbidden() map[string][]string {
	return map[string][]string{
		"charm.land/bubbletea/v2": {"Raw*", "Print*", "Exec*", "SetClipboard", "ReadClipboard",
			"SetPrimaryClipboard", "ReadPrimaryClipboard", "Request*", "Suspend"},
		"charm.land/lipgloss/v2": {"HasDarkBackground", "BackgroundColor", "Print*", "Fprint*"},
	}
}

func banned(path, name string) bool {
	return slices.ContainsFunc(forbidden()[path], func(pattern string) bool {
		if begin, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(name, begin)
		}
		return pattern == name
	})
}

// slips finds the forbidden calls of a file, and its init functions.
func (s source) slips() []string {
	names := make(map[string]string)
	for p, name := range s.imports() {
		names[name] = p
	}
	var out []string
	at := func(n ast.Node, what string) {
		out = append(out, s.name+":"+strconv.Itoa(s.fset.Position(n.Pos()).Line)+": "+what)
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && banned(names[x.Name], n.Sel.Name) {
				at(n, x.Name+"."+n.Sel.Name+" is forbidden")
			}
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				at(n, "there is no init in this house")
			}
		}
		return true
	})
	return out
}

func TestForbiddenCalls(t *testing.T) {
	for _, s := range sources(t) {
		for _, slip := range s.slips() {
			t.Error(slip)
		}
	}
}

// The search finds what it is for, by whatever name the library is imported.
func TestForbiddenCallsAreFound(t *testing.T) {
	const text = `package x
import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)
func init() {}
func f() {
	_ = tea.Raw
	_ = tea.Println
	_ = tea.Exec
	_ = tea.ExecProcess
	_ = tea.SetClipboard
	_ = tea.RequestBackgroundColor
	_ = lipgloss.HasDarkBackground
	_ = tea.Quit
}
`
	for _, spelled := range []string{text, strings.NewReplacer(`tea "charm`, `"charm`).Replace(text),
		strings.NewReplacer("tea.", "bt.", `tea "`, `bt "`).Replace(text)} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", spelled, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := (source{"x", "x.go", file, fset}).slips(); len(got) != 8 {
			t.Errorf("%d of 8 slips were found: %q", len(got), got)
		}
	}
}
