package server_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"convene/tui/tuitest"
)

// stopPeople are connected when the server is told to stop.
const stopPeople = 40

// SIGTERM with many people: each reads why in their language, on a terminal that
// is as it was; what they saw is there after the restart.
func TestSIGTERMTellsEveryoneAndPutsTerminalsRight(t *testing.T) {
	dir := folder(t)
	hall := full(t, dir, stopPeople)
	p := serves(t, dir, "")
	people := make([]*tuitest.Person, stopPeople)
	for i := range people {
		if i%4 == 3 {
			who := hall.People[i]
			people[i] = tuitest.Dial(t, p.addr, hall.Code+"+linear", tuitest.Options{Signer: who.Key})
			people[i].See(who.Name)
			people[i].Type("1\r")
			continue
		}
		people[i] = arrive(t, p.addr, hall, i, tuitest.Options{W: 70 + i, H: 24})
	}
	writes(t, people[0])
	people[0].Type("lastword ")
	people[2].See("lastword")
	if status := p.end(syscall.SIGTERM); status != 0 {
		t.Errorf("it ended with %d: %s", status, p.errs.String())
	}
	for i, person := range people {
		person.SeeEnd()
		g := person.Grid()
		if g.Alternate || !g.CursorShown {
			t.Errorf("person %d's terminal is not as it was:\n%s", i, g)
		}
		if !g.Says("Please come back in a minute.") && !g.Says("Vuelva en un minuto.") {
			t.Errorf("person %d was not told why:\n%s", i, g)
		}
	}
	if said := p.out.String(); !strings.HasSuffix(said, "Stopped.\n") {
		t.Errorf("it said %q", said)
	}
	if errs := p.errs.String(); strings.Contains(errs, "level=ERROR") {
		t.Errorf("it logged %s", errs)
	}
	if _, err := os.Lstat(filepath.Join(dir, "control.sock")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the control socket is left behind: %v", err)
	}

	p = serves(t, dir, "")
	back := arrive(t, p.addr, hall, 0, tuitest.Options{})
	back.See("lastword")
}
