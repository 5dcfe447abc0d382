package remote

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// paragraphs are what can be done with a shared text: add to it, put other words
// in a paragraph's place or one before it, take it out, and put back what somebody
// took out.
func (d *doables) paragraphs(id, does string) {
	w, s := d.words, d.state
	d.write(called("add", id), does, "", safetext.Body, func(words safetext.Text) any {
		edit := s.AtTheEnd(id, words.String())
		edit.First = s.Unwritten(id)
		return edit
	})
	doc := s.Texts.Get(id)
	if doc == nil || doc.IsEmpty() {
		return
	}
	for i, p := range doc.Paras() {
		key := fmt.Sprint(id, "/", p.ID, "/", p.Text)
		x := d.write(called("para", key), w.Say("remote.do.paragraph", "number", i+1), p.Text, safetext.Body, func(words safetext.Text) any {
			return s.InPlaceOf(id, p.ID, words.String())
		})
		d.withdraws(x, s.InPlaceOf(id, p.ID, ""))
		d.write(called("before", key), w.Say("linear.text.before", "number", i+1), "", safetext.Body, func(words safetext.Text) any {
			return s.Before(id, p.ID, words.String())
		})
	}
	for _, n := range doc.Notes() {
		d.plain(called("putback", fmt.Sprint(id, "/", n.ID)), w.Say("terms.do.put_back"), s.PuttingBack(id, n.ID)).says =
			w.Say("terms.took_out", "name", d.name(s.Roster.Seat(roster.SeatID(n.By))), "text", n.Words)
	}
}

// whole is what can be done with the document as a whole; a section's own are told
// by its number.
func (d *doables) whole() {
	w := d.words
	d.views("")
	if d.state.Roster.CanWrite(d.me.ID) {
		for _, f := range d.state.Terms.Findings(terms.Input{Now: d.verbs.parts.Now(), Text: d.state.Texts.Get, Facts: d.state.TermsFacts()}) {
			if f.Answerable() && f.Answered == nil {
				d.write(called("finding", f.Key()), w.Say("document.finding.why"), d.finding(f), safetext.Line, func(words safetext.Text) any {
					return terms.AnswerFinding{Finding: f, Words: words}
				})
			}
		}
	}
	for _, sec := range d.state.Terms.Sections {
		d.all = append(d.all, &doable{name: numbered(sec), about: d.about, does: d.in(sec.Title), says: d.stands(sec)})
	}
}

// section is what can be done in one of them.
func (d *doables) section(sec *terms.Section) {
	d.about = fmt.Sprintf("%s. %s (%s)", numbered(sec), d.in(sec.Title), d.stands(sec))
	if !d.state.Roster.CanWrite(d.me.ID) || d.state.Status == workshop.Closed {
		return
	}
	if d.state.Status == workshop.Ended {
		d.ownViews(sec.ID)
		return
	}
	whole := d.state.Terms.Whole
	locked := whole.Check.IsOpen() || whole.Locked()
	if !locked && !sec.Status.Settled() && sec.Status != terms.Checking {
		d.paragraphs(terms.TextID(sec.ID, cmp.Or(sec.Original, d.words.Lang())), d.words.Say("linear.text.add"))
		d.arrivals(sec)
		d.ready(sec)
	}
	if !locked {
		d.translations(sec)
	}
	if sec.Status.Settled() || whole.Locked() {
		d.write(called("wish", sec.ID), d.words.Say("terms.do.wish"), "", safetext.Line, func(words safetext.Text) any {
			return terms.WishReopen{Section: sec.ID, Reason: words}
		})
	}
	for _, wish := range sec.Wishes {
		if wish.By == d.me.ID || d.state.Roster.CanGuide(d.me.ID) {
			d.plain(called("dropwish", wish.ID), d.words.Say("terms.do.drop_wish", "name", d.name(d.state.Roster.Seat(wish.By))), terms.DropWish{Section: sec.ID, ID: wish.ID}).says = wish.Reason.String()
		}
	}
	d.touches(sec)
	d.views(sec.ID)
}

// ready says how far a section is, and who takes an open one on.
func (d *doables) ready(sec *terms.Section) {
	version := fmt.Sprint(sec.ID, "/", sec.Version)
	switch {
	case sec.Status == terms.Ready:
		d.plain(called("draft", version), d.words.Say("terms.do.draft"), terms.MakeDraft{Section: sec.ID})
	case !sec.Blank(d.state.Texts.Get):
		d.plain(called("ready", version), d.words.Say("terms.do.ready"), terms.MakeReady{Section: sec.ID})
	}
	if sec.Status != terms.Open {
		return
	}
	d.add(doable{name: called("takeon", sec.ID), does: d.words.Say("remote.do.takeon"), how: d.words.Say("spectrum.day.how"), make: func(typed string) (any, error) {
		day, err := time.ParseInLocation(time.DateOnly, typed, zone(d.state))
		if err != nil {
			return nil, fault.New("spectrum_day_unknown").With(err)
		}
		return terms.TakeOn{Section: sec.ID, Seat: d.me.ID, Due: day.AddDate(0, 0, 1).Add(-time.Minute)}, nil
	}})
}

// arrivals are drafts that the exercises brought for a section.
func (d *doables) arrivals(sec *terms.Section) {
	for _, a := range d.state.Terms.Waiting(sec.ID) {
		accept := terms.Accept{Arrivals: []string{a.ID}, Lang: d.words.Lang(), Told: map[string]string{a.ID: d.words.Told(a.Label, a.Words, a.Parts...)}}
		d.plain(called("accept", a.ID), d.words.Say("linear.arrival.accept"), accept).says = d.words.Say(a.Label) + ": " + a.Words
		d.write(called("leaveout", a.ID), d.words.Say("terms.arrive.leave.why"), "", safetext.Line, func(words safetext.Text) any {
			return terms.LeaveOut{Arrival: a.ID, Reason: words}
		})
	}
}

// translations are the section's text in other languages, and the word that one
// says the same as the original.
func (d *doables) translations(sec *terms.Section) {
	if sec.Original == "" || sec.Status == terms.NotUsed {
		return
	}
	for _, l := range d.verbs.parts.Lib.Languages() {
		if l.Tag == sec.Original {
			continue
		}
		id := terms.TextID(sec.ID, l.Tag)
		d.paragraphs(id, d.words.Say("terms.translation.add", "language", d.language(l.Tag)))
		if doc := d.state.Texts.Get(id); doc != nil && !doc.IsEmpty() && !sec.Fresh(d.state.Texts.Get, l.Tag) {
			d.plain(called("same", fmt.Sprint(id, "/", doc.Version())), d.words.Say("terms.do.translated", "language", d.language(l.Tag)), terms.SetTranslation{Section: sec.ID, Lang: l.Tag})
		}
	}
}

// touches lets a delegate say that a section touches their government, or no longer
// does.
func (d *doables) touches(sec *terms.Section) {
	nation := d.me.Nation
	switch {
	case !d.me.Delegate():
	case sec.Touches(nation):
		d.plain(called("untouch", sec.ID), d.words.Say("terms.do.untouch", "nation", nation.String()), terms.Untouch{Section: sec.ID, Nation: nation})
	default:
		d.plain(called("touch", sec.ID), d.words.Say("terms.do.touch", "nation", nation.String()), terms.Touch{Section: sec.ID, Nation: nation})
	}
}

// views are other views on a section, or with "" on the whole: one may write one,
// hold another's too, and change or leave one's own.
func (d *doables) views(section string) {
	w := d.words
	for _, v := range d.state.Terms.ViewsOf(section) {
		key := v.ID + "/" + v.Words.String()
		if v.Held(d.me.ID) {
			x := d.write(called("view", key), w.Say("terms.minority.edit"), v.Words.String(), safetext.Idea, func(words safetext.Text) any {
				return terms.EditView{ID: v.ID, Words: words, Lang: w.Lang()}
			})
			d.withdraws(x, terms.LeaveView{ID: v.ID})
			continue
		}
		for _, kind := range []string{"hold", "myhold"} {
			x := d.plain(called(kind, key), w.Say("terms.minority.join"), terms.JoinView{ID: v.ID, Sign: kind == "myhold"})
			x.says, x.how = v.Words.String(), d.signedHow(kind == "myhold")
		}
	}
	for _, kind := range []string{"view", "myview"} {
		d.write(called(kind, "terms/"+section), w.Say("spectrum.minority.add"), "", safetext.Idea, func(words safetext.Text) any {
			return terms.AddView{Section: section, Words: words, Lang: w.Lang(), Sign: kind == "myview"}
		}).how = d.signedHow(kind == "myview")
	}
}

// ownViews are the person's own, which they may take back once the workshop has
// ended.
func (d *doables) ownViews(section string) {
	for _, v := range d.state.Terms.ViewsOf(section) {
		if v.Held(d.me.ID) {
			d.plain(called("leave", v.ID+"/"+v.Words.String()), d.words.Say("linear.view.takeback"), terms.LeaveView{ID: v.ID}).says = v.Words.String()
		}
	}
}

// finding is what an adopted document should not have, and where.
func (d *doables) finding(f terms.Finding) string {
	subject := f.Subject
	if f.Code == terms.TranslationOld {
		subject = d.language(subject)
	}
	words := d.words.Say(f.Sentence(), "subject", subject, "date", d.calendar(f.Due))
	if sec := d.state.Terms.Section(f.Section); sec != nil {
		words = strings.Join([]string{numbered(sec), d.in(sec.Title), words}, ", ")
	}
	return words
}

// language is what a language is called, by its tag.
func (v view) language(tag string) string {
	for _, l := range v.verbs.parts.Lib.Languages() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}
