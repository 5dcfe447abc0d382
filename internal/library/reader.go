package library

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// reader gathers one Load: where files come from, and what was wrong in them.
type reader struct {
	base, overlay fs.FS
	problems      Problems
	gaps          []string
	tongues       []string // the languages of both folders
	ownTongues    []string // those of the program itself
}

func newReader(base, overlay fs.FS) *reader {
	return &reader{base: base, overlay: overlay}
}

// file reads one file: from the overlay where it has it, else from the base.
func (r *reader) file(name string) (data []byte, ok bool) {
	if r.overlay != nil {
		if data, err := fs.ReadFile(r.overlay, name); err == nil {
			return data, true
		} else if !errors.Is(err, fs.ErrNotExist) {
			r.problems.add(name, 0, "can't be read: %v", err)
			return nil, false
		}
	}
	data, err := fs.ReadFile(r.base, name)
	if err != nil {
		r.problems.add(name, 0, "can't be read: %v", err)
		return nil, false
	}
	return data, true
}

// list names the .toml files of a folder in one file system, sorted.
func list(fsys fs.FS, dir string) []string {
	if fsys == nil {
		return nil
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".toml") {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

// languages reads every language folder of both file systems.
func (r *reader) languages(l *Library) {
	tags := slices.Sorted(maps.Keys(r.tags()))
	slices.SortStableFunc(tags, func(a, b string) int {
		switch {
		case a == b:
			return 0
		case a == fallback:
			return -1
		case b == fallback:
			return 1
		}
		return 0
	})
	if len(tags) == 0 || tags[0] != fallback {
		r.problems.add(fallback, 0, "the folder of English sentences is missing")
		return
	}
	var english *tongue
	for _, tag := range tags {
		t := &tongue{tag: tag, sentences: make(map[string]*sentence)}
		parsed, err := language.Parse(tag)
		if err != nil {
			r.problems.add(tag, 0, "the folder's name is not a language tag, like en or es")
			continue
		}
		t.plural = parsed
		r.grammar(t)
		r.sentences(t, english)
		if english == nil {
			english = t
		}
		r.complete(t, english)
		l.tongues = append(l.tongues, t)
		r.tongues = append(r.tongues, tag)
		if _, err := fs.Stat(r.base, tag); err == nil {
			r.ownTongues = append(r.ownTongues, tag)
		}
	}
}

// tags finds the language folders: those that hold a language.toml, and in the
// overlay also those that change sentences of a language of the base.
func (r *reader) tags() map[string]bool {
	tags := make(map[string]bool)
	for _, fsys := range []fs.FS{r.base, r.overlay} {
		if fsys == nil {
			continue
		}
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			r.problems.add(".", 0, "the content folder can't be read: %v", err)
			continue
		}
		for _, e := range entries {
			if e.IsDir() && e.Name() != agendaDir && !strings.HasPrefix(e.Name(), ".") {
				tags[e.Name()] = true
			}
		}
	}
	return tags
}

func (r *reader) grammar(t *tongue) {
	name := path.Join(t.tag, grammarFile)
	data, ok := r.file(name)
	if !ok {
		return
	}
	idx, ok := r.decode(name, data, &t.grammar)
	if !ok {
		return
	}
	for _, what := range t.grammar.check() {
		key, _, _ := strings.Cut(what, " ")
		r.problems.add(name, idx.line(key), "%s", what)
	}
}

const (
	grammarFile = "language.toml"
	agendaDir   = "agendas"
)

// sentences reads a language's sentence files, of the base and then of the
// overlay, into t. english is nil while English itself is read.
func (r *reader) sentences(t, english *tongue) {
	known := english
	for i, fsys := range []fs.FS{r.base, r.overlay} {
		if i == 1 && known == nil {
			known = &tongue{tag: t.tag, sentences: maps.Clone(t.sentences)}
		}
		for _, name := range list(fsys, t.tag) {
			if path.Base(name) == grammarFile {
				continue
			}
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				r.problems.add(name, 0, "can't be read: %v", err)
				continue
			}
			r.sentenceFile(t, known, name, data)
		}
	}
}

// sentenceFile reads one file of sentences. known, where it is not nil, is the
// language whose ids and places this one must keep to.
func (r *reader) sentenceFile(t, known *tongue, name string, data []byte) {
	var tree map[string]any
	idx, ok := r.decode(name, data, &tree)
	if !ok {
		return
	}
	area := strings.TrimSuffix(path.Base(name), ".toml")
	seen := make(map[string]bool)
	leaves(tree, "", func(id string, v any) {
		line := idx.line(id)
		if id != area && !strings.HasPrefix(id, area+".") {
			r.problems.add(name, line, "%s is in the wrong file; sentences in %s.toml begin with %q", id, area, area+".")
			return
		}
		if seen[id] {
			r.problems.add(name, line, "%s is there twice", id)
			return
		}
		seen[id] = true
		s, err := newSentence(v)
		if err != nil {
			r.problems.add(name, line, "%s: %v", id, err)
			return
		}
		if known != nil {
			k, ok := known.sentences[id]
			if !ok {
				r.problems.add(name, line, "%s: no screen uses a sentence of that name", id)
				return
			}
			if !slices.Equal(k.places, s.places) {
				r.problems.add(name, line, "%s has the places %s; it must have %s", id, braces(s.places), braces(k.places))
				return
			}
		}
		t.sentences[id] = s
	})
}

// leaves walks a decoded file and gives each sentence with its dotted id.
func leaves(tree map[string]any, prefix string, give func(id string, v any)) {
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		id := key
		if prefix != "" {
			id = prefix + "." + key
		}
		if sub, ok := tree[key].(map[string]any); ok && !isPlural(sub) {
			leaves(sub, id, give)
			continue
		}
		give(id, tree[key])
	}
}

// complete lets English stand in for what a language lacks: an error where the
// program's own content lacks it, a gap where a county's folder does.
func (r *reader) complete(t, english *tongue) {
	if t == english {
		return
	}
	_, err := fs.Stat(r.base, t.tag)
	own := err == nil
	for _, id := range slices.Sorted(maps.Keys(english.sentences)) {
		if _, ok := t.sentences[id]; ok {
			continue
		}
		e := *english.sentences[id]
		e.marked = true
		t.sentences[id] = &e
		file := path.Join(t.tag, area(id)+".toml")
		if own {
			r.problems.add(file, 0, "%s is missing; English has it", id)
		} else {
			r.gaps = append(r.gaps, Problem{File: file, What: id + " is shown in English"}.String())
		}
	}
}

func area(id string) string {
	a, _, _ := strings.Cut(id, ".")
	return a
}

func braces(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "{" + strings.Join(names, "} {") + "}"
}
