package server_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"convene/internal/library"
	"convene/tui/tuitest/golden"
)

// tells compares all that an ear was told with the story in testdata/story, and
// looks for what must not be in it: a control character, an event told twice, and
// words of others before they were shown.
func (e *ear) tells(name string) {
	e.t.Helper()
	lib, err := library.Builtin()
	must(e.t, err)
	w := lib.Words(e.who.lang)
	lines := strings.Split(strings.ReplaceAll(e.transcript(), "\r", ""), "\n")
	lines = story(w, lines, e.said)
	e.tellsOnce(w, lines)
	e.hides(w, lines)
	golden.Text(e.t, filepath.Join("story", name), strings.Join(lines, "\n")+"\n")
}

// story takes out of what a terminal got whatever differs from one run to the next:
//   - prompts, which news of others pushes down: what was typed stands behind a ">";
//   - a line that the room's last move made the face ask for once more: how fast
//     the next line comes is the machine's affair;
//   - that somebody wrote in a section, told again right behind: two lines of
//     theirs may be told as one;
//   - the return words, and days, which go by the calendar;
//   - the order of cards, of which the room itself says that they are in none.
func story(w library.Words, lines, typed []string) (out []string) {
	prompts := []string{w.Say("linear.prompt"), w.Say("linear.prompt.text"), w.Say("linear.prompt.yes")}
	days := regexp.MustCompile(`(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}|\d{1,2} de [a-z]+ de \d{4}`)
	wrote := pattern(w.Say("linear.section.news"))
	for _, line := range lines {
		line = days.ReplaceAllString(strings.TrimRight(line, " "), "DAY")
		own := line
		for _, p := range prompts {
			own = strings.TrimSpace(strings.TrimPrefix(own, p))
		}
		switch {
		case len(typed) > 0 && own == typed[0]:
			out, typed = append(out, "> "+own), typed[1:]
			continue
		case line == "" || slices.Contains(prompts, line):
			continue
		case line == w.Say("linear.moved.hasty"):
			out = out[:len(out)-1] // the line that is asked for again
			continue
		case line == w.Say("linear.kept"):
			continue // comes with that
		case len(out) > 0 && line == out[len(out)-1] && wrote.MatchString(line):
			continue
		case len(out) > 0 && out[len(out)-1] == w.Say("welcome.words.explain"):
			line = "FOUR RETURN WORDS"
		}
		out = append(out, line)
	}
	return unordered(out)
}

// unordered sorts the lines that follow each other and each begin with a card; the
// numbers before them stay where they are.
func unordered(lines []string) []string {
	card := regexp.MustCompile(`^(\d+\. )?(In Spanish: |En inglés: )?(Listening|Respeto|Pimatisiwin|Hearing people out|Patience|Kinship|Honesty)\b`)
	number := regexp.MustCompile(`^(\d+\. )?(.*)$`)
	for from := 0; from < len(lines); from++ {
		to := from
		for to < len(lines) && card.MatchString(lines[to]) {
			to++
		}
		var bodies, numbers []string
		for _, line := range lines[from:to] {
			m := number.FindStringSubmatch(line)
			numbers, bodies = append(numbers, m[1]), append(bodies, m[2])
		}
		slices.Sort(bodies)
		for i := range bodies {
			lines[from+i] = numbers[i] + bodies[i]
		}
		from = max(from, to-1)
	}
	return lines
}

// tellsOnce checks that no sentence which tells an event is told twice. They are
// read from the face's own code: every sentence that it tells as news.
func (e *ear) tellsOnce(w library.Words, lines []string) {
	e.t.Helper()
	told := make(map[string]int)
	all := events(e.t, w)
	for _, line := range lines {
		if slices.ContainsFunc(all, func(p *regexp.Regexp) bool { return p.MatchString(line) }) {
			told[line]++
		}
	}
	for line, n := range told {
		if n > 1 {
			e.t.Errorf("%s was told %d times: %q", e.who.name, n, line)
		}
	}
}

// again are the sentences that may be told twice: somebody wrote in a section twice;
// a position is told when it is shown, and stands in the result once more. The others
// are a frame for any words.
var again = []string{"linear.section.news", "spectrum.reveal.beside", "linear.moved", "linear.named"} //nolint:gochecknoglobals // a table

// pattern finds a sentence whatever stands in its places.
func pattern(words string) *regexp.Regexp {
	place := regexp.MustCompile(`\\\{[a-z_]+\\\}`)
	return regexp.MustCompile("^" + place.ReplaceAllString(regexp.QuoteMeta(words), ".+") + "$")
}

// events are the sentences that are told as news and name what they are about.
func events(t *testing.T, w library.Words) (out []*regexp.Regexp) {
	t.Helper()
	files, err := filepath.Glob("../tui/linear/*.go")
	must(t, err)
	out = append(out, pattern(w.Say("linear.where")), pattern(w.Say("linear.where.step")))
	said := regexp.MustCompile(`n\.(?:say|need|add)\(n\.s\.Say\("([a-z_.]+)"`)
	for _, file := range files {
		code, err := os.ReadFile(file)
		must(t, err)
		for _, m := range said.FindAllStringSubmatch(string(code), -1) {
			if words := w.Say(m[1]); strings.Contains(words, "{") && !slices.Contains(again, m[1]) {
				out = append(out, pattern(words))
			}
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d sentences tell an event", len(out))
	}
	return out
}

// hides checks that others' cards are not in the story before the wall opened, and
// no way in ever: what stands on others' cards, the passphrase, others' return
// words.
func (e *ear) hides(w library.Words, lines []string) {
	e.t.Helper()
	all := strings.Join(lines, "\n")
	before, _, opened := strings.Cut(all, w.Say("linear.wall.opened"))
	for _, words := range []string{"Listening", "Respeto", "Pimatisiwin", "Hearing people out", "Patience", "Kinship", "Honesty"} {
		if opened && !strings.Contains(e.typed, words) && strings.Contains(before, words) {
			e.t.Errorf("%s was told %q before the wall opened", e.who.name, words)
		}
	}
	for _, a := range e.who.cast.all {
		if a.words != "" && strings.Contains(all, a.words) {
			e.t.Errorf("%s was told %s's return words", e.who.name, a.name)
		}
	}
	if strings.Contains(all, e.who.cast.phrase) {
		e.t.Errorf("%s was told the host's passphrase", e.who.name)
	}
	for i, line := range lines {
		if unseen := w.Say("linear.prompt.unseen"); strings.HasPrefix(line, unseen) && line != unseen {
			e.t.Errorf("%s was shown what is not shown: line %d, %q", e.who.name, i+1, line)
		}
	}
}
