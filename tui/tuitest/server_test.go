package tuitest_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
)

// signer makes a key.
func signer(t testing.TB) ssh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// echoServer greets whoever comes, echoes what they type, tells each window
// size, and ends with status 3 on Ctrl-C. It returns its address and a channel
// that hears of each session's end.
func echoServer(t testing.TB) (addr string, ended <-chan struct{}) {
	t.Helper()
	config := &ssh.ServerConfig{
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			return &ssh.Permissions{Extensions: map[string]string{"key": ssh.FingerprintSHA256(key)}}, nil
		},
		KeyboardInteractiveCallback: func(ssh.ConnMetadata, ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
			return nil, nil
		},
	}
	config.AddHostKey(signer(t))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ends := make(chan struct{}, 100)
	var wg sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		wg.Wait()
	})
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { serve(conn, config, ends) })
		}
	})
	return l.Addr().String(), ends
}

func serve(conn net.Conn, config *ssh.ServerConfig, ended chan<- struct{}) {
	sc, chans, reqs, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	defer sc.Close()
	go ssh.DiscardRequests(reqs)
	for c := range chans {
		ch, reqs, err := c.Accept()
		if err != nil {
			return
		}
		who := sc.User() + " without a key"
		if sc.Permissions != nil {
			who = sc.User() + " with a key"
		}
		echo(ch, reqs, who)
		ended <- struct{}{}
	}
}

func echo(ch ssh.Channel, reqs <-chan *ssh.Request, who string) {
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = fmt.Fprintf(ch, format, args...)
	}
	go func() {
		for r := range reqs {
			switch r.Type {
			case "env", "pty-req", "shell":
				_ = r.Reply(true, nil)
				if r.Type == "shell" {
					say("hello %s\r\n", who)
				}
			case "exec":
				_ = r.Reply(true, nil)
				say("ran %q\r\n", r.Payload[4:])
				_, _ = ch.SendRequest("exit-status", false, []byte{0, 0, 0, 0})
				_ = ch.Close()
			case "window-change":
				say("size %d×%d\r\n", binary.BigEndian.Uint32(r.Payload), binary.BigEndian.Uint32(r.Payload[4:]))
			default:
				_ = r.Reply(false, nil)
			}
		}
	}()
	defer ch.Close()
	buf := make([]byte, 1024)
	for {
		n, err := ch.Read(buf)
		if err != nil {
			return
		}
		for _, b := range buf[:n] {
			switch {
			case b == 3:
				_, _ = ch.SendRequest("exit-status", false, []byte{0, 0, 0, 3})
				return
			case b == '?':
				say("\x1b]11;?\a")
			case b == '!':
				mu.Lock()
				_, _ = io.WriteString(ch, "\x1b[2J\x1b[H\x1b[?1049h\x1b[1mbold\x1b[m plain")
				mu.Unlock()
			default:
				say("<%q>", b)
			}
		}
	}
}
