// Package migrations holds the steps of the database's schema, in order. A step
// that has been released is never changed: the runner compares its checksum.
package migrations

import "embed"

// Files are the steps: 0001_name.sql and so on, without a gap.
//
//go:embed *.sql
var Files embed.FS
