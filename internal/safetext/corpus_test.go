package safetext_test

import (
	"fmt"
	"strings"
)

// hostile makes the texts that try to leave their place: control sequences in
// their 7-bit and 8-bit forms, ended in each way, nested and cut short, and
// characters that hide, turn or pile up. Each is wrapped in words that must
// stay.
func hostile() []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, "Ana "+fmt.Sprintf(format, args...)+" Luz") }

	intro := []string{"\x1b[", "\u009b", "\x9b", "\x1b\x1b["}
	csi := []string{"31m", "2J", "H", "6n", "c", ">c", "?1049h", "?1049l", "?2004h", "?1000h", "8;999;999t", "21t", "18t",
		"10000000000A", "1;1r", "!p", "?25l", "5i", "4i", "38;2;1;2;3m", "0;0;0;0;0;0;0;0;0m", "?6n", ">0q", "=c", "20h", "2 q", "1;31:4m"}
	for _, i := range intro {
		for _, body := range csi {
			add("%s%s", i, body)
		}
	}
	strs := []string{"\x1b]", "\u009d", "\x9d", "\x1bP", "\u0090", "\x90", "\x1b_", "\u009f", "\x9f", "\x1b^", "\u009e", "\x1bX", "\u0098"}
	ends := []string{"\x07", "\x1b\\", "\u009c", "\x9c", "", "\x18", "\x1a"}
	bodies := []string{"0;owned", "52;c;ZXZpbA==", "8;;http://example.org/", "+q544e", "$qm", "Gi=1,a=T;AAAA", "1337;File=:AAAA", "\x1b[2J"}
	for i, s := range strs {
		for j, e := range ends {
			add("%s%s%s", s, bodies[(i+j)%len(bodies)], e)
			add("%s%s%s", s, bodies[(i+j+3)%len(bodies)], e)
		}
	}
	for c := rune(0); c < 0x20; c++ {
		add("a%sb", string(c))
	}
	for c := rune(0x7f); c < 0xa0; c++ {
		add("a%sb", string(c))
	}
	for b := 0x80; b < 0x100; b += 5 {
		add("a%sb", string([]byte{byte(b)}))
	}
	for _, c := range []byte("cDEHMNOZ78=><#%()*+-./ FGno|}~") {
		add("\x1b%sx", string(c))
	}
	for _, r := range []rune{0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200b, 0x200c, 0x200d,
		0x2028, 0x2029, 0x2060, 0x2063, 0x206a, 0xfeff, 0xad, 0x34f, 0x115f, 0x1160, 0x3164, 0xffa0, 0x180e, 0x17b4, 0xfff9,
		0xfffb, 0xe000, 0xf8ff, 0xf0000, 0x10fffd, 0xfffe, 0xffff, 0x1ffff, 0xfdd0, 0xe0001, 0xe0041, 0xe007f, 0x378, 0x1d173, 0xe0100, 0xfe0f} {
		add("a%sb", string(r))
		add("%s%s", strings.Repeat(string(r), 40), "x")
	}
	for _, r := range []rune{0x300, 0x489, 0x20dd, 0x1ab0, 0xfe20, 0x94d, 0x200d, 0xfe0f, 0x1100, 0x1f3ff, 0x600, 0x1f1e6} {
		add("a%s", strings.Repeat(string(r), 300))
	}
	add("%s", strings.Repeat("\x1b[", 1000))
	add("\x1b\x1b\x1b]\x1bP\x1b_\x1b^nested\x07\x1b\\\x1b\\")
	add("\x1bP\x1b]0;x\x07\x1b\\\x1b[31m")
	add("\x1b\u202e[31m")
	add("\xc2\x1b[31m\x9b31m")
	add("\xe2\x80")
	add("\xc0\x9b31m\xe0\x80\x9b\xf0\x80\x80\x9b")
	add("\xed\xa0\x80\xed\xb0\x80")
	return all
}

// pieces are what the property tests build texts from.
func pieces() []string {
	return []string{"a", "b", " ", "\n", "\t", "\r", "\x1b", "[", "ñ", "é", "e\u0301", "\u0300", "\u0489", "\u20dd", "א", "ع", "ہ",
		"क", "\u094d", "ष", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069",
		"👩", "💻", "❤", "\ufe0f", "\ufe0e", "🏽", "→", "🇲", "🇽", "1", "\u20e3", "ᄀ", "ᅡ", "ᆨ", "한", "漢", "\u0600", "\U000110bd",
		"\u0d4e", "\ufffd", "\xff", "\x9b", "\u009b", "\u3164", "\U000e0041", "\ue000", "\u2800", "\U000e0100", "\u180b", "ᠠ", "xʷ", "\ufffe", "0"}
}
