package edge_test

import (
	"regexp"
	"strings"
	"testing"

	"convene/server/edge"
)

// What the auditor may say of us. An older one does not know today's names, and
// a newer one wants every key exchange to be hybrid: curve25519 stays, for PuTTY
// and phones (safety §1.1), and the README says so.
var allowed = regexp.MustCompile(`unknown algorithm|^\(kex\) curve25519-sha256(@libssh\.org)? +-- \[warn\] .*post-quantum`)

// ssh-audit finds nothing but what the README names.
func TestAudit(t *testing.T) {
	path := tool(t, "ssh-audit")
	d := newDesk(t, serve(t, edge.Config{}, echo))
	out, _ := d.command(path, "-n", "-p", d.port, "127.0.0.1").CombinedOutput() // its status counts unknown names too
	said := string(out)
	for _, must := range []string{"mlkem768x25519-sha256", "ssh-ed25519", "aes256-gcm@openssh.com", "hmac-sha2-256-etm@openssh.com"} {
		if !strings.Contains(said, must) {
			t.Fatalf("the audit did not get to %s:\n%s", must, said)
		}
	}
	for _, finding := range findings(said) {
		t.Error(finding)
	}
}

// findings are the lines of an audit that warn or fail and are not allowed.
func findings(audit string) []string {
	var found []string
	subject := "" // a line that goes on has a mark instead of its subject
	for line := range strings.Lines(audit) {
		line = strings.TrimSpace(line)
		if before, after, ok := strings.Cut(line, "`-"); ok && strings.TrimSpace(before) == "" {
			line = subject + "--" + after
		} else if name, _, ok := strings.Cut(line, "--"); ok {
			subject = name
		}
		if (strings.Contains(line, "[fail]") || strings.Contains(line, "[warn]")) && !allowed.MatchString(line) {
			found = append(found, line)
		}
	}
	return found
}

// The reading of an audit finds what it is for.
func TestAudit_IsRead(t *testing.T) {
	found := findings(`(kex) curve25519-sha256                      -- [warn] does not provide protection against post-quantum attacks
(kex) curve25519-sha256@libssh.org  -- [info] available since OpenSSH 6.5
                                     ` + "`- [warn] does not provide protection against post-quantum attacks" + `
(kex) mlkem768x25519-sha256          -- [warn] unknown algorithm
(kex) ecdh-sha2-nistp256             -- [fail] using weak elliptic curves
                                     ` + "`- [info] available since OpenSSH 5.7" + `
(key) ssh-rsa (1024-bit)             -- [fail] using small 1024-bit modulus
                                     ` + "`- [warn] using weak hashing algorithm" + `
(mac) hmac-sha1                      -- [warn] using encrypt-and-MAC mode
`)
	if len(found) != 4 {
		t.Errorf("%d of 4 findings: %q", len(found), found)
	}
}
