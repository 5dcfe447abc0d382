package tui

import (
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/tui/keys"
	"convene/tui/screen"
)

// keepDrafts writes changed drafts to the sealed box, off the loop.
func (m *model) keepDrafts() {
	drafts, who, typed := m.drafts, m.person.Sitter(), m.env.Snap
	m.drafts = make(map[string]string)
	if len(drafts) == 0 {
		return
	}
	// One after the other, or an older word would come back behind its erasure;
	// and to the end, though the session ends meanwhile.
	before, done := m.storing, make(chan struct{})
	m.storing = done
	m.background("drafts", func(ctx context.Context) tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return m.store(context.WithoutCancel(ctx), who, typed, drafts)
	})
}

// parting finishes what the person began before the session ended, in the middle
// of a sentence when a link is cut: keys that had arrived are sent, what became
// of commands is heard, so that words that were sent leave no draft behind, and
// words that were not are kept. The loop has ended.
func (m *model) parting(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer cancel()
	defer contain(m.deps.Log, "parting", func() {})
	m.takeMail()
	m.settle()
	for m.unheard > 0 {
		select {
		case <-m.visit.Wake():
			m.takeMail()
		case <-ctx.Done():
			m.unheard = 0
		}
	}
	if m.storing != nil {
		select {
		case <-m.storing:
		case <-ctx.Done():
		}
	}
	m.store(ctx, m.person.Sitter(), m.env.Snap, m.drafts)
}

// store writes drafts, typed under a snapshot, to the sealed box; without a seat
// there is nowhere to. It gives what is to be told of a failure, or nil.
func (m *model) store(ctx context.Context, who room.Sitter, typed *workshop.Snapshot, drafts map[string]string) tea.Msg {
	if who.Seat == "" {
		return nil
	}
	for field, words := range drafts {
		if err := m.room.Draft(ctx, who, typed, field, words); err != nil {
			return returned{tag: field, err: err}
		}
	}
	return nil
}

// forget drops what was typed and not sent when the meeting ends, as the box
// does. A field that is open keeps its words in front of the person.
func (m *model) forget() {
	m.drafts, m.keepAt = make(map[string]string), time.Time{}
	e := *m.env
	e.Drafts, e.Private = make(map[string]string), nil
	m.env = &e
}

// draft keeps unsent words after a second of quiet.
func (m *model) draft(d screen.Draft) {
	m.drafts[d.Field] = d.Words
	m.env.Drafts[d.Field] = d.Words
	if m.keepAt.IsZero() {
		m.keepAt = time.Now().Add(draftQuiet)
	}
}

const (
	// loadWait is how long keys wait for the person's own unsent words.
	loadWait = 5 * time.Second
	// loadAgain is when they are asked for again where they could not be read.
	loadAgain = time.Second
)

// seated loads what belongs to the seat: its drafts, its open answers. Keys wait
// for the drafts: a field that was opened before them would begin empty, and what
// is typed there would take the place of the words that were kept. Where the box
// does not give them in time, keys are answered with why, until it does.
func (m *model) seated() {
	if m.person.Seat == "" || m.person.ForAnother() {
		return
	}
	who := m.person.Sitter() // calls run off the loop
	m.loading, m.waitTo = true, time.Now().Add(loadWait)
	m.loadDrafts(who, 0)
	m.own()
	if who.Entry == "" {
		m.opened(m.env.Snap.Roster.Opened(who.Seat, nil), m.env.Words.DayTime)
	}
}

// loadDrafts asks the box for the drafts, after a while.
func (m *model) loadDrafts(who room.Sitter, after time.Duration) {
	m.call(screen.Call{Tag: loadedDrafts{}, Run: func(ctx context.Context) (any, error) {
		select {
		case <-time.After(after):
		case <-ctx.Done():
		}
		ctx, cancel := context.WithTimeout(ctx, loadWait)
		defer cancel()
		return m.room.Drafts(ctx, who)
	}})
}

type loadedDrafts struct{}

// loaded takes the drafts in, or asks for them again.
func (m *model) loaded(r returned) {
	if r.err != nil {
		m.setAway(m.room.Away(m.person.Seat))
		if !m.waitTo.IsZero() { // it is told once, and whenever a key comes
			m.waitTo = time.Time{}
			m.tell(m.env.Say("fault.drafts_late"))
		}
		m.loadDrafts(m.person.Sitter(), loadAgain)
		return
	}
	m.reloadAlone()
	m.loading, m.waitTo = false, time.Time{}
	if drafts, ok := r.value.(map[string]string); ok {
		e := *m.env
		e.Drafts = drafts
		maps.Copy(e.Drafts, m.drafts)
		m.env = &e
	}
}

// early answers a key that came before the person's unsent words.
func (m *model) early(k keys.Key) bool {
	if a := m.deps.Keys.Find(k, false); !m.loading || m.overlay != nil || a == keys.Leave || a == keys.Language {
		return false
	}
	m.tell(m.env.Say("fault.drafts_late"))
	return true
}
