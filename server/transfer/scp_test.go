package transfer_test

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"

	"convene/server/transfer"
)

func TestParseSCP(t *testing.T) {
	for line, want := range map[string]*transfer.Wants{
		"scp -f record.md":                   {Paths: []string{"record.md"}},
		"scp -v -p -f -- es/record.md":       {Times: true, Paths: []string{"es/record.md"}},
		"scp -r -f 'es' \"*.md\"":            {Recursive: true, Paths: []string{"es", "*.md"}},
		"scp -rt .":                          {Recursive: true, Upload: true, Paths: []string{"."}},
		"scp -d -t -- -x":                    {Upload: true, Paths: []string{"-x"}},
		"scp record.md":                      nil, // neither way
		"scp -f -t record.md":                nil,
		"scp -f":                             nil,
		"scp -S /bin/sh -f record.md":        nil,
		"scp -o ProxyCommand=id -f a":        nil,
		"scp -f " + strings.Repeat("a ", 33): nil,
		"scpx -f a":                          nil,
		"":                                   nil,
	} {
		got, ok := transfer.ParseSCP(line)
		if ok != (want != nil) || ok && !reflect.DeepEqual(got, *want) {
			t.Errorf("%q: %+v %v", line, got, ok)
		}
	}
}

// pipe is a client of the old protocol that says what it will, whatever it hears.
type pipe struct {
	io.Reader
	bytes.Buffer
}

func (p *pipe) Read(b []byte) (int, error) { return p.Reader.Read(b) }
func (p *pipe) Close() error               { return nil }

func scp(t *testing.T, says, line string) (status int, heard string) {
	t.Helper()
	wants, ok := transfer.ParseSCP(line)
	if !ok {
		t.Fatal(line)
	}
	p := &pipe{Reader: strings.NewReader(says)}
	status = transfer.SCP(t.Context(), transfer.Session{Stream: p, Folder: &shelf{}, Contain: func() {}}, wants, error.Error)
	return status, p.String()
}

func TestSCP(t *testing.T) {
	ready := strings.Repeat("\x00", 20)
	for _, c := range []struct {
		says, line string
		status     int
		heard      string
	}{
		{ready, "scp -f es/record.md", 0, "C0600 5 record.md\nwords\x00"},
		{ready, "scp -f es/*", 0, "C0600 5 record.md\nwords\x00"},
		{ready, "scp -r -f es", 0, "D0700 0 es\nC0600 5 record.md\nwords\x00E\n"},
		{ready, "scp -f es", 1, "\x01transfer: that is a folder\n"},
		{ready, "scp -f ../../etc/passwd es/record.md", 1, "\x01file does not exist\nC0600 5 record.md\nwords\x00"},
		{ready, "scp -f secret", 1, "\x01permission denied\n"},
		{ready, "scp -f [", 1, "\x01file does not exist\n"},
		{"", "scp -f es/record.md", 1, ""},
		{"\x00", "scp -f es/record.md", 1, "C0600 5 record.md\n"},
		{"\x00\x01no room\n\x00\x00", "scp -f es/record.md agenda.toml", 1, "C0600 5 record.md\nC0600 4 agenda.toml\nplan\x00"},
		{"\x00\x01" + strings.Repeat("no", 1<<20), "scp -f es/record.md", 1, "C0600 5 record.md\n"},
		{"\x02fatal\n", "scp -f es/record.md", 1, ""},
		{ready, "scp -t .", 1, "\x01transfer: no upload by the old protocol\n"},
		{"C0644 5 agenda.toml\nwords\x00", "scp -t agenda.toml", 1, "\x01transfer: no upload by the old protocol\n"},
	} {
		if status, heard := scp(t, c.says, c.line); status != c.status || heard != c.heard {
			t.Errorf("%s: %d %q, wanted %d %q", c.line, status, heard, c.status, c.heard)
		}
	}
}

// FuzzSCP holds for any line of the old protocol and whatever the client says
// then: what is understood has paths and one way, and the run ends, sends only
// files of the folder, and takes none.
func FuzzSCP(f *testing.F) {
	f.Add("scp -f record.md", []byte("\x00\x00\x00\x00"))
	f.Add("scp -v -p -r -f -- es '*.md'", bytes.Repeat([]byte{0}, 30))
	f.Add("scp -t .", []byte("\x00C0644 5 x\nhello\x00"))
	f.Add("scp -f ../../etc/passwd", []byte("\x00\x01no\n\x02"))
	f.Add("scp -qdf *", []byte{2})
	f.Fuzz(func(t *testing.T, line string, says []byte) {
		wants, ok := transfer.ParseSCP(line)
		if !ok {
			return
		}
		if len(wants.Paths) == 0 || len(wants.Paths) > 32 {
			t.Fatalf("%q has %d paths", line, len(wants.Paths))
		}
		p := &pipe{Reader: bytes.NewReader(says)}
		status := transfer.SCP(t.Context(), transfer.Session{Stream: p, Folder: &shelf{}, Contain: func() {}}, wants, error.Error)
		if status != 0 && status != 1 || wants.Upload && status == 0 {
			t.Fatalf("%q, then %q, ends with %d", line, says, status)
		}
		if len(says) == 0 && !wants.Upload && p.Len() > 0 {
			t.Fatalf("%q was sent %q before the client was ready", line, p.String())
		}
	})
}
