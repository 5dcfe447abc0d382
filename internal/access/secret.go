package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// SecretSize is the length of a server's secret in bytes.
const SecretSize = 32

// errSealed says that what was sealed was not sealed by this secret.
var errSealed = errors.New("access: sealed by another secret")

// Secret is the server's secret, kept in a file of its own outside the database
// (design §5). Who has a backup without it can neither join, nor learn whose
// key or words a stored digest is.
type Secret struct{ root [SecretSize]byte }

// NewSecret makes a random secret.
func NewSecret() Secret {
	var s Secret
	_, _ = rand.Read(s.root[:])
	return s
}

// SecretFrom takes a secret as Bytes gave it.
func SecretFrom(b []byte) (Secret, error) {
	var s Secret
	if len(b) != SecretSize {
		return s, fmt.Errorf("access: a secret has %d bytes, not %d", SecretSize, len(b))
	}
	copy(s.root[:], b)
	return s, nil
}

// Bytes is the secret itself, for its file and nothing else.
func (s Secret) Bytes() []byte { return append([]byte(nil), s.root[:]...) }

// String keeps the secret out of every log.
func (s Secret) String() string { return "access.Secret(…)" }

// GoString keeps the secret out of every log.
func (s Secret) GoString() string { return s.String() }

// Derive makes a key of 32 bytes for one purpose from the secret.
func (s Secret) Derive(purpose string, salt []byte) []byte {
	// The only error is a length past 8160 bytes.
	key, _ := hkdf.Key(sha256.New, s.root[:], salt, "convene/"+purpose, 32)
	return key
}

// Tag is a keyed digest: it finds a row without saying what it stands for. As
// the key is secret, how long a look-up takes tells nothing about the input.
type Tag [32]byte

// CodeTag is the digest by which a join code is looked up.
func (s Secret) CodeTag(c Code) Tag { return tag(s.Derive("join-code", nil), c.letters) }

// SealCode hides a join code so that it can be shown again with the secret, but
// not from a backup alone.
func (s Secret) SealCode(c Code) []byte {
	return s.sealer().Seal(nil, nil, []byte(c.letters), nil)
}

// OpenCode is the reverse of SealCode. It fails where the secret is another, as
// after restoring a backup without it: the workshop then needs a new code.
func (s Secret) OpenCode(sealed []byte) (Code, error) {
	b, err := s.sealer().Open(nil, nil, sealed, nil)
	if err != nil {
		return Code{}, errSealed
	}
	c, ok := ParseCode(string(b))
	if !ok {
		return Code{}, errSealed
	}
	return c, nil
}

func (s Secret) sealer() cipher.AEAD {
	block, err := aes.NewCipher(s.Derive("join-code-seal", nil))
	if err != nil {
		panic(err) // a key of 32 bytes is always taken
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the block size GCM wants
	}
	return aead
}

// Workshop is a workshop's own secret. A person's key has another digest in
// each workshop, so two workshops' rows can't be joined.
type Workshop struct{ key []byte }

// Workshop derives the secret of one workshop.
func (s Secret) Workshop(id string) Workshop {
	return Workshop{s.Derive("workshop", []byte(id))}
}

// KeyTag is the digest of an SSH key's SHA-256 fingerprint.
func (w Workshop) KeyTag(fingerprint string) Tag { return tag(w.key, "key\x00"+fingerprint) }

// ReturnTag is the digest of a person's return words, however they typed them.
func (w Workshop) ReturnTag(words string) Tag { return tag(w.key, "return\x00"+FoldWords(words)) }

// DelegateTag is the digest of a delegate's words, however they typed them.
func (w Workshop) DelegateTag(words string) Tag { return tag(w.key, "delegate\x00"+FoldWords(words)) }

// String keeps the secret out of every log.
func (w Workshop) String() string { return "access.Workshop(…)" }

// GoString keeps the secret out of every log.
func (w Workshop) GoString() string { return w.String() }

func tag(key []byte, text string) Tag {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return Tag(m.Sum(nil))
}
