package edge

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/ssh"

	"convene/internal/safetext"
)

const (
	// version is how we introduce ourselves, without a number to look up.
	version = "SSH-2.0-Convene"
	// maxTries is how many refusals a connection gets. We refuse so few keys
	// that an agent full of them never gets here.
	maxTries = 10
	// leastRSA is the shortest RSA key that still proves anything, in bits, and
	// mostRSA the longest that is worth the calculation: strangers send them.
	leastRSA, mostRSA = 2048, 8192
)

// errKey refuses a key; the client goes on to its next one, or does without.
var errKey = errors.New("edge: keys of this kind are not used here")

// keySlot finds, in a connection's permissions, the key that signed.
type keySlot struct{}

// authentication lets everyone in (safety §1.3). A key is a way to be known
// again, so any key will do, and nothing is noted when it is only offered: it
// counts once its signature has been verified. Who has none is let in by a
// keyboard-interactive exchange without a question. "none" is refused, since
// a client that gets in with it never offers its key; passwords are refused,
// since clients keep them and try them on us.
func (s *Server) authentication(v *visit) *ssh.ServerConfig {
	config := &ssh.ServerConfig{
		Config:                  algorithms(),
		PublicKeyAuthAlgorithms: signatures(),
		MaxAuthTries:            maxTries,
		PreAuthConnCallback:     v.meet,
		ServerVersion:           version,
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			return nil, acceptable(key)
		},
		VerifiedPublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey, _ *ssh.Permissions, _ string) (*ssh.Permissions, error) {
			return &ssh.Permissions{ExtraData: map[any]any{keySlot{}: key}}, nil
		},
		KeyboardInteractiveCallback: func(_ ssh.ConnMetadata, ask ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
			_, err := ask("", "", nil, nil)
			return nil, err //nolint:wrapcheck // the library's own
		},
		AuthLogCallback: func(_ ssh.ConnMetadata, _ string, err error) {
			if err == nil {
				v.signedIn()
			}
		},
	}
	for _, signer := range v.ring.shown {
		config.AddHostKey(greeting{signer, v.greeted})
	}
	return config
}

// acceptable says whether a key may be used: plain keys of today's kinds. A
// certificate says what somebody else thinks of a key, so its plain key will do.
// The library itself demands a touch of security keys, as no permission waives it.
func acceptable(key ssh.PublicKey) error {
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256,
		ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521:
		return nil
	case ssh.KeyAlgoRSA:
		if crypto, ok := key.(ssh.CryptoPublicKey); ok {
			if public, ok := crypto.CryptoPublicKey().(*rsa.PublicKey); ok && public.N.BitLen() >= leastRSA && public.N.BitLen() <= mostRSA {
				return nil
			}
		}
	}
	return errKey
}

// greeting is a host key that tells when it has signed a key exchange. Which of
// its two methods the library calls depends on the algorithm.
type greeting struct {
	ssh.MultiAlgorithmSigner
	signed func()
}

// Sign signs, then tells.
func (g greeting) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	signature, err := g.MultiAlgorithmSigner.Sign(rand, data)
	return g.tell(signature, err)
}

// SignWithAlgorithm signs, then tells.
func (g greeting) SignWithAlgorithm(rand io.Reader, data []byte, algorithm string) (*ssh.Signature, error) {
	signature, err := g.MultiAlgorithmSigner.SignWithAlgorithm(rand, data, algorithm)
	return g.tell(signature, err)
}

func (g greeting) tell(signature *ssh.Signature, err error) (*ssh.Signature, error) {
	if err != nil {
		return nil, fmt.Errorf("sign with the host key: %w", err)
	}
	g.signed()
	return signature, nil
}

// logFailure notes that no common algorithm was found: a person with an old
// client will ask why. What it offered is cleaned and cut; every other failure
// is a scan or a closed lid, and not worth a line.
func (s *Server) logFailure(err error) {
	var mismatch *ssh.AlgorithmNegotiationError
	if !errors.As(err, &mismatch) {
		s.config.Logger.Debug("a handshake was not finished")
		return
	}
	offered := strings.Join(mismatch.RequestedAlgorithms, " ")
	offered = offered[:min(len(offered), 200)]
	s.config.Logger.Info("a client shares no algorithm with us",
		"for", mismatch.What, "offered", safetext.Clean(safetext.Line, offered).String())
}
