package spectrum

import (
	"slices"
	"strconv"
	"strings"

	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// labelWide is the column of the fields' short names.
const labelWide = 17

// framePage is the topic's record: what exactly is decided, what is fixed, who
// signs. What is missing is named, and filled right here.
func (s *Screen) framePage(e *screen.Env, v view) screen.Page {
	t := v.topic
	p := screen.Page{Focus: -1}
	p.Rows = s.memo.rows(e, "frame", t, func() []paint.Row { return frameRows(e, t) })
	missing := t.Missing()
	switch {
	case !mayFill(e, t):
		p.Hints = s.hostHint(e, v)
	case len(missing) > 0:
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("spectrum.foot.fill"), Field: true},
			keys.Hint{Action: keys.Choose, Keys: "1–" + strconv.Itoa(len(domain.Fields())), Words: e.Say("keys.edit.foot")})
	default:
		p.Hints = append(s.hostHint(e, v), keys.Hint{Action: keys.Choose,
			Keys: "1–" + strconv.Itoa(len(domain.Fields())), Words: e.Say("keys.edit.foot")})
	}
	return p
}

func frameRows(e *screen.Env, t *domain.Topic) []paint.Row {
	var rows []paint.Row
	missing := t.Missing()
	for i, f := range domain.Fields() {
		if f == domain.FieldSentence {
			rows = append(append(rows, behind(paint.Line(paint.Spaces(2), paint.Text(theme.Key, "1")), 5,
				paint.Paragraph(theme.Strong, guide.Title(e, t), e.W-5))...), nil)
			continue
		}
		words, style := fieldWords(e, t, f), theme.Plain
		if slices.Contains(missing, f) {
			words, style = e.Say("spectrum.frame.empty"), theme.Waiting
		}
		rows = append(rows, labelled(e, strconv.Itoa(i+1), e.Say("spectrum.short."+string(f)), style, words)...)
	}
	rows = append(rows, nil)
	switch {
	case len(t.Rounds) > 0:
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say("spectrum.frame.voted"), e.W)...)
	case len(missing) > 0:
		rows = append(rows, paint.Paragraph(theme.Waiting, e.Say("fault.spectrum_missing_"+string(missing[0]),
			"n", len(missing), "topic", guide.Title(e, t)), e.W)...)
	default:
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say("spectrum.frame.complete"), e.W)...)
	}
	return append(rows, paint.Paragraph(theme.Dim, e.Say("spectrum.frame.everyone"), e.W)...)
}

// labelled is a line behind a digit with its short name and what it says.
func labelled(e *screen.Env, digit, name string, style theme.Style, words string) []paint.Row {
	lead := paint.Line(paint.Spaces(2), paint.Text(theme.Key, digit), paint.Spaces(2), paint.Text(theme.Dim, name))
	return behind(lead, 5+labelWide, paint.Paragraph(style, words, e.W-5-labelWide))
}

// behind sets the first of lines behind lead and the others below it, at column
// at.
func behind(lead paint.Row, at int, lines []paint.Row) []paint.Row {
	rows := make([]paint.Row, len(lines))
	for i, l := range lines {
		rows[i] = paint.Indent(at, l)
		if i == 0 {
			rows[i] = paint.Join(paint.Pad(lead, at), l)
		}
	}
	return rows
}

// fieldWords is what a field of the record says.
func fieldWords(e *screen.Env, t *domain.Topic, f domain.Field) string {
	switch f {
	case domain.FieldSentence:
		return guide.Title(e, t)
	case domain.FieldTouched:
		return entryUnder(e, t, t.Touched)
	case domain.FieldFixed:
		if len(t.Fixed) == 0 {
			return fixedSaid(e, t.FixedSaid)
		}
		var out []string
		for _, l := range t.Fixed {
			out = append(out, limitWords(e, t.Sentence.Lang, l))
		}
		return strings.Join(out, "\n")
	case domain.FieldOpen:
		return entryUnder(e, t, t.Record.Open)
	case domain.FieldSigns:
		return signsWords(e, t)
	case domain.FieldDue:
		return entryUnder(e, t, t.Due)
	case domain.FieldMeans:
		return entryUnder(e, t, t.Means)
	case domain.FieldTribe:
		return tribeWords(e, t)
	}
	return ""
}

// entryUnder is what an entry says below its topic's sentence.
func entryUnder(e *screen.Env, t *domain.Topic, x domain.Entry) string {
	if x.Lang == t.Sentence.Lang {
		x.Lang = ""
	}
	return entryWords(e, x)
}

func entryWords(e *screen.Env, x domain.Entry) string {
	switch {
	case x.Said == domain.Nobody:
		return e.Say("spectrum.said.nobody")
	case x.Said == domain.Nothing:
		return e.Say("common.nothing")
	}
	return e.Theirs(x.Text.String(), x.Lang)
}

func fixedSaid(e *screen.Env, said domain.Said) string {
	if said == domain.Nobody {
		return e.Say("spectrum.said.nobody")
	}
	return e.Say("spectrum.frame.fixed.nothing")
}

// limitWords is one thing that is fixed: what, by whom, why, and who could
// change it (domain §8.5). heading is the language of what it stands below, if that
// has its mark.
func limitWords(e *screen.Env, heading string, l domain.Limit) string {
	words := e.Under(heading, l.What.Text.String(), l.What.Lang)
	switch {
	case !l.Source.IsBlank() && !l.Reason.IsBlank() && e.InLanguage(l.What.Lang) != "": // their words stay as they are, and apart from ours
		theirs := e.Quoted(l.Source.String(), "") + ", " + e.Quoted(l.Reason.String(), "")
		words = e.Under(heading, l.What.Text.String()+": "+e.Say("spectrum.frame.fixed_theirs", "kind", e.Say("spectrum.kind."+l.Kind), "words", theirs), l.What.Lang)
	case !l.Source.IsBlank() && !l.Reason.IsBlank():
		words += ": " + e.Say("spectrum.frame.fixed_line", "who", l.Source.String(), "why", l.Reason.String())
	case l.CheckBy.Valid():
		words += ": " + e.Say("spectrum.frame.fixed.check", "date", guide.Day(e, l.CheckBy))
	}
	if !l.Changer.IsBlank() {
		words += " (" + e.Say("spectrum.frame.fixed.changer", "who", l.Changer.String()) + ")"
	}
	return words
}

func signsWords(e *screen.Env, t *domain.Topic) string {
	name := guide.Person(e, t.Signs)
	switch {
	case t.Signs.Here():
		return e.Say("spectrum.frame.decider.here", "name", name)
	case name != "":
		return e.Say("spectrum.frame.decider.absent", "name", name)
	}
	return e.Say("spectrum.frame.decider.none")
}

// tribeWords says whether the topic affects a Tribe, and when no delegate of it
// is here, that the topic stays open.
func tribeWords(e *screen.Env, t *domain.Topic) string {
	if t.Tribe != domain.TribeYes {
		return e.Say("spectrum.frame.tribe.no")
	}
	if len(t.Flags) == 0 || t.Flags[0].Nation.IsBlank() {
		return e.Say("spectrum.frame.tribe.yes", "nations", guide.Nations(e, nil))
	}
	var names, absent []string
	for _, f := range t.Flags {
		names = append(names, f.Nation.String())
		if !delegateHere(e, f.Nation.String()) && t.Position(f.Nation) == nil {
			absent = append(absent, f.Nation.String())
		}
	}
	if len(absent) > 0 {
		return e.Say("spectrum.frame.tribe.absent", "nation", e.Words.List(absent))
	}
	return e.Say("spectrum.frame.tribe.yes", "nations", e.Words.List(names))
}

func delegateHere(e *screen.Env, nation string) bool {
	for _, seat := range e.Snap.Roster.Delegates() {
		if strings.EqualFold(strings.TrimSpace(seat.Nation.String()), strings.TrimSpace(nation)) {
			return true
		}
	}
	return false
}

// frameKey opens a field by its number; Enter opens the first that is missing.
// A delegate says from here whether the topic affects their government.
func (s *Screen) frameKey(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	t := v.topic
	if _, ok := speaks(e); ok && a == keys.Choose && !mayFill(e, t) {
		if n, _ := k.Digit(); n >= 1 && n <= len(domain.Fields()) && domain.Fields()[n-1] == domain.FieldTribe {
			s.push(s.tribeSheet(t.ID))
			return screen.Do{}
		}
	}
	if !mayFill(e, t) {
		return screen.Ignore()
	}
	switch missing := t.Missing(); {
	case a == keys.Main && len(missing) > 0 && !v.looking:
		s.push(s.fieldSheet(e, t, missing[0]))
		return screen.Do{}
	case a == keys.Choose:
		if n, ok := k.Digit(); ok && n >= 1 && n <= len(domain.Fields()) {
			s.push(s.fieldSheet(e, t, domain.Fields()[n-1]))
		}
		return screen.Do{}
	}
	return screen.Ignore()
}
