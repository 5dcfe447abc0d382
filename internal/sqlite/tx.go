package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// tx is the writing connection in the committer's hands. Statements are
// prepared once and kept. No context goes in: one caller's leaving must not
// interrupt a transaction that others share.
type tx struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

func (t *tx) statement(query string) (*sql.Stmt, error) {
	if s, ok := t.prepared[query]; ok {
		return s, nil
	}
	s, err := t.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	t.prepared[query] = s
	return s, nil
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	s, err := t.statement(query)
	if err != nil {
		return 0, err
	}
	r, err := s.Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// one reads at most one row into dest; ok is false if there is none.
func (t *tx) one(query string, args []any, dest ...any) (ok bool, err error) {
	s, err := t.statement(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (t *tx) control(statement string) error {
	_, err := t.exec(statement)
	return err
}

// emptyWAL brings all of the WAL into the database and cuts it to nothing. It
// waits for nobody: whoever reads the database meanwhile makes it fail as busy.
func (t *tx) emptyWAL() (err error) {
	if err := t.control(`PRAGMA busy_timeout = 0`); err != nil {
		return &failure{kind: kindOf(err), cause: err}
	}
	defer func() {
		if failed := t.control(fmt.Sprintf(`PRAGMA busy_timeout = %d`, busyWait.Milliseconds())); err == nil && failed != nil {
			err = &failure{kind: kindOf(failed), cause: failed}
		}
	}()
	var blocked, frames, done int
	if _, err := t.one(`PRAGMA wal_checkpoint(TRUNCATE)`, nil, &blocked, &frames, &done); err != nil {
		return &failure{kind: kindOf(err), cause: err}
	}
	if blocked != 0 {
		return &failure{kind: busy, cause: fmt.Errorf("the WAL is being read by someone else")}
	}
	return nil
}

func (t *tx) close() {
	for _, s := range t.prepared {
		_ = s.Close()
	}
	_ = t.conn.Close()
}
