package keys

import "strconv"

// Map is the table arranged for looking up. Make one and share it; it is not
// changed afterwards.
type Map struct {
	actions map[Key]Action
	rows    map[Action]Binding
}

// NewMap arranges the table.
func NewMap() *Map {
	m := &Map{actions: map[Key]Action{}, rows: map[Action]Binding{}}
	for _, b := range Table() {
		m.rows[b.Action] = b
		for _, k := range b.Keys {
			m.actions[k] = b.Action
		}
	}
	return m
}

// Find is what k asks for. While a text field has the focus only the keys that
// are no text act; the rest, arrows and editing keys too, are the field's.
func (m *Map) Find(k Key, inText bool) Action {
	a := m.actions[k.folded()]
	if inText && !m.rows[a].InText {
		return NoAction
	}
	return a
}

// Key is the key that is shown for a, and whether it has one.
func (m *Map) Key(a Action) (Key, bool) {
	ks := m.rows[a].Keys
	if len(ks) == 0 {
		return Key{}, false
	}
	return ks[0], true
}

// Sentence ids that every language has, beside those of the table.
const (
	nameID = "keys.name." // + enter, tab, space, esc, …
)

// Sentences lists every sentence id that this package may ask for, so that the
// content can be checked against it.
func Sentences() []string {
	var out []string
	for _, b := range Table() {
		if b.InMenu {
			out = append(out, "keys."+b.Name+".menu")
		}
		if len(b.Keys) > 0 {
			out = append(out, "keys."+b.Name+".foot", "keys."+b.Name+".help")
		}
	}
	for _, k := range named() {
		out = append(out, nameID+k.name)
	}
	return append(out, nameID+"shift", nameID+"ctrl", nameID+"alt")
}

// named are the keys whose name is a word of the reader's language.
func named() []struct {
	key  Key
	name string
} {
	return []struct {
		key  Key
		name string
	}{
		{Press(Enter), "enter"}, {Press(Tab), "tab"}, {Press(Esc), "esc"}, {Char(' '), "space"},
		{Press(Up), "up"}, {Press(Down), "down"}, {Press(Home), "home"}, {Press(End), "end"},
		{Press(PageUp), "pageup"}, {Press(PageDown), "pagedown"},
		{Press(Backspace), "backspace"}, {Press(Delete), "delete"},
	}
}

// Name is how k is called in the reader's language.
func Name(say Say, k Key) string {
	prefix := ""
	for _, m := range []struct {
		mod  Mod
		name string
	}{{Ctrl, "ctrl"}, {Alt, "alt"}, {Shift, "shift"}} {
		if k.Mod&m.mod != 0 {
			prefix += say(nameID+m.name) + "-"
		}
	}
	k.Mod = 0
	for _, n := range named() {
		if n.key == k {
			return prefix + say(nameID+n.name)
		}
	}
	switch {
	case k.Code == Function:
		return prefix + "F" + strconv.Itoa(int(k.Rune))
	case prefix != "":
		return prefix + string(k.folded().Rune-'a'+'A')
	}
	return string(k.Rune)
}
