// Package linear is the line-by-line face: append-only lines, numbered choices,
// typed words; no cursor movement, no repainting, no Bubble Tea. It serves screen
// readers, slow links, scripts of a terminal, and the few lines at the door that
// everyone sees before any drawing (domain R-05, design §5).
//
// A task (task.go) is what the room asks of a person now; each exercise makes its
// own in a script of its own. News (news.go) are what others did, each told once.
//
// Concurrency: one goroutine per session, the caller's of Run, reads lines, gives
// commands and waits for them; it may block on its terminal, the room and the
// desk, and on nothing else. What the room does meanwhile waits until the line
// being typed is sent. It ends with the person, the room or its context.
package linear

import (
	"context"
	"log/slog"
	"time"

	"convene/internal/access"
	"convene/internal/desk"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// Deps is what every line-by-line session shares.
type Deps struct {
	Lib  *library.Library
	Desk Desk
	Log  *slog.Logger
	Now  func() time.Time
	// Address is where people connect, as "host:port"; it stands in the lines
	// that take the document home.
	Address string
}

// Desk is what this face needs of the front desk; *desk.Desk does it.
type Desk interface {
	Door
	HostDesk
}

// Door is what the front desk does for anyone.
type Door interface {
	Take(ctx context.Context, r *room.Room, g *desk.Guest, about roster.About, lang, face string) (roster.SeatID, string, error)
	Return(ctx context.Context, id string, g *desk.Guest, words string) (room.Sitter, error)
	WriteIn(ctx context.Context, r *room.Room, scribe room.Sitter, about roster.About, lang string) (roster.SeatID, error)
	NewWords(ctx context.Context, id string, who room.Sitter, lang string) (string, error)
	Prefer(ctx context.Context, id string, seat roster.SeatID, lang, face string) error
	SignIn(ctx context.Context, r *room.Room, g *desk.Guest, seat roster.SeatID, phrase string) (roster.Role, string, error)
}

// HostDesk is what the front desk does for a host.
type HostDesk interface {
	Code(ctx context.Context, id string) (access.Code, error)
	NewCode(ctx context.Context, r *room.Room, host roster.SeatID) (access.Code, error)
	OnceWords(ctx context.Context, r *room.Room, host, seat roster.SeatID, lang string) (string, error)
	EndSeat(ctx context.Context, r *room.Room, host, seat roster.SeatID) error
	SetStatus(ctx context.Context, r *room.Room, by roster.SeatID, s workshop.Status) error
	IssueDelegate(ctx context.Context, r *room.Room, host roster.SeatID, nation safetext.Text, lang string) (string, error)
}

var _ Desk = (*desk.Desk)(nil)
