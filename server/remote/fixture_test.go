package remote_test

import (
	"bytes"
	"context"
	"io"
	"net/netip"
	"strings"
	"testing"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/server/remote"

	"log/slog"
)

// house is a whole one below the edge, in a folder of its own, with a workshop.
type house struct {
	t     testing.TB
	lib   *library.Library
	store *sqlite.Store
	rooms *room.House
	desk  *desk.Desk
	verbs *remote.Verbs
	now   time.Time // what the verbs think
	made  desk.Founded
	addr  int
}

// folder is the store as the operator's verbs see it.
type folder struct{ *sqlite.Store }

func (f folder) Backup(ctx context.Context, file string, _ bool) error {
	return f.Store.Backup(ctx, file)
}
func (folder) Fingerprints() (shown, next string, err error) { return "SHA256:invented", "", nil }
func (folder) RotateHostKeys(finish bool) (shown, next string, err error) {
	if finish {
		return "SHA256:another", "", nil
	}
	return "SHA256:invented", "SHA256:another", nil
}

const title = "Rio Claro Family Partnership"

func open(t testing.TB) *house {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	h := &house{t: t, lib: lib, store: store, now: time.Now()}
	h.rooms = room.NewHouse(room.Parts{Log: store.Log(), Box: store.Box(), Codec: workshop.NewCodec(), Snapshots: store.Snapshots(), Folds: workshop.NewFolds()})
	h.desk = desk.New(store, h.rooms, quiet, time.Now)
	h.verbs = remote.New(remote.Parts{
		Lib: lib, Rooms: h.rooms, Desk: h.desk, Folder: folder{store}, Address: "127.0.0.1:2222",
		Now: func() time.Time { return h.now },
	})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := h.rooms.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	create, ok := prepare.Workshop(lib, workshop.Meta{
		Title: safetext.Clean(safetext.Title, title), Zone: "America/Los_Angeles", PublicBody: "no", RetentionDays: 100, Cell: 5,
	}, prepare.Plan{Agenda: "a", Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatal("no agenda a")
	}
	if h.made, err = h.desk.Found(t.Context(), create, "en", h.now); err != nil {
		t.Fatal(err)
	}
	return h
}

// guest is somebody from an address of their own, with a key or without.
func (h *house) guest(key string) *desk.Guest {
	h.addr++
	g := &desk.Guest{Addr: netip.AddrFrom4([4]byte{192, 0, 2, byte(h.addr)})}
	if key != "" {
		g.Key = []byte(key)
	}
	return g
}

// in does something in the workshop's room.
func (h *house) in(do func(*room.Room)) {
	h.t.Helper()
	r, leave, err := h.rooms.Enter(h.t.Context(), h.made.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	defer leave()
	do(r)
}

// seat makes a seat that the key opens, with roles.
func (h *house) seat(key string, roles ...roster.Role) (id roster.SeatID) {
	h.t.Helper()
	h.in(func(r *room.Room) {
		var err error
		about := roster.About{Name: safetext.Clean(safetext.Name, "Rosa "+key)}
		if id, _, err = h.desk.Take(h.t.Context(), r, h.guest(key), about, "en", "full"); err != nil {
			h.t.Fatal(err)
		}
		for _, role := range roles {
			h.give(r, "", roster.Grant{Seat: id, Role: role})
		}
	})
	return id
}

func (h *house) give(r *room.Room, seat roster.SeatID, body any) {
	h.t.Helper()
	if err := r.Do(h.t.Context(), room.NewCommand(seat, body)); err != nil {
		h.t.Fatalf("%T: %v", body, err)
	}
}

// status takes the workshop to its end, or beyond.
func (h *house) status(s workshop.Status) {
	h.t.Helper()
	h.in(func(r *room.Room) {
		if err := h.desk.SetStatus(h.t.Context(), r, "", s); err != nil {
			h.t.Fatal(err)
		}
	})
}

// answer is what came of a line.
type answer struct {
	code     int
	out, err string
}

// ask sends a line as a guest; typed is what they type when asked.
func (h *house) ask(g *desk.Guest, line, typed string) answer {
	return h.call(remote.Call{Guest: g, Code: h.made.Code.String(), Line: line, In: strings.NewReader(typed)})
}

func (h *house) call(c remote.Call) answer {
	h.t.Helper()
	var out, errs bytes.Buffer
	c.Out, c.Err = &out, &errs
	if c.Lang == "" {
		c.Lang = "en"
	}
	code := h.verbs.Run(h.t.Context(), c)
	return answer{code, out.String(), errs.String()}
}

// fault is the sentence a fault has in English.
func (h *house) fault(code string, args ...any) string {
	return h.lib.Words("en").Fault(fault.New(code, args...)) + "\n"
}

// order has the operator's verb done, answering every question with typed.
func (h *house) order(o remote.Order, typed string) answer {
	h.t.Helper()
	var out, errs bytes.Buffer
	code := h.verbs.Operate(h.t.Context(), o, remote.Console{Out: &out, Err: &errs, Ask: func(q string) (string, error) {
		errs.WriteString(q)
		if typed == "" {
			return "", io.EOF
		}
		return typed, nil
	}})
	return answer{code, out.String(), errs.String()}
}

// codeOf is a refusal's code, or empty.
func codeOf(err error) string { return fault.Code(err) }
