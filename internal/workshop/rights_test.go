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
	"time"

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
	server   right = iota // nobody with a seat
	guides                // a host or a co-host
	prepares              // they, and the coordinator while no meeting runs
	leads                 // they and the coordinator
	scribes               // a host, a co-host or a scribe
	holds                 // they and whoever holds a room without either
	writes                // everyone with a seat but observers
	seated                // everyone with a seat
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
			roster.Join{}, roster.NoteWordUsed{}, roster.NameNation{}, roster.ConfirmDelegate{}, spectrum.Prepare{}, values.Prepare{}, terms.Prepare{},
			spectrum.VoidPoll{}, values.VoidPoll{}, terms.VoidPoll{}, terms.Arrive{}, workshop.Checkpoint{}, workshop.VoidPoll{}, workshop.TakeOut{},
		},
		guides: {
			workshop.MoveTo{}, workshop.ChangeMeta{}, workshop.OpenMeeting{}, workshop.EndMeeting{}, workshop.EndWorkshop{}, workshop.CloseWorkshop{},
			roster.Grant{Seat: whom, Role: roster.NoteKeeper}, roster.Take{}, roster.LockDoor{}, roster.NoteCodeChanged{}, roster.NoteWordReissued{Seat: whom},
			roster.EndSeat{Seat: whom},
			spectrum.AddTopic{}, spectrum.CarryOver{}, values.CarryOver{}, spectrum.DropTopic{}, spectrum.SetMode{}, spectrum.OpenVote{}, spectrum.CloseVote{}, spectrum.CallOff{}, spectrum.LastCall{},
			spectrum.ShowReasons{}, spectrum.SettleLevels{}, spectrum.OpenCheck{}, spectrum.CloseCheck{}, spectrum.RecordTopic{}, spectrum.Reopen{},
			spectrum.NoteConsultation{},
			values.SetMode{}, values.LayDeck{}, values.OpenWriting{}, values.LastCall{}, values.ShowWall{}, values.CallOff{}, values.OpenMarks{},
			values.CloseMarks{}, values.Keep{}, values.OpenCheck{}, values.CloseCheck{}, values.RecordValues{}, values.Reopen{},
			terms.Reopen{}, terms.MarkNotUsed{}, terms.OpenCheck{}, terms.CloseCheck{}, terms.LastCall{}, terms.OpenAdoption{}, terms.SetOriginal{},
			terms.TakeOn{}, // for another: whoever writes may take a section on themselves
		},
		prepares: {
			agenda.Plan{}, agenda.AddItem{}, agenda.ChangeItem{}, agenda.MoveItem{}, agenda.SkipItem{ID: "none"}, agenda.RemoveItem{ID: "none"},
			agenda.Settle{}, agenda.EndBy{}, agenda.Rewrite{},
		},
		leads:   {terms.SetStatus{}, terms.SetReview{}, terms.ExtendSigning{}, terms.AskSigner{}, terms.DropSigner{}},
		scribes: {roster.WriteIn{}, roster.HeardYes{Seat: whom}},
		holds: {
			agenda.StartTimer{}, agenda.PauseTimer{}, agenda.AddMinutes{Minutes: 1}, agenda.PauseRoom{Paused: true}, agenda.HearWish{}, followup.Call{}, followup.Reorder{},
			spectrum.TurnPage{}, values.TurnPage{},
		},
		writes: {
			roster.LetAnswer{By: "seat-scribe x"}, agenda.AskTime{}, agenda.Propose{}, followup.Park{}, followup.Ask{}, values.AddDeed{},
			terms.MakeReady{}, terms.MakeDraft{}, terms.WishReopen{}, terms.AddView{}, terms.JoinView{}, terms.Sign{},
			terms.SetTranslation{}, terms.LeaveOut{}, terms.AnswerFinding{},
			values.MoveCard{}, values.MergeClusters{}, values.NameCluster{}, values.KeepApart{}, values.UndoCluster{}, values.ChangeDeed{},
			values.TakeDeed{}, values.Link{},
			spectrum.Fill{}, spectrum.SetPromise{}, spectrum.Cast{}, spectrum.WriteReason{}, spectrum.AddReason{}, spectrum.SetView{},
			values.WriteCards{}, values.Mark{}, values.Cast{}, values.WriteReason{},
			terms.Accept{}, terms.Answer{}, terms.Reason{}, terms.EditView{}, terms.DropWish{},
			workshop.EditText{Text: "notes/welcome", Edit: text.Edit{Do: text.Insert{At: text.New().End(), Text: "x"}}},
		},
		seated: {
			roster.Describe{}, roster.SpeakLanguage{}, roster.StateDelegate{}, roster.ShowName{}, followup.Lower{}, roster.LetGo{},
			agenda.AskPause{}, workshop.SayAlone{},
		},
		own: {
			roster.HoldRoom{}, roster.HandOver{To: whom}, followup.Assign{}, followup.Finish{}, workshop.Create{},
			spectrum.Withdraw{}, spectrum.WithdrawView{}, spectrum.Release{}, spectrum.Affect{}, spectrum.Unaffect{}, spectrum.Declare{},
			values.WithdrawCard{}, values.Withdraw{},
			roster.EndVoice{Seat: whom, By: "seat-scribe x"}, terms.LeaveView{}, terms.Touch{}, terms.Untouch{}, terms.EnterSign{},
		},
	}
}

// may says which of the cast a right lets in. The holder holds the room; the
// roles that are not named here add nothing to a participant's rights.
func may(r right, who string) bool {
	switch r {
	case guides, prepares: // a meeting runs
		return who == "host" || who == "cohost"
	case leads:
		return who == "host" || who == "cohost" || who == "coordinator"
	case scribes:
		return who == "host" || who == "cohost" || who == "scribe"
	case holds:
		return who == "host" || who == "cohost" || who == "holder"
	case writes:
		return who != "observer"
	}
	return r == seated
}

// refusals are the answers that say: this is not yours to do.
var refusals = []string{"only_host", "only_participant", "not_yours", "seat_unknown", "workshop_unknown", "only_coordinator", "only_scribe"}

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

// What is asked of a role is asked first: an observer hears that, whatever else is
// wrong, and learns nothing of what is there.
func TestAnObserverHearsOnlyOfTheRole(t *testing.T) {
	x, cast := theCast(t)
	for r, list := range commands() {
		for _, body := range list {
			_, err := x.live.Decide(workshop.Command{ID: "c", Seat: cast[8].seat, Body: body}, workshop.Facts{Now: x.now})
			if code := fault.Code(err); r < seated && !slices.Contains(refusals, code) {
				t.Errorf("%T tells an observer %q", body, code)
			}
		}
	}
	for _, body := range []any{spectrum.Affect{}, spectrum.Unaffect{}, spectrum.Declare{}, spectrum.Release{}} {
		_, err := x.live.Decide(workshop.Command{ID: "c", Seat: cast[8].seat, Body: body}, workshop.Facts{Now: x.now})
		if code := fault.Code(err); code != "only_participant" {
			t.Errorf("%T tells an observer %q", body, code)
		}
	}
}

// The coordinator prepares the agenda before a meeting and after it, and leaves
// it to the hosts while one runs (domain §1.6).
func TestTheCoordinatorPreparesTheAgenda(t *testing.T) {
	x := set(t, "c")
	coordinator, rosa, host := x.join("Lee Park"), x.join("Rosa Delgado"), x.join("Dana Whitfield")
	x.must("", roster.Grant{Seat: coordinator, Role: roster.Coordinator})
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	tries := func(seat roster.SeatID) (refused []string) {
		for _, body := range commands()[prepares] {
			_, err := x.live.Decide(workshop.Command{ID: "c", Seat: seat, Body: body}, workshop.Facts{Now: x.now})
			if slices.Contains(refusals, fault.Code(err)) {
				refused = append(refused, fmt.Sprintf("%T", body))
			}
		}
		return refused
	}
	if no := tries(coordinator); len(no) > 0 {
		t.Errorf("before the meeting the coordinator is refused %v", no)
	}
	if no := tries(rosa); len(no) != len(commands()[prepares]) {
		t.Errorf("a participant is refused only %v", no)
	}
	first := x.live.Agenda.Items[0].ID
	x.must(coordinator, agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Rides"}, Minutes: 5, Activity: agenda.Talk}, Behind: first})
	x.must(coordinator, agenda.EndBy{At: x.now.Add(4 * time.Hour)})
	x.must(host, workshop.OpenMeeting{})
	if x.live.Agenda.Items[1].Title["en"] != "Rides" || !x.live.Agenda.Meeting.EndBy.Equal(x.now.Add(4*time.Hour).Truncate(time.Minute)) {
		t.Errorf("what was prepared is lost: %+v", x.live.Agenda.Meeting)
	}
	if no := tries(coordinator); len(no) != len(commands()[prepares]) {
		t.Errorf("in a meeting the coordinator is refused only %v", no)
	}
	x.must(host, agenda.EndBy{At: x.now.Add(3 * time.Hour)})
	x.must(host, agenda.EndBy{})
	if !x.live.Agenda.Meeting.EndBy.IsZero() {
		t.Error("what was said of the end can't be taken back")
	}
	for _, at := range []time.Time{x.now, x.now.Add(agenda.EndWithin + time.Minute)} {
		if err := x.give(host, agenda.EndBy{At: at}); fault.Code(err) != "end_range" {
			t.Errorf("an end at %s: %v", at, err)
		}
	}
	x.must(host, workshop.EndMeeting{})
	x.must(coordinator, agenda.Plan{Items: x.live.Agenda.Items[:2]})
}

// The shared words of a public body are written in its meetings (domain §8.7):
// not before, not between, not after; a host still prepares the topics.
func TestAPublicBodyDraftsOnlyInItsMeetings(t *testing.T) {
	for _, public := range []string{"yes", "no", "unknown"} {
		x := set(t, "c")
		host, rosa := x.join("Dana Whitfield"), x.join("Rosa Delgado")
		x.must("", roster.Grant{Seat: host, Role: roster.Host})
		meta := x.live.Meta
		meta.PublicBody = public
		x.must("", workshop.ChangeMeta{Meta: meta})
		insert := text.Edit{Do: text.Insert{At: text.New().End(), Text: "x"}}
		shared := []any{
			workshop.EditText{Text: terms.TextID("purpose", "en"), Edit: insert}, workshop.EditText{Text: "notes/" + x.live.Agenda.Items[0].ID, Edit: insert},
			terms.Accept{}, terms.AddView{}, terms.EditView{}, terms.JoinView{}, terms.WishReopen{},
			spectrum.Fill{}, spectrum.SetPromise{}, spectrum.SetView{}, spectrum.AddReason{},
			values.MoveCard{}, values.NameCluster{}, values.AddDeed{}, values.Link{},
		}
		look := func(when string, want bool) {
			t.Helper()
			for _, body := range shared {
				_, err := x.live.Decide(workshop.Command{ID: "c", Seat: rosa, Body: body}, workshop.Facts{Now: x.now})
				if refused := fault.Code(err) == "between_meetings"; refused != want {
					t.Errorf("public body %q, %s: %T: %v", public, when, body, err)
				}
			}
			if x.live.Drafts(rosa) == want {
				t.Errorf("public body %q, %s: the faces are told %v", public, when, !want)
			}
			_, err := x.live.Decide(workshop.Command{ID: "c", Seat: host, Body: spectrum.Fill{}}, workshop.Facts{Now: x.now})
			if fault.Code(err) == "between_meetings" {
				t.Errorf("public body %q, %s: a host can't prepare a topic", public, when)
			}
		}
		look("before the first meeting", public == "yes")
		x.must(host, workshop.OpenMeeting{})
		look("in a meeting", false)
		x.must(host, workshop.EndMeeting{})
		look("between meetings", public == "yes")
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
// it takes nothing when it is closed (design §2), but that words may be taken out
// of its record at any time.
func TestWhatEachStatusTakes(t *testing.T) {
	x, cast := theCast(t)
	x.must("", workshop.EndWorkshop{})
	after := func(body any) bool {
		switch body.(type) {
		case roster.Describe, roster.SpeakLanguage, roster.ShowName, roster.NameNation, roster.ConfirmDelegate, roster.Grant,
			roster.NoteWordReissued, roster.NoteWordUsed, roster.NoteCodeChanged, roster.EndSeat, followup.Assign, followup.Finish,
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
					_, takes := body.(workshop.TakeOut)
					if want := (status == workshop.Closed || !after(body)) && (!takes || seat != ""); refused != want {
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
