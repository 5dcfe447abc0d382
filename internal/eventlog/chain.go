package eventlog

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"
)

// Salt keys the digest of one payload. Erasing payload and salt leaves a digest
// that tells nothing, not even to someone who guesses the payload.
type Salt [32]byte

// NewSalt makes a random salt.
func NewSalt() Salt {
	var s Salt
	_, _ = rand.Read(s[:]) // never fails since Go 1.24
	return s
}

// Digest is HMAC-SHA256(salt, payload): all that the chain knows of a payload.
func Digest(salt Salt, payload []byte) Hash {
	m := hmac.New(sha256.New, salt[:])
	m.Write(payload)
	return Hash(m.Sum(nil))
}

// Link makes the hash of r, whose Hash is ignored, from the hash before it and
// the digest of its payload. Each part goes in with its length, so that no two
// different headers run together.
func Link(prev Hash, workshop string, r Record, digest Hash) Hash {
	h := sha256.New()
	h.Write([]byte("convene/eventlog/1\x00"))
	h.Write(prev[:])
	putString(h, workshop)
	putUint(h, uint64(r.Seq))
	putUint(h, uint64(r.At.UnixMilli()))
	putUint(h, r.Epoch)
	putUint(h, uint64(r.Version))
	putString(h, r.Type)
	putString(h, r.BatchID)
	h.Write(digest[:])
	return Hash(h.Sum(nil))
}

// Digest ties a snapshot to its workshop and its place in the chain: another
// state, or the same one elsewhere, has another digest.
func (s Snapshot) Digest(workshop string) Hash {
	h := sha256.New()
	h.Write([]byte("convene/eventlog/snapshot/1\x00"))
	h.Write(s.Head.Hash[:])
	putString(h, workshop)
	putUint(h, uint64(s.Head.Seq))
	putString(h, s.Fold)
	putUint(h, uint64(s.Redacted))
	h.Write(s.Data)
	return Hash(h.Sum(nil))
}

func putString(h hash.Hash, s string) {
	putUint(h, uint64(len(s)))
	h.Write([]byte(s))
}

func putUint(h hash.Hash, n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	h.Write(b[:])
}

// Check refuses a batch that no log may take: ErrEmpty or *TooLarge.
func (b Batch) Check() error {
	if b.ID == "" || b.Epoch == 0 || len(b.Events) == 0 {
		return ErrEmpty
	}
	if len(b.Events) > MaxBatchEvents {
		return &TooLarge{Limit: MaxBatchEvents, Have: len(b.Events)}
	}
	sum := 0
	for _, e := range b.Events {
		if e.Type == "" {
			return ErrEmpty
		}
		if len(e.Payload) > MaxPayload {
			return &TooLarge{Limit: MaxPayload, Have: len(e.Payload)}
		}
		sum += len(e.Payload)
	}
	if sum > MaxBatchBytes {
		return &TooLarge{Limit: MaxBatchBytes, Have: sum}
	}
	return nil
}

// Records makes the batch's records behind prev, each with its salt. The
// records share the batch's payloads.
func (b Batch) Records(workshop string, prev Head) ([]Record, []Salt) {
	records := make([]Record, len(b.Events))
	salts := make([]Salt, len(b.Events))
	at := b.At.UTC().Truncate(time.Millisecond)
	for i, e := range b.Events {
		salts[i] = NewSalt()
		r := Record{
			Seq: prev.Seq + 1, At: at, Type: e.Type, Version: e.Version,
			Payload: e.Payload, BatchID: b.ID, Epoch: b.Epoch,
		}
		r.Hash = Link(prev.Hash, workshop, r, Digest(salts[i], e.Payload))
		records[i] = r
		prev = Head{Seq: r.Seq, Hash: r.Hash}
	}
	return records, salts
}
