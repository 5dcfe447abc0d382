package edge_test

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// Message numbers of RFC 4250.
const (
	msgServiceRequest = 5
	msgKexInit        = 20
	msgNewKeys        = 21
	msgAuthRequest    = 50
	msgAuthFailure    = 51
	msgAuthSuccess    = 52
	msgPubKeyOK       = 60 // and the question of keyboard-interactive
	msgInfoResponse   = 61
	msgChannelOpen    = 90
	msgChannelOpened  = 91
	msgChannelRequest = 98
)

// A raw client speaks SSH message by message, so that it can do what no library
// would: offer one key and sign with another, change its name, say half.
type raw struct {
	net.Conn
	in      *bufio.Reader
	session []byte
	send    cipher.AEAD
	receive cipher.AEAD
	sendIV  []byte
	readIV  []byte
	greeted kexInit
}

// kexInit is a key exchange's opening message without its number.
type kexInit struct {
	Cookie                  [16]byte `sshtype:"20"`
	Kex, HostKeys           []string
	CiphersIn, CiphersOut   []string
	MACsIn, MACsOut         []string
	CompressIn, CompressOut []string
	LanguageIn, LanguageOut []string
	Follows                 bool
	Reserved                uint32
}

const rawVersion = "SSH-2.0-Raw"

// hello exchanges versions and key exchange proposals.
func hello(t testing.TB, address string) (r *raw, serverVersion string, ours, theirs []byte) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	r = &raw{Conn: conn, in: bufio.NewReader(conn)}
	_, err = io.WriteString(conn, rawVersion+"\r\n")
	must(t, err)
	line, err := r.in.ReadString('\n')
	must(t, err)
	none := []string{"none"}
	ciphers, macs := []string{"aes256-gcm@openssh.com"}, []string{"hmac-sha2-256-etm@openssh.com"}
	ours = ssh.Marshal(kexInit{
		Kex: []string{"curve25519-sha256"}, HostKeys: []string{"ssh-ed25519"},
		CiphersIn: ciphers, CiphersOut: ciphers, MACsIn: macs, MACsOut: macs, CompressIn: none, CompressOut: none,
	})
	must(t, r.put(ours))
	theirs, err = r.get()
	must(t, err)
	must(t, ssh.Unmarshal(theirs, &r.greeted))
	return r, strings.TrimRight(line, "\r\n"), ours, theirs
}

// dialRaw connects as far as the question who is there.
func dialRaw(t testing.TB, address string) *raw {
	t.Helper()
	r := dialRawAs(t, address, "ssh-userauth")
	_, err := r.get()
	must(t, err)
	return r
}

// dialRawAs exchanges keys and asks for a service.
func dialRawAs(t testing.TB, address, service string) *raw {
	t.Helper()
	r, version, ours, theirs := hello(t, address)
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(t, err)
	must(t, r.put(ssh.Marshal(struct {
		Public []byte `sshtype:"30"`
	}{key.PublicKey().Bytes()})))
	packet, err := r.get()
	must(t, err)
	var reply struct {
		HostKey, Public, Signature []byte `sshtype:"31"`
	}
	must(t, ssh.Unmarshal(packet, &reply))
	public, err := ecdh.X25519().NewPublicKey(reply.Public)
	must(t, err)
	secret, err := key.ECDH(public)
	must(t, err)
	shared := mpint(secret)
	hash := sha256.New()
	for _, part := range [][]byte{[]byte(rawVersion), []byte(version), ours, theirs, reply.HostKey, key.PublicKey().Bytes(), reply.Public} {
		hash.Write(text(part))
	}
	hash.Write(shared)
	r.session = hash.Sum(nil)
	must(t, r.put([]byte{msgNewKeys}))
	if packet, err = r.get(); err != nil || packet[0] != msgNewKeys {
		t.Fatalf("got %v %v, want new keys", packet, err)
	}
	derive := func(letter string) []byte {
		sum := sha256.Sum256(append(append(append(append([]byte{}, shared...), r.session...), letter...), r.session...))
		return sum[:]
	}
	r.sendIV, r.readIV = derive("A")[:12], derive("B")[:12]
	r.send, r.receive = gcm(t, derive("C")), gcm(t, derive("D"))
	must(t, r.put(append([]byte{msgServiceRequest}, text([]byte(service))...)))
	return r
}

func gcm(t testing.TB, key []byte) cipher.AEAD {
	t.Helper()
	block, err := aes.NewCipher(key)
	must(t, err)
	aead, err := cipher.NewGCM(block)
	must(t, err)
	return aead
}

// put sends one message, encrypted once there are keys.
func (r *raw) put(payload []byte) error {
	header := 4
	if r.send != nil {
		header = 0 // the length is outside what is padded
	}
	padding := 16 - (header+1+len(payload))%16
	if padding < 4 {
		padding += 16
	}
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	packet = append(packet, byte(padding))
	packet = append(append(packet, payload...), make([]byte, padding)...)
	if r.send != nil {
		packet = r.send.Seal(packet[:4:4], r.sendIV, packet[4:], packet[:4])
		count(r.sendIV)
	}
	_, err := r.Write(packet)
	return err
}

// get receives one message.
func (r *raw) get() ([]byte, error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(r.in, length); err != nil {
		return nil, err
	}
	size := int(binary.BigEndian.Uint32(length))
	if r.receive != nil {
		size += r.receive.Overhead()
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r.in, body); err != nil {
		return nil, err
	}
	if r.receive != nil {
		var err error
		if body, err = r.receive.Open(nil, r.readIV, body, length); err != nil {
			return nil, err
		}
		count(r.readIV)
	}
	return body[1 : len(body)-int(body[0])], nil
}

func count(iv []byte) { binary.BigEndian.PutUint64(iv[4:], binary.BigEndian.Uint64(iv[4:])+1) }

func text(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

func mpint(b []byte) []byte {
	for len(b) > 0 && b[0] == 0 {
		b = b[1:]
	}
	if len(b) > 0 && b[0] >= 0x80 {
		b = append([]byte{0}, b...)
	}
	return text(b)
}

// try sends one authentication request and returns the number of the answer,
// and the answer.
func (r *raw) try(user, method string, payload []byte) (byte, []byte) {
	request := append([]byte{msgAuthRequest}, text([]byte(user))...)
	request = append(append(request, text([]byte("ssh-connection"))...), text([]byte(method))...)
	if r.put(append(request, payload...)) != nil {
		return 0, nil
	}
	answer, err := r.get()
	if err != nil {
		return 0, nil
	}
	return answer[0], answer
}

// offer asks whether a key would do.
func (r *raw) offer(user string, key ssh.PublicKey, algorithm string) byte {
	payload := append([]byte{0}, text([]byte(algorithm))...)
	answer, _ := r.try(user, "publickey", append(payload, text(key.Marshal())...))
	return answer
}

// sign proves possession of a key.
func (r *raw) sign(t testing.TB, user string, signer ssh.AlgorithmSigner, algorithm string) byte {
	t.Helper()
	payload := append([]byte{1}, text([]byte(algorithm))...)
	payload = append(payload, text(signer.PublicKey().Marshal())...)
	request := append([]byte{msgAuthRequest}, text([]byte(user))...)
	request = append(append(request, text([]byte("ssh-connection"))...), text([]byte("publickey"))...)
	signature, err := signer.SignWithAlgorithm(rand.Reader, append(text(r.session), append(request, payload...)...), algorithm)
	must(t, err)
	answer, _ := r.try(user, "publickey", append(payload, text(ssh.Marshal(signature))...))
	return answer
}

// interact signs in without a key; it fails if anything is asked.
func (r *raw) interact(t testing.TB, user string) byte {
	t.Helper()
	answer, packet := r.try(user, "keyboard-interactive", append(text(nil), text(nil)...))
	if answer != msgPubKeyOK {
		return answer
	}
	var question struct {
		Name, Instruction, Language string `sshtype:"60"`
		Prompts                     uint32
		Rest                        []byte `ssh:"rest"`
	}
	must(t, ssh.Unmarshal(packet, &question))
	if question.Prompts != 0 || question.Name+question.Instruction != "" {
		t.Errorf("a person is asked: %+v", question)
	}
	must(t, r.put([]byte{msgInfoResponse, 0, 0, 0, 0}))
	packet, err := r.get()
	if err != nil {
		return 0
	}
	return packet[0]
}

// shell opens a session, so that the handler sees who is there.
func (r *raw) shell(t testing.TB) {
	t.Helper()
	must(t, r.put(append(append([]byte{msgChannelOpen}, text([]byte("session"))...), 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0x40, 0)))
	for packet := []byte{0}; packet[0] != msgChannelOpened; { // our keys are told first
		var err error
		packet, err = r.get()
		must(t, err)
	}
	must(t, r.put(append(append([]byte{msgChannelRequest, 0, 0, 0, 0}, text([]byte("shell"))...), 0)))
}
