package edge

import (
	"net/netip"

	"golang.org/x/crypto/ssh"

	"convene/internal/safetext"
	"convene/server/guard"
)

// maxUser is the longest user name looked at, in code points.
const maxUser = 64

// Session is one session of one person's client: what package guard lets
// through, and who is there. Several may share a connection.
type Session struct {
	*guard.Session
	user safetext.Text
	key  ssh.PublicKey
	addr netip.Addr
}

func newSession(g *guard.Session, conn *ssh.ServerConn, addr netip.Addr) *Session {
	s := &Session{Session: g, addr: addr, user: safetext.Clean(safetext.Name, firstRunes(conn.User(), maxUser))}
	if conn.Permissions != nil {
		s.key, _ = conn.Permissions.ExtraData[keySlot{}].(ssh.PublicKey)
	}
	return s
}

// User is the name the client signed in with, cleaned and cut to 64 code
// points. It may name a workshop; it is never an identity and never shown.
func (s *Session) User() safetext.Text { return s.user }

// Key is the public key that this connection was authenticated with, or nil.
// Its owner has signed; a key that was only offered never appears here.
func (s *Session) Key() ssh.PublicKey { return s.key }

// Addr is the client's address, for throttles. It is not for logs.
func (s *Session) Addr() netip.Addr { return s.addr }

func firstRunes(text string, most int) string {
	for i := range text {
		if most == 0 {
			return text[:i]
		}
		most--
	}
	return text
}
