package bench

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of processor time in /proc; it is the same on every Linux.
const tick = 10 * time.Millisecond

// Usage is the processor time that the process has taken and the memory it
// holds, in bytes. It needs /proc.
func (p *Process) Usage() (cpu time.Duration, memory int64, err error) {
	dir := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	stat, err := os.ReadFile(dir + "stat")
	if err != nil {
		return 0, 0, err
	}
	// The second field is the program's name in brackets and may hold anything.
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, 0, errors.New("stat is too short")
	}
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, 0, err
		}
		cpu += time.Duration(n) * tick
	}
	pages, err := os.ReadFile(dir + "statm")
	if err != nil {
		return 0, 0, err
	}
	if f := strings.Fields(string(pages)); len(f) > 1 {
		n, err := strconv.ParseInt(f[1], 10, 64)
		if err != nil {
			return 0, 0, err
		}
		memory = n * int64(os.Getpagesize())
	}
	return cpu, memory, nil
}

// own is the processor time that this process has taken.
func own() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// jiffies are what all processors together have spent since the machine started,
// busy and in all; 0 where nobody tells.
func jiffies() (busy, all float64) {
	raw, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(raw), "\n")
	for i, f := range strings.Fields(line) {
		n, err := strconv.ParseFloat(f, 64)
		if i == 0 || i > 8 || err != nil { // guests' time is in the others
			continue
		}
		all += n
		if i != 4 && i != 5 { // idle, and idle for the disk's sake
			busy += n
		}
	}
	return busy, all
}

// busySince is the share of all processors that was taken since, by whoever.
func busySince(busy, all float64) float64 {
	b, a := jiffies()
	return (b - busy) / max(1, a-all)
}
