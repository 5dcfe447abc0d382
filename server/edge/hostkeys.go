package edge

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/ssh"

	"convene/internal/fault"
)

// HostKey describes one of the server's keys for printing.
type HostKey struct {
	// Algorithm is the key's kind, such as "ssh-ed25519".
	Algorithm string
	// Fingerprint is what a client shows when it asks, "SHA256:…".
	Fingerprint string
	// Line is the public key as known_hosts and authorized_keys hold it.
	Line string
	// SSHFP is the data of a DNS record of that type, "4 2 …".
	SSHFP string
}

// A keyKind is one of the host keys a server has: ed25519 for all, RSA for old
// clients. ECDSA is left out (safety §1.1).
type keyKind struct {
	file   string
	signs  []string // algorithms it may sign with
	create func() (crypto.PrivateKey, error)
}

func keyKinds() []keyKind {
	return []keyKind{
		{"ssh_host_ed25519_key", []string{ssh.KeyAlgoED25519}, func() (crypto.PrivateKey, error) {
			_, key, err := ed25519.GenerateKey(rand.Reader)
			return key, err //nolint:wrapcheck // wrapped by make
		}},
		{"ssh_host_rsa_key", []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}, func() (crypto.PrivateKey, error) {
			return rsa.GenerateKey(rand.Reader, 3072)
		}},
	}
}

// HostKeyFiles names the files of the host keys in dir, for backups: those that
// are shown, and while a change is under way those that follow them.
func HostKeyFiles(dir string) []string {
	var names []string
	for _, kind := range keyKinds() {
		names = append(names, kind.file)
		if _, err := os.Lstat(filepath.Join(dir, kind.file+nextSuffix)); err == nil {
			names = append(names, kind.file+nextSuffix)
		}
	}
	return names
}

// HostKeys describes the keys in dir for whoever does not listen, and makes
// those that are missing.
func HostKeys(dir string) (Prints, error) {
	r, err := loadRing(dir)
	if err != nil {
		return Prints{}, err
	}
	return r.prints(), nil
}

// load reads one key, after checking that its file is its owner's alone.
func (k keyKind) load(path string) (ssh.MultiAlgorithmSigner, error) {
	bad := fault.New(CodeKeyBad, "file", path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, bad.With(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(CodeKeyOpen, "file", path, "mode", fmt.Sprintf("%04o", info.Mode().Perm()))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, bad.With(err)
	}
	signer, err := ssh.ParsePrivateKey(text)
	if err != nil {
		return nil, bad.With(err)
	}
	plain, ok := signer.(ssh.AlgorithmSigner)
	if !ok {
		return nil, bad.With(errKey)
	}
	limited, err := ssh.NewSignerWithAlgorithms(plain, k.signs)
	if err != nil {
		return nil, bad.With(err)
	}
	return limited, nil
}

// make writes a new key so that a crash leaves either all of it or nothing.
func (k keyKind) make(path string) error {
	failed := fault.New(CodeKeyDir, "folder", filepath.Dir(path))
	key, err := k.create()
	if err != nil {
		return failed.With(err)
	}
	block, err := ssh.MarshalPrivateKey(key, "convene")
	if err != nil {
		return failed.With(err)
	}
	if err := writeDurably(path, pem.EncodeToMemory(block)); err != nil {
		return failed.With(err)
	}
	return nil
}

// writeDurably puts data at path, readable by its owner only, and returns when
// it and its name are on disk.
func writeDurably(path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	file, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return fmt.Errorf("make file: %w", err)
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	if _, err := file.Write(data); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("sync key: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("name key: %w", err)
	}
	return syncFolder(dir)
}

func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer func() { _ = folder.Close() }()
	if err := folder.Sync(); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}

func describe(key ssh.PublicKey) HostKey {
	sum := sha256.Sum256(key.Marshal())
	number := 4 // ed25519 in RFC 7479
	if key.Type() == ssh.KeyAlgoRSA {
		number = 1 // RFC 4255
	}
	return HostKey{
		Algorithm:   key.Type(),
		Fingerprint: ssh.FingerprintSHA256(key),
		Line:        strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))),
		SSHFP:       fmt.Sprintf("%d 2 %s", number, hex.EncodeToString(sum[:])),
	}
}
