package room

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
)

// unseen is what the running room remembers of people and tells nobody else: it is
// in no event, snapshot, log or file, and ends with the room.
type unseen struct {
	mu   sync.Mutex
	away map[roster.SeatID]bool

	// asked is when somebody last rested the room by asking for it. The owner's
	// own, and so are the wishes, which are replaced and never changed: they are
	// shown, without who had them.
	asked  map[roster.SeatID]time.Time
	wishes []act.Wish
}

// StepAway says that a seat's person has stepped away, or is back. Nobody else
// learns of it: a question that opens meanwhile does not count on them. It ends,
// too, when they come in anew. It never blocks.
func (r *Room) StepAway(seat roster.SeatID, away bool) {
	if r.unseen.step(seat, away) {
		r.watch.wakeSeat(seat) // their other connections
	}
}

// Away reports whether a seat's person has stepped away. Callers tell them alone.
func (r *Room) Away(seat roster.SeatID) bool {
	r.unseen.mu.Lock()
	defer r.unseen.mu.Unlock()
	return r.unseen.away[seat]
}

func (u *unseen) step(seat roster.SeatID, away bool) (changed bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.away[seat] == away {
		return false
	}
	if away && u.away == nil {
		u.away = make(map[roster.SeatID]bool)
	}
	if delete(u.away, seat); away {
		u.away[seat] = true
	}
	return true
}

// aside are the seats whose people are away.
func (u *unseen) aside() []roster.SeatID {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Sorted(maps.Keys(u.away))
}

// remember takes in what a decided command leads to besides its events. The
// owner calls it; forget takes a pause back that the log did not take.
func (u *unseen) remember(seat roster.SeatID, d act.Unsaid, now time.Time) (shown bool) {
	if d.Paused {
		maps.DeleteFunc(u.asked, func(_ roster.SeatID, at time.Time) bool { return now.Sub(at) >= agenda.PauseAgain })
		if u.asked == nil {
			u.asked = make(map[roster.SeatID]time.Time)
		}
		u.asked[seat] = now
	}
	switch at := slices.Index(u.wishes, d.Heard); {
	case d.Wish != "" && !slices.Contains(u.wishes, d.Wish):
		u.wishes = append(slices.Clip(u.wishes), d.Wish)
		slices.Sort(u.wishes) // the order of coming tells nothing
		return true
	case d.Heard != "" && at >= 0:
		u.wishes = slices.Delete(slices.Clone(u.wishes), at, at+1)
		return true
	}
	return false
}

func (u *unseen) forget(seats []roster.SeatID) {
	for _, seat := range seats {
		delete(u.asked, seat)
	}
}

// privately begins the name under which a drawer holds somebody's private word.
const privately = "private/"

// word lays a private word into its receiver's drawer, beside the room's other
// work; the batch's end waits for it, so that no word comes behind the erasure at
// a meeting's end. Nothing of it is published.
func (t *turn) word(i int, w act.Word) {
	for _, before := range t.seals {
		if before.seat == w.From { // or more would wait than may
			<-before.done
		}
	}
	r, q, done := t.room, t.batch[i], make(chan struct{})
	t.told[i] = true
	t.seals = append(t.seals, seal{seat: w.From, done: done})
	go func() {
		defer close(done)
		err := r.lay(context.Background(), q.cmd.ID, w)
		reply(q, err)
		if err == nil {
			r.watch.wakeSeat(w.To)
		}
	}()
}

func (r *Room) lay(ctx context.Context, id string, w act.Word) error {
	drawer, field := Own(w.To).drawer(), privately+string(w.From)+"/"
	have, err := r.parts.Box.Drafts(ctx, r.id, drawer)
	if err != nil {
		return unavailable(err)
	}
	n := 0
	for name := range have {
		if strings.HasPrefix(name, field) {
			n++
		}
	}
	if n >= workshop.MostPrivateWords {
		return fault.New("private_full", "n", n)
	}
	sealed, err := json.Marshal(workshop.PrivateWord{From: w.From, Words: w.Words, Lang: w.Lang})
	if err != nil {
		return fault.New("internal").With(err)
	}
	return unavailable(r.parts.Box.PutDraft(ctx, r.id, drawer, field+id, string(sealed)))
}

// PrivateWords gives somebody the private words that wait for them, in no order.
// Who came in by another way than the person's own finds none (Sitter).
func (r *Room) PrivateWords(ctx context.Context, who Sitter) ([]workshop.PrivateWord, error) {
	have, err := r.parts.Box.Drafts(ctx, r.id, who.drawer())
	if err != nil {
		return nil, unavailable(err)
	}
	var out []workshop.PrivateWord
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if !strings.HasPrefix(name, privately) {
			continue
		}
		w := workshop.PrivateWord{ID: name}
		if err := json.Unmarshal([]byte(have[name]), &w); err != nil {
			return nil, unavailable(err)
		}
		out = append(out, w)
	}
	return out, nil
}

// PutAway erases a private word that its receiver has read.
func (r *Room) PutAway(ctx context.Context, who Sitter, id string) error {
	if !strings.HasPrefix(id, privately) {
		return fault.New("not_yours")
	}
	err := r.parts.Box.PutDraft(ctx, r.id, who.drawer(), id, "")
	r.watch.wakeSeat(who.Seat)
	return unavailable(err)
}
