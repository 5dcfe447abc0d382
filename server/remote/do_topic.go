package remote

import (
	"fmt"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/spectrum"
)

// topic is what can be done with the topic that the room is at: its record before
// the first vote, the promise, what who decides says, and, at every step, a
// government's position and other views. While a vote or check is open, and once
// it is recorded as final, only the last two.
func (d *doables) topic(t *spectrum.Topic) {
	if t == nil {
		return
	}
	place := d.about
	d.about = t.Sentence.Text.String()
	free := t.OpenRound() == nil && t.OpenCheck() == nil && !t.Final()
	switch step := d.state.Agenda.At.Step; {
	case free && step == spectrum.StepFrame:
		for _, f := range spectrum.Fields() {
			d.field(t, f)
		}
	case free && step == spectrum.StepPromise:
		d.promise(t)
	}
	if t.More != nil {
		d.write(called("reason", t.More.ID), d.words.Say("linear.reason.later"), "", safetext.Line, func(words safetext.Text) any {
			return spectrum.AddReason{Poll: t.More.ID, Words: words, Lang: d.words.Lang()}
		})
	}
	d.delegate(t)
	d.topicViews(t)
	d.about = place
}

// field is a part of the record; its name is of what stands there, so that nobody
// overwrites another unseen.
func (d *doables) field(t *spectrum.Topic, f spectrum.Field) {
	rev := t.Edits[f].Rev
	set := spectrum.Fill{Topic: t.ID, Field: f, Rev: rev}
	x := d.add(doable{name: called(string(f), t.ID+"/"+strconv.Itoa(rev)), does: d.words.Say("spectrum.field." + string(f)), says: d.fieldWords(t, f)})
	switch f {
	case spectrum.FieldFixed:
		x.how = d.words.Say("remote.do.fixed", "nothing", d.word("nothing"), "withdraw", d.word("withdraw"))
		x.options = d.limitKinds()
		x.make = func(typed string) (any, error) { return d.limits(t, set, typed) }
	case spectrum.FieldSigns:
		x.how = d.words.Say("remote.do.person", "absent", d.word("absent")) + " " + d.words.Say("remote.do.nobody", "nobody", d.word("nobody"))
		x.make = func(typed string) (_ any, err error) {
			set.Value.Person, err = d.person(typed)
			return set, err
		}
	case spectrum.FieldTribe:
		x.how = d.words.Say("remote.do.tribe", "yes", d.word("yes"), "no", d.word("no"))
		x.make = func(typed string) (any, error) { return d.tribe(t, set, typed) }
	default:
		x.make = func(typed string) (any, error) {
			kind := safetext.Idea
			if f == spectrum.FieldSentence {
				kind = safetext.Line
			} else if d.means(typed, "nothing") {
				set.Value.Entry.Said = spectrum.Nothing
				return set, nil
			}
			words, err := fitting(kind, typed)
			set.Value.Entry = spectrum.Entry{Text: words, Lang: d.words.Lang()}
			return set, err
		}
	}
}

// limitKinds are what can fix something, by number.
func (d *doables) limitKinds() []option {
	var out []option
	for i, kind := range spectrum.LimitKinds() {
		out = append(out, option{strconv.Itoa(i + 1), d.words.Say("spectrum.kind." + kind), kind})
	}
	return out
}

// limits adds what is fixed, takes one out by its number, or says that nothing is:
// "2 The number of visits; the juvenile court; the law asks for it; Congress".
func (d *doables) limits(t *spectrum.Topic, set spectrum.Fill, typed string) (any, error) {
	if d.means(typed, "nothing") {
		set.Value.Entry.Said = spectrum.Nothing
		return set, nil
	}
	first, which, _ := strings.Cut(typed, " ")
	if n, err := strconv.Atoi(which); err == nil && d.means(first, "withdraw") && n > 0 && n <= len(t.Fixed) {
		set.Value.Limits = append(append(set.Value.Limits, t.Fixed[:n-1]...), t.Fixed[n:]...)
		return set, nil
	}
	kind, rest, _ := d.chosen(d.limitKinds(), typed, spectrum.LimitKinds())
	parts := strings.Split(rest, ";")
	part := func(i int) safetext.Text {
		if i >= len(parts) {
			return safetext.Text{}
		}
		return safetext.Clean(safetext.Line, strings.TrimSpace(parts[i]))
	}
	l := spectrum.Limit{What: spectrum.Entry{Text: part(0), Lang: d.words.Lang()}, Kind: kind.id}
	if by := spectrum.Day(part(1).String()); len(parts) == 2 && by.Valid() {
		l.CheckBy = by
	} else {
		l.Source, l.Reason, l.Changer = part(1), part(2), part(3)
	}
	if !l.Whole() || len(parts) > 4 {
		return nil, fault.New("remote.fixed")
	}
	set.Value.Limits = append(append(set.Value.Limits, t.Fixed...), l)
	return set, nil
}

// tribe says whether the topic affects a Tribe; its name may follow a yes.
func (d *doables) tribe(t *spectrum.Topic, set spectrum.Fill, typed string) (any, error) {
	first, nation, _ := strings.Cut(typed, " ")
	switch {
	case d.means(typed, "no"):
		set.Value.Tribe = spectrum.TribeNo
	case d.means(typed, "yes"):
		set.Value.Tribe = spectrum.TribeYes
	case d.means(first, "yes"):
		return spectrum.Affect{Topic: t.ID, Nation: safetext.Clean(safetext.Name, nation)}, nil
	default:
		return nil, fault.New("choice_unknown")
	}
	return set, nil
}

// promise is its text, and what stands beside it.
func (d *doables) promise(t *spectrum.Topic) {
	w := d.words
	set := spectrum.SetPromise{Topic: t.ID, Conditions: t.Promise.Conditions, Keeper: t.Promise.Keeper, Proof: t.Promise.Proof, Rev: t.Promise.Rev}
	name := func(kind string) string { return called(kind, fmt.Sprint(t.ID, "/", t.Promise.Rev)) }
	d.paragraphs(t.PromiseText(), w.Say("spectrum.promise.text"))
	d.write(name("conditions"), w.Say("spectrum.promise.conditions"), t.Promise.Conditions.Text.String(), safetext.Idea, func(words safetext.Text) any {
		c := set
		c.Conditions = spectrum.Entry{Text: words, Lang: w.Lang()}
		return c
	})
	d.add(doable{name: name("keeper"), does: w.Say("spectrum.promise.keeper"), says: d.keeper(t.Promise),
		how: w.Say("remote.do.person", "absent", d.word("absent")), make: func(typed string) (_ any, err error) {
			c := set
			c.Keeper, err = d.person(typed)
			return c, err
		}})
	d.add(doable{name: name("proof"), does: w.Say("spectrum.promise.proof"), says: d.calendar(string(t.Promise.Proof)), how: w.Say("spectrum.day.how"),
		make: func(typed string) (any, error) {
			c := set
			c.Proof = spectrum.Day(typed)
			return c, nil
		}})
	if t.Signs.Seat == d.me.ID || t.Signs.Seat == "" && !t.Signs.Name.IsBlank() && d.state.Roster.CanGuide(d.me.ID) {
		d.statement(t)
	}
}

// statement is the word of the person who decides: 1, or 2 with a level and why, or
// 3 with a day. Its name is of all that they say it about.
func (d *doables) statement(t *spectrum.Topic) {
	w, says := d.words, ""
	if st := t.Statement(); st != nil {
		says = d.stated(t, *st)
	}
	of := d.state.Spectrum.Print(d.state.Texts.Get, t)
	x := d.choose(called("statement", t.ID+"/"+of), w.Say("linear.statement.ask"), says, []option{
		{"1", w.Say("spectrum.statement.choice.can_keep"), string(spectrum.CanKeep)},
		{"2", w.Say("spectrum.statement.choice.up_to"), string(spectrum.UpTo)},
		{"3", w.Say("spectrum.statement.choice.must_check"), string(spectrum.MustCheck)},
	}, func(id, more string) (any, error) {
		c := spectrum.Declare{Topic: t.ID, Of: of, Kind: spectrum.StatementKind(id)}
		switch c.Kind {
		case spectrum.UpTo:
			level, why, _ := strings.Cut(more, " ")
			n, err := strconv.Atoi(level)
			if levels := d.state.Spectrum.Content.Levels; err == nil && n > 0 && n <= len(levels) {
				c.Level = levels[n-1].ID
			}
			c.Because = spectrum.Entry{Text: safetext.Clean(safetext.Idea, why), Lang: w.Lang()}
		case spectrum.MustCheck:
			c.By = spectrum.Day(more)
		}
		return c, nil
	}, string(spectrum.UpTo), string(spectrum.MustCheck))
	x.how = w.Say("remote.do.statement")
}

// delegate is what somebody who speaks for a government does beside the vote: its
// position, and whether the topic affects it.
func (d *doables) delegate(t *spectrum.Topic) {
	w, nation := d.words, d.me.Nation
	if nation.IsBlank() {
		return
	}
	var options []option
	var takes []string
	for i, st := range spectrum.Stands() {
		takes = append(takes, string(st))
		options = append(options, option{strconv.Itoa(i + 1), w.Say("spectrum.position.choice." + string(st)), string(st)})
	}
	says := ""
	if p := t.Position(nation); p != nil {
		says = d.position(*p)
	}
	name := called("position", fmt.Sprint(t.ID, "/", len(t.Rounds), "/", len(t.Positions)))
	d.choose(name, w.Say("spectrum.delegate.release.ask", "nation", nation.String()), says, options, func(id, more string) (any, error) {
		c := spectrum.Release{Topic: t.ID, Stand: spectrum.Stand(id), Lang: w.Lang()}
		if day, words, _ := strings.Cut(more, " "); c.Stand == spectrum.ToCouncil && spectrum.Day(day).Valid() {
			c.Due, more = spectrum.Day(day), words
		}
		c.Words = safetext.Clean(safetext.Idea, more)
		return c, nil
	}, takes...).how = w.Say("remote.do.position")
	switch flagged := t.Flagged(nation); {
	case flagged:
		d.plain(called("clear", t.ID), w.Say("spectrum.delegate.clear", "nation", nation.String()), spectrum.Unaffect{Topic: t.ID, Nation: nation})
	case d.me.Delegate():
		d.plain(called("affects", t.ID), w.Say("spectrum.delegate.affects", "nation", nation.String()), spectrum.Affect{Topic: t.ID, Nation: nation})
	}
}

// topicViews are other views on a topic that was voted on, each its holder's own.
func (d *doables) topicViews(t *spectrum.Topic) {
	if len(t.Rounds) == 0 {
		return
	}
	for _, v := range t.Views {
		if v.Withdrawn || v.Holder != d.me.ID {
			continue
		}
		x := d.write(called("view", v.ID+"/"+v.Words.String()), d.words.Say("terms.minority.edit"), v.Words.String(), safetext.Idea, func(words safetext.Text) any {
			return spectrum.SetView{Topic: t.ID, View: v.ID, Words: words, Lang: d.words.Lang(), Signed: v.Signed}
		})
		d.withdraws(x, spectrum.WithdrawView{Topic: t.ID, View: v.ID})
	}
	for _, kind := range []string{"view", "myview"} {
		signed := kind == "myview"
		d.write(called(kind, t.ID), d.words.Say("spectrum.minority.add"), "", safetext.Idea, func(words safetext.Text) any {
			return spectrum.SetView{Topic: t.ID, Words: words, Lang: d.words.Lang(), Signed: signed}
		}).how = d.signedHow(signed)
	}
}

func (d *doables) signedHow(signed bool) string {
	if signed {
		return d.words.Say("spectrum.minority.signed")
	}
	return d.words.Say("spectrum.minority.unsigned")
}
