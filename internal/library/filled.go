package library

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// at is line for a path of names and numbers: at("item", 3, "title").
func (x index) at(parts ...any) int {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = fmt.Sprint(p)
	}
	return x.line(names...)
}

// source reads a file and tells whether it is the program's own, whose texts
// must be in every language of the program.
func (r *reader) source(name string) (data []byte, own, ok bool) {
	data, ok = r.file(name)
	own = true
	if r.overlay != nil {
		if _, err := fs.Stat(r.overlay, name); err == nil {
			own = false
		}
	}
	return data, own, ok
}

// filled walks what was decoded and notes every text and every word that is
// empty, but those whose field says check:"optional".
func (r *reader) filled(name string, idx index, own bool, into any) {
	f := filling{r: r, name: name, idx: idx, own: own}
	f.walk(reflect.ValueOf(into).Elem(), "", true)
}

type filling struct {
	r    *reader
	name string
	idx  index
	own  bool
}

func (f filling) walk(v reflect.Value, path string, needed bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			f.walk(v.Field(i), join(path, field.Tag.Get("toml")), field.Tag.Get("check") != "optional")
		}
	case reflect.Slice:
		if v.Len() == 0 && needed {
			f.r.problems.add(f.name, f.idx.line(path), "%s is missing", last(path))
		}
		for i := range v.Len() {
			f.walk(v.Index(i), join(path, strconv.Itoa(i)), true)
		}
	case reflect.String:
		if needed && strings.TrimSpace(v.String()) == "" {
			f.r.problems.add(f.name, f.idx.line(path), "%s is missing", last(path))
		}
	case reflect.Map:
		if t, ok := v.Interface().(Text); ok && (needed || len(t) > 0) {
			f.text(t, path)
		}
	}
}

// text checks one text: English is there; the program's own texts are in every
// language of the program; no language is unknown.
func (f filling) text(t Text, path string) {
	line := f.idx.line(path)
	if strings.TrimSpace(t[fallback]) == "" {
		f.r.problems.add(f.name, line, "%s has no English text (%s.%s)", last(path), last(path), fallback)
		return
	}
	for _, tag := range f.r.tongues {
		s, ok := t[tag]
		switch {
		case ok && strings.TrimSpace(s) == "":
			f.r.problems.add(f.name, f.idx.line(path, tag), "%s.%s is empty", last(path), tag)
		case !ok && f.own && slices.Contains(f.r.ownTongues, tag):
			f.r.problems.add(f.name, line, "%s.%s is missing", last(path), tag)
		case !ok:
			f.r.gaps = append(f.r.gaps, Problem{f.name, line, last(path) + "." + tag + " is missing; English is shown"}.String())
		}
	}
	for tag := range t {
		if !slices.Contains(f.r.tongues, tag) {
			f.r.problems.add(f.name, f.idx.line(path, tag), "%s.%s: there is no language folder %q", last(path), tag, tag)
		}
	}
}

// last gives the last name of a path, or the list an element stands in.
func last(path string) string {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i > 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil {
			return parts[i]
		}
	}
	return parts[0]
}
