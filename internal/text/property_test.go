package text_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	. "convene/internal/text"
)

// crowd is several authors at one text, each looking at a screen that may lie
// behind. In its plain form every character typed is typed once only, so that
// each can be followed by name.
type crowd struct {
	*desk
	rt      *rapid.T
	seen    map[string]*Doc
	carets  map[string]Anchor
	next    rune
	origin  map[rune]string
	nasty   []string
	restore bool // words were put back, so a character may have come again
}

func newCrowd(rt *rapid.T, nasty []string) *crowd {
	c := &crowd{desk: newDesk(rt), rt: rt, seen: map[string]*Doc{}, carets: map[string]Anchor{}, next: 0x4e00, origin: map[rune]string{}, nasty: nasty}
	for _, a := range []string{"ana", "ben", "carl", "rosa"} {
		c.seen[a] = c.doc
		c.carets[a] = Anchor{Pos: c.doc.Start()}
	}
	return c
}

// typed makes words: fresh characters, or whatever does harm.
func (c *crowd) typed(author string) string {
	var b strings.Builder
	for range rapid.SampledFrom([]int{1, 1, 1, 2, 5}).Draw(c.rt, "length") {
		if c.nasty != nil {
			b.WriteString(rapid.SampledFrom(c.nasty).Draw(c.rt, "piece"))
			continue
		}
		switch rapid.IntRange(0, 9).Draw(c.rt, "char") {
		case 0:
			b.WriteByte('\n')
		case 1:
			b.WriteByte(' ')
		default:
			b.WriteRune(c.next)
			c.origin[c.next] = author
			c.next++
		}
	}
	return b.String()
}

func (c *crowd) place(d *Doc) Pos {
	p := d.Paras()[rapid.IntRange(0, len(d.Paras())-1).Draw(c.rt, "para")]
	edges := []int{0}
	for g := graphemes.FromString(p.Text); g.Next(); {
		edges = append(edges, g.End())
	}
	return Pos{Para: p.ID, Off: rapid.SampledFrom(edges).Draw(c.rt, "edge")}
}

// turn lets one author do one thing, and checks what must hold.
func (c *crowd) turn() {
	author := rapid.SampledFrom([]string{"ana", "ben", "carl", "rosa"}).Draw(c.rt, "author")
	if rapid.IntRange(0, 2).Draw(c.rt, "look") == 0 {
		old := c.seen[author]
		at, ok := c.doc.Follow(c.carets[author], old.Version(), author)
		if !ok {
			c.rt.Fatal("an anchor was lost")
		}
		c.onEdge(at)
		c.seen[author], c.carets[author] = c.doc, Anchor{Pos: at, After: c.carets[author].After}
	}
	if rapid.Bool().Draw(c.rt, "pause") {
		c.later()
	}
	base := c.seen[author]
	var do Action
	switch rapid.IntRange(0, 9).Draw(c.rt, "do") {
	case 0, 1, 2, 3:
		do = Insert{At: c.place(base), Text: c.typed(author)}
	case 4:
		do = Remove{base.Range(c.place(base), c.place(base))}
	case 5:
		from := c.place(base)
		do = Replace{Range: base.Range(from, c.place(base)), At: from, Text: c.typed(author)}
	case 6, 7:
		do = Erase{At: c.place(base), Forward: rapid.Bool().Draw(c.rt, "forward"), Word: rapid.Bool().Draw(c.rt, "word")}
	case 8:
		do = Undo{}
	case 9:
		notes := c.doc.Notes()
		if len(notes) == 0 {
			return
		}
		do = Restore{rapid.SampledFrom(notes).Draw(c.rt, "note").ID}
	}
	before := c.doc
	events, err := c.try(base, author, do)
	if err != nil {
		return
	}
	if _, ok := do.(Undo); ok {
		c.restore = true
	}
	if _, ok := do.(Restore); ok {
		c.restore = true
	}
	c.check(author, base, before, events)
}

func (c *crowd) onEdge(at Pos) {
	p, _ := c.doc.Para(at.Para)
	if p == nil || at.Off < 0 || at.Off > len(p.Text) {
		c.rt.Fatalf("%v is nowhere", at)
	}
	if c.doc.Snap(at) != at {
		c.rt.Fatalf("%v is inside a grapheme of %+q", at, p.Text)
	}
}

func (c *crowd) check(author string, base, before *Doc, events []Event) {
	d := c.doc
	if d.Size() != len(d.Plain()) {
		c.rt.Fatalf("size %d, text %d", d.Size(), len(d.Plain()))
	}
	for _, p := range d.Paras() {
		sum := 0
		for _, r := range p.Runs {
			sum += r.Len
		}
		if sum != len(p.Text) || !utf8.ValidString(p.Text) || strings.Contains(p.Text, "\n") {
			c.rt.Fatalf("paragraph %+q with runs %v", p.Text, p.Runs)
		}
		for g := graphemes.FromString(p.Text); g.Next(); {
			if len(g.Value()) > 32 || utf8.RuneCountInString(g.Value()) > 8 {
				c.rt.Fatalf("grapheme %+q is too long", g.Value())
			}
		}
	}
	for _, e := range events {
		s := Summarize(e)
		if s.By != author {
			c.rt.Fatal("history names", s.By)
		}
		switch e := e.(type) {
		case Removed:
			c.tookOnly(author, base, s.Removed)
		case Undone:
			for _, st := range e.Steps {
				for _, p := range st.Pieces {
					if st.Kind == Cut && p.By != author && c.nasty == nil {
						c.rt.Fatalf("undo took %q of %s", p.Text, p.By)
					}
				}
			}
		}
	}
	if c.nasty == nil {
		c.nobodysWordsLost(author, before, events)
	}
}

// tookOnly checks that a removal took nothing of others' that its author could
// not see.
func (c *crowd) tookOnly(author string, base *Doc, words string) {
	if c.restore || c.nasty != nil {
		return
	}
	visible := base.Plain()
	for _, r := range words {
		if r >= 0x4e00 && c.origin[r] != author && !strings.ContainsRune(visible, r) {
			c.rt.Fatalf("%s took %q of %s unseen", author, r, c.origin[r])
		}
	}
}

// nobodysWordsLost checks that what went out of the text is in the event, and
// that others' words that went stand in a note.
func (c *crowd) nobodysWordsLost(author string, before *Doc, events []Event) {
	now, removed := c.doc.Plain(), ""
	for _, e := range events {
		removed += Summarize(e).Removed
	}
	noted := ""
	for _, n := range c.doc.Notes() {
		noted += n.Words
	}
	for _, r := range before.Plain() {
		if r < 0x4e00 || strings.ContainsRune(now, r) {
			continue
		}
		if !strings.ContainsRune(removed, r) {
			c.rt.Fatalf("%q went without a word in the log", r)
		}
		if c.origin[r] != author && !strings.ContainsRune(noted, r) {
			c.rt.Fatalf("%q of %s went without a note", r, c.origin[r])
		}
	}
	for by, words := range authorsOf(c.doc) {
		for _, r := range words {
			if r >= 0x4e00 && c.origin[r] != by {
				c.rt.Fatalf("%q of %s stands as %s's", r, c.origin[r], by)
			}
		}
	}
}

func authorsOf(d *Doc) map[string]string {
	all := map[string]string{}
	for _, p := range d.Paras() {
		for by, words := range p.Authors {
			all[by] += words
		}
	}
	return all
}

// state is everything that can be seen of a text.
func state(t tester, d *Doc) string {
	s := d.Stored()
	s.Recent = nil
	for i := range s.Paras {
		s.Paras[i].Tidied = 0
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// throughJSON reads an event back from what a log would store.
func throughJSON(t tester, e Event) Event {
	raw, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	read := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	switch e.(type) {
	case Inserted:
		var v Inserted
		read(json.Unmarshal(raw, &v))
		return v
	case Removed:
		var v Removed
		read(json.Unmarshal(raw, &v))
		return v
	case PutBack:
		var v PutBack
		read(json.Unmarshal(raw, &v))
		return v
	case Undone:
		var v Undone
		read(json.Unmarshal(raw, &v))
		return v
	case Settled:
		var v Settled
		read(json.Unmarshal(raw, &v))
		return v
	case Checkpoint:
		var v Checkpoint
		read(json.Unmarshal(raw, &v))
		return v
	}
	t.Fatal(fmt.Sprintf("unknown event %T", e))
	return nil
}

// afterwards checks replay, stored snapshots, checkpoints and merging.
func (c *crowd) afterwards() {
	want := state(c.rt, c.doc)
	replay := New()
	for _, e := range c.log {
		replay = replay.Apply(throughJSON(c.rt, e))
	}
	if got := state(c.rt, replay); got != want {
		c.rt.Fatalf("replay gives\n%s\nnot\n%s", got, want)
	}
	if stored := c.doc.Stored().Doc(); !reflect.DeepEqual(stored, c.doc) {
		c.rt.Fatalf("a stored text comes back as\n%s\nnot\n%s", state(c.rt, stored), want)
	}
	mark := throughJSON(c.rt, c.doc.Checkpoint())
	if c.doc.Apply(mark) != c.doc {
		c.rt.Fatal("a checkpoint of the text itself must change nothing")
	}
	if other := New().Apply(mark); who(other) != who(c.doc) || len(other.Notes()) != len(c.doc.Notes()) {
		c.rt.Fatalf("a checkpoint gives %q, not %q", who(other), who(c.doc))
	}
	merged, last := New(), Event(nil)
	for _, e := range c.log {
		if m, ok := Merge(last, e); last != nil && ok {
			last = throughJSON(c.rt, m)
			continue
		}
		if last != nil {
			merged = merged.Apply(last)
		}
		last = e
	}
	if last != nil {
		merged = merged.Apply(last)
	}
	if who(merged) != who(c.doc) || merged.Version() != c.doc.Version() || !slices.Equal(noted(merged), noted(c.doc)) {
		c.rt.Fatalf("merged events give\n%q %v\nnot\n%q %v", who(merged), noted(merged), who(c.doc), noted(c.doc))
	}
}

func noted(d *Doc) []string {
	var all []string
	for _, n := range d.Notes() {
		at, ok := d.Where(n.ID)
		all = append(all, fmt.Sprint(n.By, n.From, n.Words, at, ok))
	}
	return all
}

func TestManyAuthorsWithOldScreens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCrowd(rt, nil)
		for range rapid.IntRange(1, 60).Draw(rt, "turns") {
			c.turn()
		}
		c.afterwards()
	})
}

func TestManyAuthorsWithHardLetters(t *testing.T) {
	hard := []string{"a", "é", "e\u0301", "\u0300", "\u0489", "\u200d", "\u200c", "👩", "💻", "❤\ufe0f", "\ufe0f", "🇲", "🇽", "क", "\u094d", "ष",
		"م", "\u0600", "ᄀ", "ᅡ", "ᆨ", "한", "漢", "\n", "\r\n", " ", "\t", "\u200f", "\u2067", "\u2069", "\x1b[31m", "\xff", "ab cd", "\U000110bd", "🏽"}
	rapid.Check(t, func(rt *rapid.T) {
		c := newCrowd(rt, hard)
		for range rapid.IntRange(1, 50).Draw(rt, "turns") {
			c.turn()
		}
		c.afterwards()
	})
}

// TestOneAuthorIsANaiveEditor compares one author, whose screen is up to date,
// with plain string operations.
func TestOneAuthorIsANaiveEditor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newDesk(rt)
		text := ""
		for range rapid.IntRange(1, 40).Draw(rt, "turns") {
			i := rapid.IntRange(0, len(text)).Draw(rt, "i")
			j := rapid.IntRange(i, len(text)).Draw(rt, "j")
			words := rapid.StringOfN(rapid.SampledFrom([]rune("abc \n")), 0, 6, -1).Draw(rt, "words")
			switch rapid.IntRange(0, 2).Draw(rt, "do") {
			case 0:
				k.do("rosa", Insert{At: place(k.doc, i), Text: words})
				text = text[:i] + words + text[i:]
			case 1:
				k.cut("rosa", i, j)
				text = text[:i] + text[j:]
			case 2:
				k.do("rosa", Replace{between(k.doc, i, j), place(k.doc, i), words})
				text = text[:i] + words + text[j:]
			}
			k.now = k.now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(rt, "ms")) * time.Millisecond)
			if got := k.doc.Plain(); got != text {
				rt.Fatalf("%q, a plain editor has %q", got, text)
			}
		}
		for {
			if _, err := k.try(k.doc, "rosa", Undo{}); err != nil {
				break
			}
		}
		k.is("")
	})
}

// TestAnyEventIsSafe applies events to texts they were not made for, as replay
// after a redaction does.
func TestAnyEventIsSafe(t *testing.T) {
	for _, e := range []Event{Inserted{}, Removed{}, PutBack{}, Undone{}, Settled{}, Checkpoint{}} {
		d := New()
		if d.Apply(e) != d {
			t.Errorf("a redacted %T must change nothing", e)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		c := newCrowd(rt, nil)
		for range rapid.IntRange(1, 40).Draw(rt, "turns") {
			c.turn()
		}
		d := New()
		for _, e := range c.log {
			if rapid.IntRange(0, 3).Draw(rt, "redact") == 0 {
				e = Inserted{}
			}
			d = d.Apply(e)
			if d.Size() != len(d.Plain()) {
				rt.Fatalf("size %d of %q", d.Size(), d.Plain())
			}
		}
		if full := d.Apply(c.doc.Checkpoint()); who(full) != who(c.doc) {
			rt.Fatalf("a checkpoint heals: %q, want %q", who(full), who(c.doc))
		}
	})
}
