package room

import (
	"context"
	"maps"
	"strings"
	"sync"

	"convene/internal/workshop"
)

// unsent keeps words that nobody has sent from coming back behind the erasure at
// the end of a meeting. Whoever keeps words holds it for reading; the owner takes
// it when a meeting begins or ends, and so waits, then only, for what is being
// written.
type unsent struct {
	mu    sync.RWMutex
	state *workshop.State // as the last beginning or end left it
}

// turn takes a newer state in. The owner calls it before it erases anything.
func (u *unsent) turn(s *workshop.State) {
	if u.state.Over() == s.Over() && u.state.Agenda.Meeting.Number == s.Agenda.Meeting.Number &&
		u.state.Agenda.Running() == s.Agenda.Running() {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.state = s
}

// eraseDrafts takes all unsent words away once a meeting has ended, and tries
// again at the next commit where that failed. What people type after the end,
// as a note beside a signature, is kept again.
func (r *Room) eraseDrafts(ctx context.Context) {
	if !r.erase {
		return
	}
	if err := r.parts.Box.EraseDrafts(ctx, r.id); err != nil {
		r.parts.Error.Error("drafts not erased", "workshop", r.id, "error", err)
		return
	}
	r.erase = false
}

// Draft keeps what somebody typed while typed was the newest that its face had
// seen, and has not sent; empty text erases it. It is nobody else's and no event.
//
// Words that were typed before a meeting's end are not kept behind it, nor is a
// private note then (workshop.PrivateNote): they are erased with the others, and
// that is no error. It may wait for the disk.
//
// What somebody types for another is not kept: whoever sat there next would read
// it.
func (r *Room) Draft(ctx context.Context, who Sitter, typed *workshop.Snapshot, field, text string) error {
	if who.ForAnother() {
		return nil
	}
	r.unsent.mu.RLock()
	defer r.unsent.mu.RUnlock()
	if now := r.unsent.state; now.EndedSince(typed.State) || now.Over() && strings.Contains(field, workshop.PrivateNote) {
		text = ""
	}
	return unavailable(r.parts.Box.PutDraft(ctx, r.id, who.drawer(), field, text))
}

// Drafts gives somebody their own unsent words by field.
func (r *Room) Drafts(ctx context.Context, who Sitter) (map[string]string, error) {
	if who.ForAnother() {
		return nil, nil
	}
	d, err := r.parts.Box.Drafts(ctx, r.id, who.drawer())
	maps.DeleteFunc(d, func(field, _ string) bool { return strings.HasPrefix(field, privately) }) // others' words
	return d, unavailable(err)
}
