package server_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayGive is what people without a host's role give, by the part of the domain; a
// delegate, a note-keeper and the person who decides among them. (Shared text is
// edited through the domain's own helpers.)
var mayGive = map[string]string{ //nolint:gochecknoglobals // a table
	"internal/workshop":          "SayAlone",
	"internal/workshop/agenda":   "AskTime AskPause Propose",
	"internal/workshop/followup": "Park Assign Finish Ask Lower",
	"internal/workshop/roster":   "Describe SpeakLanguage ShowName LetAnswer EndVoice",
	"internal/workshop/values":   "WriteCards WithdrawCard MoveCard MergeClusters NameCluster KeepApart UndoCluster Mark AddDeed ChangeDeed TakeDeed Link Cast WriteReason Withdraw",
	"internal/workshop/spectrum": "Fill Affect Unaffect Cast WriteReason Withdraw AddReason SetPromise Declare SetView WithdrawView Release",
	"internal/workshop/terms":    "Accept LeaveOut MakeReady MakeDraft TakeOn WishReopen DropWish SetTranslation Touch Untouch AddView EditView JoinView LeaveView Answer Reason AnswerFinding Sign",
}

// Whatever somebody may give in one face they may give in the other two.
func TestEveryFaceGivesWhatAParticipantMay(t *testing.T) {
	faces := map[string]map[string]bool{
		"the full screen": given(t, "../tui", "../tui/linear"), "line by line": given(t, "../tui/linear", ""), "one line": given(t, "remote", ""),
	}
	for part, names := range mayGive {
		for name := range strings.FieldsSeq(names) {
			for face, gives := range faces {
				if !gives["convene/"+part+"."+name] {
					t.Errorf("%s never gives %s of %s", face, name, part)
				}
			}
		}
	}
}

// given collects the types that the code under a folder makes values of, by the
// path of their package; but for one folder in it.
func given(t *testing.T, dir, but string) map[string]bool {
	t.Helper()
	out := make(map[string]bool)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path == but:
			return fs.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			var kind ast.Expr
			switch made := n.(type) {
			case *ast.CompositeLit:
				kind = made.Type
			case *ast.CallExpr: // one type made of another
				kind = made.Fun
			}
			if sel, ok := kind.(*ast.SelectorExpr); ok {
				out[imported(file, sel.X)+"."+sel.Sel.Name] = true
			}
			return true
		})
		return nil
	})
	must(t, err)
	return out
}

// imported is the path of the package that a name stands for in a file.
func imported(file *ast.File, name ast.Expr) string {
	id, ok := name.(*ast.Ident)
	i := slices.IndexFunc(file.Imports, func(s *ast.ImportSpec) bool {
		path, _ := strconv.Unquote(s.Path.Value)
		if s.Name != nil {
			return ok && s.Name.Name == id.Name
		}
		return ok && path[strings.LastIndex(path, "/")+1:] == id.Name
	})
	if i < 0 {
		return ""
	}
	path, _ := strconv.Unquote(file.Imports[i].Path.Value)
	return path
}
