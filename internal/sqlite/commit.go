package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// waiting is how many writes may stand before the committer; more wait in their
// callers. most is how many it takes into one transaction, so that the first of
// them never waits for a flood behind it.
const (
	waiting = 256
	most    = 256
)

var errStopped = errors.New("the store is closed")

// committer makes every write of a data folder, whoever asks: it takes whatever
// is waiting as one transaction, each piece of work in a savepoint of its own,
// so that one's refusal never fails another, and one sync to disk serves all.
// It never waits for more.
type committer struct {
	jobs    chan *job
	quit    chan struct{}
	done    chan struct{}
	stopped sync.Once
	tx      *tx

	// owed says that the WAL may still hold what was erased: somebody else is
	// reading the database. The committer tries again until it does not.
	owed atomic.Bool

	health atomic.Int32 // kind of what the last transaction failed with; own is well
	// What a server does about a disk that fails; nil elsewhere. room gives up
	// the reserve and reports whether trying again makes sense.
	failed func()
	room   func(error) bool

	rest   time.Duration // restAfter, but in tests
	rested atomic.Int64  // how often settle was tried
	// still gives back to the files the times they have at its call: bringing the
	// WAL in is no writing. nil where nobody looks at them.
	still func() (giveBack func())
}

// job is one piece of work. Exactly one of committer and caller moves its state
// from queued: the caller by giving up, the committer by starting it.
type job struct {
	work  func(*tx) error
	scrub bool // leave nothing of it in the WAL
	state atomic.Int32
	err   error
	done  chan struct{}
}

const (
	queued int32 = iota
	started
	givenUp
)

// newCommitter takes the writing connection for good. run makes it work.
func newCommitter(ctx context.Context, db *sql.DB) (*committer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, openFault(err)
	}
	c := &committer{
		jobs: make(chan *job, waiting), quit: make(chan struct{}), done: make(chan struct{}),
		tx: &tx{conn: conn, prepared: make(map[string]*sql.Stmt)}, rest: restAfter,
	}
	c.owed.Store(true) // what a process that died left in the WAL
	return c, nil
}

// do has work done and returns when it is on disk. A context that ends before
// the work began takes it back; once begun it is waited for, as it is short.
// Errors of work come back as they are; all others are *failure.
func (c *committer) do(ctx context.Context, work func(*tx) error) error {
	return c.submit(ctx, &job{work: work})
}

// doAndScrub is do for work that erases: the WAL is emptied of what was there
// before. Where somebody who reads the database stands in the way it returns all
// the same, since one reader must not hold up everyone's writing, and the
// committer owes it: it tries again, through a restart too, until it is done.
func (c *committer) doAndScrub(ctx context.Context, work func(*tx) error) error {
	return c.submit(ctx, &job{work: work, scrub: true})
}

func (c *committer) submit(ctx context.Context, j *job) error {
	j.done = make(chan struct{})
	select {
	case <-c.quit:
		return &failure{kind: closing, cause: errStopped}
	default:
	}
	select {
	case c.jobs <- j:
	case <-ctx.Done():
		return &failure{kind: busy, cause: ctx.Err()}
	case <-c.quit:
		return &failure{kind: closing, cause: errStopped}
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		if j.state.CompareAndSwap(queued, givenUp) {
			return &failure{kind: busy, cause: ctx.Err()}
		}
	case <-c.done:
		if j.state.CompareAndSwap(queued, givenUp) {
			return &failure{kind: closing, cause: errStopped}
		}
	}
	<-j.done
	return j.err
}

// stop ends the committer after the transaction it is in. It may be called more
// than once.
func (c *committer) stop() {
	c.stopped.Do(func() { close(c.quit) })
	<-c.done
}

func (c *committer) run() {
	defer close(c.done)
	defer c.tx.close()
	batch := make([]*job, 0, most)
	again := time.NewTimer(0)
	defer again.Stop()
	wait := firstScrub
	quiet := time.NewTimer(c.rest)
	defer quiet.Stop()
	for {
		select {
		case <-c.quit:
			return
		case <-quiet.C:
			if !c.settle() {
				quiet.Reset(c.rest)
			}
			continue
		case <-again.C:
			wait = min(2*wait, lastScrub)
			if c.owed.Load() {
				c.scrub()
			}
			if c.owed.Load() {
				again.Reset(wait)
			}
			continue
		case j := <-c.jobs:
			batch = c.takeWaiting(append(batch[:0], j))
		}
		settled := !c.owed.Load()
		c.commit(batch)
		quiet.Reset(c.rest)
		if settled && c.owed.Load() {
			wait = firstScrub
			again.Reset(wait)
		}
		clear(batch) // holds nobody's words until the next
	}
}

func (c *committer) takeWaiting(batch []*job) []*job {
	for len(batch) < most {
		select {
		case j := <-c.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit does a batch's work in one transaction and tells each caller. A job
// its caller gave up is left out: nobody waits for it.
func (c *committer) commit(batch []*job) {
	live := make([]*job, 0, len(batch))
	for _, j := range batch {
		if j.state.CompareAndSwap(queued, started) {
			live = append(live, j)
		}
	}
	if len(live) == 0 {
		return
	}
	c.keep(live)
	for _, j := range live {
		close(j.done)
	}
}

// keep gives each job its error, nil once its work is on disk.
func (c *committer) keep(live []*job) {
	err := c.transact(live)
	if err != nil && c.room != nil && c.room(err) {
		err = c.transact(live)
	}
	c.note(err)
	if err != nil {
		for _, j := range live {
			j.err = err
		}
		return
	}
	scrub := false
	for _, j := range live {
		scrub = scrub || (j.scrub && j.err == nil)
	}
	if !scrub {
		return
	}
	c.scrub()
}

// note keeps how the last transaction went, and tells who watches the disk when
// that has changed. A busy database is nothing that is wrong.
func (c *committer) note(err error) {
	now := own
	var f *failure
	if errors.As(err, &f) && (f.kind == full || f.kind == broken) {
		now = f.kind
	}
	if before := kind(c.health.Swap(int32(now))); before != now && c.failed != nil {
		c.failed()
	}
}

// transact returns an error if none of the jobs' work was kept, or that is not
// known.
func (c *committer) transact(live []*job) error {
	if err := c.tx.control("BEGIN IMMEDIATE"); err != nil {
		return &failure{kind: kindOf(err), cause: err}
	}
	for _, j := range live {
		err := c.inSavepoint(j)
		if err != nil && kindOf(err) != own {
			// SQLite may have rolled back everything by itself.
			_ = c.tx.control("ROLLBACK")
			return &failure{kind: kindOf(err), cause: err}
		}
		j.err = err
	}
	if err := c.tx.control("COMMIT"); err != nil {
		_ = c.tx.control("ROLLBACK")
		k := kindOf(err)
		// A full or busy disk is met before the commit record is written; any
		// other failure may have come after it.
		return &failure{kind: k, unknown: k != full && k != busy, cause: err}
	}
	return nil
}

func (c *committer) inSavepoint(j *job) error {
	if err := c.tx.control("SAVEPOINT job"); err != nil {
		return err
	}
	refused := guarded(j.work, c.tx)
	if refused != nil {
		if kindOf(refused) != own {
			return refused
		}
		if err := c.tx.control("ROLLBACK TO job"); err != nil {
			return err
		}
	}
	if err := c.tx.control("RELEASE job"); err != nil {
		return err
	}
	return refused
}

// guarded keeps one workshop's panic from ending the committer of all. The
// panic's value may hold a person's words, so only its type is told.
func guarded(work func(*tx) error, t *tx) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("sqlite: panic of type %T in a write", v)
		}
	}()
	return work(t)
}
