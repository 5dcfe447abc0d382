package remote

import (
	"bytes"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
)

// planned is a workshop that was just made, as a host sees it.
func planned(f *testing.F) view {
	f.Helper()
	lib, err := library.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	create, ok := prepare.Workshop(lib, workshop.Meta{
		ID: "w", Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
	}, prepare.Plan{Agenda: "a", Zone: "America/Los_Angeles"})
	if !ok {
		f.Fatal("no agenda a")
	}
	v := view{verbs: New(Parts{Lib: lib, Log: slog.New(slog.DiscardHandler)}), words: lib.Words("es"), state: workshop.Empty()}
	d, err := v.state.Decide(workshop.Command{ID: "c", Body: create}, workshop.Facts{})
	if err != nil {
		f.Fatal(err)
	}
	return v.after(d)
}

func (v view) after(d workshop.Decision) view {
	for _, e := range d.Events {
		v.state = v.state.Apply(act.Stamp{Seq: v.state.Seq + 1, At: time.UnixMilli(1).UTC()}, e)
	}
	return v
}

// FuzzAgendaFile holds for whatever somebody sends back as the agenda: it is
// refused with a sentence that names a line, and changes nothing; or it is taken
// whole, holds nothing that may not be shown, and reads back as it was taken.
func FuzzAgendaFile(f *testing.F) {
	v := planned(f)
	whole := writeAgenda(v.state, v.words, true)
	f.Add(whole)
	f.Add(append([]byte("\ufeff"), bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n"))...))
	f.Add(bytes.Replace(whole, []byte("[[item]]"), []byte("[[item]]\ntitle = \"Rosa's \\u001b[2J turn\"\nminutes = 5\n\n[[item]]"), 1))
	f.Add([]byte("based_on = \"" + v.state.Agenda.Print() + "\"\nitem = [{title = {en = \"A\", es = \"B\"}, minutes = 3}]\n"))
	f.Add([]byte("[[item]]\ntitle = 7\n"))
	f.Add([]byte("[[item]]\nminutes = -1\ntitle.xx = \"?\"\n[item.prompt]\nen = [1]\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := v.readAgenda(raw)
		if err != nil {
			if code := fault.Code(err); !strings.HasPrefix(code, "agenda_file.") || strings.ContainsAny(v.words.Fault(err), "\x1b\n") {
				t.Fatalf("%q was refused with %q: %q", raw, code, v.words.Fault(err))
			}
			return
		}
		for _, item := range c.Items {
			for _, words := range []agenda.Words{item.Title, item.Prompt, item.HostNote} {
				for lang, x := range words {
					if x != safetext.Clean(safetext.Idea, x).String() {
						t.Fatalf("%q gave %s words that may not be shown: %q", raw, lang, x)
					}
				}
			}
		}
		c.Seen = v.state.Agenda.Print()
		d, err := v.state.Decide(workshop.Command{ID: "again", Body: c}, workshop.Facts{})
		if err != nil {
			return
		}
		after := v.after(d)
		back, err := after.readAgenda(writeAgenda(after.state, after.words, true))
		if err != nil {
			t.Fatalf("%q was taken, and what it made is refused: %v", raw, err)
		}
		if !slices.EqualFunc(back.Items, after.state.Agenda.Items, func(a, b agenda.Item) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("%q was taken, and reads back as %+v instead of %+v", raw, back.Items, after.state.Agenda.Items)
		}
	})
}
