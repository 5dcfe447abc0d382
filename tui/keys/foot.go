package keys

// Say gives a sentence in the reader's language; library.Words.Say is one.
type Say func(id string, args ...any) string

// Hint is an action that a screen offers now.
type Hint struct {
	Action Action
	Words  string // what it does here, in the reader's language; "" takes the table's
	Keys   string // how its keys are shown, such as "1–5"; "" takes the table's
	Field  bool   // it opens a text field; Write always does
}

// Label is a key and what it does, in the reader's language. Main marks the one
// to be seen first.
type Label struct {
	Key, Words string
	Main       bool
}

// mostOwn is how many keys of its own a screen shows in its foot, so that with
// the menu and the help there are five (screens, "The manner").
const mostOwn = 3

// Foot is what the foot of a screen shows: its hints, main action first, then
// the menu and the help. Hints beyond the third are left to the help. While a
// text field has the focus the letters are text, so only the hints that act
// there are shown, and no menu.
func (m *Map) Foot(say Say, inText bool, hints ...Hint) []Label {
	var out []Label
	for _, h := range hints {
		if (!inText && len(out) == mostOwn) || (inText && !m.rows[h.Action].InText) {
			continue
		}
		out = append(out, m.label(say, h, ".foot"))
	}
	if inText {
		return out
	}
	return append(out,
		m.label(say, Hint{Action: Menu}, ".foot"),
		m.label(say, Hint{Action: Help}, ".foot"))
}

// HelpLines explains every hint of a screen, then the keys that act on all.
func (m *Map) HelpLines(say Say, hints ...Hint) []Label {
	everywhere := []Action{NextPart, Close, Menu, Help, Language, Leave, Others}
	seen := map[Action]bool{}
	var out []Label
	for _, h := range hints {
		if !seen[h.Action] {
			seen[h.Action] = true
			out = append(out, m.label(say, h, ".help"))
		}
	}
	for _, a := range everywhere {
		if !seen[a] {
			out = append(out, m.label(say, Hint{Action: a}, ".help"))
		}
	}
	return out
}

func (m *Map) label(say Say, h Hint, part string) Label {
	b := m.rows[h.Action]
	l := Label{Key: h.Keys, Words: h.Words, Main: h.Action == Main}
	if l.Key == "" && len(b.Keys) > 0 {
		l.Key = Name(say, b.Keys[0])
	}
	if l.Words == "" || part == ".help" && h.Action != Main {
		l.Words = say("keys." + b.Name + part)
	}
	return l
}
