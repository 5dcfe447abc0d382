//go:build linux

package forgetful

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	fusefs "github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// node is a file or a folder, as programs see it and as the platter has it. The
// disk's lock guards all of it.
type node struct {
	fusefs.Inode
	disk    *Disk
	ino     uint64
	mode    uint32 // kind and rights; rights are on the platter at once
	changed time.Time

	live, kept []byte
	dirty      map[int]struct{} // sectors written since the last sync
	sized      bool             // the size was changed since then
	low        int              // the least it was since then

	entries, keptEntries map[string]*node // of a folder
}

func (d *Disk) node(mode uint32) *node {
	d.last++
	n := &node{disk: d, ino: d.last, mode: mode, changed: time.Now(), dirty: make(map[int]struct{})}
	if n.folder() {
		n.entries, n.keptEntries = make(map[string]*node), make(map[string]*node)
	}
	return n
}

func (n *node) folder() bool { return n.mode&0o170000 == fuse.S_IFDIR }

// write changes bytes as programs see them.
func (n *node) write(data []byte, off int) {
	end := off + len(data)
	if end > len(n.live) {
		n.resize(end)
	}
	copy(n.live[off:], data)
	for s := off / sector; s*sector < end; s++ {
		n.dirty[s] = struct{}{}
	}
	n.changed = time.Now()
}

func (n *node) resize(size int) {
	if !n.sized {
		n.low = len(n.live)
	}
	n.low = min(n.low, size)
	if size < len(n.live) {
		clear(n.live[size:])
		n.live = n.live[:size]
	} else {
		n.live = append(n.live, make([]byte, size-len(n.live))...)
	}
	n.sized = true
	n.changed = time.Now()
}

// sync puts the file on the platter.
func (n *node) sync() {
	n.keepSize()
	for s := range n.dirty {
		n.keep(s)
	}
	clear(n.dirty)
	n.sized = false
}

// keepSize puts the size on the platter; what was cut off meanwhile is nought.
func (n *node) keepSize() {
	if n.sized {
		n.kept = fit(n.kept, min(len(n.kept), n.low))
	}
	n.kept = fit(n.kept, len(n.live))
}

// keep puts one sector on the platter, making room for it.
func (n *node) keep(s int) {
	from := s * sector
	to := min(from+sector, len(n.live))
	if from >= to {
		return // cut off since
	}
	n.kept = fit(n.kept, max(len(n.kept), to))
	copy(n.kept[from:to], n.live[from:to])
}

func fit(b []byte, size int) []byte {
	if size <= len(b) {
		return b[:size:size]
	}
	return append(b, make([]byte, size-len(b))...)
}

// cut leaves on the platter what luck had already brought there.
func (n *node) cut(chance *rand.Rand, luck float64) {
	if n.sized && chance.Float64() < luck {
		n.keepSize()
	}
	written := make([]int, 0, len(n.dirty))
	for s := range n.dirty {
		written = append(written, s)
	}
	slices.Sort(written) // a seed gives the same cut again
	for _, s := range written {
		if chance.Float64() < luck {
			n.keep(s)
		}
	}
	for _, name := range sorted(n.keptEntries) {
		n.keptEntries[name].cut(chance, luck)
	}
}

// save writes the platter's files and folders under a path.
func (n *node) save(path string) error {
	if !n.folder() {
		if n.mode&0o170000 != fuse.S_IFREG {
			return nil
		}
		err := os.WriteFile(path, n.kept, os.FileMode(n.mode&0o777))
		return errors.Join(err, os.Chtimes(path, n.changed, n.changed))
	}
	if err := os.MkdirAll(path, os.FileMode(n.mode&0o777)); err != nil {
		return err
	}
	for _, name := range sorted(n.keptEntries) {
		if err := n.keptEntries[name].save(filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

func sorted(entries map[string]*node) []string {
	names := make([]string, 0, len(entries))
	for name := range entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
