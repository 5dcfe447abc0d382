package edge

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"testing"

	"golang.org/x/crypto/ssh"
)

// FuzzProof holds for any question about our keys: it is refused, or each key
// asked for is one of ours, once, and signed for this connection.
func FuzzProof(f *testing.F) {
	r := &ring{}
	var all []byte
	for range 3 {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			f.Fatal(err)
		}
		plain, err := ssh.NewSignerFromKey(private)
		if err != nil {
			f.Fatal(err)
		}
		signer, err := ssh.NewSignerWithAlgorithms(plain.(ssh.AlgorithmSigner), []string{ssh.KeyAlgoED25519})
		if err != nil {
			f.Fatal(err)
		}
		r.shown = append(r.shown, signer)
		all = append(all, ssh.Marshal(struct{ Blob []byte }{signer.PublicKey().Marshal()})...)
	}
	f.Add([]byte{}, uint8(0), uint8(3))
	f.Add([]byte("\x00\x00\x00\x00"), uint8(1), uint8(2))
	f.Add([]byte("\xff\xff\xff\xff"), uint8(0), uint8(1))
	one := len(all) / 3
	f.Fuzz(func(t *testing.T, tail []byte, from, to uint8) {
		asked := append(bytes.Clone(all[int(from%4)*one:max(int(from%4), int(to%4))*one]), tail...)
		proof, err := r.prove(asked, []byte("session"), "")
		if err != nil {
			return
		}
		for len(asked) > 0 {
			var ask, answer struct {
				Blob []byte
				Rest []byte `ssh:"rest"`
			}
			signature := new(ssh.Signature)
			if ssh.Unmarshal(asked, &ask) != nil || ssh.Unmarshal(proof, &answer) != nil || ssh.Unmarshal(answer.Blob, signature) != nil {
				t.Fatalf("asked %x, answered %x", asked, proof)
			}
			key, err := ssh.ParsePublicKey(ask.Blob)
			if err != nil || !bytes.Contains(all, ask.Blob) {
				t.Fatalf("signed with %x: %v", ask.Blob, err)
			}
			signed := ssh.Marshal(struct {
				Request       string
				Session, Blob []byte
			}{proveRequest, []byte("session"), ask.Blob})
			if err := key.Verify(signed, signature); err != nil {
				t.Fatal(err)
			}
			asked, proof = ask.Rest, answer.Rest
		}
		if len(proof) > 0 {
			t.Fatalf("%x too much", proof)
		}
	})
}
