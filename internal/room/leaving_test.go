package room_test

import (
	"context"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// tired is a log that takes so many batches more, and then none until it is rested.
type tired struct {
	*memlog.Log
	left atomic.Int64
}

func rested(log *memlog.Log) *tired {
	l := &tired{Log: log}
	l.rest()
	return l
}

func (l *tired) rest() { l.left.Store(1 << 40) }

func (l *tired) Append(ctx context.Context, id string, b eventlog.Batch) (eventlog.Head, error) {
	if l.left.Add(-1) < 0 {
		return eventlog.Head{}, eventlog.ErrFull
	}
	return l.Log.Append(ctx, id, b)
}

// large are take-outs of more than one batch holds: what makes them, and the words
// that leave.
func large(t *testing.T) map[string]func(r *room.Room, host roster.SeatID) (workshop.Command, []string) {
	return map[string]func(r *room.Room, host roster.SeatID) (workshop.Command, []string){
		"an operator's": func(r *room.Room, host roster.SeatID) (workshop.Command, []string) {
			do(t, r, host, followup.Park{Words: line("Where is Tommy Ashdown?")})
			for _, letter := range "Of Tommy Ashdown. " {
				do(t, r, host, key(string(letter), r.Snapshot().Texts.Get(section)))
			}
			types(t, r, host, 2100)
			out := workshop.TakeOut{Words: line("Tommy Ashdown"), Why: workshop.TakenFamily}
			return room.NewCommand("", out), []string{"ashdown", "ommy"}
		},
		"a view's": func(r *room.Room, host roster.SeatID) (workshop.Command, []string) {
			do(t, r, host, terms.AddView{Section: "purpose", Words: line("the first wording")})
			id := r.Snapshot().Terms.Views[0].ID
			for i := range 2100 {
				do(t, r, host, terms.EditView{ID: id, Words: line(fmt.Sprintf("wording-%d", i))})
			}
			return room.NewCommand(host, terms.LeaveView{ID: id}), []string{"wording"}
		},
	}
}

// However far a large take-out came when the disk refused or the process died, it
// goes on by itself, once, and leaves nothing behind.
func TestALargeTakeOutIsWhole(t *testing.T) {
	for name, begin := range large(t) {
		for batches := range 4 { // its decision, two of what it restates, all
			for _, when := range []string{"next command", "next start", "next look"} {
				if when != "next command" && (batches == 0 || batches == 3) {
					continue // there is nothing to go on with
				}
				t.Run(fmt.Sprint(name, ", ", batches, " batches, ", when), func(t *testing.T) {
					s := build(t)
					log := rested(s.log)
					house := func() *room.House {
						return room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec(), Snapshots: s.log, Folds: workshop.NewFolds()})
					}
					s.house = house()
					r, host, leave := s.opened(t)
					cmd, words := begin(r, host)
					log.left.Store(int64(batches))
					err := r.Do(t.Context(), cmd)
					switch operator := cmd.Seat == ""; {
					case batches == 0 && fault.Code(err) != "disk_full",
						batches > 0 && batches < 3 && operator && fault.Code(err) != "redact_later",
						batches > 0 && !operator && err != nil:
						t.Errorf("who asked hears %v", err)
					}
					if batches > 0 && batches < 3 {
						s.says(t, words[0], true)
					}
					log.rest()
					switch {
					case batches == 0: // none of it was written: it must be asked again
						do(t, r, cmd.Seat, cmd.Body)
					case when == "next command":
						do(t, r, host, followup.Park{Words: line("What next?")})
					case when == "next look":
						again := house()
						state, err := again.Peek(t.Context(), s.id)
						if err != nil {
							t.Fatal(err)
						}
						if !reflect.DeepEqual(state, s.replayed(t)) {
							t.Error("what is shown is not what the log says at last")
						}
						if err := again.Close(t.Context()); err != nil {
							t.Error(err)
						}
						for _, w := range words {
							s.says(t, w, false)
						}
						return // the room that died knows nothing of it
					default:
						again := house()
						if err := again.Settle(t.Context(), s.id); err != nil { // as the server does
							t.Fatal(err)
						}
						for _, w := range words { // nobody has come yet
							s.says(t, w, false)
						}
						next, out, err := again.Enter(t.Context(), s.id)
						if err != nil {
							t.Fatal(err)
						}
						defer func() {
							out()
							if err := again.Close(t.Context()); err != nil {
								t.Error(err)
							}
						}()
						r = next
					}
					for _, w := range words {
						s.says(t, w, false)
					}
					s.same(t, r)
					if n := len(r.Snapshot().Taken); cmd.Seat == "" && n != 1 || cmd.Seat != "" && !r.Snapshot().Terms.Views[0].Words.IsBlank() {
						t.Errorf("taken out %d times, views %v", n, r.Snapshot().Terms.Views)
					}
					leave()
				})
			}
		}
	}
}
