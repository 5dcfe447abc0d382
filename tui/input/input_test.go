package input_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"convene/tui/input"
	"convene/tui/keys"
)

// typist feeds a decoder and keeps what comes out.
type typist struct {
	input.Decoder
	now    time.Time
	events []input.Event
}

func (y *typist) send(chunks ...string) *typist {
	for _, c := range chunks {
		y.Feed([]byte(c), y.now, func(e input.Event) { y.events = append(y.events, e) })
	}
	return y
}

func (y *typist) wait(d time.Duration) *typist {
	y.now = y.now.Add(d)
	y.Tick(y.now, func(e input.Event) { y.events = append(y.events, e) })
	return y
}

func (y *typist) keys() []keys.Key {
	var out []keys.Key
	for _, e := range y.events {
		if e.Kind == input.Press {
			out = append(out, e.Key)
		}
	}
	return out
}

// chars are the keys of the characters of s.
func chars(s string) []keys.Key {
	var out []keys.Key
	for _, r := range s {
		out = append(out, keys.Char(r))
	}
	return out
}

func join(parts ...[]keys.Key) []keys.Key { return slices.Concat(parts...) }

func TestKeysOfManyTerminals(t *testing.T) {
	press, char := keys.Press, keys.Char
	fn := func(n rune) keys.Key { return keys.Key{Code: keys.Function, Rune: n} }
	cases := map[string]keys.Key{
		"a": char('a'), "ñ": char('ñ'), "漢": char('漢'), "\r": press(keys.Enter), "\n": press(keys.Enter),
		"\r\n": press(keys.Enter), "\t": press(keys.Tab), "\x7f": press(keys.Backspace), "\b": press(keys.Backspace),
		"\x03": char('c').With(keys.Ctrl), "\x1bb": char('b').With(keys.Alt), "\x1b\x7f": press(keys.Backspace).With(keys.Alt),
		"\x1bñ":  char('ñ').With(keys.Alt),
		"\x1b[A": press(keys.Up), "\x1bOA": press(keys.Up), "\x1b[1;5C": press(keys.Right).With(keys.Ctrl),
		"\x1b[1;3D": press(keys.Left).With(keys.Alt), "\x1b[d": press(keys.Left).With(keys.Shift), "\x1bOc": press(keys.Right).With(keys.Ctrl),
		"\x1b[H": press(keys.Home), "\x1bOH": press(keys.Home), "\x1b[1~": press(keys.Home), "\x1b[7~": press(keys.Home),
		"\x1b[F": press(keys.End), "\x1bOF": press(keys.End), "\x1b[4~": press(keys.End), "\x1b[8~": press(keys.End),
		"\x1b[2~": press(keys.Insert), "\x1b[3~": press(keys.Delete), "\x1b[3$": press(keys.Delete).With(keys.Shift),
		"\x1b[3^": press(keys.Delete).With(keys.Ctrl), "\x1b[3;5~": press(keys.Delete).With(keys.Ctrl),
		"\x1b[5~": press(keys.PageUp), "\x1b[6~": press(keys.PageDown), "\x1b[Z": press(keys.Tab).With(keys.Shift),
		"\x1bOP": fn(1), "\x1b[11~": fn(1), "\x1b[[A": fn(1), "\x1b[15~": fn(5), "\x1b[17~": fn(6), "\x1b[24~": fn(12),
		"\x1bOM": press(keys.Enter), "\x1bOq": char('1'), "\x1bOk": char('+'),
		"\x1b[97u": char('a'), "\x1b[13;5u": press(keys.Enter).With(keys.Ctrl), "\x1b[97;2u": char('A'),
		"\x1b[27;5;99~": char('c').With(keys.Ctrl), "\x1b[57400u": char('1'), "\x1b[57417u": press(keys.Left),
		"\x1b[1;1:1A": press(keys.Up),
	}
	for seq, want := range cases {
		if got := new(typist).send(seq).keys(); !slices.Equal(got, []keys.Key{want}) {
			t.Errorf("%q: got %+v, want %+v", seq, got, want)
		}
		// The same over a link that carries each byte alone.
		y := new(typist)
		for i := range len(seq) {
			y.send(seq[i : i+1])
		}
		got := y.wait(2 * time.Second).keys()
		byHand := seq[0] == 0x1b && (len(seq) < 3 || seq == "\x1bñ" || seq == "\x1bOM" || seq == "\x1bOq" || seq == "\x1bOk")
		if !byHand && !slices.Equal(got, []keys.Key{want}) {
			t.Errorf("%q by the byte: got %+v, want %+v", seq, got, want)
		}
	}
}

func TestAnswersNeverBecomeTyping(t *testing.T) {
	for _, seq := range []string{
		"\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[12;40R", "\x1b[?2026;2$y", "\x1b[?1u", "\x1b[0n", "\x1b[8;24;80t",
		"\x1b[?997;1n", "\x1b]11;rgb:0000/2b2b/3636\a", "\x1b]10;rgb:ff/ff/ff\x1b\\", "\x1b]52;c;aGk=\a",
		"\x1bP1$r0m\x1b\\", "\x1bP>|xterm(390)\x1b\\", "\x1bP1+r544e\x1b\\", "\x1b_Gi=1;OK\x1b\\",
		"\x1b[<0;10;10M", "\x1b[<0;10;10m", "\x1b[M !!", "\x1b[I", "\x1b[O", "\x1b[97;1:3u", "\x1b[1;1:3A", "\x1b[201~",
	} {
		for cut := 2; cut <= len(seq); cut++ {
			y := new(typist).send(seq[:cut], seq[cut:]+"x")
			if got := y.keys(); !slices.Equal(got, chars("x")) {
				t.Errorf("%q cut at %d: typed %+v", seq, cut, got)
			}
		}
		// A late answer that was cut off for good types nothing either.
		if len(seq) > 6 && seq[1] == ']' {
			if got := new(typist).send(seq[:6]).wait(time.Second).send("x").keys(); !slices.Equal(got, chars("x")) {
				t.Errorf("%q cut off: typed %+v", seq, got)
			}
		}
	}
}

func TestBackground(t *testing.T) {
	for seq, want := range map[string][3]uint8{
		"\x1b]11;rgb:0000/2b2b/3636\a":             {0, 0x2b, 0x36},
		"\x1b]11;rgb:fd/f6/e3\x1b\\":               {0xfd, 0xf6, 0xe3},
		"\x1b]11;rgba:ffff/ffff/ffff/0000\x1b\\":   {255, 255, 255},
		"\x1b]11;rgb:f/0/8\a":                      {255, 0, 136},
		"\x1b]11;rgb:00000/0/0\a\x1b]11;rgb:1/1\a": {},
	} {
		var got [3]uint8
		for _, e := range new(typist).send(seq).events {
			if e.Kind == input.Background {
				got = [3]uint8{e.R, e.G, e.B}
			}
		}
		if got != want {
			t.Errorf("%q: got %v, want %v", seq, got, want)
		}
	}
}

func TestLoneEscWaits(t *testing.T) {
	esc := []keys.Key{keys.Press(keys.Esc)}
	y := new(typist).send("\x1b").wait(input.EscWait - 1)
	if len(y.keys()) != 0 {
		t.Fatal("an Esc did not wait for the rest of a sequence")
	}
	if got := y.wait(1).keys(); !slices.Equal(got, esc) {
		t.Fatalf("got %+v", got)
	}
	if got := new(typist).send("\x1b").wait(input.EscWait - 1).send("[A").keys(); !slices.Equal(got, []keys.Key{keys.Press(keys.Up)}) {
		t.Errorf("a sequence in two parts: %+v", got)
	}
	if got := new(typist).send("\x1b", "b").keys(); !slices.Equal(got, join(esc, chars("b"))) {
		t.Errorf("Esc, then b: %+v", got)
	}
	if got := new(typist).send("\x1b\x1b").wait(input.EscWait).keys(); !slices.Equal(got, join(esc, esc)) {
		t.Errorf("Esc twice: %+v", got)
	}
}

func TestTypedTextIsNeverDropped(t *testing.T) {
	esc := []keys.Key{keys.Press(keys.Esc)}
	alt := func(r rune) []keys.Key { return []keys.Key{keys.Char(r).With(keys.Alt)} }
	for name, c := range map[string]struct {
		chunks []string
		want   []keys.Key
	}{
		"Esc, then Perhaps":    {[]string{"\x1b", "P", "e", "rhaps"}, join(esc, chars("Perhaps"))},
		"Esc, then Ok":         {[]string{"\x1b", "O", "k"}, join(esc, chars("Ok"))},
		"Esc, then ]1 by hand": {[]string{"\x1b", "]", "1"}, join(esc, chars("]1"))},
		"Esc, then [z by hand": {[]string{"\x1b", "[", "z"}, join(esc, chars("[z"))},
		"Alt-[":                {[]string{"\x1b["}, alt('[')},
		"Alt-O, then Enter":    {[]string{"\x1bO", "\r"}, join(alt('O'), []keys.Key{keys.Press(keys.Enter)})},
		"Alt-], then words":    {[]string{"\x1b]", "words ñ"}, join(alt(']'), chars("words ñ"))},
		"Enter in a sequence":  {[]string{"\x1b[12\r"}, []keys.Key{keys.Press(keys.Enter)}},
		"half a character":     {[]string{"\xc3", "\xb1\xe6", "\xbc\xa2"}, chars("ñ漢")},
		"Latin-1":              {[]string{"a\xf1o"}, chars("a\ufffdo")},
		"a cut character":      {[]string{"\xe6\xbc"}, chars("\ufffd")},
	} {
		if got := new(typist).send(c.chunks...).wait(2 * time.Second).keys(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

func TestPaste(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":         {"hello", "hello"},
		"line ends":     {"a\r\nb\rc\nd", "a\nb\nc\nd"},
		"a false end":   {"a\x1b[201\x1b[20b", "a\x1b[201\x1b[20b"},
		"a second mark": {"a\x1b[200~b", "a\x1b[200~b"},
		"broken":        {"a\xffb", "a\ufffdb"},
	} {
		y := new(typist)
		for i := range len(c.in) + 1 { // cut at every byte
			y.events = nil
			y.send("\x1b[200~"+c.in[:i], c.in[i:]+"\x1b[20", "1~x")
			if want := join([]keys.Key{keys.Pasted(c.want)}, chars("x")); !slices.Equal(y.keys(), want) {
				t.Errorf("%s cut at %d: %+v", name, i, y.keys())
			}
		}
	}
}

func TestPasteTooLongIsDroppedWhole(t *testing.T) {
	fits := strings.Repeat("a", input.MaxPaste)
	if got := new(typist).send("\x1b[200~", fits, "\x1b[201~").keys(); len(got) != 1 || got[0].Text != fits {
		t.Fatal("the longest paste was not passed on")
	}
	y := new(typist).send("\x1b[200~", fits, "a\r", strings.Repeat("q\r", 1<<20), "\x1b[201~", "x")
	if got := y.keys(); !slices.Equal(got, chars("x")) || y.events[0].Kind != input.PasteTooLong {
		t.Errorf("got %d keys, first event %v", len(got), y.events[0].Kind)
	}
}

func TestPasteWithoutEndIsPassedOn(t *testing.T) {
	y := new(typist).send("\x1b[200~half a").wait(input.PasteWait - 1)
	if len(y.events) != 0 {
		t.Fatal("a paste that pauses was cut")
	}
	if got := y.wait(1).send("x").keys(); !slices.Equal(got, join([]keys.Key{keys.Pasted("half a")}, chars("x"))) {
		t.Errorf("got %+v", got)
	}
}

func TestUnterminatedIsAborted(t *testing.T) {
	for _, intro := range []string{"\x1b[", "\x1b]11;", "\x1bP1$", "\x1b_G"} {
		y := new(typist).send(intro + "1")
		if got := y.wait(input.SequenceWait).send("x").keys(); !slices.Equal(got, chars("x")) {
			t.Errorf("%q too old: %+v", intro, got)
		}
		y = new(typist).send(intro + strings.Repeat("1", input.MaxSequence+10) + "\rx")
		if got := y.keys(); len(got) < 2 || got[len(got)-1] != keys.Char('x') || got[len(got)-2] != keys.Press(keys.Enter) {
			t.Errorf("%q too long: %+v", intro, got)
		}
	}
}

// stream opens a terminal whose bytes come from a pipe.
func stream(ctx context.Context) (*input.Stream, *io.PipeWriter) {
	r, w := io.Pipe()
	return input.Open(ctx, r, nil, func() {}), w
}

func TestStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := stream(t.Context())
		io.WriteString(w, "a")
		if e := <-s.Events(); e.Key != keys.Char('a') {
			t.Errorf("got %+v", e)
		}
		start := time.Now()
		io.WriteString(w, "\x1b")
		if e := <-s.Events(); e.Key != keys.Press(keys.Esc) || time.Since(start) != input.EscWait {
			t.Errorf("got %+v after %v", e, time.Since(start))
		}
		io.WriteString(w, "b")
		w.Close()
		if e := <-s.Events(); e.Key != keys.Char('b') {
			t.Errorf("got %+v", e)
		}
		if e, more := <-s.Events(); more {
			t.Errorf("got %+v behind the end", e)
		}
	})
}

// Nobody reads any more, something is pending, and still more is typed: the
// stream ends with its context, and what feeds it with the terminal.
func TestStreamEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s, w := stream(ctx)
		go func() { _, _ = io.WriteString(w, strings.Repeat("a", 100)+"\x1b") }()
		synctest.Wait()
		cancel()
		for range s.Events() { // what it held, and then the end
		}
		w.Close()
	})
}
