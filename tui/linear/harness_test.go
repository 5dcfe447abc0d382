package linear_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/internal/access"
	"convene/internal/ballot/memballot"
	"convene/internal/desk"
	"convene/internal/eventlog/memlog"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// frontDesk seats people without a catalogue.
type frontDesk struct {
	mu    sync.Mutex
	words map[string]roster.SeatID
}

const phrase = "quiet river host"

func (d *frontDesk) Take(ctx context.Context, r *room.Room, _ *desk.Guest, about roster.About, lang, _ string) (roster.SeatID, string, error) {
	seat := roster.SeatID("seat-" + about.Name.String())
	err := r.Do(ctx, room.NewCommand("", roster.Join{Seat: seat, About: about, Lang: lang}))
	d.mu.Lock()
	defer d.mu.Unlock()
	words := "amber lantern " + about.Name.String()
	d.words[words] = seat
	return seat, words, err
}

func (d *frontDesk) Return(_ context.Context, _ string, _ *desk.Guest, words string) (room.Sitter, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if seat, ok := d.words[words]; ok {
		return room.Own(seat), nil
	}
	return room.Sitter{}, fault.New("words_unknown")
}

func (*frontDesk) WriteIn(ctx context.Context, r *room.Room, scribe room.Sitter, about roster.About, lang string) (roster.SeatID, error) {
	seat := seatOf(about.Name.String())
	return seat, r.Do(ctx, room.ForSeat(scribe, roster.WriteIn{Seat: seat, About: about, Lang: lang}))
}

func (*frontDesk) NewWords(context.Context, string, room.Sitter, string) (string, error) {
	return "cedar window morning", nil
}

func (*frontDesk) Prefer(context.Context, string, roster.SeatID, string, string) error { return nil }

func (*frontDesk) SignIn(ctx context.Context, r *room.Room, _ *desk.Guest, seat roster.SeatID, words string) (roster.Role, string, error) {
	if words != phrase {
		return "", "", fault.New("phrase_unknown")
	}
	return roster.Host, "", r.Do(ctx, room.NewCommand("", roster.Grant{Seat: seat, Role: roster.Host}))
}

func (*frontDesk) EndSeat(ctx context.Context, r *room.Room, host, seat roster.SeatID) error {
	return r.Do(ctx, room.NewCommand(host, roster.EndSeat{Seat: seat}))
}

func (*frontDesk) SetStatus(ctx context.Context, r *room.Room, by roster.SeatID, _ workshop.Status) error {
	return r.Do(ctx, room.NewCommand(by, workshop.EndWorkshop{}))
}

func (*frontDesk) Code(context.Context, string) (access.Code, error) { return access.Code{}, nil }

func (*frontDesk) NewCode(context.Context, *room.Room, roster.SeatID) (access.Code, error) {
	return access.Code{}, nil
}

func (*frontDesk) OnceWords(context.Context, *room.Room, roster.SeatID, roster.SeatID, string) (string, error) {
	return "once only", nil
}

func (*frontDesk) IssueDelegate(context.Context, *room.Room, roster.SeatID, safetext.Text, string) (string, error) {
	return "delegate word", nil
}

// hall is a running workshop with a host who acts by commands.
type hall struct {
	t    testing.TB
	room *room.Room
	desk *frontDesk
	lib  *library.Library
	host roster.SeatID
	// refused is told of each command that was refused; set it before anyone comes.
	refused func(c workshop.Command, err error)
	// ahead is how far the faces' clock runs before the room's.
	ahead atomic.Int64
}

func (h *hall) now() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

func open(t testing.TB, agendaID string) *hall {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, lib: lib, desk: &frontDesk{words: map[string]roster.SeatID{}}, refused: func(workshop.Command, error) {}}
	house := room.NewHouse(room.Parts{Log: memlog.New(), Box: memballot.New(), Codec: workshop.NewCodec(), Clock: time.Now,
		Refused: func(c workshop.Command, err error) { h.refused(c, err) }})
	create, ok := prepare.Workshop(lib, workshop.Meta{ID: "w1", Zone: "America/Los_Angeles", PublicBody: "no",
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership")}, prepare.Plan{Agenda: agendaID, Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatalf("no agenda %q", agendaID)
	}
	if err := house.Found(t.Context(), "w1", room.NewCommand("", create)); err != nil {
		t.Fatal(err)
	}
	r, leave, err := house.Enter(t.Context(), "w1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		leave()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := house.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	h.room = r
	h.host = h.sit("Dana Whitfield", "en")
	h.do("", roster.Grant{Seat: h.host, Role: roster.Host})
	return h
}

func (h *hall) do(seat roster.SeatID, body any) {
	h.t.Helper()
	if err := h.room.Do(h.t.Context(), room.NewCommand(seat, body)); err != nil {
		h.t.Fatalf("%T: %v", body, err)
	}
}

func seatOf(name string) roster.SeatID { return roster.SeatID("seat-" + name) }

func (h *hall) sit(name, lang string) roster.SeatID {
	h.t.Helper()
	seat := roster.SeatID("seat-" + name)
	h.do("", roster.Join{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: lang})
	return seat
}

// moveTo takes the room to a step of an exercise.
func (h *hall) moveTo(activity, step string) {
	h.t.Helper()
	a := h.room.Snapshot().Agenda
	for _, item := range a.Items {
		for _, x := range item.Steps {
			if item.Activity == activity && x == step {
				to := a.At
				to.Item, to.Step = item.ID, step
				h.do(h.host, workshop.MoveTo{From: a.At, To: to})
				return
			}
		}
	}
	h.t.Fatalf("no step %s of %s in this agenda", step, activity)
}

// person is somebody at a line-by-line terminal.
type person struct {
	t      testing.TB
	hall   *hall
	words  library.Words
	events chan input.Event
	out    *transcript
	typed  strings.Builder // what they typed
	done   chan linear.Next
	told   error  // that their seat has ended, once done
	cut    func() // cuts the link and waits for the face to end
}

// transcript is what a terminal got. wait is woken by each write.
type transcript struct {
	mu   sync.Mutex
	text strings.Builder
	seen int
	wake chan struct{}
}

func (tr *transcript) Write(p []byte) (int, error) {
	tr.mu.Lock()
	tr.text.Write(p)
	tr.mu.Unlock()
	select {
	case tr.wake <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (tr *transcript) all() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.String()
}

// enter lets somebody in with a terminal; without a seat they come to the door.
func (h *hall) enter(seat roster.SeatID, lang string) *person {
	return h.come(seat, lang, &linear.Console{Echo: true, Width: func() int { return 400 }})
}

// come lets somebody in at a console.
func (h *hall) come(seat roster.SeatID, lang string, console *linear.Console) *person {
	h.t.Helper()
	return h.turn(linear.Person{Guest: &desk.Guest{}, Seat: seat, Lang: lang}, console)
}

// turn lets somebody have a turn at a console.
func (h *hall) turn(who linear.Person, console *linear.Console) *person {
	h.t.Helper()
	p := &person{t: h.t, hall: h, words: h.lib.Words(who.Lang), events: make(chan input.Event, 4096), out: &transcript{wake: make(chan struct{}, 1)}, done: make(chan linear.Next, 1)}
	console.Events, console.Out = p.events, p.out
	ctx, cancel := context.WithCancel(context.Background())
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		next, err := linear.Run(ctx, console,
			linear.Deps{Lib: h.lib, Desk: h.desk, Log: slog.New(slog.DiscardHandler), Now: h.now},
			who, h.room)
		if fault.Code(err) == "seat_ended" {
			p.told = err
		} else if err != nil && ctx.Err() == nil {
			p.t.Errorf("the face ended with %v", err)
		}
		p.done <- next
	}()
	p.cut = func() { cancel(); <-finished }
	h.t.Cleanup(p.cut)
	return p
}

// moment is how long somebody takes to hear a question and begin to type.
const moment = 2 * time.Second

// types sends a line as a person's keys, after a moment.
func (p *person) types(line string) *person {
	p.hall.ahead.Add(int64(moment))
	return p.blurts(line)
}

// blurts sends a line at once.
func (p *person) blurts(line string) *person {
	p.typed.WriteString(line + "\n")
	for _, r := range line {
		p.events <- input.Event{Kind: input.Press, Key: keys.Char(r)}
	}
	p.events <- input.Event{Kind: input.Press, Key: keys.Press(keys.Enter)}
	return p
}

// holds types without sending.
func (p *person) holds(words string) *person {
	p.hall.ahead.Add(int64(moment))
	for _, r := range words {
		p.events <- input.Event{Kind: input.Press, Key: keys.Char(r)}
	}
	return p
}

// hears waits until something is told that was not heard before.
func (p *person) hears(words string) *person {
	p.t.Helper()
	late := time.After(20 * time.Second)
	for {
		p.out.mu.Lock()
		rest := p.out.text.String()[p.out.seen:]
		if i := strings.Index(rest, words); i >= 0 {
			p.out.seen += i + len(words)
			p.out.mu.Unlock()
			return p
		}
		p.out.mu.Unlock()
		select {
		case <-p.out.wake:
		case <-late:
			p.t.Fatalf("never heard %q in:\n%s", words, rest)
		}
	}
}

// asked waits for the prompt at which numbers and words are typed.
func (p *person) asked() *person { return p.hears("Number or word:") }

// goesOn hears the note before an item out, and goes on.
func (p *person) goesOn() *person {
	p.t.Helper()
	return p.hears("1. " + p.words.Say("care.go_on")).types("1")
}

// says answers a prompt for words.
func (p *person) says(words string) *person { return p.hears("Your words").hears(":").types(words) }

// edit inserts words in a text.
func edit(d *text.Doc, at text.Pos, words string) text.Edit {
	return text.Edit{Base: d.Version(), Do: text.Insert{At: at, Text: words}}
}
