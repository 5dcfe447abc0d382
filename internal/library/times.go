package library

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// grammar is a language's language.toml: what a sentence alone can't hold.
type grammar struct {
	Name       string            `toml:"name"`
	Comma      string            `toml:"comma"`
	And        string            `toml:"and"`
	AndBeforeI string            `toml:"and_before_i"` // Spanish: "María e Irene"
	Or         string            `toml:"or"`
	OrBeforeO  string            `toml:"or_before_o"` // Spanish: "una u otra"
	Months     []string          `toml:"months"`
	Weekdays   []string          `toml:"weekdays"` // from Sunday
	Date       string            `toml:"date"`
	Day        string            `toml:"day"`
	Clock      string            `toml:"clock"`
	Time       string            `toml:"time"`
	Moment     string            `toml:"moment"`
	AM         string            `toml:"am"`
	PM         string            `toml:"pm"`
	Numbers    []string          `toml:"numbers"`
	Zones      map[string]string `toml:"zones"`
}

// check names what is missing or wrong in a grammar.
func (g *grammar) check() []string {
	var wrong []string
	for _, f := range []struct{ key, value string }{
		{"name", g.Name}, {"comma", g.Comma}, {"and", g.And}, {"date", g.Date}, {"day", g.Day},
		{"clock", g.Clock}, {"time", g.Time}, {"moment", g.Moment}, {"am", g.AM}, {"pm", g.PM},
	} {
		if f.value == "" {
			wrong = append(wrong, f.key+" is missing")
		}
	}
	if len(g.Months) != 12 {
		wrong = append(wrong, fmt.Sprintf("months has %d names, not 12", len(g.Months)))
	}
	if len(g.Weekdays) != 7 {
		wrong = append(wrong, fmt.Sprintf("weekdays has %d names, not 7 (the first is Sunday)", len(g.Weekdays)))
	}
	if len(g.Numbers) != 13 {
		wrong = append(wrong, fmt.Sprintf("numbers has %d words, not 13 (from none to twelve)", len(g.Numbers)))
	}
	return wrong
}

// Date says a day with its weekday: "Monday, November 23, 2026".
func (w Words) Date(t time.Time, loc *time.Location) string {
	return w.fill(t, loc, func(g *grammar) string { return g.Date })
}

// Day says a day without its weekday: "November 23, 2026".
func (w Words) Day(t time.Time, loc *time.Location) string {
	return w.fill(t, loc, func(g *grammar) string { return g.Day })
}

// Clock says a time without its zone, for screens whose zone was said: "16:04".
func (w Words) Clock(t time.Time, loc *time.Location) string {
	return w.fill(t, loc, func(g *grammar) string { return g.Clock })
}

// Time says a time with the name of its zone: "16:04 Pacific time".
func (w Words) Time(t time.Time, loc *time.Location) string {
	return w.fill(t, loc, func(g *grammar) string { return g.Time })
}

// DayTime says day and time in few words: "November 23, 2026, 16:04 Pacific time".
func (w Words) DayTime(t time.Time, loc *time.Location) string {
	return w.Day(t, loc) + ", " + w.Time(t, loc)
}

// Moment says day and time: "Monday, November 23, 2026, 16:04 Pacific time".
func (w Words) Moment(t time.Time, loc *time.Location) string {
	return w.fill(t, loc, func(g *grammar) string { return g.Moment })
}

// Zone names a zone: "Pacific time", else its abbreviation at that time, else
// its distance from UTC.
func (w Words) Zone(t time.Time, loc *time.Location) string {
	if loc == nil {
		loc = time.UTC
	}
	if w.t != nil {
		if name, ok := w.t.grammar.Zones[loc.String()]; ok {
			return name
		}
	}
	abbreviation, _ := t.In(loc).Zone()
	if r, _ := utf8.DecodeRuneInString(abbreviation); unicode.IsLetter(r) {
		return abbreviation
	}
	return "UTC" + t.In(loc).Format("-07:00")
}

// fill puts a moment into one of the grammar's patterns. A nil location is UTC.
func (w Words) fill(t time.Time, loc *time.Location, which func(*grammar) string) string {
	if loc == nil {
		loc = time.UTC
	}
	if w.t == nil {
		return t.In(loc).Format("2006-01-02 15:04 MST")
	}
	g := &w.t.grammar
	pattern := which(g)
	t = t.In(loc)
	// A pattern may name other patterns; they are at most two deep.
	for range 2 {
		pattern = strings.NewReplacer("{date}", g.Date, "{clock}", g.Clock, "{time}", g.Time).Replace(pattern)
	}
	half, hour12 := g.AM, t.Hour()%12
	if t.Hour() >= 12 {
		half = g.PM
	}
	if hour12 == 0 {
		hour12 = 12
	}
	return strings.NewReplacer(
		"{weekday}", g.Weekdays[t.Weekday()], "{month}", g.Months[t.Month()-1],
		"{day}", strconv.Itoa(t.Day()), "{year}", strconv.Itoa(t.Year()),
		"{hour}", t.Format("15"), "{hour12}", strconv.Itoa(hour12),
		"{minute}", t.Format("04"), "{half}", half, "{zone}", w.Zone(t, loc),
	).Replace(pattern)
}

// AboutMinutes says a length of time in words: "about 4 minutes", "less than a
// minute", "about 2 hours 30 minutes". It rounds up to whole minutes.
func (w Words) AboutMinutes(d time.Duration) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	switch {
	case d < time.Minute:
		return w.Say("time.about.less")
	case minutes < 60:
		return w.Say("time.about.minutes", "n", minutes)
	case minutes%60 == 0:
		return w.Say("time.about.hours", "n", minutes/60)
	}
	return w.Say("time.about.both", "hours", w.Say("time.hours", "n", minutes/60), "minutes", w.Say("time.minutes", "n", minutes%60))
}

// AboutShort is AboutMinutes for the head of a screen: "about 4 min".
func (w Words) AboutShort(d time.Duration) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	switch {
	case d < time.Minute:
		return w.Say("time.about.short_less")
	case minutes < 60:
		return w.Say("time.about.short", "minutes", minutes)
	}
	return w.Say("time.about.short_hours", "length", w.Short(minutes))
}

// Length says a number of minutes: "45 minutes", "1 hour 10 minutes".
func (w Words) Length(minutes int) string {
	switch {
	case minutes < 60:
		return w.Say("time.minutes", "n", minutes)
	case minutes%60 == 0:
		return w.Say("time.hours", "n", minutes/60)
	}
	return w.Say("time.both", "hours", w.Say("time.hours", "n", minutes/60), "minutes", w.Say("time.minutes", "n", minutes%60))
}

// Short is Length where room is scarce: "45 min", "1 h 10 min".
func (w Words) Short(minutes int) string {
	switch {
	case minutes < 60:
		return w.Say("time.short.minutes", "minutes", minutes)
	case minutes%60 == 0:
		return w.Say("time.short.hours", "hours", minutes/60)
	}
	return w.Say("time.short.both", "hours", minutes/60, "minutes", minutes%60)
}

// Planned says how many minutes an item of an agenda was planned to take and, once
// it is more than none, how long it took: "planned 25", "31 min · planned 25",
// "planned 1 h 10 min".
func (w Words) Planned(minutes int, took time.Duration) string {
	var planned any = minutes
	if minutes >= 60 {
		planned = w.Short(minutes)
	}
	if took <= 0 {
		return w.Say("agenda.planned", "minutes", planned)
	}
	return w.Say("agenda.took", "took", w.Short(int(took.Round(time.Minute)/time.Minute)), "planned", planned)
}

// List says names in a row: "Rosa, Max and June".
func (w Words) List(names []string) string {
	if len(names) == 0 {
		return ""
	}
	if w.t == nil {
		return strings.Join(names, ", ")
	}
	g, last := &w.t.grammar, names[len(names)-1]
	if len(names) == 1 {
		return last
	}
	return strings.Join(names[:len(names)-1], g.Comma) + g.before(g.And, "", last) + last
}

// before is words that stand before a value, with the "and" or "or" at their end
// as the value's first sound asks: "entre Consultar e Involucrar", "una u otra".
func (g *grammar) before(words, lang string, v any) string {
	change := func(plain, other string, sounds func(string) bool) (string, bool) {
		rest, ok := strings.CutSuffix(words, plain)
		if !ok || plain == "" || other == "" {
			return words, false
		}
		var b strings.Builder
		write(&b, lang, "", v)
		if !sounds(strings.ToLower(strings.TrimLeft(b.String(), "\"'«“‘(¿¡"))) {
			return words, false
		}
		return rest + other, true
	}
	if out, ok := change(g.And, g.AndBeforeI, startsWithI); ok {
		return out
	}
	out, _ := change(g.Or, g.OrBeforeO, startsWithO)
	return out
}

// startsWithI tells whether a word of small letters begins with the Spanish sound
// "i": i or hi, but not the glide of "hierba" or "hiato".
func startsWithI(word string) bool {
	rest, h := strings.CutPrefix(word, "h")
	if rest, ok := strings.CutPrefix(rest, "i"); ok {
		return !h || !strings.HasPrefix(rest, "e") && !strings.HasPrefix(rest, "a")
	}
	return strings.HasPrefix(rest, "í")
}

// startsWithO tells whether a word of small letters, or a number in figures, begins
// with the Spanish sound "o".
func startsWithO(word string) bool {
	rest := strings.TrimPrefix(word, "h")
	return strings.HasPrefix(rest, "o") || strings.HasPrefix(rest, "ó") || strings.HasPrefix(word, "8") ||
		word == "11" || strings.HasPrefix(word, "11 ")
}

// Number says a small number in words, "none" to "twelve", and others in
// figures.
func (w Words) Number(n int) string {
	if w.t == nil || n < 0 || n >= len(w.t.grammar.Numbers) {
		return strconv.Itoa(n)
	}
	return w.t.grammar.Numbers[n]
}
