package server_test

import (
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"

	"convene/internal/bench"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// A bad terminal harms only itself (design §1, promise 4), at the whole server.
// What a single session can do to the edge is shown in server/guard and
// server/edge.

// A client that claims a terminal of any size is drawn for at a size that there
// is room for (performance §4.4).
func TestHugeTerminalsCostLittle(t *testing.T) {
	dir := folder(t)
	hall, err := bench.Prepare(t.Context(), dir, bench.Plan{People: 8, Open: true, Words: []string{"a paragraph"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := bench.StartHall(t.Context(), dir, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	}()
	_, before, err := p.Usage()
	switch {
	case err != nil && runtime.GOOS == "linux":
		t.Fatal(err)
	case err != nil:
		t.Skip("only Linux says how much memory another process has:", err)
	}
	for i, size := range [][2]int{{65535, 65535}, {1 << 31, 1 << 31}, {1<<32 - 1, 24}, {3000, 3000}, {80, 1<<32 - 1}, {0, 0}, {1, 1}} {
		c := dial(t, p.Addr, hall.Code, hall.People[i].Key)
		session := terminal(t, c, size[0], size[1])
		session.see("1")
		session.send("1\r")
		session.see("\x1b[?1049h")
		session.see("\x1b[m\x1b[") // a frame
		session.within(300, 100)
		if err := session.WindowChange(size[1], size[0]); err != nil {
			t.Error(err)
		}
	}
	_, after, err := p.Usage()
	if err != nil {
		t.Fatal(err)
	}
	if grown := (after - before) >> 20; grown > 64 {
		t.Errorf("seven people took %d MiB", grown)
	}
	well := arrive(t, p.Addr, hall, 7, tuitest.Options{})
	well.See("a paragraph")
}

// raw is a terminal whose bytes are only looked through.
type raw struct {
	*ssh.Session
	t    *testing.T
	in   func(string) error
	came chan string
	all  strings.Builder
}

func terminal(t *testing.T, c *ssh.Client, w, h int) *raw {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	r := &raw{Session: s, t: t, came: make(chan string, 1024)}
	in, err := s.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.in = func(keys string) error { _, err := in.Write([]byte(keys)); return err }
	s.Stdout = writer(func(p []byte) {
		select {
		case r.came <- string(p):
		default:
		}
	})
	if err := s.RequestPty("xterm-256color", h, w, ssh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	return r
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

func (r *raw) send(keys string) {
	r.t.Helper()
	if err := r.in(keys); err != nil {
		r.t.Fatal(err)
	}
}

// see waits until the bytes came.
func (r *raw) see(want string) {
	r.t.Helper()
	for end := time.After(patience); !strings.Contains(r.all.String(), want); {
		select {
		case p := <-r.came:
			r.all.WriteString(p)
		case <-end:
			r.t.Fatalf("%q never came in %q", want, r.all.String())
		}
	}
}

// within fails if anything was drawn outside a size.
func (r *raw) within(w, h int) {
	r.t.Helper()
	for _, m := range regexp.MustCompile("\x1b\\[([0-9]+)(?:;([0-9]+))?H").FindAllStringSubmatch(r.all.String(), -1) {
		y, _ := strconv.Atoi(m[1])
		x, _ := strconv.Atoi(m[2])
		if x > w || y > h {
			r.t.Errorf("drawn at %d, %d", x, y)
		}
	}
}

// A reader that stalls, and resizes meanwhile, holds nobody up; when it reads on
// it is shown the newest state (performance §4.2, §4.3).
func TestStalledReaderHoldsNobodyUp(t *testing.T) {
	s := open(t, bench.Plan{People: 4, Open: true})
	stalled := []*tuitest.Person{s.comes(0, tuitest.Options{}), s.comes(1, tuitest.Options{W: 140, H: 50})}
	typist, reader := s.comes(2, tuitest.Options{}), s.comes(3, tuitest.Options{})
	for _, p := range stalled {
		p.Stall()
	}
	writes(t, typist)
	for n := range 60 {
		for i, p := range stalled {
			if err := p.Resize(60+n+i, 20+n%30); err != nil {
				t.Fatal(err)
			}
		}
		typist.Type(fmt.Sprintf("word%d ", n))
		reader.See(fmt.Sprintf("word%d", n))
		typist.See(fmt.Sprintf("word%d", n))
	}
	for _, p := range stalled {
		if p.Grid().Says("word59") {
			t.Error("a stalled client went on reading")
		}
		p.Resume()
		p.See("word59")
	}
}

// A session that is closed while its connection stays open, as ControlMaster
// does, ends its program and frees it (performance §4.1).
func TestClosedSessionOnOpenConnectionFreesItsProgram(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	quiet := programs()
	c := dial(t, s.Addr(), s.hall.Code, s.hall.People[0].Key)
	for range 3 {
		session := terminal(t, c, 80, 24)
		session.see("1")
		session.send("1\r")
		session.see("\x1b[?1049h")
		s.eventually("somebody here", func(w *workshop.Snapshot) bool { return w.Presence.Here[s.hall.People[0].Seat] })
		if programs() <= quiet {
			t.Fatal("no program runs; this would prove nothing")
		}
		_ = session.Close()
		s.eventually("nobody here", func(w *workshop.Snapshot) bool { return !w.Presence.Here[s.hall.People[0].Seat] })
		until(t, "the program's goroutines gone", func() bool { return programs() <= quiet })
	}
	out, err := func() ([]byte, error) {
		session, err := c.NewSession()
		if err != nil {
			return nil, err
		}
		return session.Output("status")
	}()
	if err != nil || len(out) == 0 {
		t.Errorf("the connection is of no more use: %v", err)
	}
}

// programs counts the goroutines of full-screen programs.
func programs() int {
	buf := make([]byte, 4<<20)
	n := 0
	for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(g, "convene/tui.") || strings.Contains(g, "bubbletea") {
			n++
		}
	}
	return n
}

// until asks again and again for a state that nothing announces.
func until(t *testing.T, what string, want func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(patience); !want(); {
		select {
		case <-tick.C:
		case <-end:
			buf := make([]byte, 1<<20)
			t.Logf("%s", buf[:runtime.Stack(buf, true)])
			t.Fatalf("never came: %s", what)
		}
	}
}

// Floods of pastes and of escape strings without an end are dropped, and their
// sender types on; others notice nothing (safety §0.6).
func TestFloodsIntoTheTextAreDropped(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	flooder, reader := s.comes(0, tuitest.Options{}), s.comes(1, tuitest.Options{})
	writes(t, flooder)
	for i, flood := range []string{
		"\x1b[200~" + strings.Repeat("paste ", 200<<10/6) + "\x1b[201~",
		"\x1b]0;" + strings.Repeat("title", 800) + "\x07",    // as long as is waited for
		"\x1bP" + strings.Repeat("endless", 1000) + "\x1b\\", // given up: it counts as typed
		"\x1b[" + strings.Repeat("1;", 3000) + "m",
		strings.Repeat("ñ", 3000), // a paste that the terminal did not mark
	} {
		flooder.Type(flood)
		after := fmt.Sprintf(" after%d ", i)
		flooder.Type(after)
		flooder.See(strings.TrimSpace(after))
		s.eventually(after, func(w *workshop.Snapshot) bool {
			return strings.Contains(w.Texts.Get(s.hall.Text).Plain(), strings.TrimSpace(after))
		})
	}
	plain := s.snap().Texts.Get(s.hall.Text).Plain()
	if strings.Contains(plain, "paste") {
		t.Error("a paste over the limit came through")
	}
	if strings.Contains(plain, "title") {
		t.Error("a whole terminal string came through")
	}
	if n := strings.Count(plain, "ñ"); n != 3000 {
		t.Errorf("%d of 3000 characters came through", n)
	}
	reader.See("after0")
}

// Escape codes in every field reach other terminals and documents as printable
// text only (design §1, promise 5; safety §0.7).
func TestEscapeCodesReachNobody(t *testing.T) {
	s := open(t, bench.Plan{People: 6, Open: true})
	s.do("", roster.Grant{Seat: s.hall.People[1].Seat, Role: roster.Host})
	author := s.comes(0, tuitest.Options{})
	others := map[string]*tuitest.Person{
		"the host": s.comes(1, tuitest.Options{W: 140, H: 50}), "a member": s.comes(2, tuitest.Options{}),
		"another": s.comes(3, tuitest.Options{W: 120, H: 40}),
	}
	line := tuitest.Dial(t, s.Addr(), s.hall.Code+"+linear", tuitest.Options{Signer: s.hall.People[4].Key, W: 80, H: 60})
	line.See(s.hall.People[4].Name)
	line.Type("1\r")
	others["line by line"] = line
	writes(t, author)
	for i, evil := range escapes() {
		author.Type("\x1b[200~" + strings.ReplaceAll(evil, "\x1b[201~", "") + "\x1b[201~")
		s.everyField(i, evil)
	}
	author.Hit(keys.Press(keys.Enter))
	author.Type("corpus-end")
	for name, p := range others {
		if name != "line by line" && name != "the host" {
			p.Hit(keys.Press(keys.PageDown))
		}
	}
	s.eventually("all of it", func(w *workshop.Snapshot) bool {
		return strings.Contains(w.Texts.Get(s.hall.Text).Plain(), "corpus-end")
	})
	// Everyone is taken where the words of the fields stand.
	for _, item := range s.snap().Agenda.Items {
		if item.Activity == agenda.Talk && strings.HasPrefix(item.Title.In("en"), "Talk") {
			s.move(act.Place{Item: item.ID})
			break
		}
	}
	for name, p := range others {
		p.See("Talk")
		checkOutput(t, name, p.Transcript())
	}
	for _, format := range []string{"text", "markdown", "html", "json"} {
		for _, what := range []string{"tor", "record"} {
			out := s.one(1, "export "+what+" --format "+format)
			if at := strings.IndexFunc(out, unprintable); at >= 0 {
				t.Errorf("%s as %s has %q", what, format, out[max(0, at-40):min(len(out), at+20)])
			}
		}
	}
}

// everyField puts words into the fields of every part.
func (s *stand) everyField(i int, evil string) {
	s.t.Helper()
	author := s.hall.People[0].Seat
	short := safetext.Clean(safetext.Line, firstRunes(evil, 80))
	name := safetext.Clean(safetext.Name, fmt.Sprintf("N%d %s", i, firstRunes(evil, 20)))
	for _, c := range []struct {
		seat roster.SeatID
		body any
	}{
		{author, roster.Describe{About: roster.About{Name: name, Title: name, Pronouns: name, GroupWords: name, Organisation: name, Capacity: name}}},
		{author, followup.Park{Words: short, Lang: "en"}},
		{author, agenda.Propose{Title: name}},
		{"", agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Talk " + evil, "es": "Talk " + evil}, Minutes: 5,
			Activity: agenda.Talk, Prompt: agenda.Words{"en": evil}}}},
		{"", spectrum.AddTopic{Sentence: short, Lang: evil}},
		{author, workshop.EditText{Text: s.hall.Text, Edit: text.Edit{Do: text.Insert{At: text.Pos{Para: text.FirstPara}, Text: evil}}}},
	} {
		// A field may refuse words that clean to nothing or are too long; what it
		// takes must be harmless.
		_ = s.room.Do(s.t.Context(), room.NewCommand(c.seat, c.body))
	}
}

// The sequences that we send, and no others: the painter's and the terminal's
// reset.
var ours = regexp.MustCompile("\x1b\\[[0-9]*(;[0-9]+)?H|\x1b\\[[0-9;:]*m|\x1b\\[[0-3]?[JK]|\x1b\\[\\?(7|25|1000|1002|1003|1004|1006|1049|2004)[hl]" +
	"|\x1b\\]11;\\?\x07|\x1b\\[<u|\x1b\\[>4m|\u2068|\u2069")

// checkOutput fails if anything but our own sequences and printable text was
// sent to a terminal.
func checkOutput(t *testing.T, who string, sent []byte) {
	t.Helper()
	if len(sent) == 0 {
		t.Errorf("%s was sent nothing", who)
	}
	rest := ours.ReplaceAllString(string(sent), "")
	if !utf8.ValidString(rest) {
		t.Errorf("%s was sent bytes that are no text", who)
	}
	at := strings.IndexFunc(strings.NewReplacer("\r\n", "", "\r", "", "\n", "", "\b", "").Replace(rest), unprintable)
	if at >= 0 {
		clean := strings.NewReplacer("\r\n", "", "\r", "", "\n", "", "\b", "").Replace(rest)
		t.Errorf("%s was sent %q", who, clean[max(0, at-60):min(len(clean), at+40)])
	}
}

// unprintable are the characters that nothing of ours sends.
func unprintable(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return r == 0xfeff || r == 0x2028 || r == 0x2029
}

// escapes are what tries to leave its place, each in its 7-bit and 8-bit form,
// ended in several ways, nested and cut short.
func escapes() []string {
	var all []string
	for _, intro := range []string{"\x1b[", "\u009b", "\x9b"} {
		for _, body := range []string{"31m", "2J", "6n", "?1049l", "8;999;999t", "21t", "10000000000A", "!p", "?2026h", "201~"} {
			all = append(all, "x"+intro+body+"y")
		}
	}
	for _, intro := range []string{"\x1b]", "\u009d", "\x1bP", "\u0090", "\x1b_", "\x1b^", "\x1bX"} {
		for _, end := range []string{"\x07", "\x1b\\", "\u009c", "", "\x18"} {
			all = append(all, "x"+intro+[]string{"0;owned", "52;c;ZXZpbA==", "8;;http://example.org/", "+q544e"}[len(all)%4]+end+"y")
		}
	}
	for _, r := range []rune{0, 7, 8, 0x0e, 0x1b, 0x7f, 0x85, 0x9b, 0x202e, 0x2066, 0x2028, 0xfeff, 0xe0041, 0x3164, 0x200b} {
		all = append(all, "x"+string(r)+"y"+strings.Repeat(string(r), 30))
	}
	return append(all, "\xff\xfe\x9b31m", "\xc2\x1b[31m", "a"+strings.Repeat("\u0300", 200), "\x1b\x1b\x1b]\x1bP\x1b_nested\x07\x1b\\")
}

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
