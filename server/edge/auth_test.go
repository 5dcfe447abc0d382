package edge_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"convene/server/edge"
)

// A guest is who the handler says is there.
type guest struct{ user, key string }

// reception is a server that tells who comes.
func reception(t testing.TB) (*house, <-chan guest) {
	t.Helper()
	guests := make(chan guest, 100)
	h := serve(t, edge.Config{PerAddress: 10_000}, func(_ context.Context, s *edge.Session) {
		g := guest{user: s.User().String()}
		if s.Key() != nil {
			g.key = ssh.FingerprintSHA256(s.Key())
		}
		guests <- g
	})
	return h, guests
}

func print(key ssh.AlgorithmSigner) string { return ssh.FingerprintSHA256(key.PublicKey()) }

const ed = ssh.KeyAlgoED25519

func TestServer_OffersTheseAlgorithmsAndNoOthers(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	r, version, _, _ := hello(t, h.address)
	if version != "SSH-2.0-Convene" {
		t.Errorf("version = %q", version)
	}
	for _, list := range []struct {
		name string
		got  []string
		want string
	}{
		{"key exchange", r.greeted.Kex, "mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,kex-strict-s-v00@openssh.com"},
		{"host keys", r.greeted.HostKeys, "ssh-ed25519,rsa-sha2-256,rsa-sha2-512"},
		{"ciphers in", r.greeted.CiphersIn, "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"},
		{"ciphers out", r.greeted.CiphersOut, "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"},
		{"MACs in", r.greeted.MACsIn, "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com"},
		{"MACs out", r.greeted.MACsOut, "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com"},
	} {
		if got := strings.Join(list.got, ","); got != list.want {
			t.Errorf("%s:\n got %s\nwant %s", list.name, got, list.want)
		}
	}
}

func TestAuth_NoneIsRefusedAndNamesTheOthers(t *testing.T) {
	h, guests := reception(t)
	r := dialRaw(t, h.address)
	answer, packet := r.try("someone", "none", nil)
	var failure struct {
		Methods []string `sshtype:"51"`
		Partial bool
	}
	if answer != msgAuthFailure || ssh.Unmarshal(packet, &failure) != nil {
		t.Fatalf("answer = %d", answer)
	}
	if got := strings.Join(failure.Methods, ","); got != "publickey,keyboard-interactive" || failure.Partial {
		t.Errorf("methods = %s", got)
	}
	if answer, _ := r.try("someone", "password", append([]byte{0}, text([]byte("secret"))...)); answer != msgAuthFailure {
		t.Errorf("a password: %d", answer)
	}
	key := newKey(t)
	if r.sign(t, "someone", key, ed) != msgAuthSuccess {
		t.Fatal("the key was refused after that")
	}
	r.shell(t)
	if got := take(t, guests); got != (guest{"someone", print(key)}) {
		t.Errorf("guest = %+v", got)
	}
}

func TestAuth_OnlyTheKeyThatSignedCounts(t *testing.T) {
	h, guests := reception(t)
	a, b := newKey(t), newKey(t)
	for _, c := range []struct {
		name string
		do   func(r *raw) byte
		want guest
	}{
		{"sign at once", func(r *raw) byte { return r.sign(t, "one", a, ed) }, guest{"one", print(a)}},
		{"offer A, sign B", func(r *raw) byte {
			r.offer("one", a.PublicKey(), ed)
			return r.sign(t, "one", b, ed)
		}, guest{"one", print(b)}},
		{"offer A, offer B, sign A", func(r *raw) byte {
			r.offer("one", a.PublicKey(), ed)
			r.offer("one", b.PublicKey(), ed)
			return r.sign(t, "one", a, ed)
		}, guest{"one", print(a)}},
		{"offer A, then no key", func(r *raw) byte {
			r.offer("one", a.PublicKey(), ed)
			return r.interact(t, "one")
		}, guest{"one", ""}},
		{"offer A as another, then no key", func(r *raw) byte {
			r.offer("host", a.PublicKey(), ed)
			return r.interact(t, "one")
		}, guest{"one", ""}},
		{"offer A as another, sign A", func(r *raw) byte {
			r.offer("host", a.PublicKey(), ed)
			return r.sign(t, "one", a, ed)
		}, guest{"one", print(a)}},
		{"nothing as another, then no key", func(r *raw) byte {
			r.try("host", "none", nil)
			return r.interact(t, "one")
		}, guest{"one", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := dialRaw(t, h.address)
			if c.do(r) != msgAuthSuccess {
				t.Fatal("not let in")
			}
			r.shell(t)
			if got := take(t, guests); got != c.want {
				t.Errorf("guest = %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestAuth_TriesAreLimited(t *testing.T) {
	h, _ := reception(t)
	r := dialRaw(t, h.address)
	for n := 1; ; n++ {
		answer, _ := r.try("someone", "password", append([]byte{0}, text([]byte("x"))...))
		if answer == msgAuthFailure && n < 20 {
			continue
		}
		if n != 10 {
			t.Errorf("cut off at try %d", n)
		}
		return
	}
}

func TestAuth_WeakKeysAreRefusedAndTheirOwnersLetIn(t *testing.T) {
	h, guests := reception(t)
	r := dialRaw(t, h.address)
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	must(t, err)
	weak, err := ssh.NewSignerFromKey(short)
	must(t, err)
	if answer := r.sign(t, "someone", weak.(ssh.AlgorithmSigner), ssh.KeyAlgoRSASHA256); answer != msgAuthFailure {
		t.Errorf("a short RSA key: %d", answer)
	}
	if answer := r.offer("someone", weak.PublicKey(), ssh.KeyAlgoRSA); answer != msgAuthFailure {
		t.Errorf("SHA-1: %d", answer)
	}
	authority, key := newKey(t), newKey(t)
	certificate := &ssh.Certificate{Key: key.PublicKey(), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
	must(t, certificate.SignCert(rand.Reader, authority))
	if answer := r.offer("someone", certificate, ssh.CertAlgoED25519v01); answer != msgAuthFailure {
		t.Errorf("a certificate: %d", answer)
	}
	if r.interact(t, "someone") != msgAuthSuccess {
		t.Fatal("not let in without a key")
	}
	r.shell(t)
	if got := take(t, guests); got.key != "" {
		t.Errorf("key = %s", got.key)
	}
}

// A securityKey signs as a hardware key does, with or without being touched.
type securityKey struct {
	private ed25519.PrivateKey
	touched bool
}

const application = "ssh:"

func (k securityKey) PublicKey() ssh.PublicKey {
	blob := append(text([]byte(ssh.KeyAlgoSKED25519)), text(k.private.Public().(ed25519.PublicKey))...)
	key, err := ssh.ParsePublicKey(append(blob, text([]byte(application))...))
	if err != nil {
		panic(err)
	}
	return key
}

func (k securityKey) Sign(r io.Reader, data []byte) (*ssh.Signature, error) {
	return k.SignWithAlgorithm(r, data, "")
}

func (k securityKey) SignWithAlgorithm(_ io.Reader, data []byte, _ string) (*ssh.Signature, error) {
	flags := byte(0)
	if k.touched {
		flags = 1
	}
	rest := binary.BigEndian.AppendUint32([]byte{flags}, 7)
	app, message := sha256.Sum256([]byte(application)), sha256.Sum256(data)
	signed := slices.Concat(app[:], rest, message[:])
	return &ssh.Signature{Format: ssh.KeyAlgoSKED25519, Blob: ed25519.Sign(k.private, signed), Rest: rest}, nil
}

func TestAuth_SecurityKeysMustBeTouched(t *testing.T) {
	h, guests := reception(t)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	if answer := dialRaw(t, h.address).sign(t, "someone", securityKey{private, false}, ssh.KeyAlgoSKED25519); answer == msgAuthSuccess {
		t.Error("an untouched security key was accepted")
	}
	r := dialRaw(t, h.address)
	if answer := r.sign(t, "someone", securityKey{private, true}, ssh.KeyAlgoSKED25519); answer != msgAuthSuccess {
		t.Fatalf("a touched security key: %d", answer)
	}
	r.shell(t)
	if got := take(t, guests); got.key != ssh.FingerprintSHA256(securityKey{private, true}.PublicKey()) {
		t.Errorf("guest = %+v", got)
	}
}

func TestSession_UserIsCutAndClean(t *testing.T) {
	h, guests := reception(t)
	r := dialRaw(t, h.address)
	if r.interact(t, "K7QM\x1b[2J"+strings.Repeat("x", 200)) != msgAuthSuccess {
		t.Fatal("not let in")
	}
	r.shell(t)
	got := take(t, guests).user
	if len(got) > 64 || strings.ContainsRune(got, 0x1b) || !strings.HasPrefix(got, "K7QM") {
		t.Errorf("user = %q", got)
	}
}

func TestServer_ForwardsNothing(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	c := client(t, h.address)
	var refused *ssh.OpenChannelError
	if _, err := c.Dial("tcp", h.address); !errors.As(err, &refused) {
		t.Errorf("direct-tcpip: %v", err)
	}
	if _, err := c.Dial("unix", "/tmp/x"); !errors.As(err, &refused) {
		t.Errorf("direct-streamlocal: %v", err)
	}
	if _, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.Error("tcpip-forward was granted")
	}
	if _, err := c.ListenUnix("/tmp/x"); err == nil {
		t.Error("streamlocal-forward was granted")
	}
}
