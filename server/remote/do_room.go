package remote

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// here is what can be done where the room is, and anywhere in it.
func (d *doables) here() {
	switch d.state.Status {
	case workshop.Closed:
		return
	case workshop.Ended:
		d.parked()
		return
	}
	item, ok := d.state.Agenda.Now()
	if ok && d.state.Agenda.Running() && d.state.Roster.CanWrite(d.me.ID) {
		d.about = item.Title.In(d.words.Lang())
		switch item.Activity {
		case values.Activity:
			d.valuesStep()
		case spectrum.Activity:
			d.topic(d.state.Spectrum.Present(d.state.Agenda.At))
		case terms.Activity:
			d.whole()
		case agenda.Opening, agenda.Break:
		default:
			d.paragraphs("notes/"+item.ID, d.words.Say("talk.notes.write"))
		}
	}
	d.about = d.words.Say("remote.do.anywhere")
	d.wishes()
	d.parked()
}

// wishes are what is asked of the room, or of those who guide it.
func (d *doables) wishes() {
	w, f, running := d.words, d.state.Followup, d.state.Agenda.Running()
	if d.state.Roster.CanWrite(d.me.ID) {
		if f.Speaking == d.me.ID || slices.Contains(f.Queue, d.me.ID) {
			d.plain("speak", w.Say("queue.lower"), followup.Lower{}).done = w.Say("queue.lowered")
		} else {
			d.plain("speak", w.Say("remote.do.speak"), followup.Ask{}).done = w.Say("queue.asked")
		}
		if running {
			d.plain("time", w.Say("linear.help.moretime"), agenda.AskTime{}).done = w.Say("rest.time.asked")
		}
		d.write("propose", w.Say("linear.help.propose"), "", safetext.Title, func(words safetext.Text) any {
			return agenda.Propose{Title: words}
		}).done = w.Say("agenda.propose.done")
	}
	if running && !d.state.Agenda.Resting() {
		d.plain("pause", w.Say("linear.help.pause"), agenda.AskPause{}).done = w.Say("rest.ask.what", "n", int(agenda.PauseAgain.Minutes()))
	}
	if d.state.Over() {
		return
	}
	for _, to := range d.state.Listeners(d.me.ID) {
		x := d.write(called("private", string(to.ID)), w.Say("prompt.private.title", "name", d.name(to)), "", safetext.Line, func(words safetext.Text) any {
			return workshop.SayAlone{To: to.ID, Words: words, Lang: w.Lang()}
		})
		x.unseen, x.done = true, w.Say("remote.do.private", "name", d.name(to))
	}
}

// parked are the questions for later that the seat may settle: a note-keeper, who
// guides, the coordinator, and who answers one.
func (d *doables) parked() {
	w, me := d.words, d.me
	keeps := d.state.Roster.CanGuide(me.ID) || me.Has(roster.NoteKeeper) || me.Has(roster.Coordinator)
	for _, q := range d.state.Followup.Questions {
		if !keeps && q.Owner != me.ID {
			continue
		}
		d.about = w.Say("park.head")
		name := called("later", q.ID+"/"+string(q.Owner)+q.OwnerName.String()+q.Due.String()+q.Answer.String()+strconv.FormatBool(q.Done))
		if q.Done {
			d.plain(name, w.Say("park.reopen"), followup.Finish{ID: q.ID, Answer: q.Answer}).says = d.question(q)
			continue
		}
		d.choose(name, d.question(q), "", []option{
			{"1", w.Say("park.owner.ask"), "owner"}, {"2", w.Say("park.due.ask") + " " + w.Say("park.due.hint"), "due"}, {"3", w.Say("park.finish.ask"), "finish"},
		}, func(id, more string) (any, error) { return d.settle(q, id, more) }, "owner", "due", "finish")
	}
}

// question is a parked one as it is told.
func (d *doables) question(q followup.Question) string {
	line, owner := q.Words.String(), q.OwnerName.String()
	if q.Kind == followup.TalkAgain {
		line = d.words.Say("park.talk_again", "matter", line)
	}
	if q.Owner != "" {
		owner = d.name(d.state.Roster.Seat(q.Owner))
	}
	parts := []string{line}
	switch {
	case q.Done && !q.Answer.IsBlank():
		parts = append(parts, d.words.Say("park.answered", "answer", q.Answer.String()))
	case owner != "":
		parts = append(parts, d.words.Say("park.owner", "name", owner))
	}
	if !q.Due.IsZero() && !q.Done {
		parts = append(parts, d.words.Say("park.due", "moment", d.words.Moment(q.Due, zone(d.state))))
	}
	return strings.Join(parts, "; ")
}

// settle is the command that gives a parked question who answers it, a day, or
// its answer.
func (d *doables) settle(q followup.Question, what, more string) (any, error) {
	switch what {
	case "owner":
		p, err := d.person(more)
		if err != nil || p.Said != "" {
			return nil, fault.New("remote.person").With(err)
		}
		due := q.Due
		if due.IsZero() {
			due = followup.FirstReply(q.AskedAt, zone(d.state))
		}
		return followup.Assign{ID: q.ID, Owner: p.Seat, OwnerName: p.Name.As(safetext.Name), Due: due}, nil
	case "due":
		day, err := time.Parse(time.DateOnly, more)
		at := q.AskedAt.In(zone(d.state))
		due := time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, at.Location())
		if err != nil || due.Before(at) {
			return nil, fault.New("spectrum_day_unknown").With(err)
		}
		return followup.Assign{ID: q.ID, Owner: q.Owner, OwnerName: q.OwnerName, Due: due.UTC()}, nil
	}
	words, err := fitting(safetext.Idea, more)
	return followup.Finish{ID: q.ID, Answer: words, Done: true}, err
}

// person finds who is meant: somebody here by their name or how it begins, or,
// behind the word for that, somebody who is not, or nobody.
func (d *doables) person(typed string) (spectrum.Person, error) {
	first, rest, _ := strings.Cut(typed, " ")
	switch {
	case d.means(typed, "nobody"):
		return spectrum.Person{Said: spectrum.Nobody}, nil
	case d.means(first, "absent"):
		name, err := fitting(safetext.Title, rest)
		return spectrum.Person{Name: name}, err
	}
	if seat := d.among(d.state.Roster.Here(), typed); seat != nil {
		return spectrum.Person{Seat: seat.ID}, nil
	}
	return spectrum.Person{}, fault.New("remote.person")
}

// aboutMe is what the person says of themselves, who may answer for them, and the
// cards on the wall that are theirs, which they alone know.
func (d *doables) aboutMe() {
	if d.state.Status == workshop.Closed {
		return
	}
	w, me := d.words, d.me
	d.about = w.Say("me.head")
	for _, f := range []struct {
		name string
		kind safetext.Kind
		at   func(*roster.About) *safetext.Text
	}{
		{"name", safetext.Name, func(a *roster.About) *safetext.Text { return &a.Name }},
		{"title", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Title }},
		{"pronouns", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Pronouns }},
		{"organisation", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Organisation }},
		{"capacity", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Capacity }},
	} {
		about := me.About
		d.write(f.name, w.Say("me."+f.name), f.at(&about).String(), f.kind, func(words safetext.Text) any {
			*f.at(&about) = words
			return roster.Describe{About: about}
		}).done = w.Say("me.saved")
	}
	d.groups()
	d.choose("history", w.Say("me.history"), "", []option{{d.word("yes"), w.Say("me.history.yes"), "yes"}, {d.word("no"), w.Say("me.history.no"), "no"}},
		func(id, _ string) (any, error) { return roster.ShowName{Yes: id == "yes"}, nil })
	d.languages()
	if d.state.Roster.CanWrite(me.ID) && d.state.Status != workshop.Ended {
		d.voices()
		d.ownCards()
	}
}

// groups are where people come from; it gives no rights.
func (d *doables) groups() {
	var options []option
	for i, x := range d.verbs.parts.Lib.Groups() {
		options = append(options, option{strconv.Itoa(i + 1), d.words.In(x.Name), x.ID})
	}
	d.choose("group", d.words.Say("me.group"), d.group(d.me.Group, d.me.GroupWords.String()), append(options, option{"0", d.words.Say("me.group.none"), ""}),
		func(id, more string) (any, error) {
			about := d.me.About
			about.Group, about.GroupWords = roster.Group(id), safetext.Text{}
			if about.Group == roster.OtherGroup {
				about.GroupWords = safetext.Clean(safetext.Title, more)
			}
			return roster.Describe{About: about}, nil
		}, string(roster.OtherGroup)).done = d.words.Say("me.saved")
}

// languages are those of our words, for this person alone.
func (d *doables) languages() {
	var options []option
	for _, l := range d.verbs.parts.Lib.Languages() {
		options = append(options, option{l.Tag, l.Name, l.Tag})
	}
	x := d.choose("language", d.words.Say("menu.language.head"), "", options, nil)
	x.make = func(typed string) (any, error) {
		o, _, ok := d.chosen(options, typed, nil)
		if !ok {
			return nil, fault.New("remote.lang", "languages", d.verbs.languages())
		}
		x.then = func(ctx context.Context) error {
			return d.verbs.parts.Desk.Prefer(ctx, d.workshop, d.me.ID, o.id, d.face)
		}
		return roster.SpeakLanguage{Lang: o.id}, nil
	}
}

// voices are who may answer for the person.
func (d *doables) voices() {
	for _, by := range d.state.Roster.Scribes() {
		name, who := called("voice", string(by.ID)), d.name(by)
		switch {
		case by.ID == d.me.ID:
		case d.state.MayAnswerFor(d.me.ID, by.ID):
			d.plain(called("voice", string(by.ID)+"/ends"), d.words.Say("for.mine.end", "who", who), roster.EndVoice{Seat: d.me.ID, By: by.ID}).done = d.words.Say("for.mine.ended", "who", who)
		default:
			x := d.plain(name, d.words.Say("for.mine.let", "who", who), roster.LetAnswer{By: by.ID})
			x.how, x.done = d.words.Say("for.mine.words", "who", who), d.words.Say("for.mine.done", "who", who)
		}
	}
}
