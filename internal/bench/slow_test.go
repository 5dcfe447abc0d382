package bench

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// onSlow gives both ends of a slow link, in a time of its own.
func onSlow(t *testing.T, test func(t *testing.T, here *slowConn, there net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		here := slowest().over(near)
		test(t, here, far)
		_, _ = here.Close(), far.Close()
	})
}

// through is how long so many bytes take through the narrow place, in packets of
// the greatest length.
func through(n int) time.Duration {
	packets := (n + payload - 1) / payload
	return time.Duration(float64(n+packets*header) / slowest().Rate * float64(time.Second))
}

// near reports whether a time is another but for a rounded nanosecond a packet.
func near(a, b time.Duration) bool { return (a - b).Abs() < time.Microsecond }

// However much is sent at once, it all comes in order, at the link's own pace,
// both ways at the same time.
func TestSlowLinkCarriesAtItsPace(t *testing.T) {
	onSlow(t, func(t *testing.T, here *slowConn, there net.Conn) {
		words := bytes.Repeat([]byte("0123456789"), 1000)
		began := time.Now()
		done := make(chan time.Duration, 2)
		read := func(from io.Reader) {
			got := make([]byte, len(words))
			if _, err := io.ReadFull(from, got); err != nil || !bytes.Equal(got, words) {
				t.Errorf("it came as %d bytes, %v", len(got), err)
			}
			done <- time.Since(began)
		}
		go read(here)
		go read(there)
		go func() { _, _ = there.Write(words) }()
		if _, err := here.Write(words); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if took, want := <-done, through(len(words))+300*time.Millisecond; !near(took, want) {
				t.Errorf("%d bytes took %v, not %v", len(words), took, want)
			}
		}
		if n, all := here.carried(); n != 20_000 || all != 20_000+2*19*header {
			t.Errorf("%d bytes were carried, %d with headers", n, all)
		}
	})
}

// A key and its answer take the round trip and no more when nothing is in their
// way, and wait behind what is.
func TestSlowLinkQueues(t *testing.T) {
	onSlow(t, func(t *testing.T, here *slowConn, there net.Conn) {
		ask := func() time.Duration {
			began, one := time.Now(), make([]byte, 1)
			if _, err := here.Write([]byte("k")); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadFull(here, one); err != nil {
				t.Fatal(err)
			}
			return time.Since(began)
		}
		before := make(chan int)
		go func() {
			one := make([]byte, 1)
			for n := range before {
				_, _ = io.ReadFull(there, one)
				_, _ = there.Write(make([]byte, n))
			}
		}()
		alone := 600*time.Millisecond + 2*through(1)
		before <- 1
		if took := ask(); !near(took, alone) {
			t.Errorf("with nothing in the way it took %v, not %v", took, alone)
		}
		before <- 4096 // a whole screen
		_ = ask()
		began, rest := time.Now(), make([]byte, 4095)
		if _, err := io.ReadFull(here, rest); err != nil {
			t.Fatal(err)
		}
		if took, want := time.Since(began), through(4096)-through(payload); !near(took, want) {
			t.Errorf("the rest of a screen took %v, not %v", took, want)
		}
		close(before)
	})
}

// A queue that is full holds whoever sends up, and nothing is lost.
func TestSlowLinkHoldsUp(t *testing.T) {
	onSlow(t, func(t *testing.T, here *slowConn, there net.Conn) {
		got := make(chan int)
		go func() {
			n, _ := io.Copy(io.Discard, there)
			got <- int(n)
		}()
		n := 3 * queued * payload
		began := time.Now()
		if _, err := here.Write(make([]byte, n)); err != nil {
			t.Fatal(err)
		}
		// One packet is on the link besides those that wait.
		took, least := time.Since(began), through(n-(queued+2)*payload)
		if took < least || took > through(n) {
			t.Errorf("%d bytes were taken in %v, of %v", n, took, through(n))
		}
		time.Sleep(through(n))
		synctest.Wait()
		_ = here.Close()
		_ = there.Close()
		if m := <-got; m != n {
			t.Errorf("%d of %d bytes came", m, n)
		}
	})
}

// Hanging up ends whoever waits, on either side, and so does the other side's.
func TestSlowLinkEnds(t *testing.T) {
	for name, end := range map[string]func(here *slowConn, there net.Conn){
		"here":  func(here *slowConn, _ net.Conn) { _ = here.Close() },
		"there": func(_ *slowConn, there net.Conn) { _ = there.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			onSlow(t, func(t *testing.T, here *slowConn, there net.Conn) {
				read := make(chan error)
				go func() {
					_, err := here.Read(make([]byte, 1))
					read <- err
				}()
				synctest.Wait()
				end(here, there)
				if err := <-read; !errors.Is(err, net.ErrClosed) && !errors.Is(err, io.EOF) {
					t.Errorf("the reader is told %v", err)
				}
				_ = here.Close()
				if _, err := here.Write(make([]byte, 2*queued*payload)); !errors.Is(err, net.ErrClosed) {
					t.Errorf("the writer is told %v", err)
				}
			})
		})
	}
}
