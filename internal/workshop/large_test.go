package workshop_test

import (
	"fmt"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

const largeText = "terms/purpose/en"

// large is a workshop of a thousand people with five hundred cards on the wall
// and a section of almost 64 KiB.
func large(b *testing.B) *table {
	x := set(b, "c")
	var seats []roster.SeatID
	for i := range 1000 {
		seats = append(seats, x.join(fmt.Sprintf("Rosa Delgado %d", i)))
	}
	x.must("", roster.Grant{Seat: seats[0], Role: roster.Host})
	x.must(seats[0], workshop.OpenMeeting{})
	shown := values.WallShown{Writing: "values/w1", OnList: 1000, Wrote: 500, Passed: 500}
	for i := range 500 {
		shown.Cards = append(shown.Cards, values.Card{ID: fmt.Sprintf("card%03d", i), Word: safetext.Clean(safetext.Name, fmt.Sprintf("Listening %d", i)),
			Sentence: safetext.Clean(safetext.Line, "We hear each other out before we decide.")})
	}
	x.fold(values.WritingOpened{Writing: values.Writing{ID: "values/w1", PerSeat: 3}}, shown)
	for i := 0; ; i++ {
		doc := x.live.Texts.Get(largeText)
		if doc == nil {
			doc = text.New()
		}
		if doc.Size() > text.MaxBytes-2000 {
			return x
		}
		words := strings.Repeat("we hear each other out ", 4) + map[bool]string{true: "\n"}[i%6 == 5]
		x.must(seats[i%400], workshop.EditText{Text: largeText, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: words}}})
	}
}

// fold takes events as the log would give them.
func (x *table) fold(events ...act.Event) {
	for _, e := range events {
		x.live = x.live.Apply(act.Stamp{Seq: x.live.Seq + 1, At: x.now}, e)
	}
}

func BenchmarkLarge(b *testing.B) {
	x := large(b)
	doc := x.live.Texts.Get(largeText)
	middle := text.Pos{Para: doc.Paras()[len(doc.Paras())/2].ID}
	words := workshop.EditText{Text: largeText, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: middle, Text: "ñ"}}}
	writer := roster.SeatID("seat-Rosa Delgado 7")
	x.must(writer, words) // who has begun goes on
	folds := workshop.NewFolds()
	frozen := folds.Freeze(x.live)
	command := func(seat roster.SeatID, body any) func() {
		return func() {
			x.n++
			d, err := x.live.Decide(workshop.Command{ID: fmt.Sprint(x.n), Seat: seat, Body: body}, workshop.Facts{Now: x.now})
			if err != nil || len(d.Events) == 0 {
				b.Fatal(err)
			}
			x.live.Apply(act.Stamp{Seq: x.live.Seq + 1, At: x.now, By: seat}, d.Events[0])
		}
	}
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"key", command(writer, words)},
		{"join", command("", roster.Join{Seat: "seat-late", About: roster.About{Name: clean("June Okafor")}, Lang: "en"})},
		{"name", command(writer, roster.Describe{About: roster.About{Name: clean("Rosa D.")}})},
		{"polls", func() { x.live.OpenPolls() }},
		{"store", func() { folds.Freeze(x.live) }},
		{"load", func() {
			if _, err := folds.Thaw(frozen); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.do()
			}
		})
	}
	b.Logf("a stored state of %d KiB", len(frozen)>>10)
}
