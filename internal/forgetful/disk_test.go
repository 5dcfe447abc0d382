//go:build linux

package forgetful

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// mounted is a disk that holds "old" with the word before in it.
func mounted(t *testing.T) (d *Disk, at string) {
	t.Helper()
	from := t.TempDir()
	if err := os.WriteFile(filepath.Join(from, "old"), []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Load(from)
	if err != nil {
		t.Fatal(err)
	}
	at = t.TempDir()
	if err := d.Mount(at); errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Unmount(); err != nil {
			t.Error(err)
		}
	})
	return d, at
}

// run does a script in the mounted folder, as a process of its own. It goes there
// by itself: Go would go there between fork and exec, when all of this process
// stands still, the answers to the kernel too.
func run(t *testing.T, at, script string) (said string, err error) {
	t.Helper()
	c := exec.Command("sh", "-ec", `cd "$0"; `+script, at)
	out, err := c.CombinedOutput()
	return string(out), err
}

// left is what the platter holds, by path.
func left(t *testing.T, d *Disk) map[string]string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "left")
	if err := d.Save(to); err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(to), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(to, path))
		files[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOnlyWhatWasSyncedLastsACut(t *testing.T) {
	for _, c := range []struct {
		name, script string
		luck         float64
		want         map[string]string
	}{
		{"bytes that were not synced", `echo after >>old`, 0, map[string]string{"old": "before\n"}},
		{"bytes that were", `echo after >>old; sync old; echo later >>old`, 0, map[string]string{"old": "before\nafter\n"}},
		{"bytes that were not, with luck", `echo after >>old`, 1, map[string]string{"old": "before\nafter\n"}},
		{"a file whose name was not", `echo x >new; sync new`, 0, map[string]string{"old": "before\n"}},
		{"a name whose bytes were not", `echo x >new; sync .`, 0, map[string]string{"old": "before\n", "new": ""}},
		{"a file whose both were", `echo x >new; sync new .`, 0, map[string]string{"old": "before\n", "new": "x\n"}},
		{"a new name", `mv old young`, 0, map[string]string{"old": "before\n"}},
		{"a new name that was synced", `mv old young; sync .`, 0, map[string]string{"young": "before\n"}},
		{"a removed name", `rm old`, 0, map[string]string{"old": "before\n"}},
		{"a removed name that was synced", `rm old; sync .`, 0, map[string]string{}},
		{"a file put in the place of another", `echo x >new; sync new; mv new old; sync .`, 0, map[string]string{"old": "x\n"}},
		{"a folder that builds on another's change", `mkdir d; sync .; echo x >new; sync new; mv new d; sync d`, 0, map[string]string{"old": "before\n", "d/new": "x\n"}},
		{"a cut end", `truncate -s 3 old; sync old; truncate -s 5 old; sync old`, 0, map[string]string{"old": "bef\x00\x00"}},
		{"a cut end that grew unseen", `truncate -s 3 old; truncate -s 5 old; sync old`, 0, map[string]string{"old": "bef\x00\x00"}},
		{"a cut end that was not synced", `truncate -s 3 old`, 0, map[string]string{"old": "before\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, at := mounted(t)
			if said, err := run(t, at, c.script); err != nil {
				t.Fatal(err, said)
			}
			d.cut(rand.New(rand.NewPCG(1, 1)), c.luck)
			if got := left(t, d); !maps.Equal(got, c.want) {
				t.Errorf("left is %q, want %q", got, c.want)
			}
			if _, err := run(t, at, `echo x >anything`); err == nil {
				t.Error("something was written without power")
			}
		})
	}
}

// With some luck a file is there in part: some of its sectors and not others.
func TestACutMayTearAFile(t *testing.T) {
	d, at := mounted(t)
	if said, err := run(t, at, `head -c 65536 /dev/zero | tr '\0' x >old`); err != nil {
		t.Fatal(err, said)
	}
	d.cut(rand.New(rand.NewPCG(1, 1)), 0.5)
	got := []byte(left(t, d)["old"])
	written := bytes.Count(got, bytes.Repeat([]byte("x"), sector))
	if written == 0 || written == 65536/sector {
		t.Errorf("%d of %d sectors were written", written, 65536/sector)
	}
}

func TestADiskThatFailsAndHeals(t *testing.T) {
	d, at := mounted(t)
	for _, with := range []syscall.Errno{syscall.ENOSPC, syscall.EIO, syscall.EROFS} {
		d.Fail(with)
		said, err := run(t, at, `cat old; echo x >>old`)
		if err == nil || !strings.HasPrefix(said, "before") {
			t.Errorf("with %v: %q, %v", with, said, err)
		}
		d.Heal()
	}
	if said, err := run(t, at, `echo x >>old; sync old; cat old`); err != nil || said != "before\nx\n" {
		t.Errorf("healed: %q, %v", said, err)
	}
}

// A seed makes the same cut again.
func TestACutCanBeRepeated(t *testing.T) {
	var all []string
	for range 3 {
		d, at := mounted(t)
		if said, err := run(t, at, `head -c 32768 /dev/zero | tr '\0' x >old; for i in 1 2 3 4 5 6; do echo $i >n$i; done`); err != nil {
			t.Fatal(err, said)
		}
		d.Cut(rand.New(rand.NewPCG(7, 3)))
		files := left(t, d)
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(files)) {
			b.WriteString(name + files[name])
		}
		all = append(all, b.String())
	}
	if all[0] != all[1] || all[1] != all[2] {
		t.Error("the same seed cut differently")
	}
}
