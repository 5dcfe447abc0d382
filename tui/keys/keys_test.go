package keys_test

import (
	"slices"
	"testing"

	"convene/tui/keys"
)

// echo says an id instead of its sentence.
func echo(id string, _ ...any) string { return "<" + id + ">" }

func TestOneKeyOneMeaning(t *testing.T) {
	seen := map[keys.Key]string{}
	names, actions := map[string]bool{}, map[keys.Action]bool{}
	for _, b := range keys.Table() {
		if names[b.Name] || actions[b.Action] {
			t.Errorf("%q stands in the table twice", b.Name)
		}
		names[b.Name], actions[b.Action] = true, true
		for _, k := range b.Keys {
			if other, ok := seen[k]; ok {
				t.Errorf("%+v means both %s and %s", k, other, b.Name)
			}
			seen[k] = b.Name
		}
	}
}

func TestEveryActionIsInTheTable(t *testing.T) {
	have := map[keys.Action]bool{}
	for _, b := range keys.Table() {
		have[b.Action] = true
	}
	for a := keys.NoAction + 1; a <= keys.HostSignIn; a++ {
		if !have[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
}

func TestNoActionNeedsAnotherKeyThanAPlainOne(t *testing.T) {
	conveniences := []keys.Action{keys.PrevPart, keys.Before} // Tab and Space come round
	for _, b := range keys.Table() {
		plain := b.InMenu || slices.Contains(conveniences, b.Action)
		for _, k := range b.Keys {
			plain = plain || k.Mod == 0 && k.Code != keys.Function
		}
		if !plain {
			t.Errorf("%s has no plain key and is not in the menu", b.Name)
		}
	}
}

func TestLettersAreASCIISoEveryKeyboardHasThem(t *testing.T) {
	for _, b := range keys.Table() {
		for _, k := range b.Keys {
			if k.Code == keys.Rune && k.Rune > '~' {
				t.Errorf("%s is on %q", b.Name, k.Rune)
			}
			if k.Mod == keys.Ctrl && (k.Rune == 's' || k.Rune == 'q') {
				t.Errorf("%s is on a key that stops a terminal", b.Name)
			}
		}
	}
}

func TestTwoLayers(t *testing.T) {
	m := keys.NewMap()
	for r := ' '; r <= '~'; r++ {
		if a := m.Find(keys.Char(r), true); a != keys.NoAction {
			t.Errorf("%q is text in a field, not action %d", r, a)
		}
	}
	for k, want := range map[keys.Key]keys.Action{
		keys.Press(keys.Enter):          keys.Main,
		keys.Press(keys.Tab):            keys.NextPart,
		keys.Press(keys.Esc):            keys.Close,
		keys.Char('c').With(keys.Ctrl):  keys.Leave,
		keys.Press(keys.Up):             keys.NoAction,
		keys.Press(keys.Backspace):      keys.NoAction,
		keys.Pasted("m"):                keys.NoAction,
		keys.Press(keys.Home):           keys.NoAction,
		keys.Char('b').With(keys.Alt):   keys.NoAction,
		keys.Press(keys.PageDown):       keys.NoAction,
		{Code: keys.Function, Rune: 1}:  keys.NoAction,
		keys.Char('C').With(keys.Shift): keys.NoAction,
	} {
		if got := m.Find(k, true); got != want {
			t.Errorf("%+v in a field: %d, want %d", k, got, want)
		}
	}
	for r, want := range map[rune]keys.Action{
		'b': keys.Back, 'B': keys.Back, 'm': keys.Menu, '?': keys.Help, ' ': keys.More, 'y': keys.Yes,
		'5': keys.Choose, '0': keys.Choose, 't': keys.ReadToMe, 'q': keys.NoAction, 'ñ': keys.NoAction,
	} {
		if got := m.Find(keys.Char(r), false); got != want {
			t.Errorf("%q outside a field: %d, want %d", r, got, want)
		}
	}
}

func TestFoot(t *testing.T) {
	m := keys.NewMap()
	got := m.Foot(echo, false,
		keys.Hint{Action: keys.Main, Words: "send Involve"},
		keys.Hint{Action: keys.Choose, Keys: "1–5"},
		keys.Hint{Action: keys.Back},
		keys.Hint{Action: keys.Write},
	)
	want := []keys.Label{
		{Key: "<keys.name.enter>", Words: "send Involve", Main: true},
		{Key: "1–5", Words: "<keys.choose.foot>"},
		{Key: "b", Words: "<keys.back.foot>"},
		{Key: "m", Words: "<keys.menu.foot>"},
		{Key: "?", Words: "<keys.help.foot>"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	got = m.Foot(echo, true, keys.Hint{Action: keys.Main}, keys.Hint{Action: keys.Write}, keys.Hint{Action: keys.Close})
	want = []keys.Label{
		{Key: "<keys.name.enter>", Words: "<keys.main.foot>", Main: true},
		{Key: "<keys.name.esc>", Words: "<keys.close.foot>"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("in a field: got %v", got)
	}
}

func TestEverySentenceAskedForIsListed(t *testing.T) {
	m, listed := keys.NewMap(), keys.Sentences()
	say := func(id string, _ ...any) string {
		if !slices.Contains(listed, id) {
			t.Errorf("%s is not listed", id)
		}
		return id
	}
	for _, b := range keys.Table() {
		if len(b.Keys) == 0 {
			continue
		}
		m.Foot(say, false, keys.Hint{Action: b.Action})
		m.HelpLines(say, keys.Hint{Action: b.Action})
		for _, k := range b.Keys {
			keys.Name(say, k)
		}
	}
}

func TestHelpExplainsEveryHint(t *testing.T) {
	m := keys.NewMap()
	lines := m.HelpLines(echo, keys.Hint{Action: keys.Main, Words: "send"}, keys.Hint{Action: keys.Write, Words: "w"}, keys.Hint{Action: keys.Write})
	if len(lines) != 9 || lines[0].Words != "send" || lines[1].Words != "<keys.write.help>" {
		t.Errorf("got %v", lines)
	}
	if l := lines[len(lines)-3]; l.Key != "l" {
		t.Errorf("the language is on %q", l.Key)
	}
	if l := lines[len(lines)-2]; l.Key != "<keys.name.ctrl>-C" {
		t.Errorf("leaving is on %q", l.Key)
	}
}
