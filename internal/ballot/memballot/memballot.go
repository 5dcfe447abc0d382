// Package memballot is a ballot.Box in memory, for the tests of other packages.
// It keeps the contract without any sealing, so a test can look into it.
//
// A Box is safe for concurrent use; nothing blocks, and it starts no goroutine.
package memballot

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"convene/internal/ballot"
)

// Box is a ballot.Box in memory. Use New.
type Box struct {
	mu     sync.Mutex
	polls  map[ballot.Ref]*poll
	drafts map[string]map[string]map[string]string // workshop, seat, field
	fail   []error
}

type poll struct {
	size    int
	voided  bool
	answers map[string][]byte
}

var _ ballot.Box = (*Box)(nil)

// New makes an empty Box.
func New() *Box {
	return &Box{polls: make(map[ballot.Ref]*poll), drafts: make(map[string]map[string]map[string]string)}
}

// FailNext has the next write not yet planned for fail with err, nothing
// written.
func (b *Box) FailNext(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fail = append(b.fail, err)
}

// Void loses a poll's key, as restoring a backup does.
func (b *Box) Void(p ballot.Ref) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if o := b.polls[p]; o != nil {
		o.voided = true
	}
}

// writing takes the planned failure, if any. The caller holds mu.
func (b *Box) writing() error {
	if len(b.fail) == 0 {
		return nil
	}
	err := b.fail[0]
	b.fail = b.fail[1:]
	return err
}

// opened finds a poll whose key is there. The caller holds mu.
func (b *Box) opened(p ballot.Ref) (*poll, error) {
	o := b.polls[p]
	if o == nil {
		return nil, ballot.ErrClosed
	}
	if o.voided {
		return nil, ballot.ErrVoided
	}
	return o, nil
}

// Open implements ballot.Box.
func (b *Box) Open(_ context.Context, p ballot.Ref, size int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if size < 1 || size > ballot.MaxSize {
		return &ballot.TooLarge{Limit: ballot.MaxSize, Have: size}
	}
	if err := b.writing(); err != nil {
		return err
	}
	if o := b.polls[p]; o != nil {
		if o.voided {
			return ballot.ErrVoided
		}
		if o.size != size {
			return fmt.Errorf("ballot: poll is open for %d bytes, not %d", o.size, size)
		}
		return nil
	}
	b.polls[p] = &poll{size: size, answers: make(map[string][]byte)}
	return nil
}

// Put implements ballot.Box.
func (b *Box) Put(_ context.Context, p ballot.Ref, participant string, value []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, err := b.opened(p)
	if err != nil {
		return err
	}
	if len(value) > o.size {
		return &ballot.TooLarge{Limit: o.size, Have: len(value)}
	}
	if err := b.writing(); err != nil {
		return err
	}
	o.answers[participant] = append([]byte{}, value...)
	return nil
}

// Get implements ballot.Box.
func (b *Box) Get(_ context.Context, p ballot.Ref, participant string) ([]byte, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, err := b.opened(p)
	if err != nil {
		return nil, false, err
	}
	value, ok := o.answers[participant]
	return slices.Clone(value), ok, nil
}

// Withdraw implements ballot.Box.
func (b *Box) Withdraw(_ context.Context, p ballot.Ref, participant string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, err := b.opened(p)
	if err != nil {
		return err
	}
	if err := b.writing(); err != nil {
		return err
	}
	delete(o.answers, participant)
	return nil
}

// Count implements ballot.Box.
func (b *Box) Count(_ context.Context, p ballot.Ref) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	o := b.polls[p]
	if o == nil {
		return 0, ballot.ErrClosed
	}
	return len(o.answers), nil
}

// Answers implements ballot.Box.
func (b *Box) Answers(_ context.Context, p ballot.Ref, participants []string) (map[string][]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, err := b.opened(p)
	if err != nil {
		return nil, err
	}
	all := make(map[string][]byte, len(o.answers))
	for _, who := range participants {
		if value, ok := o.answers[who]; ok {
			all[who] = slices.Clone(value)
		}
	}
	return all, nil
}

// Shred implements ballot.Box.
func (b *Box) Shred(_ context.Context, p ballot.Ref) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.writing(); err != nil {
		return err
	}
	delete(b.polls, p)
	return nil
}

// Polls implements ballot.Box.
func (b *Box) Polls(_ context.Context, workshop string) ([]ballot.Poll, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []ballot.Poll
	for ref, o := range b.polls {
		if ref.Workshop == workshop {
			all = append(all, ballot.Poll{ID: ref.Poll, Count: len(o.answers), Voided: o.voided})
		}
	}
	slices.SortFunc(all, func(x, y ballot.Poll) int { return cmp.Compare(x.ID, y.ID) })
	return all, nil
}

// PutDraft implements ballot.Box.
func (b *Box) PutDraft(_ context.Context, workshop, seat, field, text string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(text) > ballot.MaxDraft {
		return &ballot.TooLarge{Limit: ballot.MaxDraft, Have: len(text)}
	}
	if err := b.writing(); err != nil {
		return err
	}
	if text == "" {
		delete(b.drafts[workshop][seat], field)
		return nil
	}
	if b.drafts[workshop] == nil {
		b.drafts[workshop] = make(map[string]map[string]string)
	}
	if b.drafts[workshop][seat] == nil {
		b.drafts[workshop][seat] = make(map[string]string)
	}
	b.drafts[workshop][seat][field] = text
	return nil
}

// Drafts implements ballot.Box.
func (b *Box) Drafts(_ context.Context, workshop, seat string) (map[string]string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	drafts := maps.Clone(b.drafts[workshop][seat])
	if drafts == nil {
		drafts = make(map[string]string)
	}
	return drafts, nil
}

// EraseDrafts implements ballot.Box.
func (b *Box) EraseDrafts(_ context.Context, workshop string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.writing(); err != nil {
		return err
	}
	delete(b.drafts, workshop)
	return nil
}
