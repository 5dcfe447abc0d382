package edge_test

import (
	"crypto/ed25519"
	"math/big"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"convene/server/edge"
)

// The harm that the SSH library has let clients do before (safety §1.2), done
// again: it ends in its own connection, and the others go on.

const (
	msgGlobalRequest  = 80
	msgRequestSuccess = 81
	msgRequestFailure = 82
	msgChannelSuccess = 99
	msgChannelFailure = 100
	msgUnimplemented  = 3
	msgIgnore         = 2
)

// othersGoOn fails unless somebody else is served.
func othersGoOn(t *testing.T, h *house) {
	t.Helper()
	if got := echoed(t, client(t, h.address)); got != "alive" {
		t.Errorf("the others: %q", got)
	}
}

// drain reads what the server sends, so that only what is sent to it counts.
func (r *raw) drain() {
	go func() {
		for {
			if _, err := r.get(); err != nil {
				return
			}
		}
	}()
}

// Answers to questions that nobody asked end nothing but their own connection.
func TestHarm_UnexpectedReplies(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	for _, reply := range [][]byte{{msgRequestSuccess}, {msgRequestFailure}, {msgUnimplemented, 0, 0, 0, 0}, {msgIgnore, 0, 0, 0, 0},
		{msgChannelSuccess, 0, 0, 0, 0}, {msgChannelFailure, 0, 0, 0, 0}, {msgChannelOpened, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}} {
		r := dialRaw(t, h.address)
		if r.interact(t, "someone") != msgAuthSuccess {
			t.Fatal("not let in")
		}
		r.shell(t)
		r.drain()
		for range 1000 {
			if r.put(reply) != nil {
				break
			}
		}
		othersGoOn(t, h)
		_ = r.Close()
	}
	h.until(t, func(s edge.Stats) bool { return s.Sessions == 0 })
}

// Requests for a channel that is not decided yet, and floods of requests and of
// channels that are refused, hold up nobody and leave nothing behind.
func TestHarm_FloodsBeforeAnythingIsDecided(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	open := func(kind string, id byte) []byte {
		return append(append([]byte{msgChannelOpen}, text([]byte(kind))...), 0, 0, 0, id, 0, 0x10, 0, 0, 0, 0, 0x40, 0)
	}
	request := func(name string) []byte { return append(append([]byte{msgGlobalRequest}, text([]byte(name))...), 1) }
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, packets := range map[string][][]byte{
		"requests on an undecided channel": {open("session", 0), append(append([]byte{msgChannelRequest, 0, 0, 0, 0}, text([]byte("env"))...), 1)},
		"refused channels":                 {open("direct-tcpip", 1), open("junk@example.org", 2)},
		"global requests":                  {request("tcpip-forward"), request("keepalive@openssh.com"), request("no-more-sessions@openssh.com")},
	} {
		r := dialRaw(t, h.address)
		if r.interact(t, "someone") != msgAuthSuccess {
			t.Fatal("not let in")
		}
		r.drain()
		for n := range 3000 {
			if r.put(packets[min(n, len(packets)-1)]) != nil || r.put(packets[n%len(packets)]) != nil {
				break
			}
		}
		othersGoOn(t, h)
		_ = r.Close()
		h.until(t, func(s edge.Stats) bool { return s.Sessions == 0 })
		t.Log(name)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("%d bytes were left behind", grown)
	}
}

// An RSA key of sixteen thousand bits is turned away before anybody calculates
// with it; a damaged one, too.
func TestHarm_HugeAndBrokenKeys(t *testing.T) {
	h, guests := reception(t)
	huge := new(big.Int).SetBit(big.NewInt(1), 16*1024-1, 1)
	blob := func(e, n *big.Int) []byte {
		return append(append(text([]byte(ssh.KeyAlgoRSA)), mpint(e.Bytes())...), mpint(n.Bytes())...)
	}
	r := dialRaw(t, h.address)
	for name, key := range map[string][]byte{
		"huge":            blob(big.NewInt(65537), huge),
		"a huge exponent": blob(huge, new(big.Int).SetBit(big.NewInt(1), 2047, 1)),
		"cut short":       text([]byte(ssh.KeyAlgoRSA)),
		"no key":          append(text([]byte(ssh.KeyAlgoED25519)), text(make([]byte, ed25519.PublicKeySize-1))...),
	} {
		payload := append(append([]byte{0}, text([]byte(ssh.KeyAlgoRSASHA256))...), text(key)...)
		if answer, _ := r.try("someone", "publickey", payload); answer == msgPubKeyOK || answer == msgAuthSuccess {
			t.Errorf("%s: %d", name, answer)
		} else if answer == 0 { // cut off: a library may end such a connection
			r = dialRaw(t, h.address)
		}
	}
	if r.interact(t, "someone") != msgAuthSuccess {
		t.Fatal("not let in without a key")
	}
	r.shell(t)
	if got := take(t, guests); got.key != "" {
		t.Errorf("key = %s", got.key)
	}
}

// Who shares no algorithm with us leaves one line in the log, of plain characters:
// a person with an old client will ask why.
func TestHarm_StrangeAlgorithmsAreLoggedPlainly(t *testing.T) {
	h := serve(t, edge.Config{}, echo)
	_, err := ssh.Dial("tcp", h.address, &ssh.ClientConfig{
		Config: ssh.Config{KeyExchanges: []string{ssh.InsecureKeyExchangeDH14SHA1}}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	})
	if err == nil {
		t.Fatal("SHA-1 was taken")
	}
	h.until(t, func(s edge.Stats) bool { return s.Open == 0 && s.Starting == 0 && h.log.String() != "" }) // it is logged last
	if said := h.log.String(); !strings.Contains(said, "shares no algorithm") || !strings.Contains(said, "diffie-hellman-group14-sha1") || strings.Contains(said, "127.0.0.1") {
		t.Errorf("the log says %q", said)
	}
}
