package edge_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/internal/fault"
	"convene/server/edge"
)

// ownKeys is a copy of the shared host keys, for a test that changes them.
func ownKeys(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range edge.HostKeyFiles(keys) {
		raw, err := os.ReadFile(filepath.Join(keys, name))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, name), raw, 0o600))
	}
	return dir
}

func TestRotate_FromTheOldKeyToTheNew(t *testing.T) {
	dir := ownKeys(t)
	old, err := edge.HostKeys(dir)
	must(t, err)
	if _, err := edge.RotateHostKeys(dir, true); fault.Code(err) != edge.CodeNoChange {
		t.Fatalf("finished a change that never began: %v", err)
	}
	during, err := edge.RotateHostKeys(dir, false)
	must(t, err)
	again, err := edge.RotateHostKeys(dir, false)
	must(t, err)
	for i, key := range old.Shown {
		if during.Shown[i] != key || during.Next[i] == key || during.Next[i].Algorithm != key.Algorithm || again.Next[i] != during.Next[i] {
			t.Errorf("key %d: before %v, then %v, and again %v", i, old, during, again)
		}
	}
	if n := len(edge.HostKeyFiles(dir)); n != 4 {
		t.Errorf("a backup takes %d key files", n)
	}
	done, err := edge.RotateHostKeys(dir, true)
	must(t, err)
	if len(done.Next) != 0 || done.Shown[0] != during.Next[0] || done.Shown[1] != during.Next[1] {
		t.Errorf("after the end %v, want %v", done, during.Next)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("files left: %v %v", files, err)
	}
}

// A crash between the renames of an end is made good by ending again.
func TestRotate_FinishesAHalfFinishedChange(t *testing.T) {
	dir := ownKeys(t)
	during, err := edge.RotateHostKeys(dir, false)
	must(t, err)
	must(t, os.Rename(filepath.Join(dir, "ssh_host_ed25519_key.next"), filepath.Join(dir, "ssh_host_ed25519_key")))
	done, err := edge.RotateHostKeys(dir, true)
	must(t, err)
	if done.Shown[0] != during.Next[0] || done.Shown[1] != during.Next[1] || len(done.Next) != 0 {
		t.Errorf("%v, want %v", done, during.Next)
	}
}

// The stock client learns the next key while it knows us by the old one, is not
// warned when only the next is shown, and forgets the old (design §5).
func TestRotate_OpenSSHLearnsTheNextKey(t *testing.T) {
	path := tool(t, "ssh")
	d := newDesk(t, serve(t, edge.Config{HostKeyDir: ownKeys(t)}, func(_ context.Context, s *edge.Session) {
		_, _ = io.WriteString(s, "in")
		_, _ = io.Copy(io.Discard, s)
	}))
	known := filepath.Join(d.dir, ".ssh", "known_hosts")
	old := d.HostKeys().Shown
	must(t, os.WriteFile(known, []byte("[127.0.0.1]:"+d.port+" "+old[0].Line+"\n"), 0o600))
	during, err := d.Rotate(false)
	must(t, err)

	// visit stays until the client's list of hosts is as it should be.
	visit := func(what string, wished func(list string) bool) {
		t.Helper()
		cmd := d.command(path, d.openSSH("-o", "UpdateHostKeys=yes", "-T", "127.0.0.1")...)
		in, err := cmd.StdinPipe()
		must(t, err)
		out, err := cmd.StdoutPipe()
		must(t, err)
		var aside strings.Builder
		cmd.Stderr = &aside
		must(t, cmd.Start())
		_, err = io.ReadFull(out, make([]byte, 2))
		var list []byte
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for end := time.Now().Add(patience); err == nil && !wished(string(list)); <-tick.C {
			if list, err = os.ReadFile(known); time.Now().After(end) {
				break
			}
		}
		_ = in.Close()
		_ = cmd.Wait()
		if err != nil || !wished(string(list)) {
			t.Fatalf("%s: %v, %s\nknown: %s", what, err, aside.String(), list)
		}
	}
	visit("both are known", func(list string) bool {
		return strings.Contains(list, old[0].Line) && strings.Contains(list, old[1].Line) &&
			strings.Contains(list, during.Next[0].Line) && strings.Contains(list, during.Next[1].Line)
	})
	if _, err := d.Rotate(true); err != nil {
		t.Fatal(err)
	}
	visit("only the new are known", func(list string) bool {
		return !strings.Contains(list, old[0].Line) && strings.Contains(list, during.Next[0].Line)
	})
}

// prove asks a server to show that keys are its own.
func prove(c *ssh.Client, lines ...string) (bool, []byte, error) {
	var ask []byte
	for _, line := range lines {
		key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
		if err != nil {
			return false, nil, err
		}
		ask = append(ask, text(key.Marshal())...)
	}
	return c.SendRequest("hostkeys-prove-00@openssh.com", true, ask)
}

// A proof is for this connection's keys only, once, and each key once: it costs
// us more than who asks.
func TestRotate_ProofsAreFew(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	shown := h.HostKeys().Shown
	stranger := string(ssh.MarshalAuthorizedKey(newKey(t).PublicKey()))
	for name, ask := range map[string][]string{
		"a stranger's key": {stranger}, "one of ours and a stranger's": {shown[0].Line, stranger},
		"one twice": {shown[1].Line, shown[1].Line},
	} {
		if ok, _, err := prove(client(t, h.address), ask...); ok || err != nil {
			t.Errorf("%s: %v %v", name, ok, err)
		}
	}
	c := client(t, h.address)
	ok, proof, err := prove(c, shown[0].Line)
	if !ok || err != nil {
		t.Fatalf("no proof: %v", err)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(shown[0].Line))
	must(t, err)
	var wrapped struct{ Signature []byte }
	must(t, ssh.Unmarshal(proof, &wrapped))
	signature := new(ssh.Signature)
	must(t, ssh.Unmarshal(wrapped.Signature, signature))
	signed := append(append(text([]byte("hostkeys-prove-00@openssh.com")), text(c.SessionID())...), text(key.Marshal())...)
	must(t, key.Verify(signed, signature))
	if ok, _, _ := prove(c, shown[0].Line); ok {
		t.Error("a second proof was given")
	}
	if got := echoed(t, c); got != "alive" {
		t.Errorf("the connection: %q", got)
	}
}

// echoed tries a connection after all that.
func echoed(t *testing.T, c *ssh.Client) string {
	t.Helper()
	session, err := c.NewSession()
	must(t, err)
	session.Stdin = strings.NewReader("alive")
	out, err := session.Output("echo")
	must(t, err)
	return string(out)
}
