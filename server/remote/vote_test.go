package remote_test

import (
	"encoding/json"
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/server/remote"
)

// ballot is a workshop whose first vote is open, with a host and five voters.
type ballot struct {
	*house
	room *room.Room
	host roster.SeatID
}

// openBallot opens the first vote, secret as by default, or in a looser mode.
func openBallot(t *testing.T, mode poll.Mode) *ballot {
	b := gathered(t)
	prepareVote(b.house, b.room, b.host)
	if mode != poll.Secret {
		b.give(b.room, b.host, spectrum.SetMode{Topic: b.topic().ID, Mode: mode})
	}
	b.give(b.room, b.host, spectrum.OpenVote{Topic: b.topic().ID, Vote: spectrum.First})
	return b
}

// gathered is a meeting of a host and five people with keys.
func gathered(t *testing.T) *ballot {
	h := open(t)
	b := &ballot{house: h, host: h.seat("host-key", roster.Host)}
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		h.seat(key)
	}
	r, leave, err := h.rooms.Enter(t.Context(), h.made.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(leave)
	b.room = r
	return b
}

func (b *ballot) topic() *spectrum.Topic { return b.room.Snapshot().Spectrum.Topics[0] }

// closes closes the open vote.
func (b *ballot) closes(v spectrum.Vote) *spectrum.Round {
	id := b.topic().OpenRound().ID
	b.give(b.room, b.host, spectrum.LastCall{ID: id})
	b.give(b.room, b.host, spectrum.CloseVote{Round: id, Vote: v})
	return b.topic().LastRound(v)
}

// names gives the questions that are open to a key.
func (b *ballot) names(key string) map[string]string {
	b.t.Helper()
	var asked []struct{ Name, Mode string }
	got := b.ask(b.guest(key), "vote --json", "")
	if err := json.Unmarshal([]byte(got.out), &asked); err != nil {
		b.t.Fatalf("%+v: %v", got, err)
	}
	out := make(map[string]string)
	for _, q := range asked {
		kind, _, _ := strings.Cut(q.Name, "-")
		out[kind] = q.Name
	}
	return out
}

func TestVoteNamesItsQuestion(t *testing.T) {
	b := openBallot(t, poll.HiddenNames)
	names := b.names("a")
	if len(names) != 3 || names["today"] == "" || names["should"] == "" || names["why"] == "" {
		t.Fatalf("asked: %v", names)
	}
	for _, c := range []struct {
		key, line, typed string
		code             int
		out, err         string
	}{
		{"a", "vote " + names["should"] + " 3", "", 0, "Your answer to " + names["should"], ""},
		{"b", "vote " + strings.ToUpper(names["should"]), "3\n", 0, "Your answer", "How much say"},
		{"c", "vote " + names["should"] + " Involve", "", 0, "Your answer", ""},
		{"d", "vote " + names["should"] + " paso", "", 0, "Your answer", ""},
		{"e", "vote " + names["should"] + " 5", "", 0, "Your answer", ""},
		{"e", "vote " + names["should"] + " withdraw", "", 0, "Your answer", ""},
		{"e", "vote " + names["why"] + ` "It is our home."`, "", 0, "Your answer", ""},
		{"a", "vote " + names["today"] + " 9", "", 2, "", "Nothing was sent. It can be: 1, 2, 3, 4, 5, unsure and pass"},
		{"a", "vote " + names["today"], "\n", 1, "", "Nothing was typed"},
		{"a", "vote should 3", "", 1, "", "should is not open. Nothing was sent. Open now: " + names["today"]},
		{"stranger", "vote " + names["should"] + " 3", "", 1, "", "for people with a seat"},
		{"", "vote", "", 1, "", "for people with a seat"},
	} {
		got := b.ask(b.guest(c.key), c.line, c.typed)
		if got.code != c.code || !strings.Contains(got.out, c.out) || (c.out == "") != (got.out == "") {
			t.Errorf("%s: %s: %+v", c.key, c.line, got)
		}
		if !strings.Contains(got.err, c.err) {
			t.Errorf("%s: %s: said %q, want %q", c.key, c.line, got.err, c.err)
		}
	}
	r := b.closes(spectrum.First)
	if got := r.ShouldResult; got.Counts[2] != 3 || got.Passed != 1 || got.Answered != 3 || got.NotCast != 2 {
		t.Errorf("%+v", got)
	}
	if got := r.TodayResult; got.Answered != 0 {
		t.Errorf("today was answered: %+v", got)
	}
	if len(r.Written) != 1 || r.Written[0].Words.String() != "It is our home." {
		t.Errorf("%+v", r.Written)
	}
	for _, line := range []string{"results", "results --json"} {
		got := b.ask(b.guest("a"), line, "")
		if got.code != 0 || !strings.Contains(got.out, "It is our home.") || !strings.Contains(got.out, "Involve") || strings.Contains(got.out, "Rosa") {
			t.Errorf("%+v", got)
		}
		if !strings.Contains(got.out, "Agency and others are not shown apart") {
			t.Errorf("what is not shown is not said: %+v", got)
		}
	}
}

// A vote that was sent when the room had moved on lands nowhere else (promise
// 8), though the new question asks the same; neither does one that was begun
// before and typed after.
func TestAVoteForAnEarlierQuestionLandsNowhere(t *testing.T) {
	b := openBallot(t, poll.HiddenNames)
	first := b.names("a")["should"]
	typing := &slowly{at: func() {
		b.closes(spectrum.First)
		b.move(spectrum.StepVote2)
		b.give(b.room, b.host, spectrum.OpenVote{Topic: b.topic().ID, Vote: spectrum.Second})
	}, then: strings.NewReader("3\n")}
	got := b.call(remote.Call{Guest: b.guest("a"), Code: b.made.Code.String(), Line: "vote " + first, In: typing})
	if got.code != 1 || got.out != "" || !strings.HasSuffix(got.err, b.fault("moved_on")) {
		t.Errorf("typed after the room moved: %+v", got)
	}
	got = b.ask(b.guest("b"), "vote "+first+" 3", "")
	if got.code != 1 || got.out != "" || !strings.Contains(got.err, first+" is not open. Nothing was sent.") {
		t.Errorf("sent after the room moved: %+v", got)
	}
	if second := b.names("a")["should"]; second == first || second == "" {
		t.Fatalf("the second vote is called %q", second)
	}
	if r := b.closes(spectrum.Second); r.ShouldResult.Answered != 0 {
		t.Errorf("%+v", r.ShouldResult)
	}
}

// slowly is somebody who types only after something has happened.
type slowly struct {
	at   func()
	then *strings.Reader
}

func (s *slowly) Read(p []byte) (int, error) {
	if s.at != nil {
		s.at()
		s.at = nil
	}
	return s.then.Read(p)
}

// A secret answer stands on no line, where a shell keeps it, and is said back
// nowhere.
func TestASecretAnswerIsTyped(t *testing.T) {
	b := openBallot(t, poll.Secret)
	name := b.names("a")["should"]
	got := b.ask(b.guest("a"), "vote "+name+" 4", "")
	if got.code != remote.Unclear || got.out != "" || !strings.Contains(got.err, "secret question. Nothing was sent") {
		t.Errorf("%+v", got)
	}
	g := b.guest("a")
	got = b.call(remote.Call{Guest: g, Code: b.made.Code.String(), Line: "vote " + name, In: strings.NewReader("4\r"), Terminal: true})
	if got.code != 0 || strings.Contains(got.out+got.err, "Collaborate\r\n    4") || !strings.Contains(got.err, "    4  Collaborate\r\n") {
		t.Errorf("%+v", got)
	}
	if r := b.closes(spectrum.First); r.ShouldResult.Answered != 1 || r.ShouldResult.Counts[3] != 1 {
		t.Errorf("%+v", r.ShouldResult)
	}
}

// A line makes a seat for the key it came with, once for each name; without a
// key only help and status answer.
func TestJoin(t *testing.T) {
	h := open(t)
	for _, line := range []string{"agenda", "who", "results", "tor", "vote", "question \"Why?\"", "join \"Max\""} {
		got := h.ask(h.guest(""), line, "")
		want := h.fault("remote.no_seat")
		if strings.HasPrefix(line, "join") {
			want = h.fault("remote.no_key")
		}
		if got.code != 1 || got.out != "" || got.err != want {
			t.Errorf("without a key: %s: %+v", line, got)
		}
	}
	g := h.guest("max")
	got := h.ask(g, `join "Max  Ortega-Peña"`, "")
	if got.code != 0 || !strings.Contains(got.out, "You have a seat: Max  Ortega-Peña.") {
		t.Fatalf("%+v", got)
	}
	for _, l := range h.lib.Safety() {
		if !strings.Contains(got.out, l.Text.In("en")) {
			t.Errorf("whoever joins is not told: %s", l.Text.In("en"))
		}
	}
	_, words, _ := strings.Cut(strings.TrimSpace(got.out), "Keep them to yourself: ")
	if _, err := h.desk.Return(t.Context(), h.made.ID, h.guest(""), words); err != nil {
		t.Errorf("the words %q open nothing: %v", words, err)
	}
	if again := h.ask(g, `join "Max  Ortega-Peña"`, ""); again.code != 0 || strings.Contains(again.out, words) {
		t.Errorf("%+v", again)
	}
	if got := h.ask(g, `question "Who pays for rides?" --lang en`, ""); got.code != 0 {
		t.Errorf("%+v", got)
	}
	h.in(func(r *room.Room) {
		s := r.Snapshot()
		if len(s.Roster.Here()) != 1 || len(s.Followup.Open()) != 1 || s.Followup.Open()[0].Words.String() != "Who pays for rides?" {
			t.Errorf("%+v %+v", s.Roster.Here(), s.Followup.Open())
		}
	})
	// Another name makes no second ballot unseen: that is asked for.
	if got := h.ask(g, `join June`, ""); got.code != 1 || got.err != h.fault("remote.seated", "names", "Max  Ortega-Peña", "line", `join "June" --another`) {
		t.Errorf("%+v", got)
	}
	// A second person at the same key says which of them speaks.
	if got := h.ask(g, `join June --another --lang es`, ""); got.code != 0 || !strings.Contains(got.out, "Tiene un lugar: June.") {
		t.Errorf("%+v", got)
	}
	if got := h.ask(g, `question Why?`, ""); got.code != 2 || !strings.Contains(got.err, "1 Max  Ortega-Peña and 2 June") {
		t.Errorf("%+v", got)
	}
	for _, as := range []string{"2", "jun"} {
		if got := h.ask(g, "question Why? --as "+as, ""); got.code != 0 {
			t.Errorf("%+v", got)
		}
	}
	var people []struct{ Name string }
	if err := json.Unmarshal([]byte(h.ask(g, "who --json", "").out), &people); err != nil || len(people) != 2 || people[1].Name != "June" {
		t.Errorf("%v %v", people, err)
	}
	h.gives(roster.LockDoor{Locked: true})
	if got := h.ask(h.guest("new"), "join Eve", ""); got.code != 1 || got.err != h.fault("door_locked") {
		t.Errorf("%+v", got)
	}
	h.status(workshop.Ended)
	if got := h.ask(h.guest("newer"), "join Eve", ""); got.code != 1 || got.err != h.fault("code_unknown") {
		t.Errorf("%+v", got)
	}
}

func (h *house) gives(body any) {
	h.t.Helper()
	h.in(func(r *room.Room) { h.give(r, "", body) })
}

// What the operator reads on the server's machine is what a person with a seat
// reads: the same code wrote it.
func TestTheOperatorReadsTheSame(t *testing.T) {
	b := openBallot(t, poll.Named)
	b.ask(b.guest("a"), "vote "+b.names("a")["should"]+" 3", "")
	b.closes(spectrum.First)
	for _, verb := range []string{"status", "agenda", "who", "results", "tor"} {
		for _, asJSON := range []bool{false, true} {
			line := verb
			if asJSON {
				line += " --json"
			}
			guest := b.ask(b.guest("a"), line, "")
			operator := b.order(remote.Order{Verb: verb, Code: b.made.Code.String(), JSON: asJSON, Locale: "en"}, "")
			if guest.code != 0 || guest != operator {
				t.Errorf("%s: a guest reads\n%+v\nthe operator\n%+v", line, guest, operator)
			}
			if asJSON && !json.Valid([]byte(guest.out)) {
				t.Errorf("%s: %s", line, guest.out)
			}
			if strings.Contains(guest.out, "\x1b") {
				t.Errorf("%s has an escape code", line)
			}
		}
	}
}

// move takes the room on to a step.
func (b *ballot) move(step string) {
	b.t.Helper()
	for b.room.Snapshot().Place().Step != step {
		next, ok := b.room.Snapshot().Agenda.Next()
		if !ok {
			b.t.Fatalf("the agenda has no step %s", step)
		}
		b.give(b.room, b.host, workshop.MoveTo{From: b.room.Snapshot().Place(), To: next})
	}
}

// Whoever was answered for reads so with their questions, without the answer; who
// answered for them, and everyone else, reads nothing of it.
func TestWhoWasAnsweredForReadsSo(t *testing.T) {
	b := openBallot(t, poll.HiddenNames)
	scribe, today := b.seat("scribe", roster.Scribe), b.topic().OpenRound().Today.ID
	rosa := b.room.Snapshot().Roster.Seats[1].ID
	b.give(b.room, rosa, roster.LetAnswer{By: scribe})
	if err := b.room.Do(t.Context(), room.ForSeat(room.Own(scribe).For(rosa, roster.Beside), spectrum.Cast{Poll: today, Choice: "involve"})); err != nil {
		t.Fatal(err)
	}
	if out := b.ask(b.guest("a"), "vote", "").out; strings.Count(out, "Rosa scribe sent an answer for you.") != 1 || strings.Contains(out, "Your answer is in.") {
		t.Errorf("she reads:\n%s", out)
	}
	if out := b.ask(b.guest("a"), "vote --json", "").out; strings.Count(out, `"answered_by":`) != 1 {
		t.Errorf("as data:\n%s", out)
	}
	for _, key := range []string{"b", "scribe", "host-key"} {
		if got := b.ask(b.guest(key), "vote --json", ""); strings.Contains(got.out, "answered_by") {
			t.Errorf("%s reads:\n%s", key, got.out)
		}
	}
}
