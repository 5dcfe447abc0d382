package server

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
)

// NewLog makes the operator's log on w. What the house logs holds no name, key,
// code or word of anyone; this is the net below, for libraries and for errors of
// the system: addresses are rounded to their network, keys are left out, and so
// are the values of panics, which may be somebody's words.
func NewLog(w io.Writer) *slog.Logger {
	const v4 = `[0-9]{1,3}(?:\.[0-9]{1,3}){3}`
	d := discreet{
		// IPv4, IPv4 in IPv6, IPv6; with a zone, brackets and a port or without.
		address: regexp.MustCompile(`\[?(?:` + v4 + `|(?:[0-9A-Fa-f]{0,4}:){2,6}` + v4 + `|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?:%[0-9A-Za-z]+)?(?:\]:[0-9]{1,5}|\]|:[0-9]{1,5})?`),
		key:     regexp.MustCompile(`SHA256:[0-9A-Za-z+/]{43}|AAAA[0-9A-Za-z+/]{20,}=*`),
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: d.attr}))
}

// discreet takes out of log lines what they must not hold.
type discreet struct{ address, key *regexp.Regexp }

func (d discreet) attr(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString, slog.KindAny:
	default:
		return a // numbers and times
	}
	if a.Key == "panic" { // the SSH library's
		return slog.String(a.Key, fmt.Sprintf("%T", a.Value.Any()))
	}
	if _, level := a.Value.Any().(slog.Level); level {
		return a
	}
	text := a.Value.String()
	return slog.String(a.Key, d.key.ReplaceAllString(d.address.ReplaceAllStringFunc(text, rounded), "(a key)"))
}

// Of an address the network is left: enough to see from where a flood comes, too
// little to tell one household from its neighbours.
const (
	networkBits4 = 24
	networkBits6 = 48
)

// rounded makes a network of an address with or without a port. What only looks
// like an address stays.
func rounded(text string) string {
	host, _, err := net.SplitHostPort(text)
	if err != nil {
		host = text
	}
	if len(host) > 1 && host[0] == '[' && host[len(host)-1] == ']' {
		host = host[1 : len(host)-1]
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return text
	}
	addr = addr.Unmap().WithZone("")
	if addr.IsLoopback() || addr.IsUnspecified() {
		return text
	}
	bits := networkBits4
	if addr.Is6() {
		bits = networkBits6
	}
	network, err := addr.Prefix(bits)
	if err != nil {
		return "(an address)"
	}
	return network.String()
}
