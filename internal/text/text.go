// Package text is the shared text of a section: who wrote what, edits that meet
// each other, what was taken out, undo and history (design §2 "Shared text",
// safety §6).
//
// Everything is immutable and pure: a Doc is replaced, never changed, so any
// goroutine may read one; nothing blocks, and nothing here asks a clock, chance
// or the outside. One owner calls Decide and Apply in order. An edit replaces
// one paragraph and the list of pointers, so an unchanged *Para is an unchanged
// part of the screen.
package text

import (
	"strings"
	"unicode/utf8"

	"convene/internal/safetext"
)

// Version counts the changes of a Doc. It only grows, and may skip numbers
// where keys were merged into one event.
type Version int64

// ParaID names a paragraph, and with it the line break before it. Ids are made
// from the version that made the paragraph and are never used again.
type ParaID int64

// HoleID names a place where words were taken out.
type HoleID int64

// FirstPara is the id of the paragraph that an empty Doc has.
const FirstPara ParaID = 1

// Limits (safety §6). One edit and the whole text are held to the same size.
const (
	MaxBytes = safetext.MaxBytes
	MaxParas = safetext.MaxLines
	// Window is how many changes an edit's base may lie behind.
	Window = 1000
	// UndoRuns is how many runs of one author can be taken back.
	UndoRuns = 100

	undoBytes = 256 << 10 // words kept for one author's undo
	maxNotes  = 500       // margin notes of one text
	noteBytes = 128 << 10 // about what they are long, where they are written
	idBits    = 16        // ids one version may make
)

// Pos is a place: a paragraph and a byte offset in it, on a rune boundary.
type Pos struct {
	Para ParaID `json:"para"`
	Off  int    `json:"off"`
}

// Run says who wrote the next Len bytes of a paragraph. A run of no length with
// a Hole is the mark that words were taken out there by By.
type Run struct {
	By   string
	Word Version // the undo run it was typed in
	Len  int
	Hole HoleID
}

// Para is one paragraph. Its fields never change; an edit makes another Para
// with the same ID.
type Para struct {
	ID   ParaID
	Text string
	Runs []Run
	// Break is who made the line break before the paragraph; empty for the
	// first one.
	Break Run

	tidied int // runs after the last tidying
}

// Doc is one shared text. The zero Doc is not usable: see New.
type Doc struct {
	version Version
	paras   []*Para
	size    int // bytes, a line break counted as one
	recent  trail
	writers []*writer // by author, sorted
	notes   []*hole   // others' words taken out, oldest first
}

// New is an empty text: one empty paragraph, FirstPara, at version 0.
func New() *Doc {
	return &Doc{paras: []*Para{{ID: FirstPara}}}
}

// Version is the version of d, the base of edits made while looking at it.
func (d *Doc) Version() Version { return d.version }

// Paras lists the paragraphs from first to last, at least one. The caller must
// not change the slice.
func (d *Doc) Paras() []*Para { return d.paras }

// Size is the length in bytes, each line break counted as one.
func (d *Doc) Size() int { return d.size }

// IsEmpty reports whether nothing is written.
func (d *Doc) IsEmpty() bool { return d.size == 0 }

// Para finds a paragraph and its place in the order, or nil and -1.
func (d *Doc) Para(id ParaID) (*Para, int) {
	for i, p := range d.paras {
		if p.ID == id {
			return p, i
		}
	}
	return nil, -1
}

// Plain is the whole text with line breaks between the paragraphs.
func (d *Doc) Plain() string {
	var b strings.Builder
	b.Grow(d.size)
	for i, p := range d.paras {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// Authors calls yield for each stretch of p by one author, neighbours by the
// same author together. It is an iterator for range.
func (p *Para) Authors(yield func(by, words string) bool) {
	start, at, by := 0, 0, ""
	for _, r := range p.Runs {
		if r.Len == 0 {
			continue
		}
		if at > start && r.By != by {
			if !yield(by, p.Text[start:at]) {
				return
			}
			start = at
		}
		by = r.By
		at += r.Len
	}
	if at > start {
		yield(by, p.Text[start:at])
	}
}

// Holes calls yield for each place in p where words were taken out, with its
// offset. Not every hole is a note: see Doc.Note.
func (p *Para) Holes(yield func(id HoleID, off int) bool) {
	at := 0
	for _, r := range p.Runs {
		if r.Hole != 0 && !yield(r.Hole, at) {
			return
		}
		at += r.Len
	}
}

// newID is the k-th id that version v makes, counted from 1.
func newID(v Version, k int) int64 { return int64(v)<<idBits | int64(k) }

// clampOff brings an offset into s and onto a rune boundary.
func clampOff(s string, off int) int {
	off = max(0, min(off, len(s)))
	for off < len(s) && !utf8.RuneStart(s[off]) {
		off--
	}
	return off
}
