package library

// Text is one text in several languages, by language tag. It is plain data, so
// that agendas, levels and prompts can be copied into a workshop's first
// events. English ("en") is always there in content that passed the checks.
type Text map[string]string

// In gives the text in a language; where that language is missing it gives the
// English one with the mark "[en] ", which a reader can see.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	if s, ok := t[fallback]; ok {
		return mark + s
	}
	return ""
}

// fallback is the language that every text has; mark stands before a text that
// is shown in it because the reader's own language is missing.
const (
	fallback = "en"
	mark     = "[" + fallback + "] "
)

// Activities of an agenda item that are not exercises. An exercise that is not
// built stands in an agenda as a talk item.
const (
	Talk    = "talk"    // title, prompt, host's notes, timer, shared notes
	Opening = "opening" // a quiet item: no timer, no count, no prompt
	Break   = "break"
	Close   = "close"
)

// Agenda is a ready plan for a meeting (domain §6). Minutes is the sum of its
// items; People is the size of group it suits, from and to.
type Agenda struct {
	ID      string `toml:"id"`
	Title   Text   `toml:"title"`
	Summary Text   `toml:"summary"`
	Minutes int    `toml:"minutes"`
	People  [2]int `toml:"people"`
	Items   []Item `toml:"item"`
}

// Item is one line of an agenda. Activity is Talk, Opening, Break, Close or
// the id of an exercise with steps; then Steps gives the first and the last
// step it runs, from 1. Items of one agenda with the same activity are one run
// of that exercise. Sections names the sections a drafting item is meant for.
// Notes are for the host alone; Say are lines the host can say next. Care is what
// everyone reads before the item begins, where it may stir up hard things.
type Item struct {
	ID       string   `toml:"id"`
	Title    Text     `toml:"title"`
	Minutes  int      `toml:"minutes"`
	Activity string   `toml:"activity"`
	Steps    [2]int   `toml:"steps"`
	Sections []string `toml:"sections" check:"optional"`
	Optional bool     `toml:"optional"`
	Prompt   Text     `toml:"prompt" check:"optional"`
	Notes    Text     `toml:"notes"`
	Care     Text     `toml:"care" check:"optional"`
	Say      []Text   `toml:"say" check:"optional"`
}

// Exercise is an activity of the field. One that Convene can run has steps.
type Exercise struct {
	ID      string `toml:"id"`
	Title   Text   `toml:"title"`
	Purpose Text   `toml:"purpose"`
	Care    Text   `toml:"care" check:"optional"` // what an item for it begins with, as Item.Care
	Steps   []Step `toml:"step" check:"optional"`
}

// Step is one step of an exercise: its title, how long it is planned to take,
// what happens in it (for all), and what the host can say.
type Step struct {
	ID      string `toml:"id"`
	Minutes int    `toml:"minutes"`
	Title   Text   `toml:"title"`
	About   Text   `toml:"about"`
	Say     Text   `toml:"say"`
}

// Section is one section of the Terms of Reference (domain §5). Order is its
// number, from 1; Minimum marks the eleven of the minimum document; Itself the
// one that is filled from the meeting; Annex the part after the last section.
// Feeders are ids of exercises whose results arrive here as drafts, or
// "session", "terms" and "all".
type Section struct {
	ID       string   `toml:"id"`
	Order    int      `toml:"order"`
	Title    Text     `toml:"title"`
	Minimum  bool     `toml:"minimum"`
	Itself   bool     `toml:"itself"`
	Annex    bool     `toml:"annex"`
	Guidance []Text   `toml:"guidance"`
	Feeders  []string `toml:"feeders" check:"optional"`
	Example  Text     `toml:"example"`
}

// Level is one level of the Community Engagement Spectrum (domain §4.2), from
// Order 1 to 5. Short is the promise in the few words that stand beside a
// choice; Also names what others call this level.
type Level struct {
	Order   int    `toml:"order"`
	ID      string `toml:"id"`
	Name    Text   `toml:"name"`
	Also    Text   `toml:"also" check:"optional"`
	Goal    Text   `toml:"goal"`
	Promise Text   `toml:"promise"`
	Short   Text   `toml:"short"`
	Ways    Text   `toml:"ways"`
	Flow    Text   `toml:"flow"`
	Decider Text   `toml:"decider"`
	Example Text   `toml:"example"`
}

// Prompt is a question put to the group, of the set it belongs to:
// "spectrum.reflect", "values.story", "values.write" …
type Prompt struct {
	ID   string `toml:"id"`
	Set  string `toml:"set"`
	Text Text   `toml:"text"`
}

// Card is one word of the starter deck, off by default (domain §4.3).
type Card struct {
	ID   string `toml:"id"`
	Word Text   `toml:"word"`
}

// CPMValue is a value of the Core Practice Model, V1 to V7 (domain §3.4).
type CPMValue struct {
	ID   string `toml:"id"`
	Text Text   `toml:"text"`
}

// Answer is one answer of the agree scale (domain §4.1.1). Key is what a
// person presses: "5" to "0", "p" to pass, "t" for "I need it in my language,
// or read to me". Effect is one of the effect constants.
type Answer struct {
	Key    string `toml:"key"`
	ID     string `toml:"id"`
	Effect string `toml:"effect"`
	Label  Text   `toml:"label"`
	Hint   Text   `toml:"hint" check:"optional"`
}

// Effects of an answer on the agree scale.
const (
	EffectConsent = "consent"
	EffectConcern = "concern" // consent, and the concern is written down
	EffectTalk    = "talk"    // not yet: needs more talk
	EffectBlock   = "block"   // no consent: the fallback rule
	EffectNone    = "none"    // not counted
)

// Group is a partner group. Agency marks the side that the one split of a
// result compares with everyone else; Government marks Tribal governments,
// which are not a group of the consent rule.
type Group struct {
	ID         string `toml:"id"`
	Name       Text   `toml:"name"`
	Agency     bool   `toml:"agency"`
	Government bool   `toml:"government"`
}

// Mode says who can see an answer (safety §5). Promise is the whole truth, shown
// before anyone types; Short is for the head of a list.
type Mode struct {
	ID      string `toml:"id"`
	Name    Text   `toml:"name"`
	Short   Text   `toml:"short"`
	Promise Text   `toml:"promise"`
}

// Line is a standing line with an id: a safety line, a facilitator habit.
type Line struct {
	ID   string `toml:"id"`
	Text Text   `toml:"text"`
}

// Term is one row of the glossary.
type Term struct {
	ID   string `toml:"id"`
	Word Text   `toml:"word"`
	Note Text   `toml:"note" check:"optional"`
}

// Source is a credit: who made it, what it is used for here, under which terms.
type Source struct {
	ID    string `toml:"id"`
	Name  string `toml:"name"`
	Use   Text   `toml:"use"`
	Terms Text   `toml:"terms" check:"optional"`
}
