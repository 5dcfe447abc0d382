//go:build !linux

package sqlite

import "os"

// isNetworkDisk is only known on Linux.
func isNetworkDisk(string) bool { return false }

// space is only known on Linux.
func space(string) (free, total int64, known bool) { return 0, 0, false }

func allocate(f *os.File, size int64) error { return zeros(f, size) }
