// Package access makes and checks what lets people in: join codes, return and
// delegate words, passphrases, the digests by which keys are known, and the
// throttle on wrong tries (design §5, safety §1.3).
//
// It keeps no files and starts no goroutine. Its types are values, safe to copy
// and to share, but for Hasher and Throttle, which are safe for concurrent use;
// only Hasher blocks.
package access

import (
	"crypto/rand"
	"crypto/subtle"
	"strings"
)

// codeLetters is Crockford's base32: no I, L, O, which look like digits, and no
// U, which keeps most rude words out.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength letters of five bits make the 40 bits of safety §1.3.
const codeLength = 8

// Code is a join code: what a participant types before the @ of an ssh line.
// The zero Code is no code. Compare with Equal.
type Code struct{ letters string }

// NewCode makes a random code.
func NewCode() Code {
	var b [codeLength]byte
	_, _ = rand.Read(b[:])
	for i := range b {
		b[i] = codeLetters[b[i]&31]
	}
	return Code{string(b[:])}
}

// ParseCode reads a code as people type it: case, spaces and hyphens are
// ignored, O is 0, I and L are 1. It says nothing about whether a workshop has
// that code.
func ParseCode(raw string) (Code, bool) {
	if len(raw) > 4*codeLength {
		return Code{}, false
	}
	b := make([]byte, 0, codeLength)
	for _, r := range strings.ToUpper(raw) {
		switch r {
		case ' ', '-', '\t', '\u00a0', '\u2010', '\u2011', '\u2013':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if len(b) == codeLength || !strings.ContainsRune(codeLetters, r) {
			return Code{}, false
		}
		b = append(b, byte(r))
	}
	if len(b) != codeLength {
		return Code{}, false
	}
	return Code{string(b)}, true
}

// String shows the code in two groups, as a person reads it aloud: K7M4-Q2XD.
// Both this form and the one without the hyphen work in an ssh line.
func (c Code) String() string {
	if c.letters == "" {
		return ""
	}
	return c.letters[:codeLength/2] + "-" + c.letters[codeLength/2:]
}

// IsZero reports whether c is no code.
func (c Code) IsZero() bool { return c.letters == "" }

// Equal compares in constant time.
func (c Code) Equal(d Code) bool {
	return subtle.ConstantTimeCompare([]byte(c.letters), []byte(d.letters)) == 1
}
