package terms

import (
	"slices"
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// EntryKind says what happened to a section.
type EntryKind string

// What a line of a section's history can say.
const (
	Wrote        EntryKind = "wrote"
	TookOut      EntryKind = "took_out"
	PutBack      EntryKind = "put_back"
	Brought      EntryKind = "brought" // accepted from an exercise
	Translated   EntryKind = "translated"
	MadeReady    EntryKind = "made_ready"
	MadeDraft    EntryKind = "made_draft"
	Asked        EntryKind = "asked" // a check opened
	Consented    EntryKind = "agreed"
	WithConcerns EntryKind = "concerns"
	StayedOpen   EntryKind = "open"
	Voided       EntryKind = "voided" // a check was lost, and asked nothing
	Reopened     EntryKind = "reopened"
	LeftOut      EntryKind = "not_used"
	Adopted      EntryKind = "adopted" // the whole
	StatusMoved  EntryKind = "status"  // the whole
)

// Entry is one line of a history: who did what, from when to when. A stretch of
// writing by one person is one line.
type Entry struct {
	Kind EntryKind
	By   roster.SeatID
	// Lang is the language of the text that was written in.
	Lang     string
	From, To time.Time
	// Version is the section's when a text was made ready or asked about.
	Version int
	// Note is the reason given, if the step has one.
	Note safetext.Text
	// Status is the whole's after the step; empty for a section's.
	Status DocStatus
}

// Stretch is the longest pause within one line of writing.
const Stretch = 10 * time.Minute

// recall is how many lines back a stretch of writing is looked for: more people
// than that never write in one section at once.
const recall = 128

// TextID names the shared text of a section in a language.
func TextID(section, lang string) string { return "terms/" + section + "/" + lang }

// ParseTextID splits the id of a section's text; ok is false for other texts.
func ParseTextID(id string) (section, lang string, ok bool) {
	rest, ok := strings.CutPrefix(id, "terms/")
	if !ok {
		return "", "", false
	}
	section, lang, ok = strings.Cut(rest, "/")
	return section, lang, ok && section != "" && langTag(lang)
}

// langTag reports whether a word has the shape of a language tag. Any language
// may be written in, whether or not the software speaks it (domain §8.11).
func langTag(tag string) bool {
	if len(tag) < 2 || len(tag) > 35 {
		return false
	}
	return !strings.ContainsFunc(tag, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// Writing says what an event of the shared text did.
type Writing struct {
	// Kind is Wrote, TookOut (another's words) or PutBack.
	Kind EntryKind
	// Empty says that nothing is left in the text.
	Empty bool
}

// Wrote folds an event of a section's shared text; the root calls it after its
// own fold, for texts that are not of this part too. It gives s itself when
// nothing that is shown here has changed, which is so for most keys: an entry's
// end moves once a minute.
func (s *State) Wrote(at act.Stamp, textID string, w Writing) *State {
	id, lang, ok := ParseTextID(textID)
	sec := s.Section(id)
	if !ok || sec == nil {
		return s
	}
	history, grown := stretch(sec.History, Entry{Kind: w.Kind, By: at.By, Lang: lang, From: at.At, To: at.At})
	original, status := sec.Original, sec.Status
	if original == "" {
		original = lang
	}
	if lang == original {
		switch {
		case w.Empty && (status == Draft || status == Ready || status == Open):
			status = Empty
		case !w.Empty && (status == Empty || status == Ready || status == Open):
			status = Draft
		}
	}
	if !grown && original == sec.Original && status == sec.Status {
		return s
	}
	return s.change(id, func(sec *Section) { sec.History, sec.Original, sec.Status = history, original, status })
}

// stretch adds a line of writing, or lengthens the author's present one. Another
// author's lines may stand between; a step of the section ends every stretch.
func stretch(history []Entry, e Entry) (_ []Entry, grown bool) {
	for i := len(history) - 1; i >= max(0, len(history)-recall); i-- {
		h := history[i]
		if !h.Kind.writing() {
			break
		}
		if h.By != e.By || h.Lang != e.Lang || h.Kind != e.Kind {
			continue
		}
		if e.From.Sub(h.To) > Stretch {
			break
		}
		if e.To.Truncate(time.Minute).Equal(h.To.Truncate(time.Minute)) || e.To.Before(h.To) {
			return history, false
		}
		history = slices.Clone(history)
		history[i].To = e.To
		return history, true
	}
	return append(slices.Clip(history), e), true
}

func (k EntryKind) writing() bool { return k == Wrote || k == TookOut || k == PutBack }

// note adds a line that is not writing.
func (sec *Section) note(at act.Stamp, kind EntryKind, reason safetext.Text) {
	sec.History = append(slices.Clip(sec.History), Entry{Kind: kind, By: at.By, From: at.At, To: at.At,
		Version: sec.Version, Note: reason})
}
