package edge_test

import (
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// anyOrder makes tries of every kind, each step's bytes choosing what, as whom and
// with which key, until it is let in or cut off: who is let in is who signed,
// under the last name given (safety §1.3).
func anyOrder(t testing.TB, h *house, guests <-chan guest, signers []ssh.AlgorithmSigner, steps []byte) {
	t.Helper()
	r := dialRaw(t, h.address)
	defer func() { _ = r.Close() }()
	var done []string
	for failures := 0; failures < 9 && len(steps) > 0; steps = steps[1:] {
		kind, user, key := steps[0]%6, fmt.Sprintf("u%d", steps[0]/6%3), signers[int(steps[0])/18%len(signers)]
		done = append(done, fmt.Sprintf("%d %s %s", kind, user, print(key)))
		var answer byte
		want := guest{user: user}
		switch kind {
		case 0, 1:
			answer = r.offer(user, key.PublicKey(), ed)
		case 2:
			answer, _ = r.try(user, "none", nil)
			failures++
		case 3:
			answer, _ = r.try(user, "password", append([]byte{0}, text([]byte("x"))...))
			failures++
		case 4:
			answer, want.key = r.sign(t, user, key, ed), print(key)
		case 5:
			answer = r.interact(t, user)
		}
		if answer == 0 || (answer == msgAuthSuccess) != (kind >= 4) {
			t.Fatalf("answer %d after %s", answer, strings.Join(done, "; "))
		}
		if answer == msgAuthSuccess {
			r.shell(t)
			if got := take(t, guests); got != want {
				t.Fatalf("guest %+v, want %+v after %s", got, want, strings.Join(done, "; "))
			}
			return
		}
	}
}

func threeKeys(t testing.TB) []ssh.AlgorithmSigner {
	return []ssh.AlgorithmSigner{newKey(t), newKey(t), newKey(t)}
}

func TestAuth_AnyOrderGivesTheRightGuest(t *testing.T) {
	h, guests := reception(t)
	signers := threeKeys(t)
	random := mathrand.New(mathrand.NewPCG(1, 2))
	for range 200 {
		steps := make([]byte, 20)
		for i := range steps {
			steps[i] = byte(random.IntN(256))
		}
		anyOrder(t, h, guests, signers, steps)
	}
}

// FuzzAuthOrder is the same for hours.
func FuzzAuthOrder(f *testing.F) {
	f.Add([]byte{0, 18, 4})
	f.Add([]byte{2, 3, 0, 24, 5})
	f.Add([]byte{36, 10, 16, 22})
	h, guests := reception(f)
	signers := threeKeys(f)
	f.Fuzz(func(t *testing.T, steps []byte) { anyOrder(t, h, guests, signers, steps[:min(len(steps), 30)]) })
}
