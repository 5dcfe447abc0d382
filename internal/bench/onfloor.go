package bench

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// nobody is the number of a guest on the floor who does not type.
const nobody = 0xfe

// onFloor measures the bare server.
func (c Config) onFloor(ctx context.Context, r Room) (f figures, err error) {
	p, err := start(ctx, io.Discard, roleName+"="+roleFloor)
	if err != nil {
		return f, err
	}
	room := newCrowd(p, r)
	defer func() { _ = room.leave() }()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return f, err
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		return f, err
	}
	room.open = func(ctx context.Context, i int) (*guest, error) {
		ready, once := make(chan struct{}), sync.Once{}
		g, err := calling(p.Addr, "bench", signer, i).dial(ctx, func([]byte) { once.Do(func() { close(ready) }) })
		if err != nil {
			return nil, err
		}
		number := nobody
		if i < r.Typists {
			number = i
		}
		if err := g.send(string([]byte{byte(number)})); err != nil {
			return nil, err
		}
		if err := g.await(ctx, ready, "first screen"); err != nil {
			return nil, err
		}
		g.hand(nil)
		if i < r.Typists+watchers {
			room.eyes[i] = newEyes(room.keys, selfOf(i, r))
			g.hand(room.eyes[i].bytes)
		}
		return g, nil
	}
	return room.measure(ctx, c)
}

// bytes counts the keys of each typist as they come.
func (e *eyes) bytes(p []byte) {
	now := time.Now()
	for _, b := range p {
		if int(b) < len(e.seen) {
			n, _ := e.state(int(b))
			e.upTo(int(b), max(n, 0)+1, now)
		}
	}
}
