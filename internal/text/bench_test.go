package text_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	. "convene/internal/text"
)

// full is a text of almost 64 KiB by 400 authors, in paragraphs of one size.
func full(b *testing.B, para int) *Doc {
	k := newDesk(b)
	for i := 0; k.doc.Size()+82 < MaxBytes-1000; i++ {
		k.later()
		words := strings.Repeat("word ", 16)
		if k.doc.Size()%para > para-82 {
			words += "\n"
		}
		k.do(fmt.Sprintf("seat%03d", i%400), Insert{At: k.doc.End(), Text: words})
	}
	return k.doc
}

func BenchmarkKey(b *testing.B) {
	for _, para := range []int{400, 4000, 64000} {
		b.Run(fmt.Sprintf("para=%d", para), func(b *testing.B) {
			d := full(b, para)
			at := d.Paras()[0]
			for _, p := range d.Paras() {
				if len(p.Text) > len(at.Text) {
					at = p
				}
			}
			b.Logf("%d paragraphs, the longest %d bytes in %d runs", len(d.Paras()), len(at.Text), len(at.Runs))
			now := time.Date(2027, 3, 4, 9, 0, 0, 0, time.UTC)
			b.ReportAllocs()
			for b.Loop() {
				events, err := d.Decide(Edit{Base: d.Version(), Author: "seat123", Op: "x", Do: Insert{At: Pos{Para: at.ID, Off: len(at.Text) / 2}, Text: "ñ"}}, now)
				if err != nil {
					b.Fatal(err)
				}
				d.Apply(events[0])
			}
		})
	}
}

func BenchmarkErase(b *testing.B) {
	d := full(b, 400)
	at := d.Paras()[len(d.Paras())/2]
	b.ReportAllocs()
	for b.Loop() {
		events, err := d.Decide(Edit{Base: d.Version(), Author: "seat123", Do: Erase{At: Pos{Para: at.ID, Off: len(at.Text) / 2}}}, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		d.Apply(events[0])
	}
}

func BenchmarkStaleKey(b *testing.B) {
	d := full(b, 400)
	base := d
	for i := range Window {
		events, err := d.Decide(Edit{Base: d.Version(), Author: fmt.Sprintf("seat%03d", i%400), Do: Insert{At: d.Start(), Text: "x"}}, time.Time{})
		if err != nil {
			b.Skip(err)
		}
		d = d.Apply(events[0])
		if i%2 == 1 {
			events, _ = d.Decide(Edit{Base: d.Version(), Author: "seat000", Do: Erase{At: d.Start(), Forward: true}}, time.Time{})
			d = d.Apply(events[0])
		}
		if i == Window/2 {
			break
		}
	}
	for b.Loop() {
		if _, err := d.Decide(Edit{Base: base.Version(), Author: "seat123", Do: Insert{At: base.Start(), Text: "x"}}, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPasteOfLines(b *testing.B) {
	d := New()
	paste := strings.Repeat("five\n", 9000)
	for b.Loop() {
		events, err := d.Decide(Edit{Author: "rosa", Do: Insert{At: d.Start(), Text: paste}}, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		full := d.Apply(events[0])
		events, err = full.Decide(Edit{Base: full.Version(), Author: "ben", Do: Remove{full.Range(full.Start(), full.End())}}, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		full.Apply(events[0])
	}
}
