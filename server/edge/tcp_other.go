//go:build !linux

package edge

import "net"

// tune does nothing where the kernel has no such limit: our own timers stand.
func tune(net.Conn) {}
