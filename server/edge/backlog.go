package edge

import (
	"reflect"
	"time"
	"unsafe"

	"golang.org/x/crypto/ssh"
)

// The SSH library hands what it has read to whoever works on the connection
// through a channel of its own. When that work ends early - a client breaks the
// protocol, fails to sign in, or is cut off - nobody takes from the channel any
// more, and once it is full the library's reader waits for ever, with up to four
// megabytes of what it holds (x/crypto v0.58.0, handshake.go: readLoop and Close).
// Anyone can bring that about, at will. So the channel is emptied when a
// connection is over. It can't be reached but past the compiler: this is the one
// place in the house that does so, it gives up quietly where the library looks
// different, and TestHarm_MoreIsSentThanIsRead tells when that happens, and when
// the library needs it no longer.

// early is how much a client may send between the key exchange and its request
// to sign in: fewer of the smallest packets than the library's channel holds,
// since the connection can't be reached yet. Clients need about a quarter of it.
const early = 448

// readerEnds is how long the library's reader may take to end, which takes it no
// time at all: a stop of the server must not wait for a slip of ours.
const readerEnds = 5 * time.Second

// backlog finds the channel of a connection; nil where there is none.
func backlog(conn ssh.ServerPreAuthConn) <-chan []byte {
	v := reflect.ValueOf(conn)
	for _, field := range []string{"transport", "incoming"} {
		for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return nil
		}
		v = v.FieldByName(field)
	}
	if !v.IsValid() || !v.CanAddr() || v.Type() != reflect.TypeFor[chan []byte]() {
		return nil
	}
	return *(*chan []byte)(unsafe.Pointer(v.UnsafeAddr()))
}

// meet notes the connection as soon as the library shows it.
func (v *visit) meet(conn ssh.ServerPreAuthConn) {
	v.backlog = backlog(conn)
	v.Release()
}

// clear ends what the library still does with a connection that nobody works on
// any more, and returns when its reader has ended.
func (v *visit) clear() {
	_ = v.Close() // the reader ends at its next read
	if v.backlog == nil {
		return
	}
	late := time.NewTimer(readerEnds)
	defer late.Stop()
	for {
		select {
		case _, open := <-v.backlog:
			if !open { // by the reader, at its end
				return
			}
		case <-late.C:
			v.server.config.Logger.Error("a connection's reader did not end")
			return
		}
	}
}
