package ballot

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/big"
)

// KeySize is the length of a key in bytes.
const KeySize = 32

// errSealed says that a value was not sealed with this key and tag.
var errSealed = errors.New("ballot: sealed with another key")

// Key is a poll's key, or that of a workshop's drafts. Its String shows nothing.
type Key struct{ b [KeySize]byte }

// NewKey makes a random key.
func NewKey() Key {
	var k Key
	_, _ = rand.Read(k.b[:])
	return k
}

// KeyFrom takes a key as Bytes gave it. ok is false if the length is another or
// all is zero, as a crash between overwriting and unlinking leaves it.
func KeyFrom(b []byte) (k Key, ok bool) {
	if len(b) != KeySize {
		return Key{}, false
	}
	copy(k.b[:], b)
	return k, k != Key{}
}

// Bytes is the key itself, for its file and nothing else.
func (k Key) Bytes() []byte { return append([]byte(nil), k.b[:]...) }

// String keeps the key out of every log.
func (k Key) String() string { return "ballot.Key(…)" }

// GoString keeps the key out of every log.
func (k Key) GoString() string { return k.String() }

// Tag is the keyed digest under which a participant's row is kept.
func (k Key) Tag(parts ...string) []byte {
	m := hmac.New(sha256.New, k.derive("tag"))
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		m.Write(n[:])
		m.Write([]byte(p))
	}
	return m.Sum(nil)
}

// Seal encrypts value, padded to size, for the row tag. It fails with *TooLarge.
func (k Key) Seal(tag, value []byte, size int) ([]byte, error) {
	if len(value) > size {
		return nil, &TooLarge{Limit: size, Have: len(value)}
	}
	padded := make([]byte, 4+size)
	binary.BigEndian.PutUint32(padded, uint32(len(value)))
	copy(padded[4:], value)
	return k.aead().Seal(nil, nil, padded, tag), nil
}

// Open is the reverse of Seal, for the same tag.
func (k Key) Open(tag, sealed []byte) ([]byte, error) {
	padded, err := k.aead().Open(nil, nil, sealed, tag)
	if err != nil || len(padded) < 4 {
		return nil, errSealed
	}
	n := binary.BigEndian.Uint32(padded)
	if uint64(n) > uint64(len(padded)-4) {
		return nil, errSealed
	}
	return padded[4 : 4+n : 4+n], nil
}

func (k Key) derive(purpose string) []byte {
	// The only error is a length past 8160 bytes.
	key, _ := hkdf.Key(sha256.New, k.b[:], nil, "convene/ballot/"+purpose, 32)
	return key
}

func (k Key) aead() cipher.AEAD {
	block, err := aes.NewCipher(k.derive("seal"))
	if err != nil {
		panic(err) // a key of 32 bytes is always taken
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the block size GCM wants
	}
	return aead
}

// Shuffle puts values into an order that nothing but the system's randomness
// decides.
func Shuffle[T any](values []T) {
	for i := len(values) - 1; i > 0; i-- {
		j, err := rand.Int(rand.Reader, big.NewInt(int64(i+1)))
		if err != nil {
			panic(err) // the system's randomness never fails since Go 1.24
		}
		k := int(j.Int64())
		values[i], values[k] = values[k], values[i]
	}
}
