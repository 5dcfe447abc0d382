package tui

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
)

// switchLanguage changes the language with one key, for this person alone: to the
// other one where there are two, and where there are more it asks which. Over
// something that is to be read to its end it goes on to the next.
func (m *model) switchLanguage() {
	switch m.overlay.(type) {
	case *menu, *asking: // said in the language before, and opened again with the key that opened it
		m.overlay = nil
	}
	switch others := m.otherLanguages(); {
	case len(others) == 0:
	case len(others) == 1, m.overlay != nil:
		m.changeLanguage(others[0].Tag)
	default:
		m.overlay, m.scroll = chooseLanguage(m), 0
	}
}

// otherLanguages are all but the person's own, the one that stands behind it first.
func (m *model) otherLanguages() []library.Language {
	all := m.deps.Lib.Languages()
	i := slices.IndexFunc(all, func(l library.Language) bool { return l.Tag == m.env.Words.Lang() })
	return slices.Concat(all[i+1:], all[:max(i, 0)])
}

// toLanguage says where the key leads: the other language by its own name, which
// who reads only that one understands.
func (m *model) toLanguage() string {
	if others := m.otherLanguages(); len(others) == 1 {
		return others[0].Name
	}
	return m.env.Say("keys.language.foot")
}

// languageLine is the menu's, which names the key that does without a menu.
func (m *model) languageLine() menuLine {
	return menuLine{m.env.Say("menu.language", "key", m.env.KeyName(keys.Language)), func(m *model) { m.overlay = chooseLanguage(m) }}
}

// chooseLanguage offers the languages, each by its own name.
func chooseLanguage(m *model) overlay {
	list := &menu{title: "menu.language.head", hint: "menu.language.note"}
	for _, l := range m.deps.Lib.Languages() {
		list.lines = append(list.lines, menuLine{words: l.Name, do: func(m *model) { m.changeLanguage(l.Tag) }})
	}
	return list
}

// changeLanguage changes it for this person alone, at once, says so and how to go
// back, and remembers it with the seat.
func (m *model) changeLanguage(tag string) {
	m.speak(tag)
	m.tell(m.env.Say("menu.language.now", "language", m.env.Words.Name(), "key", m.env.KeyName(keys.Language), "other", m.toLanguage()))
	if m.person.Seat == "" || m.person.ForAnother() {
		return
	}
	if m.env.Snap.Status != workshop.Closed { // its record takes nothing more
		m.give(roster.SpeakLanguage{Lang: tag}, m.front)
	}
	m.prefer()
}

// preferred is the language that a person chose last. Keeping it takes time, and
// the last choice is to stay though an earlier one took longer.
type preferred struct {
	keeping sync.Mutex
	lang    atomic.Pointer[string]
}

// prefer keeps with the seat in which language and face it is to be greeted.
func (m *model) prefer() {
	seat, lang := m.person.Seat, m.env.Lang
	m.preferred.lang.Store(&lang)
	m.background("prefer", func(ctx context.Context) tea.Msg {
		m.preferred.keeping.Lock()
		defer m.preferred.keeping.Unlock()
		if err := m.deps.Desk.Prefer(ctx, m.room.ID(), seat, *m.preferred.lang.Load(), "full"); err != nil {
			return returned{err: err}
		}
		return nil
	})
}
