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
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/server"
)

// Plan says what a hall holds.
type Plan struct {
	// People get a seat and a key each; every second one reads Spanish.
	People int
	// Activity and Step are where the room is taken; empty stays before the
	// meeting.
	Activity, Step string
	// Words are in the first section of the Terms of Reference from the start,
	// a paragraph each.
	Words []string
	Log   *slog.Logger
}

// Hall is a data folder with one workshop full of people.
type Hall struct {
	Dir, ID, Code string
	// Section is the first section of the Terms of Reference, Text the id of its
	// text in English.
	Section, Text string
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
		p.Log = slog.New(slog.DiscardHandler)
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
	create, ok := prepare.Workshop(house.Lib, workshop.Meta{
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
		Keeper: safetext.Clean(safetext.Title, "Rio Claro County"), RetentionDays: 365,
		About: map[string]string{"en": "how families take part.", "es": "cómo participan las familias."},
	}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	if !ok {
		return Hall{}, errors.New("there is no such agenda")
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
	if p.Activity != "" {
		if err := r.Do(ctx, room.NewCommand("", workshop.OpenMeeting{})); err != nil {
			return Hall{}, err
		}
		if err := MoveTo(ctx, r, p.Activity, p.Step); err != nil {
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

// MoveTo takes a room to a step of the first agenda item of an activity that has
// it, as the server itself.
func MoveTo(ctx context.Context, r *room.Room, activity, step string) error {
	at := r.Snapshot().Agenda
	for _, item := range at.Items {
		if item.Activity != activity || (step != "" && !slices.Contains(item.Steps, step)) {
			continue
		}
		return r.Do(ctx, room.NewCommand("", workshop.MoveTo{From: at.At, To: act.Place{Item: item.ID, Step: step}}))
	}
	return fmt.Errorf("no item is for %s at step %q", activity, step)
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
		err = house.Desk.Bind(ctx, r.ID(), p.Seat, &desk.Guest{Key: p.Key.PublicKey().Marshal()})
	}
	return p, err
}
