package remote_test

import (
	"strings"
	"testing"
	"unicode"

	"convene/internal/fault"
	"convene/server/remote"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want remote.Line
		code string
	}{
		{raw: "help", want: remote.Line{Verb: "help"}},
		{raw: "  STATUS\t--json ", want: remote.Line{Verb: "status", JSON: true}},
		{raw: "export sheet --large --item 4 --lang ES", want: remote.Line{Verb: "export", Text: "sheet", Item: "4", Lang: "es", Large: true}},
		{raw: "export tor --format docx --lang es", want: remote.Line{Verb: "export", Text: "tor", Format: "docx", Lang: "es"}},
		{raw: "export --format=PDF tor", want: remote.Line{Verb: "export", Text: "tor", Format: "pdf"}},
		{raw: "export tor --out Mi-Archivo.md", want: remote.Line{Verb: "export", Text: "tor", Out: "Mi-Archivo.md"}},
		{raw: "export -- --format docx", want: remote.Line{Verb: "export", Text: "--format docx"}},
		// What a shell would act on is text here, or no verb.
		{raw: "export tor; rm -rf /", want: remote.Line{Verb: "export", Text: "tor; rm -rf /"}},
		{raw: "export $(id) `id` 'a b' \"c", want: remote.Line{Verb: "export", Text: "$(id) `id` 'a b' \"c"}},
		// Words are taken as they were typed.
		{raw: `join "Rosa  María"`, want: remote.Line{Verb: "join", Text: "Rosa  María"}},
		{raw: "question why  not -- and when --lang es", want: remote.Line{Verb: "question", Text: "why  not -- and when --lang es"}},
		{raw: "question why --lang es  not", want: remote.Line{Verb: "question", Text: "why not", Lang: "es"}},
		{raw: "vote today-k7qd2 3 --as Rosa", want: remote.Line{Verb: "vote", Text: "today-k7qd2 3", As: "Rosa"}},
		{raw: `vote --as "Zed Young" Q 3`, want: remote.Line{Verb: "vote", Text: "Q 3", As: "Zed Young"}},
		{raw: `vote Q 3 --as='Zed  O'Neil' --json`, want: remote.Line{Verb: "vote", Text: "Q 3", As: "Zed  O'Neil", JSON: true}},
		{raw: `vote --as "Zed" Q "a b"`, want: remote.Line{Verb: "vote", Text: `Q "a b"`, As: "Zed"}},
		{raw: `vote --as "Zed Q 3`, want: remote.Line{Verb: "vote", Text: "Q 3", As: `"Zed`}},
		{raw: `vote --as "" Q 3`, code: "remote.flag_empty"},
		{raw: "export tor --format --lang es", code: "remote.flag_empty"},
		{raw: "export tor --format", code: "remote.flag_empty"},
		{raw: "export tor --format=", code: "remote.flag_empty"},
		{raw: "export tor --output=/etc/passwd", code: "remote.flag"},
		{raw: "status --json=yes", code: "remote.flag"},
		{raw: "", code: "remote.empty"},
		{raw: " \t ", code: "remote.empty"},
		{raw: "help\nstatus", code: "remote.line"},
		{raw: "help\x1b[2J", code: "remote.line"},
		{raw: "help\x00", code: "remote.line"},
		{raw: "help \xff", code: "remote.line"},
		{raw: "help \u202ebackwards", code: "remote.line"},
		{raw: "help " + strings.Repeat("a", 4096), code: "remote.line"},
	} {
		got, err := remote.Parse(c.raw)
		if fault.Code(err) != c.code {
			t.Errorf("%.40q: refused with %q, want %q", c.raw, fault.Code(err), c.code)
			continue
		}
		if err == nil && got != c.want {
			t.Errorf("%q: got %+v, want %+v", c.raw, got, c.want)
		}
	}
}

// Whatever is sent, nothing comes out that was not typed, and nothing that
// would harm a terminal (promise 5).
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"help", "export tor --format docx", "export --lang=es -- --x", "a\x1b]0;b\a", "--format docx", "ñandú --json"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		l, err := remote.Parse(raw)
		if err != nil {
			return
		}
		if l.Verb == "" {
			t.Fatalf("%q gave no verb", raw)
		}
		for _, part := range []string{l.Verb, l.Text, l.Format, l.Lang, l.Out} {
			if strings.ContainsFunc(part, unicode.IsControl) {
				t.Fatalf("%q let through %q", raw, part)
			}
		}
		for _, word := range strings.Fields(l.Text + " " + l.Out + " " + l.As) {
			if !strings.Contains(raw, word) {
				t.Fatalf("%q gave %q, which was not typed", raw, word)
			}
		}
	})
}
