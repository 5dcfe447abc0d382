package input_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"convene/tui/input"
	"convene/tui/keys"
)

// FuzzDecoder holds for any bytes, cut anywhere: nothing panics, no more comes
// out than went in, text without escape codes comes out whole, and after a pause
// the decoder is back where text is text.
func FuzzDecoder(f *testing.F) {
	for _, seed := range []string{"hello", "\x1b[A", "\x1b[200~x\x1b[201~", "\x1b]11;rgb:0/0/0\a", "\x1bP1$r\x1b\\", "ñ漢", "\x1b\x1b[[", "\x1b[M123", "\x1b]0\xd2"} {
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		y := new(typist)
		for rest, n := data, int(size)%7+1; len(rest) > 0; rest = rest[min(n, len(rest)):] {
			y.send(string(rest[:min(n, len(rest))]))
		}
		y.wait(time.Minute)
		out, want := 0, 0
		for _, k := range y.keys() {
			out += max(1, len(k.Text)/3) // a broken byte becomes three
			if k.Code == keys.Rune && (k.Rune >= 0x80 && k.Rune < 0xa0 || !utf8.ValidRune(k.Rune)) {
				t.Fatalf("typed %U", k.Rune)
			}
		}
		if out > len(data) {
			t.Fatalf("%d bytes became %d keys", len(data), out)
		}
		plain := utf8.Valid(data)
		for _, r := range string(data) {
			plain = plain && r >= ' ' && (r < 0x7f || r >= 0xa0)
			want++
		}
		if plain && out != want {
			t.Fatalf("%d characters became %d keys", want, out)
		}
		if _, pending := y.Due(); pending {
			t.Fatal("still waiting after a minute")
		}
		y.events = nil
		if got := y.send("x").keys(); len(got) != 1 || got[0] != keys.Char('x') {
			t.Fatalf("afterwards x is %+v", got)
		}
	})
}

// BenchmarkFlood is the worst input there is for a decoder that looks back.
func BenchmarkFlood(b *testing.B) {
	for name, unit := range map[string]string{"text": "a", "esc": "\x1b", "csi": "\x1b[1;", "osc": "\x1b]1", "dcs": "\x1bP1", "paste": "\x1b[200~a"} {
		var p []byte
		for len(p) < 1<<20 {
			p = append(p, unit...)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(p)))
			for b.Loop() {
				var d input.Decoder
				d.Feed(p, time.Time{}, func(input.Event) {})
			}
		})
	}
}
