package remote

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
)

// MaxAgenda is the largest agenda file taken, in bytes: the largest that anybody
// may send over a shelf.
const MaxAgenda = 64 << 10

// writeAgenda makes the agenda a file that a host can edit and send back. What
// is not in it (steps, what to say next, sections) stays with the item's id. For
// somebody who may not send it back it is without the host's notes, and without
// the line that would let it be taken.
func writeAgenda(s *workshop.State, w library.Words, plans bool) []byte {
	var b bytes.Buffer
	comment := func(id string, args ...any) {
		for line := range strings.Lines(fold([]string{w.Say(id, args...)}, 76)) {
			fmt.Fprintf(&b, "# %s\n", strings.TrimSpace(line))
		}
	}
	comment("remote.agenda.file.head", "title", s.Meta.Title)
	if plans {
		comment("remote.agenda.file.how")
		comment("remote.agenda.file.send")
		b.WriteByte('\n')
		comment("remote.agenda.file.based")
		fmt.Fprintf(&b, "based_on = %s\n", quoted(s.Agenda.Print()))
	}
	for _, item := range s.Agenda.Items {
		fmt.Fprintf(&b, "\n[[item]]\nid = %s\n", quoted(item.ID))
		writeWords(&b, "title", item.Title)
		fmt.Fprintf(&b, "minutes = %d\nactivity = %s\n", item.Minutes, quoted(item.Activity))
		if item.Skipped {
			b.WriteString("skipped = true\n")
		}
		writeWords(&b, "prompt", item.Prompt)
		writeWords(&b, "care", item.Care)
		if plans {
			writeWords(&b, "host_note", item.HostNote)
		}
	}
	return b.Bytes()
}

func writeWords(b *bytes.Buffer, key string, words agenda.Words) {
	for _, lang := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintf(b, "%s.%s = %s\n", key, lang, quoted(words[lang]))
	}
}

// quoted is a TOML string; its words went through safetext when they came.
func quoted(words string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(words) + `"`
}

// agendaFile is what a file holds. Words are a string, in the sender's language,
// or a table of languages.
type agendaFile struct {
	BasedOn string `toml:"based_on"`
	Items   []struct {
		ID       string `toml:"id"`
		Title    any    `toml:"title"`
		Minutes  int    `toml:"minutes"`
		Activity string `toml:"activity"`
		Skipped  bool   `toml:"skipped"`
		Prompt   any    `toml:"prompt"`
		Care     any    `toml:"care"`
		HostNote any    `toml:"host_note"`
	} `toml:"item"`
}

// readAgenda understands a file that was sent back, against the agenda of now.
// Its errors name the line.
func (v view) readAgenda(raw []byte) (agenda.Rewrite, error) {
	if len(raw) > MaxAgenda {
		return agenda.Rewrite{}, fault.New("agenda_file.size")
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // some editors begin a file with it
	var file agendaFile
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&file); err != nil {
		return agenda.Rewrite{}, unreadable(err)
	}
	c := agenda.Rewrite{Seen: file.BasedOn}
	at, seen := linesOf(raw), make(map[string]bool)
	for n, x := range file.Items {
		r := itemReader{view: v}
		if n < len(at) { // a list on one line has none
			r.at = at[n]
		}
		item, known := v.state.Agenda.Item(x.ID)
		switch {
		case x.ID != "" && !known:
			return c, r.refuse("id", fault.New("item_gone"))
		case known && seen[x.ID]:
			return c, r.refuse("id", fault.New("item_twice"))
		case x.Minutes < 0 || x.Minutes > agenda.MaxMinutes:
			return c, r.refuse("minutes", fault.New("minutes_range", "max", agenda.MaxMinutes))
		case known && x.Activity != item.Activity, !known && !agenda.Simple(cmp.Or(x.Activity, agenda.Talk)):
			return c, r.refuse("activity", fault.New("item_activity"))
		}
		seen[x.ID] = true
		item.Activity, item.Minutes, item.Skipped = cmp.Or(x.Activity, agenda.Talk), x.Minutes, x.Skipped
		item.Title = r.words("title", safetext.Title, x.Title)
		item.Prompt = r.words("prompt", safetext.Idea, x.Prompt)
		item.Care = r.words("care", safetext.Idea, x.Care)
		item.HostNote = r.words("host_note", safetext.Idea, x.HostNote)
		if r.err == nil && len(item.Title) == 0 {
			r.err = r.refuse("title", fault.New("title_needed"))
		}
		if r.err != nil {
			return c, r.err
		}
		c.Items = append(c.Items, item)
	}
	return c, nil
}

// itemReader reads the words of one item; the first error stays.
type itemReader struct {
	view view
	at   map[string]int // lines by key; "" is the item's first
	err  error
}

// refuse says a refusal with the line it is about.
func (r *itemReader) refuse(key string, why *fault.Error) error {
	return fault.New("agenda_file.item", "line", r.line(key), "why", r.view.words.Fault(why)).With(why)
}

func (r *itemReader) line(key string) int {
	if line, ok := r.at[key]; ok {
		return line
	}
	return max(1, r.at[""])
}

func (r *itemReader) words(key string, kind safetext.Kind, value any) agenda.Words {
	given := map[string]any{}
	switch x := value.(type) {
	case nil:
		return nil
	case string:
		given[r.view.words.Lang()] = x
	case map[string]any:
		given = x
	default:
		r.fail(fault.New("agenda_file.read", "line", r.line(key)))
	}
	out := agenda.Words{}
	for lang, x := range given {
		text, ok := x.(string)
		words := safetext.Clean(kind, text)
		switch err := safetext.Fits(kind, words); {
		case !ok:
			r.fail(fault.New("agenda_file.read", "line", r.line(key)))
		case !r.view.verbs.speaks(lang):
			r.fail(fault.New("agenda_file.key", "line", r.line(key), "key", shown(key+"."+lang)))
		case err != nil:
			r.fail(r.refuse(key, fault.New("too_long")))
		case !words.IsBlank():
			out[lang] = words.String()
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (r *itemReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// unreadable says at which line a file is no TOML, or holds a key of its own.
func unreadable(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := strict.Errors[0]
		line, _ := e.Position()
		key := safetext.Clean(safetext.Line, strings.TrimPrefix(strings.Join(e.Key(), "."), "item."))
		return fault.New("agenda_file.key", "line", line, "key", shown(key.String())).With(err)
	}
	line := 1
	var slip *toml.DecodeError
	if errors.As(err, &slip) {
		line, _ = slip.Position()
	}
	return fault.New("agenda_file.read", "line", line).With(err)
}

// linesOf tells on which line each item of a readable file begins, and each of
// its keys.
func linesOf(raw []byte) []map[string]int {
	var out []map[string]int
	var p unstable.Parser
	p.Reset(raw)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable && e.Kind != unstable.KeyValue {
			continue
		}
		it := e.Key()
		if !it.Next() {
			continue
		}
		key, line := string(it.Node().Data), p.Shape(it.Node().Raw).Start.Line
		switch {
		case e.Kind == unstable.ArrayTable:
			out = append(out, map[string]int{"": line})
		case len(out) > 0:
			if _, ok := out[len(out)-1][key]; !ok {
				out[len(out)-1][key] = line
			}
		}
	}
	return out
}
