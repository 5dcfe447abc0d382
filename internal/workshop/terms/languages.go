package terms

import (
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Texts reads shared texts by id; nil where nobody wrote yet.
type Texts func(id string) *text.Doc

// print tells one wording from another, 0 where nothing stands. It is made from
// the words alone, so what leaves them as they were (an undone key, a note
// cleared from the margin) makes no translation old.
func (t Texts) print(section, lang string) uint64 {
	return Print(t.words(section, lang))
}

// words are what stands in a section's text now.
func (t Texts) words(section, lang string) string {
	if t == nil || lang == "" {
		return ""
	}
	if d := t(TextID(section, lang)); d != nil {
		return d.Plain()
	}
	return ""
}

// Blank reports whether a section's original says nothing.
func (sec *Section) Blank(t Texts) bool {
	return strings.TrimSpace(t.words(sec.ID, sec.Original)) == ""
}

// Translation gives the section's translation into a language.
func (sec *Section) Translation(lang string) (Translation, bool) {
	i := slices.IndexFunc(sec.Translations, func(t Translation) bool { return t.Lang == lang })
	if i < 0 {
		return Translation{}, false
	}
	return sec.Translations[i], true
}

// Fresh reports whether the section has a text in the language that says what
// the original says now: the original itself, or a translation checked against
// it, neither changed since.
func (sec *Section) Fresh(t Texts, lang string) bool {
	if lang == sec.Original {
		return lang != "" && !sec.Blank(t)
	}
	tr, ok := sec.Translation(lang)
	return ok && tr.Of == t.print(sec.ID, sec.Original) && tr.Own == t.print(sec.ID, lang)
}

// Reader will read a text aloud to those whose language has no version: a seat,
// or the name of someone in the room without one.
type Reader struct {
	Lang string        `json:"lang"`
	Seat roster.SeatID `json:"seat,omitempty"`
	Name safetext.Text `json:"name,omitzero"`
}

// named reports whether the reader is somebody.
func (r Reader) named(people *roster.State) bool {
	seat := people.Seat(r.Seat)
	return seat != nil && !seat.Ended || !r.Name.IsBlank()
}

// Missing lists the languages of the people in the room that a section, or with
// "" the whole document, has no fresh text in and nobody named to read aloud.
func (s *State) Missing(t Texts, people *roster.State, section string, readers []Reader) []string {
	var out []string
	for _, seat := range people.Here() {
		lang := seat.Lang
		if lang == "" || slices.Contains(out, lang) {
			continue
		}
		if slices.ContainsFunc(readers, func(r Reader) bool { return r.Lang == lang && r.named(people) }) {
			continue
		}
		for _, sec := range s.asked(t, section) {
			if !sec.Fresh(t, lang) {
				out = append(out, lang)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

// asked lists the sections that a check is about: one, or all that say
// something.
func (s *State) asked(t Texts, section string) []*Section {
	var out []*Section
	for _, sec := range s.Sections {
		if sec.ID == section || section == "" && sec.Status != NotUsed && !sec.Blank(t) {
			out = append(out, sec)
		}
	}
	return out
}

// SetOriginal says which language a section is first written in. A host may, as
// long as the section is open for writing.
type SetOriginal struct{ Section, Lang string }

func (c SetOriginal) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	sec, err := s.writable(c.Section)
	switch {
	case err != nil:
		return act.Result{}, err
	case !langTag(c.Lang):
		return act.Result{}, fault.New("language_unknown")
	case sec.Original == c.Lang:
		return act.Result{}, nil
	}
	return events(OriginalSet(c)), nil
}

// SetTranslation says that the giver, or Checker, compared the text in Lang with
// the original and both say the same now. Drop takes a translation's mark away.
type SetTranslation struct {
	Section, Lang string
	Checker       safetext.Text
	Drop          bool
}

func (c SetTranslation) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	sec := s.Section(c.Section)
	switch {
	case sec == nil:
		return act.Result{}, fault.New("section_gone")
	case c.Lang == sec.Original || !langTag(c.Lang):
		return act.Result{}, fault.New("translation_original")
	case c.Drop:
		return events(TranslationSet{Section: c.Section, Translation: Translation{Lang: c.Lang}, Drop: true}), nil
	}
	if err := fits(safetext.Name, c.Checker); err != nil {
		return act.Result{}, err
	}
	texts := Texts(w.Text)
	if sec.Blank(texts) || strings.TrimSpace(texts.words(sec.ID, c.Lang)) == "" {
		return act.Result{}, fault.New("translation_empty")
	}
	t := Translation{Lang: c.Lang, Of: texts.print(sec.ID, sec.Original), Own: texts.print(sec.ID, c.Lang),
		By: w.Seat, Checker: c.Checker}
	return events(TranslationSet{Section: c.Section, Translation: t}), nil
}
