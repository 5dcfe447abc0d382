package server_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"convene/internal/bench"
	"convene/internal/desk"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// clients are a person's stock programs, in a folder of their own: what they
// type is run by a shell as they typed it, "host" being this server.
type clients struct {
	*stand
	dir string
	env []string
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// installed fails a test whose program is not here, but for a developer's machine
// without it.
func installed(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed", name)
			}
			t.Skipf("%s is not installed", name)
		}
	}
}

// at sits a person with a new key down at their programs.
func (s *stand) at(name string, roles ...roster.Role) *clients {
	s.t.Helper()
	installed(s.t, "bash", "ssh", "scp", "sftp", "rsync", "jq")
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(s.t, err)
	signer, err := ssh.NewSignerFromKey(private)
	must(s.t, err)
	if name != "" {
		seat, _, err := s.House().Desk.Take(s.t.Context(), s.room, &desk.Guest{Key: signer.PublicKey().Marshal()},
			roster.About{Name: safetext.Clean(safetext.Name, name)}, "en", "full")
		must(s.t, err)
		for _, r := range roles {
			s.do("", roster.Grant{Seat: seat, Role: r})
		}
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	must(s.t, err)
	c := &clients{stand: s, dir: s.t.TempDir()}
	tools := s.t.TempDir()
	file := func(name, words string, mode os.FileMode) string {
		path := filepath.Join(tools, name)
		must(s.t, os.WriteFile(path, []byte(words), mode))
		return path
	}
	key := file("key", string(pem.EncodeToMemory(block)), 0o600)
	known := ""
	_, port, err := net.SplitHostPort(s.Addr())
	must(s.t, err)
	for _, k := range s.HostKeys().Shown {
		known += "[host]:2222 " + k.Line + "\n"
	}
	proxy := file("proxy", "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/"+port+"\ncat <&3 &\ncat >&3\nkill $!\n", 0o700)
	conf := file("config", "Host *\n  ProxyCommand "+proxy+"\n  IdentityFile "+key+"\n  IdentitiesOnly yes\n  IdentityAgent none\n"+
		"  UserKnownHostsFile "+file("known", known, 0o600)+"\n  GlobalKnownHostsFile none\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n", 0o600)
	for _, name := range []string{"ssh", "scp", "sftp"} {
		path, err := exec.LookPath(name)
		must(s.t, err)
		more := ""
		if name != "ssh" {
			more = " -S " + filepath.Join(tools, "ssh")
		}
		file(name, "#!/bin/sh\nexec "+path+" -F "+conf+more+` "$@"`+"\n", 0o700)
	}
	c.env = []string{"PATH=" + tools + ":" + os.Getenv("PATH"), "HOME=" + c.dir, "LANG=en_US.UTF-8"}
	return c
}

// types runs a line as a shell does.
func (c *clients) types(line, in string) answer {
	c.t.Helper()
	cmd := exec.CommandContext(c.t.Context(), "bash", "-o", "pipefail", "-c", strings.ReplaceAll(line, "CODE", c.hall.Code))
	cmd.Dir, cmd.Env, cmd.Stdin = c.dir, c.env, strings.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		c.t.Fatalf("%s: %v", line, err)
	}
	return answer{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// file is what a line left in the folder.
func (c *clients) file(name string) string {
	c.t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.dir, name))
	must(c.t, err)
	return string(raw)
}

// The README's lines do what they say, as they stand there.
func TestTheLinesOfTheReadme(t *testing.T) {
	s := open(t, bench.Plan{People: 6, Open: true})
	c := s.at("Rosa Delgado", roster.Host)
	topic, err := bench.Topic(t.Context(), s.room, "Visiting hours")
	must(t, err)
	s.move(votePlace(s.room, topic, spectrum.StepVote1))
	s.do("", spectrum.SetMode{Topic: topic, Mode: poll.HiddenNames})
	s.openVote(topic, spectrum.First)
	readme, err := os.ReadFile("../README.md")
	must(t, err)
	question := strings.TrimSpace(c.types("ssh -p 2222 CODE@host vote --json | jq -r '.[0].name'", "").out)
	name := strings.TrimSpace(c.types("ssh -p 2222 CODE@host do 11 --json | jq -r '.[0].name'", "").out)
	lines := regexp.MustCompile(`(?m)^    (.*\b(?:ssh|scp|sftp) .*CODE@host.*)$`).FindAllStringSubmatch(string(readme), -1)
	if len(lines) < 15 {
		t.Fatalf("only %d lines were found", len(lines))
	}
	before := s.snap().Agenda.Print()
	for _, line := range lines {
		got := c.types(strings.NewReplacer("QUESTION", question, "NAME", name).Replace(line[1]), "")
		if got.code != 0 || strings.ContainsAny(got.out+got.err, "\x1b") {
			t.Errorf("%s\nended with %d and said %q and %q", line[1], got.code, got.out, got.err)
		}
	}
	for name, begins := range map[string]string{
		"tor.docx": "PK", "terms-of-reference.docx": "PK", "terms-of-reference.pdf": "%PDF-", "record.pdf": "%PDF-", "sheet.pdf": "%PDF-", "sheet-large.pdf": "%PDF-", "record.md": "#", "agenda.toml": "# The agenda of",
	} {
		if !strings.HasPrefix(c.file(name), begins) {
			t.Errorf("%s begins with %.20q", name, c.file(name))
		}
	}
	if s.snap().Agenda.Print() != before {
		t.Error("an agenda that was not edited changed when it was sent back")
	}
	if n := s.snap().Counts[s.snap().Spectrum.Topic(topic).OpenRound().Today.ID]; n != 1 {
		t.Errorf("%d answers are in", n)
	}
}

// What each may take, and how each program hears that it may not.
func TestFilesByStockClients(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	host, guest, stranger := s.at("Dana Whitfield", roster.Host), s.at("Rosa Delgado"), s.at("")
	const no = "This is not final yet."
	for _, x := range []struct {
		who  *clients
		line string
		code int
		says string // a part of what is shown on either stream
	}{
		{host, "sftp -b - -P 2222 CODE@host <<< 'ls -1'", 0, "\nterms-of-reference.json\n"},
		{host, "sftp -b - -P 2222 CODE@host <<< $'cd es\\nls -l'", 0, "record.txt"},
		{host, "sftp -b - -P 2222 CODE@host <<< 'get -r es'", 0, "Retrieving /es"},
		{host, "scp -P 2222 -r CODE@host:en .", 0, ""},
		{host, "scp -O -P 2222 -r -p CODE@host:es old", 0, ""},
		{host, "scp -O -P 2222 'CODE@host:*.md' CODE@host:agenda.toml .", 0, ""},
		{host, "scp -O -P 2222 CODE@host:en .", 1, "That is a folder."},
		{host, "scp -O -P 2222 CODE@host:nothing.md .", 1, "There is no such file here."},
		{host, "scp -O -P 2222 agenda.toml CODE@host:", 1, "Files are not sent this way."},
		{host, "rsync -e 'ssh -p 2222' CODE@host:record.md .", 12, "rsync is not served here. Use sftp or scp:"},
		{host, "scp -P 2222 CODE@host:../../etc/passwd .", 1, ""},
		{host, "scp -O -P 2222 CODE@host:../../etc/passwd .", 1, "There is no such file here."},
		{host, "scp -P 2222 agenda.toml CODE@host:other.toml", 1, "Nothing can be written here but agenda.toml"},
		{host, "sftp -b - -P 2222 CODE@host <<< 'rm agenda.toml'", 1, "Nothing here can be renamed, removed or made."},
		{host, "sftp -b - -P 2222 CODE@host <<< 'rename agenda.toml x'", 1, "Permission denied"},
		{host, "sftp -b - -P 2222 CODE@host <<< 'mkdir x'", 1, ""},
		{host, "sftp -b - -P 2222 CODE@host <<< 'symlink /etc/passwd x'", 1, ""},
		{host, "sftp -b - -P 2222 CODE@host <<< 'chmod 777 record.md'", 1, "Permission denied"},
		{guest, "sftp -b - -P 2222 CODE@host <<< 'ls -1'", 0, "ls -1\nagenda.toml\nen\nes\nsheet-large.html\nsheet-large.pdf\nsheet-large.txt\nsheet.html\nsheet.pdf\nsheet.txt\n"},
		{guest, "sftp -P 2222 CODE@host:es/sheet.txt", 0, ""},
		{stranger, "sftp -P 2222 CODE@host:sheet.txt", 255, "Files are for people whose SSH key has a seat here."},
		{guest, "sftp -P 2222 CODE@host:record.md", 1, no},
		{guest, "scp -P 2222 CODE@host:en/terms-of-reference.pdf .", 1, no},
		{guest, "scp -O -P 2222 CODE@host:en/terms-of-reference.pdf .", 1, no},
		{guest, "scp -O -P 2222 CODE@host:agenda.toml . && scp -P 2222 agenda.toml CODE@host:", 1, "by a host"},
		{stranger, "sftp -b - -P 2222 CODE@host <<< ls", 255, "Files are for people whose SSH key has a seat here."},
		{stranger, "scp -O -P 2222 CODE@host:agenda.toml .", 1, "Files are for people whose SSH key has a seat here."},
	} {
		got := x.who.types(x.line, "")
		if got.code != x.code || !strings.Contains(got.out+got.err, x.says) {
			t.Errorf("%s\nended with %d, not %d, and said %q and %q\nwanted %q", x.line, got.code, x.code, got.out, got.err, x.says)
		}
	}
	if plan := guest.file("agenda.toml"); !strings.Contains(plan, "title.es") || strings.Contains(plan, "host_note") || strings.Contains(plan, "based_on") {
		t.Errorf("somebody who is no host took %s", plan)
	}
	if plan := host.file("agenda.toml"); !strings.Contains(plan, "host_note.es") || !strings.Contains(plan, "based_on") {
		t.Errorf("the host took %s", plan)
	}
	// All three ways give the same file.
	for _, name := range []string{"record.docx", "terms-of-reference.md"} {
		if a, b := host.file("es/"+name), host.file("old/"+name); a != b && name != "record.docx" {
			t.Errorf("%s differs by protocol", name)
		}
	}
	if got := host.types("ls en es old", ""); strings.Count(got.out, "terms-of-reference.") != 18 {
		t.Errorf("%s", got.out)
	}
	// Once it ended everyone with a seat takes what there is.
	s.ends(true)
	if got := guest.types("sftp -P 2222 CODE@host:es/record.md", ""); got.code != 0 || !strings.HasPrefix(guest.file("record.md"), "#") {
		t.Errorf("%+v", got)
	}
}

// The agenda comes back edited; a slip is named with its line and changes
// nothing, nor does what was overtaken by another's change.
func TestTheAgendaIsSentBack(t *testing.T) {
	s := open(t, bench.Plan{People: 2})
	c := s.at("Dana Whitfield", roster.CoHost)
	take := func() string {
		t.Helper()
		if got := c.types("sftp -P 2222 CODE@host:agenda.toml", ""); got.code != 0 {
			t.Fatalf("%+v", got)
		}
		return c.file("agenda.toml")
	}
	send := func(words string) answer {
		t.Helper()
		must(t, os.WriteFile(filepath.Join(c.dir, "agenda.toml"), []byte(words), 0o600))
		return c.types("scp -P 2222 agenda.toml CODE@host:", "")
	}
	was := take()
	before, first := s.snap().Agenda.Print(), s.snap().Agenda.Items
	lines := strings.Split(was, "\n")
	at := 0 // of the first line of minutes, from 1
	for i, l := range lines {
		if at == 0 && strings.HasPrefix(l, "minutes") {
			at = i + 1
		}
	}
	line := "Line " + strconv.Itoa(at) + ": "
	change := func(to string) string {
		l := append([]string(nil), lines...)
		l[at-1] = to
		return strings.Join(l, "\n")
	}
	for to, says := range map[string]string{
		"minutes = 9999":                     line,
		"minutes = ":                         "Line " + strconv.Itoa(at) + " can't be read.",
		`minutes = "five"`:                   "Line " + strconv.Itoa(at) + " can't be read.",
		"minuets = 5":                        line + `"minuets" is not known here.`,
		"minutes = 5\ntitle.tlh = \"Qapla\"": "",
		"minutes = 5\x00":                    "can't be read.",
	} {
		if got := send(change(to)); got.code != 1 || !strings.Contains(got.err, says) || !strings.Contains(got.err, "Nothing was changed.") && !strings.Contains(got.err, "tlh") {
			t.Errorf("%q: %+v", to, got)
		}
	}
	if got := send(strings.Repeat("#", 70<<10)); got.code != 1 || !strings.Contains(got.err, "too large") {
		t.Errorf("%+v", got)
	}
	if s.snap().Agenda.Print() != before {
		t.Fatal("a slip changed the agenda")
	}
	// Edited for good, in the way that Windows writes files.
	edited := strings.ReplaceAll(change("minutes = 17")+"\n[[item]]\ntitle = \"Thanks, and a song\"\nminutes = 3\n", "\n", "\r\n")
	if got := send("\ufeff" + edited); got.code != 0 {
		t.Errorf("%+v", got)
	}
	items := s.snap().Agenda.Items
	if last := items[len(items)-1]; items[0].Minutes != 17 || last.Title.In("es") != "Thanks, and a song" || last.Activity != "talk" || last.ID == "" {
		t.Errorf("%+v", items)
	}
	first = append(first[:0:0], first...)
	first[0].Minutes = 17
	if !reflect.DeepEqual(items[:len(first)], first) {
		t.Errorf("more changed than was edited:\n%+v\n%+v", items, first)
	}
	// The file of before is of an agenda that is no more.
	if got := send(was); got.code != 1 || !strings.Contains(got.err, "Somebody changed the agenda since you took this file.") {
		t.Errorf("%+v", got)
	}
	if got := take(); !strings.Contains(got, "minutes = 17") {
		t.Errorf("%s", got)
	}
	if s.snap().Status != workshop.Prepared {
		t.Errorf("%s", s.snap().Status)
	}
}
