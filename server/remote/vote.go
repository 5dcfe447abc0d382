package remote

import (
	"context"
	"io"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"

	"golang.org/x/text/unicode/norm"
)

// sit takes the guest into the room, on the seat that their key opens; where it
// opens several, on the one they named. leave must be called.
func (g *guest) sit(ctx context.Context) (r *room.Room, seat *roster.Seat, leave func(), err error) {
	if err := g.enter(ctx); err != nil {
		return nil, nil, nil, err
	}
	if err := g.seated(); err != nil {
		return nil, nil, nil, err
	}
	if seat, err = g.seat(); err != nil {
		return nil, nil, nil, err
	}
	r, leave, err = g.verbs.parts.Rooms.Enter(ctx, g.id)
	if err != nil {
		return nil, nil, nil, err
	}
	g.state = r.Snapshot().State
	return r, seat, leave, nil
}

// seat is the one meant: by its number, by its name, or by how one name alone
// begins. A whole name goes before a longer one that begins alike.
func (g *guest) seat() (*roster.Seat, error) {
	if g.line.As == "" && len(g.seats) == 1 {
		return g.seats[0], nil
	}
	if n, err := strconv.Atoi(g.line.As); err == nil && n > 0 && n <= len(g.seats) {
		return g.seats[n-1], nil
	}
	if seat := g.view().among(g.seats, g.line.As); seat != nil {
		return seat, nil
	}
	return nil, fault.New("remote.as", "names", g.words.List(g.numbered()))
}

// among gives the one of some seats who is meant: by the whole name, or by how one
// name alone begins. A whole name goes before a longer one that begins alike.
func (v view) among(seats []*roster.Seat, typed string) *roster.Seat {
	as := alike(typed)
	var whole, begins []*roster.Seat
	for _, s := range seats {
		name, full := alike(s.Name.String()), alike(v.name(s))
		switch {
		case as == "":
		case as == name || as == full:
			whole = append(whole, s)
		case strings.HasPrefix(name, as):
			begins = append(begins, s)
		}
	}
	switch {
	case len(whole) == 1:
		return whole[0]
	case len(whole) == 0 && len(begins) == 1:
		return begins[0]
	}
	return nil
}

// numbered are the seats of the guest's key as --as takes them.
func (g *guest) numbered() []string {
	var names []string
	for i, s := range g.seats {
		names = append(names, strconv.Itoa(i+1)+" "+g.view().name(s))
	}
	return names
}

// alike is a name as it is compared: however its accents and capitals were typed.
func alike(name string) string { return strings.ToLower(norm.NFC.String(strings.TrimSpace(name))) }

// vote answers the question that is named, or lists those that are open. The
// question is found when the line arrives, and the answer carries its id: if
// the room moves on meanwhile, it is refused there and lands nowhere.
func (g *guest) vote(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	name, typed, _ := strings.Cut(g.line.Text, " ")
	if name == "" {
		return g.asked(ctx, r, seat)
	}
	q, err := g.find(name, seat.ID)
	if err != nil {
		return err
	}
	if typed != "" && q.poll.Mode == poll.Secret {
		return fault.New("remote.secret", "line", "vote "+q.name)
	}
	if typed = strings.TrimFunc(typed, blank); typed == "" {
		if typed, err = g.typed(g.view().tell(q), "remote.vote.ask"); err != nil {
			return err
		}
	}
	var body any
	if q.cards != nil {
		body, err = g.card(ctx, r, seat, q.cards, unquoted(typed))
	} else {
		body, err = g.view().read(q, unquoted(typed))
	}
	if err != nil {
		return err
	}
	if err := r.Do(ctx, room.ForSeat(g.sitter(seat), body)); err != nil {
		return err
	}
	return g.say(g.words.Say("remote.vote.in", "name", q.name))
}

// find gives the open question of a name. One that has closed is said to be gone.
func (g *guest) find(name string, seat roster.SeatID) (question, error) {
	var open []string
	for _, q := range g.view().askable(seat) {
		if strings.EqualFold(q.name, name) {
			return q, nil
		}
		open = append(open, q.name)
	}
	if len(open) == 0 {
		return question{}, fault.New("remote.question.none", "name", shown(name))
	}
	return question{}, fault.New("remote.question", "name", shown(name), "names", g.words.List(open))
}

// asked lists the questions that are open to the seat, and whether it has
// answered; what it answered is told in the room alone.
func (g *guest) asked(ctx context.Context, r *room.Room, seat *roster.Seat) error {
	type entry struct {
		Name     string   `json:"name"`
		About    string   `json:"about,omitempty"`
		Matter   []string `json:"matter,omitempty"`
		Asks     string   `json:"asks"`
		Mode     string   `json:"mode"`
		Options  []option `json:"options,omitempty"`
		Answered bool     `json:"answered"`
		By       string   `json:"answered_by,omitempty"` // who answered for them
	}
	p := page{data: []entry{}}
	entries := []entry{}
	for _, q := range g.view().askable(seat.ID) {
		own, err := r.Answer(ctx, g.sitter(seat), q.poll.ID)
		if err != nil {
			return err
		}
		in, by := own.Value != nil, g.view().name(g.state.Roster.Seat(own.By))
		entries = append(entries, entry{q.name, q.about, q.matter, q.asks, string(q.poll.Mode), q.options, in, by})
		p.lines = append(p.lines, g.view().tell(q)...)
		switch {
		case by != "":
			p.lines = append(p.lines, "  "+g.words.Say("for.told.sent", "who", by))
		case in:
			p.lines = append(p.lines, "  "+g.words.Say("remote.vote.answered"))
		}
		p.lines = append(p.lines, "")
	}
	p.data = entries
	if len(entries) == 0 {
		p.lines = []string{g.words.Say("remote.vote.none")}
	}
	return g.show(p)
}

// tell says a question: its name, what it asks, who will see the answer, and
// what can be answered.
func (v view) tell(q question) []string {
	lines := []string{q.name}
	if q.about != "" {
		lines = append(lines, "  "+under(q.about))
	}
	for _, line := range q.matter {
		lines = append(lines, "    "+under(line))
	}
	lines = append(lines, "  "+q.asks)
	if q.cards != nil {
		lines = append(lines, "  "+v.words.Say("values.write.promise."+string(q.poll.Mode)), "  "+v.words.Say("remote.card.how", "n", q.cards.PerSeat))
	} else if m, ok := v.verbs.parts.Lib.Mode(string(q.poll.Mode)); ok {
		lines = append(lines, "  "+v.words.In(m.Promise))
	}
	if q.few {
		lines = append(lines, "  "+v.words.Say("vote.few.warning"))
	}
	for _, o := range q.options {
		lines = append(lines, "    "+o.Key+"  "+under(o.Label))
	}
	if q.poll.Mode == poll.Secret {
		lines = append(lines, "  "+v.words.Say("remote.vote.secret"))
	}
	return lines
}

// typed asks for a line on the session's input. What is typed is not shown by
// us; a client without a terminal shows it itself.
func (g *guest) typed(about []string, ask string) (string, error) {
	if err := say(g.call.Err, g.call.Terminal, strings.Join(about, "\n")); err != nil {
		return "", err
	}
	if _, err := io.WriteString(g.call.Err, g.words.Say(ask)+" "); err != nil {
		return "", err
	}
	line, err := readLine(g.call.In)
	if g.call.Terminal {
		_, _ = io.WriteString(g.call.Err, "\r\n") // the answer says more than this line end
	}
	if line = strings.TrimFunc(line, blank); err != nil && err != io.EOF {
		return "", err
	}
	if line == "" {
		return "", fault.New("remote.nothing")
	}
	if !typed(line) {
		return "", fault.New("remote.line")
	}
	return line, nil
}

// question keeps a question for later, in the guest's name.
func (g *guest) question(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	words := safetext.Clean(safetext.Line, g.line.Text)
	if words.IsBlank() {
		return fault.New("words_needed")
	}
	if err := r.Do(ctx, room.ForSeat(g.sitter(seat), followup.Park{Words: words, Lang: g.words.Lang()})); err != nil {
		return err
	}
	return g.say(g.words.Say("remote.question.kept"))
}
