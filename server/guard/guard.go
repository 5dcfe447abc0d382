// Package guard stands between the SSH library and the rest of the house, so
// that a bad terminal harms only itself.
//
// It owns what a client can do to one connection and one session: the sizes it
// may claim, the environment, channels and requests it may send, how fast it
// may type, and how long it may leave output unread. It knows no workshop and
// no person.
//
// Concurrency: a [Conn] and a [Link] exist once per connection, a [Session]
// once per session channel. Each session has three goroutines of its own: one
// that answers its requests and never waits for anything else, one that runs
// the handler, and one that pings. Only the handler's side may block, in Read
// and Write; both end when the channel or the connection does. Whatever a
// silent client could hold up is ended by a timer that closes the connection.
package guard

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// Why a session's context ended, as context.Cause tells it.
var (
	// ErrGone says that the client closed the session or its connection.
	ErrGone = errors.New("guard: the client is gone")
	// ErrStalled says that the client left output or a ping unanswered for
	// longer than [Limits.Silence], so its connection was closed.
	ErrStalled = errors.New("guard: the client does not answer")
	// ErrDone says that the session's own handler has returned.
	ErrDone = errors.New("guard: the session is over")
)

// Limits says how much one client may do. The zero value of a field stands for
// the default that [Limits.Filled] gives; tests shorten the durations.
type Limits struct {
	// Channels is the most sessions one connection may have at a time.
	Channels int
	// Refusals is how many channels of one connection are refused before it is
	// closed: each answer costs a write, and no program asks for so many.
	Refusals int
	// EnvCount and EnvBytes bound the environment a client may send: accepted
	// variables, and bytes of one request (safety §1.4).
	EnvCount, EnvBytes int
	// CommandBytes is the longest command line taken.
	CommandBytes int
	// Resize is the least time between two sizes given to a session.
	Resize time.Duration
	// InputRate and InputBurst bound what one session may type, in bytes a
	// second and in bytes at once (safety §2). More waits; nothing is lost. The
	// burst holds two of the longest pastes, and no more: keys by the megabyte
	// would keep everybody waiting while they are read.
	InputRate, InputBurst int
	// WireRate and WireBurst bound everything one connection sends, before it
	// is decrypted: requests, ignored packets and key exchanges cost us work
	// too. They are generous enough that no person ever meets them.
	WireRate, WireBurst int
	// Credit is how many bytes may be unanswered before no further frame is
	// sent, and how many make a ping due (design §6).
	Credit int
	// Backlog is how many bytes may be unanswered before Write waits. It is
	// above Credit so that a stream of output keeps a slow link busy, and low
	// enough that a slow link answers within Silence.
	Backlog int
	// Lag is how long an answer may take before less than Credit may be
	// unanswered: on a slow link frames would queue, and a person's own key with
	// them.
	Lag time.Duration
	// Age is how old unanswered output may grow before a ping is due.
	Age time.Duration
	// Silence is how long a ping may stay unanswered, a write blocked, or a
	// closed channel unconfirmed, before the connection is closed.
	Silence time.Duration
	// Settle is how long a new channel may take to say what it is for.
	Settle time.Duration
	// Empty is how long a connection may live without any session.
	Empty time.Duration
	// Linger is how long a terminal's session stays open after its last byte,
	// so that late replies of the terminal reach us and not its shell.
	Linger time.Duration
	// Subsystems are the subsystem names that may be asked for.
	Subsystems []string
}

// Filled returns l with every zero field set to its default.
func (l Limits) Filled() Limits {
	l.Channels = cmp.Or(l.Channels, 8)
	l.Refusals = cmp.Or(l.Refusals, 64)
	l.EnvCount = cmp.Or(l.EnvCount, 32)
	l.EnvBytes = cmp.Or(l.EnvBytes, 4<<10)
	l.CommandBytes = cmp.Or(l.CommandBytes, 4<<10)
	l.Resize = cmp.Or(l.Resize, 100*time.Millisecond)
	l.InputRate = cmp.Or(l.InputRate, 64<<10)
	l.InputBurst = cmp.Or(l.InputBurst, 128<<10)
	l.WireRate = cmp.Or(l.WireRate, 96<<10)
	l.WireBurst = cmp.Or(l.WireBurst, 512<<10)
	l.Credit = cmp.Or(l.Credit, 4<<10)
	l.Backlog = cmp.Or(l.Backlog, 16<<10)
	l.Lag = cmp.Or(l.Lag, time.Second)
	l.Age = cmp.Or(l.Age, time.Second)
	l.Silence = cmp.Or(l.Silence, 20*time.Second)
	l.Settle = cmp.Or(l.Settle, 15*time.Second)
	l.Empty = cmp.Or(l.Empty, 2*time.Minute)
	l.Linger = cmp.Or(l.Linger, 200*time.Millisecond)
	return l
}

// Contain recovers a panic of the goroutine that defers it, so that it ends one
// session and never the process. It logs what was being done, the panic's type
// and the stack, never its value, which may hold a person's words; then it runs
// then, if there is one. It must be deferred directly: called from another
// deferred function it recovers nothing. [Container] is for that.
func Contain(log *slog.Logger, what string, then func()) {
	if value := recover(); value != nil {
		contained(log, what, value, then)
	}
}

// Container returns Contain as a function to be deferred by somebody else, who
// must defer it directly.
func Container(log *slog.Logger, what string, then func()) func() {
	return func() {
		if value := recover(); value != nil {
			contained(log, what, value, then)
		}
	}
}

func contained(log *slog.Logger, what string, value any, then func()) {
	log.Error("panic contained", "in", what, "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
	if then == nil {
		return
	}
	defer func() {
		if value := recover(); value != nil {
			log.Error("panic contained", "in", what+", cleaning up", "type", fmt.Sprintf("%T", value))
		}
	}()
	then()
}
