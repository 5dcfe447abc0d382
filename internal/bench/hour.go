package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"
	"time"

	"convene/internal/room"
	"convene/internal/workshop/roster"
	"convene/server"
	"convene/server/guard"
)

// What an hour and an idle minute in the linear face may cost, both ways, with
// all that SSH adds.
const (
	mostHour   = 200_000 // bytes
	mostMinute = 1000
)

// hurry is how much faster than people's the hour goes: what depends on seconds,
// the server's pings and the pauses between keys, goes as much faster.
const hurry = 80

// The people of the hour: who leads it, who only takes part, and who does so
// without a terminal and in the other language. All three are there line by line;
// everyone else acts by commands, as if at other faces.
const (
	leads = iota
	pipes
	takesPart
	inLines
	hourPeople = 15
)

// hour is an hour of a workshop, played through (hour_script.go). The server is
// in this process: its bytes are counted, and the hour's clock is its clock.
type hour struct {
	ctx    context.Context
	hall   Hall
	room   *room.Room
	clock  atomic.Int64 // how far the hour's time is ahead of ours
	began  time.Time
	people [inLines]*liner
	wires  [inLines]*wire
	err    error // the first that went wrong; nothing is done after it
	did    map[string]int
	kinds  []string // of did, in order
}

// wire counts what a connection carries each way.
type wire struct {
	net.Conn
	up, down, packets atomic.Int64
}

func (c *wire) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.down.Add(int64(n))
	c.packets.Add(1)
	return n, err
}

func (c *wire) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.up.Add(int64(n))
	c.packets.Add(1)
	return n, err
}

func (c *wire) sum() int64 { return c.up.Load() + c.down.Load() }

// hours plays an hour, and an idle minute in real time, and counts what both cost.
func (c Config) hours(ctx context.Context, w io.Writer) (all []must, err error) {
	err = inFolder(func(dir string) error {
		h := &hour{ctx: ctx, did: map[string]int{}}
		if h.hall, err = Prepare(ctx, dir, Plan{People: hourPeople}); err != nil {
			return err
		}
		return h.with(func() error {
			if err := h.play(); err != nil {
				return fmt.Errorf("the hour: %w", err)
			}
			lasted := h.now().Sub(h.began)
			spent := h.spent()
			minute, err := h.idle(c.Hour)
			if err != nil {
				return fmt.Errorf("the idle minute: %w", err)
			}
			h.print(w, lasted, spent, minute, c.Hour)
			all = h.musts(lasted, spent, minute)
			return nil
		})
	})
	return all, err
}

// spent is what each of the three has cost so far.
func (h *hour) spent() (sums [inLines]int64) {
	for i, x := range h.wires {
		sums[i] = x.sum()
	}
	return sums
}

// with serves the hall, brings the three in, and ends it all behind work.
func (h *hour) with(work func() error) (err error) {
	ctx, cancel := context.WithCancel(h.ctx)
	s, err := server.Listen(ctx, server.Config{
		Listen: "127.0.0.1:0", Data: h.hall.Dir, Exempt: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Logger: quiet(), Now: h.now, Limits: guard.Limits{Age: time.Second / hurry},
	})
	if err != nil {
		cancel()
		return err
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	defer func() { cancel(); err = errors.Join(err, <-served) }()
	var leave func()
	if h.room, leave, err = s.House().Rooms.Enter(ctx, h.hall.ID); err != nil {
		return err
	}
	defer leave()
	h.do("", roster.Grant{Seat: h.seat(leads), Role: roster.Host})
	h.began = h.now()
	for i := range h.people {
		if err := h.come(s.Addr(), i); err != nil {
			return err
		}
		defer h.people[i].close()
	}
	return errors.Join(h.err, work())
}

// come brings one of the three in by their key.
func (h *hour) come(addr string, i int) error {
	c := h.hall.call(addr, i)
	c.w, c.h = 80, 24
	if i == pipes {
		c.w, c.h = 0, 0
	}
	c.link = func(raw net.Conn) net.Conn { h.wires[i] = &wire{Conn: raw}; return h.wires[i] }
	l, err := c.lines(h.ctx)
	if err != nil {
		return err
	}
	h.people[i] = l
	l.gap = perKey / hurry
	return l.does(h.ctx, map[string]string{"en": "Type 1", "es": "Escriba 1"}[h.hall.People[i].Lang], "1")
}

// perKey is how long people take from key to key: three a second.
const perKey = time.Second / 3

func (h *hour) now() time.Time { return time.Now().Add(time.Duration(h.clock.Load())) }

// passes moves the hour's clock on.
func (h *hour) passes(d time.Duration) { h.clock.Add(int64(d)) }

func (h *hour) seat(i int) roster.SeatID { return h.hall.People[i].Seat }

// others are those who are not there line by line.
func (h *hour) others() []roster.SeatID {
	var all []roster.SeatID
	for i := inLines; i < hourPeople; i++ {
		all = append(all, h.seat(i))
	}
	return all
}

// do has somebody at another face do something, or the server itself.
func (h *hour) do(seat roster.SeatID, body any) {
	if h.err == nil {
		if err := h.room.Do(h.ctx, room.NewCommand(seat, body)); err != nil {
			h.err = fmt.Errorf("%T: %w", body, err)
		}
	}
}

// happened counts something that happened, and waits until all who were to hear of it
// have, so that nothing is told together that an hour would tell apart.
func (h *hour) happened(what string, took time.Duration) {
	if !slices.Contains(h.kinds, what) {
		h.kinds = append(h.kinds, what)
	}
	h.did[what]++
	h.passes(took)
	h.settle()
}

// settle waits until nothing more comes to the three.
func (h *hour) settle() {
	for before := [inLines]int64{-1}; h.err == nil && before != h.spent(); {
		before = h.spent()
		time.Sleep(2 * time.Second / hurry)
	}
}

// hears has one of the three wait for words.
func (h *hour) hears(i int, words ...string) {
	if h.err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(h.ctx, patience)
	defer cancel()
	if err := h.people[i].hears(ctx, words...); err != nil {
		h.err = fmt.Errorf("person %d: %w", i, err)
	}
}

// types has one of the three type a line, after a moment, and hear words. Where
// nobody sees when a line is begun, it is asked whether the first one after the room
// moved is meant for the new question.
func (h *hour) types(i int, line string, words ...string) {
	for h.err == nil {
		h.settle()
		h.passes(moment + time.Duration(len(line))*perKey)
		ctx, cancel := context.WithTimeout(h.ctx, patience)
		which, err := 0, h.people[i].types(line)
		if err == nil {
			which, err = h.people[i].hearsOne(ctx, words[0], meant)
		}
		cancel()
		if err != nil {
			h.err = fmt.Errorf("person %d at %q: %w", i, line, err)
		}
		if i == takesPart {
			h.happened("lines typed by the one with a terminal", 0)
		}
		if which == 0 {
			break
		}
		line = "sí"
	}
	h.hears(i, words[1:]...)
}

// meant is the end of the question whether a line is meant for what is asked now.
const meant = "¿Su línea es para esa?"

// moment is how long somebody takes to hear a question and begin to type.
const moment = 3 * time.Second

// print prints what the hour held and cost.
func (h *hour) print(w io.Writer, lasted time.Duration, spent, minute [inLines]int64, idle time.Duration) {
	fmt.Fprintf(w, "line by line: %s of a workshop of %d people at %d times its speed\n", lasted.Round(time.Minute), hourPeople, hurry)
	for _, kind := range h.kinds {
		fmt.Fprintf(w, "  %5d %s\n", h.did[kind], kind)
	}
	fmt.Fprintf(w, "%-58s %9s %9s %9s %11s\n", "bytes, with what SSH adds", "down", "up", "both", "+ TCP, IP")
	for i, who := range [inLines]string{"the host, with a terminal", "somebody without a terminal, in Spanish", "somebody with a terminal"} {
		x := h.wires[i]
		fmt.Fprintf(w, "  %-56s %9d %9d %9d %11d\n", who, x.down.Load(), x.up.Load(), spent[i], spent[i]+header*x.packets.Load())
	}
	fmt.Fprintf(w, "  %-56s %29d\n\n", fmt.Sprintf("an idle minute while ten type (from %s)", idle), slices.Max(minute[:]))
}

func (h *hour) musts(lasted time.Duration, spent, minute [inLines]int64) []must {
	scaled := func(n int64) int64 { return int64(float64(n) * float64(time.Hour) / float64(max(lasted, time.Hour))) }
	var all []must
	add := func(what string, is, most int64) {
		all = append(all, must{what: what, is: num(float64(is)), limit: num(float64(most)), missed: is > most, judged: true})
	}
	add("line by line: bytes of an hour with a terminal", scaled(spent[takesPart]), mostHour)
	add("line by line: bytes of an hour without a terminal", scaled(spent[pipes]), mostHour)
	add("line by line: bytes of the host's hour", scaled(spent[leads]), mostHour)
	add("line by line: bytes of an idle minute", slices.Max(minute[:]), mostMinute)
	return all
}
