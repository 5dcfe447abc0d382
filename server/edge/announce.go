package edge

import (
	"bytes"
	"crypto/rand"
	"fmt"

	charm "charm.land/ssh"
	"golang.org/x/crypto/ssh"
)

// How OpenSSH's server tells its clients all its keys, so that they know the
// next one before they are shown it: PROTOCOL, section 2.5 of OpenSSH's sources.
const (
	keysRequest  = "hostkeys-00@openssh.com"
	proveRequest = "hostkeys-prove-00@openssh.com"
)

// announce tells a client every key it may meet here, once for each connection.
// It wants no answer, and a client that does not know the request drops it.
func (v *visit) announce(conn ssh.Conn) {
	v.told.Do(func() {
		var blobs []byte
		for _, signer := range v.ring.all() {
			blobs = append(blobs, ssh.Marshal(struct{ Blob []byte }{signer.PublicKey().Marshal()})...)
		}
		_, _, _ = conn.SendRequest(keysRequest, false, blobs) // a closed connection needs no keys
	})
}

// prove answers a client that asks us to show that keys it was told are ours: it
// signs each for this very connection. A connection is answered once, and each
// key is signed with once, since a signature costs us more than the question.
func (s *Server) prove(ctx charm.Context, _ *charm.Server, request *ssh.Request) (bool, []byte) {
	v := visitOf(ctx)
	conn, ok := ctx.Value(charm.ContextKeyConn).(*ssh.ServerConn)
	if !ok || v.proved { // requests of a connection come one after the other
		return false, nil
	}
	v.proved = true
	proof, err := v.ring.prove(request.Payload, conn.SessionID(), exchanged(conn))
	if err != nil {
		s.config.Logger.Debug("host keys were not proved", "err", err)
		return false, nil
	}
	return true, proof
}

// exchanged is the algorithm that our host key signed the key exchange with.
func exchanged(conn *ssh.ServerConn) string {
	if known, ok := conn.Conn.(ssh.AlgorithmsConnMetadata); ok {
		return known.Algorithms().HostKey
	}
	return ""
}

// prove signs for each key in payload, in order, and refuses as a whole if one
// is not on the ring or asked for twice.
func (r *ring) prove(payload, session []byte, exchanged string) ([]byte, error) {
	signers := r.all()
	var proof []byte
	for len(payload) > 0 {
		var ask struct {
			Blob []byte
			Rest []byte `ssh:"rest"`
		}
		if err := ssh.Unmarshal(payload, &ask); err != nil {
			return nil, fmt.Errorf("a question that is none: %w", err)
		}
		payload = ask.Rest
		at := -1
		for i, signer := range signers {
			if signer != nil && bytes.Equal(signer.PublicKey().Marshal(), ask.Blob) {
				at = i
			}
		}
		if at < 0 {
			return nil, errKey
		}
		signature, err := signers[at].SignWithAlgorithm(rand.Reader, ssh.Marshal(struct {
			Request       string
			Session, Blob []byte
		}{proveRequest, session, ask.Blob}), signingWith(signers[at], exchanged))
		if err != nil {
			return nil, fmt.Errorf("sign with the host key: %w", err)
		}
		signers[at] = nil
		proof = append(proof, ssh.Marshal(struct{ Signature []byte }{ssh.Marshal(signature)})...)
	}
	return proof, nil
}

// signingWith picks the algorithm a proof is signed with: an RSA key can sign
// with two, and clients expect the one of the key exchange, if it was of RSA.
func signingWith(signer ssh.MultiAlgorithmSigner, exchanged string) string {
	for _, algorithm := range signer.Algorithms() {
		if algorithm == exchanged {
			return algorithm
		}
	}
	return signer.Algorithms()[0]
}
