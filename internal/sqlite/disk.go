package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// What can be wrong with the folder, as the sentence that says it to everyone.
const (
	// TroubleLow: little room is left on the disk. Everything is saved still.
	TroubleLow = "trouble.disk_low"
	// TroubleFull: there is no room. Reading works, nothing new is saved.
	TroubleFull = "trouble.disk_full"
	// TroubleDisk: the disk takes nothing. Reading works where it can.
	TroubleDisk = "trouble.disk_broken"
)

// The measures of safety §4. On a disk of less than 8 GiB the first two are a
// part of it.
const (
	lowRoom     = 500 << 20 // free bytes below which it is said
	reserveSize = 64 << 20  // kept back, and given up when the disk is full
	alarmWAL    = 256 << 20 // bytes of WAL at which the operator hears of it
	lowPart     = 16
	reservePart = 64
)

// How often the disk is looked at, and how often while something is wrong.
const (
	calmLook    = 2 * time.Second
	troubleLook = 500 * time.Millisecond
)

const reserveFile = "reserve"

// disk watches the folder's disk for a server: it keeps a reserve, says what is
// wrong, and finds out when it no longer is. One goroutine looks, woken by the
// committer when a transaction fails; it ends with the Store.
type disk struct {
	store   *Store
	log     *slog.Logger
	trouble atomic.Pointer[string]
	changed chan struct{} // holds at most one signal
	hurt    chan struct{} // a transaction has failed, or works again
	quit    chan struct{}
	done    chan struct{}
	stopped sync.Once

	reserve sync.Mutex // of the reserve's file

	// Of the goroutine that looks.
	full       bool // until there is room again
	walSaid    bool
	owedSince  time.Time
	erasesSaid bool
}

func newDisk(s *Store, log *slog.Logger) *disk {
	d := &disk{store: s, log: log, changed: make(chan struct{}, 1), hurt: make(chan struct{}, 1),
		quit: make(chan struct{}), done: make(chan struct{})}
	none := ""
	d.trouble.Store(&none)
	return d
}

// Trouble says what is wrong with the folder's disk: one of the Trouble
// sentences, or nothing. Only a Store that was opened with Watch knows.
func (s *Store) Trouble() string {
	if s.disk == nil {
		return ""
	}
	return *s.disk.trouble.Load()
}

// TroubleChanged gives a signal when Trouble has changed; nil without Watch.
func (s *Store) TroubleChanged() <-chan struct{} {
	if s.disk == nil {
		return nil
	}
	return s.disk.changed
}

// WAL is the size of the write-ahead log in bytes, for metrics.
func (s *Store) WAL() int64 {
	info, err := os.Stat(s.databasePath() + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}

func (d *disk) run() {
	defer close(d.done)
	for {
		wait := calmLook
		if d.look() != "" {
			wait = troubleLook
		}
		next := time.NewTimer(wait)
		select {
		case <-d.quit:
			next.Stop()
			return
		case <-d.hurt:
			next.Stop()
		case <-next.C:
		}
	}
}

func (d *disk) stop() {
	d.stopped.Do(func() { close(d.quit) })
	<-d.done
}

// failed is told by the committer, which must not wait.
func (d *disk) failed() {
	select {
	case d.hurt <- struct{}{}:
	default:
	}
}

// look finds out how things are, and says so where that has changed.
func (d *disk) look() string {
	now := d.find()
	if before := *d.trouble.Load(); now != before {
		d.trouble.Store(&now)
		d.log.Warn("the disk", "before", before, "now", now)
		select {
		case d.changed <- struct{}{}:
		default:
		}
	}
	d.lookAtWAL()
	d.lookAtErasing(time.Now())
	return now
}

func (d *disk) find() string {
	health := kind(d.store.committer.health.Load())
	free, total, known := space(d.store.dir)
	low, reserve := min(lowRoom, total/lowPart), min(reserveSize, total/reservePart)
	d.full = d.full || health == full
	if d.full && known && free < reserve {
		return TroubleFull // a small write may still find room, the next does not
	}
	if d.full || health != own {
		health = d.try()
	}
	d.full = health == full
	switch {
	case d.full:
		return TroubleFull
	case health != own:
		return TroubleDisk
	case known && free < low:
		return TroubleLow
	case known:
		d.hold(free-low, reserve)
	}
	return ""
}

// try makes a write that changes nothing, to learn whether writing works again.
func (d *disk) try() kind {
	err := d.store.committer.do(context.Background(), func(t *tx) error {
		var version int
		if _, err := t.one(`PRAGMA user_version`, nil, &version); err != nil {
			return err
		}
		return t.control(fmt.Sprintf(`PRAGMA user_version = %d`, version))
	})
	var f *failure
	switch {
	case err == nil:
		return own
	case errors.As(err, &f):
		return f.kind
	}
	return broken
}

// makeWay gives the reserve up where a server could not even start for want of
// room.
func makeWay(dir string) {
	if free, total, known := space(dir); known && free < min(reserveSize, total/reservePart) {
		_ = os.Remove(filepath.Join(dir, reserveFile)) // what is missing then is said by what needs it
	}
}

// hold makes the reserve if it is missing and there is room for it.
func (d *disk) hold(room, size int64) {
	d.reserve.Lock()
	defer d.reserve.Unlock()
	path := filepath.Join(d.store.dir, reserveFile)
	if info, err := os.Stat(path); err == nil && info.Size() > 0 || room < size || size == 0 {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err == nil {
		err = errors.Join(allocate(f, size), f.Sync(), f.Close())
	}
	if err != nil {
		_ = os.Remove(path)
		d.log.Error("no reserve could be kept", "error", err)
	}
}

// give gives the reserve up for a write that found no room, and reports whether
// there was one.
func (d *disk) give() bool {
	d.reserve.Lock()
	defer d.reserve.Unlock()
	if err := os.Remove(filepath.Join(d.store.dir, reserveFile)); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			d.log.Error("the reserve could not be given up", "error", err)
		}
		return false
	}
	d.failed() // so that it is said
	return true
}

// lookAtWAL says to the operator when the WAL has grown too far, once.
func (d *disk) lookAtWAL() {
	large := d.store.WAL() >= alarmWAL
	if large && !d.walSaid {
		d.log.Warn("the write-ahead log is large: somebody may be reading the database without end", "bytes", d.store.WAL())
	}
	d.walSaid = large
}

// patienceErasing is how long an erasure may stand before the operator hears of
// the reader who holds it up.
const patienceErasing = 10 * time.Second

// lookAtErasing says to the operator when a reader keeps what was erased on the
// disk, once.
func (d *disk) lookAtErasing(now time.Time) {
	if !d.store.Erasing() {
		d.owedSince, d.erasesSaid = time.Time{}, false
		return
	}
	if d.owedSince.IsZero() {
		d.owedSince = now
	}
	if !d.erasesSaid && now.Sub(d.owedSince) >= patienceErasing {
		d.log.Warn("what was erased is still in the write-ahead log: somebody is reading the database; it goes when they end")
		d.erasesSaid = true
	}
}

// writeKey makes a small file of the box, by help of the reserve if need be.
func (s *Store) writeKey(path string, content []byte) error {
	err := writePrivate(path, content)
	if err != nil && s.noRoom(err) {
		err = writePrivate(path, content)
	}
	return err
}

// noRoom reports whether a write failed for want of room and may be tried once
// more, the reserve having been given up for it.
func (s *Store) noRoom(err error) bool {
	return s.disk != nil && (errors.Is(err, syscall.ENOSPC) || kindOf(err) == full) && s.disk.give()
}
