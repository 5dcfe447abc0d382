// Package theme says what the looks of the program mean and gives them colours.
// Screens name a meaning (Dim, Waiting), never a colour. There is no red and no
// green, nothing depends on colour alone, and without any colour the same
// things are still bold or plain.
//
// Everything here is a plain value: a Theme is comparable, may be shared, and is
// what a cache keys its layout by, because Marks differ between themes. Styles do
// not differ, only the Palette they are drawn with.
package theme

import "strings"

// Style is a meaning. It is the same type as paint.Style.
type Style = uint8

// The meanings.
const (
	Plain    Style = iota
	Strong         // the one bold line of a screen: the question, the result
	Dim            // hints, other people's doings
	Accent         // what has the focus, one's own words, the chosen row
	Waiting        // the room waits for you
	Rule           // the line under the head
	Head           // where we are
	Foot           // what the keys do
	Key            // a key in the foot
	MainKey        // the key of the main action
	Bar            // a bar of a result; every bar looks the same
	Field          // a text field of one's own
	Selected       // words that the next key would replace

	firstAuthor
)

// hues is how many authors can be told apart by hue; letters tell the rest.
const hues = 8

// count is the number of styles.
const count = int(firstAuthor) + hues

// Author is the style of the nth author of a text, counted from 0. Hues repeat:
// authors are told apart by letter first.
func Author(n int) Style {
	if n < 0 {
		n = -n
	}
	return firstAuthor + Style(n%hues)
}

// Profile is how many colours a terminal has.
type Profile uint8

// The profiles, from little to much. More than 256 colours are not used: SSH
// seldom tells that a terminal has them (performance §4.6).
const (
	None Profile = iota
	Sixteen
	TwoFiftySix
)

// Options is what a theme is made from. The zero value is a dark background
// without colours.
type Options struct {
	Light    bool // the terminal's background is light
	Contrast bool // the person asked for strong contrast
	Profile  Profile
	ASCII    bool // the terminal or its font shows ASCII only
}

// Marks are the few signs that are not words.
type Marks struct {
	Rule   string // repeated for a rule
	Chosen string // before the chosen row
	Bar    string // repeated for a bar
	Caret  string // stands for the cursor where a picture of a field is shown
	Dots   string // something goes on
	Dot    string // between the parts of a head
	Hidden string // stands for each character of a hidden text
}

// Theme is one person's look.
type Theme struct {
	Options
	Marks
}

// New makes the theme of o.
func New(o Options) Theme {
	t := Theme{Options: o, Marks: Marks{Rule: "─", Chosen: "›", Bar: "█", Caret: "▏", Dots: "…", Dot: "·", Hidden: "•"}}
	if o.ASCII {
		t.Marks = Marks{Rule: "-", Chosen: ">", Bar: "#", Caret: "|", Dots: "...", Dot: "-", Hidden: "*"}
	}
	return t
}

// Detect guesses the options from a session's environment: TERM, COLORTERM,
// NO_COLOR and the language variables. The background is learnt later, from the
// terminal's answer.
func Detect(env func(name string) string) Options {
	return Options{Profile: profile(env), ASCII: asciiOnly(env)}
}

func profile(env func(string) string) Profile {
	term := strings.ToLower(env("TERM"))
	if env("NO_COLOR") != "" {
		return None
	}
	switch env("COLORTERM") {
	case "truecolor", "24bit":
		return TwoFiftySix
	}
	for _, rich := range []string{"256color", "kitty", "alacritty", "wezterm", "ghostty", "foot", "direct", "iterm"} {
		if strings.Contains(term, rich) {
			return TwoFiftySix
		}
	}
	for _, poor := range []string{"dumb", "unknown", "vt", "ansi-m"} {
		if strings.HasPrefix(term, poor) {
			return None
		}
	}
	if term == "" {
		return None
	}
	return Sixteen
}

// asciiOnly reports whether the session says that its characters are not UTF-8.
// The first variable that is set decides, as in any program.
func asciiOnly(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(env(name)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return false
}

// LightBackground judges a background colour, each part from 0 to 255, by how
// bright an eye finds it.
func LightBackground(r, g, b uint8) bool {
	return 299*int(r)+587*int(g)+114*int(b) > 128*1000
}
