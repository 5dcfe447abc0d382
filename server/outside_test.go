package server_test

import (
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/server"
	"convene/tui/keys"
)

// looked asks the server's monitor page.
func looked(t *testing.T, s *server.Server, path string) string {
	t.Helper()
	defer http.DefaultClient.CloseIdleConnections()
	response, err := http.Get("http://" + s.MetricsAddr().String() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", path, response.StatusCode, err)
	}
	return string(body)
}

// A workshop is held at every face, with slips, refusals and a panic of a link:
// neither the log, at its finest, nor the numbers hold a name, a key, an
// address, a code, a passphrase, a word that was written, or who answered what.
func TestLogAndNumbersTellNobodysBusiness(t *testing.T) {
	b := openBallot(t)
	b.answer(func(i int) int { return i % 5 })
	wrong := dial(t, b.Addr(), b.hall.Code, nil)
	run(t, wrong, "status", false)
	run(t, wrong, "export tor --format docx --title "+secret("typed", 1), false)
	run(t, dial(t, b.Addr(), "AAAA-AAAA", nil), "status", false)
	if _, err := ssh.Dial("tcp", b.Addr(), &ssh.ClientConfig{User: "Rosa Delgado", HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		Auth: []ssh.AuthMethod{ssh.Password(secret("password", 1))}}); err == nil {
		t.Error("a password was taken")
	}
	b.do("", spectrum.LastCall{ID: b.round.ID})
	b.do("", spectrum.CloseVote{Round: b.round.ID, Vote: spectrum.First})
	b.move(b.hall.Writing)
	writer := b.faces["member"]
	writer.See("Sección 2")
	writes(t, writer)
	writer.Type(secret("text", 0))
	writer.Hit(keys.Press(keys.Enter))
	b.eventually("the words", func(w *workshop.Snapshot) bool {
		for _, id := range w.Texts.IDs() {
			if strings.Contains(w.Texts.Get(id).Plain(), secret("text", 0)) {
				return true
			}
		}
		return false
	})
	_ = b.faces["linear"].Close()
	b.do(b.hall.People[asHost].Seat, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, secret("name", 2))}})

	var private []string
	for i, p := range b.hall.People {
		private = append(private, string(p.Seat), p.Name, ssh.FingerprintSHA256(p.Key.PublicKey()),
			strings.TrimSpace(string(ssh.MarshalAuthorizedKey(p.Key.PublicKey()))),
			secret("reason", i), secret("draft", i))
	}
	code, _ := access.ParseCode(b.hall.Code)
	private = append(private, b.hall.Code, code.String(), "AAAA-AAAA", "Rosa Delgado", secret("typed", 1), secret("password", 1),
		secret("text", 0), secret("name", 2), "Visiting hours", "Rio Claro", b.round.ID, b.topic, "127.0.0.1:")
	said := b.log.String()
	if !strings.Contains(said, "level=DEBUG") {
		t.Error("nothing was logged; this proves nothing")
	}
	numbers := looked(t, b.Server, "/metrics")
	for _, p := range private {
		if strings.Contains(said, p) {
			t.Errorf("%q stands in the log:\n%s", p, said)
		}
		if strings.Contains(numbers, p) {
			t.Errorf("%q stands in the numbers", p)
		}
	}
	_, wal, _ := strings.Cut(numbers, "\nconvene_wal_bytes ")
	wal, _, _ = strings.Cut(wal, "\n")
	if size, err := strconv.ParseFloat(wal, 64); err != nil || int(size)%(1<<20) != 0 {
		t.Errorf("the WAL's size is given as %s, which moves with each answer", wal)
	}
	for _, some := range []string{"convene_people 2\n", "convene_rooms 1\n", `convene_commit_duration_seconds_count{outcome="failed"} 0` + "\n"} {
		if !strings.Contains(numbers, some) {
			t.Errorf("%q is not among the numbers:\n%s", some, numbers)
		}
	}
	for _, counted := range []string{"convene_frames_drawn_total", "convene_wrong_tries_total", `convene_commit_duration_seconds_count{outcome="done"}`} {
		if strings.Contains(numbers, "\n"+counted+" 0\n") || !strings.Contains(numbers, "\n"+counted+" ") {
			t.Errorf("%s did not count:\n%s", counted, numbers)
		}
	}
	if looked(t, b.Server, "/healthz") != "ok\n" {
		t.Error("not healthy")
	}
}

// An address that others could reach is refused in one sentence, before anything
// is opened.
func TestMetricsAreForThisMachine(t *testing.T) {
	dir := t.TempDir() + "/data"
	for _, addr := range []string{":0", "0.0.0.0:0", "192.0.2.1:9090"} {
		_, err := server.Listen(t.Context(), with(config(dir), func(c *server.Config) { c.Metrics = addr }))
		if fault.Code(err) != "serve.metrics.open" {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}
