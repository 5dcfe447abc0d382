//go:build linux

package forgetful

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	fusefs "github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Disk is one forgetful disk. Use Load.
type Disk struct {
	mu      sync.Mutex
	root    *node
	names   []change // of folders, in the order they were made, not yet synced
	last    uint64   // inode number
	failing syscall.Errno
	off     bool
	server  *fuse.Server
}

// Load makes a disk that holds a copy of a folder, all of it synced.
func Load(from string) (*Disk, error) {
	d := &Disk{}
	d.root = d.node(fuse.S_IFDIR | 0o700)
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == from {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		return d.put(rel, path, info)
	})
	if err != nil {
		return nil, fmt.Errorf("forgetful: load: %w", err)
	}
	return d, nil
}

// put takes one file or folder of the loaded folder over.
func (d *Disk) put(rel, path string, info fs.FileInfo) error {
	dir := d.root
	if parent := filepath.Dir(rel); parent != "." {
		for _, name := range split(parent) {
			dir = dir.entries[name]
		}
	}
	n := d.node(uint32(info.Mode().Perm()))
	switch {
	case info.IsDir():
		n = d.node(fuse.S_IFDIR | uint32(info.Mode().Perm()))
	case info.Mode().IsRegular():
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n.mode |= fuse.S_IFREG
		n.live, n.kept = raw, append([]byte(nil), raw...)
	default:
		return nil // a socket lasts no longer than its server
	}
	n.changed = info.ModTime()
	dir.entries[info.Name()], dir.keptEntries[info.Name()] = n, n
	return nil
}

func split(path string) []string {
	var out []string
	for path != "." {
		out = append([]string{filepath.Base(path)}, out...)
		path = filepath.Dir(path)
	}
	return out
}

// Supported tries whether a disk can be mounted here, and says why not by
// ErrUnsupported.
func Supported() error {
	at, err := os.MkdirTemp("", "forgetful-")
	if err != nil {
		return fmt.Errorf("forgetful: %w", err)
	}
	defer os.Remove(at)
	d := &Disk{}
	d.root = d.node(fuse.S_IFDIR | 0o700)
	if err := d.Mount(at); err != nil {
		return err
	}
	return d.Unmount()
}

// Mount serves the disk at an empty folder until Unmount.
func (d *Disk) Mount(at string) error {
	if os.Geteuid() != 0 {
		return ErrUnsupported
	}
	if _, err := os.Stat("/dev/fuse"); err != nil {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	long := time.Hour // nobody but the kernel changes anything
	server, err := fusefs.Mount(at, d.root, &fusefs.Options{
		EntryTimeout: &long, AttrTimeout: &long,
		MountOptions: fuse.MountOptions{
			DirectMountStrict: true, FsName: "forgetful", Name: "forgetful", DisableXAttrs: true, MaxBackground: 64,
		},
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	d.server = server
	return nil
}

// Unmount ends what Mount began. Whoever has files open must have ended.
func (d *Disk) Unmount() error {
	if err := d.server.Unmount(); err != nil {
		return fmt.Errorf("forgetful: unmount: %w", err)
	}
	return nil
}

// Fail has every write, sync and change of a name end with an error from now on,
// such as ENOSPC, EIO or EROFS, and Heal ends that. Reading goes on.
func (d *Disk) Fail(with syscall.Errno) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failing = with
}

// Heal ends what Fail began.
func (d *Disk) Heal() { d.Fail(0) }

// Cut takes the power away: from here on every operation fails, and the disk
// keeps what was synced, and of the rest what chance leaves: nothing, all, or a
// part of the sectors of each file and of the last changes of names.
func (d *Disk) Cut(chance *rand.Rand) {
	d.cut(chance, [...]float64{0, 0, 0.5, 0.9, 1}[chance.IntN(5)])
}

// cut keeps each thing that was not synced with a probability of luck.
func (d *Disk) cut(chance *rand.Rand, luck float64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
	names := 0
	for names < len(d.names) && chance.Float64() < luck {
		names++
	}
	for _, c := range d.names[:names] {
		c.do()
	}
	d.names = nil
	d.root.cut(chance, luck)
}

// Save writes what is on the platter to a folder, as the next start finds it.
func (d *Disk) Save(to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.root.save(to)
}

// change is one change of names in one folder or two.
type change struct {
	dirs []*node
	do   func()
}

// syncNames puts on the platter every change of names in a folder, and the
// earlier ones of other folders that they build on.
func (d *Disk) syncNames(dir *node) {
	touched := map[*node]bool{dir: true}
	due := make([]bool, len(d.names))
	for i := len(d.names) - 1; i >= 0; i-- {
		for _, n := range d.names[i].dirs {
			due[i] = due[i] || touched[n]
		}
		if due[i] {
			for _, n := range d.names[i].dirs {
				touched[n] = true
			}
		}
	}
	var rest []change
	for i, c := range d.names {
		if due[i] {
			c.do()
		} else {
			rest = append(rest, c)
		}
	}
	d.names = rest
}

// writable says why nothing can be changed now. The caller holds mu.
func (d *Disk) writable() syscall.Errno {
	if d.off {
		return syscall.EIO
	}
	return d.failing
}

func (d *Disk) readable() syscall.Errno {
	if d.off {
		return syscall.EIO
	}
	return 0
}
