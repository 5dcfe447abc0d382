package remote

import (
	"io/fs"
	"slices"
	"strings"

	"convene/internal/document"
	"convene/internal/fault"
)

// The names on a shelf.
const (
	agendaName = "agenda.toml"
	torName    = "terms-of-reference"
	recordName = "record"
	sheetName  = "sheet"
	largeEnd   = "-large" // before the extension: in large print
)

// language is the language of a folder's files, empty for the folder above those
// of the languages; false where there is no such folder.
func (s *Shelf) language(folder string) (string, bool) {
	if folder == "/" {
		return "", true
	}
	lang := strings.TrimPrefix(folder, "/")
	return lang, s.g.verbs.speaks(lang)
}

// split parts a path into its folder's language and a name.
func (s *Shelf) split(path string) (lang, name string, ok bool) {
	i := strings.LastIndex(path, "/")
	if i < 0 {
		return "", "", false
	}
	lang, ok = s.language(path[:max(i, 1)])
	return lang, path[i+1:], ok && (i == 0 || path[i+1:] != agendaName)
}

func base(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// offered are the copies on a shelf, by name, in the order they are listed.
func offered() []named {
	var out []named
	for _, kind := range []struct{ kind, name string }{{tor, torName}, {record, recordName}} {
		for _, info := range document.Formats() {
			out = append(out, named{kind.name + info.Extension, taking{kind: kind.kind, info: info}})
		}
	}
	for _, end := range []string{"", largeEnd} {
		for _, info := range document.Formats() {
			if slices.Contains(onPaper(), info.Format) {
				out = append(out, named{sheetName + end + info.Extension, taking{kind: sheet, info: info, large: end != ""}})
			}
		}
	}
	return out
}

// named is a copy and what its file is called.
type named struct {
	name string
	taking
}

func none() error { return fault.New("files.none").With(fs.ErrNotExist) }
