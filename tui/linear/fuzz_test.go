package linear_test

import (
	"context"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"convene/tui/input"
	"convene/tui/linear"
)

// FuzzConsole holds for any bytes at a prompt: what is echoed is printable, or
// one of the few marks that take a character back, and so is every line read.
func FuzzConsole(f *testing.F) {
	for _, seed := range []string{"hello\r", "\x1b[200~a\x1b[2J\nb\x1b[201~\r", "añ\x7f\x7f\r", "\x03", "\x04", "1\rx\r\n", "\xff\xfe\r", "漢字\x7f\r", "\u202ex\r"} {
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, typed []byte, secret bool) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		stream := input.Open(ctx, strings.NewReader(string(typed)), nil, func() {})
		var out strings.Builder
		c := &linear.Console{Events: stream.Events(), Out: &out, Echo: true, Width: func() int { return 40 }}
		for range 50 {
			line, err := c.ReadLine(ctx, secret)
			if err != nil {
				break
			}
			if err := c.Say(line); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsFunc(line, unicode.IsControl) || !utf8.ValidString(line) || len(line) > linear.MaxLine {
				t.Fatalf("%q was read as %q", typed, line)
			}
		}
		shown := strings.NewReplacer("\r\n", "", "\b", "").Replace(out.String())
		if strings.ContainsFunc(shown, unicode.IsControl) || !utf8.ValidString(shown) {
			t.Fatalf("%q was shown as %q", typed, out.String())
		}
	})
}
