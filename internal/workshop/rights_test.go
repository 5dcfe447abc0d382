package workshop_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"convene/internal/fault"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// Who may give a command (domain §1.6), from the tightest right to the widest.
type right int

const (
	server right = iota // nobody with a seat
	guides              // a host or a co-host
	leads               // they and the coordinator
	holds               // they and whoever holds a room without either
	writes              // everyone with a seat but observers
	seated              // everyone with a seat
	// own is judged by whose matter it is: the coordinator's, a delegate's, an
	// author's. Nobody of the cast is that person here, so nobody may.
	own
)

// whom commands about another seat are about.
const whom = roster.SeatID("seat-participant x")

// commands is every command there is, with who may give it.
func commands() map[right][]any {
	return map[right][]any{
		server: {
			roster.Join{}, roster.NameNation{}, roster.ConfirmDelegate{}, spectrum.Prepare{}, values.Prepare{}, terms.Prepare{},
			spectrum.VoidPoll{}, values.VoidPoll{}, terms.VoidPoll{}, terms.Arrive{},
		},
		guides: {
			workshop.MoveTo{}, workshop.ChangeMeta{}, workshop.OpenMeeting{}, workshop.EndMeeting{}, workshop.EndWorkshop{}, workshop.CloseWorkshop{},
			roster.Grant{Seat: whom, Role: roster.NoteKeeper}, roster.Take{}, roster.LockDoor{}, roster.NoteCodeChanged{}, roster.NoteWordReissued{Seat: whom},
			roster.EndSeat{Seat: whom},
			agenda.Plan{}, agenda.AddItem{}, agenda.ChangeItem{}, agenda.MoveItem{}, agenda.SkipItem{ID: "none"}, agenda.RemoveItem{ID: "none"}, agenda.Settle{},
			spectrum.AddTopic{}, spectrum.CarryOver{}, values.CarryOver{}, spectrum.DropTopic{}, spectrum.SetMode{}, spectrum.OpenVote{}, spectrum.CloseVote{}, spectrum.CallOff{}, spectrum.LastCall{},
			spectrum.ShowReasons{}, spectrum.SettleLevels{}, spectrum.OpenCheck{}, spectrum.CloseCheck{}, spectrum.RecordTopic{}, spectrum.Reopen{},
			spectrum.NoteConsultation{},
			values.SetMode{}, values.LayDeck{}, values.OpenWriting{}, values.LastCall{}, values.ShowWall{}, values.CallOff{}, values.OpenMarks{},
			values.CloseMarks{}, values.Keep{}, values.OpenCheck{}, values.CloseCheck{}, values.RecordValues{}, values.Reopen{},
			terms.Reopen{}, terms.MarkNotUsed{}, terms.OpenCheck{}, terms.CloseCheck{}, terms.LastCall{}, terms.OpenAdoption{}, terms.SetOriginal{},
		},
		leads: {terms.SetStatus{}, terms.SetReview{}, terms.ExtendSigning{}, terms.AskSigner{}, terms.DropSigner{}},
		holds: {
			agenda.StartTimer{}, agenda.AddMinutes{Minutes: 1}, agenda.PauseRoom{Paused: true}, followup.Call{}, followup.Reorder{},
			spectrum.TurnPage{}, values.TurnPage{},
		},
		writes: {
			agenda.Propose{}, followup.Park{}, followup.Ask{}, values.AddDeed{},
			terms.MakeReady{}, terms.MakeDraft{}, terms.TakeOn{}, terms.WishReopen{}, terms.AddView{}, terms.JoinView{}, terms.Sign{},
			terms.SetTranslation{}, terms.LeaveOut{}, terms.AnswerFinding{},
			values.MoveCard{}, values.MergeClusters{}, values.NameCluster{}, values.KeepApart{}, values.UndoCluster{}, values.ChangeDeed{},
			values.TakeDeed{}, values.Link{},
			workshop.EditText{Text: "notes/welcome", Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: "x"}}},
		},
		seated: {
			roster.Describe{}, roster.SpeakLanguage{}, roster.StateDelegate{}, roster.ShowName{}, followup.Lower{}, roster.LetGo{}, agenda.PauseTimer{},
			workshop.Checkpoint{}, workshop.VoidPoll{},
		},
		own: {
			roster.HoldRoom{}, roster.HandOver{To: whom}, followup.Assign{}, followup.Finish{}, workshop.Create{},
			spectrum.Cast{}, spectrum.WriteReason{}, spectrum.AddReason{}, spectrum.Withdraw{}, spectrum.WithdrawView{}, spectrum.Release{},
			spectrum.Affect{}, spectrum.Unaffect{}, spectrum.Declare{}, spectrum.SetPromise{}, spectrum.Fill{},
			values.WriteCards{}, values.WithdrawCard{}, values.Mark{}, values.Cast{}, values.WriteReason{}, values.Withdraw{},
			spectrum.SetView{}, terms.Accept{},
			terms.Answer{}, terms.Reason{}, terms.EditView{}, terms.LeaveView{}, terms.DropWish{}, terms.Touch{}, terms.Untouch{}, terms.EnterSign{},
		},
	}
}

// may says which of the cast a right lets in. The holder holds the room; the
// roles that are not named here add nothing to a participant's rights.
func may(r right, who string) bool {
	switch r {
	case guides:
		return who == "host" || who == "cohost"
	case leads:
		return who == "host" || who == "cohost" || who == "coordinator"
	case holds:
		return who == "host" || who == "cohost" || who == "holder"
	case writes:
		return who != "observer"
	}
	return r == seated
}

// refusals are the answers that say: this is not yours to do.
var refusals = []string{"only_host", "only_participant", "not_yours", "seat_unknown", "workshop_unknown", "only_coordinator"}

// Every command, by everyone in the room: who may give it does not depend on
// what else is wrong with it, and nobody else can (domain §1.6).
func TestWhoMayGiveWhat(t *testing.T) {
	x, cast := theCast(t)
	for r, list := range commands() {
		for _, body := range list {
			for _, who := range cast {
				_, err := x.live.Decide(workshop.Command{ID: "c", Seat: who.seat, Body: body}, workshop.Facts{Now: x.now})
				refused := slices.Contains(refusals, fault.Code(err))
				switch gone := who.name == "ended" || who.name == "nobody"; {
				case gone && !refused:
					t.Errorf("%T by a seat that is %s: %v", body, who.name, err)
				case gone || r == own:
				case may(r, who.name) && refused:
					t.Errorf("%T by the %s was refused: %v", body, who.name, err)
				case !may(r, who.name) && !refused:
					t.Errorf("%T by the %s was not refused: %v", body, who.name, err)
				}
			}
		}
	}
}

// A hand-over is the host's alone.
func TestOnlyAHostHandsOver(t *testing.T) {
	x, cast := theCast(t)
	for _, who := range cast[1:] {
		if x.give(who.seat, roster.HandOver{To: cast[4].seat}) == nil {
			t.Errorf("the %s handed the room over", who.name)
		}
	}
	x.must(cast[0].seat, roster.HandOver{To: cast[4].seat})
}

// What a workshop still takes when it has ended, from the server too, and that
// it takes nothing when it is closed (design §2).
func TestWhatEachStatusTakes(t *testing.T) {
	x, cast := theCast(t)
	x.must("", workshop.EndWorkshop{})
	after := func(body any) bool {
		switch body.(type) {
		case roster.Describe, roster.SpeakLanguage, roster.ShowName, roster.NameNation, roster.ConfirmDelegate, roster.Grant,
			roster.NoteWordReissued, roster.NoteCodeChanged, roster.EndSeat, followup.Assign, followup.Finish,
			workshop.CloseWorkshop, workshop.Checkpoint, terms.AfterEnd:
			return true
		}
		return false
	}
	for _, status := range []workshop.Status{workshop.Ended, workshop.Closed} {
		for _, list := range commands() {
			for _, body := range list {
				for _, seat := range []roster.SeatID{"", cast[0].seat} {
					_, err := x.live.Decide(workshop.Command{ID: "c", Seat: seat, Body: body}, workshop.Facts{Now: x.now})
					code := fault.Code(err)
					refused := code == "workshop_ended" || code == "workshop_closed" || code == "workshop_unknown"
					if want := status == workshop.Closed || !after(body); refused != want {
						t.Errorf("%s, %T by %q: %v", status, body, seat, err)
					}
				}
			}
		}
		if status == workshop.Ended {
			x.must("", workshop.CloseWorkshop{})
		}
	}
}

// No command is missing in the table above.
func TestTheTableOfRightsIsWhole(t *testing.T) {
	var have []string
	for _, list := range commands() {
		for _, body := range list {
			have = append(have, strings.TrimPrefix(fmt.Sprintf("%T", body), "workshop."))
		}
	}
	for _, part := range []string{"roster", "agenda", "followup", "spectrum", "values", "terms"} {
		files, err := filepath.Glob(filepath.Join(part, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(part, err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || f.Recv == nil || f.Name.Name != "Decide" {
					continue
				}
				command := part + "." + f.Recv.List[0].Type.(*ast.Ident).Name
				if !slices.Contains(have, command) {
					t.Errorf("%s is in no row", command)
				}
			}
		}
	}
}

// castMember is one who may try.
type castMember struct {
	name string
	seat roster.SeatID
}

// theCast is a running meeting with one of everyone, one of whom was shown out.
// One participant holds the room.
func theCast(t *testing.T) (*table, []castMember) {
	x := set(t, "c")
	var cast []castMember
	for _, name := range []string{"host", "cohost", "coordinator", "holder", "participant", "notekeeper", "scribe", "delegate", "observer", "Iris"} {
		cast = append(cast, castMember{name, x.join(name + " x")})
	}
	give := func(i int, r roster.Role) { x.must("", roster.Grant{Seat: cast[i].seat, Role: r}) }
	give(0, roster.Host)
	give(1, roster.CoHost)
	give(2, roster.Coordinator)
	give(5, roster.NoteKeeper)
	give(6, roster.Scribe)
	give(8, roster.Observer)
	x.must("", roster.ConfirmDelegate{Seat: cast[7].seat, Nation: clean("Example Tribe")})
	x.must(cast[0].seat, workshop.OpenMeeting{})
	x.live = x.live.Apply(act.Stamp{Seq: x.live.Seq + 1, At: x.now}, roster.Held{Seat: cast[3].seat})
	cast = append(cast[:9], castMember{"ended", cast[9].seat}, castMember{"nobody", "nobody"})
	x.must("", roster.EndSeat{Seat: cast[9].seat})
	return x, cast
}
