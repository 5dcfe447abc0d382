package spectrum

import (
	"strconv"
	"strings"

	"convene/internal/workshop/act"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// The numbered parts beside the promise's text.
const (
	partConditions = iota
	partKeeper
	partProof
	partStatement
	promiseParts
)

// promisePage is the promise being written together, and what stands beside it.
func (s *Screen) promisePage(e *screen.Env, v view) screen.Page {
	t := v.topic
	p := screen.Page{Focus: -1}
	levels := t.Levels(e.Snap.Spectrum.Content)
	title := e.Say("spectrum.promise.open")
	if len(levels) > 0 {
		title = e.Say("spectrum.promise.at", "level", guide.Levels(e, levels))
	}
	p.Rows = append(paint.Paragraph(theme.Strong, title, e.W), nil)
	if words := proposedWords(e, t, levels); words != "" {
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, words, e.W)...), nil)
	}
	w := s.writing(t)
	p.Step = e.InLanguage(e.LangOf(w.Doc(e)))
	if n := w.Writers(e); n > 0 {
		p.Step = strings.TrimPrefix(p.Step+", "+e.Say("terms.writing", "n", n), ", ")
	}
	if w.Doc(e) == nil && !w.Active() {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("spectrum.promise.empty"), e.W)...)
	} else {
		text := w.Layout(e)
		if text.Cursor != nil {
			p.Cursor = &paint.Point{X: text.Cursor.X, Y: text.Cursor.Y + len(p.Rows)}
		}
		if text.Focus >= 0 {
			p.Focus = text.Focus + len(p.Rows)
		}
		p.Rows = append(p.Rows, text.Rows...)
	}
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("spectrum.promise.named"), e.W)...)
	p.Rows = append(append(p.Rows, nil), s.partRows(e, t)...)
	p.Rows = append(p.Rows, s.besideRows(e, t)...)
	if w.Active() {
		p.Hints = w.Hints(e)
		return p
	}
	if mayWriteIn(e, t) && !v.looking {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("spectrum.foot.write"), Field: true},
			{Action: keys.Choose, Keys: "1–4", Words: e.Say("keys.edit.foot")}}
	}
	p.Hints = append(p.Hints, s.viewHints(e)...)
	return p
}

// partRows are the conditions, the keeper, the day, and the decision-maker's
// statement.
func (s *Screen) partRows(e *screen.Env, t *domain.Topic) []paint.Row {
	var rows []paint.Row
	values := [promiseParts]string{entryWords(e, t.Promise.Conditions), keeperWords(e, t.Promise), "", statementWords(e, t)}
	if t.Promise.Proof != "" {
		values[partProof] = guide.Day(e, t.Promise.Proof)
	}
	for i, id := range [promiseParts]string{"conditions", "keeper", "proof", "statement"} {
		words, style := values[i], theme.Plain
		if words == "" {
			words, style = e.Say("spectrum.frame.empty"), theme.Waiting
		}
		rows = append(rows, labelled(e, strconv.Itoa(i+1), e.Say("spectrum.short."+id), style, words)...)
	}
	return rows
}

// keeperWords names who keeps the promise, and whether they said so themselves.
func keeperWords(e *screen.Env, p domain.Promise) string {
	name := guide.Person(e, p.Keeper)
	switch {
	case name == "":
		return ""
	case !p.Keeper.Here():
		return e.Say("spectrum.keeper.absent", "name", name)
	case !p.Accepted && p.Keeper.Seat == e.Me:
		return e.Say("spectrum.keeper.you", "name", name)
	case !p.Accepted:
		return e.Say("spectrum.keeper.named", "name", name)
	}
	return e.Say("spectrum.keeper.accepted", "name", name)
}

// statementWords is the decision-maker's last statement, or that it is waited
// for.
func statementWords(e *screen.Env, t *domain.Topic) string {
	name := guide.Person(e, t.Signs)
	st := t.Statement()
	switch {
	case name == "":
		return e.Say("spectrum.statement.none")
	case st == nil:
		return e.Say("spectrum.statement.wait", "name", name)
	}
	return saidWords(e, name, *st)
}

func saidWords(e *screen.Env, name string, st domain.Statement) string {
	words := e.Say("spectrum.statement.said."+string(st.Kind), "name", name, "level", guide.Level(e, st.Level),
		"why", e.Quoted(st.Because.Text.String(), st.Because.Lang), "date", guide.Day(e, st.By))
	if st.Reported {
		words += " " + e.Say("spectrum.statement.reported", "name", seatName(e, st.Seat))
	}
	return words
}

// besideRows are the governments' positions and the other views.
func (s *Screen) besideRows(e *screen.Env, t *domain.Topic) []paint.Row {
	var rows []paint.Row
	for _, words := range besideWords(e, t) {
		rows = append(rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	for _, words := range viewWords(e, t) {
		rows = append(rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	if len(rows) == 0 {
		return nil
	}
	return append([]paint.Row{nil}, rows...)
}

// writing is the promise's shared text.
func (s *Screen) writing(t *domain.Topic) *screen.Writing {
	if s.promise == nil || s.promise.Text != t.PromiseText() {
		s.promise = screen.NewWriting(t.PromiseText())
	}
	return s.promise
}

// mayWriteIn reports whether the person may write the promise now.
func mayWriteIn(e *screen.Env, t *domain.Topic) bool {
	item, _ := e.Snap.Agenda.Now()
	w := act.World{Now: e.Now, Seat: e.Me, Roster: e.Snap.Roster, Where: e.Snap.Agenda.At, Activity: item.Activity,
		Text: e.Snap.Texts.Get}
	return e.Snap.Spectrum.MayWrite(w, t.PromiseText()) == nil
}

func (s *Screen) promiseKey(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	t := v.topic
	if do := s.viewKey(e, t, a); !do.Ignored {
		return do
	}
	if v.looking {
		return screen.Ignore()
	}
	switch a {
	case keys.Main, keys.Write:
		if mayWriteIn(e, t) {
			s.writing(t).Begin(e)
			s.held = &v
			return screen.Do{}
		}
	case keys.Undo:
		if mayWriteIn(e, t) {
			return s.writing(t).Undo(e)
		}
	case keys.Choose:
		if n, ok := k.Digit(); ok && n >= 1 && n <= promiseParts {
			return s.openPart(e, t, n-1)
		}
	}
	return screen.Ignore()
}

// writingKey handles a key while the promise is written.
func (s *Screen) writingKey(e *screen.Env, v view, k keys.Key) screen.Do {
	do := s.promise.Key(e, k)
	if !s.promise.Active() {
		s.held = nil
	}
	do.Ignored = false // a letter is never anything else here
	return do
}

// openPart opens a numbered part for those who may change it.
func (s *Screen) openPart(e *screen.Env, t *domain.Topic, part int) screen.Do {
	if part == partStatement {
		switch {
		case t.Signs.Here() && t.Signs.Seat == e.Me,
			!t.Signs.Here() && !t.Signs.Name.IsBlank() && e.Snap.Roster.CanGuide(e.Me):
			s.push(s.statementSheet(t.ID))
			return screen.Do{}
		}
		return screen.Do{Notice: statementWords(e, t)}
	}
	if !mayWriteIn(e, t) && !e.Snap.Roster.CanGuide(e.Me) {
		return screen.Ignore()
	}
	switch part {
	case partConditions:
		s.push(s.conditionsSheet(e, t))
	case partKeeper:
		s.push(s.keeperSheet(t.ID))
	case partProof:
		s.push(s.proofSheet(e, t))
	}
	return screen.Do{}
}
