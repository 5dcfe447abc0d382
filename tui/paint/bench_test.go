package paint_test

import (
	"io"
	"testing"

	"convene/tui/paint"
)

func BenchmarkUnchanged(b *testing.B) {
	p := paint.New(io.Discard, palette())
	f := page(120, 40, "a")
	f.Cursor = &paint.Point{X: 5, Y: 5}
	_, _ = p.Paint(f)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = p.Paint(f)
	}
}

// BenchmarkKey is one letter typed into a line of text: what most frames are.
func BenchmarkKey(b *testing.B) {
	p := paint.New(io.Discard, palette())
	frames := [2]paint.Frame{page(120, 40, "a"), page(120, 40, "ab")}
	for i := range frames {
		frames[i].Cursor = &paint.Point{X: 44 + i, Y: 20}
	}
	copy(frames[1].Rows[:20], frames[0].Rows)
	copy(frames[1].Rows[21:], frames[0].Rows[21:])
	b.ReportAllocs()
	bytes, n := 0, 0
	for b.Loop() {
		wrote, _ := p.Paint(frames[n&1])
		bytes += wrote
		n++
	}
	b.ReportMetric(float64(bytes)/float64(n), "B/frame")
}

func BenchmarkWhole(b *testing.B) {
	p := paint.New(io.Discard, palette())
	f := page(120, 40, "a")
	b.ReportAllocs()
	for b.Loop() {
		p.Forget()
		_, _ = p.Paint(f)
	}
}

func BenchmarkWrap(b *testing.B) {
	const text = "The coordinator sends notes within three working days, in English and Spanish, to everyone who was there and to everyone who was missed. Después no sabemos qué pasó."
	b.ReportAllocs()
	for b.Loop() {
		paint.Wrap(text, 68)
	}
}
