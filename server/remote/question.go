package remote

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// question is something the room asks now. Its name is its own for ever: an
// answer that comes after it closed finds nothing to land on (promise 8).
type question struct {
	name  string // what is typed: "today-k7qd2"
	about string // what it is about, in words of ours or of people's
	// matter is what is asked to be accepted, line by line, where that is no section
	// that tor reads.
	matter []string
	asks   string
	poll   *poll.Poll
	few    bool
	// options are what can be answered; none where words are.
	options []option
	several bool // more than one of the options may be named
	// cards is the quiet writing where cards are asked; each answer adds one.
	cards *values.Writing
	// send makes the command of an answer: the options chosen, or words.
	// Neither takes an earlier answer back.
	send func(chosen []string, words safetext.Text) any
}

type option struct {
	Key   string `json:"answer"`
	Label string `json:"label"`
	id    string
}

// alphabet is without signs that look alike.
const alphabet = "23456789abcdefghjkmnpqrstvwxyz"

// called names a question by its kind and its poll.
func called(kind, pollID string) string {
	sum := sha256.Sum256([]byte(pollID))
	name := []byte(kind + "-")
	for _, b := range sum[:5] {
		name = append(name, alphabet[int(b)%len(alphabet)])
	}
	return string(name)
}

// questions are all that are asked now, each poll by itself.
func (v view) questions() []question {
	var out []question
	for _, t := range v.state.Spectrum.Topics {
		out = append(out, v.topicQuestions(t)...)
	}
	out = append(out, v.valuesQuestions()...)
	for _, c := range v.state.Terms.OpenChecks() {
		out = append(out, v.termsQuestions(c)...)
	}
	return out
}

// topicQuestions are what is asked on a topic now.
func (v view) topicQuestions(t *spectrum.Topic) []question {
	about := t.Sentence.Text.String()
	inside := strings.Trim(about, "¿? ")
	reason := func(id string) func([]string, safetext.Text) any {
		return func(_ []string, words safetext.Text) any {
			if words.IsBlank() {
				return spectrum.Withdraw{Poll: id}
			}
			return spectrum.WriteReason{Poll: id, Words: words, Lang: v.words.Lang()}
		}
	}
	cast := func(id string) func([]string, safetext.Text) any {
		return func(chosen []string, _ safetext.Text) any {
			if len(chosen) == 0 {
				return spectrum.Withdraw{Poll: id}
			}
			return spectrum.Cast{Poll: id, Choice: chosen[0]}
		}
	}
	if r := t.OpenRound(); r != nil {
		var out []question
		for _, q := range []struct {
			kind, ask string
			poll      *poll.Poll
		}{{"today", "spectrum.question.today", r.Today}, {"should", "spectrum.question.should", r.Should}} {
			if q.poll != nil {
				out = append(out, question{name: called(q.kind, q.poll.ID), about: about, asks: v.words.Say(q.ask, "topic", inside),
					poll: q.poll, few: r.Few, options: v.levels(q.poll), send: cast(q.poll.ID)})
			}
		}
		return append(out, v.why(r.Reasons, about, reason(r.Reasons.ID)))
	}
	if c := t.OpenCheck(); c != nil {
		return []question{
			{name: called("agree", c.ID()), about: about, matter: v.offer(t), asks: v.words.Say("spectrum.consent.ask"), poll: c.Poll,
				few: c.Few, options: v.scale(), send: cast(c.ID())},
			v.why(c.Reasons, about, reason(c.Reasons.ID)),
		}
	}
	return nil
}

func (v view) valuesQuestions() []question {
	x, w := v.state.Values, v.words
	if c := x.OpenWriting(); c != nil {
		return []question{{name: called("card", c.Cards.ID), asks: w.Say("values.write.question"), poll: c.Cards, few: c.Few, cards: c}}
	}
	if m := x.OpenMarking(); m != nil {
		q := question{name: called("marks", m.Poll.ID), asks: w.Say("values.support.ask"), poll: m.Poll, few: m.Few, several: true}
		for i, id := range m.Poll.Options {
			q.options = append(q.options, option{strconv.Itoa(i + 1), x.Title(id), id})
		}
		q.options = append(q.options, option{v.word("pass"), w.Say("keys.pass.help"), poll.Pass})
		q.send = func(chosen []string, _ safetext.Text) any {
			if len(chosen) == 1 && chosen[0] == poll.Pass {
				return values.Mark{Marks: m.Poll.ID, Pass: true}
			}
			return values.Mark{Marks: m.Poll.ID, Clusters: chosen}
		}
		return []question{q}
	}
	if c := x.OpenCheck(); c != nil {
		return []question{
			{name: called("values", c.ID()), matter: v.listed(c.Asked), asks: w.Say("values.consent.ask"), poll: c.Poll, few: c.Few, options: v.scale(),
				send: func(chosen []string, _ safetext.Text) any {
					if len(chosen) == 0 {
						return values.Withdraw{Poll: c.ID()}
					}
					return values.Cast{Poll: c.ID(), Choice: chosen[0]}
				}},
			v.why(c.Reasons, "", func(_ []string, words safetext.Text) any {
				if words.IsBlank() {
					return values.Withdraw{Poll: c.Reasons.ID}
				}
				return values.WriteReason{Poll: c.Reasons.ID, Words: words, Lang: w.Lang()}
			}),
		}
	}
	return nil
}

func (v view) termsQuestions(c *terms.Check) []question {
	kind, about, matter, asks := "whole", "", v.unchecked(), v.words.Say("check.ask_whole")
	if sec := v.state.Terms.Section(c.Section); sec != nil {
		kind, matter, asks = fmt.Sprintf("section%d", sec.Order), nil, v.words.Say("check.ask")
		about = v.words.Say("remote.section.about", "number", sec.Order, "title", v.in(sec.Title), "version", c.Version)
	}
	return []question{
		{name: called(kind, c.ID()), about: about, matter: matter, asks: asks, poll: c.Poll, few: c.Few, options: v.scale(),
			send: func(chosen []string, _ safetext.Text) any {
				a := terms.Answer{Poll: c.ID()}
				if len(chosen) > 0 {
					a.Choice = chosen[0]
				}
				return a
			}},
		v.why(c.Reasons, about, func(_ []string, words safetext.Text) any {
			return terms.Reason{Poll: c.ID(), Words: words, Lang: v.words.Lang()}
		}),
	}
}

// why is the question for a reason, apart from the answer; nobody has to give
// one.
func (v view) why(p *poll.Poll, about string, send func([]string, safetext.Text) any) question {
	asks := v.words.Say("vote.reason.ask")
	if p.Mode == poll.Named {
		asks = v.words.Say("vote.reason.ask_named")
	}
	return question{name: called("why", p.ID), about: about, asks: asks, poll: p, send: send}
}

// levels are the five levels by number, and the answers that every vote has.
func (v view) levels(p *poll.Poll) []option {
	var out []option
	for i, id := range p.Options {
		out = append(out, option{strconv.Itoa(i + 1), v.level(id), id})
	}
	return append(out, option{v.word("unsure"), v.words.Say("keys.notsure.help"), poll.Unsure},
		option{v.word("pass"), v.words.Say("keys.pass.help"), poll.Pass})
}

// level names a level, or an answer that every vote has.
func (v view) level(id string) string {
	if level, ok := v.state.Spectrum.Content.Level(id); ok {
		return v.in(level.Name)
	}
	return v.agreement(id)
}

// scale is the agree scale, which has words of its own for not being sure: "I need
// more talk first" (domain §4.1.1).
func (v view) scale() []option {
	var out []option
	for _, x := range v.verbs.parts.Lib.Scale() {
		label := v.words.In(x.Label)
		if len(x.Hint) > 0 {
			label += " (" + v.words.In(x.Hint) + ")"
		}
		out = append(out, option{x.Key, label, x.ID})
	}
	return out
}

// agreement names an answer of the agree scale.
func (v view) agreement(id string) string {
	switch id {
	case poll.Unsure:
		return v.words.Say("spectrum.vote.notsure")
	case poll.Pass:
		return v.words.Say("spectrum.vote.pass")
	}
	for _, x := range v.verbs.parts.Lib.Scale() {
		if x.ID == id {
			return x.Key + " " + v.words.In(x.Label)
		}
	}
	return id
}

// word is what is typed for an answer that has no number, in the reader's
// language; the words of every language are understood.
func (v view) word(id string) string {
	first, _, _ := strings.Cut(v.words.Say("remote.word."+id), ",")
	return first
}

func (v view) means(typed, id string) bool {
	for _, l := range v.verbs.parts.Lib.Languages() {
		for _, word := range strings.Split(v.verbs.parts.Lib.Words(l.Tag).Say("remote.word."+id), ",") {
			if strings.EqualFold(typed, strings.TrimSpace(word)) {
				return true
			}
		}
	}
	return false
}

// read understands an answer and makes the seat's command of it.
func (v view) read(q question, typed string) (any, error) {
	if v.means(typed, "withdraw") {
		return q.send(nil, safetext.Text{}), nil
	}
	if len(q.options) == 0 {
		words := safetext.Clean(safetext.Line, typed)
		if err := safetext.Fits(safetext.Line, words); err != nil {
			return nil, fault.New("too_long").With(err)
		}
		return q.send(nil, words), nil
	}
	fields := []string{typed}
	if _, whole := v.choice(q, typed); q.several && !whole {
		fields = strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	}
	var chosen []string
	for _, f := range fields {
		id, ok := v.choice(q, f)
		if !ok {
			return nil, fault.New("remote.answer", "name", q.name, "answers", v.words.List(keys(q.options)))
		}
		chosen = append(chosen, id)
	}
	return q.send(chosen, safetext.Text{}), nil
}

// choice finds the option that was typed: its number or key, its word in any
// language, or else its label, where no other has the same.
func (v view) choice(q question, typed string) (string, bool) {
	for _, o := range q.options {
		if o.id == poll.Pass && v.means(typed, "pass") || o.id == poll.Unsure && v.means(typed, "unsure") || strings.EqualFold(typed, o.Key) {
			return o.id, true
		}
	}
	o, ok, _ := one(q.options, func(o option) bool { return alike(typed) == alike(o.Label) })
	return o.id, ok
}

func keys(options []option) []string {
	var out []string
	for _, o := range options {
		out = append(out, o.Key)
	}
	return out
}

// askable leaves the questions that a seat may answer now.
func (v view) askable(seat roster.SeatID) []question {
	var out []question
	for _, q := range v.questions() {
		if q.poll.May(seat) && v.state.Roster.CanWrite(seat) {
			out = append(out, q)
		}
	}
	return out
}
