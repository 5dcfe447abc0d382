package remote

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// page is an answer: in lines for people, or as data for programs. Both say the
// same.
type page struct {
	lines []string
	data  any
}

// view is a workshop as it is shown to somebody. Who may see it was decided
// before; a guest's line and the operator's verb show the same.
type view struct {
	verbs *Verbs
	state *workshop.State
	words library.Words
	// screens is how many room screens are on.
	screens int
}

// show writes a page to a guest or to the operator. JSON passes the same
// cleaning as words do.
func show(to io.Writer, terminal, asJSON bool, p page) error {
	if !asJSON {
		return say(to, terminal, strings.Join(p.lines, "\n"))
	}
	b, err := json.MarshalIndent(p.data, "", "  ")
	if err != nil {
		return fault.New("internal").With(err)
	}
	return say(to, terminal, string(b))
}

// under lays what follows the first line of people's words deeper than any line of
// ours, so that no words look like another entry.
func under(words string) string {
	if !strings.Contains(words, "\n") {
		return words
	}
	lines := strings.Split(words, "\n")
	for i, line := range lines {
		if i > 0 && line != "" {
			lines[i] = "          " + line
		}
	}
	return strings.Join(lines, "\n")
}

// status says where the meeting is: the whole of it inside, and to everyone
// else only whether it is open.
func (v view) status(inside bool) page {
	s, w := v.state, v.words
	title := s.Meta.Title.String()
	data := struct {
		Title  string `json:"title"`
		Status string `json:"status"` // the workshop's, over all its meetings
		Over   bool   `json:"meeting_ended,omitempty"`
		Now    string `json:"now,omitempty"`
		Care   string `json:"care,omitempty"`
		Paused bool   `json:"paused,omitempty"`
		Open   int    `json:"open_questions,omitempty"`
	}{Title: title, Status: string(s.Status)}
	data.Over = s.Status == workshop.Open && !s.Agenda.Meeting.EndedAt.IsZero()
	if item, ok := s.Agenda.Now(); ok && inside && s.Status == workshop.Open && s.Agenda.Running() {
		data.Now = item.Title.In(w.Lang())
	}
	line := w.Say("remote.status."+string(s.Status), "title", title)
	switch {
	case data.Over:
		line = w.Say("remote.status.over", "title", title)
	case data.Now != "":
		line = w.Say("remote.status.item", "title", title, "item", data.Now)
	case s.Status == "":
		line = title
	}
	lines := []string{line}
	if item, _ := s.Agenda.Now(); data.Now != "" && len(item.Care) > 0 {
		data.Care = item.Care.In(w.Lang())
		lines = append(lines, w.Say("care.line", "words", data.Care))
	}
	if data.Paused = inside && s.Agenda.Resting(); data.Paused {
		lines = append(lines, w.Say("rest.pause")+" "+w.Say("rest.pause.on"))
	}
	if inside {
		if data.Open = len(v.questions()); data.Open > 0 {
			lines = append(lines, w.Say("remote.status.questions", "n", data.Open))
		}
	}
	return page{lines, data}
}

// agenda lists the items.
func (v view) agenda() page {
	type entry struct {
		Title   string `json:"title"`
		Minutes int    `json:"minutes"`
		Now     bool   `json:"now,omitempty"`
		Skipped bool   `json:"skipped,omitempty"`
	}
	w := v.words
	entries, lines := []entry{}, []string{w.Say("agenda.head")}
	for i, item := range v.state.Agenda.Items {
		e := entry{item.Title.In(w.Lang()), item.Minutes, v.state.Agenda.Running() && item.ID == v.state.Agenda.At.Item, item.Skipped}
		entries = append(entries, e)
		id := "remote.agenda.item"
		switch {
		case e.Now:
			id = "remote.agenda.now"
		case e.Skipped:
			id = "remote.agenda.skipped"
		}
		lines = append(lines, fmt.Sprintf("%2d. ", i+1)+w.Say(id, "title", e.Title, "length", w.Length(e.Minutes)))
	}
	if len(entries) == 0 {
		lines = []string{w.Say("remote.agenda.empty")}
	}
	return page{lines, entries}
}

// who lists the people with a seat, in the order they came. It never says who is
// slow or away.
func (v view) who() page {
	type person struct {
		Name     string   `json:"name"`
		Pronouns string   `json:"pronouns,omitempty"`
		From     string   `json:"from,omitempty"`
		Of       string   `json:"organisation,omitempty"`
		Nation   string   `json:"nation,omitempty"`
		Stated   bool     `json:"only_stated,omitempty"`
		By       string   `json:"listed_by,omitempty"` // who wrote them in, until they come themselves
		Voices   []string `json:"may_answer_for_them,omitempty"`
		Roles    []string `json:"roles,omitempty"`
	}
	w := v.words
	people, lines := []person{}, []string{w.Say("people.head")}
	for _, seat := range v.state.Roster.Here() {
		p := person{
			Name: v.name(seat), Pronouns: seat.Pronouns.String(), From: v.group(seat.Group, seat.GroupWords.String()),
			Of: seat.Organisation.String(), Nation: seat.Nation.String(), Stated: !seat.Nation.IsEmpty() && !seat.Delegate(),
		}
		parts := []string{p.Name}
		for _, part := range []string{p.Pronouns, p.From, p.Of} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		switch {
		case p.Stated:
			parts = append(parts, w.Say("door.delegate.stated", "name", seat.Styled(), "nation", p.Nation))
		case p.Nation != "":
			parts = append(parts, w.Say("host.role.delegate", "nation", p.Nation))
		}
		if seat.Wayless() {
			p.By = v.name(v.state.Roster.Seat(seat.ListedBy))
			parts = append(parts, w.Say("people.by", "who", p.By))
		}
		for _, by := range v.state.Roster.Scribes() {
			if v.state.MayAnswerFor(seat.ID, by.ID) {
				p.Voices = append(p.Voices, v.name(by))
				parts = append(parts, w.Say("people.voice", "who", v.name(by)))
			}
		}
		for _, r := range seat.Roles {
			p.Roles = append(p.Roles, string(r))
			parts = append(parts, w.Say("host.role."+string(r)))
		}
		people, lines = append(people, p), append(lines, "  "+strings.Join(parts, ", "))
	}
	if n := v.screens; n > 0 {
		lines = append(lines, w.Say("roomscreen.on", "n", n))
	}
	return page{lines, people}
}

// in gives words of content in the reader's language.
func (v view) in(words map[string]string) string { return agenda.Words(words).In(v.words.Lang()) }

// name is how a seat is called; two that look alike have their numbers.
func (v view) name(seat *roster.Seat) string {
	if seat == nil {
		return ""
	}
	if seat.Number > 0 {
		return fmt.Sprintf("%s (%d)", seat.Styled(), seat.Number)
	}
	return seat.Styled()
}

// group names where somebody comes from, in their own words where they gave any.
func (v view) group(g roster.Group, own string) string {
	if own != "" || g == roster.NoGroup {
		return own
	}
	if known, ok := v.verbs.parts.Lib.Group(string(g)); ok {
		return v.words.In(known.Name)
	}
	return string(g)
}

// terms is the Terms of Reference as they stand, to be read as in the room: all
// of it, as a body of its own, or one section by its number.
func (v view) terms(ctx context.Context, section string, asJSON bool) (p page, body []byte, err error) {
	if section == "" {
		format := document.Text
		if asJSON {
			format = document.JSON
		}
		info, err := document.ParseFormat(string(format))
		if err == nil {
			body, err = v.verbs.render(ctx, taking{kind: tor, info: info, langs: []string{v.words.Lang()}}, v.state)
		}
		return p, body, err
	}
	sec, err := v.sectionOf(section)
	if err != nil {
		return p, nil, err
	}
	return v.section(sec), nil, nil
}

// sectionOf finds a section by the number it is known by, the annex by A too.
func (v view) sectionOf(number string) (*terms.Section, error) {
	for _, sec := range v.state.Terms.Sections {
		if strconv.Itoa(sec.Order) == number || strings.EqualFold(numbered(sec), number) {
			return sec, nil
		}
	}
	return nil, fault.New("remote.section", "n", len(v.state.Terms.Sections)-1)
}

// numbered is what a section is known by: its number, and A for the annex, which is
// no section of its own.
func numbered(sec *terms.Section) string {
	if sec.Annex {
		return "A"
	}
	return strconv.Itoa(sec.Order)
}

// stands says how far a section is.
func (v view) stands(sec *terms.Section) string {
	if sec.Itself && sec.Status == terms.Empty {
		return v.words.Say("terms.state.itself")
	}
	return v.words.Say("terms.state." + v.state.Terms.Stands(sec).Word())
}

func (v view) section(sec *terms.Section) page {
	state := v.state.Terms.Stands(sec).Word()
	data := struct {
		Number int    `json:"number"`
		Title  string `json:"title"`
		State  string `json:"state"`
		Lang   string `json:"language,omitempty"`
		Text   string `json:"text"`
	}{Number: sec.Order, Title: v.in(sec.Title), State: state, Lang: sec.Original}
	if text := v.state.Texts.Get(terms.TextID(sec.ID, sec.Original)); text != nil {
		data.Text = text.Plain()
	}
	head := fmt.Sprintf("%s. %s (%s)", numbered(sec), data.Title, v.stands(sec))
	lines := []string{head}
	if data.Text != "" {
		lines = append(lines, "", data.Text)
	}
	return page{lines, data}
}
