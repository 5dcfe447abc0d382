package remote

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// doable is something that a seat may do now, beside answering what is asked.
// What can change has a name that was made from what the person saw: a line that
// comes after the change finds nothing of that name, and changes nothing
// (promise 8).
type doable struct {
	name  string // what is typed: "touched-k7qd2"
	about string // what it belongs to, in words of ours or of people's
	does  string
	says  string // what stands there now
	how   string // what is written behind the name, where that is more than words
	// options are what can be written behind the name; none where words are.
	options []option
	// bare takes nothing behind its name.
	bare bool
	// unseen takes its words from the input alone, and stands on no line.
	unseen bool
	// make makes the command of what was written.
	make func(typed string) (any, error)
	// then is done after the command; nil for nothing.
	then func(context.Context) error
	done string // what is said then; empty for the usual
}

// doables gathers what a seat may do.
type doables struct {
	view
	workshop, face string
	me             *roster.Seat
	// own is the seat's own answer to a poll, known to them alone.
	own   func(poll string) ([]byte, bool)
	about string
	all   []*doable
}

func (d *doables) add(x doable) *doable {
	x.about = d.about
	d.all = append(d.all, &x)
	return &x
}

// write adds what takes a person's words.
func (d *doables) write(name, does, says string, kind safetext.Kind, make func(safetext.Text) any) *doable {
	return d.add(doable{name: name, does: does, says: says, make: func(typed string) (any, error) {
		words, err := fitting(kind, typed)
		if err != nil {
			return nil, err
		}
		return make(words), nil
	}})
}

// plain adds what takes nothing behind its name.
func (d *doables) plain(name, does string, body any) *doable {
	return d.add(doable{name: name, does: does, bare: true, make: func(string) (any, error) { return body, nil }})
}

// choose adds what takes one of some answers, and words behind those that takes
// names.
func (d *doables) choose(name, does, says string, options []option, make func(id, more string) (any, error), takes ...string) *doable {
	return d.add(doable{name: name, does: does, says: says, options: options, make: func(typed string) (any, error) {
		o, more, ok := d.chosen(options, typed, takes)
		if !ok {
			return nil, fault.New("remote.answer", "name", name, "answers", d.words.List(keys(options)))
		}
		return make(o.id, more)
	}})
}

// chosen finds the option that is meant. The whole line is its label or its key, in
// any language; or it is one of those that take words, and begins the line: by its
// key, or else by its label, the longest that ends at a word. A line that could
// mean two means neither, and words that nothing takes are never left out.
func (d *doables) chosen(options []option, typed string, takes []string) (o option, more string, ok bool) {
	if o, ok, two := one(options, func(o option) bool {
		return alike(typed) == alike(o.Label) || strings.EqualFold(typed, o.Key) || d.means(typed, o.id)
	}); ok || two {
		return o, "", ok
	}
	first, rest, _ := strings.Cut(typed, " ")
	longest := 0
	for _, x := range options {
		n := len(x.Label)
		switch {
		case !slices.Contains(takes, x.id):
		case strings.EqualFold(first, x.Key) || d.means(first, x.id):
			return x, strings.TrimFunc(rest, blank), true
		case n > longest && n < len(typed) && typed[n] == ' ' && strings.EqualFold(typed[:n], x.Label):
			o, more, ok, longest = x, strings.TrimFunc(typed[n:], blank), true, n
		}
	}
	return o, more, ok
}

// one gives the only option that fits, or says that two do.
func one(options []option, fits func(option) bool) (o option, ok, two bool) {
	for _, x := range options {
		if fits(x) {
			if ok {
				return option{}, false, true
			}
			o, ok = x, true
		}
	}
	return o, ok, false
}

// fitting are a person's words, refused where there are none or too many.
func fitting(kind safetext.Kind, typed string) (safetext.Text, error) {
	words := safetext.Clean(kind, typed)
	if words.IsBlank() {
		return words, fault.New("words_needed")
	}
	if err := safetext.Fits(kind, words); err != nil {
		return words, fault.New("too_long").With(err)
	}
	return words, nil
}

// doables are what the seat may do: where the room is, about the person
// themselves, and in a section of the document.
func (g *guest) doables(ctx context.Context, r *room.Room, seat *roster.Seat) *doables {
	return &doables{view: g.view(), workshop: g.id, face: g.face[seat.ID], me: cmp.Or(g.state.Roster.Seat(seat.ID), seat), own: func(poll string) ([]byte, bool) {
		value, ok, err := r.Own(ctx, g.sitter(seat), poll)
		return value, ok && err == nil
	}}
}

// do lists what can be done, "do", "do me" or "do 3", or does what is named.
func (g *guest) do(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	name, typed, _ := strings.Cut(g.line.Text, " ")
	d := g.doables(ctx, r, seat)
	sec, unknown := d.sectionOf(name)
	switch _, noNumber := strconv.Atoi(name); {
	case name == "":
		d.here()
	case d.means(name, "me"):
		d.aboutMe()
	case sec != nil:
		d.section(sec)
	case noNumber == nil:
		return unknown
	default:
		return g.does(ctx, r, seat, d.find(name), unquoted(strings.TrimFunc(typed, blank)))
	}
	return g.show(d.page())
}

// find gives what goes by a name, or only the name.
func (d *doables) find(name string) *doable {
	d.here()
	d.aboutMe()
	for _, sec := range d.state.Terms.Sections {
		d.section(sec)
	}
	for _, x := range d.all {
		if strings.EqualFold(x.name, name) {
			return x
		}
	}
	return &doable{name: name}
}

// gone says that nothing goes by a name, or why nothing does any more.
func (g *guest) gone(x *doable) error {
	switch g.state.Status {
	case workshop.Ended:
		return fault.New("workshop_ended")
	case workshop.Closed:
		return fault.New("workshop_closed")
	}
	return fault.New("remote.do", "name", shown(x.name))
}

// does does what was named, with what was written behind it or is typed when
// asked.
func (g *guest) does(ctx context.Context, r *room.Room, seat *roster.Seat, x *doable, typed string) (err error) {
	switch {
	case x.make == nil:
		return g.gone(x)
	case x.unseen && typed != "":
		return fault.New("remote.secret", "line", "do "+x.name)
	case typed == "" && !x.bare:
		if typed, err = g.typed(x.lines(), "remote.do.ask"); err != nil {
			return err
		}
		g.state = r.Snapshot().State // they may have typed for long
		if x = g.doables(ctx, r, seat).find(x.name); x.make == nil {
			return g.gone(x)
		}
	}
	body, err := x.make(typed)
	if err != nil {
		return err
	}
	if err := r.Do(ctx, room.ForSeat(g.sitter(seat), body)); err != nil {
		return err
	}
	if x.then != nil {
		if err := x.then(ctx); err != nil {
			return err
		}
	}
	if x.done != "" {
		return g.say(x.done)
	}
	done := g.words.Say("remote.done", "what", x.does)
	if x.sentence() {
		done = strings.TrimSuffix(done, ".")
	}
	return g.say(done)
}

// page lists what can be done, under what it belongs to.
func (d *doables) page() page {
	type entry struct {
		Name    string   `json:"name"`
		About   string   `json:"about,omitempty"`
		Does    string   `json:"does"`
		Says    string   `json:"says,omitempty"`
		How     string   `json:"how,omitempty"`
		Options []option `json:"options,omitempty"`
		Unseen  bool     `json:"typed_when_asked,omitempty"`
	}
	entries, about := []entry{}, ""
	var p page
	for _, x := range d.all {
		entries = append(entries, entry{x.name, x.about, x.does, x.says, x.how, x.options, x.unseen})
		if x.about != about && len(p.lines) > 0 {
			p.lines = append(p.lines, "")
		}
		if x.about != about {
			p.lines = append(p.lines, under(x.about))
		}
		about = x.about
		p.lines = append(p.lines, x.lines()...)
	}
	p.data = entries
	if len(entries) == 0 {
		p.lines = []string{d.words.Say("remote.do.none")}
	}
	return p
}

// sentence reports whether what is done is told by a whole one, with its sign.
func (x *doable) sentence() bool {
	return strings.HasSuffix(x.does, "?") || strings.HasSuffix(x.does, ".")
}

// lines are one of them as people read it.
func (x *doable) lines() []string {
	line := fmt.Sprintf("  %-15s %s", x.name, x.does)
	switch {
	case x.says == "":
	case x.sentence():
		line += " " + x.says
	default:
		line += ": " + x.says
	}
	lines := []string{under(line)}
	if x.how != "" {
		lines = append(lines, "      "+x.how)
	}
	for _, o := range x.options {
		lines = append(lines, strings.TrimRight("      "+o.Key+"  "+under(o.Label), " "))
	}
	return lines
}
