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
)

// language is the language of a folder's files; false where there is no such
// folder.
func (s *Shelf) language(folder string) (string, bool) {
	if folder == "/" {
		return s.g.words.Lang(), true
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

func nameOf(kind string) string {
	if kind == tor {
		return torName
	}
	return recordName
}

// named reads a file's name.
func named(name string) (kind string, info document.Info, ok bool) {
	for _, kind := range []string{tor, record} {
		i := slices.IndexFunc(document.Formats(), func(f document.Info) bool { return name == nameOf(kind)+f.Extension })
		if i >= 0 {
			return kind, document.Formats()[i], true
		}
	}
	return "", info, false
}

func none() error { return fault.New("files.none").With(fs.ErrNotExist) }
