package server_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"convene/tui/tuitest"
)

// The restore drill: people are writing, the operator makes a backup beside them,
// the machine is lost, and on a new one everyone comes back to what they saw
// before the backup was made.
func TestRestoreDrill(t *testing.T) {
	dir := folder(t)
	hall := full(t, dir, 3)
	p := serves(t, dir, "")
	w := writing(t, p.addr, hall)
	w.write("before")
	saved := filepath.Join(t.TempDir(), "saved.db")
	asked := make(chan string)
	go func() { asked <- operates(dir, "backup", "--with-keys", saved) }()
	for n, answer := 0, ""; answer == ""; n++ { // they write on meanwhile
		w.faces[0].Type(fmt.Sprint("during", n, " "))
		select {
		case answer = <-asked:
			if !strings.Contains(answer, "Copied to") {
				t.Fatal(answer)
			}
		default:
		}
	}
	p.end(syscall.SIGKILL)
	drill(t, w, filepath.Join(t.TempDir(), "new"), saved)
}

// The same from a backup that nobody asked for, after the database is lost and the
// rest of the folder is not.
func TestRestoreDrillFromTheSchedule(t *testing.T) {
	dir := folder(t)
	hall := full(t, dir, 3)
	p := serves(t, dir, "", "--backup-every", "1s")
	w := writing(t, p.addr, hall)
	w.write("before")
	since := time.Now()
	var saved string
	until(t, "a backup", func() bool {
		files, _ := filepath.Glob(filepath.Join(dir, "backups", "auto-*.db"))
		for _, file := range files {
			if info, err := os.Stat(file); err == nil && info.ModTime().After(since.Add(2*time.Second)) {
				saved = file
			}
		}
		w.faces[0].Type("x") // nothing new, no backup
		return saved != ""
	})
	p.end(syscall.SIGKILL)
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(dir, "convene.db"+end)); err != nil {
			t.Fatal(err)
		}
	}
	drill(t, w, dir, saved)
}

// drill restores a backup into a folder, and lets somebody in there.
func drill(t *testing.T, w *trio, dir, saved string) {
	t.Helper()
	if said := operates(dir, "restore", saved); !strings.Contains(said, saved) {
		t.Fatal(said)
	}
	if said := operates(dir, "check"); strings.Contains(said, "exit status") {
		t.Error(said)
	}
	w.holds(dir)
	p := serves(t, dir, "")
	arrive(t, p.addr, w.hall, 0, tuitest.Options{}).See(w.kept[0])
}

// operates runs one verb of the program's and gives all it said.
func operates(dir string, args ...string) string {
	path, err := binary()
	if err != nil {
		return err.Error()
	}
	c := exec.Command(path, append(args, "--data", dir)...)
	c.Env = append(os.Environ(), "LC_ALL=C")
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Sprintf("%s%v", out, err)
	}
	return string(out)
}
