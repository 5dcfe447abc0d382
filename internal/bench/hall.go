package bench

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/internal/desk"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/server"
)

// Plan says what a hall holds.
type Plan struct {
	// People get a seat and a key each; every second one reads Spanish.
	People int
	// Open begins the meeting and takes the room to where the section is written.
	Open bool
	// Words are in the first section of the Terms of Reference from the start,
	// a paragraph each.
	Words []string
	Log   *slog.Logger
}

// Hall is a data folder with one workshop full of people.
type Hall struct {
	Dir, ID, Code string
	// Section is the one that is written, Text the id of its text in English, and
	// Writing the place where everyone has it in front.
	Section, Text string
	Writing       act.Place
	People        []Person
}

// Person is somebody with a seat and a key.
type Person struct {
	Name, Lang string
	Seat       roster.SeatID
	Key        ssh.Signer
}

// Prepare makes a hall in an empty folder that no server holds.
func Prepare(ctx context.Context, dir string, p Plan) (hall Hall, err error) {
	if p.Log == nil {
		p.Log = quiet()
	}
	house, err := server.Open(ctx, server.Config{Data: dir, Logger: p.Log})
	if err != nil {
		return Hall{}, err
	}
	defer func() { err = errors.Join(err, house.Close(ctx)) }()
	return Furnish(ctx, house, dir, p)
}

// Furnish makes the hall's workshop in a house that is open.
func Furnish(ctx context.Context, house *server.House, dir string, p Plan) (Hall, error) {
	create, err := partnership(house.Lib)
	if err != nil {
		return Hall{}, err
	}
	f, err := house.Desk.Found(ctx, create, "en", time.Now())
	if err != nil {
		return Hall{}, err
	}
	r, leave, err := house.Rooms.Enter(ctx, f.ID)
	if err != nil {
		return Hall{}, err
	}
	defer leave()
	hall := Hall{Dir: dir, ID: f.ID, Code: f.Code.String()}
	for i := range p.People {
		person, err := seat(ctx, house, r, i)
		if err != nil {
			return Hall{}, fmt.Errorf("seat %d: %w", i, err)
		}
		hall.People = append(hall.People, person)
	}
	hall.Section = firstSection(house.Lib)
	hall.Text = terms.TextID(hall.Section, "en")
	if hall.Writing, err = writing(ctx, r, hall.Section); err != nil {
		return Hall{}, err
	}
	if p.Open {
		if err := r.Do(ctx, room.NewCommand("", workshop.OpenMeeting{})); err != nil {
			return Hall{}, err
		}
		if err := MoveTo(ctx, r, hall.Writing); err != nil {
			return Hall{}, err
		}
	}
	if len(p.Words) > 0 {
		words := workshop.EditText{Text: hall.Text, Edit: text.Edit{
			Do: text.Insert{At: text.Pos{Para: text.FirstPara}, Text: strings.Join(p.Words, "\n")}}}
		if err := r.Do(ctx, room.NewCommand(hall.People[0].Seat, words)); err != nil {
			return Hall{}, err
		}
	}
	return hall, nil
}

// partnership is the command that founds the workshop of a hall.
func partnership(lib *library.Library) (workshop.Create, error) {
	create, ok := prepare.Workshop(lib, workshop.Meta{
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
		Keeper: safetext.Clean(safetext.Title, "Rio Claro County"), RetentionDays: 365,
		About: map[string]string{"en": "how families take part.", "es": "cómo participan las familias."},
	}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	if !ok {
		return create, errors.New("there is no such agenda")
	}
	return create, nil
}

// quiet is a log that nobody reads.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// writing adds an agenda item for drafting one section, which is then in front of
// everyone.
func writing(ctx context.Context, r *room.Room, section string) (act.Place, error) {
	item := agenda.Item{Title: agenda.Words{"en": "We write together", "es": "Escribimos en conjunto"}, Minutes: 30,
		Activity: "terms", Steps: []string{terms.StepDraft}, Sections: []string{section}}
	if err := r.Do(ctx, room.NewCommand("", agenda.AddItem{Item: item})); err != nil {
		return act.Place{}, err
	}
	for _, i := range r.Snapshot().Agenda.Items {
		if i.Title["en"] == item.Title["en"] {
			return act.Place{Item: i.ID, Step: terms.StepDraft}, nil
		}
	}
	return act.Place{}, errors.New("the item was not added")
}

// MoveTo takes a room to a place, as the server itself.
func MoveTo(ctx context.Context, r *room.Room, to act.Place) error {
	return r.Do(ctx, room.NewCommand("", workshop.MoveTo{From: r.Snapshot().Agenda.At, To: to}))
}

// Place is the first place on the agenda for a step of an activity.
func Place(r *room.Room, activity, step string) (act.Place, bool) {
	for _, i := range r.Snapshot().Agenda.Items {
		if i.Activity == activity && (step == "" || slices.Contains(i.Steps, step)) {
			return act.Place{Item: i.ID, Step: step}, true
		}
	}
	return act.Place{}, false
}

// firstSection is the first one that people write themselves.
func firstSection(lib *library.Library) string {
	for _, s := range lib.Template() {
		if !s.Itself && !s.Annex {
			return s.ID
		}
	}
	return ""
}

// names are invented; a number behind tells more people than names apart.
func names() []string {
	return []string{"Rosa Delgado", "Max Weaver", "June Okafor", "Ana Luz Ibarra", "Mr. Hart", "Dana Whitfield",
		"Tomás Rey", "Wren Blackwater", "Sam Ortiz", "Ines Prado", "Lee Marsh", "Nadia Flores"}
}

// seat gives the i-th person a seat, bound to a new key.
func seat(ctx context.Context, house *server.House, r *room.Room, i int) (Person, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Person{}, err
	}
	p := Person{Lang: []string{"en", "es"}[i%2], Seat: roster.SeatID(rand.Text())}
	p.Name = names()[i%len(names())]
	if n := i / len(names()); n > 0 {
		p.Name = fmt.Sprintf("%s %d", p.Name, n+1)
	}
	if p.Key, err = ssh.NewSignerFromKey(private); err != nil {
		return Person{}, err
	}
	group := roster.Groups()[i%2]
	err = r.Do(ctx, room.NewCommand("", roster.Join{Seat: p.Seat, Lang: p.Lang,
		About: roster.About{Name: safetext.Clean(safetext.Name, p.Name), Group: group}}))
	if err == nil {
		err = house.Desk.Prefer(ctx, r.ID(), p.Seat, p.Lang, "full")
	}
	if err == nil {
		err = house.Desk.Bind(ctx, r.ID(), room.Own(p.Seat), &desk.Guest{Key: p.Key.PublicKey().Marshal()})
	}
	return p, err
}
