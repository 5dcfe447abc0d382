package edge

import (
	"net"
	"time"

	"golang.org/x/sys/unix"
)

// unheard is how long the kernel keeps trying to deliver what a client does not
// acknowledge.
const unheard = 30 * time.Second

// tune makes the kernel give up a peer that has stopped acknowledging. It is a
// second net: a kernel that refuses leaves the first, our own timers.
func tune(conn net.Conn) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(unheard.Milliseconds()))
	})
}
