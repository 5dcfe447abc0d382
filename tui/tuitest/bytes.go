package tuitest

import (
	"fmt"

	"convene/tui/keys"
)

// Bytes is what a usual terminal sends for k.
func Bytes(k keys.Key) string {
	switch {
	case k.Code == keys.Paste:
		return "\x1b[200~" + k.Text + "\x1b[201~"
	case k.Code == keys.Rune && k.Mod&keys.Ctrl != 0:
		return withAlt(k, string(k.Rune&0x1f))
	case k.Code == keys.Rune:
		return withAlt(k, string(k.Rune))
	case k.Code == keys.Tab && k.Mod&keys.Shift != 0:
		return "\x1b[Z"
	case k.Code == keys.Function && k.Rune >= 1 && k.Rune <= 4:
		return "\x1bO" + string('P'+k.Rune-1)
	}
	if plain, ok := map[keys.Code]string{
		keys.Enter: "\r", keys.Tab: "\t", keys.Esc: "\x1b", keys.Backspace: "\x7f",
	}[k.Code]; ok {
		return withAlt(k, plain)
	}
	if letter, ok := map[keys.Code]string{
		keys.Up: "A", keys.Down: "B", keys.Right: "C", keys.Left: "D", keys.Home: "H", keys.End: "F",
	}[k.Code]; ok {
		if k.Mod != 0 {
			return fmt.Sprintf("\x1b[1;%d%s", k.Mod+1, letter)
		}
		return "\x1b[" + letter
	}
	if number, ok := map[keys.Code]int{
		keys.Insert: 2, keys.Delete: 3, keys.PageUp: 5, keys.PageDown: 6,
	}[k.Code]; ok {
		if k.Mod != 0 {
			return fmt.Sprintf("\x1b[%d;%d~", number, k.Mod+1)
		}
		return fmt.Sprintf("\x1b[%d~", number)
	}
	return ""
}

func withAlt(k keys.Key, s string) string {
	if k.Mod&keys.Alt != 0 {
		return "\x1b" + s
	}
	return s
}
