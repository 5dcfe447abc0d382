package remote

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// part is something that the room has in front of it.
type part struct {
	Head  string   `json:"head"`
	Lines []string `json:"lines"`
}

// reading is what the room has in front of it, for whoever has a seat: what is
// asked is told by vote, what was closed by results, and sections by tor.
func (v view) reading() page {
	item, ok := v.state.Agenda.Now()
	if !ok || !v.state.Agenda.Running() {
		return page{[]string{v.words.Say("remote.read.nothing")}, []part{}}
	}
	parts := []part{{Head: item.Title.In(v.words.Lang()), Lines: []string{}}}
	if len(item.Care) > 0 {
		parts[0].Lines = append(parts[0].Lines, v.words.Say("care.line", "words", item.Care.In(v.words.Lang())))
	}
	switch item.Activity {
	case values.Activity:
		parts = append(parts, v.valuesParts()...)
	case spectrum.Activity:
		if t := v.state.Spectrum.Present(v.state.Agenda.At); t != nil {
			parts = append(parts, v.topicParts(t)...)
		}
	case terms.Activity:
		parts = append(parts, v.outline())
	case agenda.Opening, agenda.Break:
	default:
		if prompt := v.in(item.Prompt); prompt != "" {
			parts[0].Lines = append(parts[0].Lines, prompt)
		}
		parts = append(parts, part{v.words.Say("talk.notes"), v.textLines("notes/" + item.ID)})
	}
	p := page{data: parts}
	for _, x := range parts {
		p.lines = append(p.lines, under(x.Head))
		for _, line := range x.Lines {
			p.lines = append(p.lines, "  "+under(line))
		}
	}
	return p
}

// textLines are a shared text's paragraphs.
func (v view) textLines(id string) []string {
	lines := []string{}
	if doc := v.state.Texts.Get(id); doc != nil && !doc.IsEmpty() {
		for _, p := range doc.Paras() {
			lines = append(lines, p.Text)
		}
	}
	return lines
}

// valuesParts are the wall, gathering by gathering, or from the marks on the list
// with both columns.
func (v view) valuesParts() (out []part) {
	x, w := v.state.Values, v.words
	if x.LastMarking() == nil {
		for i, c := range x.Live() {
			head := w.Say("values.cluster.line", "number", i+1, "name", c.Name.String())
			switch {
			case c.Name.IsBlank() && c.Apart:
				head = w.Say("values.cluster.line_apart", "number", i+1, "who", v.name(v.state.Roster.Seat(c.ApartBy)))
			case c.Name.IsBlank():
				head = w.Say("values.cluster.line_unnamed", "number", i+1)
			}
			out = append(out, part{head, v.cardLines(c.ID)})
		}
		if loose := v.cardLines(""); len(loose) > 0 {
			out = append(out, part{w.Say("values.cluster.loose"), loose})
		}
		return out
	}
	out = v.valueParts(x.List())
	some := part{Head: w.Say("values.some")}
	for _, c := range x.HeldBySome() {
		some.Lines = append(some.Lines, x.Title(c.ID))
	}
	if len(some.Lines) > 0 {
		out = append(out, some)
	}
	return out
}

// valueParts are values, each with both columns.
func (v view) valueParts(list []values.Value) (out []part) {
	for i, value := range list {
		p := part{strconv.Itoa(i+1) + ". " + value.Name.String(), []string{}}
		for _, deed := range value.Do {
			p.Lines = append(p.Lines, v.words.Say("linear.deed.do")+": "+deed.String())
		}
		for _, deed := range value.Slipped {
			p.Lines = append(p.Lines, v.words.Say("linear.deed.slipped")+": "+deed.String())
		}
		out = append(out, p)
	}
	return out
}

// cardLines are the cards of a gathering as their givers wrote them, with a name
// only where the giver wished it.
func (v view) cardLines(cluster string) []string {
	var out []string
	for _, c := range v.state.Values.In(cluster) {
		line := cardWords(c)
		if !c.Gloss.IsBlank() {
			line += " (" + c.Gloss.String() + ")"
		}
		switch {
		case c.Seat != "":
			line += ", " + v.openly(c.Seat, c.By)
		case c.Group != "":
			line += ", " + v.group(c.Group, "")
		}
		out = append(out, line)
	}
	return out
}

// cardWords are a card's words as its giver wrote them.
func cardWords(c values.Card) string {
	words := c.Word.String()
	if !c.Sentence.IsBlank() {
		words += ". " + c.Sentence.String()
	}
	return words
}

// topicParts are a topic's record, its promise with what stands beside it, what
// governments said, and other views.
func (v view) topicParts(t *spectrum.Topic) []part {
	w := v.words
	record := part{Head: t.Sentence.Text.String(), Lines: []string{}}
	for _, f := range spectrum.Fields()[1:] {
		record.Lines = append(record.Lines, w.Say("spectrum.field."+string(f))+": "+v.fieldWords(t, f))
	}
	out := []part{record}
	if promise := v.promise(t); len(promise.Lines) > 0 {
		out = append(out, promise)
	}
	for _, n := range t.Nations() {
		if p := t.Position(n); p != nil {
			out = append(out, part{n.String(), []string{v.position(*p)}})
		}
	}
	for _, view := range t.Views {
		if !view.Withdrawn {
			out = append(out, part{w.Say("spectrum.minority.head"), []string{view.Words.String()}})
		}
	}
	return out
}

// promise is a topic's promise, with what stands beside it.
func (v view) promise(t *spectrum.Topic) part {
	w := v.words
	promise := part{w.Say("spectrum.promise.head"), v.textLines(t.PromiseText())}
	for _, x := range []struct{ id, says string }{{"conditions", t.Promise.Conditions.Text.String()}, {"keeper", v.keeper(t.Promise)}, {"proof", v.calendar(string(t.Promise.Proof))}} {
		if x.says != "" {
			promise.Lines = append(promise.Lines, w.Say("spectrum.promise."+x.id)+": "+x.says)
		}
	}
	if st := t.Statement(); st != nil {
		promise.Lines = append(promise.Lines, v.stated(t, *st))
	}
	return promise
}

// offer is what a topic's check asks to accept: the level, and the promise with
// what stands beside it.
func (v view) offer(t *spectrum.Topic) []string {
	var levels []string
	for _, id := range t.Levels(v.state.Spectrum.Content) {
		levels = append(levels, v.level(id))
	}
	promise := v.promise(t)
	out := []string{v.words.Say("linear.offer.levels", "levels", v.words.List(levels)), promise.Head + ":"}
	return append(out, promise.Lines...)
}

// listed are values with both columns, as they are asked to be accepted.
func (v view) listed(list []values.Value) []string {
	var out []string
	for _, p := range v.valueParts(list) {
		out = append(append(out, p.Head), p.Lines...)
	}
	return out
}

// unchecked says which sections with words no check has agreed, before the whole
// text is accepted with them.
func (v view) unchecked() []string {
	var names []string
	for _, sec := range v.state.Terms.Unchecked(v.state.Texts.Get) {
		names = append(names, strconv.Itoa(sec.Order)+" "+v.in(sec.Title))
	}
	if len(names) == 0 {
		return nil
	}
	return []string{v.words.Say("terms.whole.unchecked", "n", len(names), "sections", strings.Join(names, "; "))}
}

// outline are the sections of the document and how far each is.
func (v view) outline() part {
	settled, all := v.state.Terms.Progress()
	p := part{v.words.Say("terms.whole.progress", "done", settled, "n", all), []string{}}
	for _, sec := range v.state.Terms.Sections {
		p.Lines = append(p.Lines, fmt.Sprintf("%2s. %s, %s", numbered(sec), v.in(sec.Title), v.stands(sec)))
	}
	return p
}

// signin gives the seat what a phrase opens: a host's, the coordinator's, or the
// words of a government's delegate. It is typed, and stands on no line.
func (g *guest) signin(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if g.line.Text != "" {
		return fault.New("remote.secret", "line", "signin")
	}
	phrase, err := g.typed(nil, "remote.signin.ask")
	if err != nil {
		return err
	}
	role, nation, err := g.verbs.parts.Desk.SignIn(ctx, r, g.call.Guest, seat.ID, phrase)
	switch {
	case err != nil:
		return err
	case nation != "":
		return g.say(g.words.Say("signin.delegate", "nation", nation))
	}
	return g.say(g.words.Say("signin." + string(role)))
}
