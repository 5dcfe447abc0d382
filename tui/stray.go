package tui

import (
	"slices"
	"time"
	"unicode"

	"convene/internal/fault"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/screen"
)

const (
	// alone is how long a letter must stay alone to be a key and nothing else:
	// about the longest pause inside a word that is being typed.
	alone = 250 * time.Millisecond
	// quiet is how long after a run of letters the rest of a sentence, its Enter
	// too, still belongs to it.
	quiet = time.Second
	// breath is how long after a run of letters a letter is no part of it: whoever
	// read which key to press, and presses it.
	breath = 500 * time.Millisecond
	// fewest is how many letters in a row are words; digits and blanks between
	// them make no difference.
	fewest = 3
)

// stray are letters typed while no field is open. One is a key. Several, one
// right after the other, are somebody who begins to write where nothing is
// written: then the first may have shown them something, a menu or a page, and
// none of them does anything to what others see (screens, "Two layers of keys").
//
// So the first acts at once, and a digit or a blank behind it, but what they
// would send waits until they have stayed alone; a second letter waits as it is;
// with the third letter all are let go, and the person is told how to write. The
// language's letter waits though it be the first: what would tell them how to write
// must be in the language they read. What comes in one piece, a paste without its
// marks, does not act at all.
type stray struct {
	letters []keys.Key // since the last pause
	first   bool       // one of them acts before it is known that it is no word
	held    []heldDo   // what such asked for, not sent yet
	waiting []strayKey // keys that have not acted
	words   bool       // they were words: what follows at once is, too
	last    time.Time  // when the last of those words was typed
	begun   bool       // a pause begins anew with the key that acts now
}

type heldDo struct {
	do   screen.Do
	from string
}

type strayKey struct {
	key keys.Key
	at  time.Time
}

// press handles a key press: in a field it is text, elsewhere a key unless it
// came with others.
func (m *model) press(e input.Event) (changed bool) {
	k, s := e.Key, &m.stray
	_, printable := k.Printable()
	if s.words && printable && m.deps.Now().Sub(s.last) >= breath {
		s.words = false
	}
	switch {
	case m.typing():
		settled := m.settle()
		return m.key(k) || settled
	case s.words && belongs(k): // ends the sentence, and begins no new wait
		m.tell(m.howToWrite())
		return true
	case k.Code == keys.Paste, e.Burst, s.words && printable:
		return m.takeForWords()
	case !printable:
		if k.Code == keys.Enter && distinct(s.letters) > 1 {
			return m.takeForWords()
		}
		s.words = false
		m.settle()
		return m.key(k)
	}
	s.begun = true
	n, waits := len(s.letters), m.deps.Keys.Find(k, false) == keys.Language
	s.letters = append(s.letters, k)
	switch {
	case count(s.letters) >= fewest && distinct(s.letters) > 1:
		return m.takeForWords()
	case waits && n > 0 && s.letters[n-1] == k: // held down: once is enough
		s.letters = s.letters[:n]
		return false
	case waits:
	case n == 0, len(s.waiting) == 0 && !unicode.IsLetter(k.Rune):
		s.first = true
		defer func() { s.first = false }()
		return m.key(k)
	case len(s.waiting) == 0 && s.letters[n-1] == k: // pressed again, or held down: no word
		m.release()
		s.letters = nil
		return m.key(k)
	}
	s.waiting = append(s.waiting, strayKey{k, m.deps.Now()})
	return false
}

// belongs reports whether a key that is no character may belong to a sentence
// being typed.
func belongs(k keys.Key) bool {
	return k.Mod == 0 && (k.Code == keys.Enter || k.Code == keys.Tab || k.Code == keys.Backspace)
}

func count(ks []keys.Key) (n int) {
	for _, k := range ks {
		if unicode.IsLetter(k.Rune) {
			n++
		}
	}
	return n
}

// distinct counts the different letters.
func distinct(ks []keys.Key) int {
	var seen []rune
	for _, k := range ks {
		if r := unicode.ToLower(k.Rune); unicode.IsLetter(r) && !slices.Contains(seen, r) {
			seen = append(seen, r)
		}
	}
	return len(seen)
}

// takeForWords lets go of what the letters would have sent, and says how to
// write.
func (m *model) takeForWords() bool {
	s := &m.stray
	held := s.held
	*s = stray{words: true, last: m.deps.Now(), begun: true}
	for _, h := range held {
		m.unsent(h)
	}
	m.tell(m.howToWrite())
	return true
}

// unsent tells a screen that what it asked for was not done, as if it had been
// refused.
func (m *model) unsent(h heldDo) {
	d, ok := m.screens[h.from].(screen.Doner)
	if !ok {
		return
	}
	for _, body := range h.do.Commands {
		m.carry(tidy(d.Done(m.env, body, nil, fault.New("letters"))))
	}
	for _, c := range h.do.Calls {
		m.carry(tidy(d.Done(m.env, c.Tag, nil, fault.New("letters"))))
	}
}

// tidy leaves of a Do what a screen does for itself.
func tidy(do screen.Do) screen.Do {
	do.Ask, do.Open, do.Follow, do.Notice, do.Leave = nil, "", false, "", false
	return do
}

// howToWrite names the key that opens a field here, if there is one.
func (m *model) howToWrite() string {
	hints := m.current().Page(m.env).Hints
	if m.overlay != nil {
		hints = m.overlay.page(m).Hints
	}
	for _, h := range hints {
		if key, ok := m.deps.Keys.Key(h.Action); ok && (h.Action == keys.Write || h.Field) {
			return m.env.Say("keys.letters.write", "key", keys.Name(m.env.Say, key))
		}
	}
	return m.env.Words.Fault(fault.New("letters"))
}

// settle lets everything act that has stayed alone, and reports whether there
// was any.
func (m *model) settle() bool {
	s := &m.stray
	had := len(s.held)+len(s.waiting) > 0
	m.release()
	waiting := s.waiting
	s.letters, s.waiting = nil, nil
	for _, k := range waiting {
		m.pressed = k.at
		m.key(k.key)
	}
	m.pressed = time.Time{}
	return had
}

// release does what was held.
func (m *model) release() {
	held := m.stray.held
	m.stray.held = nil
	for _, h := range held {
		if h.from != m.front { // what was to be shown belonged to another screen
			h.do.Open, h.do.Follow = "", false
		}
		m.perform(h.do, h.from)
	}
}

// hold keeps what the first of some letters asks for, if others would notice,
// until it has stayed alone.
func (m *model) hold(do screen.Do) bool {
	if !m.stray.first || len(do.Commands)+len(do.Calls) == 0 && !do.Leave {
		return false
	}
	m.stray.held = append(m.stray.held, heldDo{do, m.front})
	return true
}

// when is the time at which the key that acts now was pressed.
func (m *model) when() time.Time {
	if m.pressed.IsZero() {
		return m.deps.Now()
	}
	return m.pressed
}

// paused hears that nothing was typed for a while. Keys that have come
// meanwhile were handled before.
func (m *model) paused() {
	m.settle()
	m.stray.words = false
}

// pauseSoon waits for the pause after what was typed.
func (m *model) pauseSoon() {
	s := &m.stray
	if !s.begun {
		return
	}
	s.begun = false
	wait := alone
	if s.words {
		wait = quiet
	}
	m.pauseAt = time.Now().Add(wait)
}
