package server

import (
	"os"
	"runtime/debug"
)

// headroom is how much garbage may pile up beside what is in use, in percent.
// What people's screens hold changes little and a delivery leaves about a
// kilobyte, so collecting twice as often as usual costs a percent or two of the
// time and saves a sixth of the memory (performance §3).
const headroom = 50

// collect sets when garbage is collected, unless whoever started the process did.
func collect() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(headroom)
	}
}
