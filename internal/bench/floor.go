package bench

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"net"
	"sync"

	"golang.org/x/crypto/ssh"
)

// The floor is the least that any server over SSH can do: each key is sent on to
// everyone as one byte, the number of whoever typed it. What the house costs
// beyond it is ours.

// floor is everybody connected to the bare server.
type floor struct {
	mu     sync.Mutex
	people map[*listener]struct{}
}

// listener is one person on the floor; their writer takes bytes from keys.
type listener struct{ keys chan byte }

// serveFloor serves until ctx ends.
func serveFloor(ctx context.Context) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		return err
	}
	config := &ssh.ServerConfig{PublicKeyCallback: func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) {
		return &ssh.Permissions{}, nil
	}}
	config.AddHostKey(signer)
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { _ = door.Close() })
	announce(door.Addr().String())
	f := &floor{people: make(map[*listener]struct{})}
	for {
		conn, err := door.Accept()
		if err != nil {
			return nil // the parent has closed us
		}
		go f.serve(conn, config)
	}
}

func (f *floor) serve(raw net.Conn, config *ssh.ServerConfig) {
	conn, channels, requests, err := ssh.NewServerConn(raw, config)
	if err != nil {
		return
	}
	defer conn.Close()
	go ssh.DiscardRequests(requests)
	for offer := range channels {
		channel, requests, err := offer.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(true, nil)
			}
		}()
		go f.session(channel)
	}
}

// session reads keys and sends each on. The first byte a client sends is its
// number, which is confirmed to it alone: its screen is complete.
func (f *floor) session(channel ssh.Channel) {
	defer channel.Close()
	buf := make([]byte, 256)
	if _, err := channel.Read(buf[:1]); err != nil {
		return
	}
	number := buf[0]
	me := &listener{keys: make(chan byte, 4096)}
	f.mu.Lock()
	f.people[me] = struct{}{}
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		delete(f.people, me)
		f.mu.Unlock()
		close(me.keys)
	}()
	go func() {
		for k := range me.keys {
			if _, err := channel.Write([]byte{k}); err != nil {
				return
			}
		}
	}()
	me.keys <- complete
	for {
		n, err := channel.Read(buf)
		if err != nil {
			return
		}
		f.mu.Lock()
		for range n {
			for p := range f.people {
				select {
				case p.keys <- number:
				default: // a reader so slow is lost
				}
			}
		}
		f.mu.Unlock()
	}
}

// complete is the byte that stands for a first screen on the floor.
const complete = 0xff
