// Package forgetful is a disk that forgets: a file system of our own, mounted by
// FUSE, that gives every write through to memory and keeps on its platter only
// what was synced. A power cut on it loses what a strict disk may lose: bytes
// that no fsync of their file took, whole or in part, and names that no fsync of
// their folder took. It also fails on request, as a full or a dying disk does.
//
// It is a tool of the proofs and only tests import it. It needs Linux, root and
// /dev/fuse; Mount returns ErrUnsupported elsewhere.
//
// Concurrency: a Disk is safe for concurrent use; one lock guards all of it and
// nothing waits under it. Mount starts the goroutines that answer the kernel,
// Unmount ends them. The process that mounts a Disk must not use its files
// itself: a page fault of its own would wait for an answer of its own.
package forgetful

import "errors"

// ErrUnsupported says that this machine or this user can't mount a Disk.
var ErrUnsupported = errors.New("forgetful: needs Linux, root and /dev/fuse")
