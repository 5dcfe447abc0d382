package remote

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

const (
	// shelves is how many may be open at once, shelvesHere in one workshop, and
	// shelvesEach by one key there.
	shelves, shelvesHere, shelvesEach = 64, 16, 2
	// shelfAge is how long a shelf shows one moment of the workshop before it
	// looks again.
	shelfAge = 5 * time.Second
	// shelfBytes bounds the documents that a shelf keeps while it is open.
	shelfBytes = 8 << 20
)

// File is something on a shelf.
type File struct {
	Name string // without its folder
	Dir  bool
	Size int64
	Time time.Time
	// Writable says that this person may send it back.
	Writable bool
}

// Shelf is the folder that one person sees over sftp and scp: the documents they
// may take, in their language and under each language's tag, and the agenda.
// Nothing else is there, whatever is asked for, and it has no paths of this
// machine. Rights are those of the one-line face.
//
// A Shelf is safe for concurrent use. Its methods block on rendering and on
// disk, and on nothing a client does. Close gives its place back.
type Shelf struct {
	g     guest // its state and seats are those of the start
	close func()

	mu    sync.Mutex
	now   moment
	taken time.Time // when now was
	made  map[string][]byte
	bytes int
}

// moment is the workshop as one look found it, and the person's seats in it.
type moment struct {
	state *workshop.State
	seats []*roster.Seat
}

// Shelf opens the folder of whoever called. It refuses whoever has no seat that
// is known by key, and one connection too many.
func (v *Verbs) Shelf(ctx context.Context, c Call) (*Shelf, error) {
	g := guest{verbs: v, call: c, words: v.parts.Lib.Words(c.Lang)}
	if err := g.enter(ctx); err != nil {
		return nil, err
	}
	if len(g.seats) == 0 {
		return nil, fault.New("files.key")
	}
	leave, ok := v.shelves.enter(g.id, string(c.Guest.Key))
	if !ok {
		return nil, fault.New("files.busy")
	}
	return &Shelf{g: g, close: leave, now: moment{g.state, g.seats}, taken: v.parts.Now(), made: make(map[string][]byte)}, nil
}

// Close gives the shelf's place back.
func (s *Shelf) Close() { s.close() }

// Words are the sentences of the person's language.
func (s *Shelf) Words() library.Words { return s.g.words }

// List gives what is in a folder. A folder that is not there is fs.ErrNotExist.
func (s *Shelf) List(ctx context.Context, folder string) ([]File, error) {
	lang, ok := s.language(folder)
	if !ok {
		return nil, none()
	}
	at, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	var out []File
	if folder == "/" {
		for _, l := range s.g.verbs.parts.Lib.Languages() {
			out = append(out, File{Name: l.Tag, Dir: true, Time: s.g.verbs.parts.Now()})
		}
		out = append(out, File{Name: agendaName})
	}
	for _, o := range offered() {
		_, somewhere := at.state.Agenda.Now()
		if mayTake(o.kind, at.state, at.seats, false) == nil && (o.kind != sheet || somewhere && at.state.Status == workshop.Open) {
			out = append(out, File{Name: o.name})
		}
	}
	for i, f := range out {
		if !f.Dir {
			if out[i], err = s.file(ctx, at, lang, f.Name); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Stat describes one path. What is not there is fs.ErrNotExist, what this person
// may not take fs.ErrPermission.
func (s *Shelf) Stat(ctx context.Context, path string) (File, error) {
	if _, ok := s.language(path); ok {
		return File{Name: base(path), Dir: true, Time: s.g.verbs.parts.Now()}, nil
	}
	lang, name, ok := s.split(path)
	if !ok {
		return File{}, none()
	}
	at, err := s.look(ctx)
	if err != nil {
		return File{}, err
	}
	return s.file(ctx, at, lang, name)
}

// Read gives a file whole, as it stands now.
func (s *Shelf) Read(ctx context.Context, path string) ([]byte, error) {
	lang, name, ok := s.split(path)
	if !ok {
		return nil, none()
	}
	at, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	return s.body(ctx, at, lang, name)
}

// MayWrite says whether this person may write a path at all.
func (s *Shelf) MayWrite(ctx context.Context, path string) error {
	at, err := s.look(ctx)
	if err != nil {
		return err
	}
	if path != "/"+agendaName || planner(at.seats) == nil {
		return fault.New("files.name").With(fs.ErrPermission)
	}
	return nil
}

// Write takes a file that was sent back, whole: the agenda. What can't be
// understood, or was overtaken by another's change, changes nothing.
func (s *Shelf) Write(ctx context.Context, path string, body []byte) error {
	if err := s.MayWrite(ctx, path); err != nil {
		return err
	}
	at, err := s.look(ctx)
	if err != nil {
		return err
	}
	r, leave, err := s.g.verbs.parts.Rooms.Enter(ctx, s.g.id)
	if err != nil {
		return err
	}
	defer leave()
	v := view{s.g.verbs, r.Snapshot().State, s.g.words, r.Snapshot().Screens()}
	change, err := v.readAgenda(body)
	if err != nil {
		return err
	}
	if err := r.Do(ctx, room.ForSeat(room.Own(planner(at.seats).ID), change)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = time.Time{} // what is read next is the agenda as it is now
	return nil
}

// planner is the first of a person's seats that prepares the workshop, or nil:
// it takes every document at any time and may change the agenda, which the
// domain judges once more.
func planner(seats []*roster.Seat) *roster.Seat {
	for _, seat := range seats {
		if seat.Has(roster.Host) || seat.Has(roster.CoHost) || seat.Has(roster.Coordinator) {
			return seat
		}
	}
	return nil
}

// look gives the workshop as it is, or was less than shelfAge ago, and forgets
// the documents of an earlier state. Whoever lost their seat, or whose record is
// kept no longer, is refused.
func (s *Shelf) look(ctx context.Context) (moment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.g.verbs.parts.Now()
	if now.Sub(s.taken) < shelfAge {
		return s.now, nil
	}
	g := s.g
	if err := g.read(ctx, g.id); err != nil {
		return moment{}, err
	}
	next := moment{state: g.state}
	for _, old := range s.g.seats {
		if seat := g.state.Roster.Seat(old.ID); seat != nil && !seat.Ended {
			next.seats = append(next.seats, seat)
		}
	}
	if len(next.seats) == 0 {
		return moment{}, fault.New("files.key").With(fs.ErrPermission)
	}
	if s.now.state.Seq != next.state.Seq {
		s.made, s.bytes = make(map[string][]byte), 0
	} else {
		next.state = s.now.state
	}
	s.now, s.taken = next, now
	return next, nil
}

// file describes one file; its size is that of what a reader gets.
func (s *Shelf) file(ctx context.Context, at moment, lang, name string) (File, error) {
	body, err := s.body(ctx, at, lang, name)
	if err != nil {
		return File{}, err
	}
	return File{Name: name, Size: int64(len(body)), Time: s.g.verbs.parts.Now(), Writable: name == agendaName && planner(at.seats) != nil}, nil
}

// body makes a file, once for each moment of the workshop.
func (s *Shelf) body(ctx context.Context, at moment, lang, name string) ([]byte, error) {
	if name == agendaName {
		return writeAgenda(at.state, s.g.words, planner(at.seats) != nil), nil
	}
	i := slices.IndexFunc(offered(), func(o named) bool { return o.name == name })
	if i < 0 {
		return nil, none()
	}
	t := offered()[i].taking
	t.langs = s.g.verbs.speaking(t.kind, lang, s.g.words.Lang())
	if err := mayTake(t.kind, at.state, at.seats, false); err != nil {
		return nil, fault.New(fault.Code(err)).With(fs.ErrPermission)
	}
	key := lang + "/" + name
	s.mu.Lock()
	body, done := s.made[key]
	s.mu.Unlock()
	if done {
		return body, nil
	}
	body, err := s.g.verbs.render(ctx, t, at.state)
	if code := fault.Code(err); code == "sheet_over" || code == "sheet_nowhere" {
		return nil, fault.New(code).With(fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bytes+len(body) <= shelfBytes && at.state == s.now.state {
		s.made[key], s.bytes = body, s.bytes+len(body)
	}
	return body, nil
}
