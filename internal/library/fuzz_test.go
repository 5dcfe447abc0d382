package library_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"convene/internal/library"
)

// FuzzContent holds for whatever a county puts into a file: it is content, or a
// list of problems with file and line.
func FuzzContent(f *testing.F) {
	names := []string{"agendas/short.toml", "en/door.toml", "es/language.toml", "template.toml", "scale.toml", "fr/language.toml"}
	f.Add(uint8(0), county)
	f.Add(uint8(1), `"door.code.ask" = "Which code did {who} send you?"`)
	f.Add(uint8(2), "name = \"Español\"\n[[x]]\n= {")
	f.Add(uint8(3), "[[section]]\nid = \"a\"\ntitle.en = \"A\"\n")
	f.Add(uint8(4), "[[level]]\nid = \"inform\"\n")
	f.Add(uint8(5), "\xff\x00\"")
	// Little stands beside the file, since most of what the program has itself
	// takes longer to read than the file: what is missing is a problem too.
	beside, whole := fstest.MapFS{}, base(f)
	for _, name := range []string{"en/language.toml", "es/language.toml", "en/door.toml", "es/door.toml", "scale.toml", "agendas/a.toml"} {
		beside[name] = whole[name]
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		name := names[int(which)%len(names)]
		lib, err := library.Load(beside, fstest.MapFS{name: {Data: []byte(text)}})
		var problems library.Problems
		if err == nil {
			t.Fatalf("%s made %v whole", name, lib.Languages())
		}
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > strings.Count(text, "\n")+1 && p.File == name {
				t.Fatalf("%s: there is no line %d", name, p.Line)
			}
		}
	})
}
