//go:build !linux

package sqlite

// isNetworkDisk is only known on Linux.
func isNetworkDisk(string) bool { return false }
