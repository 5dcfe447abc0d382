//go:build linux

package forgetful

import (
	"context"
	"syscall"

	fusefs "github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// What the kernel asks of a node.
var (
	_ fusefs.NodeLookuper  = (*node)(nil)
	_ fusefs.NodeReaddirer = (*node)(nil)
	_ fusefs.NodeCreater   = (*node)(nil)
	_ fusefs.NodeMkdirer   = (*node)(nil)
	_ fusefs.NodeMknoder   = (*node)(nil)
	_ fusefs.NodeUnlinker  = (*node)(nil)
	_ fusefs.NodeRmdirer   = (*node)(nil)
	_ fusefs.NodeRenamer   = (*node)(nil)
	_ fusefs.NodeOpener    = (*node)(nil)
	_ fusefs.NodeReader    = (*node)(nil)
	_ fusefs.NodeWriter    = (*node)(nil)
	_ fusefs.NodeFsyncer   = (*node)(nil)
	_ fusefs.NodeFlusher   = (*node)(nil)
	_ fusefs.NodeGetattrer = (*node)(nil)
	_ fusefs.NodeSetattrer = (*node)(nil)
	_ fusefs.NodeStatfser  = (*node)(nil)
)

func (n *node) attr(out *fuse.Attr) {
	out.Ino, out.Mode, out.Size = n.ino, n.mode, uint64(len(n.live))
	out.Blocks, out.Nlink = (out.Size+511)/512, 1
	out.SetTimes(nil, &n.changed, &n.changed)
}

// child is what the kernel knows a node by.
func (n *node) child(ctx context.Context, c *node, out *fuse.EntryOut) *fusefs.Inode {
	c.attr(&out.Attr)
	return n.NewInode(ctx, c, fusefs.StableAttr{Mode: c.mode, Ino: c.ino})
}

func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fusefs.Inode, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	c, ok := n.entries[name]
	if !ok {
		return nil, syscall.ENOENT
	}
	return n.child(ctx, c, out), n.disk.readable()
}

func (n *node) Readdir(context.Context) (fusefs.DirStream, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	var list []fuse.DirEntry
	for _, name := range sorted(n.entries) {
		c := n.entries[name]
		list = append(list, fuse.DirEntry{Name: name, Mode: c.mode, Ino: c.ino})
	}
	return fusefs.NewListDirStream(list), n.disk.readable()
}

// add makes a new name; it is on the platter when its folder is synced.
func (n *node) add(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fusefs.Inode, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if e := n.disk.writable(); e != 0 {
		return nil, e
	}
	if _, there := n.entries[name]; there {
		return nil, syscall.EEXIST
	}
	c := n.disk.node(mode)
	n.entries[name] = c
	n.disk.names = append(n.disk.names, change{[]*node{n}, func() { n.keptEntries[name] = c }})
	return n.child(ctx, c, out), 0
}

func (n *node) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (*fusefs.Inode, fusefs.FileHandle, uint32, syscall.Errno) {
	c, e := n.add(ctx, name, fuse.S_IFREG|mode&0o7777, out)
	return c, nil, fuse.FOPEN_KEEP_CACHE, e
}

func (n *node) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fusefs.Inode, syscall.Errno) {
	return n.add(ctx, name, fuse.S_IFDIR|mode&0o7777, out)
}

func (n *node) Mknod(ctx context.Context, name string, mode, _ uint32, out *fuse.EntryOut) (*fusefs.Inode, syscall.Errno) {
	return n.add(ctx, name, mode, out)
}

func (n *node) Unlink(_ context.Context, name string) syscall.Errno { return n.remove(name) }
func (n *node) Rmdir(_ context.Context, name string) syscall.Errno  { return n.remove(name) }

func (n *node) remove(name string) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if e := n.disk.writable(); e != 0 {
		return e
	}
	c, ok := n.entries[name]
	switch {
	case !ok:
		return syscall.ENOENT
	case len(c.entries) > 0:
		return syscall.ENOTEMPTY
	}
	delete(n.entries, name)
	n.disk.names = append(n.disk.names, change{[]*node{n}, func() { delete(n.keptEntries, name) }})
	return 0
}

func (n *node) Rename(_ context.Context, name string, to fusefs.InodeEmbedder, as string, flags uint32) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	dir, ours := to.(*node)
	c, there := n.entries[name]
	switch {
	case n.disk.writable() != 0:
		return n.disk.writable()
	case !ours || flags != 0:
		return syscall.EINVAL
	case !there:
		return syscall.ENOENT
	}
	delete(n.entries, name)
	dir.entries[as] = c
	n.disk.names = append(n.disk.names, change{[]*node{n, dir}, func() {
		delete(n.keptEntries, name)
		dir.keptEntries[as] = c
	}})
	return 0
}

func (n *node) Open(context.Context, uint32) (fusefs.FileHandle, uint32, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	return nil, fuse.FOPEN_KEEP_CACHE, n.disk.readable()
}

func (n *node) Read(_ context.Context, _ fusefs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	from := min(int(off), len(n.live))
	count := copy(dest, n.live[from:])
	return fuse.ReadResultData(dest[:count]), n.disk.readable()
}

func (n *node) Write(_ context.Context, _ fusefs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if e := n.disk.writable(); e != 0 {
		return 0, e
	}
	n.write(data, int(off))
	return uint32(len(data)), 0
}

// Fsync puts a file's bytes, or a folder's names, on the platter.
func (n *node) Fsync(context.Context, fusefs.FileHandle, uint32) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if e := n.disk.writable(); e != 0 {
		return e
	}
	if n.folder() {
		n.disk.syncNames(n)
	} else {
		n.sync()
	}
	return 0
}

// Flush is a close: it syncs nothing.
func (n *node) Flush(context.Context, fusefs.FileHandle) syscall.Errno { return 0 }

func (n *node) Getattr(_ context.Context, _ fusefs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	n.attr(&out.Attr)
	return n.disk.readable()
}

func (n *node) Setattr(_ context.Context, _ fusefs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if e := n.disk.writable(); e != 0 {
		return e
	}
	if size, ok := in.GetSize(); ok {
		n.resize(int(size))
	}
	if mode, ok := in.GetMode(); ok {
		n.mode = n.mode&^0o7777 | mode&0o7777
	}
	if at, ok := in.GetMTime(); ok {
		n.changed = at
	}
	n.attr(&out.Attr)
	return 0
}

// Statfs says that there is room, and no more while the disk is full.
func (n *node) Statfs(_ context.Context, out *fuse.StatfsOut) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	out.Bsize, out.Frsize, out.NameLen = 4096, 4096, 255
	out.Blocks = 4 << 18 // 4 GiB
	if n.disk.failing != syscall.ENOSPC {
		out.Bfree = out.Blocks / 2
		out.Bavail = out.Bfree
	}
	return n.disk.readable()
}
