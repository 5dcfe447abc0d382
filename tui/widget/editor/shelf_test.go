package editor

import (
	"sync"
	"testing"
	"time"

	"convene/internal/text"
	"convene/tui/keys"
)

// crowd knows everyone by the same name.
type crowd struct{ name string }

func (c crowd) Person(string) Person { return Person{Name: c.name, Mark: "X"} }

// Two who see a text alike have the very same rows, made once; who wrote some of
// it, who selects in it or whose names are others has their own.
func TestAShelfSharesWhatIsAlike(t *testing.T) {
	v, _ := full(t)
	v.Shelf, v.People, v.Me = NewShelf(), crowd{"Max Weaver"}, "rosa"
	first, second := New(), New()
	a := first.Layout(v)
	v.Me = "june"
	b := second.Layout(v)
	if second.sheet.laid != 0 {
		t.Errorf("%d paragraphs laid out again for the second reader", second.sheet.laid)
	}
	if !a.Rows[0].Same(b.Rows[0]) {
		t.Error("two readers have rows of their own")
	}
	for name, change := range map[string]func(*View, *Editor){
		"an author":   func(v *View, _ *Editor) { v.Me = "max" },
		"other names": func(v *View, _ *Editor) { v.People = crowd{"Ana Luz Ibarra"} },
		"narrower":    func(v *View, _ *Editor) { v.Width-- },
		"a selection": func(v *View, ed *Editor) {
			ed.Begin(*v)
			ed.Key(*v, keys.Press(keys.Home).With(keys.Ctrl))
			ed.Key(*v, keys.Press(keys.Right).With(keys.Shift))
		},
	} {
		v, ed := v, New()
		change(&v, ed)
		if ed.Layout(v).Rows[0].Same(a.Rows[0]) {
			t.Errorf("%s: the others' row", name)
		}
	}
}

func TestAShelfIsBounded(t *testing.T) {
	var r recent[int, int]
	for i := range 10 * shelved {
		r.get(i, func() int { return i })
		if v, made := r.get(0, func() int { return 0 }); made && i > 0 || v != 0 {
			t.Fatalf("what is asked for all the time was forgotten at %d", i)
		}
	}
	if n := len(r.young) + len(r.old); n > 2*shelved {
		t.Errorf("%d kept", n)
	}
}

func TestAShelfForMany(t *testing.T) {
	v, _ := full(t)
	v.Shelf = NewShelf()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			v, ed := v, New()
			v.Width -= i % 2
			for range 3 {
				events, err := v.Doc.Decide(text.Edit{Author: "max", Do: text.Insert{At: v.Doc.Start(), Text: "x"}, Base: v.Doc.Version()}, time.Unix(3, 0))
				if err != nil {
					t.Error(err)
					return
				}
				v.Doc = v.Doc.Apply(events[0])
				ed.Layout(v)
			}
		})
	}
	all.Wait()
}
