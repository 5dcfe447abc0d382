package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// isNetworkDisk reports whether dir lies on NFS or SMB, whose locks SQLite
// can't rely on (safety §4).
func isNetworkDisk(dir string) bool {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return false
	}
	switch uint32(s.Type) {
	case 0x6969, 0x517B, 0xFF534D42, 0xFE534D42: // NFS, SMB, CIFS, SMB2
		return true
	}
	return false
}

// space says how many bytes of a folder's disk are free for us, and how many it
// has.
func space(dir string) (free, total int64, known bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil || s.Blocks == 0 {
		return 0, 0, false
	}
	return int64(s.Bavail) * s.Bsize, int64(s.Blocks) * s.Bsize, true
}

// allocate gives a file its size in blocks of the disk, not in promises.
func allocate(f *os.File, size int64) error {
	err := syscall.Fallocate(int(f.Fd()), 0, 0, size)
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return zeros(f, size)
	}
	return err
}
