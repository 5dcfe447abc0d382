package server_test

import (
	"errors"
	"net"
	"strings"
	"testing"

	"convene/server"
)

// The log's net catches what an error of the system or a library brings along.
func TestLogRoundsAddressesAndLeavesKeysOut(t *testing.T) {
	var log journal
	l := server.NewLog(&log)
	from := &net.TCPAddr{IP: net.ParseIP("198.51.100.77"), Port: 50123}
	l.Error("session failed", "error", &net.OpError{Op: "read", Net: "tcp", Source: from, Addr: &net.TCPAddr{IP: net.ParseIP("2001:db8:5:6::9"), Port: 9}, Err: errors.New("reset")})
	l.Info("from 203.0.113.9 it came", "remote", "[2001:db8:77:88::1%eth0]:22", "mapped", "::ffff:192.0.2.55", "alone", "2001:db8:1:2:3:4:5:6")
	l.Warn("a panic", "panic", "what Rosa Delgado wrote", "at", "12:34:56.789", "of", "version 3.54.1")
	l.Info("known", "key", "SHA256:OprApnDfsOwHT46lTKCbOZwfizYXOKvMYBx3AJmEey8", "line", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7")
	l.Info("own", "address", "127.0.0.1:2222", "count", 7)
	said := log.String()
	for _, never := range []string{"198.51.100.77", "50123", "203.0.113.9", "2001:db8:5:6", "77:88", "192.0.2.55", "3:4:5:6", "Rosa", "OprA", "AAAAC3"} {
		if strings.Contains(said, never) {
			t.Errorf("%q is in the log:\n%s", never, said)
		}
	}
	for _, kept := range []string{"198.51.100.0/24", "2001:db8:5::/48", "203.0.113.0/24 it came", "192.0.2.0/24", "127.0.0.1:2222", "12:34:56.789", "version 3.54.1", "count=7", "panic=string", "(a key)", "level=ERROR"} {
		if !strings.Contains(said, kept) {
			t.Errorf("%q is not in the log:\n%s", kept, said)
		}
	}
}
