package editor_test

import (
	"strings"
	"testing"

	"convene/tui/keys"
	"convene/tui/widget/editor"
)

// Who begins to write behind somebody else's words begins a paragraph, but only
// with their first words; behind their own they go on.
func TestWritingBehindOthersBeginsAParagraph(t *testing.T) {
	d := newDesk(t)
	rosa, max := d.sit("rosa"), d.sit("max")
	rosa.types(chars("Elders are called.")...)
	if max.ed.Begin(max.view()); d.doc.Plain() != "Elders are called." {
		t.Errorf("looking changed it: %q", d.doc.Plain())
	}
	max.types(chars("Rides?")...)
	if got, want := d.doc.Plain(), "Elders are called.\nRides?"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	max.types(keys.Press(keys.Esc))
	max.ed.Begin(max.view())
	max.types(chars(" Yes.")...)
	if got, want := d.doc.Plain(), "Elders are called.\nRides? Yes."; got != want {
		t.Errorf("behind one's own words: %q, not %q", got, want)
	}
	june := d.sit("june")
	june.types(keys.Press(keys.Enter))
	june.types(chars("No")...)
	if got, want := d.doc.Plain(), "Elders are called.\nRides? Yes.\nNo"; got != want {
		t.Errorf("who begins one with Enter gets one: %q, not %q", got, want)
	}
	hart := d.sit("hart")
	hart.types(keys.Press(keys.Left), keys.Press(keys.Right))
	hart.types(chars("!")...)
	if got, want := d.doc.Plain(), "Elders are called.\nRides? Yes.\nNo!"; got != want {
		t.Errorf("who moved there means it: %q, not %q", got, want)
	}
}

// Two who take notes at once: a caret that waits at the end waits behind what
// the other adds, and one in the middle of a sentence stays with it.
func TestNoteTakersDoNotWriteIntoOneAnother(t *testing.T) {
	d := newDesk(t)
	rosa, max := d.sit("rosa"), d.sit("max")
	rosa.types(chars("Rides are ")...)
	max.types(chars("Elders ")...)
	rosa.types(chars("paid.")...)
	max.types(chars("are called.")...)
	rosa.types(keys.Press(keys.Down).With(keys.Ctrl), keys.Press(keys.End).With(keys.Ctrl), keys.Press(keys.Enter))
	max.types(chars(" Always.")...)
	if got, want := d.doc.Plain(), "Rides are paid.\nElders are called. Always.\n"; got != want {
		t.Fatalf("%q, not %q", got, want)
	}
	v := max.view()
	max.ed.Begin(v)
	max.types(keys.Press(keys.End).With(keys.Ctrl)) // into the empty line that Rosa has just begun
	max.types(chars("Who drives?")...)
	rosa.types(chars("From July.")...)
	if got, want := d.doc.Plain(), "Rides are paid.\nElders are called. Always.\nWho drives?\nFrom July."; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// A line that somebody has just begun is theirs while they write in it.
func TestAnEmptyLineInUseIsLeftAlone(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.types(chars("Rides.")...)
	rosa.types(keys.Press(keys.Enter))
	at, _ := rosa.ed.Caret(rosa.view())
	max := d.sit("max")
	v := max.view()
	v.Typing = []editor.Caret{{By: "rosa", In: at.Para}}
	max.carry(max.ed.Key(v, keys.Char('E')))
	d.landAll()
	rosa.types(keys.Char('P'))
	if got, want := d.doc.Plain(), "Rides.\nP\nE"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// A caret that was left at the end is at the end when its person goes on.
func TestGoingOnAtTheEnd(t *testing.T) {
	d := newDesk(t)
	rosa, max := d.sit("rosa"), d.sit("max")
	rosa.types(chars("One.")...)
	rosa.types(keys.Press(keys.Esc))
	max.types(chars("Two.")...)
	rosa.ed.Begin(rosa.view())
	rosa.types(chars("Three.")...)
	if got, want := d.doc.Plain(), "One.\nTwo.\nThree."; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// However many keys are typed behind one that waits, none is lost: those that
// can't be taken are given back.
func TestNoKeyIsDropped(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	all := []keys.Key{keys.Char('<'), keys.Press(keys.Home)}
	all = append(all, chars(strings.Repeat("rides ", 500))...)
	given := 0
	for given < len(all) {
		did := rosa.ed.Key(rosa.view(), all[given])
		if did.Later {
			if len(d.way) == 0 {
				t.Fatal("a key has to wait for nothing")
			}
			d.land()
			continue
		}
		rosa.carry(did)
		given++
	}
	d.landAll()
	if got, want := d.doc.Plain(), strings.Repeat("rides ", 500)+"<"; got != want {
		t.Errorf("%d characters of %d", len(got), len(want))
	}
}

// Who is torn away while keys wait finds their words beside the text.
func TestStoppingKeepsWhatWaited(t *testing.T) {
	d := newDesk(t)
	rosa := d.sit("rosa")
	rosa.press(keys.Char('a'), keys.Press(keys.Home))
	rosa.press(chars("Rides?")...)
	rosa.ed.Stop()
	if got := rosa.ed.Kept(); got != "Rides?" {
		t.Errorf("kept %q", got)
	}
}
