package terms

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// actions is what can be done with the section, by this person, now.
func (x *section) actions(e *screen.Env) []action {
	sec := x.data(e)
	var out []action
	add := func(when bool, id string, do func(e *screen.Env) screen.Do, args ...any) {
		if when {
			out = append(out, action{e.Say(id, args...), do})
		}
	}
	give := func(body any) func(*screen.Env) screen.Do {
		return func(*screen.Env) screen.Do { return screen.Give(body) }
	}
	show := func(p part) func(*screen.Env) screen.Do {
		return func(*screen.Env) screen.Do { x.s.push(p); return screen.Do{} }
	}
	write, guide := canWrite(e), canGuide(e)
	open := write && sec.Status != terms.NotUsed && sec.Status != terms.Checking && !sec.Status.Settled() && !locked(e)
	blank := sec.Blank(e.Snap.Texts.Get)
	waiting := len(e.Snap.Terms.Waiting(x.id))

	add(guide && open && (sec.Status == terms.Ready || sec.Status == terms.Open), "terms.do.open_check", func(e *screen.Env) screen.Do {
		return x.s.openCheck(e, x.id)
	})
	add(waiting > 0, "terms.do.arrivals", show(newArrivals(x.s, x.id)), "n", waiting)
	add(x.writable(e), "terms.do.side", func(e *screen.Env) screen.Do { return x.side(e) })
	add(x.writable(e) && len(x.takenOut(e)) > 0, "terms.do.put_back", x.putBack)
	add(open && !blank && sec.Status != terms.Ready, "terms.do.ready", give(terms.MakeReady{Section: x.id}))
	add(open && sec.Status == terms.Ready, "terms.do.draft", give(terms.MakeDraft{Section: x.id}))
	add(sec.Check.IsOpen(), "terms.foot.to_check", func(e *screen.Env) screen.Do { return x.main(e, x.data(e)) })
	add(sec.Check != nil && !sec.Check.IsOpen(), "terms.do.result", show(&result{s: x.s, section: x.id}))
	add(write && sec.Status == terms.Open, "terms.do.takeon", x.takeOn)
	add(guide && open && !sec.Minimum, "terms.do.not_used", x.reason("terms.unused.ask", func(r safetext.Text) any {
		return terms.MarkNotUsed{Section: x.id, Reason: r}
	}))
	shut := sec.Status.Settled() || locked(e) && sec.Status != terms.Checking
	add(guide && shut, "terms.do.reopen", x.reason("terms.reopen.ask", func(r safetext.Text) any {
		return terms.Reopen{Section: x.id, Reason: r}
	}))
	add(write && !guide && shut, "terms.do.wish", x.reason("terms.wish.ask", func(r safetext.Text) any {
		return terms.WishReopen{Section: x.id, Reason: r}
	}))
	for _, w := range sec.Wishes {
		add(guide || w.By == e.Me, "terms.do.drop_wish", give(terms.DropWish{Section: x.id, ID: w.ID}), "name", name(e, w.By))
	}
	out = append(out, x.languageActions(e, sec, give)...)
	out = append(out, x.originals(e, sec)...)
	out = append(out, x.nationActions(e, sec, give)...)
	add(true, "terms.do.views", show(&views{s: x.s, section: x.id}), "n", len(e.Snap.Terms.ViewsOf(x.id)))
	add(true, "terms.do.history", show(&history{s: x.s, id: x.id}))
	return out
}

// takenOut are the words that somebody took out of the text in front.
func (x *section) takenOut(e *screen.Env) []text.TakenOut {
	d := e.Snap.Texts.Get(x.writing(e).Text)
	if d == nil {
		return nil
	}
	return d.Notes()
}

// putBack asks which of them come back.
func (x *section) putBack(*screen.Env) screen.Do {
	x.s.push(&menu{s: x.s, title: "terms.put_back.which", actions: func(e *screen.Env) []action {
		id := x.writing(e).Text
		d := e.Snap.Texts.Get(id)
		var out []action
		for _, n := range x.takenOut(e) {
			words := e.Say("terms.took_out", "name", name(e, roster.SeatID(n.By)), "text", n.Words)
			out = append(out, action{words, func(*screen.Env) screen.Do {
				return screen.Give(workshop.EditText{Text: id, Edit: text.Edit{Base: d.Version(), Do: text.Restore{Hole: n.ID}}})
			}})
		}
		return out
	}})
	return screen.Do{}
}

// languageActions offer translations: writing one, and saying that it says what
// the original says.
func (x *section) languageActions(e *screen.Env, sec *terms.Section, give func(any) func(*screen.Env) screen.Do) []action {
	if sec.Original == "" || sec.Blank(e.Snap.Texts.Get) || !canWrite(e) || sec.Status == terms.NotUsed {
		return nil
	}
	var out []action
	for _, l := range e.Lib.Languages() {
		if l.Tag == sec.Original {
			continue
		}
		d := e.Snap.Texts.Get(terms.TextID(x.id, l.Tag))
		if (d == nil || d.IsEmpty() || x.lang != l.Tag) && !e.Snap.Terms.Whole.Locked() {
			out = append(out, action{e.Say("terms.translation.add", "language", e.Language(l.Tag)), func(e *screen.Env) screen.Do {
				x.lang, x.top = l.Tag, 0
				if x.writable(e) {
					x.writing(e).Begin(e)
				}
				return screen.Do{}
			}})
		}
		if d != nil && !d.IsEmpty() && !sec.Fresh(e.Snap.Texts.Get, l.Tag) {
			out = append(out, action{e.Say("terms.do.translated", "language", e.Language(l.Tag)), give(terms.SetTranslation{Section: x.id, Lang: l.Tag})})
		}
	}
	return out
}

// nationActions let a delegate say that the section touches their government,
// or no longer does.
func (x *section) nationActions(e *screen.Env, sec *terms.Section, give func(any) func(*screen.Env) screen.Do) []action {
	me := e.Seat()
	if !me.Delegate() || !running(e) {
		return nil
	}
	nation := me.Nation
	if slices.Contains(sec.Nations, nation) {
		return []action{{e.Say("terms.do.untouch", "nation", nation.String()), give(terms.Untouch{Section: x.id, Nation: nation})}}
	}
	return []action{{e.Say("terms.do.touch", "nation", nation.String()), give(terms.Touch{Section: x.id, Nation: nation})}}
}

// locked reports whether the whole stands as adopted, or is being asked about.
func locked(e *screen.Env) bool {
	w := e.Snap.Terms.Whole
	return w.Check.IsOpen() || w.Locked()
}

// reason asks why, in a line, and gives the command with it.
func (x *section) reason(title string, body func(safetext.Text) any) func(*screen.Env) screen.Do {
	return func(e *screen.Env) screen.Do {
		return x.s.ask(safetext.Line, prompt{title: e.Say(title), send: e.Say("terms.foot.send"), draft: title + "/" + x.id,
			do: func(_ *screen.Env, s string) screen.Do { return screen.Give(body(words(safetext.Line, s))) }})
	}
}

// takeOn asks who takes the section on (a host may name anyone, others
// themselves), then by when.
func (x *section) takeOn(e *screen.Env) screen.Do {
	byWhen := func(c terms.TakeOn) screen.Do {
		return x.s.askDay(e, e.Say("terms.open.when"), "takeon/"+x.id, func(_ *screen.Env, due time.Time) screen.Do {
			c.Due = due
			return screen.Give(c)
		})
	}
	if !canGuide(e) {
		return byWhen(terms.TakeOn{Section: x.id, Seat: e.Me})
	}
	x.s.push(&menu{s: x.s, title: "terms.open.ask", actions: func(e *screen.Env) []action {
		return people(e, func(_ *screen.Env, seat roster.SeatID, name safetext.Text) screen.Do {
			return byWhen(terms.TakeOn{Section: x.id, Seat: seat, Name: name})
		}, x.s)
	}})
	return screen.Do{}
}

// side is writing that only its writer sees, until they place it at the end of
// the section.
func (x *section) side(e *screen.Env) screen.Do {
	id := x.writing(e).Text
	return x.s.ask(safetext.Body, prompt{title: e.Say("terms.side.head"), note: e.Say("terms.side.note"), send: e.Say("terms.side.place"),
		draft: "side/" + id, do: func(e *screen.Env, s string) screen.Do { return place(e, id, s) }})
}
