// Package usage compares the sentences of content with the Go source of the
// program: which ids are said that do not exist, and which sentences nobody
// says. It is for tests; it reads source files and keeps nothing.
package usage

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Use is a place that says a sentence: the id, or where the id is put together,
// its beginning. Names are the arguments it gives; Open means that the source
// does not show all of them.
type Use struct {
	ID     string
	Prefix bool
	Names  []string
	Open   bool
	Where  string // file:line
}

// Source is what the Go source of the program says and mentions.
type Source struct {
	Said []Use
	// mentioned holds every other text of the source that could be an id or the
	// beginning of one, since ids also stand in tables.
	mentioned map[string]bool
}

// Scan reads all Go files under root but tests.
func Scan(root string) (*Source, error) {
	s := &Source{mentioned: make(map[string]bool)}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("usage: %w", err)
		}
		s.file(fset, file)
		return nil
	})
	return s, err
}

func (s *Source) file(fset *token.FileSet, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			s.call(fset, n)
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.mentioned[text] = true
			}
		}
		return true
	})
}

// call notes Say("…") and fault.New("…"), also where the id is put together.
func (s *Source) call(fset *token.FileSet, c *ast.CallExpr) {
	if len(c.Args) == 0 {
		return
	}
	before := ""
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		pkg, _ := f.X.(*ast.Ident)
		switch {
		case f.Sel.Name == "Say":
		case f.Sel.Name == "New" && pkg != nil && pkg.Name == "fault":
			before = "fault."
		default:
			return
		}
	case *ast.Ident:
		if f.Name != "say" {
			return
		}
	default:
		return
	}
	text, whole, ok := beginning(c.Args[0])
	if !ok {
		return
	}
	at := fset.Position(c.Args[0].Pos())
	use := Use{
		ID: before + text, Prefix: !whole, Open: c.Ellipsis.IsValid(),
		Where: fmt.Sprintf("%s:%d", at.Filename, at.Line),
	}
	for i := 1; i < len(c.Args); i += 2 {
		name, whole, ok := beginning(c.Args[i])
		use.Names = append(use.Names, name)
		use.Open = use.Open || !whole || !ok
	}
	s.Said = append(s.Said, use)
}

// beginning gives the text that an expression begins with, and whether that is
// all of it.
func beginning(e ast.Expr) (text string, whole, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, ok = literal(e)
		return text, true, ok
	case *ast.BinaryExpr:
		text, _, ok = beginning(e.X)
		return text, false, ok
	}
	return "", false, false
}

func literal(l *ast.BasicLit) (string, bool) {
	if l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil && text != ""
}

// Unknown lists what the source says and content does not have, one line each
// with its place. ids are all sentence ids.
func (s *Source) Unknown(ids []string) []string {
	var out []string
	for _, u := range s.Said {
		if !slices.ContainsFunc(ids, func(id string) bool {
			return id == u.ID || u.Prefix && strings.HasPrefix(id, u.ID)
		}) {
			out = append(out, u.Where+": "+u.ID)
		}
	}
	return out
}

// Unfilled lists where a sentence is said without a value for one of its
// places. places gives the places of a sentence.
func (s *Source) Unfilled(places func(id string) []string) []string {
	var out []string
	for _, u := range s.Said {
		if u.Prefix || u.Open {
			continue
		}
		for _, p := range places(u.ID) {
			if !slices.Contains(u.Names, p) {
				out = append(out, u.Where+": "+u.ID+" needs {"+p+"}")
			}
		}
	}
	return out
}

// Unused lists the sentences that nothing in the source says or names: an id is
// used if it, or its beginning up to a dot, stands anywhere in the source. A
// fault may stand there by its code.
func (s *Source) Unused(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !s.mentions(id) && !s.mentions(strings.TrimPrefix(id, "fault.")) {
			out = append(out, id)
		}
	}
	return out
}

func (s *Source) mentions(id string) bool {
	if s.mentioned[id] {
		return true
	}
	// A beginning must name more than the area, or "fault." would use all.
	for i := len(id) - 1; i > 0; i-- {
		if (id[i] == '.' || id[i] == '_') && s.mentioned[id[:i+1]] && id[:i+1] != "fault." {
			return true
		}
	}
	return false
}
