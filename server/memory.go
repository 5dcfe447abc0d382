package server

import (
	"os"
	"runtime/debug"
)

// headroom is how much garbage may pile up beside what is in use, in percent. Each
// collection holds frames up for some milliseconds: half as many as usual make the
// slowest hundredth of keys a sixth faster and cost a tenth of the memory.
const headroom = 200

// collect sets when garbage is collected, unless whoever started the process did.
func collect() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(headroom)
	}
}
