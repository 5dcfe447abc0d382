package sqlite

import "syscall"

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
