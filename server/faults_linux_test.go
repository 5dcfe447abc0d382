package server_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/forgetful"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// trio is three people who write one section: in English, in Spanish, and one
// who follows it line by line.
type trio struct {
	t     *testing.T
	hall  bench.Hall
	faces []*tuitest.Person
	lines *tuitest.Person
	kept  []string // words that a screen has shown
}

func writing(t *testing.T, addr string, hall bench.Hall) *trio {
	t.Helper()
	w := &trio{t: t, hall: hall}
	for i := range 2 {
		w.faces = append(w.faces, atTheText(t, addr, hall, i))
		w.faces[i].Press(keys.Main)
	}
	third := hall.People[2]
	w.lines = tuitest.Dial(t, addr, hall.Code+"+linear", tuitest.Options{Signer: third.Key, W: 80, H: 60})
	w.lines.See(third.Name)
	w.lines.Type("1\r")
	return w
}

// write has everyone type a word, which each sees.
func (w *trio) write(word string) {
	w.t.Helper()
	for i, p := range w.faces {
		mine := fmt.Sprintf("%s%d", word, i)
		p.Type(mine + " ")
		p.See(mine)
		w.kept = append(w.kept, mine)
	}
}

// see waits until each face says a thing, in its language.
func (w *trio) see(english, spanish string) {
	w.t.Helper()
	w.faces[0].SeeThat(english, func(g tuitest.Grid) bool { return g.Says(english) })
	w.faces[1].SeeThat(spanish, func(g tuitest.Grid) bool { return g.Says(spanish) })
	w.lines.SeeThat(english, func(g tuitest.Grid) bool { return g.Says(english) })
}

// holds looks for every word in what the folder holds.
func (w *trio) holds(dir string) {
	w.t.Helper()
	seen := newShown()
	for _, word := range w.kept {
		seen.words[word] = true
	}
	w.hall.Dir = dir
	compare(w.t, w.hall, seen, 0)
}

// tmpfs is a folder on a disk of its own, of so many MiB.
func tmpfs(t *testing.T, size int) string {
	t.Helper()
	at := t.TempDir()
	if err := syscall.Mount("tmpfs", at, "tmpfs", 0, fmt.Sprintf("size=%dm,mode=700", size)); err != nil {
		t.Skip("no small disk can be had here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(at, 0); err != nil {
			t.Error(err)
		}
	})
	return at
}

// A disk that fills up is said on every face, what was shown is kept, and with
// room again everyone writes on.
func TestFullDiskIsToldAndHeals(t *testing.T) {
	at := tmpfs(t, 16)
	dir := filepath.Join(at, "data")
	hall := full(t, dir, 3)
	p := serves(t, dir, "")
	w := writing(t, p.addr, hall)
	w.write("before")

	weight, err := os.Create(filepath.Join(at, "weight"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range [][]byte{make([]byte, 1<<20), make([]byte, 4096)} {
		for err = nil; err == nil; {
			_, err = weight.Write(block)
		}
	}
	_ = weight.Close()
	w.see("The server's disk is", "El disco del servidor está")
	fillUp(t, w)
	w.see("The server's disk is full", "El disco del servidor está lleno")

	if err := os.Remove(weight.Name()); err != nil {
		t.Fatal(err)
	}
	w.see("Everything works again.", "Todo funciona de nuevo.")
	w.write("after")
	p.end(syscall.SIGKILL)
	w.holds(dir)
}

// fillUp types until the disk takes no more.
func fillUp(t *testing.T, w *trio) {
	t.Helper()
	ctx, end := t.Context(), time.Now().Add(patience)
	for n := 0; !w.faces[0].Grid().Says("disk is full"); n++ {
		if time.Now().After(end) || ctx.Err() != nil {
			t.Fatalf("the disk never was full:\n%s", w.faces[0].Grid())
		}
		w.faces[1].Type(strings.Repeat("x", 50) + " ")
		word := fmt.Sprintf("fill%d", n)
		w.faces[0].Type(word + " ")
		w.faces[0].SeeThat(word+" or why not", func(g tuitest.Grid) bool {
			return g.Says(word) || g.Says("disk is full")
		})
	}
}

// A disk that takes nothing any more, as one that was made read-only or is
// dying, is said on every face; reading goes on, nothing that was shown is lost,
// and the room heals.
func TestDiskThatTakesNothingIsToldAndHeals(t *testing.T) {
	from := folder(t)
	hall := full(t, from, 3)
	disk, err := forgetful.Load(from)
	if err != nil {
		t.Fatal(err)
	}
	at := t.TempDir()
	if err := disk.Mount(at); errors.Is(err, forgetful.ErrUnsupported) {
		t.Skip("no disk fails here: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	p := serves(t, at, "")
	w := writing(t, p.addr, hall)
	for n, with := range []syscall.Errno{syscall.EROFS, syscall.EIO} {
		w.write(fmt.Sprint("before", n, "x"))
		disk.Fail(with)
		for _, face := range w.faces {
			face.Type("lost? ")
		}
		w.see("The server's disk does not answer.", "El disco del servidor no responde.")
		for i, face := range w.faces { // what was there can be read
			face.See(fmt.Sprint("before", n, "x", i))
		}
		disk.Heal()
		w.see("Everything works again.", "Todo funciona de nuevo.")
		w.write(fmt.Sprint("after", n, "x"))
	}
	p.end(syscall.SIGKILL)
	if err := disk.Unmount(); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(t.TempDir(), "left")
	if err := disk.Save(left); err != nil {
		t.Fatal(err)
	}
	w.holds(left)
}

// A server that stands still for a while goes on as if nothing had been: what
// was typed meanwhile is there, and nobody was thrown out.
func TestStoppedServerGoesOn(t *testing.T) {
	dir := folder(t)
	hall := full(t, dir, 3)
	p := serves(t, dir, "")
	w := writing(t, p.addr, hall)
	w.write("before")
	if err := p.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for i, face := range w.faces {
		face.Type(fmt.Sprintf("meanwhile%d ", i))
	}
	still := time.NewTimer(*stopFor)
	defer still.Stop()
	select {
	case <-still.C:
	case <-w.faces[0].Done():
	}
	if err := p.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	for i, face := range w.faces {
		mine := fmt.Sprintf("meanwhile%d", i)
		face.See(mine)
		w.kept = append(w.kept, mine)
	}
	w.write("after")
	p.end(syscall.SIGKILL)
	w.holds(dir)
}

// A server that may open no more files lets nobody more in and says so; those
// who are in go on, their votes' keys and texts included, and the door opens
// again when somebody leaves.
func TestNoMoreFilesHarmNobodyWhoIsIn(t *testing.T) {
	dir := folder(t)
	hall := full(t, dir, 4)
	p := serves(t, dir, `ulimit -n 96; exec "$0" "$@"`)
	w := writing(t, p.addr, hall)
	w.write("before")
	var crowd []net.Conn
	for !w.faces[0].Grid().Says("can let nobody more in") {
		c, err := net.Dial("tcp", p.addr)
		if err != nil {
			t.Fatal(err)
		}
		crowd = append(crowd, c)
		if len(crowd) > 200 {
			t.Fatalf("it lets everyone in:\n%s", w.faces[0].Grid())
		}
		select {
		case <-time.After(20 * time.Millisecond): // a flood is turned away by chance
		case <-t.Context().Done():
		}
	}
	w.see("can let nobody more in", "no puede recibir a nadie más")
	w.write("crowded")
	for _, c := range crowd {
		_ = c.Close()
	}
	w.see("Everything works again.", "Todo funciona de nuevo.")
	arrive(t, p.addr, hall, 3, tuitest.Options{W: 80, H: 24})
	w.write("after")
	p.end(syscall.SIGKILL)
	w.holds(dir)
}
