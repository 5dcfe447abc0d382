package edge

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"convene/internal/fault"
)

// nextSuffix ends the name of a key's file that is to follow the one without.
const nextSuffix = ".next"

// CodeNoChange: no change of host keys is under way, so none can be finished.
const CodeNoChange = "serve.hostkey.no_change"

// A ring is the host keys of one moment, immutable. A client can be shown one
// key of each kind only, since it picks a kind and not a key; the next ones are
// told to it when it is in (see announce).
type ring struct {
	shown []ssh.MultiAlgorithmSigner
	next  []ssh.MultiAlgorithmSigner // empty while no change is under way
}

// Prints describes the keys of a ring for people, in the order of preference.
type Prints struct {
	// Shown are the keys that clients are shown, and the invitation prints.
	Shown []HostKey
	// Next are those that follow once the change is finished; empty while none
	// is under way.
	Next []HostKey
}

// RotateHostKeys begins a change of the keys in dir, or finishes one. It begins
// by making new keys beside the old: clients go on being shown the old ones and
// learn the new. Beginning twice changes nothing more. Finishing puts the new
// keys in the old ones' place; whoever has not learned them is warned once. A
// crash in either is made good by doing it again. A running server must
// [Server.Rotate] instead.
func RotateHostKeys(dir string, finish bool) (Prints, error) {
	if _, err := loadRing(dir); err != nil { // both halves of a change need whole keys
		return Prints{}, err
	}
	step := begin
	if finish {
		step = promote
	}
	if err := step(dir); err != nil {
		return Prints{}, err
	}
	return HostKeys(dir)
}

// Rotate does what [RotateHostKeys] does to the running server's own keys, and
// takes up the outcome for everyone who connects from then on.
func (s *Server) Rotate(finish bool) (Prints, error) {
	s.rotating.Lock()
	defer s.rotating.Unlock()
	if _, err := RotateHostKeys(s.config.HostKeyDir, finish); err != nil {
		return Prints{}, err
	}
	r, err := loadRing(s.config.HostKeyDir)
	if err != nil {
		return Prints{}, err
	}
	s.ring.Store(r)
	return r.prints(), nil
}

func begin(dir string) error {
	for _, kind := range keyKinds() {
		if err := kind.ensure(filepath.Join(dir, kind.file+nextSuffix)); err != nil {
			return err
		}
	}
	return nil
}

func promote(dir string) error {
	none := true
	for _, kind := range keyKinds() {
		path := filepath.Join(dir, kind.file)
		err := os.Rename(path+nextSuffix, path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New(CodeKeyDir, "folder", dir).With(err)
		}
		none = none && err != nil
	}
	if none {
		return fault.New(CodeNoChange)
	}
	if err := syncFolder(dir); err != nil {
		return fault.New(CodeKeyDir, "folder", dir).With(err)
	}
	return nil
}

// loadRing loads the keys in dir and makes those that are shown and missing. A
// key that is there and cannot be used is an error and never replaced: clients
// know it.
func loadRing(dir string) (*ring, error) {
	r := &ring{}
	for _, kind := range keyKinds() {
		path := filepath.Join(dir, kind.file)
		if err := kind.ensure(path); err != nil {
			return nil, err
		}
		signer, err := kind.load(path)
		if err != nil {
			return nil, err
		}
		r.shown = append(r.shown, signer)
		if _, err := os.Lstat(path + nextSuffix); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if signer, err = kind.load(path + nextSuffix); err != nil {
			return nil, err
		}
		r.next = append(r.next, signer)
	}
	return r, nil
}

// ensure makes a key where there is none.
func (k keyKind) ensure(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return k.make(path)
	}
	return nil
}

// all are the keys that a client may know this server by.
func (r *ring) all() []ssh.MultiAlgorithmSigner {
	return append(append([]ssh.MultiAlgorithmSigner(nil), r.shown...), r.next...)
}

func (r *ring) prints() Prints {
	var p Prints
	for _, signer := range r.shown {
		p.Shown = append(p.Shown, describe(signer.PublicKey()))
	}
	for _, signer := range r.next {
		p.Next = append(p.Next, describe(signer.PublicKey()))
	}
	return p
}
