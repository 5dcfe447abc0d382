package sqlite

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"convene/internal/access"
	"convene/internal/fault"
)

// What lies in the folder. All of it is 0600, folders 0700.
const (
	databaseFile  = "convene.db"
	lockFile      = "LOCK"
	secretFile    = "secret"
	pollsFolder   = "polls"
	backupsFolder = "backups"
)

// prepareFolder makes the folder and those in it, or refuses one that others
// can look into. It tightens an empty one only: what else lies in a full one is
// not ours to change.
func prepareFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.New("data.unwritable", "dir", dir).With(err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fault.New("data.unwritable", "dir", dir).With(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) > 0 {
			return fault.New("data.exposed", "path", dir, "want", "700").With(err)
		}
		if err := os.Chmod(dir, 0o700); err != nil {
			return fault.New("data.exposed", "path", dir, "want", "700").With(err)
		}
	}
	if isNetworkDisk(dir) {
		return fault.New("data.network", "dir", dir)
	}
	for _, sub := range []string{pollsFolder, backupsFolder} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return fault.New("data.unwritable", "dir", dir).With(err)
		}
	}
	return nil
}

// takeLock takes the folder for this process. It also tells whether the last
// one left without Close: the file then still holds its mark.
func takeLock(dir string) (f *os.File, unclean bool, err error) {
	f, err = os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, false, fault.New("data.unwritable", "dir", dir).With(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, false, fault.New("data.locked", "dir", dir).With(err)
		}
		return nil, false, fault.New("data.unwritable", "dir", dir).With(err)
	}
	var mark [1]byte
	n, _ := f.ReadAt(mark[:], 0)
	_, err = f.WriteAt([]byte{'1'}, 0)
	if err = errors.Join(err, f.Sync()); err != nil {
		_ = f.Close()
		return nil, false, fault.New("data.unwritable", "dir", dir).With(err)
	}
	return f, n == 1, nil
}

func releaseLock(f *os.File, clean bool) error {
	if clean {
		_ = f.Truncate(0) // at worst the next start looks once more than needed
	}
	return f.Close()
}

// loadSecret reads the server's secret, or makes it on the first start.
func loadSecret(dir string) (access.Secret, error) {
	path := filepath.Join(dir, secretFile)
	b, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		made := access.NewSecret()
		if err := writePrivate(path, made.Bytes()); err != nil {
			return access.Secret{}, fault.New("data.unwritable", "dir", dir).With(err)
		}
		return made, nil
	}
	if err != nil {
		return access.Secret{}, err
	}
	s, err := access.SecretFrom(b)
	if err != nil {
		return s, fault.New("data.damaged", "path", path).With(err)
	}
	return s, nil
}

// ensurePrivate makes the file if it is missing, so that SQLite, which gives
// its journals the modes of the database, never makes an open one.
func ensurePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New("data.unwritable", "dir", filepath.Dir(path)).With(err)
	}
	defer f.Close()
	return checkPrivate(f)
}

func checkPrivate(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return fault.New("data.unwritable", "dir", filepath.Dir(f.Name())).With(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fault.New("data.exposed", "path", f.Name(), "want", "600")
	}
	return nil
}

// readPrivate reads a small file that must be its owner's alone.
func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := checkPrivate(f); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(f, 4096))
}

// writePrivate makes a file whole or not at all, and returns when it is on disk.
func writePrivate(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), newPrefix+"*") // 0600 by itself
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// shred overwrites a file, unlinks it, and returns when that is on disk. On
// disks that write elsewhere what was there may last (safety §5.4). No error if
// there is none.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = f.WriteAt(make([]byte, info.Size()), 0)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// zeros writes a file full of noughts.
func zeros(f *os.File, size int64) error {
	block := make([]byte, 1<<20)
	for size > 0 {
		n, err := f.Write(block[:min(size, int64(len(block)))])
		if err != nil {
			return err
		}
		size -= int64(n)
	}
	return nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
