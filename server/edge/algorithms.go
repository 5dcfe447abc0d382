package edge

import "golang.org/x/crypto/ssh"

// The algorithms offered, stated so that no change of a library's defaults can
// change them (safety §1.1). The hybrid exchange comes first; curve25519 stays
// for PuTTY and phones. AES-GCM comes before ChaCha20 because it is not open to
// prefix truncation with a client that lacks strict key exchange; counter mode,
// with MACs over the encrypted text only, is for old clients.
func algorithms() ssh.Config {
	return ssh.Config{
		KeyExchanges: []string{ssh.KeyExchangeMLKEM768X25519, ssh.KeyExchangeCurve25519},
		Ciphers: []string{
			ssh.CipherAES256GCM, ssh.CipherAES128GCM, ssh.CipherChaCha20Poly1305,
			ssh.CipherAES256CTR, ssh.CipherAES192CTR, ssh.CipherAES128CTR,
		},
		MACs: []string{ssh.HMACSHA256ETM, ssh.HMACSHA512ETM},
	}
}

// signatures are the algorithms a person's key may sign with.
func signatures() []string {
	return []string{
		ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256,
		ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521,
		ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256,
	}
}
