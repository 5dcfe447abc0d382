package linear

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"convene/internal/library"
)

// wordIDs are the typed words, each a sentence "linear.word.<id>" that lists how
// it may be typed in a language. The words of every language work for everyone.
func wordIDs() []string {
	return []string{
		"help", "where", "who", "agenda", "read", "vote", "answer", "pass", "unsure", "readtome", "write", "reason",
		"cards", "marks", "sections", "add", "replace", "insert", "delete", "ready", "draft", "sign", "speak",
		"park", "propose", "name", "title", "pronouns", "group", "organisation", "capacity", "language", "words",
		"signin", "full", "again", "spell", "quiet", "leave", "more", "kept", "send", "nothing", "back", "yes", "no",
		"host", "next", "previous", "begin", "open", "call", "close", "calloff", "timer", "minutes", "pause",
		"results", "document", "questions", "assign", "topics", "topic", "levels", "fixed", "record", "adopt",
		"carry", "reopen", "people", "door", "end", "note", "history", "view", "accept", "move", "merge", "apart",
		"call_name", "undo", "keep", "link", "deed", "takeback", "mode", "statement", "promise", "settle",
		"position", "affects", "review", "status", "signers", "unused", "show", "translate", "deck", "turn",
		"finding", "speaker", "edit", "goto", "plan", "proposals", "letgo", "order", "queue", "takeon", "dropwish",
		"firstlang", "original", "same", "leaveout", "join", "reword", "underreview", "over", "extend", "signnation",
		"putback", "history_name", "keeper", "proof", "drop", "fill", "level", "copy", "endby", "change", "table", "here", "for", "voice", "away", "moretime", "private",
	}
}

// wordBook finds the command that a typed line begins with. It is never changed.
type wordBook struct {
	ids map[string]string // folded phrase → id
	max int               // words of the longest phrase
}

// newWordBook gathers the words of every language.
func newWordBook(lib *library.Library) wordBook {
	b := wordBook{ids: make(map[string]string)}
	for _, l := range lib.Languages() {
		w := lib.Words(l.Tag)
		for _, id := range wordIDs() {
			for _, phrase := range strings.Split(w.Say("linear.word."+id), ",") {
				phrase = fold(phrase)
				if _, taken := b.ids[phrase]; taken || phrase == "" {
					continue
				}
				b.ids[phrase] = id
				b.max = max(b.max, len(strings.Fields(phrase)))
			}
		}
	}
	return b
}

// find gives the command of the longest phrase that the line begins with, and
// what stands behind it, as it was typed.
func (b wordBook) find(line string) (id, arg string, ok bool) {
	fields := strings.Fields(line)
	for n := min(b.max, len(fields)); n > 0; n-- {
		if id, ok := b.ids[fold(strings.Join(fields[:n], " "))]; ok {
			return id, strings.Join(fields[n:], " "), true
		}
	}
	return "", "", false
}

// exact reports whether a line is a command word and nothing else.
func (b wordBook) exact(line string) bool {
	_, ok := b.ids[fold(line)]
	return ok
}

// bare reports whether a line is a command word alone, or with the number of what
// it is about.
func (b wordBook) bare(line string) bool {
	_, arg, ok := b.find(line)
	_, err := strconv.Atoi(arg)
	return ok && (arg == "" || err == nil)
}

// fold makes words comparable as people type them: without case, accents and
// spaces around.
func fold(words string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.Join(strings.Fields(words), " ")) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// word is how a command is typed in the person's language, the first of its
// ways.
func (s *session) word(id string) string {
	first, _, _ := strings.Cut(s.Say("linear.word."+id), ",")
	return strings.TrimSpace(first)
}
