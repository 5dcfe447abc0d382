package room

import (
	"context"
	"errors"

	"convene/internal/ballot"
	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// seal is one command's change of the box under way; done closes when it is on
// disk or refused and its caller was told.
type seal struct {
	seat roster.SeatID
	done chan struct{}
}

// seal starts a command's changes to the box; they share the box's next commit
// with the others of the batch. A seat's next change waits for its last one, so
// that the last answer is the one that counts.
func (t *turn) seal(i int, seals []act.Seal) {
	for _, before := range t.seals {
		if before.seat == seals[0].Seat {
			<-before.done
		}
	}
	r, q, done := t.room, t.batch[i], make(chan struct{})
	t.told[i] = true
	if t.sealed == nil {
		t.sealed = make(map[string]bool, len(seals))
	}
	for _, s := range seals {
		t.sealed[s.Poll] = true
	}
	t.seals = append(t.seals, seal{seat: seals[0].Seat, done: done})
	go func() {
		defer close(done)
		var failed error
		for _, s := range seals {
			failed = errors.Join(failed, r.put(s, q.cmd.Entry))
		}
		reply(q, unavailable(failed))
		r.watch.wakeSeat(seals[0].Seat)
	}()
}

// waitSeals returns when every change of the box so far is on disk or refused.
func (t *turn) waitSeals() {
	for _, s := range t.seals {
		<-s.done
	}
	t.seals = t.seals[:0]
}

func (r *Room) put(s act.Seal, entry string) error {
	ref := ballot.Ref{Workshop: r.id, Poll: s.Poll}
	if s.Value == nil {
		return r.parts.Box.Withdraw(context.Background(), ref, string(s.Seat))
	}
	return r.parts.Box.Put(context.Background(), ref, string(s.Seat), sign(entry, s.Value))
}

// Own gives somebody their own answer to a poll while the poll is open; ok is
// false if there is none, or it was put by another entry to their seat. Callers
// show it to them alone. What was put for another is shown to nobody again; which
// cards are theirs, its person knows.
func (r *Room) Own(ctx context.Context, who Sitter, poll string) (value []byte, ok bool, err error) {
	a, err := r.Answer(ctx, who, poll)
	return a.Value, a.Value != nil, err
}

// Answer is what counts for somebody in an open poll, as far as they may know it.
type Answer struct {
	// Value is the one of their own, as Own gives it; nil is none.
	Value []byte
	// By answered for them, with their yes, and that is what counts.
	By roster.SeatID
}

// Answer gives what counts for somebody in a poll while it is open. Callers show it
// to them alone: who answered for a person is told to that person, by their own way
// in, and to nobody else.
func (r *Room) Answer(ctx context.Context, who Sitter, poll string) (Answer, error) {
	if who.ForAnother() {
		return Answer{}, nil
	}
	value, ok, err := r.parts.Box.Get(ctx, ballot.Ref{Workshop: r.id, Poll: poll}, string(who.Seat))
	if errors.Is(err, ballot.ErrClosed) || errors.Is(err, ballot.ErrVoided) {
		return Answer{}, nil
	}
	if err != nil || !ok {
		return Answer{}, unavailable(err)
	}
	var a Answer
	by, answer := signed(value)
	if who.claims(by) {
		a.By = roster.HandOf(by).By
	}
	if by == who.Entry || a.By != "" && r.Snapshot().Claims(poll) {
		a.Value = answer
	}
	return a, nil
}

// open reads the answers of polls for a close, each list in an order of its own
// that tells nothing. Who asks what is their own finds only what their entry put,
// or a hand to which they had said yes.
func (r *Room) open(ctx context.Context, s *workshop.State, cmd workshop.Command, polls []string) (map[string][]act.Answer, error) {
	out := make(map[string][]act.Answer, len(polls))
	_, mine := cmd.Body.(act.Claimant)
	asked := []string{string(cmd.Seat)}
	if !mine {
		asked = asked[:0]
		for _, seat := range s.Roster.Seats {
			asked = append(asked, string(seat.ID))
		}
	}
	for _, id := range polls {
		if !r.keyed[id] {
			continue
		}
		given, err := r.parts.Box.Answers(ctx, ballot.Ref{Workshop: r.id, Poll: id}, asked)
		if err != nil {
			return nil, err
		}
		list := make([]act.Answer, 0, len(given))
		for seat, v := range given {
			by, answer := signed(v)
			if !mine || by == cmd.Entry || (Sitter{cmd.Seat, cmd.Entry}).claims(by) {
				list = append(list, act.Answer{Seat: roster.SeatID(seat), Value: answer, Hand: roster.HandOf(by)})
			}
		}
		ballot.Shuffle(list)
		out[id] = list
	}
	return out, nil
}

// keysFor opens the box for the polls that s asks and the box has no key for:
// before the event that opens them is written, so that a visible poll always
// has its key.
func (r *Room) keysFor(ctx context.Context, s *workshop.State) error {
	for _, p := range s.OpenPolls() {
		if r.keyed[p.ID] {
			continue
		}
		if err := r.parts.Box.Open(ctx, ballot.Ref{Workshop: r.id, Poll: p.ID}, p.Size+entryRoom); err != nil {
			return err
		}
		r.keyed[p.ID] = true
	}
	return nil
}

// keepBox shreds the polls that the published state no longer asks: tally,
// commit, shred (design §4). A shred that fails is tried again at the next
// commit and at the next start.
func (r *Room) keepBox(ctx context.Context) {
	open := make(map[string]bool)
	for _, p := range r.state.OpenPolls() {
		open[p.ID] = true
	}
	for id := range r.keyed {
		if open[id] {
			continue
		}
		if err := r.parts.Box.Shred(ctx, ballot.Ref{Workshop: r.id, Poll: id}); err != nil {
			r.parts.Error.Error("shred failed", "workshop", r.id, "error", err)
			continue
		}
		delete(r.keyed, id)
	}
	r.eraseDrafts(ctx)
}

// settleBox makes the box agree with the log at a room's start: what was closed
// is shredded, what was opened and has lost its key is voided, and said so.
func (r *Room) settleBox(ctx context.Context) error {
	r.eraseDrafts(ctx)
	have, err := r.parts.Box.Polls(ctx, r.id)
	if err != nil {
		return err
	}
	lost := make(map[string]bool)
	open := make(map[string]bool)
	for _, p := range r.state.OpenPolls() {
		open[p.ID], lost[p.ID] = true, true
	}
	for _, p := range have {
		if open[p.ID] && !p.Voided {
			r.keyed[p.ID] = true
			delete(lost, p.ID)
			continue
		}
		if err := r.parts.Box.Shred(ctx, ballot.Ref{Workshop: r.id, Poll: p.ID}); err != nil {
			return err
		}
	}
	for id := range lost {
		if err := r.voidPoll(id); err != nil {
			return err
		}
	}
	r.count(ctx, nil)
	return nil
}

// voidPoll says to all that a poll's answers are gone and must be asked again.
func (r *Room) voidPoll(id string) error {
	var failed error
	r.commit([]request{{cmd: NewCommand("", workshop.VoidPoll{ID: id}), done: func(err error) { failed = err }}}, []bool{false})
	if failed != nil && fault.Code(failed) != "workshop_closed" && fault.Code(failed) != "workshop_ended" {
		return failed
	}
	return nil
}

// count reads how many answers are in: of the polls that changed, and of those not
// counted yet. Nobody but the room writes into its box.
func (r *Room) count(ctx context.Context, changed map[string]bool) {
	counts := make(map[string]int, len(r.keyed))
	for _, p := range r.state.OpenPolls() {
		if !r.keyed[p.ID] {
			continue
		}
		if n, ok := r.counts[p.ID]; ok && !changed[p.ID] {
			counts[p.ID] = n
			continue
		}
		ref := ballot.Ref{Workshop: r.id, Poll: p.ID}
		n, err := r.parts.Box.Count(ctx, ref)
		for _, seat := range p.Apart {
			if err != nil {
				break
			}
			var in bool
			if _, in, err = r.parts.Box.Get(ctx, ref, string(seat)); in {
				n--
			}
		}
		if err != nil {
			r.parts.Error.Error("answers not counted", "workshop", r.id, "error", err)
			continue
		}
		counts[p.ID] = n
	}
	r.counts = counts
}
