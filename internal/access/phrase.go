package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// Costs of one hash: OWASP's second choice for argon2id. A generated passphrase
// has 53 bits, so the cost is a belt beside it.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32 // bytes
	argonSalt    = 16 // bytes
)

// maxPhrase bounds what a stranger can make us hash, in bytes.
const maxPhrase = 1024

// errHash says that a stored hash can't be read.
var errHash = errors.New("access: not a passphrase hash")

// Hasher hashes and checks passphrases, at most so many at a time: a flood of
// tries waits instead of taking memory.
type Hasher struct{ slots chan struct{} }

// NewHasher makes a Hasher that runs at most parallel hashes (at least one) at a
// time, 19 MiB each.
func NewHasher(parallel int) *Hasher {
	return &Hasher{slots: make(chan struct{}, max(parallel, 1))}
}

// Hash makes the stored form of a passphrase. It blocks for a free slot and
// fails only with the context's error.
func (h *Hasher) Hash(ctx context.Context, phrase string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key := derive(FoldWords(phrase), salt, argonTime, argonMemory, argonThreads, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// Matches reports whether phrase is the one that was hashed, in whatever case
// and with whatever accents it was typed. An empty stored hash matches nothing
// and takes as long as any other.
func (h *Hasher) Matches(ctx context.Context, phrase, stored string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	known, err := parseHash(stored)
	if err != nil {
		return false, err
	}
	if len(phrase) > maxPhrase {
		phrase = ""
	}
	got := derive(FoldWords(phrase), known.salt, known.time, known.memory, known.threads, uint32(len(known.key)))
	same := subtle.ConstantTimeCompare(got, known.key) == 1
	return same && stored != "" && phrase != "", nil
}

func (h *Hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) leave() { <-h.slots }

// costs are those of a stored hash, so that they can be raised later without
// locking anyone out.
type costs struct {
	memory, time uint32
	threads      uint8
	salt, key    []byte
}

func parseHash(stored string) (costs, error) {
	if stored == "" {
		return costs{argonMemory, argonTime, argonThreads, make([]byte, argonSalt), make([]byte, argonKey)}, nil
	}
	var c costs
	var version int
	var salt, key string
	// Sscanf stops a %s at a space only, so the two last fields are cut apart.
	if _, err := fmt.Sscanf(stored, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &c.memory, &c.time, &c.threads, &salt); err != nil {
		return c, errHash
	}
	for i := range salt {
		if salt[i] == '$' {
			salt, key = salt[:i], salt[i+1:]
			break
		}
	}
	var err1, err2 error
	c.salt, err1 = base64.RawStdEncoding.DecodeString(salt)
	c.key, err2 = base64.RawStdEncoding.DecodeString(key)
	tooDear := c.memory > 256*1024 || c.time > 16 || c.threads == 0 || c.time == 0
	if err1 != nil || err2 != nil || version != argon2.Version || tooDear || len(c.key) < 16 || len(c.salt) < 8 {
		return c, errHash
	}
	return c, nil
}

func derive(phrase string, salt []byte, time, memory uint32, threads uint8, size uint32) []byte {
	return argon2.IDKey([]byte(phrase), salt, time, memory, threads, size)
}
