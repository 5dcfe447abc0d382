package linear

import (
	"maps"
	"slices"
	"strings"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// shared is a shared text that this person may read and write by paragraphs.
type shared struct {
	text  string // its id
	title string
	kind  safetext.Kind
	lang  string // the language it is written in, if known
	first bool   // nobody had written there when the person was asked
}

// paragraphs adds what can be done with a shared text: read, add, replace,
// insert before, delete, take back.
func (s *session) paragraphs(t *task, x shared) {
	t.add("read", s.Say("linear.text.read", "title", x.title), func(arg string) error { s.readParagraphs(x); return nil })
	if !s.snap.Roster.CanWrite(s.person.Seat) {
		return
	}
	t.add("add", s.Say("linear.text.add"), func(arg string) error { return s.addParagraphs(x, arg) })
	t.add("change", s.Say("linear.text.change"), func(string) error { return s.changeText(x) })
	for _, c := range s.changes(x) {
		t.more(c.word, c.label, c.do)
	}
	t.hear("write", func(arg string) error { return s.addParagraphs(x, arg) })
}

// changes are what can be done with a text beside adding to it, each by a word of
// its own.
func (s *session) changes(x shared) []choice {
	one := func(change func(shared, *text.Doc, text.ParaID, int) error) action {
		return func(arg string) error { return s.changeParagraph(x, arg, change) }
	}
	return []choice{
		{word: "replace", label: s.Say("linear.text.replace"), do: one(s.replaceParagraph)},
		{word: "insert", label: s.Say("linear.text.insert"), do: one(s.insertParagraph)},
		{word: "delete", label: s.Say("linear.text.delete"), do: one(s.deleteParagraph)},
		{word: "undo", label: s.Say("linear.text.undo"), do: func(string) error {
			s.edit(x, s.doc(x), text.Undo{}, 0)
			return nil
		}},
		{word: "putback", label: s.Say("linear.text.putback"), do: func(arg string) error { return s.putBack(x, arg) }},
	}
}

// changeText asks which of them.
func (s *session) changeText(x shared) error {
	var o options
	for _, c := range s.changes(x) {
		o.add(c.label, func() error { return c.do("") })
	}
	return s.pick(s.Say("linear.text.change"), o)
}

// doc is the text as it stands, an empty one if nobody has written there.
func (s *session) doc(x shared) *text.Doc {
	if d := s.snap.Texts.Get(x.text); d != nil {
		return d
	}
	return text.New()
}

// readParagraphs reads the text out, numbered, and remembers what was read.
func (s *session) readParagraphs(x shared) {
	d := s.doc(x)
	s.heard[x.text] = nil
	maps.DeleteFunc(s.writers, func(key string, _ bool) bool { return strings.HasPrefix(key, x.text+"/") })
	var lines []string
	if d.IsEmpty() {
		s.read(append([]string{s.Say("linear.text.empty", "title", x.title)}, s.takenOut(x, d)...))
		return
	}
	for i, p := range d.Paras() {
		s.heard[x.text] = append(s.heard[x.text], heard{p.ID, p.Text})
		var names []string
		for by := range p.Authors {
			if name := s.name(roster.SeatID(by)); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		words := s.theirs(p.Text, s.langOf(p, x.lang))
		if strings.TrimSpace(p.Text) == "" {
			words = s.Say("linear.text.blank")
		}
		id, args := "linear.section.read", []any{"number", i + 1, "names", s.w.List(names), "text", words}
		if len(names) == 0 {
			id, args = "linear.section.read.nobody", []any{"number", i + 1, "text", words}
		}
		lines = append(lines, s.Say(id, args...))
	}
	s.read(append(lines, s.takenOut(x, d)...))
}

// langOf is the language of a paragraph: the text's own, or, where that is not
// said, what all of its writers read.
func (s *session) langOf(p *text.Para, lang string) string {
	if lang != "" {
		return lang
	}
	for by := range p.Authors {
		seat := s.snap.Roster.Seat(roster.SeatID(by))
		if seat == nil || lang != "" && seat.Lang != lang {
			return ""
		}
		lang = seat.Lang
	}
	return lang
}

// addParagraphs takes lines as paragraphs at the end, until an empty one. Once the
// room asks something else, a line may be meant for that (design promise 8).
func (s *session) addParagraphs(x shared, arg string) error {
	s.point(x)
	defer s.visit.Point(workshop.Caret{})
	if arg = strings.TrimSpace(arg); arg != "" {
		s.appendParagraph(x, arg)
		return nil
	}
	q := asking{prompt: s.Say("linear.text.type"), kind: x.kind, field: x.text}
	at := questionIn(s.snap)
	for {
		r, err := s.ask(q)
		if err != nil || !r.ok {
			return err
		}
		if now := questionIn(s.snap); now != at {
			yes, err := s.confirm(s.Say("linear.text.still", "title", x.title))
			if err != nil || !yes {
				s.tell(s.Say("linear.kept"))
				return err
			}
			at = now
		}
		if !s.appendParagraph(x, r.words.String()) {
			return nil
		}
		s.drop(q.field)
		q.prompt = "" // what to do was said
	}
}

func (s *session) appendParagraph(x shared, words string) bool {
	s.see()
	d := s.doc(x)
	if !d.IsEmpty() && d.Paras()[len(d.Paras())-1].Text != "" {
		words = "\n" + words
	}
	last := d.Paras()[len(d.Paras())-1].ID
	return s.edit(x, d, text.Insert{At: d.End(), Text: words}, last)
}

// changeParagraph finds the paragraph that a number means, as it was read, and
// warns if it has changed since.
func (s *session) changeParagraph(x shared, arg string, change func(shared, *text.Doc, text.ParaID, int) error) error {
	if len(s.heard[x.text]) == 0 {
		s.readParagraphs(x)
	}
	all := s.heard[x.text]
	if len(all) == 0 {
		return nil
	}
	n, ok := number(arg, len(all))
	for !ok {
		r, err := s.ask(asking{prompt: s.Say("linear.text.which", "n", len(all)), kind: safetext.Line, exact: true})
		if err != nil || !r.ok {
			return err
		}
		n, ok = number(r.words.String(), len(all))
	}
	s.see()
	d, was := s.doc(x), all[n-1]
	p, _ := d.Para(was.id)
	if p == nil {
		s.tell(s.Say("linear.text.gone", "number", n))
		s.readParagraphs(x)
		return nil
	}
	if p.Text != was.text {
		yes, err := s.confirm(s.Say("linear.text.changed", "number", n, "text", p.Text))
		if err != nil || !yes {
			return err
		}
	}
	return change(x, d, p.ID, n)
}

// replaceParagraph puts new words in the place of a paragraph's. What others
// write into it meanwhile stays (design §2, "Shared text").
func (s *session) replaceParagraph(x shared, d *text.Doc, id text.ParaID, n int) error {
	p, _ := d.Para(id)
	act := text.Replace{Range: d.Whole(id), At: text.Pos{Para: id}}
	if yes, err := s.mayTakeOut(x, d, act); err != nil || !yes {
		return err
	}
	s.point(x)
	defer s.visit.Point(workshop.Caret{})
	field := x.text + "#" + itoa(n)
	r, err := s.ask(asking{prompt: s.Say("linear.text.new", "number", n), kind: x.kind, field: field})
	if err != nil || !r.ok {
		return err
	}
	s.see()
	if now, _ := s.doc(x).Para(id); now == nil || now.Text != p.Text {
		s.tell(s.Say("linear.text.moved", "number", n), s.Say("linear.kept"))
		s.heard[x.text] = nil
		return nil
	}
	act.Text = r.words.String()
	if s.edit(x, d, act, id) {
		s.drop(field)
	}
	return nil
}

// insertParagraph puts a paragraph before another.
func (s *session) insertParagraph(x shared, d *text.Doc, id text.ParaID, n int) error {
	s.point(x)
	defer s.visit.Point(workshop.Caret{})
	field := x.text + "#before" + itoa(n)
	r, err := s.ask(asking{prompt: s.Say("linear.text.before", "number", n), kind: x.kind, field: field})
	if err != nil || !r.ok {
		return err
	}
	if s.edit(x, d, text.Insert{At: text.Pos{Para: id}, Text: r.words.String() + "\n"}, id) {
		s.drop(field)
	}
	return nil
}

// deleteParagraph takes a paragraph out, with the line end that parts it from
// its neighbour.
func (s *session) deleteParagraph(x shared, d *text.Doc, id text.ParaID, n int) error {
	cut, at := d.Cut(id)
	act := text.Remove{Range: cut}
	if yes, err := s.mayTakeOut(x, d, act); err != nil || !yes {
		return err
	}
	s.edit(x, d, act, at)
	return nil
}
