package sqlite

import (
	"errors"
	"time"
)

// How soon the WAL is emptied of what was erased after a reader stood in the
// way, and how seldom where one reads without end.
const (
	firstScrub = 5 * time.Millisecond
	lastScrub  = time.Second
)

// restAfter is how long nothing must have been written before the WAL is emptied:
// checkpoints by size alone starve where somebody always reads (safety §4).
const restAfter = 10 * time.Second

// scrub empties the WAL without waiting for anyone, or leaves it owed.
func (c *committer) scrub() {
	err := c.tx.emptyWAL()
	c.owed.Store(err != nil)
	if err != nil && kindOf(err) != busy {
		c.note(err) // no reader: the disk
	}
}

// settle brings the WAL into the database while nobody writes, and reports whether
// it need not be tried again before the next write.
func (c *committer) settle() bool {
	c.rested.Add(1)
	if c.still != nil {
		defer c.still()()
	}
	err := c.tx.emptyWAL()
	if err == nil {
		c.owed.Store(false)
		return true
	}
	c.note(err)
	var f *failure
	return !errors.As(err, &f) || f.kind != busy
}
