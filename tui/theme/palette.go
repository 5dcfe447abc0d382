package theme

import "strconv"

// The attributes in use. Nothing blinks.
const (
	bold = 1 << iota
	faint
	underline
	reverse
)

// ink is one look: attributes and a colour for each profile. A colour of 0 is
// the terminal's own.
type ink struct {
	attrs   int
	sixteen int // SGR number
	many    int // index into the 256 colours
}

// Palette is the SGR sequence of every style, reduced to what the terminal can
// show. Each begins with a reset, so one sequence is enough to change style.
func (t Theme) Palette() []string {
	inks := t.inks()
	out := make([]string, count)
	for s := range out {
		out[s] = inks[s].sequence(t.Profile)
	}
	return out
}

func (i ink) sequence(p Profile) string {
	s := "\x1b[0"
	for n, sgr := range []string{";1", ";2", ";4", ";7"} {
		if i.attrs&(1<<n) != 0 {
			s += sgr
		}
	}
	switch {
	case p == Sixteen && i.sixteen != 0:
		s += ";" + strconv.Itoa(i.sixteen)
	case p == TwoFiftySix && i.many != 0:
		s += ";38;5;" + strconv.Itoa(i.many)
	}
	if s == "\x1b[0" {
		return "\x1b[m"
	}
	return s + "m"
}

// inks gives every style its look.
func (t Theme) inks() [count]ink {
	accent, waiting, dim := ink{0, 36, 117}, ink{0, 33, 214}, ink{0, 0, 246}
	authors := [hues]int{180, 183, 152, 222, 217, 146, 187, 110}
	if t.Light {
		// Yellow on white can't be read, so sixteen colours underline instead.
		accent, waiting, dim = ink{0, 34, 25}, ink{0, 0, 130}, ink{0, 0, 241}
		authors = [hues]int{94, 91, 30, 58, 125, 60, 136, 24}
		if t.Profile == Sixteen {
			waiting.attrs = underline
		}
	}
	if t.Profile == Sixteen {
		dim.attrs = faint // its grey is invisible in too many schemes
	}
	if t.Contrast {
		accent.many, accent.sixteen, accent.attrs = 159, 96, underline
		waiting, dim = ink{attrs: reverse}, ink{}
		if t.Light {
			accent.many, accent.sixteen = 18, 34
		}
	}
	inks := [count]ink{
		Strong: {attrs: bold}, Dim: dim, Accent: accent, Waiting: waiting, Rule: dim,
		Foot: dim, MainKey: accent, Bar: accent, Field: accent,
		Selected: {attrs: reverse},
	}
	for n, many := range authors {
		inks[int(firstAuthor)+n] = t.author(n, many)
	}
	return inks
}

// author is the nth author's look: a hue that is neither red nor green.
func (t Theme) author(n, many int) ink {
	if t.Contrast {
		return ink{}
	}
	return ink{sixteen: [...]int{35, 36, 33, 34}[n%4], many: many}
}
