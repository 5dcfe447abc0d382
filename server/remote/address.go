package remote

import (
	"net"
	"os"
	"strings"

	"convene/internal/access"
)

// at is the address to type after "ssh ", with the port where it is not 22.
func (v *Verbs) at(code string) string { return target(v.parts.Address, toType(code)) }

// toType is a join code as it is to be typed; CODE stands for what is none, as
// the name that the client sends is never said back (design §5).
func toType(name string) string {
	if code, ok := access.ParseCode(name); ok {
		return code.String()
	}
	return "CODE"
}

func target(address, code string) string {
	host, port := parts(address)
	if port == "22" {
		return code + "@" + host
	}
	return "-p " + port + " " + code + "@" + host
}

// SFTPLine is the line with which a guest opens their files.
func (v *Verbs) SFTPLine(code string) string {
	return "sftp " + files(v.parts.Address, toType(code))
}

// files is the address to type after "sftp ".
func files(address, code string) string {
	host, port := parts(address)
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "22" {
		return code + "@" + host
	}
	return "-P " + port + " " + code + "@" + host
}

func parts(address string) (host, port string) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		host, port = address, "22"
	}
	return strings.Trim(host, "[]"), port
}

// hostname is where people may reach this machine, for want of better.
func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "localhost"
	}
	return name
}
