package server

import (
	"context"
	"slices"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/linear"
)

// table is who sits at one terminal. One of them has the turn: their face shows
// what is theirs and takes the keys, under their seat alone. The others are here
// too, as the room counts; between two turns the screen is covered. Most tables
// have one place, and nothing of this happens.
type table struct {
	*visitor
	room   *room.Room
	places []*place
	turn   int   // whose turn it is
	sat    int   // how many have sat down, gone or not
	asker  int   // who let somebody new sit down last
	told   error // what the next cover tells
	// hand is whom the one who has the turn answers for; nil while for nobody.
	hand *place
}

// place is somebody at the table.
type place struct {
	person tui.Person
	face   string
	visit  *room.Visit // counts them as here; nil for who was always alone
	asked  map[string]bool
	look   tui.Look
}

// mostAtTable is how many may sit down at one terminal while it is connected, so
// that no program fills a vote's list with names; a hand has a digit for each.
const mostAtTable = 9

// stay seats the person at the visitor's terminal, and goes from turn to turn
// until nobody sits there any more.
func (v *visitor) stay(ctx context.Context, p tui.Person, r *room.Room) error {
	p.Lang = v.lang
	t := &table{visitor: v, room: r, sat: 1, places: []*place{{person: p, face: v.face}}}
	defer t.clear()
	for {
		next, err := t.face(ctx)
		cover, err := t.after(next, err)
		if err != nil || len(t.places) == 0 {
			return err
		}
		for cover {
			if cover, err = t.cover(ctx); err != nil || len(t.places) == 0 {
				return err
			}
		}
	}
}

// face shows the face of whose turn it is, until the turn ends.
func (t *table) face(ctx context.Context) (tui.Next, error) {
	t.hold()
	at := t.places[t.turn]
	if t.hand != nil {
		at = t.hand
	}
	p := at.person
	if t.hand == nil {
		p.Table = t.neighbours()
	}
	var next tui.Next
	var err error
	if at.face == faceLinear {
		next, err = linear.Run(ctx, t.line, t.server.lines, p, t.room)
	} else {
		next, err = tui.Run(ctx, t.terminal(&at.look), t.server.face, p, t.room)
	}
	at.person = next.Person
	if at.person.Back = nil; at == t.hand {
		return next, err
	}
	t.once()
	t.lang, t.visitor.face = at.person.Lang, at.face
	return next, err
}

// once leaves nobody at the table twice: who sat down came back by their words to
// a seat that sat here.
func (t *table) once() {
	at := t.places[t.turn]
	for i, p := range t.places {
		if p != at && p.person.Seat == at.person.Seat && at.person.Seat != "" {
			if p.visit != nil {
				p.visit.Leave()
			}
			t.places = slices.Delete(t.places, i, i+1)
			t.turn = slices.Index(t.places, at)
			return
		}
	}
}

// hold counts everyone at a table of several as here, whoever has the turn, until
// they get up.
func (t *table) hold() {
	for _, p := range t.places {
		if len(t.places) > 1 {
			t.count(p)
		}
	}
}

// count counts somebody as here between their faces. They have not gone: who had
// stepped away is still away when their next face comes.
func (t *table) count(p *place) {
	if p.visit == nil && p.person.Seat != "" {
		p.visit = t.room.Stay(p.person.Seat)
		p.visit.Rest(true)
	}
}

// neighbours is the table as a face sees it; nobody where one sits alone.
func (t *table) neighbours() []linear.Neighbour {
	if len(t.places) < 2 {
		return nil
	}
	var out []linear.Neighbour
	for _, p := range t.places {
		if p.person.Seat != "" {
			n := linear.Neighbour{Seat: p.person.Seat}
			for id := range p.asked {
				n.Asked = append(n.Asked, id)
			}
			out = append(out, n)
		}
	}
	return out
}

// after does what the end of a turn asks for. cover says that another turn
// comes, behind a cover.
func (t *table) after(next tui.Next, err error) (cover bool, _ error) {
	if t.hand != nil {
		return t.afterHand(next, err)
	}
	if err != nil {
		return t.refused(err)
	}
	at := t.places[t.turn]
	at.saw(t.room)
	switch next.Then {
	case linear.OtherFace:
		t.count(at)
		at.face = other(at.face)
		return false, nil
	case linear.AnswerFor:
		t.answerFor(next)
		return false, nil
	case linear.HandOver:
		if i := t.find(next.To); i >= 0 {
			t.turn = i
		}
	case linear.SitDown:
		t.sitDown()
	case linear.GotUp:
		t.getUp()
	default:
		t.clear()
	}
	return len(t.places) > 0, nil
}

// refused goes on at a table where one person's turn could not: their seat was
// ended, or somebody new came too late.
func (t *table) refused(err error) (cover bool, _ error) {
	gone := fault.Code(err) == "seat_ended" || t.places[t.turn].person.Seat == "" && refused(err)
	if !gone || len(t.places) == 1 {
		return false, err
	}
	at := t.places[t.turn].person
	if t.told = fault.New("table_late"); at.Seat != "" {
		t.told = fault.New("table_seat_ended", "name", t.room.Snapshot().Roster.Seat(at.Seat).Styled())
	}
	t.getUp()
	return true, nil
}

// saw notes which questions the person was asked in their turn: none behind a note
// that they did not read past.
func (p *place) saw(r *room.Room) {
	now := r.Snapshot()
	open := now.OpenPolls()
	if p.person.Warned(now) {
		open = nil
	}
	p.asked = make(map[string]bool, len(open))
	for _, o := range open {
		p.asked[o.ID] = true
	}
}

func (t *table) find(seat roster.SeatID) int {
	return slices.IndexFunc(t.places, func(p *place) bool { return p.person.Seat == seat })
}

// sitDown makes room for somebody new. No key is theirs: the terminal's belongs
// to whoever came with it.
func (t *table) sitDown() {
	if t.sat >= mostAtTable {
		t.told = fault.New("table_full", "n", mostAtTable)
		return
	}
	t.sat, t.asker = t.sat+1, t.turn
	p := tui.Person{Guest: &desk.Guest{Addr: t.guest.Addr}, Lang: t.lang}
	t.places = append(t.places, &place{person: p, face: t.visitor.face})
	t.turn = len(t.places) - 1
}

// getUp takes whose turn it is from the table; the next one's turn comes.
func (t *table) getUp() {
	p := t.places[t.turn]
	if p.visit != nil {
		p.visit.Leave()
	}
	t.places = slices.Delete(t.places, t.turn, t.turn+1)
	switch {
	case p.person.Seat == "" && t.asker < len(t.places):
		t.turn = t.asker // nobody sat down after all
	case len(t.places) > 0:
		t.turn %= len(t.places)
	}
}

// clear lets everyone go.
func (t *table) clear() {
	for len(t.places) > 0 {
		t.getUp()
	}
}

// cover covers the screen until whose turn comes has it for themselves. again
// says that another one's turn is to come.
func (t *table) cover(ctx context.Context) (again bool, err error) {
	t.hold()
	at := t.places[t.turn]
	c := linear.Covered{To: at.person.Seat, Lang: at.person.Lang, From: t.lang, Told: t.told}
	var out linear.Uncovered
	if at.face == faceLinear {
		out, err = linear.Cover(ctx, t.line, t.server.lines, c, t.room)
	} else {
		out, err = tui.Cover(ctx, t.terminal(&at.look), t.server.face, c, t.room)
	}
	if err != nil {
		return false, err
	}
	t.told = nil
	switch out.Then {
	case linear.HandOver:
		at.person.Lang = out.Lang
		return false, nil
	case linear.GotUp:
		if at.person.Seat == "" {
			t.getUp()
		} else {
			t.turn = (t.turn + 1) % len(t.places)
		}
		return true, nil
	}
	t.clear()
	return false, nil
}
