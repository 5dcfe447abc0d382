package editor

import (
	"sync"

	"convene/internal/text"
	"convene/tui/paint"
)

// shelved is how many layouts of each kind a shelf keeps at least: the paragraphs
// in sight of a large room, in all its widths and languages.
const shelved = 4096

// Shelf keeps paragraphs as they were laid out for one person, for the others to
// whom they look the same: of five hundred who read along, most have one of a few
// widths. It is bounded, may be used by many goroutines, and nil keeps nothing.
type Shelf struct {
	mu      sync.Mutex
	wraps   recent[wrapKey, *wrapped]
	rows    recent[rowsKey, []paint.Row]
	manners recent[manner, *manner]
}

// NewShelf makes an empty shelf.
func NewShelf() *Shelf { return &Shelf{} }

type wrapKey struct {
	src   *text.Para
	width int
}

// rowsKey is all that a paragraph's rows depend on: the reader only where they
// are one of its authors.
type rowsKey struct {
	p      *wrapped
	manner *manner
	me     string
	number int
	typing string
}

// wrap gives a paragraph wrapped, and whether that had to be done.
func (s *Shelf) wrap(src *text.Para, width int) (p *wrapped, done bool) {
	if s == nil {
		return wrap(src, width), true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wraps.get(wrapKey{src, width}, func() *wrapped { return wrap(src, width) })
}

// common gives the one manner that is equal to m, so that it is found by its
// address from now on.
func (s *Shelf) common(m manner) *manner {
	if s == nil {
		return &m
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one, _ := s.manners.get(m, func() *manner { return &m })
	return one
}

// lay gives a paragraph's rows, made by lay if nobody had them yet.
func (s *Shelf) lay(k rowsKey, lay func() []paint.Row) []paint.Row {
	if s == nil {
		return lay()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, _ := s.rows.get(k, lay)
	return rows
}

// recent keeps what was asked for last: when the young are enough, they become
// the old, and the old ones that nobody asked for meanwhile go.
type recent[K comparable, V any] struct{ young, old map[K]V }

// get gives what make gave for k before, or makes it.
func (r *recent[K, V]) get(k K, make func() V) (v V, made bool) {
	if v, ok := r.young[k]; ok {
		return v, false
	}
	v, ok := r.old[k]
	if !ok {
		v = make()
	}
	if r.young == nil || len(r.young) >= shelved {
		r.young, r.old = map[K]V{}, r.young
	}
	r.young[k] = v
	return v, !ok
}
