package edge_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"

	"convene/server/edge"
)

// libraryReaders counts the SSH library's goroutines, of servers and of clients.
func libraryReaders() int {
	buf := make([]byte, 8<<20)
	n := 0
	for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(stack, "ssh.(*handshakeTransport)") || strings.Contains(stack, "ssh.(*mux).loop") {
			n++
		}
	}
	return n
}

// A client that goes on sending when its connection is over, for whatever reason
// and at whatever stage, leaves none of the library's goroutines behind, which
// would hold what it sent for ever.
func TestHarm_MoreIsSentThanIsRead(t *testing.T) {
	junk := append([]byte{msgChannelSuccess, 0, 0, 0, 77}, bytes.Repeat([]byte("x"), 1000)...)
	none := append([]byte{msgAuthRequest}, append(append(text([]byte("someone")), text([]byte("ssh-connection"))...), text([]byte("none"))...)...)
	for name, sends := range map[string]func(address string){
		"before it asks for anything": func(address string) {
			r := dialRawAs(t, address, "nonsense@example.org")
			for range 100 {
				if r.put(junk) != nil {
					return
				}
			}
		},
		"before it is let in": func(address string) {
			r := dialRaw(t, address)
			for range 200 {
				if r.put(none) != nil {
					return
				}
			}
		},
		"when it is in": func(address string) {
			r := dialRaw(t, address)
			if r.interact(t, "someone") != msgAuthSuccess {
				t.Error("not let in")
			}
			for range 200 {
				if r.put(junk) != nil {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := serve(t, edge.Config{PerAddress: 10_000}, echo)
			before := libraryReaders()
			for range 20 {
				sends(h.address)
			}
			h.until(t, func(s edge.Stats) bool { return s.Open == 0 })
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			for end := time.Now().Add(5 * time.Second); libraryReaders() > before; <-tick.C {
				if time.Now().After(end) {
					t.Fatalf("%d goroutines of the library are left", libraryReaders()-before)
				}
			}
		})
	}
}
